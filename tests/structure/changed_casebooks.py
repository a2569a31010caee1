# ruff: noqa: E501
"""Copies of the award casebook with other regions, marks, order or length: what holds of it must not be learnt from it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

REGIONS = ("강원도 횡성군", "경상남도", "광주광역시", "대구광역시", "세종특별자치시", "전남 해남군", "경기 파주시", "충북 옥천군", "경북 울진군", "전북 고창군", "부산광역시 기장군",
           "서울특별시 노원구", "충남 당진시", "대전광역시 유성구", "경남 함양군", "강원도 철원군", "전남 완도군", "경기 안성시", "충북 제천시", "대구광역시 달성군",
           "광주광역시 광산구", "경북 봉화군", "전북 남원시", "서울특별시 성북구", "부산광역시 사하구", "충남 홍성군", "경남 밀양시", "울산광역시 울주군", "경기 이천시")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A case of the casebook: its region as printed, and its lines, from 1."""

    region: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ChangedCopy:
    """A text, and the lines on which its cases begin and end."""

    lines: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


Change = Callable[[Sequence[str], Sequence[Span]], ChangedCopy]


def as_it_is(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    return ChangedCopy(tuple(lines), tuple((span.first, span.last) for span in spans))


def without_contents(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """The cases alone, one below the other."""
    return _joined([(lines[span.first - 1 : span.last], True) for span in spans])


def ten_cases(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """The contents as they are, and ten of the cases."""
    kept = [spans[at] for at in (1, 3, 4, 6, 8, 12, 14, 18, 21, 27)]
    return _joined([(lines[:98], False), *((lines[span.first - 1 : span.last], True) for span in kept)])


def parts_swapped(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """The second part before the first."""
    second = next(at for at in range(1, len(spans)) if spans[at].first - spans[at - 1].last > 1)
    between = lines[spans[second - 1].last : spans[second].first - 1]
    parts = [(lines[span.first - 1 : span.last], True) for span in spans]
    return _joined([(lines[:64], False), (between, False), *parts[second:], (lines[64:98], False), *parts[:second]])


def other_regions(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """Each case of another region, throughout its text, on its cover and in the contents."""
    changed = list(lines)
    for span, name in zip(spans, REGIONS, strict=True):
        for at in range(span.first - 1, span.last):
            changed[at] = changed[at].replace(span.region, name)
    names = dict(zip((span.region for span in spans), REGIONS, strict=True))
    ordered = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    for at in (*range(98), *range(7529, 7546)):
        changed[at] = ordered.sub(lambda match: names[match[0]], changed[at])
    return ChangedCopy(tuple(changed), tuple((span.first, span.last) for span in spans))


def other_marks(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """Chapters for numerals, letters for numbers, other bullets."""
    letters = "가나다라마바사아자차"
    changed = []
    for line in lines:
        line = re.sub(r"^(I{1,3}|IV) (?=\S)", lambda match: f"제{('I', 'II', 'III', 'IV').index(match[1]) + 1}장 ", line)
        line = re.sub(r"^(\d)\. ", lambda match: f"{letters[int(match[1])]}. ", line)
        changed.append(line.replace("◎ ", "□ ").replace("▶ ", "◇ "))
    return ChangedCopy(tuple(changed), tuple((span.first, span.last) for span in spans))


def numbers_run_on(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """Cases counted through from 1 to 29, without contents."""
    parts = []
    for number, span in enumerate(spans, 1):
        own = list(lines[span.first - 1 : span.last])
        head = [re.sub(r"^\d{1,2}(?=$| )", str(number), line) if at < 18 else line for at, line in enumerate(own)]
        parts.append((head, True))
    return _joined(parts)


def shuffled(lines: Sequence[str], spans: Sequence[Span]) -> ChangedCopy:
    """Fifteen cases in another order and counted anew, below a title."""
    picked = random.Random(5).sample(list(spans), 15)
    parts: list[tuple[Sequence[str], bool]] = [(["우수사례 모음", ""], False)]
    for number, span in enumerate(picked, 1):
        own = lines[span.first - 1 : span.last]
        parts.append(([re.sub(r"^\d{1,2}(?=$| )", str(number), line) if at < 18 else line for at, line in enumerate(own)], True))
    return _joined(parts)


def _joined(parts: Sequence[tuple[Sequence[str], bool]]) -> ChangedCopy:
    lines: list[str] = []
    spans: list[tuple[int, int]] = []
    for own, is_case in parts:
        if is_case:
            spans.append((len(lines) + 1, len(lines) + len(own)))
        lines += [*own, ""]
    return ChangedCopy(tuple(lines), tuple(spans))


CHANGES: tuple[Change, ...] = (
    as_it_is, without_contents, ten_cases, parts_swapped, other_regions, other_marks, numbers_run_on, shuffled,
)  # fmt: skip
