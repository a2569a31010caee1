"""Which lines of a text are headings, and of what level. Line numbers are 1-based."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from corpus.outline.book_rules import BookRules
from corpus.outline.marks import CIRCLED, PLAIN, TOP_MARK, plain
from corpus.outline.text_tables import has_html

HARD = 3  # headings down to this level separate passages; deeper ones only group them

_LABEL_LENGTH, _TITLE_LENGTH = 10, 60  # a bare label is shorter; a title is no longer
_ROMANS = {"I": 1, "Ⅰ": 1, "II": 2, "Ⅱ": 2, "III": 3, "Ⅲ": 3, "IV": 4, "Ⅳ": 4, "V": 5, "Ⅴ": 5}
_ROMAN = re.compile(r"(I{1,3}|IV|V|[ⅠⅡⅢⅣⅤ])\s*[|.]?\s+(\S.{1,44})")
_SENTENCE_END = re.compile(r"(?:다|요|음|함|됨|임)[.!]?$|[.,]$")
_ITEM = re.compile(r"\d[.)][^(]* ?: ")  # an item of a list: its name, a colon, and what is said of it
_LABEL_NUMBER = re.compile(r"0?\d")
_NUMBERED = (
    (2, re.compile(r"[1-9]\.\s*[^\d\s].{1,68}")),
    (3, re.compile(r"[1-9] ?\| ?\S.{1,60}|[1-9] [가-힣'‘“\"].{3,48}")),
    (4, re.compile(r"\d\) ?\S.{1,60}|[가-하]\. \S.{1,60}")),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 (roman) to 7 (small marks), its title, and the 1-based lines it is printed on."""

    level: int
    title: str
    lines: tuple[int, ...]


class Outline:
    """Recognises the headings of one case from top to bottom; remembers the last roman numeral, because a later, lower one is a bar."""

    def __init__(self, lines: Sequence[str], last: int, junk: Container[int], rules: BookRules) -> None:
        self._lines, self._last, self._junk, self._roman = lines, last, junk, 0
        self._labels, self._marks = rules.labels, rules.marks
        self._numbered = sorted((*_NUMBERED, *rules.headings), key=lambda held: held[0])

    def _next(self, number: int) -> int:
        """The next line that is not blank and not junk, 0 at the end of the case."""
        rest = range(number + 1, self._last + 1)
        return next((n for n in rest if self._lines[n - 1].strip() and n not in self._junk), 0)

    def at(self, number: int) -> Heading | None:
        """The heading that begins on this line, None for any other line."""
        line = self._lines[number - 1]
        if "\t" in line or has_html(line):
            return None
        text = plain(line)
        roman = _ROMAN.fullmatch(text)
        if roman and _ROMANS[roman[1]] > self._roman:
            self._roman = _ROMANS[roman[1]]
            return Heading(1, text, (number,))
        if any(label.fullmatch(text) for label in self._labels):
            return self._read_labelled(number, text)
        for level, pattern in self._numbered:
            if pattern.fullmatch(text) and not _SENTENCE_END.search(text) and not _ITEM.match(text):
                return Heading(level, text, (number,))
        return self._read_marked(number, text)

    def _read_labelled(self, number: int, text: str) -> Heading:
        """A heading by its label; where that stands alone, its number is on the next line, and its title on the line after."""
        taken, title = [number], text
        following = self._next(number)
        if following == number + 1 and _LABEL_NUMBER.fullmatch(plain(self._lines[following - 1])):
            taken, title = [*taken, following], f"{title} {plain(self._lines[following - 1])}"
            following = self._next(following)
        name = plain(self._lines[following - 1]) if following else ""
        near = len(text) < _LABEL_LENGTH and following and following <= taken[-1] + 2
        if near and self._marks.rank(self._lines[following - 1]) == PLAIN and len(name) <= _TITLE_LENGTH:
            return Heading(HARD, f"{title} {name}", (*taken, following))
        return Heading(HARD, title, tuple(taken))

    def _read_marked(self, number: int, text: str) -> Heading | None:
        """A heading by its mark: what follows must stand below it, or it is a mere item of a list."""
        mark = self._marks.read(text)
        if not mark or _SENTENCE_END.search(text):
            return None
        sign, level, words = mark
        following = self._next(number)
        below = self._marks.rank(self._lines[following - 1]) if following else 0
        if level > TOP_MARK and (len(text) > _TITLE_LENGTH or below <= level or below == PLAIN):
            return None
        return Heading(level, text if sign in CIRCLED else words, (number,))
