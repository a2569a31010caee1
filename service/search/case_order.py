"""Orders in which found cases may be read: as they fit, or by what their cards say. What is about the search stays before the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from corpus.model.facets import PROVINCE, values_of
from corpus.model.nouns import Case, FacetVocabulary
from service.search.contract.request import Order

_LAST = float("inf")
"""Where a case stands of which nothing is said."""


def arrange_cases(cases: Sequence[Case], relevant: Collection[str], order: Order, vocabulary: FacetVocabulary) -> list[Case]:
    """Return cases, best first, in another order; those that are equal in it stay as they fit."""
    if order == "fit":
        return list(cases)
    place = {known.value: number for number, known in enumerate(vocabulary.get(PROVINCE, ()))}
    keys: Mapping[Order, Callable[[Case], float]] = {
        "region": lambda case: min((place.get(name, _LAST) for name in values_of(case, PROVINCE)), default=_LAST),
        "year": lambda case: -float(case.book.year) if case.book and case.book.year else _LAST,
        "budget": lambda case: -case.budget_million_krw if case.budget_million_krw is not None else _LAST,
        "result": _share_missed,
    }
    return sorted(cases, key=lambda case: (case.id not in relevant, keys[order](case)))


def count_targets(case: Case) -> tuple[int, int]:
    """Return how many of a case's figures reached their target, and how many have a target and a result."""
    aimed = [(figure.target, figure.actual) for figure in case.figures if figure.target is not None and figure.actual is not None]
    return sum(actual >= target for target, actual in aimed), len(aimed)


def _share_missed(case: Case) -> float:
    met, aimed = count_targets(case)
    return 1 - met / aimed if aimed else _LAST
