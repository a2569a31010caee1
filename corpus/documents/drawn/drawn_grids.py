"""Grids that rulings make where they meet: open sides closed, cells that no ruling parts joined, double lines taken as one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from corpus.documents.drawn.page_nouns import Area, DrawnCell
from corpus.documents.drawn.rulings import NEAR, Ruling, Rulings, cluster_places, join_spans

_COVERED = 0.6  # of a cell's side: then a ruling stands there
_THINNEST = 5.0  # points: a narrower row or column is a double line
_MOST_PLACES = 40_000
_OPEN = 6.0  # points that rulings reach beyond the last one across them, where a side is open


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells between rulings, from the upper left, with the places of columns and rows."""

    area: Area
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[DrawnCell, ...]
    open_top: bool = False
    open_bottom: bool = False
    _at: dict[tuple[int, int], int] = field(default_factory=dict, compare=False)

    @classmethod
    def box(cls, area: Area) -> Grid:
        """A grid of one cell."""
        return cls(area, (area.x0, area.x1), (area.top, area.bottom), (DrawnCell(0, 0, 1, 1, area),), _at={(0, 0): 0})

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None where there is none."""
        return self._at.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def join_meeting(rulings: Rulings, hold_time: Callable[[], None]) -> list[Rulings]:
    """The rulings in groups that meet; those that meet no other are left out."""
    level, upright = sorted(rulings.level, key=lambda one: one.at), rulings.upright
    places = [one.at for one in level]
    roots = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for number, line in enumerate(upright):
        hold_time()
        for at in range(bisect_right(places, line.start - NEAR), bisect_right(places, line.end + NEAR)):
            if level[at].start - NEAR <= line.at <= level[at].end + NEAR:
                roots[root(len(level) + number)] = root(at)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for at, line in enumerate((*level, *upright)):
        groups[root(at)][at >= len(level)].append(line)
    return [Rulings(tuple(levels), tuple(uprights)) for levels, uprights in groups.values() if levels and uprights]


def grid_of(part: Rulings) -> Grid | None:
    """The grid of rulings that meet; None where they close nothing."""
    left, right = _open_sides(part.level, part.upright)
    top, bottom = _open_sides(part.upright, part.level)
    upright, level = [*part.upright, *left, *right], [*part.level, *top, *bottom]
    xs, ys = cluster_places(one.at for one in upright), cluster_places(one.at for one in level)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:  # noqa: PLR2004 - a cell has two sides
        return None
    walls = _wall_places(upright, xs, ys), _wall_places(level, ys, xs)
    regions = _regions(len(ys) - 1, len(xs) - 1, walls)
    return _compress_grid(xs, ys, regions, bool(top), bool(bottom))


def _open_sides(across: Sequence[Ruling], along: Sequence[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """The rulings that are missing at the two ends of others: where two or more reach as far beyond the last one across them."""
    first, last = min(one.at for one in along), max(one.at for one in along)
    start, end = min(one.start for one in across), max(one.end for one in across)
    before = [one.at for one in across if one.start <= start + NEAR]
    behind = [one.at for one in across if one.end >= end - NEAR]
    opened = start < first - _OPEN and len(before) > 1
    closed = end > last + _OPEN and len(behind) > 1
    return [Ruling(start, min(before), max(before))] if opened else [], [Ruling(end, min(behind), max(behind))] if closed else []


def _wall_places(lines: Iterable[Ruling], places: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """Where rulings stand: (which place, which step along it), for every step that is covered for the most part."""
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for line in lines:
        at = min(range(len(places)), key=lambda index: abs(places[index] - line.at))
        spans[at].append((line.start, line.end))
    standing: set[tuple[int, int]] = set()
    for at, pieces in spans.items():
        joined = join_spans(pieces)
        for step in range(len(steps) - 1):
            low, high = steps[step], steps[step + 1]
            covered = sum(max(0.0, min(high, end) - max(low, start)) for start, end in joined)
            if covered >= _COVERED * (high - low):
                standing.add((at, step))
    return standing


_Walls = tuple[set[tuple[int, int]], set[tuple[int, int]]]
_Rectangle = tuple[int, int, int, int]


def _regions(rows: int, cols: int, walls: _Walls) -> list[_Rectangle]:
    """The cells as (row, col, row_span, col_span): places with no ruling between them, cut into rectangles; open corners left out."""
    upright, level = walls
    seen: set[tuple[int, int]] = set()
    found: list[_Rectangle] = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in seen:
                continue
            region, open_sides = _flood((row, col), (rows, cols), upright, level)
            seen |= region
            if len(open_sides) < 2:  # noqa: PLR2004 - a corner of no table is open on two sides
                found += _rectangles(region)
    return sorted(found)


def _flood(
    start: tuple[int, int], size: tuple[int, int], upright: set[tuple[int, int]], level: set[tuple[int, int]]
) -> tuple[set[tuple[int, int]], set[str]]:
    """The places that no ruling parts from `start`, and the sides on which nothing closes them."""
    region, waiting, sides = {start}, [start], set[str]()
    while waiting:
        row, col = waiting.pop()
        steps = (
            ((row, col - 1), (col, row) in upright, "left"),
            ((row, col + 1), (col + 1, row) in upright, "right"),
            ((row - 1, col), (row, col) in level, "top"),
            ((row + 1, col), (row + 1, col) in level, "bottom"),
        )
        for place, closed, side in steps:
            if closed or place in region:
                continue
            if 0 <= place[0] < size[0] and 0 <= place[1] < size[1]:
                region.add(place)
                waiting.append(place)
            else:
                sides.add(side)
    return region, sides


def _rectangles(region: set[tuple[int, int]]) -> list[_Rectangle]:
    """A region cut into rectangles, from the upper left."""
    rest, found = set(region), []
    while rest:
        row, col = min(rest)
        width = 1
        while (row, col + width) in rest:
            width += 1
        height = 1
        while all((row + height, one) in rest for one in range(col, col + width)):
            height += 1
        rest -= {(one, other) for one in range(row, row + height) for other in range(col, col + width)}
        found.append((row, col, height, width))
    return found


def _compress_grid(
    xs: Sequence[float], ys: Sequence[float], regions: Sequence[_Rectangle], open_top: bool, open_bottom: bool
) -> Grid | None:
    """The grid without rows and columns that are mere double lines or that no cell begins with."""
    rows, row_at = _used_places(ys, [(row, row + span) for row, _, span, _ in regions])
    cols, col_at = _used_places(xs, [(col, col + span) for _, col, _, span in regions])
    cells: list[DrawnCell] = []
    places: dict[tuple[int, int], int] = {}
    for row, col, row_span, col_span in regions:
        top, low = row_at[row], row_at[row + row_span]
        left, right = col_at[col], col_at[col + col_span]
        if top == low or left == right:
            continue
        area = Area(cols[left], rows[top], cols[right], rows[low])
        places |= {(one, other): len(cells) for one in range(top, low) for other in range(left, right)}
        cells.append(DrawnCell(top, left, low - top, right - left, area))
    if not cells:
        return None
    return Grid(Area(cols[0], rows[0], cols[-1], rows[-1]), tuple(cols), tuple(rows), tuple(cells), open_top, open_bottom, places)


def _used_places(places: Sequence[float], spans: Iterable[tuple[int, int]]) -> tuple[list[float], dict[int, int]]:
    """The places at which some cell begins or ends, near ones as one, and for each old one its number among them."""
    ends = {end for span in spans for end in span}
    kept: list[float] = []
    numbers: dict[int, int] = {}
    for at, place in enumerate(places):
        if at in ends and (not kept or place - kept[-1] >= _THINNEST):
            kept.append(place)
        numbers[at] = max(0, len(kept) - 1)
    return kept, numbers
