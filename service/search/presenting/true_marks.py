"""Marks that say what was typed: a number with its unit is one amount, and a single syllable is marked only where it is a word."""

from __future__ import annotations

from corpus.facts.quantities import Value, mentions
from corpus.facts.spans import characters

Amounts = frozenset[tuple[str, Value]]


def amounts_of(query: str) -> Amounts:
    """Return the amounts that a query names, each by what it counts and how much: 3천만원 and 3,000만 원 are one."""
    return frozenset((one.kind, one.value) for one in mentions(query) if one.kind)


class TrueMarks:
    """What of a text's marks is true of a query that names some amounts."""

    def __init__(self, text: str, asked: Amounts) -> None:
        """Read the amounts of a text, where any was asked for."""
        self._text, told = text, mentions(text) if asked else []
        self._told = characters((one.start, one.end) for one in told)
        self.amounts = [(one.start, one.end) for one in told if (one.kind, one.value) in asked]
        self._asked_for = characters(self.amounts)

    def has(self, start: int, end: int) -> bool:
        """Tell whether [start, end) says what was typed: of an amount the one asked for, of a single letter a word of its own."""
        if any(char.isdigit() for char in self._text[start:end]):
            return start not in self._told or start in self._asked_for
        return end - start > 1 or not any(map(str.isalpha, self._text[max(start - 1, 0) : start] + self._text[end : end + 1]))
