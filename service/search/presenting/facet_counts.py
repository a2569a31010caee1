"""The values of the cases' facets, and how many cases each would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from corpus.model.facets import KEYS, values_of
from corpus.model.nouns import Case
from service.search.contract.request import Filters
from service.search.contract.search_results import FacetValue


class FacetCounts:
    """The cases' values, facet by facet. Never changes, so threads may share it."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Look up every value once."""
        self._values = {case.id: {facet: values_of(case, facet) for facet in KEYS} for case in cases}
        self.known = {facet: frozenset(chain.from_iterable(held[facet] for held in self._values.values())) for facet in KEYS}

    def of(self, cases: Sequence[Case], filters: Filters) -> dict[str, list[FacetValue]]:
        """Count each facet's values over the cases that meet all *other* filters, so that a choice can be widened."""
        conditions = filters.conditions()
        facets = {}
        for facet in KEYS:
            others = [wanted for name, wanted in conditions.items() if name != facet]
            open_to = [case for case in cases if filters.accepts(case, ignoring=facet)] if others else cases
            counts = Counter(chain.from_iterable(self._values[case.id][facet] for case in open_to))
            facets[facet] = [FacetValue(value, count) for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        return facets
