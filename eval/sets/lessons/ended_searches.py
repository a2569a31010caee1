"""Searches of several writers with the grades of every case they are about: what is learned from where good hits end."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from eval.sets.judged import DATA, Judgment, QueryText, read_lines

ENDED_SEARCHES = DATA / "ended-searches.jsonl"


class EndedSearch(Judgment):
    """A search with its graded cases, none where no case is about it.

    Several cases are what `broad` and `topic` want, one to three `narrow`; `partial` names two conditions that few meet both. `odd` is near
    to what the cases are about and in none of them, `foreign` is nothing of theirs.
    """

    writer: str
    kind: Literal["broad", "topic", "narrow", "partial", "odd", "foreign"]
    query: QueryText


def load_ended_searches(path: Path = ENDED_SEARCHES) -> list[EndedSearch]:
    """Load the searches.

    Raises:
        EvalDataError: with every fault of the file.

    """
    return read_lines(path, EndedSearch)
