"""Glyphs into lines of text: what stands on one line without a wide gap, small raised characters with the words that they follow."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from corpus.documents.drawn.page_nouns import Glyph, TextLine

COLUMN_GAP = 1.0  # of a font's size: what is further apart on one line may stand in two columns
_SAME_LINE = 0.3
_RAISED = 0.6  # a smaller character may stand so much higher or lower beside the word that it belongs to
_SMALLER = 0.82
_BLANK_GAP = 0.22
_NEXT = 4  # places in the file: nothing but a blank stands between
_ENOUGH = 5
_BULLETS = {
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf0b7": "•",
    "\uf09f": "•",
    "\uf0d8": "▶",
    "\uf0e8": "➔",
    "\uf0e0": "→",
    "\uf0fc": "✓",
    "\uf06c": "●",
    "\u119e": "·",
}
_LAST_PRIVATE = 0x10FFFF


def plain_characters(text: str) -> str:
    """The text in NFC; characters of private use become the bullets that symbol fonts show for them, or a plain one at a line's head."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    return "".join(map(_plain, text)).strip()


def _plain(letter: str) -> str:
    if letter in _BULLETS:
        return _BULLETS[letter]
    category = unicodedata.category(letter)
    if category in {"Co", "Cn", "Cs"} or (category in {"Cc", "Cf"} and letter != "\xad"):
        return ""
    return letter


def lines_of(glyphs: Sequence[Glyph], gap: float = COLUMN_GAP) -> list[TextLine]:
    """The lines of text that glyphs make, from above and then from the left; a gap wider than `gap` of the size parts two."""
    runs = _runs(glyphs, gap)
    runs.sort(key=_base)
    lines: list[TextLine] = []
    row: list[list[Glyph]] = []
    for run in runs:
        if row and _base(run) - _base(row[0]) > _SAME_LINE * max(_size(run), _size(row[0])):
            lines += _row_lines(row, gap)
            row = []
        row.append(run)
    lines += _row_lines(row, gap) if row else []
    return [line for line in lines if line.text]


def _runs(glyphs: Sequence[Glyph], gap: float) -> list[list[Glyph]]:
    """Glyphs as the file writes them, cut where a new line or a wide gap begins; what is drawn twice at one place is taken once."""
    runs: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is not None and _drawn_twice(runs[-1], glyph):
            continue
        if last is not None and _goes_on(last, glyph, base, size, gap):
            runs[-1].append(glyph)
            if glyph.size > size:
                base, size = glyph.base, glyph.size
        else:
            runs.append([glyph])
            base, size = glyph.base, glyph.size
    return runs


def _drawn_twice(run: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph is the shadow of one that was just drawn."""
    near = 0.12 * glyph.size
    return any(one.text == glyph.text and abs(one.x0 - glyph.x0) < near and abs(one.base - glyph.base) < near for one in run[-3:])


def _goes_on(last: Glyph, glyph: Glyph, base: float, size: float, gap: float) -> bool:
    larger = max(size, glyph.size)
    alike = min(size, glyph.size) > _SMALLER * larger
    beside = -0.5 * larger < glyph.x0 - last.x1 < (gap if alike else _SAME_LINE) * larger
    return beside and abs(glyph.base - base) < (_SAME_LINE if alike else _RAISED) * larger


def _row_lines(row: list[list[Glyph]], gap: float) -> list[TextLine]:
    """The lines of runs that stand on one line, from the left."""
    row.sort(key=lambda run: run[0].x0)
    lines: list[list[Glyph]] = []
    for run in row:
        last = lines[-1][-1] if lines else None
        if last is not None and run[0].x0 - last.x1 < gap * max(run[0].size, last.size):
            lines[-1] = [*lines[-1], *run]
        else:
            lines.append(run)
    return [_line(glyphs) for glyphs in lines]


def _line(glyphs: Sequence[Glyph]) -> TextLine:
    words: list[str] = []
    usual = _usual_gap(glyphs)
    for glyph, following in pairwise(glyphs):
        words.append(glyph.text)
        if _blank_between(glyph, following, usual):
            words.append(" ")
    words.append(glyphs[-1].text)
    return TextLine(
        plain_characters("".join(words)),
        min(one.x0 for one in glyphs),
        min(one.top for one in glyphs),
        max(one.x1 for one in glyphs),
        max(one.bottom for one in glyphs),
        _base(glyphs),
        _size(glyphs),
        min(one.place for one in glyphs),
        glyphs[-1].blank_after,
    )


def _blank_between(glyph: Glyph, following: Glyph, usual: float) -> bool:
    """Whether a blank stands between two glyphs: the file or PDFium has one there, or the gap says so."""
    apart = following.x0 - glyph.x1
    written_on = glyph.place < following.place < glyph.place + _NEXT
    if glyph.blank_after and (written_on or apart > -_SAME_LINE * glyph.size):
        return True
    return apart - (usual if _is_syllable(glyph) and _is_syllable(following) else 0.0) > _BLANK_GAP * max(glyph.size, following.size)


def _is_syllable(glyph: Glyph) -> bool:
    return "가" <= glyph.text <= "힣"


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """How far apart a line's syllables stand: less than nothing where type is drawn narrow, more where it is spaced."""
    gaps = [following.x0 - glyph.x1 for glyph, following in pairwise(glyphs) if _is_syllable(glyph) and _is_syllable(following)]
    return median(gaps) if len(gaps) >= _ENOUGH else 0.0


def _base(glyphs: Sequence[Glyph]) -> float:
    """The line that the largest of the glyphs stand on."""
    return max(glyphs, key=lambda one: one.size).base


def _size(glyphs: Sequence[Glyph]) -> float:
    """The size that most of the glyphs have; of syllables where there are some, for the boxes of Latin fonts are of many heights."""
    syllables = [one for one in glyphs if _is_syllable(one)]
    sizes = sorted(round(one.size, 1) for one in syllables or glyphs)
    return max(((len(list(group)), size) for size, group in groupby(sizes)))[1]


def merge_lines(lines: Sequence[TextLine]) -> TextLine:
    """Lines that stand beside each other as one, from the left."""
    ordered = sorted(lines, key=lambda one: one.x0)
    longest = max(ordered, key=lambda one: len(one.text))
    return TextLine(
        " ".join(one.text for one in ordered),
        ordered[0].x0,
        min(one.top for one in ordered),
        max(one.x1 for one in ordered),
        max(one.bottom for one in ordered),
        longest.base,
        longest.size,
        min(one.place for one in ordered),
        ordered[-1].blank_after,
        row=True,
    )
