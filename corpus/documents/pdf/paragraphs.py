"""Lines of a region into paragraphs: a new one begins at a mark, after a short line, a wide gap, or where the size of the type changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.documents.drawn.page_nouns import Area, TextLine
from corpus.documents.pdf.line_joining import LineJoins, is_contents_entry, is_marked

_SIZES = 0.13  # by which sizes of one paragraph's lines differ at most
_WIDE = 1.3  # times the usual distance of lines
_FARTHEST = 2.6  # times the size of the type: lines further apart are no paragraph
_INDENT = 0.9
_BLANK, _WIDE_FROM = 0.6, 0x1100
_ENDS = (".", "다", "음", "함", "임", "됨", "!", "?", ":", "”", "’")
_NEAR_MARGIN, _OVERHANG, _FILLED = 1.2, 2.5, 0.3
_PARTED, _KNOWN = 1.2, 3  # times the distance of lines is that of paragraphs where it tells them; seen so often at least


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """Lines of one paragraph, and whether its last one reaches the margin, so that it may go on elsewhere."""

    lines: tuple[TextLine, ...]
    runs_on: bool


def learn_gaps(runs: Iterable[tuple[Sequence[TextLine], float]]) -> Mapping[float, float]:
    """From which distance on, in sizes of type, a line begins a paragraph, by the size; `runs` are lines that follow, and their margin.

    Told where a document parts its paragraphs by space: lines below short ones, which begin one, are then clearly further from them than
    most lines below full ones are. A full line that ends a paragraph is known by nothing else.
    """
    below_short: defaultdict[float, list[float]] = defaultdict(list)
    below_full: defaultdict[float, list[float]] = defaultdict(list)
    for lines, margin in runs:
        for above, line in pairwise(lines):
            step = (line.base - above.base) / max(1.0, above.size)
            if type_size(above) == type_size(line) and 0 < step < _FARTHEST and not (above.row or line.row or is_marked(line.text)):
                (below_full if is_full(above, line, margin) else below_short)[type_size(line)].append(step)
    gaps: dict[float, float] = {}
    for size, steps in below_short.items():
        gap = median(steps)
        within = [step for step in below_full[size] if step * _PARTED < gap]
        if min(len(steps), len(within)) >= _KNOWN and len(within) * 2 > len(below_full[size]):
            gaps[size] = (median(within) + gap) / 2
    return gaps


def type_size(line: TextLine) -> float:
    """A line's size of type to half a point, as sizes are told apart."""
    return round(line.size * 2) / 2


def paragraphs_of(lines: Sequence[TextLine], margin: float, running: bool, gaps: Mapping[float, float]) -> list[TextParagraph]:
    """The paragraphs of lines, from above.

    `margin` is where their region's lines end, `running` whether its lines are set to that, `gaps` the distances that part paragraphs.
    """
    if not lines:
        return []
    usual = _usual_distance(lines)
    groups: list[list[TextLine]] = [[lines[0]]]
    for at in range(1, len(lines)):
        above, line = lines[at - 1], lines[at]
        if _begins(groups[-1], above, line, margin, min(_WIDE * usual, gaps.get(type_size(line), _FARTHEST))):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [TextParagraph(tuple(group), running and is_full(group[-1], None, margin)) for group in groups]


def right_margin(lines: Sequence[TextLine]) -> float:
    """Where full lines end: the furthest place where one does, unless that hangs over where several end."""
    furthest = max(lines, key=lambda line: line.x1)
    near = [line.x1 for line in lines if furthest.x1 - _OVERHANG * furthest.size < line.x1 < furthest.x1 - _NEAR_MARGIN * furthest.size]
    alone = sum(line.x1 > furthest.x1 - _NEAR_MARGIN * furthest.size for line in lines) == 1
    return max(near) if alone and len(near) > 2 else furthest.x1  # noqa: PLR2004 - several


def fills_lines(lines: Sequence[TextLine], margin: float) -> bool:
    """Whether the lines of a region are set to a margin, as running text is, so that a full line says that it goes on."""
    return sum(margin - line.x1 < _NEAR_MARGIN * line.size for line in lines) >= max(2, _FILLED * len(lines))


def _usual_distance(lines: Sequence[TextLine]) -> float:
    """The distance of lines in sizes of their type, as most lines of a region have it."""
    steps = [(low.base - high.base) / max(1.0, low.size) for high, low in pairwise(lines) if low.base > high.base]
    near = [step for step in steps if step < _FARTHEST]
    return median(near) if near else _WIDE


def _begins(group: Sequence[TextLine], above: TextLine, line: TextLine, margin: float, widest: float) -> bool:
    """Whether a line begins a new paragraph; `widest` is the most that lines of one are apart, in sizes of type."""
    size = max(above.size, line.size)
    step = (line.base - above.base) / size
    if abs(above.size - line.size) > _SIZES * size or is_marked(line.text) or is_contents_entry(above.text) or above.row or line.row:
        return True
    if step <= 0 or step > _FARTHEST or step > widest:
        return True
    if not is_full(above, line, margin):
        return True
    aligned = len(group) > 1 and abs(group[-1].x0 - group[-2].x0) < _INDENT * size
    return aligned and line.x0 > above.x0 + _INDENT * size


def is_full(line: TextLine, following: TextLine | None, margin: float) -> bool:
    """Whether a line ends for want of room: the first word of what follows would not have gone on it."""
    needed = _first_word_width(following) + _BLANK * line.size if following else 0.0
    return margin - line.x1 < max(needed, _NEAR_MARGIN * line.size)


def _first_word_width(line: TextLine) -> float:
    """How wide a line's first word is, by its share of the letters: wide ones count twice."""
    weights = [2 if ord(letter) > _WIDE_FROM else 1 for letter in line.text]
    return (line.x1 - line.x0) * sum(weights[: len(line.text.split(" ", 1)[0])]) / max(1, sum(weights))


def goes_on(paragraph: TextParagraph, following: TextParagraph) -> bool:
    """Whether a paragraph goes on in another that follows on the next page or in the next column."""
    last, first = paragraph.lines[-1], following.lines[0]
    if not paragraph.runs_on or is_marked(first.text) or abs(last.size - first.size) > _SIZES * last.size:
        return False
    return not last.text.endswith(_ENDS) or (len(first.text) > 0 and first.text[0].islower())


def cell_text(lines: Sequence[TextLine], area: Area, joins: LineJoins) -> str:
    """The words of a cell: its paragraphs, one a line; syllables that stand below each other as one word."""
    if len(lines) > 2 and all(len(line.text) == 1 and "가" <= line.text <= "힣" for line in lines):  # noqa: PLR2004 - upright writing
        return "".join(line.text for line in lines)
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    centred = _is_centred(lines, area)
    margin = area.x0 + (area.width + widest) / 2 if centred else max((line.x1 for line in lines), default=area.x1)
    groups: list[list[TextLine]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        if above is None or is_marked(line.text) or _cell_break(above, line, margin, centred):
            groups.append([line])
        else:
            groups[-1].append(line)
    return "\n".join(joins.text_of(group) for group in groups)


def _is_centred(lines: Sequence[TextLine], area: Area) -> bool:
    return bool(lines) and all(abs((line.x0 - area.x0) - (area.x1 - line.x1)) < line.size for line in lines)


def _cell_break(above: TextLine, line: TextLine, margin: float, centred: bool) -> bool:
    """Whether a cell's line is a paragraph of its own: a short one above, or numbers that stand below each other."""
    if (above.text[-1:].isdigit() and line.text[:1].isdigit()) or is_contents_entry(above.text):
        return True
    return not centred and not is_full(above, line, margin)
