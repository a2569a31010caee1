"""From the paths of a page to its rulings: straight strokes by place, pieces of one line joined, shades drawn in strips taken together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents.drawn.page_matrices import Point
from corpus.documents.drawn.page_nouns import Area

NEAR = 3.0  # points: lines so near are one line
THIN = 3.5  # a filled area no thicker is a ruling
_STRAIGHT = 0.8
_SHORTEST = 5.0
_TOUCHING = 1.0
_STRIPS, _STRIPS_HEIGHT = 4, 4.0  # so many touching strips, higher than a ruling together, are a shade


@dataclass(frozen=True, slots=True)
class PathShape:
    """A path's corners, part by part, and how it is drawn."""

    subpaths: tuple[tuple[Point, ...], ...]
    filled: bool
    drawn: bool
    curved: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: its place across it (y of a horizontal one, x of an upright one), and from where to where it reaches."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings of a page."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]


def areas_of(shape: PathShape) -> tuple[list[Area], list[Area]]:
    """The strokes and filled areas of a path: a thin filled area is a stroke, a frame with round corners one with straight ones."""
    strokes: list[Area] = []
    fills: list[Area] = []
    for points in shape.subpaths:
        bounds = _bounds(points)
        if shape.filled and min(bounds.width, bounds.height) <= THIN:
            strokes.append(bounds)
        elif shape.filled and (_is_boxy(points) or shape.curved):
            fills.append(bounds)
        if shape.drawn:
            strokes += _frame(bounds) if shape.curved and _is_frame(points, bounds) else _straight_sides(points)
    return strokes, fills


def _bounds(points: Sequence[Point]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _is_boxy(points: Sequence[Point]) -> bool:
    """Whether all sides of a shape are level or upright."""
    return all(abs(x0 - x1) < _STRAIGHT or abs(y0 - y1) < _STRAIGHT for (x0, y0), (x1, y1) in pairwise(points))


def _straight_sides(points: Sequence[Point]) -> list[Area]:
    return [
        Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        for (x0, y0), (x1, y1) in pairwise(points)
        if abs(x0 - x1) < _STRAIGHT or abs(y0 - y1) < _STRAIGHT
    ]


def _frame(box: Area) -> list[Area]:
    return [
        Area(box.x0, box.top, box.x1, box.top),
        Area(box.x0, box.bottom, box.x1, box.bottom),
        Area(box.x0, box.top, box.x0, box.bottom),
        Area(box.x1, box.top, box.x1, box.bottom),
    ]


def _is_frame(points: Sequence[Point], box: Area) -> bool:
    """Whether straight sides run along at least three sides of a curved shape: a frame with round corners, and no drawing."""
    sides = set()
    for side in _straight_sides(points):
        if max(side.width, side.height) < _SHORTEST * 2:
            continue
        for name, one, other in (("top", side.top, box.top), ("low", side.bottom, box.bottom)):
            if side.width > side.height and abs(one - other) < _STRAIGHT:
                sides.add(name)
        for name, one, other in (("left", side.x0, box.x0), ("right", side.x1, box.x1)):
            if side.height > side.width and abs(one - other) < _STRAIGHT:
                sides.add(name)
    return len(sides) >= 3  # noqa: PLR2004 - three of four sides


def join_strips(strokes: Sequence[Area]) -> tuple[list[Area], list[Area]]:
    """The strokes without those that together make a shade (a colour that runs into another is drawn in strips), and the shades."""
    alike: dict[tuple[bool, int, int], list[Area]] = defaultdict(list)
    for one in strokes:
        level = one.width > one.height
        alike[(level, round(one.x0), round(one.x1)) if level else (level, round(one.top), round(one.bottom))].append(one)
    shades: list[Area] = []
    taken: set[Area] = set()
    for (level, _, _), group in alike.items():
        for chain in _chains(group, level) if len(group) >= _STRIPS else ():
            shade = Area(chain[0].x0, chain[0].top, max(one.x1 for one in chain), max(one.bottom for one in chain))
            if len(chain) >= _STRIPS and min(shade.width, shade.height) > _STRIPS_HEIGHT:
                shades.append(shade)
                taken.update(chain)
    return [stroke for stroke in strokes if stroke not in taken], shades


def _chains(strips: Sequence[Area], level: bool) -> list[list[Area]]:
    """Strips of one length in groups that touch."""
    chains: list[list[Area]] = []
    end = 0.0
    for strip in sorted(strips, key=lambda one: one.top if level else one.x0):
        start, last = (strip.top, strip.bottom) if level else (strip.x0, strip.x1)
        if chains and start <= end + _TOUCHING:
            chains[-1].append(strip)
        else:
            chains.append([strip])
        end = max(end, last) if len(chains[-1]) > 1 else last
    return chains


def rulings_of(strokes: Iterable[Area]) -> Rulings:
    """The rulings that a page's strokes make: near ones at one place, pieces joined, short ones left out."""
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for stroke in strokes:
        if stroke.width >= stroke.height:
            level.append(Ruling((stroke.top + stroke.bottom) / 2, stroke.x0, stroke.x1))
        else:
            upright.append(Ruling((stroke.x0 + stroke.x1) / 2, stroke.top, stroke.bottom))
    return Rulings(tuple(_join(level)), tuple(_join(upright)))


def _join(rulings: Sequence[Ruling]) -> list[Ruling]:
    places = cluster_places(one.at for one in rulings)
    at_place: dict[float, list[Ruling]] = defaultdict(list)
    for one in rulings:
        at_place[nearest(places, one.at)].append(one)
    joined: list[Ruling] = []
    for at, pieces in at_place.items():
        for start, end in join_spans((piece.start, piece.end) for piece in pieces):
            if end - start >= _SHORTEST:
                joined.append(Ruling(at, start, end))
    return joined


def cluster_places(values: Iterable[float], within: float = NEAR) -> list[float]:
    """The middles of values that lie near each other, ascending; no cluster is wider than `within`."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] <= within:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [(cluster[0] + cluster[-1]) / 2 for cluster in clusters]


def nearest(places: Sequence[float], value: float) -> float:
    """The one of ascending places that lies nearest to a value."""
    at = bisect_right(places, value)
    return min(places[max(0, at - 1) : at + 1], key=lambda place: abs(place - value))


def join_spans(spans: Iterable[tuple[float, float]], gap: float = NEAR) -> list[tuple[float, float]]:
    """Spans with gaps no wider than `gap` closed, ascending."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
