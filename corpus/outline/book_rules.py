"""A book's profile, compiled: what its own text adds to the rules for every text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.model.profile import Clipping, ClippingReason, Passing, Profile
from corpus.outline.marks import Marks

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClippingRule:
    """How clippings of one kind begin and end; the noun `Clipping`, compiled."""

    reason: ClippingReason
    start: Pattern
    end: Pattern | None
    ends_at: Literal["first", "last"]
    within: int


class BookRules:
    """The rules of one book: compiled once, and handed to all that cut its text."""

    def __init__(self, profile: Profile) -> None:
        """Compile a profile; its patterns were tried when it was read."""
        self.marks = Marks(profile.bars)
        self.footers = frozenset(profile.footers)
        self.misplaced = {held.line: held.belongs_to for held in profile.misplaced}
        self.page_number = _compile_pattern(profile.page_number)
        self.preface = _both(profile.preface)
        self.colophon = _compile_pattern(profile.colophon)
        self.clippings = tuple(map(_clipping, profile.clippings))
        self.headings = tuple((held.level, re.compile(held.pattern)) for held in profile.headings)
        self.labels = tuple(map(re.compile, profile.labels))
        self._misread = tuple((re.compile(held.pattern), held.word) for held in profile.misread)

    def corrections(self, text: str) -> str:
        """The right forms of words that the OCR misread in `text`, each once, joined by blanks; "" where there are none."""
        return " ".join(dict.fromkeys(word for pattern, word in self._misread if pattern.search(text)))


def _compile_pattern(pattern: str | None) -> Pattern | None:
    return re.compile(pattern) if pattern else None


def _both(passing: Passing | None) -> tuple[Pattern, Pattern] | None:
    return (re.compile(passing.start), re.compile(passing.end)) if passing else None


def _clipping(held: Clipping) -> ClippingRule:
    return ClippingRule(held.reason, re.compile(held.start), _compile_pattern(held.end), held.ends_at, held.within)
