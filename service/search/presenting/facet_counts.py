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
        self._cases = cases
        self._values = {facet: [values_of(case, facet) for case in cases] for facet in KEYS}
        self.known = {facet: frozenset(chain.from_iterable(values)) for facet, values in self._values.items()}

    def of(self, candidates: Sequence[int], filters: Filters) -> dict[str, list[FacetValue]]:
        """Count each facet's values over the cases that meet all *other* filters, so that a choice can be widened."""
        conditions = filters.conditions()
        facets = {}
        for facet in KEYS:
            others = [wanted for name, wanted in conditions.items() if name != facet]
            open_to = [n for n in candidates if filters.accepts(self._cases[n], ignoring=facet)] if others else candidates
            counts = Counter(chain.from_iterable(self._values[facet][number] for number in open_to))
            facets[facet] = [FacetValue(value, count) for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        return facets
