"""Where words that are known from a book's text stand on its page: the cited ones, and those that nobody is to see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from corpus.documents.drawn.page_nouns import Area, Glyph, TextLine
from corpus.documents.drawn.text_lines import lines_of
from corpus.documents.hangul.hangul_alignment import text_key
from corpus.privacy.masking import private_spans

HIDDEN = "\0"
"""Stands for a letter that is masked."""
_CELL_GAP = 0.7  # of a font's size: cells stand so far apart at least
_CELLS = " | "
_SHORT = 3  # letters: fewer stand within many words, so a cell or line has to begin or end with them


def find_cited(glyphs: Sequence[Glyph], cited: Sequence[str]) -> tuple[Area, ...]:
    """Return where the lines of a book's text that are cited stand on the page: the run of its lines that holds the most of their letters.

    The page's lines are looked at as the file writes them, and as they stand from above: a table may be written column by column. What
    is drawn otherwise than it is read, or stands in a picture, is not found.
    """
    parts = [key for line in cited for part in line.split(_CELLS) if (key := text_key(part))]
    lines = lines_of(glyphs, _CELL_GAP)
    orders = sorted(lines, key=lambda line: line.place), sorted(lines, key=lambda line: (round(line.base), line.x0))
    whole = "\n".join(parts)
    runs = [_best_run(order, [_weigh(text_key(line.text), parts, whole) for line in order]) for order in orders]
    _, best = max(runs, key=lambda run: run[0])
    return tuple(Area(line.x0, line.top, line.x1, line.bottom) for line in best)


def find_private(glyphs: Sequence[Glyph], aside: str, places: Sequence[str]) -> tuple[Area, ...] | None:
    """Return the lines of a page that hold one of `places`, or what its own letters show to be private; None where one is not found.

    A place is told by the letters about it, with `HIDDEN` for each letter that is masked in the book's text.
    """
    lines = lines_of(glyphs)
    text = "\n".join(line.text for line in lines)
    hidden = {text[:start].count("\n") for start, _, _ in private_spans(text)}
    keys = [text_key(line.text) for line in lines]
    ends, whole = [*accumulate(map(len, keys))], "".join(keys)
    for place in places:
        found = [*re.finditer("".join("." if letter == HIDDEN else re.escape(text_key(letter)) for letter in place), whole)]
        if not found:
            return None
        hidden |= {at for match in found for at, end in enumerate(ends) if end > match.start() and end - len(keys[at]) < match.end()}
    if private_spans(aside):
        return None
    return tuple(Area(lines[at].x0, lines[at].top, lines[at].x1, lines[at].bottom) for at in sorted(hidden))


def _weigh(key: str, parts: Sequence[str], whole: str) -> int:
    """Return how much a line of the page speaks for its being cited: its letters, less than nothing where it is not."""
    if len(key) < _SHORT:
        cited = any(part.startswith(key) or part.endswith(key) for part in parts)
    else:
        cited = key in whole or any(part in key for part in parts if 2 * len(part) >= len(key))
    return len(key) if cited else -len(key)


def _best_run(lines: Sequence[TextLine], weights: Sequence[int]) -> tuple[int, list[TextLine]]:
    """Return the greatest sum of neighbouring weights, and those of its lines that are above nothing."""
    best, first, last = 0, 0, 0
    total, start = 0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, at
        total += weight
        if total > best:
            best, first, last = total, start, at + 1
    return best, [line for line, weight in zip(lines[first:last], weights[first:last], strict=True) if weight > 0]
