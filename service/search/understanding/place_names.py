"""The regions a query names, in full or in short, whether a case has them or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.model.facets import PLACES
from corpus.model.nouns import Case
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.analyser import Analyser
from service.search.understanding.query_letters import Forms, LetteredText, Span

# Logarithms by which a short form must be likelier a name than not. "음성 청년" (−0.3) means 음성군, "음성 상담" (−6.7) does not; where no
# case has the region, a wrong guess would deny what nobody asked for.
LEAST_OF_CASES, LEAST_OF_OTHERS = -3.0, 0.5
SHORT = 2  # letters of a form that may be an everyday word
# What is weighed in one text, however long and whatever its blanks: characters on either side of a form, and neighbourhoods. No judged
# question is read otherwise than with its words whole; a text with more is a list of places, and the analyser's first reading decides.
NEAR, MOST_WEIGHED = 16, 8
KINDS = "시군구도"
"""What names of regions end with, and of their offices before 청."""
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region: the facet it is a value of, that value, its code, its province, and the positions of its cases."""

    field: Literal["sido", "sigungu"]
    value: str
    code: str
    province: str
    holders: frozenset[int]


Around = tuple[str, int, int]
"""A form's neighbourhood, and the [start, end) of the form in it."""


class Places:
    """Finds regions in readings. Never changes, so threads may share it."""

    def __init__(self, gazetteer: Gazetteer, cases: Sequence[Case], analyser: Analyser) -> None:
        """Prepare the ways to write every region of Korea; the cases say which of them they have, and may know one that is new."""
        self._analyser = analyser
        self._readings: defaultdict[str, list[NamedRegion]] = defaultdict(list)
        self._named: dict[tuple[str, str], str] = {}
        meant = [gazetteer.entries(case.region) for case in cases]
        for province in gazetteer.provinces:
            lying = {number for number, entries in enumerate(meant) if entries and province.code in entries[-1].provinces}
            self._add(NamedRegion("sido", province.name, province.code, province.name, frozenset(lying)), province.names, province.short)
            for entry in gazetteer.districts_of(province.code):
                holders = frozenset(number for number in lying if meant[number][-1] == entry)
                self._add(NamedRegion("sigungu", entry.name, entry.code, province.name, holders), entry.names, entry.short)
        self._together = {
            word: [self._readings[province.name][0] for province in provinces] for word, provinces in gazetteer.together.items()
        }
        self._forms = Forms((*self._readings, *self._together))

    def _add(self, place: NamedRegion, names: Sequence[str], short: Sequence[str]) -> None:
        """Note the names of a place and the other ways to write it."""
        self._named |= {(place.field, name): place.value for name in names}
        for form in dict.fromkeys((*names, *short)):
            for written in (form, *_offices(form, names)):
                self._readings[written].append(place)

    @property
    def forms(self) -> dict[str, bool]:
        """The ways to write a region, and whether some case has the region."""
        return {form: any(place.holders for place in places) for form, places in (*self._readings.items(), *self._together.items())}

    @property
    def values(self) -> dict[tuple[str, str], str]:
        """Every facet and value that a region may be found as, also by its other names, and the value as it is shown."""
        shown = dict(self._named)
        for place in (place for places in self._readings.values() for place in places):
            shown[place.field, place.value] = place.value
            if place.field == "sigungu":
                shown[place.field, f"{place.province} {place.value}"] = f"{place.province} {place.value}"
        return shown

    def find(self, reading: LetteredText) -> Iterator[tuple[NamedRegion, Span]]:
        """Yield the regions of a reading with the letters that name them, from left to right."""
        province, reached = "", 0
        weighed: dict[Around, float] = {}
        for form, span in self._forms.find(reading):
            if span[0] < reached or _is_parted(reading, span):
                continue
            before = province if span[0] == reached else ""
            meant = self._choose_places(form, before)
            if meant[0].province == before or self._is_named(reading, span, meant, weighed):
                yield from ((place, span) for place in meant)
                province, reached = meant[0].province, span[1]

    def _choose_places(self, form: str, province: str) -> list[NamedRegion]:
        """Return what a form stands for, after the name of a province or none: 광주 is a province, 경기 광주 a city of 경기도."""
        if form in self._together:
            return self._together[form]
        readings = self._readings[form]
        districts = [place for place in readings if place.field == "sigungu"]
        if own := [place for place in districts if place.province == province]:
            several = len({place.code for place in readings}) > 1
            unlike = several and not own[0].holders  # 부산 서구 must not pass for the 서구 that a case has
            return [replace(own[0], value=f"{province} {own[0].value}")] if unlike else own
        provinces = [place for place in readings if place.field == "sido"]
        return provinces or [replace(districts[0], holders=frozenset().union(*(place.holders for place in districts)))]

    def _is_named(self, reading: LetteredText, span: Span, places: Sequence[NamedRegion], weighed: dict[Around, float]) -> bool:
        """Tell whether letters that may be an everyday word name these places; `weighed` remembers, since texts repeat themselves."""
        if span[1] - span[0] > SHORT:
            return True
        held, proper = any(place.holders for place in places), reading.tags.get(span) == "NNP"
        if held and proper:
            return True
        around = _around(reading.text, *reading.span(span))
        if around not in weighed:
            if len(weighed) == MOST_WEIGHED:
                return proper
            weighed[around] = self._analyser.name_margin(*around)
        return weighed[around] >= (LEAST_OF_CASES if held else LEAST_OF_OTHERS)


def write_as_printed(query: str, named: Iterable[tuple[str, str, Span]], is_official: Callable[[str], bool]) -> str:
    """Return a query with its provinces as cases print them, where it names them by an official name of another time.

    `named` are facet, value and [start, end) characters of what it names. Otherwise 전북특별자치도 would find other 특별자치도 first.
    """
    for field, value, (start, end) in sorted(named, key=lambda one: -one[2][0]):
        if field in PLACES and query[start:end] != value and is_official(query[start:end]):
            query = query[:start] + value + query[end:]
    return query


def _offices(form: str, names: Sequence[str]) -> Iterator[str]:
    """Yield what a region's office is called: 시흥시청, 경상북도청, and 경북도청 where the region is a 도."""
    if form[-1] in KINDS:
        yield f"{form}청"
    elif len(form) == SHORT and names[-1].endswith("도"):
        yield f"{form}도청"


def _is_parted(reading: LetteredText, span: Span) -> bool:
    """Tell whether a span has a space in it: "시민의 정부" is not 의정부."""
    return " " in reading.text[slice(*reading.span(span))]


def _around(text: str, start: int, end: int) -> Around:
    """Return the word that holds some characters with the words next to it, as far as these are near."""
    words = [match.span() for match in _WORDS.finditer(text, max(start - NEAR, 0), end + NEAR)]
    own = next(number for number, (_, last) in enumerate(words) if last >= end)
    first, last = words[max(own - 1, 0)][0], words[min(own + 1, len(words) - 1)][1]
    return text[first:last], start - first, end - first
