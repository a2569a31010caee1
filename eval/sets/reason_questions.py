"""Questions of why, how and what, on cases and on made-up texts, with the places that answer: what the reader learns points from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from corpus.model.nouns import CaseId
from eval.sets.asked_questions import UNANSWERABLE, refuse_repeated
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines, refuse

REASONS = DATA / "reasons.jsonl"


class ReasonQuestion(JsonRecord):
    """A question that no value answers, by a writer who had seen nothing but the text.

    It is about a `case` or a made-up `text`; `lines` of the book's text, or `proof`, pieces of the made-up one, are where it is
    answered, or what looks like an answer; `pair` names the answered question that one without an answer looks like.
    """

    writer: str
    case: CaseId | None = None
    text: str | None = None
    question: QueryText
    kind: Literal["reason", "manner", "matter", "none_near", "none_trap"]
    lines: tuple[int, ...] = ()
    proof: tuple[str, ...] = ()
    pair: str | None = None

    @property
    def about(self) -> str | None:
        """The case or the made-up text."""
        return self.case or self.text

    @property
    def answered(self) -> bool:
        """Whether the text answers."""
        return self.kind not in UNANSWERABLE


def load_reasons(path: Path = REASONS) -> list[ReasonQuestion]:
    """Load the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    questions = read_lines(path, ReasonQuestion)
    refuse_repeated(questions)
    refuse([f"{one.id}: case와 text 가운데 하나만 적으십시오" for one in questions if bool(one.case) == bool(one.text)])
    known = {question.id for question in questions if question.answered}
    refuse([f"{one.id}: 답이 있는 곳(lines, proof)이 없습니다" for one in questions if one.answered and not (one.lines or one.proof)])
    refuse([f"{one.id}: pair: 답이 있는 질문 {one.pair}이(가) 없습니다" for one in questions if one.pair and one.pair not in known])
    return questions
