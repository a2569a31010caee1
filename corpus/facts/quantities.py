"""Quantities in Korean text: numbers with units, dates, ratios; read into one base unit each, so that 13만 2,371명 = 132,371명.

A mention's `kind` is its dimension: "won", "%", "%p", "명", "개" (기업·기관·곳 counted), "건", "회", "시간", "date", "ratio", or its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.facts.spans import characters, is_clear

Value = float | tuple[int, ...]
_SMALL, _BIG = {"십": 10.0, "백": 1e2, "천": 1e3}, {"만": 1e4, "억": 1e8, "조": 1e12}
_KINDS: dict[str, tuple[str, float]] = {
    "원": ("won", 1), "천원": ("won", 1e3), "만원": ("won", 1e4), "백만원": ("won", 1e6), "억원": ("won", 1e8), "조원": ("won", 1e12),
    "명": ("명", 1), "인": ("명", 1), "천명": ("명", 1e3), "만명": ("명", 1e4),
    "%": ("%", 1), "퍼센트": ("%", 1), "프로": ("%", 1), "%p": ("%p", 1), "%포인트": ("%p", 1), "퍼센트포인트": ("%p", 1),
    "곳": ("개", 1), "개": ("개", 1), "군데": ("개", 1), "사": ("개", 1), "병상": ("개", 1), "문항": ("개", 1),
    **dict.fromkeys(("개사", "개소", "개교", "개국", "개기업", "개기관", "개업체", "개문항", "개팀", "개과정"), ("개", 1.0)),
    "회": ("회", 1), "차례": ("회", 1), "번": ("회", 1), "건": ("건", 1), "시간": ("시간", 1), "달": ("개월", 1),
    "m": ("m", 1), "미터": ("m", 1), "kg": ("kg", 1), "㎏": ("kg", 1), "톤": ("톤", 1),
    "㎡": ("㎡", 1), "m2": ("㎡", 1), "제곱미터": ("㎡", 1), "ha": ("㎡", 1e4), "km": ("km", 1), "㎞": ("km", 1),
}  # fmt: skip
_UNITS = (
    r"원|%\s?p|%\s?포인트|퍼센트\s?포인트|%|퍼센트|명|인(?![가-힣])|시간|개\s?(?:기업|기관|업체|문항|과정|팀|사(?!업)|소|교|국|월)|개|곳|군데|병상|차례|회|번|건|"
    r"㎡|m2|제곱미터|ha|km|㎞|m(?![A-Za-z²2])|미터|kg|㎏|문항|세(?!대)|살|점|톤|대|가구|세대|필지|배|위|종|일(?![가-힣])|주(?![가-힣])|년|월|가지|팀|동|층|평|마리|그루|권|편|채|학기|학년|단계|"
    r"분기|[기차](?:(?![가-힣])|(?=(?:의|에|에는|에서|는|은|가|를|로|까지|부터)(?![가-힣])))|호|석|량|분(?=씩|간|\s?동안)|분(?![가-힣야기])|사(?![가-힣])"
)
MOST_DIGITS = 16  # of a number: a thousand 조 in won has as many, and a double tells no more apart
_TOO_LONG = re.compile(rf"\d(?:[,.]*\d){{{MOST_DIGITS}}}")
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?<![\d.,A-Za-z])(?:{_DIGITS}\s?(?:%|세|명)?\s?[~∼～]\s?)?"
    rf"(?P<number>[-△▲]?{_DIGITS}(?:\s?여?[조억만천백](?:\s?{_DIGITS})?)*)(?:여?\s?(?P<unit>{_UNITS}))?"
)
_YEAR = r"(?<!\d)(?P<y{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"{_YEAR.format(1)}\s?년\s?(?P<m1>\d{{1,2}})\s?월(?:\s?(?P<d1>\d{{1,2}})\s?일)?"
    rf"|{_YEAR.format(2)}\s?(?P<mark>[./-])\s?(?P<m2>\d{{1,2}})\s?(?P=mark)\s?(?P<d2>\d{{1,2}})(?!\d)\.?"
    rf"|{_YEAR.format(3)}\.\s?(?P<m3>\d{{1,2}})\.(?!\d)"
    r"|(?<!\d)(?P<m4>\d{1,2})월\s?(?P<d4>\d{1,2})일"
)
_DATE_PARTS = ("y1", "y2", "y3", "m1", "m2", "m3", "m4", "d1", "d2", "d4")
_SPELLED = {
    "두": 2.0,
    "세": 3.0,
    "석": 3.0,
    "네": 4.0,
    "넉": 4.0,
    "다섯": 5.0,
    "여섯": 6.0,
    "일곱": 7.0,
    "여덟": 8.0,
    "아홉": 9.0,
    "열": 10.0,
}
_COUNTED = re.compile(
    rf"(?<![가-힣])(?P<number>{'|'.join(_SPELLED)})\s?(?P<unit>차례|번|곳|군데|가지|명|개월|개|달|해(?![가-힣])|시간|팀|단계|회)(?!째)"
)
_QUARTER = re.compile(r"(?<![\d.,])([1-4])\s?/\s?4\s?분기")
_MINUS = str.maketrans("△▲", "--")
_RATIO = re.compile(r"(?<![\d.])(?P<many>\d{1,9}(?:\.\d{1,9})?)\s?(?::|대)\s?(?P<one>\d{1,9}(?:\.\d{1,9})?)(?!\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity in a text: what it is, its value in the kind's base unit, and the [start, end) characters it stands for.

    A date's value is (year, month, day) as far as written; a ratio's is both of its numbers.
    """

    kind: str
    value: Value
    text: str
    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """Return the quantities of a text in order; where two readings overlap, the date or ratio stands and the number within falls."""
    special = [*_dates(text), *_ratios(text), *_quarters(text), *_spelled_counts(text)]
    taken = characters((mention.start, mention.end) for mention in special)
    plain = [found for found in _numbers(text) if is_clear((found.start, found.end), taken)]
    return list(_inherit_units(text, sorted([*special, *plain], key=lambda mention: mention.start)))


