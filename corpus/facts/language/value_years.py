"""Dates of a sentence → the year that a value in it is of: the nearest one that is said of it, and not one it is only compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts.language.clauses import BracketLevel, SplitSentence
from corpus.facts.language.value_roles import is_reference
from corpus.facts.language.written_dates import WrittenDate

_DATE_ALONE = re.compile(r"[\s.,()~년월일말기준현재까지부터 누적누계도분당시점대비]*")

_NEAR = 4  # characters
_AS_OF = re.compile(r"\s?(?:말\s?)?(?:기준|현재)")
"""Behind a date that all before it are of: "8,349건 배포, ’21.12.7. 기준"."""


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date of a sentence and the level that it tells of: around its bracket where it stands alone in one."""

    date: WrittenDate
    level: int
    alone: bool
    reference: bool


def place_dates(sentence: SplitSentence, dates: Sequence[WrittenDate]) -> list[PlacedDate]:
    """Return the dates of a sentence that name a year, each with the level that it tells of."""
    placed: list[PlacedDate] = []
    for date in dates:
        if date.year is None and date.first is None:
            continue
        number = sentence.level_at(date.start)
        level = sentence.levels[number]
        alone = (
            level.outer is not None
            and _DATE_ALONE.fullmatch(level.text[level.start : date.start] + level.text[date.end : level.end]) is not None
        )
        told = level.outer if alone and level.outer is not None else number
        placed.append(PlacedDate(date, told, alone, is_reference(sentence.text[date.end : date.end + 8])))
    return placed


def year_of(
    sentence: SplitSentence, span: tuple[int, int], others: Sequence[tuple[int, int]], dates: Sequence[PlacedDate], *, earlier: bool
) -> int | None:
    """Return the year that a sentence says of the value at `span`; `others` are the spans of its other values, `earlier` its role.

    First a year in the bracket right behind it, then the nearest one before it in its level or around this, then one behind it where no
    other value stands between.
    """
    start, end = span
    for placed in dates:
        if placed.alone and 0 <= placed.date.start - end <= _NEAR and not sentence.text[end : placed.date.start].strip(" 의을를(['’‘`여"):
            return placed.date.year
    own = sentence.level_at(start)
    clause = sentence.levels[own].clause_at(start)
    number: int | None = own
    while number is not None:
        level = sentence.levels[number]
        if (year := _nearest_year(level, number, start, dates, earlier=earlier)) is not None:
            return year
        start, number = (level.opening or 0), level.outer
    for placed in dates:  # "지원 30명('22)", "30명을 2022년 채용", "30명, 5개사(’21.12.7. 기준)"
        if placed.date.start < end or placed.level != own or placed.reference:
            continue
        of_all = placed.alone or _AS_OF.match(sentence.text, placed.date.end) is not None
        between = any(end <= other[0] < placed.date.start for other in others)
        near = _place(placed, sentence) <= clause.end or _AS_OF.match(sentence.text, placed.date.end) is not None
        if near and (of_all or not between):
            return placed.date.year
    return None


def _place(placed: PlacedDate, sentence: SplitSentence) -> int:
    """Return where a date stands in the level that it tells of: at its bracket, where it is alone in one."""
    level = sentence.levels[sentence.level_at(placed.date.start)]
    return level.opening if placed.alone and level.opening is not None else placed.date.start


def _nearest_year(level: BracketLevel, number: int, place: int, dates: Sequence[PlacedDate], *, earlier: bool) -> int | None:
    """Return the last year before a place of a level; one in a bracket behind other words is of its own clause alone."""
    clause = level.clause_at(place)
    for placed in reversed(dates):
        if placed.level != number or placed.date.end > place or (placed.reference and not earlier):
            continue
        its = level.clause_at(placed.date.start)
        if placed.alone and its != clause and level.text[its.start : placed.date.start].strip(" -*○◆ㅇ·▶"):
            continue
        return placed.date.year
    return None
