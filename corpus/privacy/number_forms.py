"""How private numbers are built, as a table: by the lengths of their groups, their first digits, their check digit, and words beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.model.document import MaskKind

Lengths = tuple[int, ...]
_AREA = re.compile(r"(?:02|01[016789]|0[3-6][1-5]|0[678]0|0303|050\d)(?=\d{7,8}$)")
_ANY_AREA = re.compile(rf"{_AREA.pattern}|0\d{{1,2}}(?=\d{{7,8}}$)")
_COUNTRY = re.compile(r"(?:00)?82")
_HOTLINES = frozenset(
    [
        "1522",
        "1533",
        "1544",
        "1551",
        "1555",
        "1566",
        "1577",
        "1588",
        "1599",
        "1600",
        "1611",
        "1644",
        "1660",
        "1661",
        "1666",
        "1668",
        "1670",
        "1688",
        "1800",
        "1811",
        "1833",
        "1855",
        "1866",
        "1877",
        "1899",
    ]
)
_BORN = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-8]")
_BANK = r"(?:계좌|예금주|은행|입금|송금|통장|환불|농협|신협|수협|축협|우체국|새마을금고|신한|우리|하나|국민|기업|뱅크)"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """A kind of number. It is told by its digits alone, or, with `label`, by a word beside it on the line too."""

    kind: MaskKind
    lengths: Callable[[Lengths], bool]
    fits: Callable[[str], bool] = lambda _: True
    label: re.Pattern[str] | None = None
    counted: bool = True
    """Whether a unit behind it (원, 명) says that it counts something and is no such number."""


def area_length(digits: str, *, grouped: bool) -> int:
    """Return how many digits of a telephone number say where it is, its country included; 0 where it is none.

    `grouped` numbers may have an area that nobody has been given; such as run on need a known one.
    """
    abroad = _COUNTRY.match(digits)
    country = abroad.end() if abroad else 0
    own = digits[country:]
    national = f"0{own}" if country and not own.startswith("0") else own
    found = (_ANY_AREA if grouped else _AREA).match(national)
    return country + len(own) - len(national) + found.end() if found else 0


def is_hotline(digits: str) -> bool:
    """Tell whether eight digits are a number of a whole country (1588-…), and no span of years."""
    years = 1500 <= int(digits[4:]) <= 2100 and digits[:4] < digits[4:]  # noqa: PLR2004 - years that documents tell of
    return digits[:4] in _HOTLINES and not years


def _has_card_digit(digits: str) -> bool:
    """Tell whether the last digit is that of Luhn's sum (ISO/IEC 7812)."""
    doubled = (int(one) * (1 + at % 2) for at, one in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(two // 10 + two % 10 for two in doubled) % 10 == 0


def _of(*shapes: Lengths) -> Callable[[Lengths], bool]:
    return frozenset(shapes).__contains__


def _label(words: str) -> re.Pattern[str]:
    return re.compile(words)


FORMS = (
    NumberForm(
        kind="account",
        lengths=lambda found: len(found) <= 5 and 10 <= sum(found) <= 16,  # noqa: PLR2004 - what Korean banks give
        label=_label(_BANK),
    ),
    NumberForm(kind="registration", lengths=_of((6, 7)), fits=lambda digits: digits[6] in "12345678"),
    NumberForm(kind="registration", lengths=_of((13,)), fits=lambda digits: _BORN.match(digits) is not None),
    NumberForm(kind="registration", lengths=_of((6, 7), (13,)), label=_label(r"법인|등록 ?번호")),
    NumberForm(kind="registration", lengths=_of((3, 2, 5), (2, 2, 6, 2)), counted=False),
    NumberForm(kind="registration", lengths=_of((10,)), label=_label(r"사업자|등록 ?번호")),
    NumberForm(kind="account", lengths=_of((4, 4, 4, 4), (4, 6, 5), (16,)), fits=_has_card_digit),
)
