"""Questions and what is to be done for them: what the reading of questions learns its intents from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines

INTENTS, ANSWER_KINDS = DATA / "intents.jsonl", DATA / "answer-kinds.jsonl"
Intent = Literal[
    "why", "how", "describe", "lesson", "yes_no", "threshold", "need", "over", "compare", "change", "share", "sum", "two", "smalltalk",
    "value", "name", "date",
]  # fmt: skip


class IntentQuestion(JsonRecord):
    """A question that one of ten voices would ask, and what is to be done for it."""

    writer: str
    question: QueryText
    intent: Intent


def load_intents(path: Path = INTENTS) -> list[IntentQuestion]:
    """Load the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, IntentQuestion)


class AnswerKindQuestion(JsonRecord):
    """A question that one of six voices would ask, and the kind of value that answers it: a dimension of quantities, "date" or "name"."""

    writer: str
    question: QueryText
    kind: str


def load_answer_kinds(path: Path = ANSWER_KINDS) -> list[AnswerKindQuestion]:
    """Load the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, AnswerKindQuestion)
