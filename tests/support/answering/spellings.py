"""How officials write a number: every spelling of a value that counts as the right answer."""

from fractions import Fraction

MAN, EOK, JO = 10**4, 10**8, 10**12  # 만, 억, 조
MYRIADS = (("조", JO), ("억", EOK), ("만", MAN), ("", 1))
MONEY = (("조원", JO), ("억원", EOK), ("백만원", 10**6), ("만원", MAN), ("천원", 10**3), ("원", 1))


def spellings(value: Fraction, unit: str) -> tuple[str, ...]:
    """A value that comes out even, in its base unit: money in all units of money, whole numbers also in words of 만 and 천."""
    if unit == "원":
        return _unique(*_in_myriads(value, unit), *_in_units(value))
    return _unique(_exact(value) + unit, *_in_myriads(value, unit))


def rounded(value: Fraction, unit: str) -> tuple[str, ...]:
    """A quotient: exact where it takes few decimals, else in one or two; money also to the nearest 만원."""
    if unit == "원":
        even = _decimals(value / EOK) is not None
        near = () if even else tuple(decimal(value / scale, places) + name for name, scale in MONEY[1:3] for places in (1, 2))
        return _unique(*spellings(value, unit), *near, *_in_myriads(int(value / MAN + Fraction(1, 2)) * Fraction(MAN), unit))
    even = (value * 10).denominator == 1
    return spellings(value, unit) if even else tuple(decimal(value, places) + unit for places in (1, 2))


def points(value: Fraction) -> tuple[str, ...]:
    """The distance between two rates."""
    return tuple(_exact(abs(value)) + unit for unit in ("%p", "%포인트", "퍼센트포인트"))


def cases_counted(count: int) -> tuple[str, ...]:
    return tuple(f"{count}{unit}" for unit in ("건", "곳", "개", "군데"))


def decimal(value: Fraction, places: int) -> str:
    """Round half up, as officials do, with commas between thousands."""
    whole, part = divmod(int(value * 10**places + Fraction(1, 2)), 10**places)
    return f"{whole:,}.{part:0{places}d}" if places else f"{whole:,}"


def _decimals(value: Fraction) -> int | None:
    """How many decimals write the value exactly; None for more than three."""
    return next((places for places in range(4) if (value * 10**places).denominator == 1), None)


def _exact(value: Fraction) -> str:
    places = _decimals(value)
    assert places is not None, f"{value} does not come out even"
    return decimal(value, places)


def _in_units(value: Fraction) -> list[str]:
    """Money in each unit in which it takes few decimals: 746백만원, 7.46억원."""
    return [_exact(value / scale) + name for name, scale in MONEY if value >= scale and _decimals(value / scale) is not None]


def _in_myriads(value: Fraction, unit: str) -> list[str]:
    """A whole number in words of 조, 억 and 만, its last thousands also as 천: 31만 4,000명, 31만 4천명."""
    parts: list[tuple[int, str]] = []
    rest = int(value)
    for name, scale in MYRIADS:
        count, rest = divmod(rest, scale)
        if count:
            parts.append((count, name))
    if value.denominator != 1 or (len(parts) == 1 and not parts[0][1]):
        return []
    *above, (count, name) = parts
    ends = [f"{count:,}{name}"] + [f"{count // 1000}천{name}"] * (count % 1000 == 0)
    return [" ".join([*(f"{each:,}{at}" for each, at in above), end]) + unit for end in ends]


def _unique(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
