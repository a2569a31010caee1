"""A number of a list → as it is printed: 1, ①, 가, ㄱ, Ⅳ, b, and the words of a level with several of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_SYLLABLES, _CONSONANTS = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS, _BRANCHES = "갑을병정무기경신임계", "자축인묘진사오미신유술해"
_DIGITS, _HANJA_DIGITS, _HANJA_COUNT = "영일이삼사오육칠팔구", "〇一二三四五六七八九", "零一二三四五六七八九"
_ROMAN: tuple[tuple[int, str], ...] = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LAST_CIRCLED, _MOST = 20, 3999
_TEN, _HUNDRED = 10, 100


def roman_number(number: int) -> str:
    """Return a number in small Roman digits."""
    shown, rest = "", number
    for value, digits in _ROMAN:
        shown += digits * (rest // value)
        rest %= value
    return shown


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, bb, … as word processors count."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(alphabet: str) -> Callable[[int], str]:
    """Return how to count with the letters of an alphabet, doubled where they run out."""
    return lambda number: alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def _digits(words: str) -> Callable[[int], str]:
    return lambda number: "".join(words[int(digit)] for digit in str(number))


def _counting(words: str, ten: str) -> Callable[[int], str]:
    """Return how to count in words up to ninety-nine; above, digit by digit."""

    def count(number: int) -> str:
        if number >= _HUNDRED:
            return _digits(words)(number)
        tens, ones = divmod(number, _TEN)
        return (("" if tens == 1 else words[tens]) + ten if tens else "") + (words[ones] if ones else "")

    return count


def _in_circle(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= _LAST_CIRCLED else f"({number})"


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: roman_number(number).upper(),
    "lowerRoman": roman_number,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ganada": _from(_SYLLABLES),
    "chosung": _from(_CONSONANTS),
    "koreanLegal": _digits(_DIGITS),
    "koreanDigital": _digits(_DIGITS),
    "koreanDigital2": _digits(_HANJA_DIGITS),
    "koreanCounting": _counting(_DIGITS, "십"),
    "ideographDigital": _digits(_HANJA_DIGITS),
    "japaneseCounting": _counting(_HANJA_COUNT, "十"),
    "chineseCounting": _counting(_HANJA_COUNT, "十"),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "decimalEnclosedCircle": _in_circle,
    "decimalEnclosedCircleChinese": _in_circle,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": lambda number: f"{number}.",
}
"""By their names in OOXML; what is not here is counted in digits."""


def list_number(number: int, form: str) -> str:
    """Return a number as a list's format shows it; nothing where the format shows none."""
    if form == "none":
        return ""
    if number < 1 or number > _MOST:
        return str(number)
    return _FORMATS.get(form, str)(number)
