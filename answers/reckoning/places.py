"""How questions name the cases' places: in full, in short, and within their province."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model.nouns import Case, Region

_RANK = re.compile(r"(?:특별자치도|특별자치시|특별시|광역시|도)$")
_FIRST_AND_THIRD = 3  # 경상북도 is 경북 in short: of three letters before 도, the first and the third
# Names that are everyday words without their last syllable: 동작구 is not meant by "동작", 서구 not by "서".
_EVERYDAY = frozenset({"동작", "서", "중", "동", "남", "북"})


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a question names it: the [start, end) characters, and the cases of that very place."""

    start: int
    end: int
    cases: frozenset[str]


def short(sido: str) -> str:
    """Return a province's short form: 경상북도 → 경북, 강원특별자치도 → 강원."""
    stem = _RANK.sub("", sido)
    return stem[0] + stem[2] if len(stem) == _FIRST_AND_THIRD else stem


def label(region: Region) -> str:
    """Return a place as lists tell it: a district with its city, for several cities have a 서구."""
    if region.sigungu is None:
        return region.sido
    return f"{short(region.sido)} {region.sigungu}" if region.sigungu.endswith("구") else region.sigungu


def level(region: Region) -> str:
    """Return the rank of a local government: 광역, 도, 시, 군 or 구; a metropolitan city is 광역, a province is 도."""
    if region.sigungu is None:
        return "도" if region.sido.endswith("도") else "광역"
    return region.sigungu[-1]


def named(text: str, cases: Iterable[Case]) -> list[Named]:
    """Return the places a text names, in order; of overlapping readings the longest stands."""
    found: dict[tuple[int, int], set[str]] = {}
    for case in cases:
        for form in _forms(case.region):
            for match in re.finditer(
                rf"(?<![가-힣]){re.escape(form)}(?=[\s,·의은는이가을를과와랑]|에|도(?![가-힣])|보다|하고|형(?![가-힣])|처럼|$)", text
            ):
                found.setdefault(match.span(), set()).add(case.id)
    return list(_longest(found))


def _longest(found: dict[tuple[int, int], set[str]]) -> Iterator[Named]:
    taken: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
    for start, end in sorted(taken):
        yield Named(start, end, frozenset(found[start, end]))


def _forms(region: Region) -> Iterator[str]:
    provinces = dict.fromkeys((region.sido, short(region.sido), f"{short(region.sido)}시", f"{short(region.sido)}도"))
    if region.sigungu is None:
        yield from provinces
        return
    stem = region.sigungu[:-1]
    towns = (region.sigungu,) if stem in _EVERYDAY else (region.sigungu, stem)
    for town in towns:
        yield town
        for province in provinces:
            yield f"{province} {town}"
