"""Questions of our own with the span that answers them, or none: what the reader of evidence learns from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines

READING = DATA / "reading.jsonl"


class ReadingQuestion(JsonRecord):
    """A question written from a case's card: `answer` is a span of one section or the value of a figure; None where the case has none."""

    case: str
    question: QueryText
    answer: str | None = None
    section: str | None = None
    figure: int | None = None
    unanswerable: Literal["near", "trap", "far"] | None = None


def load_reading(path: Path = READING) -> list[ReadingQuestion]:
    """Load the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, ReadingQuestion)
