"""Characters of a text that are spoken for: sets of them, so that many spans are held against many in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Set

Span = tuple[int, int]
"""[start, end) characters of a text."""


def characters(spans: Iterable[Span]) -> set[int]:
    """Return every character that lies in some of the spans."""
    return {place for span in spans for place in range(*span)}


def is_clear(span: Span, taken: Set[int]) -> bool:
    """Tell whether none of a span's characters is taken."""
    return taken.isdisjoint(range(*span))


def blank_spans(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length with spaces for the characters of some spans."""
    gone = characters(spans)
    return "".join(" " if place in gone else char for place, char in enumerate(text)) if gone else text
