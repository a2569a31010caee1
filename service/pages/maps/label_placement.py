"""Geometry of a drawing whose width is not known: marks that keep apart, names that hide nothing. Pure; lengths in CSS pixels.

Places are shares of the drawing, sizes are pixels. What keeps apart on a narrow drawing keeps apart on every wider and higher one, since
places only move away from each other; so each is reckoned once, at the narrowest width it must hold at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Places, shape (points, 2)."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Side = Literal["right", "left", "below", "above"]
SIDES: tuple[Side, ...] = get_args(Side)
ROUNDS, NUDGE = 2_000, 0.05  # pixels
GOLDEN_ANGLE = 2.39996


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a drawing."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name to be put beside a box: its size, and how far from it."""

    width: float
    height: float
    gap: float


def fit_points(points: Points) -> Points:
    """Return points as shares of their own extent, from 0 to 1 each way; where all are on one line, 0.5."""
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    shares: Points = np.where(extent > 0, (points - low) / np.where(extent > 0, extent, 1), 0.5)
    return shares


def spread_points(shares: Points, sheet: Sheet, apart: float, margin: tuple[float, float]) -> Points:
    """Return shares of a sheet, moved as little as needed for all points to be `apart` and within `margin` (across, down)."""
    size, edge = np.array([sheet.width, sheet.height]), np.array(margin)
    at = edge + shares * (size - 2 * edge)
    turns = np.arange(len(at)) * GOLDEN_ANGLE
    nudges = NUDGE * np.stack([np.cos(turns), np.sin(turns)], axis=1)  # two at one place would push each other nowhere
    for _ in range(ROUNDS):
        between = (at + nudges)[:, None] - (at + nudges)[None, :]
        distance = np.hypot(*np.moveaxis(at[:, None] - at[None, :], 2, 0))
        np.fill_diagonal(distance, np.inf)
        lacking = np.maximum(apart - distance, 0)
        if not lacking.any():
            break
        length = np.maximum(np.hypot(between[..., 0], between[..., 1]), NUDGE / 10)
        push = (between * ((lacking / 2 + NUDGE * (lacking > 0)) / length)[..., None]).sum(axis=1)
        at = np.clip(at + push * np.minimum(1, apart / 2 / np.maximum(np.hypot(push[:, :1], push[:, 1:]), NUDGE)), edge, size - edge)
    placed: Points = at / size
    return placed


def place_labels(
    anchors: Sequence[Box], names: Sequence[Label], taken: Sequence[Box], sheet: Sheet, sides: Sequence[Side] = SIDES
) -> list[Box | None]:
    """Return a box for each name on the first side of its anchor where it hides nothing; None where there is no room.

    A name with the fewest free places is put first.
    """
    occupied = list(taken)
    put: list[Box | None] = [None] * len(names)
    open_names = list(range(len(names)))
    while open_names:
        free = {
            number: [box for side in sides if _is_free(box := _beside(anchors[number], names[number], side), occupied, sheet)]
            for number in open_names
        }
        number = min(open_names, key=lambda number: (len(free[number]), number))
        open_names.remove(number)
        if free[number]:
            put[number] = free[number][0]
            occupied.append(free[number][0])
    return put


def box_around(x: float, y: float, radius: float) -> Box:
    """Return the box around a round mark."""
    return x - radius, y - radius, x + radius, y + radius


def hull(points: Points) -> Points:
    """Return the corners of the smallest convex shape around points (Andrew's monotone chain), clockwise on a screen."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) <= 2:  # noqa: PLR2004 - a point or a line is its own hull
        return np.array(ordered)
    return np.array([*_chain(ordered), *_chain(ordered[::-1])])


def _chain(ordered: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return one side of a hull, without its last corner."""
    side: list[tuple[float, float]] = []
    for point in ordered:
        while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
            side.pop()
        side.append(point)
    return side[:-1]


def _turn(one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _beside(anchor: Box, name: Label, side: Side) -> Box:
    left, top, right, bottom = anchor
    x, y = (left + right - name.width) / 2, (top + bottom - name.height) / 2
    match side:
        case "right":
            x = right + name.gap
        case "left":
            x = left - name.gap - name.width
        case "below":
            y = bottom + name.gap
        case "above":
            y = top - name.gap - name.height
    return x, y, x + name.width, y + name.height


def _is_free(box: Box, occupied: Sequence[Box], sheet: Sheet) -> bool:
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= sheet.width and box[3] <= sheet.height
    return inside and not any(overlap(box, other) for other in occupied)


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
