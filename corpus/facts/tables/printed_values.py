"""A value as printed → its number, the unit beside it and what kind of value it is; alone in a cell, or among words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.facts.tables.printed_dates import FoundValue, Value, read_clock, read_date, read_ratio
from corpus.facts.tables.printed_units import KINDS, OPEN_UNITS, WORD_UNITS

_DIGITS = r"(?>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MINUS = "-−–△▲▽▼"
_SIGN = rf"[{_MINUS}+±]\s?"
_UNIT = "|".join(re.escape(unit).replace("%", "[%％]") for unit in WORD_UNITS)
_CHIEF = {"대", "기", "차"}
"""After a number they say which or how many chief ones where a word comes next: "4대 분야", "민선 7기 공약"."""
_UNIT_HERE = re.compile(rf"(?:\s?여)?\s?(?P<unit>{_UNIT})")
_SCALE_HERE = re.compile(
    rf"\s?여?\s?(?P<scale>[천백십]?[조억만]|[천백십](?=\s?(?:[조억만]|원|명|여|개|건|톤|인|달러|불|㎡|부)))(?P<more>\s?{_DIGITS})?"
)
_NUMBER_HERE = re.compile(rf"(?P<sign>{_SIGN})?(?P<digits>{_DIGITS})")
_ARROW_HERE = re.compile(r"\s?(?P<arrow>[↑↓▲▼])(?!\s?\d)")
_RANGE_HERE = re.compile(rf"{_DIGITS}\s?(?:{_UNIT})?\s?[~∼～]\s?(?=\d)")
_SMALL, _BIG = {"십": 10, "백": 100, "천": 1000}, {"만": 10**4, "억": 10**8, "조": 10**12}
_AROUND = re.compile(
    r"^(?:약|총|최대|최소|최고|최저|각|연|월|매년|매월|신규|전체|누적|연간|연인원)?\s?"
    r"|\s?(?:이상|이하|이내|미만|내외|초과|정도|가량|수준|씩|증|감|증가|감소)?[.,]?$"
)
_NOTHING = re.compile(r"[-−–‐—·.~]*")
_MARKS = re.compile(r"[○●◎◯OoXx×✓✔☑△▲□■☆★√Vv]")
_NEXT = re.compile(r"['‘’`′]?\d")
_FIRST_YEAR = 1900
_FOLLOWS = re.compile(r"[가-힣A-Za-z]")
_PARTICLES = re.compile(
    r"에|에서|을|를|이|가|은|는|의|로|으로|과|와|까지|부터|씩|간|당|이상|이하|미만|내외|초과|이내|정도|여|및|규모|수준"
    r"|모집|지원|운영|개최|참여"
)


def read_value(text: str) -> Value:
    """Return what a cell says whose whole text is one value: "△3.2%" → (-3.2, "%", "rate"); of words, a dash or a mark the number is None.

    "3억 5천만원" counts in its last big unit: (35000, "만원", "amount"). A number with more after it, "1,200(24%)", is read up to there.
    """
    bare = _AROUND.sub("", " ".join(text.split()))
    found = next(find_values(bare), None) if any(letter.isdigit() for letter in bare) else None
    if found is None or found.start > 0:
        return Value(None, None, "text")
    rest = bare[found.end :].strip()
    if not rest or rest.startswith(("(", "/", "[")):
        return found.value
    return Value(None, None, "text")


def is_value(text: str) -> bool:
    """Whether the whole text is one value."""
    bare = _AROUND.sub("", " ".join(text.split()))
    found = next(find_values(bare), None)
    return found is not None and found.start == 0 and found.end == len(bare)


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or holds the dash that stands for none."""
    return _NOTHING.fullmatch(text.strip()) is not None


def is_mark(text: str) -> bool:
    """Whether a cell holds one mark, as in a table of who takes part in what."""
    return _MARKS.fullmatch(text.strip()) is not None


def find_values(text: str) -> Iterator[FoundValue]:
    """Yield the values of a text in order, none within another: dates and periods, ratios, and numbers with or without a unit."""
    at = 0
    while at < len(text):
        told = _next_value(text, at)
        if told is None:
            return
        yield told
        at = told.end


def _next_value(text: str, at: int) -> FoundValue | None:
    """The first value from a character on; of those that begin there the one read by the stricter grammar."""
    while (number := _NEXT.search(text, at)) is not None:
        for read in (read_clock, read_date, read_ratio, _read_quantity):
            found = read(text, number.start())
            if found is not None:
                return found
        at = _past_number(text, number.end())
    return None


def _past_number(text: str, at: int) -> int:
    while at < len(text) and (text[at].isdigit() or text[at] in ",."):
        at += 1
    return at


