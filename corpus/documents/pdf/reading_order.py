"""In which order the items of a page are read: columns, sheets of two pages and boxes at the side, by the gaps that run down it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.documents.drawn.page_nouns import Area, DrawnTable, PageItem, TextLine, area_of
from corpus.documents.drawn.text_lines import merge_lines

_FEWEST = 3  # lines on each side of a gap between columns
_NARROWEST = 8.0  # points of such a gap
_RUNNING = 0.5  # of a column's width: lines of running text are so long, most of them
_RUNNING_LENGTH = 6  # characters
_CROSSING = 0.5  # for one line beside a gap so many may run across it
_BESIDE = 0.4  # of the shorter side's height lies beside the other
_SLACK = 1.0
_CLOSE = 2.0  # times the size of the type: lines no further apart may be of one paragraph
_NESTING = 4
_MOST_ITEMS = 1500  # of a page: more are scattered letters


def order_items(items: Sequence[PageItem]) -> list[list[PageItem]]:
    """The items in regions, each read from above, in reading order; lines that stand beside each other in a region are one."""
    return _arrange(list(items), 0)


def _arrange(items: list[PageItem], depth: int) -> list[list[PageItem]]:
    gap = _gap(items) if depth < _NESTING and len(items) <= _MOST_ITEMS else None
    if gap is None:
        return [_rows(items)] if items else []
    regions: list[list[PageItem]] = []
    plain: list[PageItem] = []
    for section in _beside_boxes(_sections(items, gap), gap):
        left, right = _sides(section, gap)
        if not _are_columns(left, right):
            plain += section
            continue
        if plain:
            end = _last_line(plain, left, right)
            plain += end
            left, right = ([one for one in side if one not in end] for side in (left, right))
            regions.append(_rows(plain))
            plain = []
        first, second = (right, left) if _is_side_box(left, right) else (left, right)
        regions += _arrange(first, depth + 1) + _arrange(second, depth + 1)
    if plain:
        regions.append(_rows(plain))
    return regions


def _last_line(above: Sequence[PageItem], left: Sequence[PageItem], right: Sequence[PageItem]) -> list[PageItem]:
    """The first line of two sides where it stands above the other side, close below what stands above: a paragraph of that ends in it."""
    start = max(_bounds(left).top, _bounds(right).top)
    first, last = min((*left, *right), key=_middle), max(above, key=_middle)
    if not isinstance(first, TextLine) or not isinstance(last, TextLine) or first.bottom > start:
        return []
    return [first] if first.base - last.base < _CLOSE * first.size else []


def _gap(items: Sequence[PageItem]) -> float | None:
    """Where the gap between two columns lies: the place beside which most lines stand in columns; None where there is none."""
    starts = sorted({round(area_of(item).x0, 1) for item in items})
    best: tuple[float, float, float] | None = None
    for start in starts[1:]:
        gap = start - _SLACK
        weight = crossing = 0
        widest = 0.0
        for section in _sections(items, gap):
            left, right = _sides(section, gap)
            if len(section) == 1 and not left and not right:
                crossing += 1
            elif _are_columns(left, right):
                weight += sum(map(_line_count, section))
                widest = max(widest, gap + _SLACK - max(area_of(one).x1 for one in left))
        if weight and crossing <= _CROSSING * weight and (best is None or (weight, widest) > best[:2]):
            best = (weight, widest, gap)
    return best[2] if best else None


def _sections(items: Sequence[PageItem], gap: float) -> list[list[PageItem]]:
    """The items from above, cut where one runs across the gap: it is a section by itself."""
    sections: list[list[PageItem]] = []
    open_section = False
    for item in sorted(items, key=_middle):
        area = area_of(item)
        crosses = area.x0 < gap < area.x1
        if crosses or not open_section:
            sections.append([item])
        else:
            sections[-1].append(item)
        open_section = not crosses
    return sections


def _beside_boxes(sections: Sequence[Sequence[PageItem]], gap: float) -> Iterator[Sequence[PageItem]]:
    """The sections; where boxes stand beside boxes, cut into what stands above, beside and below them: only text reaches down a column."""
    for section in sections:
        left, right = _sides(section, gap)
        boxes = next((side for side in (left, right) if side and not any(isinstance(one, TextLine) for one in side)), None)
        others = right if boxes is left else left
        if boxes is None or all(isinstance(one, TextLine) for one in others):
            yield section
            continue
        reach = _bounds(boxes)
        parts: tuple[list[PageItem], ...] = ([], [], [])
        for item in section:
            middle = _middle(item)
            parts[0 if middle < reach.top else 1 if middle <= reach.bottom else 2].append(item)
        yield from filter(None, parts)


def _sides(section: Sequence[PageItem], gap: float) -> tuple[list[PageItem], list[PageItem]]:
    return [one for one in section if area_of(one).x1 <= gap], [one for one in section if area_of(one).x0 >= gap]


def _middle(item: PageItem) -> float:
    """By what an item stands above another: a line by its middle, what is higher by its top."""
    return (item.top + item.bottom) / 2 if isinstance(item, TextLine) else area_of(item).top


def _line_count(item: PageItem) -> int:
    return sum(len(cell.lines) for cell in item.cells) if isinstance(item, DrawnTable) else 1


def _are_columns(left: Sequence[PageItem], right: Sequence[PageItem]) -> bool:
    """Whether two sides are columns: running text on both, or written one after the other; and no rows of short items."""
    if min(sum(map(_line_count, left)), sum(map(_line_count, right))) < _FEWEST:
        return False
    one, other = _bounds(left), _bounds(right)
    if other.x0 - one.x1 < _NARROWEST:
        return False
    beside = min(one.bottom, other.bottom) - max(one.top, other.top)
    if beside < _BESIDE * min(one.height, other.height):
        return False
    return (_runs(left, one) and _runs(right, other)) or _written_apart(left, right)


def _bounds(items: Sequence[PageItem]) -> Area:
    areas = [area_of(item) for item in items]
    return Area(min(a.x0 for a in areas), min(a.top for a in areas), max(a.x1 for a in areas), max(a.bottom for a in areas))


def _runs(items: Sequence[PageItem], bounds: Area) -> bool:
    """Whether what stands on a side is running text, or a box with words."""
    lines = [item for item in items if isinstance(item, TextLine)]
    if not lines or sum(_line_count(item) for item in items if not isinstance(item, TextLine)) > len(lines):
        return True
    rows = _join_rows(lines)
    return median(row.x1 - row.x0 for row in rows) >= _RUNNING * bounds.width and median(len(row.text) for row in rows) >= _RUNNING_LENGTH


def _written_apart(left: Sequence[PageItem], right: Sequence[PageItem]) -> bool:
    """Whether the file writes all of one side before the other: rows of a list are written side by side."""
    written = sorted(
        [(one.place, 0) for one in left if isinstance(one, TextLine)] + [(one.place, 1) for one in right if isinstance(one, TextLine)]
    )
    changes = sum(one[1] != other[1] for one, other in pairwise(written))
    return changes == 1 and min(len(left), len(right)) > _FEWEST


def _is_side_box(left: Sequence[PageItem], right: Sequence[PageItem]) -> bool:
    """Whether the left side is but a box beside running text, which is read first."""
    boxed = all(not isinstance(one, TextLine) for one in left)
    return boxed and any(isinstance(one, TextLine) for one in right) and _bounds(left).width < _bounds(right).width


def _rows(items: Sequence[PageItem]) -> list[PageItem]:
    """The items of a region from above; lines beside each other as one, a picture or table where it begins."""
    lines = _join_rows([item for item in items if isinstance(item, TextLine)])
    rest = [item for item in items if not isinstance(item, TextLine)]
    return sorted([*lines, *rest], key=lambda item: (_middle(item), area_of(item).x0))


def _join_rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines from above, those that stand beside each other on one line as one."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda one: (one.base, one.x0)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and abs(line.base - last[0].base) < 0.3 * max(line.size, last[0].size)
            and all(_apart(line, one) for one in last)
        ):
            last.append(line)
        else:
            rows.append([line])
    return [merge_lines(row) if len(row) > 1 else row[0] for row in rows]


def _apart(one: TextLine, other: TextLine) -> bool:
    return one.x0 >= other.x1 - _SLACK or other.x0 >= one.x1 - _SLACK
