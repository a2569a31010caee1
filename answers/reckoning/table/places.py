"""The cases' places: which of them a question names, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from answers.asked.question import Recognition
from corpus.model.facets import PLACES, PROVINCE
from corpus.model.nouns import Case, Region


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a question names it: the [start, end) characters, the cases of that very place, and whether it is a whole province."""

    start: int
    end: int
    cases: frozenset[str]
    of_province: bool = False


def label(region: Region) -> str:
    """Return a place as lists tell it: a district with its city, for several cities have a 서구."""
    if region.sigungu is None:
        return region.sido
    return f"{_short_province(region.sido)} {region.sigungu}" if region.sigungu.endswith("구") else region.sigungu


def _short_province(sido: str) -> str:
    """Return a 시·도 as it is called for short, by whichever name: 경상남도 → 경남, 강원특별자치도 → 강원."""
    return sido[0] + sido[2] if len(sido) == len("경상남도") else sido[:2]


def level(region: Region | None) -> str:
    """Return the rank of a local government: 광역, 도, 시, 군 or 구; a metropolitan city is 광역, a province is 도; "" for none."""
    if region is None:
        return ""
    if region.sigungu is None:
        return "도" if region.sido.endswith("도") else "광역"
    return region.sigungu[-1]


def places_in(recognitions: Iterable[Recognition], text: str, cases: Iterable[Case]) -> list[Named]:
    """Return the places among what a question names, in order, each with those of some cases that are its very own.

    A province's are those of its own government, not of its cities'; before a city's name it only tells which city. A word for several
    places (수도권) names no one of them.
    """
    own = {case.id: case.region is not None and case.region.sigungu is None for case in cases}
    at: dict[tuple[int, int], list[Recognition]] = {}
    for found in recognitions:
        if found.field in PLACES:
            at.setdefault((found.start, found.end), []).append(found)
    places: list[Named] = []
    for (start, end), (found, *others) in sorted(at.items(), key=lambda item: item[0]):
        whole, before = found.field == PROVINCE, places[-1] if places else None
        ids = frozenset(case_id for case_id in found.cases if case_id in own and (own[case_id] or not whole))
        if not whole and before and before.of_province and not text[before.end : start].strip():
            places.pop()
            start = before.start
        places.append(Named(start, end, frozenset() if others else ids, of_province=whole and not others))
    return [place for place in places if place.cases]
