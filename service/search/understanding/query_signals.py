"""What a query names: regions, awards, programmes by name, targets, policy measures, industries. Soft signals, never filters.

Everything is looked up in the query's letters between the ends of its morphemes. Where things overlap, the longest is meant:
경력단절여성 is no 여성. A region within a programme's name counts too where the programme is run there (울산형 청년수당, but not
서울농장, which is in 부여군).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RequestError
from corpus.model.facets import FACETS, PLACES, values_of
from corpus.model.nouns import Case, FacetVocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.analyser import Analyser
from service.search.contract.search_results import BRAND, PHRASE, WITHOUT, Signal
from service.search.understanding.place_names import Places
from service.search.understanding.programme_names import names_of
from service.search.understanding.query_letters import Forms, LetteredText, Span, read_letters, squash

FREE_FIELDS = frozenset({WITHOUT, PHRASE})
"""The fields of signals whose values are as free as the query."""
MOST_READ = 300  # characters of a query; what is longer is a document, which names things by the way


@dataclass(frozen=True, slots=True)
class Meaning:
    """A value of a facet, or a name, and the positions of the cases that have it."""

    field: str
    value: str
    holders: frozenset[int]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was recognised in a query, in the order in which it stands there, and the cases that each signal speaks for.

    `mentions` are all of it, as often as it stands there, with the [start, end) characters.
    """

    signals: list[Signal]
    holders: list[frozenset[int]]
    mentions: list[tuple[Meaning, Span]]

    @property
    def regions(self) -> list[str]:
        """The regions named that some case has."""
        return [signal.value for signal in self.signals if signal.field in PLACES and signal.cases]

    def count_signals(self, count: int) -> NDArray[np.float32]:
        """Return how many of the signals speak for each of `count` cases."""
        told = np.zeros(count, dtype=np.float32)
        for holders in self.holders:
            told[list(holders)] += 1
        return told


class Understanding:
    """Recognises what a query names. Never changes, so threads may share it."""

    def __init__(self, cases: Sequence[Case], analyser: Analyser, gazetteer: Gazetteer, vocabulary: FacetVocabulary) -> None:
        """Prepare everything that does not depend on the query; the gazetteer and the values of facets are those of an index."""
        self._analyser = analyser
        self._places = Places(gazetteer, cases, analyser)
        self._meanings: defaultdict[str, list[Meaning]] = defaultdict(list)
        for form, meaning in _word_meanings(cases, vocabulary):
            self._meanings[form].append(meaning)
        places = self._places.forms
        held = [form for form, has_case in places.items() if has_case]
        for letters, name in names_of(cases, analyser, held, {*places, *self._meanings}).items():
            self._meanings[letters].append(Meaning(BRAND, name.value, name.holders))
        self._forms = Forms(self._meanings)
        meanings = {(meaning.field, meaning.value): meaning.value for found in self._meanings.values() for meaning in found}
        self._known = {f"{field}:{value}": f"{field}:{shown}" for (field, value), shown in (meanings | self._places.values).items()}

    def check(self, ignore: Iterable[str]) -> None:
        """Refuse a `field:value` that no query can name.

        Raises:
            RequestError: naming the first such, and where to find those there are.

        """
        for signal in ignore:
            if signal not in self._known and signal.partition(":")[0] not in FREE_FIELDS:
                raise RequestError(
                    f"ignore에 없는 값입니다: {signal[:60]!r}. 검색 결과의 interpreted.signals에 나온 것을 'target:청년'처럼 적으십시오.",
                    field="ignore",
                )

    def understand(self, query: str, ignore: Iterable[str] = ()) -> Understood:
        """Return what a clean query names in its first `MOST_READ` characters, without what is to be ignored."""
        ignored = {self._known.get(signal, signal) for signal in ignore}
        reading = read_letters(query[:MOST_READ], self._analyser)
        found: dict[tuple[str, str], tuple[Signal, frozenset[int]]] = {}
        mentions: list[tuple[Meaning, Span]] = []
        for meaning, letters in sorted(_longest([*self._places_in(reading), *self._words_in(reading)]), key=lambda item: item[1]):
            if f"{meaning.field}:{meaning.value}" not in ignored:
                start, end = reading.span(letters)
                mentions.append((meaning, (start, end)))
                signal = Signal(meaning.field, meaning.value, query[start:end], (start, end), len(meaning.holders))
                found.setdefault((meaning.field, meaning.value), (signal, meaning.holders))
        return Understood([signal for signal, _ in found.values()], [holders for _, holders in found.values()], mentions)

    def _places_in(self, reading: LetteredText) -> Iterator[tuple[Meaning, Span]]:
        for place, letters in self._places.find(reading):
            yield Meaning(place.field, place.value, place.holders), letters

    def _words_in(self, reading: LetteredText) -> Iterator[tuple[Meaning, Span]]:
        for form, letters in self._forms.find(reading):
            if not (form[-1].isdigit() and reading.is_followed_by_noun(letters[1])):
                yield from ((meaning, letters) for meaning in self._meanings[form])


def _word_meanings(cases: Sequence[Case], vocabulary: FacetVocabulary) -> Iterator[tuple[str, Meaning]]:
    """Yield the letters of every word for a facet's value that some case has, the value itself among them, with what it means."""
    for field in (facet.key for facet in FACETS if not facet.place):
        listed = {known.value: known.words for known in vocabulary.get(field, ())}
        held = {value: None for case in cases for value in values_of(case, field)}
        for value in {**dict.fromkeys(listed), **held}:
            meaning = Meaning(field, value, frozenset(number for number, case in enumerate(cases) if value in values_of(case, field)))
            if meaning.holders:
                yield from ((form, meaning) for form in dict.fromkeys(map(squash, (value, *listed.get(value, ())))))


def _longest(found: list[tuple[Meaning, Span]]) -> list[tuple[Meaning, Span]]:
    """Return what was found without what lies under something longer."""
    kept: list[tuple[Meaning, Span]] = []
    covers: dict[int, tuple[Meaning, Span]] = {}  # letter → the longest thing there
    for meaning, span in sorted(found, key=lambda item: (item[1][0] - item[1][1], item[1])):
        over = {covers[at] for at in range(*span) if at in covers and covers[at][1] != span}
        if all(other.field == BRAND and meaning.field in PLACES and other.holders <= meaning.holders for other, _ in over):
            kept.append((meaning, span))
            for at in range(*span):
                covers.setdefault(at, (meaning, span))
    return kept
