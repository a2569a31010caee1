"""Questions asked after others: what was asked before, what is asked now, and the question in full that is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from corpus.model.nouns import CaseId
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines

Change = Literal["none", "place", "measure", "year", "role", "group", "programme", "why", "unit"]


class FollowUp(JsonRecord):
    """A question after others, the first of them first; `changes` says what it asks otherwise, none where it takes nothing from them."""

    case: CaseId | None
    writer: str
    context: Annotated[tuple[QueryText, ...], Field(min_length=1)]
    question: QueryText
    full: QueryText
    changes: Change


def load_follow_ups(path: Path = DATA / "follow-ups.jsonl") -> list[FollowUp]:
    """Load the questions.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, FollowUp)
