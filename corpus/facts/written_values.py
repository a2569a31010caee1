"""Values with the number in the unit that is printed: "30억 원" → 30 억원, "1만 2천 명" → 12000 명, "삼십억" → 30 억원.

Patterns are for how numbers are written, in digits and in words; which words are units is told by corpus/facts/language/unit_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.facts.language.unit_words import ORDINALS, TAILS, is_known, is_spelled, kind_of_unit, read_unit, word_at
from corpus.facts.number_words import SINO, write_in_digits
from corpus.facts.quantities import MOST_DIGITS, number_of
from corpus.facts.spans import Span, characters, is_clear
from corpus.model.fact import FactKind

_HYPHENS, _MINUS = "-−", "-△▲−"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<range>{_DIGITS}\s?(?P<low>[가-힣]{{1,3}}|%p?)?\s?[~∼～〜-]\s?)?(?P<number>(?P<digits>[{_MINUS}]?{_DIGITS})"
    rf"(?P<scales>(?:\s?여)?\s?[조억만천백십]+(?:여\s?[만억](?=\s?원))?(?:\s?{_DIGITS}\s?[조억만천백십]+)*(?:\s?{_DIGITS})?)?)(?P<more>\s?여(?=\s?[가-힣%㎡]))?"
)
_ONE_SCALE = re.compile(rf"({_DIGITS})\s?여?\s?([조억만천백십]+(?:여\s?[만억])?)")
_SHORT_MONEY = re.compile(r"억\s?\d+\s?[천백]$")
"""What money is short for: 1억2천 → 1억2천만."""
_OF_LONGER = re.compile(r"(?:[A-Za-z][-_]?|\d[-.,:/]?|제\s?|№\s?|No\.\s?)$")
_GOES_ON = re.compile(r"-\d|[A-Za-z]|[.]\d|\s?인당")
_COUNTING = ("총", "약", "각", "모두", "매", "최대", "최소", "월", "연", "연간", "누적")
"""What stands before a number that counts, also where its unit counts off as well."""
_LONGEST_ORDINAL, _DIGITS_OF_DECADE = 3, 2
_SHORTEST_OTHER = 2  # syllables of a unit that is not listed
_WORDS = re.compile(rf"(?<![가-힣\d.,])(?P<number>[{SINO}십백천][{SINO}십백천만억조]*)(?P<more>여)?(?=\s?[가-힣])")
_NATIVE = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60}
_COUNTED = re.compile(
    rf"(?<![가-힣])(?=[{''.join({*(word[0] for word in (*_TENS, *_NATIVE))})}])"
    rf"(?P<ten>{'|'.join(_TENS)})?(?P<one>{'|'.join(_NATIVE)})?(?=\s?[가-힣])"
)
_RATIO = re.compile(r"(?<![\d.:])\d{1,9}(?:\.\d{1,9})?\s?(?::\s?\d{1,9}(?:\.\d{1,9})?|대\s?\d)(?![\d:]|\.\d|\s?%)")
_FRACTION = re.compile(r"(?<![\d./])\d{1,4}(?:\s?분의\s?|/)\d{1,4}(?![\d./])")
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])\s?:\s?[0-5]\d(?!\d)")


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """A value in a text: its characters [start, end) as printed, the number in the printed unit (None of a range), the unit, its kind.

    A number without a unit has none and counts.
    """

    start: int
    end: int
    number: int | float | None
    unit: str | None
    kind: FactKind


def written_values(text: str, taken: Sequence[Span] = ()) -> list[WrittenValue]:
    """Return the values of a text in order, outside of the characters that are taken (dates, say); numbers of an outline are none."""
    blocked = characters([*taken, *(match.span() for match in _CLOCK.finditer(text))])
    found: list[WrittenValue] = []
    for values in (_ratios(text), _digit_values(text), _word_values(text), _counted_values(text)):
        own = [value for value in values if is_clear((value.start, value.end), blocked)]
        found += own
        blocked |= characters((value.start, value.end) for value in own)
    return sorted(found, key=lambda value: value.start)


def in_printed_unit(number: str, unit: str | None) -> tuple[int | float, str | None]:
    """Return a written number in the unit it is printed in: ("30억", "원") → 30 억원, ("1만 2천", "명") → 12000 명."""
    sign, plain = (-1 if number[0] in _MINUS else 1), number.lstrip(_MINUS)
    money = unit is None and set(number) & {"억", "조"}
    plain = f"{plain}만" if money and _SHORT_MONEY.search(plain) else plain
    if one := _ONE_SCALE.fullmatch(plain):
        scale = re.sub(r"[여\s]", "", one[2])
        return sign * _whole(float(one[1].replace(",", ""))), f"{scale}{'원' if money else unit or ''}"
    return sign * _whole(number_of(plain)), "원" if money else unit


def _whole(number: float) -> int | float:
    """Return a number without a fraction as an integer."""
    return int(number) if number == int(number) else round(number, 6)


def _digit_values(text: str) -> Iterator[WrittenValue]:
    at = 0
    while match := _NUMBER.search(text, at):
        value = _digit_value(text, match)
        at = match.end() if value is None else max(value.end, match.start() + 1)
        if value is not None:
            yield value


def _digit_value(text: str, match: re.Match[str]) -> WrittenValue | None:
    """Return a number in digits with its unit, or None where it counts off, is part of a name or of a longer figure."""
    start = match.start()
    before = text[max(0, start - 4) : start]
    number, unit, end = _number_and_unit(text, match)
    if sum(char.isdigit() for char in number) > MOST_DIGITS or _OF_LONGER.search(before) or _counts_off(text, before, number, unit, end):
        return None
    joined = before[-1:].isalnum() or before[-1:] in {*"_)]%"}
    if number[0] in _HYPHENS and joined:  # "3-5"; what stands apart is a minus, and so is a triangle
        number, start = number[1:], start + 1
    amount, printed = in_printed_unit(number, unit)
    low = (match["low"] or "").strip("조억만천백십")
    ranges = match["range"] is not None and low in {"", "%", unit}
    if match["range"] and not ranges:
        start = match.start("number")
    return WrittenValue(start, end, None if ranges else amount, printed, kind_of_unit(printed))


def _number_and_unit(text: str, match: re.Match[str]) -> tuple[str, str | None, int]:
    """Return a number as written, its unit, and where this ends; a letter of scale that begins a word is none."""
    number, end = match["number"], match.end()
    unit, unit_end = read_unit(text, end)
    scale = (match["scales"] or "").strip()[-1:]
    if scale == "억" and not is_known(unit):  # "5억투입"
        return number, None, end
    if scale and len(unit or "") < _SHORTEST_OTHER and not is_known(unit) and (word := word_at(text, end)) and word not in TAILS:  # "3조직"
        unit, unit_end = read_unit(text, match.end("digits"))
        return match["digits"], unit, unit_end
    return number, unit, unit_end


def _counts_off(text: str, before: str, number: str, unit: str | None, end: int) -> bool:
    """Tell whether a number tells which one and not how many, or is a part of a name: "4차산업", "동작50플러스", "333자금", "30대"."""
    listed, great = is_known(unit), not number.strip(_MINUS).replace(".", "").isdigit()
    if unit is None:
        word = word_at(text, end)
        within = "가" <= before[-1:] <= "힣" and not great
        return within or (word != "" and word not in TAILS and not great) or _GOES_ON.match(text, end) is not None
    if not listed:
        return not great
    counting = before.rstrip().endswith(_COUNTING) or len(number) >= _LONGEST_ORDINAL
    decade = len(number) == _DIGITS_OF_DECADE and number.endswith("0")
    chief = unit == "대" and end < len(text) and not decade
    each = number == "1" and (text.startswith("당", end) or unit == "인")
    return each or (unit in ORDINALS and not counting and not chief)


def _word_values(text: str) -> Iterator[WrittenValue]:
    """Yield the numbers in Sino-Korean words: "삼십억 원", "오백여 명", "천만 원" but no unit ("(단위: 백만원)", "천만건")."""
    for match in _WORDS.finditer(text):
        number = match["number"]
        unit, end = read_unit(text, match.end())
        stands = (end > match.end() and word_at(text, end) in TAILS | {""}) and (
            text[match.end() : match.end() + 1] == " " or set(number) & set(SINO)
        )
        written = stands and set(number) & set("십백천만억조") and (len(number) > 1 or number in "십백천")
        before = text[: match.start()].rstrip(" :：")
        spelled = unit is not None and is_known(unit) and is_spelled(match.end(), unit, end)
        listed = before.endswith("단위") or before[-1:].isdigit() or (len(number) == 1 and before[-1:] in {*"(,"})
        if written and spelled and not listed:
            amount, printed = in_printed_unit(write_in_digits(number), unit)
            yield WrittenValue(match.start(), end, amount, printed, kind_of_unit(printed))


def _counted_values(text: str) -> Iterator[WrittenValue]:
    """Yield the counts in Korean numerals: "세 차례", "열두 개사"."""
    for match in _COUNTED.finditer(text):
        number = _TENS.get(match["ten"] or "", 0) + _NATIVE.get(match["one"] or "", 0)
        unit, end = read_unit(text, match.end())
        rest = word_at(text, end)
        spelled = unit is not None and is_known(unit) and unit not in ORDINALS and is_spelled(match.end(), unit, end)
        if number > 1 and spelled and (not rest or rest in TAILS):
            yield WrittenValue(match.start(), end, number, unit, kind_of_unit(unit))


def _ratios(text: str) -> Iterator[WrittenValue]:
    """Yield one number to another, and fractions."""
    clocks = characters(match.span() for match in _CLOCK.finditer(text))
    for match in (*_RATIO.finditer(text), *_FRACTION.finditer(text)):
        rest = word_at(text, match.end())
        if is_clear(match.span(), clocks) and (not rest or rest in TAILS):  # "3대 1의"; no "차량 3대 1억원"
            yield WrittenValue(*match.span(), None, None, "ratio")
