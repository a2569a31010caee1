"""The noun private span, and a text as rules read it: every way of typing a digit, a dash or a blank made one, letter for letter."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal, NamedTuple

from corpus.model.document import MaskKind

OfficeNames = Literal["keep", "mask"]
"""What becomes of a name that stands beside an office (대표, 원장, 팀장)."""
_PRINTABLE = range(0xFF01, 0xFF5F)
_DOTS = "·・‧∙•"


class PrivateSpan(NamedTuple):
    """A part of a text that is to be hidden, in characters, and what it is."""

    start: int
    end: int
    kind: MaskKind


def plain_letters(text: str) -> str:
    """Return a text of the same length with its digits, dashes, blanks and full-width letters as ASCII has them."""
    return text if text.isascii() else "".join(map(_plain, text))


def before_on_line(plain: str, at: int, most: int) -> str:
    """Return up to so many characters that stand before a place on its line."""
    return plain[max(at - most, 0) : at].rpartition("\n")[2]


@cache
def _plain(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if ord(letter) in _PRINTABLE:
        return chr(ord(letter) - 0xFEE0)
    category = unicodedata.category(letter)
    if category == "Pd" or letter in "−ー":
        return "-"
    return " " if category == "Zs" else "." if letter in _DOTS else letter
