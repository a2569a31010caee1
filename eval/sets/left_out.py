"""Queries that want something left out, each with the same query without that wish; and queries with look-alikes of such words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from corpus.model.facets import KEYS
from corpus.model.nouns import CaseId
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines, refuse

PAIRS, LOOK_ALIKES = "without.jsonl", "look-alikes.jsonl"


class LeftOut(JsonRecord):
    """A query, what it leaves out, and the same query without that: `positive`.

    What is left out stands as it is typed in `word`, and is told by cases, or by values of facets, all of whose cases are meant.
    """

    positive: QueryText
    query: QueryText
    word: str
    cases: tuple[CaseId, ...] = ()
    values: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class LookAlike(JsonRecord):
    """A query that has words of leaving out and leaves nothing out."""

    query: QueryText


def load_left_out(folder: Path = DATA) -> tuple[list[LeftOut], list[LookAlike]]:
    """Return the pairs and the look-alikes.

    Raises:
        EvalDataError: naming the line and what is wrong in it.

    """
    pairs = read_lines(folder / PAIRS, LeftOut)
    refuse(
        [f"{PAIRS}: {pair.id}: 빼려는 것이 cases에도 values에도 없습니다" for pair in pairs if not pair.cases and not pair.values]
        + [f"{PAIRS}: {pair.id}: word가 질의에 없습니다" for pair in pairs if pair.word not in pair.query]
        + [f"{PAIRS}: {pair.id}: values에 없는 조건입니다: {name}" for pair in pairs for name in pair.values if name not in KEYS]
    )
    return pairs, read_lines(folder / LOOK_ALIKES, LookAlike)
