"""A workbook's value → as the sheet shows it: percent, thousands, decimals, dates, signs and units of the cell's number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|(AM/PM|A/P|am/pm|General|G/표준)|([0#?][0#?,.]*)|(y+|m+|d+|h+|s+|a+)|(.)', re.DOTALL
)
_DATE_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_CONDITION = re.compile(r"\[[<>=]")
_CURRENCY = re.compile(r"\$([^-\]]*)")
_GENERAL_DIGITS = 10
_WEEKDAYS, _NOON = "월화수목금토일", 12
_IN_HANJA, _SHORT_DATE = 'yyyy"年" mm"月" dd"日"', "mm-dd"
KOREAN_FORMATS = {number: "yyyy-mm-dd" for number in (34, 35, 52, 53, 55)}
KOREAN_FORMATS |= {number: _IN_HANJA for number in (27, 36, 50, 57)} | {number: _SHORT_DATE for number in (28, 29, 51, 54, 56, 58)}
KOREAN_FORMATS |= {30: "mm-dd-yy", 31: 'yyyy"년" mm"월" dd"일"', 32: 'h"시" mm"분"', 33: 'h"시" mm"분" ss"초"'}
"""Formats that a workbook names by number alone and that mean this where the reader's language is Korean; all are of dates and times."""
_SHORT_NAME, _LONG_NAME = 3, 4


def show_value(value: object, number_format: str) -> str:
    """Return a cell's value as its sheet shows it; what a format means that is not known here is shown plainly."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _show_time(value, number_format)
    if type(value) is int and number_format == "General":
        return str(value)
    if isinstance(value, int | float):
        return _show_number(value, number_format)
    return str(value)


@cache
def _sections(number_format: str) -> list[str]:
    return [found[1] for found in _SECTION.finditer(number_format)][: number_format.count(";") + 1] or [number_format]


def _show_number(value: float, number_format: str) -> str:
    """Return a number by the part of its format for its sign."""
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    sections = _sections(number_format)
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0  # noqa: PLR2004 - the third is for zero
    section = sections[at]
    if _CONDITION.search(number_format) or not section.strip():
        return _show_generally(number)
    shown = _fill(abs(number) if at == 1 else number, section)
    return _show_generally(number) if shown is None else shown


def _show_generally(number: Decimal) -> str:
    """Return a number with as many digits as a cell has room for."""
    rounded = +number
    if rounded and len(rounded.as_tuple().digits) > _GENERAL_DIGITS:
        rounded = rounded.quantize(Decimal(1).scaleb(rounded.adjusted() - _GENERAL_DIGITS + 1), ROUND_HALF_UP)
    shown = f"{rounded:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _fill(number: Decimal, section: str) -> str | None:
    """Return the words of a format with the number in its place; None where the format has fractions, powers or letters of another kind."""
    before, after, pattern = "", "", None
    for found in _TOKEN.finditer(section):
        literal, escaped, bracket, general, digits, letters, other = found.groups()
        if digits and pattern is None:
            pattern = digits
            continue
        if digits or letters or other in {"/", "E", "e", "@"}:
            return None
        if general:
            pattern = "General"
            continue
        words = literal or escaped or other or (_currency(bracket) if bracket else "")
        before, after = (before, after + words) if pattern is not None else (before + words, after)
    if pattern is None:
        return (before or None) if number >= 0 else None
    percent = "%" in before + after
    shown = _show_generally(abs(number)) if pattern == "General" else _digits(abs(number) * (100 if percent else 1), pattern)
    sign = "-" if number < 0 and any(digit in "123456789" for digit in shown) else ""
    return f"{sign}{before}{shown}{after}".strip()


def _currency(bracket: str) -> str:
    found = _CURRENCY.match(bracket)
    return found[1] if found else ""


def _digits(number: Decimal, pattern: str) -> str:
    """Return a number's digits by a pattern such as `#,##0.0`; commas at its end divide by a thousand each."""
    whole, _, fraction = pattern.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) + len(fraction) - len(fraction.rstrip(","))
    fraction = fraction.rstrip(",")
    rounded = (number / (Decimal(1000) ** scale)).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    shown = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    integer, _, decimals = shown.partition(".")
    wanted = whole.replace(",", "").count("0")
    integer = integer.zfill(wanted) if wanted else integer.lstrip("0") if integer == "0" else integer
    optional = len(fraction) - len(fraction.rstrip("#?"))
    while optional and decimals.endswith("0"):
        decimals, optional = decimals[:-1], optional - 1
    return f"{integer}.{decimals}" if decimals else integer


def _show_time(value: datetime | date | time | timedelta, number_format: str) -> str:
    """Return a date or time by its format; in plain order where the format has no letters for it."""
    section = _sections(number_format)[0]
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if number_format in {"mm-dd-yy", "m/d/yy", "m/d/yyyy"}:
        section = "yyyy-mm-dd"  # the short date of the reader's own country, as a Korean machine shows it
    if not re.search("[ymdhs]|a{3,}", _DATE_LETTERS.sub("", section), re.IGNORECASE):
        return value.isoformat(" ").removesuffix(" 00:00:00") if isinstance(value, datetime) else value.isoformat()
    halves = re.search("AM/PM|A/P", section, re.IGNORECASE) is not None
    out, last = [], ""
    for found in _TOKEN.finditer(section.replace("Y", "y").replace("D", "d").replace("H", "h").replace("S", "s")):
        literal, escaped, bracket, general, digits, letters, other = found.groups()
        if letters:
            ahead = section[found.end() :].lstrip(":. ").lower()
            out.append(_time_part(value, letters, minutes=letters[0] == "m" and (last == "h" or ahead.startswith("s")), halves=halves))
            last = letters[0]
        elif general:
            out.append("오전" if getattr(value, "hour", 0) < _NOON else "오후")
        elif not bracket:
            out.append(literal or escaped or digits or other or "")
    return "".join(out).strip()


def _time_part(value: datetime | date | time, letters: str, *, minutes: bool, halves: bool) -> str:
    """Return one part of a date or time: letters as many as in the format."""
    padded = len(letters) > 1
    if letters[0] == "a" or (letters[0] == "d" and len(letters) >= _SHORT_NAME):
        weekday = _WEEKDAYS[value.weekday()] if isinstance(value, date) else ""
        return weekday + ("요일" if weekday and len(letters) >= _LONG_NAME else "")
    if letters[0] == "y":
        year = getattr(value, "year", 0)
        return f"{year:04d}" if len(letters) > 2 else f"{year % 100:02d}"  # noqa: PLR2004 - two letters, two digits
    hour = getattr(value, "hour", 0)
    number = {
        "m": getattr(value, "minute" if minutes else "month", 0),
        "d": getattr(value, "day", 0),
        "h": (hour % _NOON or _NOON) if halves else hour,
        "s": getattr(value, "second", 0),
    }[letters[0]]
    return f"{number:02d}" if padded else str(number)
