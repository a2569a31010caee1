"""Dates, years and periods as Korean officials write them: 2021. 3. ~ 2022. 12., ’22.3월, 8.17., 2022년, 전년."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

EARLIEST, LATEST = 1950, 2060
_LAST_SHORT = 99
_QUOTE = "['’‘`´′]"
_Y4 = r"(?<![\d.,])(?:19|20)\d\d"
_YEAR = rf"(?:{_Y4}|{_QUOTE}\s?\d\d(?!\d)|(?<![\d.,])\d\d(?=\s?년))"
_M, _D = r"(?:1[0-2]|0?[1-9])(?!\d)", r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_ENDS = r"(?=\s*(?:[)\]~∼～〜(]|,(?!\d)|$))"
_WEEKDAY = r"(?:\s?\([월화수목금토일]\))?"
_DAY = rf"(?:\s?(?P<d{{0}}>{_D})(?:\s?일(?![가-힣])|\.|{_ENDS}))?{_WEEKDAY}"
_HALF = r"(?:\s?[상하]반기|\s?[1-4]\s?/\s?4\s?분기|\s?[1-4]분기|\.\s?[上下])"
_POINT = re.compile(
    rf"(?P<y1>{_YEAR})\s?(?:년도?|\.)\s?(?P<m1>{_M})\s?(?:월|\.|{_ENDS}){_DAY.format(1)}"
    rf"|(?P<y2>{_Y4})\s?[-/]\s?(?P<m2>{_M})\s?[-/]\s?(?P<d2>{_D}){_WEEKDAY}"
    rf"|(?<![\d.,])(?P<y3>(?:1[3-9]|2\d|3\d))\.\s?(?P<m3>{_M})(?:월|\.){_DAY.format(3)}"
    rf"|(?<![\d.,])(?P<m4>{_M})월(?!세|급|간)(?:\s?(?P<d4>{_D})일)?{_WEEKDAY}"
    rf"|(?<![\d.,])(?P<m5>{_M})\.\s?(?P<d5>{_D})\.(?!\d){_WEEKDAY}"
    rf"|(?P<y6>{_YEAR})(?:\s?년도?(?:{_HALF})?|{_HALF}|(?=\s?[~∼～〜)\],(-]|\s*$|\s+(?![명개건원억만천회곳%인호점배])[가-힣A-Z「“\"‘]))"
    rf"|(?P<y7>{_QUOTE}\d\d)(?!\d)"
    rf"|(?P<y8>(?<![\d.,])[1-4]\d)(?=\s?[~∼～〜]\s?{_QUOTE}?[1-4]\d\s?년)"
)
_TO = re.compile(r"\.?\s?(?:부터|에서)?\s?[~∼～〜–-]\s?|\s?부터\s")
_SHORT_END = re.compile(
    rf"(?P<y>(?:19|20)\d\d)(?![\d.,%])|{_QUOTE}?(?P<yy>[1-4]\d)(?:\s?년도?|(?![\d.,%가-힣]))"
    rf"|(?P<m>{_M})(?:월|\.)(?:\s?(?P<d>{_D})(?:일|\.|(?![\d,.가-힣])))?|(?P<d2>{_D})(?:일|\.)"
)
_RELATIVE = re.compile(
    r"(?<![가-힣])(?:(?P<last>전년도?|작년도?|지난\s?해|직전\s?[년연]도)|(?P<this>당해\s?(?:[년연]도?)?|올해|금년도?|당년도?)|(?P<next>내년도?|익년도?|차년도))"
)
_LENGTH_BEFORE = re.compile(r"(?:약|총|최근|지난|향후|최대|최소|무려|제|매|평균|근속)\s?$")
_LENGTH_AFTER = re.compile(
    r"\s?(?:간|동안|이상|연속|째|넘|여|가까이|만에|만의|차|된|주년|경력|이내|미만|이하|근속|초과|전(?![가-힣])|후(?![가-힣]))"
)

DateKind = Literal["year", "date", "period", "relative"]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: its characters [start, end), the years it begins and ends in, where written, and how exact it is."""

    start: int
    end: int
    kind: DateKind
    first: int | None
    year: int | None


def written_dates(text: str, base: int | None) -> list[WrittenDate]:
    """Return the dates of a text in order; `base` is the year that 전년 and 올해 count from, where it is known."""
    found: list[WrittenDate] = []
    end = 0
    for match in _POINT.finditer(text):
        if match.start() < end or (point := _read_point(text, match)) is None:
            continue
        whole = _read_period(text, point)
        found.append(whole)
        end = whole.end
    taken = [*found, *_relative_years(text, base)]
    return sorted(taken, key=lambda date: date.start)


def full_year(digits: str) -> int:
    """Return the year that four digits stand for, or its last two."""
    number = int(re.sub(r"\D", "", digits))
    return number if number > _LAST_SHORT else number + (2000 if number + 2000 <= LATEST else 1900)


def _read_point(text: str, match: re.Match[str]) -> WrittenDate | None:
    """Return one date, or None where what looks like one is a length of time, a number of a heading or no year."""
    groups = {name[0]: value for name, value in match.groupdict().items() if value}
    year = full_year(groups["y"]) if "y" in groups else None
    if year is not None and not EARLIEST <= year <= LATEST:
        return None
    written = match.group().rstrip()
    short = "y" in groups and groups["y"].isdigit() and int(groups["y"]) <= _LAST_SHORT
    if (
        short
        and "m" not in groups
        and (_LENGTH_BEFORE.search(text[max(0, match.start() - 4) : match.start()]) or _LENGTH_AFTER.match(text, match.end()))
    ):
        return None
    if match["m5"] and not text[: match.start()].strip(" -(0123456789.)"):  # "3. 2. 추진": a number of the outline
        return None
    return WrittenDate(match.start(), match.start() + len(written), "date" if "m" in groups else "year", year, year)


def _read_period(text: str, point: WrittenDate) -> WrittenDate:
    """Return the period that a date opens, or the date alone."""
    link = _TO.match(text, point.end)
    if link is None:
        return point
    if full := _POINT.match(text, link.end()):
        last = _read_point(text, full)
        if last is not None:
            return WrittenDate(point.start, last.end, "period", point.first, last.year or point.year)
    if (short := _SHORT_END.match(text, link.end())) and point.first is not None:
        day = point.kind == "date" and short.group().isdigit()  # "2022. 6. 20. ~ 21"
        digits = None if day else short["y"] or short["yy"]
        last_year = full_year(digits) if digits else point.year
        return WrittenDate(point.start, short.end(), "period", point.first, last_year)
    if text[link.start() : link.end()].strip() in {"~", "∼", "～", "〜"} and point.kind == "date":
        return WrittenDate(point.start, point.end + len(link.group().rstrip()), "period", point.first, point.year)
    return point


def _relative_years(text: str, base: int | None) -> Iterator[WrittenDate]:
    for match in _RELATIVE.finditer(text):
        year = None if base is None else base + {"last": -1, "this": 0, "next": 1}[match.lastgroup or "this"]
        yield WrittenDate(*match.span(), "relative", year, year)
