"""A day, a span of time, an hour or a ratio as printed, recognised by how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from corpus.model.fact import FactKind

_YEAR = r"(?:['‘’`′]\s?\d\d|(?:19|20)\d\d)"
_SHORT_DAY = r"\d{1,2}\s?[.]\s?\d{1,2}\s?\.?(?:\s?\([월화수목금토일]\))?"
_WEEKDAY = r"(?:\s?\([월화수목금토일]\))?"
_DAY = "|".join(
    (
        rf"{_YEAR}\s?(?:년도?\s?\d{{1,2}}\s?월|[.\-/]\s?\d{{1,2}}(?![\d,])(?:\s?월|\s?[.\-/])?)"
        rf"(?:\s?\d{{1,2}}(?:\s?일|\s?\.)?(?![\d,명건개%]))?{_WEEKDAY}",
        r"(?<![\d.])\d\d\.\s?\d{1,2}(?:\.\s?\d{1,2}\.?|월)(?!\d)",
        rf"{_YEAR}\s?년(?:도|말|초)?(?![가-힣]*간)",
        r"['‘’`′]\s?\d\d\s?\.?(?!\d)",
        rf"\d{{1,2}}\s?월(?:\s?\d{{1,2}}\s?일)?{_WEEKDAY}",
    )
)
"""A day, a month or a year: 2022. 1. 8.(수), '22.9., 22.12월, 2022년, '22, 3월 4일."""
_END = rf"(?:{_DAY}|{_SHORT_DAY}|\d{{1,2}}\s?[월일.](?:\s?\d{{1,2}}\s?[일.])?)"
_DATES = re.compile(
    rf"(?<![\d.])(?:{_DAY}|(?<![\d,])\d{{1,2}}\.\s?\d{{1,2}}\.{_WEEKDAY})(?P<range>\s?(?:[~∼～]|(?<=[.)])\s?[-–](?=\s?\d{{1,2}}\.))\s?(?:{_END})?)?"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?:\s?[~∼～]\s?\d{1,2}:\d\d)?(?!\d)")
_RATIO = re.compile(r"(?<![\d.:])\d{1,6}(?:\.\d+)?\s?:\s?\d{1,6}(?:\.\d+)?(?![\d:])")


class Value(NamedTuple):
    """What a printed value says: its number in the unit beside it (both None where there is none) and its kind."""

    number: int | float | None
    unit: str | None
    kind: FactKind


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value among words: what it says, as printed, and its [start, end) characters."""

    value: Value
    text: str
    start: int
    end: int


def read_clock(text: str, at: int) -> FoundValue | None:
    """Return the hour, or hours from and to, that begin at a character; None where there is none."""
    match = _CLOCK.match(text, at)
    return _value_at(match, Value(None, None, "period" if "~" in match[0] else "date")) if match else None


def read_date(text: str, at: int) -> FoundValue | None:
    """Return the date or period that begins at a character; None where there is none."""
    match = _DATES.match(text, at)
    if match is None:
        return None
    ranged = match["range"] is not None
    return _value_at(match, Value(None, None, "period" if ranged else "date"))


def read_ratio(text: str, at: int) -> FoundValue | None:
    """Return the ratio of two numbers that begins at a character; None where there is none."""
    match = _RATIO.match(text, at)
    return _value_at(match, Value(None, None, "ratio")) if match else None


def _value_at(match: re.Match[str], value: Value) -> FoundValue:
    told = match[0].rstrip()
    return FoundValue(value, told, match.start(), match.start() + len(told))