def dimension(unit: str) -> tuple[str, float]:
    """Return a unit's kind and the factor to its base unit: "백만원" → ("won", 1e6); an unlisted unit is its own kind."""
    plain = re.sub(r"\s", "", unit)
    return _KINDS.get(plain, (plain, 1.0))


def number_of(text: str) -> float:
    """Return the number that digits and Korean scales spell: "13만 2,371" → 132371, "746백만" → 746000000."""
    total = section = 0.0
    pending: float | None = None
    for digits, scale in re.findall(r"(-?\d+(?:\.\d+)?)|([조억만천백십])", re.sub(r"[,\s]", "", text).translate(_MINUS)):
        if digits:
            pending = float(digits)
        elif scale in _SMALL:
            section, pending = section + (1.0 if pending is None else pending) * _SMALL[scale], None
        else:
            before = section + (pending or 0.0)
            total, section, pending = total + (before or 1.0) * _BIG[scale], 0.0, None
    return total + section + (pending or 0.0)


def agree(one: str, other: str) -> bool:
    """Tell whether two answers say the same: the same quantities, or the same letters and digits."""
    if _letters(one) == _letters(other):
        return True
    mine, theirs = mentions(one), mentions(other)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    a, b = mine[0], theirs[0]
    kinds = {a.kind, b.kind}
    return a.value == b.value and (len(kinds) == 1 or "" in kinds or kinds <= {"개", "건"})


def _letters(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z가-힣%]", "", text).lower()


def _numbers(text: str) -> Iterator[Mention]:
    """Yield the numbers in digits; a row of more digits than any figure has is none."""
    for match in _QUANTITY.finditer(text):
        if _TOO_LONG.search(match.group()):
            continue
        kind, factor = dimension(match["unit"] or "")
        if not kind and set(match["number"]) & {"억", "조"}:  # "총사업비 30억": nothing else is counted in hundreds of millions
            kind = "won"
        written = match.group().rstrip(" ,")
        yield Mention(kind, round(number_of(match["number"]) * factor, 6), written, match.start(), match.start() + len(written))


def _dates(text: str) -> Iterator[Mention]:
    for match in _DATE.finditer(text):
        found = match.groupdict()
        value = tuple(int(found[name]) for name in _DATE_PARTS if found[name])
        yield Mention("date", value, match.group(), *match.span())


def _inherit_units(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Give bare numbers in brackets the unit of the quantity before these: "74건(인력 10, 자금 15)", "3억 원(국비 2, 구비 1)"."""
    outer: Mention | None = None
    closed = 0
    for mention in found:
        if mention.kind and text.startswith("(", mention.end):
            outer, closed = mention, text.find(")", mention.end)
        if outer is None or mention.kind or not outer.end < mention.start < closed or not isinstance(outer.value, float):
            yield mention
            continue
        unit = re.sub(r"^[^조억만천백가-힣%]*", "", outer.text.replace(",", "").replace(" ", ""))
        yield replace(mention, kind=outer.kind, value=number_of(mention.text) * _scale(unit), text=f"{mention.text}{unit}")


def _scale(unit: str) -> float:
    """Return what one of a written unit is in its kind's base unit: 억원 → 1e8, 명 → 1."""
    digits = next(iter(re.findall(r"^[조억만천백]+", unit)), "")
    factor = dimension(unit[len(digits) :])[1] if digits != unit else 1.0
    return (number_of(f"1{digits}") if digits else 1.0) * factor


def _quarters(text: str) -> Iterator[Mention]:
    for match in _QUARTER.finditer(text):
        yield Mention("분기", float(match[1]), match.group(), *match.span())


def _spelled_counts(text: str) -> Iterator[Mention]:
    """Yield the counts that are written in Korean numerals: "세 차례", "네 곳"."""
    for match in _COUNTED.finditer(text):
        kind, factor = dimension(match["unit"].replace("해", "년"))
        yield Mention(kind, _SPELLED[match["number"]] * factor, match.group(), *match.span())


def _ratios(text: str) -> Iterator[Mention]:
    for match in _RATIO.finditer(text):
        if ":" in match.group() or float(match["one"]) == 1:
            yield Mention("ratio", (int(float(match["many"]) * 10), int(float(match["one"]) * 10)), match.group(), *match.span())
