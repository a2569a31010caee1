"""Which numbers and dates a text states, however they are written, and whether another text states one of them too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.quantities import Mention, dimension, mentions, number_of
from corpus.facts.spans import characters, is_clear

_RANGE = re.compile(r"(?P<first>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>%|세|명)?\s?[~∼～]")
_SHORT_YEAR = re.compile(r"[’'‘`]\s?(?P<year>\d\d)(?!\d)")
_LOOSE_DATE = re.compile(
    r"(?<![\d.,])(?:[’'‘`]?(?P<year>(?:20)?\d\d)\.\s?)?(?P<month>1[0-2]|0?[1-9])\s?[./]\s?(?P<day>[12]\d|3[01]|0?[1-9])(?![\d%])"
)
_NATIVE = {
    **dict(zip(("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"), range(1, 10), strict=True)),
    "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50,
}  # fmt: skip
_NATIVE_COUNT = re.compile(
    rf"(?<![가-힣])(?P<number>(?:{'|'.join(_NATIVE)})+)\s?(?P<unit>명|사람|곳|군데|개|가지|배|건|차례|번|회|달|해|살|팀|대|채|동|권|편)"
)
_SINO = {digit: str(value) for value, digit in enumerate("영일이삼사오육칠팔구")}
_SINO_COUNT = re.compile(
    r"(?<![가-힣\d])(?P<number>(?=[일이삼사오육칠팔구]*[십백천만억])[일이삼사오육칠팔구십백천만억조]++)\s?"
    r"(?P<unit>명|원|곳|군데|개(?!발|최|선|편|통|소|척|설)|가지|배|퍼센트|시간|여\s?명)"
)
_DATE_KINDS = ("년", "월", "일")
_WORDS_FOR = {"사람": "명", "달": "개월", "해": "년", "살": "세"}
_COUNTS = frozenset({"개", "건", "가지", "종"})


def amounts(text: str) -> list[Mention]:
    """Return the quantities of a text: as `mentions`, both ends of a range, years as '22, and numbers in Korean words (네 곳, 삼백 명)."""
    plain = mentions(text)
    inside = characters((mention.start, mention.end) for mention in plain)
    spelled = [found for found in (*_native(text), *_sino(text)) if is_clear((found.start, found.end), inside)]
    return [*plain, *_range_starts(plain), *_short_years(text), *spelled]


def loosely_dated(text: str) -> Iterator[Mention]:
    """Yield what may be a date in a source's terse notation (7.23, '22.7.23.): enough to bear a date out, too little to be held to it."""
    for match in _LOOSE_DATE.finditer(text):
        day = (int(match["month"]), int(match["day"]))
        year = () if match["year"] is None else (int(match["year"]) % 100 + 2000,)
        yield Mention("date", (*year, *day), match.group(), *match.span())


def states(stated: Sequence[Mention], wanted: Mention) -> bool:
    """Tell whether a quantity is among those a text states; a date also when it is a part of one there (2022년 of 2022. 3. 5.)."""
    if parts := _date_parts(wanted):
        return any(parts.items() <= _date_parts(other).items() for other in stated)
    return any(_same_value(wanted, other) and _same_kind(wanted.kind, other.kind) for other in stated)


def _same_value(one: Mention, other: Mention) -> bool:
    """Tell whether two values are the same; a fall of 3.2 % is written △3.2% and told as 3.2%."""
    if isinstance(one.value, float | int) and isinstance(other.value, float | int):
        return abs(one.value) == abs(other.value)
    return one.value == other.value


def _same_kind(one: str, other: str) -> bool:
    """Tell whether two kinds may count the same thing: tables give numbers without their unit."""
    return one == other or not one or not other or {one, other} <= _COUNTS


def _date_parts(mention: Mention) -> dict[str, int]:
    """Return a date's year, month and day as far as written; nothing for what is no date."""
    if mention.kind in _DATE_KINDS and isinstance(mention.value, float):
        value = int(mention.value)
        return {mention.kind: value + 2000 if mention.text.startswith(("'", "’", "‘", "`")) else value}
    if mention.kind != "date" or not isinstance(mention.value, tuple):
        return {}
    from_month = len(mention.value) == 2 and mention.value[0] <= 12  # noqa: PLR2004 - month and day, not year and month
    return dict(zip(_DATE_KINDS[1:] if from_month else _DATE_KINDS, mention.value, strict=False))


def _range_starts(found: Sequence[Mention]) -> Iterator[Mention]:
    for mention in found:
        if match := _RANGE.match(mention.text):
            kind = dimension(match["unit"])[0] if match["unit"] else mention.kind
            scale = _scale(mention, match.end())
            yield Mention(kind, number_of(match["first"]) * scale, match.group(), mention.start, mention.start + match.end())


def _scale(mention: Mention, place: int) -> float:
    """Return the factor from a written number to the base unit, as it stands for a range's second number: 2~3억원 → 1e8."""
    written = re.match(r"[\d,.]+", mention.text[place:].lstrip())
    if written is None or not isinstance(mention.value, float):
        return 1.0
    return mention.value / (float(written.group().replace(",", "").rstrip(".")) or 1.0)


def _short_years(text: str) -> Iterator[Mention]:
    for match in _SHORT_YEAR.finditer(text):
        yield Mention("년", float(match["year"]), match.group(), *match.span())


def _native(text: str) -> Iterator[Mention]:
    for match in _NATIVE_COUNT.finditer(text):
        parts = re.findall("|".join(sorted(_NATIVE, key=len, reverse=True)), match["number"])
        yield _counted(sum(_NATIVE[part] for part in parts), match)


def _sino(text: str) -> Iterator[Mention]:
    for match in _SINO_COUNT.finditer(text):
        yield _counted(number_of("".join(_SINO.get(char, char) for char in match["number"])), match)


def _counted(number: float, match: re.Match[str]) -> Mention:
    unit = match["unit"].removeprefix("여").strip()
    kind, factor = dimension(_WORDS_FOR.get(unit, unit))
    return Mention(kind, number * factor, match.group(), *match.span())
