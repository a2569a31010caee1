"""What each case tells of at all: its quantities and its years, against which a question's premises are held."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from corpus.facts.quantities import Value, mentions
from corpus.model.nouns import Passage

LONGEST_PERIOD = 30  # years; more is no period
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:년?\s?[~∼～–-]\s?((?:19|20)\d\d)(?!\d))?")


class Holdings:
    """The quantities and years of every case, found when first asked for and kept. Threads may share it."""

    def __init__(self, passages_of: Callable[[str], Iterable[Passage]]) -> None:
        """Hold what gives the passages of a case."""
        self._passages_of = passages_of
        self._quantities: dict[str, frozenset[tuple[str, Value]]] = {}
        self._years: dict[str, frozenset[int]] = {}

    def quantities(self, cases: Collection[str]) -> frozenset[tuple[str, Value]]:
        """Return every quantity of some cases, by kind and value."""
        for case_id in cases:
            if case_id not in self._quantities:
                found = (mention for text in self._of(case_id) for mention in mentions(text))
                self._quantities[case_id] = frozenset((mention.kind, mention.value) for mention in found)
        return frozenset().union(*(self._quantities[case_id] for case_id in cases))

    def years(self, cases: Collection[str]) -> frozenset[int]:
        """Return every year of some cases."""
        for case_id in cases:
            if case_id not in self._years:
                self._years[case_id] = frozenset(year for text in self._of(case_id) for year in years_of(text))
        return frozenset().union(*(self._years[case_id] for case_id in cases))

    def _of(self, case_id: str) -> Iterator[str]:
        return (f"{passage.heading}\n{passage.text}" for passage in self._passages_of(case_id))


def years_of(text: str) -> Iterator[int]:
    """Yield the calendar years that a text names, those within a period ("2021~2025년") too."""
    for match in _YEARS.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        yield from range(first, last + 1) if last - first < LONGEST_PERIOD else (first, last)
