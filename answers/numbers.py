"""Exact numbers as officials write them: 1조 2,126억원, 484명, 96.8%."""

from __future__ import annotations

from fractions import Fraction

_MYRIADS = (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1))
ADDLESS = frozenset({"%", "%p", "점", "배"})  # units whose sums mean nothing
_NEAREST = 10**4  # money that does not come out even is told to the nearest 만원


def amount(value: Fraction, unit: str) -> str:
    """Return a value in its base unit as it is told; money in 조, 억 and 만, what does not come out even to one decimal."""
    return money(value) if unit == "원" else f"{number(value)}{unit}"


def averaged(value: Fraction, unit: str) -> str:
    """Return a mean as it is told: of money to the nearest 만원 where it does not come out even, of all else to one decimal."""
    return money(value) if unit == "원" else f"{number(value, 1)}{unit}"


def number(value: Fraction, longest: int = 3) -> str:
    """Return a number with commas, exact in up to `longest` decimals, else to one, half up."""
    places = next((places for places in range(longest + 1) if (value * 10**places).denominator == 1), 1)
    return decimal(value, places)


def decimal(value: Fraction, places: int) -> str:
    """Return a number rounded half away from zero to so many decimals, with commas between thousands."""
    whole, part = divmod(int(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    sign = "-" if value < 0 and (whole or part) else ""
    return f"{sign}{whole:,}.{part:0{places}d}" if places else f"{sign}{whole:,}"


def money(won: Fraction) -> str:
    """Return an amount of 원 in words of 조, 억 and 만: 224만 7,000원."""
    sign, rest = ("-", -won) if won < 0 else ("", won)
    if rest.denominator != 1:
        scale = _NEAREST if rest >= _NEAREST else 1
        rest = Fraction(int(rest / scale + Fraction(1, 2)) * scale)
    parts, left = [], int(rest)
    for name, scale in _MYRIADS:
        count, left = divmod(left, scale)
        if count:
            parts.append(f"{count:,}{name}")
    return f"{sign}{' '.join(parts) or '0'}원"


def share(part: Fraction, whole: Fraction) -> Fraction:
    """Return how many per cent one number is of another."""
    return part / whole * 100


def apart(unit: str) -> str:
    """Return the unit of a difference: rates differ in points."""
    return "%p" if unit == "%" else unit
