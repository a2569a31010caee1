"""What was ranked for a question → the case and the passages to read for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from indexer.engines.seam import Groups
from service.asking.drafted_answer import RankedQuestion
from service.search.ranking.score_formulas import descending

READ = 8
"""Passages read for an answer."""


def best_case(heard: RankedQuestion) -> str:
    """Return the case that fits a question best, of those it is about."""
    return next(case_id for case_id, _ in best_cases(heard))


def best_cases(heard: RankedQuestion) -> Iterator[tuple[str, int]]:
    """Yield the cases that a question is about, best first, each with its number among the candidates."""
    ids, scope = heard.ranking.candidates.case_ids, heard.scope.cases
    for number in descending(heard.ranking.cases).tolist():
        if scope is None or ids[number] in scope:
            yield str(ids[number]), number


def best_rows(heard: RankedQuestion, kinds: Collection[str]) -> Groups:
    """Return the rows of the best passages of some kinds, of the cases that a question is about."""
    found, scope = heard.ranking.candidates, heard.scope
    eligible = found.of_kinds(kinds)
    if scope.cases is not None:
        wanted = np.array([case_id in scope.cases for case_id in found.case_ids], dtype=np.bool_)
        eligible = eligible & wanted[found.case_of]
    order = descending(np.where(eligible, heard.ranking.evidence, -np.inf))
    return order[: min(READ, int(eligible.sum()))]


def best_row_of_each(heard: RankedQuestion, kinds: Collection[str], most: int) -> list[int]:
    """Return the row of the best passage of some kinds of each of the best cases that have one, at most so many."""
    found, evidence = heard.ranking.candidates, heard.ranking.evidence
    eligible = np.where(found.of_kinds(kinds), evidence, -np.inf)
    rows = (int(np.where(found.case_of == number, eligible, -np.inf).argmax()) for _, number in best_cases(heard))
    return [row for row, _ in zip((row for row in rows if eligible[row] > -np.inf), range(most), strict=False)]
