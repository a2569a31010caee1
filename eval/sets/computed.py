"""Computed questions: what is asked of the cards' figures, and the answers that a second, plain way of reckoning gives."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from corpus.model.nouns import CaseId
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines

Op = Literal["lookup", "attainment", "difference", "max", "min", "top", "count", "sum", "mean", "filter", "compare", "refuse"]
# A figure of a case: its place among the card's `metrics`, counted from 0, or the case's budget.
Row = tuple[CaseId, int | Literal["budget"]]


class Computed(JsonRecord):
    """A question over figures.

    `answers` are spellings of the answer, of which any one will do; where the answer is a list (`top`, `filter`) they are its places, and
    all must be named. `rows` are the figures it rests on, `cases` the cases to cite for them. A question with `refuse` has no answer,
    for its figures cannot be compared or are not stated: its rows are those that the reason speaks of.
    """

    op: Op
    query: QueryText
    answers: list[str]
    cases: list[CaseId]
    rows: list[Row]
    refuse: bool = False


def load_computed(folder: Path = DATA) -> list[Computed]:
    """Load the computed questions of a folder of judged queries.

    Raises:
        EvalDataError: with the line and key of each fault.

    """
    return read_lines(folder / "computed.jsonl", Computed)
