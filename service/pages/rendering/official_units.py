"""Figures as officials write them: 1,188억 1,200만 원, 118만 명은 1,183,000명; and in the units that let cases be compared."""

from __future__ import annotations

import re
from fractions import Fraction

from answers.numbers import decimal, money, number
from corpus.facts.quantities import dimension
from corpus.model.nouns import Figure

HUNDRED_MILLION, MILLION, LARGE = 10**8, 10**6, 100
RATES = frozenset({"%", "%p"})
NAMES = {"명": "사람", "won": "돈", "%": "비율"}
_BEFORE_WON = re.compile(r"(?<=[조억만])원$")


def write_exact(value: float) -> Fraction:
    """Return a card's number as it is written there: 96.8 is 968/10, not the nearest float."""
    return Fraction(str(value))


def won(amount: Fraction) -> str:
    """Return an amount of 원 in words of 조, 억 and 만: 118,812,000,000 → "1,188억 1,200만 원"."""
    return _BEFORE_WON.sub(" 원", money(amount))


def budget(millions: float) -> str:
    """Return an amount of 백만원 in words."""
    return won(write_exact(millions) * MILLION)


def write_value(value: float | None, unit: str) -> str:
    """Return a figure's value with its unit; money in words, "-" where the source states none."""
    if value is None:
        return "-"
    kind, factor = dimension(unit)
    return won(write_exact(value) * Fraction(factor)) if kind == "won" else f"{number(write_exact(value))}{unit}"


def write_common(value: float | None, unit: str) -> str:
    """Return a value in the unit that cases are compared in: people in 명, rates in %, money in 억 원, what is less than one in 만 원."""
    if value is None:
        return "-"
    kind, factor = dimension(unit)
    amount = write_exact(value) * Fraction(factor)
    if kind != "won":
        return f"{number(amount)}{kind}"
    return won(amount) if abs(amount) < HUNDRED_MILLION else hundred_millions(amount)


def hundred_millions(amount: Fraction) -> str:
    """Return an amount of 원 in 억 원 to one decimal, small ones to three: "11,881.2억 원", "0.7억 원"."""
    scaled = amount / HUNDRED_MILLION
    return f"{number(scaled) if scaled < LARGE else decimal(scaled, 1).removesuffix('.0')}억 원"


def compare_with_target(figure: Figure) -> str | None:
    """Return how the actual value stands to its target: "96.8%" of it, or for rates the points between: "+0.2%p"."""
    if figure.target is None or figure.actual is None:
        return None
    target, actual = write_exact(figure.target), write_exact(figure.actual)
    if figure.unit in RATES:
        apart = actual - target
        return f"{'+' if apart > 0 else ''}{number(apart)}%p"
    return f"{decimal(actual / target * 100, 1)}%" if target > 0 and actual >= 0 else None


def month(written: str) -> str:
    """Return a card's month or year as officials write it: "2022-01" → "2022. 1."."""
    year, _, number_of_month = written.partition("-")
    return f"{year}. {int(number_of_month)}." if number_of_month else f"{year}년"
