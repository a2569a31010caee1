"""The values of the cases' facets, and how many cases each would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import chain
from unicodedata import normalize

from corpus.model.facets import DISTRICT, KEYS, PROVINCE, values_of
from corpus.model.nouns import Case
from corpus.vocabulary.gazetteer import Gazetteer
from service.search.contract.request import Filters
from service.search.contract.search_results import FacetValue
from service.search.understanding.query_letters import squash


class FacetCounts:
    """The cases' values, facet by facet. Never changes, so threads may share it."""

    def __init__(self, cases: Sequence[Case], gazetteer: Gazetteer) -> None:
        """Look up every value once; the gazetteer knows the other names of regions."""
        self._gazetteer = gazetteer
        self._values = {case.id: {facet: values_of(case, facet) for facet in KEYS} for case in cases}
        self._known = {facet: frozenset(chain.from_iterable(held[facet] for held in self._values.values())) for facet in KEYS}

    def resolve(self, filters: Filters) -> Filters:
        """Return filters with every value as it is shown, whatever its blanks, and every region whichever way it was written.

        Raises:
            RequestError: when a value is one that no case has.

        """
        chosen = {facet: tuple(self._show_value(facet, value) for value in values) for facet, values in filters.chosen}
        provinces = {name: self._gazetteer.province_written(name) for name in chosen.get(PROVINCE, ())}
        lies_in = {entry.code for entry in provinces.values() if entry}
        named = {
            PROVINCE: [entry.name if entry and entry.name in self._known[PROVINCE] else name for name, entry in provinces.items()],
            DISTRICT: [shown for name in chosen.get(DISTRICT, ()) for shown in self._districts(name, lies_in)],
        }
        resolved = Filters.of(chosen | {facet: sorted(set(names)) for facet, names in named.items()})
        resolved.check(self._known)
        return resolved

    def _show_value(self, facet: str, value: str) -> str:
        """Return a value as cases have it, where they do but for blanks, marks and how it is composed; else as it was given, composed."""
        clean = " ".join(normalize("NFC", value).split())
        if clean in self._known[facet]:
            return clean
        return next((known for known in sorted(self._known[facet]) if squash(known) == squash(clean)), clean)

    def _districts(self, name: str, provinces: Set[str]) -> list[str]:
        """Return the names shown of the districts that a name means: where one has it now, a former one needs its province beside it."""
        known = self._known[DISTRICT]
        called = [entry for entry in self._gazetteer.districts_called(name) if entry.name in known]
        meant = [entry.name for entry in called if name not in known or not provinces.isdisjoint(entry.provinces)]
        return [*meant, name] if name in known or not meant else meant

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
