"""Questions by others about the embedded book's cases: independent writers, everyday talk, what once failed, and its siblings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, JsonValue, ValidationError

from corpus.errors import EvalDataError
from corpus.model.nouns import CaseId
from corpus.validation import key, message
from eval.sets.asked_questions import AskedQuestion, PairedQuestion, refuse_repeated, refuse_unpaired
from eval.sets.judged import DATA, JsonRecord, read_lines, refuse
from eval.sets.reason_questions import ReasonQuestion, load_reasons

SetName = Literal["strangers", "held-out", "reasons", "talk", "hunted", "siblings"]
STRANGERS = DATA / "strangers"
HELD_OUT = frozenset("456vw")
"""Writers whose questions nothing is made or chosen by: they are measured only."""


class StrangerQuestion(PairedQuestion):
    """A question by a writer who had seen nothing but the cases; `lines` are those of the book's text that prove its answer."""

    case: CaseId
    writer: str = Field(pattern=r"^[a-z0-9]$")
    lines: tuple[int, ...] = ()

    @property
    def group(self) -> str:
        """What it is counted with: its writer."""
        return self.writer


class CaseReason(AskedQuestion):
    """A question of why, how or what on a case, as its reply is judged."""

    writer: str

    @classmethod
    def of(cls, one: ReasonQuestion) -> CaseReason:
        """Return a question so."""
        want = {"cites_lines": one.lines} if one.answered else {"no": True}
        return cls.model_validate({**one.model_dump(include={"id", "writer", "question", "kind"}), "case": one.case, "want": want})

    @property
    def group(self) -> str:
        """What it is counted with: its writer."""
        return self.writer


class HuntedInput(JsonRecord):
    """Something that failed once: what was given to which part of the service, and what is right. Only what is asked is read further."""

    via: Literal["ask", "search", "suggest", "beir", "page", "export"]
    given: str | dict[str, JsonValue] = Field(alias="input")
    expect: str | dict[str, JsonValue]
    kind: str = ""
    why: str = ""


def load_writers(folder: Path = STRANGERS) -> dict[str, list[StrangerQuestion]]:
    """Load the questions of every writer, by writer: a file `writer-<letter>.jsonl` each.

    Raises:
        EvalDataError: when there is no file, or with every fault of the first file that has any.

    """
    paths = sorted(folder.glob("writer-*.jsonl"))
    if not paths:
        raise EvalDataError(f"{folder}에 writer-*.jsonl이 없습니다. 질문을 쓴 사람마다 파일 하나를 두십시오.")
    return {path.stem.removeprefix("writer-"): _load_writer(path) for path in paths}


def load_strangers(folder: Path = STRANGERS) -> list[StrangerQuestion]:
    """Load the questions of the writers that are not held out.

    Raises:
        EvalDataError: with every fault of the first file that has any.

    """
    return [question for writer, questions in load_writers(folder).items() if writer not in HELD_OUT for question in questions]


def load_held_out(folder: Path = STRANGERS) -> list[StrangerQuestion]:
    """Load the questions of the writers that are held out.

    Raises:
        EvalDataError: with every fault of the first file that has any.

    """
    return [question for writer, questions in load_writers(folder).items() if writer in HELD_OUT for question in questions]


def load_case_reasons() -> list[CaseReason]:
    """Load the questions of why, how and what on cases: an answer must cite a line that proves it.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return [CaseReason.of(one) for one in load_reasons() if one.case]


def load_talk(path: Path = DATA / "talk.jsonl") -> list[AskedQuestion]:
    """Load everyday questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return [question.model_copy(update={"kind": "talk"}) for question in read_lines(path, AskedQuestion)]


def load_hunted_inputs(path: Path = DATA / "hunted.jsonl") -> list[HuntedInput]:
    """Load all that failed once, whatever part of the service it was given to.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, HuntedInput)


def load_hunted(path: Path = DATA / "hunted.jsonl") -> list[AskedQuestion]:
    """Load of what failed once the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    asked, faults = [], []
    for found in load_hunted_inputs(path):
        if found.via != "ask":
            continue
        try:
            asked.append(AskedQuestion.model_validate({"id": found.id, "question": found.given, "want": found.expect, "kind": found.kind}))
        except ValidationError as error:
            faults += [f"{path.name}: {found.id}: {key(detail['loc'])}: {message(detail)}" for detail in error.errors(include_url=False)]
    refuse(faults)
    return asked


def load_siblings(path: Path = DATA / "siblings.jsonl") -> list[AskedQuestion]:
    """Load the siblings of what failed once: the same kinds of question about other cases, and over all cases.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, AskedQuestion)


QUESTION_SETS: Mapping[SetName, Callable[[], Sequence[AskedQuestion]]] = {
    "strangers": load_strangers,
    "held-out": load_held_out,
    "reasons": load_case_reasons,
    "talk": load_talk,
    "hunted": load_hunted,
    "siblings": load_siblings,
}


def refuse_absent_cases(questions: Sequence[AskedQuestion], cases: Collection[str]) -> None:
    """Refuse questions of cases that are not there: each would count as one never answered.

    Raises:
        EvalDataError: naming every question and the unknown case.

    """
    refuse([f"{one.id}: 사례 {one.case}이(가) 색인에 없습니다" for one in questions if one.case is not None and one.case not in cases])


def _load_writer(path: Path) -> list[StrangerQuestion]:
    questions, writer = read_lines(path, StrangerQuestion), path.stem.removeprefix("writer-")
    wrong = [one for one in questions if one.writer != writer or not one.id.startswith(f"{one.writer}-{one.case}-")]
    refuse([f"{path.name}: {one.id}: 번호와 파일 이름이 글쓴이 {one.writer}, 사례 {one.case}와(과) 맞지 않습니다" for one in wrong])
    refuse_repeated(questions)
    refuse_unpaired(questions)
    return questions
