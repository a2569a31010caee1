"""Sino-Korean numbers in words → in digits, the great scales kept: "삼십억" → "30억", "이천이십이" → "2022", "이공이이" → "2022"."""

from __future__ import annotations

import re

from corpus.facts.quantities import number_of

SINO = "일이삼사오육칠팔구"
"""The words for one to nine, in order."""
ZERO = "영공"
_ONES = {word: str(number) for number, word in enumerate(SINO, 1)} | dict.fromkeys(ZERO, "0")


def write_in_digits(words: str) -> str:
    """Return a number in words in digits; words for ones alone are read one by one."""
    digits = "".join(_ONES.get(char, char) for char in words)
    parts = [part for part in re.split(r"([만억조])", digits) if part]
    return "".join(part if part in "만억조" or part.isdigit() else _small(part) for part in parts)


def _small(part: str) -> str:
    """Return a number below ten thousand; a scale without a number before it is one of it."""
    return str(int(number_of(part if part[0].isdigit() else f"1{part}")))
