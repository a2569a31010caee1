"""Where evidence stands for a reader: the anchor of a passage in its case's page, and the part of a text that shows why it was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from corpus.model.ids import anchor_of, parse
from corpus.model.nouns import Case, Passage
from corpus.passages import home_section

Span = tuple[int, int]
Piece = tuple[str, bool]
"""A piece of a text, and whether it is marked."""
EXCERPT = 220
"""Characters of a passage shown in a list of results; the whole stands in the case's page."""
_SHOWN = frozenset({"section", "figure", "summary"})  # kinds of passages that stand in their case's page themselves
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def mark_pieces(text: str, highlights: Sequence[Span]) -> list[Piece]:
    """Return a text in pieces, each with whether it is marked: "가나다", [[1, 2]] → [("가", False), ("나", True), ("다", False)]."""
    pieces, at = [], 0
    for start, end in highlights:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def cut_excerpt(text: str, highlights: Sequence[Span], most: int = EXCERPT) -> list[Piece]:
    """Return the part of a text with the most marks, from the start of a sentence, `most` characters at most, in pieces."""
    if len(text) <= most:
        return mark_pieces(text, highlights)
    start = max(_starts(text), key=lambda at: (sum(at <= a and b <= at + most for a, b in highlights), -at))
    last = max((b for _, b in highlights if b <= start + most), default=0)
    stop = _stop(text, start, most, last)
    inside = [(a - start, b - start) for a, b in highlights if start <= a and b <= stop]
    before: list[Piece] = [("… ", False)] if start else []
    after: list[Piece] = [(" …", False)] if stop < len(text) else []
    return [*before, *mark_pieces(text[start:stop].rstrip(), inside), *after]


def _starts(text: str) -> Iterator[int]:
    yield 0
    yield from (found.end() for found in _SENTENCE.finditer(text) if found.end() < len(text))


def _stop(text: str, start: int, most: int, last: int) -> int:
    """Return where an excerpt ends: after its last whole sentence where that fills half of it and holds every mark, else after a word."""
    if len(text) - start <= most:
        return len(text)
    ends = [found.start() for found in _SENTENCE.finditer(text, start, start + most)]
    if ends and ends[-1] >= max(start + most // 2, last):
        return ends[-1]
    return max(text.rfind(" ", start, start + most), start + most // 2, last)


def anchor(case: Case, passage_id: str, passage: Passage | None) -> str:
    """Return the id under which a passage stands in its case's page; the book's text stands for the section it is read at."""
    ref = parse(passage_id)
    if ref and ref.kind in _SHOWN:
        return ref.anchor
    home = home_section(case, passage) if passage else None
    return anchor_of(home) if home else ""


@dataclass(frozen=True, slots=True)
class CaseLinks:
    """Addresses of cases, and of places in them, that know the query they are reached from.

    `case` gives a case by its id, and `passage` a passage, or None for one that is no longer there.
    """

    case: Callable[[str], Case]
    passage: Callable[[str], Passage | None]
    query: str

    def to(self, case_id: str, passage_id: str = "") -> str:
        """Return the address of a case, or of a passage in it."""
        asked: Mapping[str, str] = {"q": self.query} if self.query else {}
        place = anchor(self.case(case_id), passage_id, self.passage(passage_id)) if passage_id else ""
        return f"/cases/{quote(case_id, safe=':')}" + (f"?{urlencode(asked)}" if asked else "") + (f"#{place}" if place else "")