def _read_quantity(text: str, at: int) -> FoundValue | None:
    start = _with_sign(text, at)
    ranged = _RANGE_HERE.match(text, at)
    match = _NUMBER_HERE.match(text, ranged.end() if ranged else start)
    if match is None or (at > 0 and (text[at - 1] in ".,_" or (text[at - 1].isascii() and text[at - 1].isalnum()))):
        return None
    scales, end = _read_scales(text, match.end())
    unit, end = _read_unit(text, end)
    if unit is None:
        return None
    arrow = _ARROW_HERE.match(text, end)
    end = arrow.end() if arrow else end
    value = _count(match["sign"] or "", match["digits"], scales, unit)
    if arrow and arrow["arrow"] in "↓▼" and value.number is not None:
        value = value._replace(number=-abs(value.number))
    first = at if ranged else start
    value = value._replace(number=None) if ranged else value
    return FoundValue(value, text[first:end], first, end)


def _with_sign(text: str, at: int) -> int:
    """Where a number begins, its sign counted in; a dash between words or numbers is none."""
    before = text[max(0, at - 2) : at]
    sign = re.search(rf"{_SIGN}$", before)
    start = at - len(sign[0]) if sign else at
    joined = start > 0 and (text[start - 1].isalnum() or text[start - 1] in ")]%")
    return at if joined or (sign and sign[0].endswith(" ") and sign[0][0] not in "△▲▽▼+") else start


def _read_scales(text: str, end: int) -> tuple[list[tuple[str, str]], int]:
    """The scales after a number, each with the digits after it ("3" "억 5" "천만"), and where they end."""
    scales: list[tuple[str, str]] = []
    while (match := _SCALE_HERE.match(text, end)) is not None:
        after = text[match.end() : match.end() + 1]
        if (
            not match["more"]
            and _FOLLOWS.match(after)
            and not _UNIT_HERE.match(text, match.end())
            and not _SCALE_HERE.match(text, match.end())
        ):
            break
        scales.append((match["scale"], (match["more"] or "").strip()))
        end = match.end()
    return scales, end


def _read_unit(text: str, end: int) -> tuple[str | None, int]:
    """The unit after a number, "" without one, None where the digits are part of a word; and where it ends."""
    match = _UNIT_HERE.match(text, end)
    if match is not None:
        if match["unit"] in _CHIEF and _FOLLOWS.match(text[match.end() :].lstrip()):
            return None, end
        spaced = text[end : end + 1] == " " and match["unit"] in OPEN_UNITS
        if not spaced and not (match["unit"] in OPEN_UNITS and _is_other_word(text, match.end())):
            return match["unit"].replace("％", "%"), match.end()
        if not spaced:
            return None, end
    return (None if _FOLLOWS.match(text, end) and not text.startswith("여", end) else ""), end


def _is_other_word(text: str, end: int) -> bool:
    """Whether a word goes on after a short unit: "4차산업", "5대전략" are no counts."""
    return _FOLLOWS.match(text, end) is not None and _PARTICLES.match(text, end) is None


def _count(sign: str, digits: str, scales: list[tuple[str, str]], unit: str) -> Value:
    """A number as printed and the unit after it → the number in the last big unit that is printed."""
    whole = _plain(digits)
    prefix = "".join(scale for scale, _ in scales)
    if len(scales) > 1 or any(more for _, more in scales) or prefix + unit not in KINDS:
        spelled = "".join(f"{scale}{more.replace(',', '')}" for scale, more in scales)
        total = _total(re.findall(r"(\d+(?:\.\d+)?)|([조억만천백십])", digits.replace(",", "") + spelled))
        last = next((letter for letter in reversed(scales[-1][0]) if letter in _BIG), "") if scales and not scales[-1][1] else ""
        prefix = last if last + unit in KINDS else ""
        whole = _tidy(total / _BIG[prefix] if prefix else total)
    full = prefix + unit
    number = -whole if sign.strip() and sign.strip() in _MINUS else whole
    if full == "년" and number >= _FIRST_YEAR:
        return Value(None, None, "date")
    return Value(number, full or None, KINDS.get(full, "count"))


def _plain(digits: str) -> int | float:
    bare = digits.replace(",", "")
    return float(bare) if "." in bare else int(bare)


def _tidy(number: float) -> int | float:
    return int(number) if number == int(number) else round(number, 6)


def _total(parts: list[tuple[str, str]]) -> float:
    """The number that digits and scales spell."""
    total = section = 0.0
    pending: float | None = None
    for digits, scale in parts:
        if digits:
            pending = float(digits)
        elif scale in _SMALL:
            section, pending = section + (1.0 if pending is None else pending) * _SMALL[scale], None
        else:
            total, section, pending = total + (section + (pending or 0.0) or 1.0) * _BIG[scale], 0.0, None
    return total + section + (pending or 0.0)
