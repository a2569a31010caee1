"""The map of the cases by meaning, ready to be drawn: a numbered mark for each case, and its neighbourhoods with names.

A neighbourhood is named by the facet values that its cases hold more often than others do, each with the search for all that hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from corpus.model.facets import BOOK_KINDS, SUBJECTS, values_of
from corpus.model.ids import id_order
from corpus.model.nouns import Case, FacetVocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.derived.meaning_layout import Layout
from service.pages.maps.facet_map import Margin, link
from service.pages.maps.label_placement import Box, Label, Points, Sheet, box_around, fit_points, hull, place_labels, spread_points
from service.search.contract.search_results import CaseSummary
from service.search.presenting.hit_presenter import Presenter

NARROW, WIDE = Sheet(308, 440), Sheet(680, 540)
"""The smallest drawings that marks alone and marks with names must hold at; maps.css gives the drawing at least these sizes."""
RADIUS, APART, MARGIN = 12.0, 34.0, (20.0, 40.0)  # square marks that stand aslant need √2 of their width
LETTER, LINE, GAP = 13.5, 18.0, 6.0  # of a name beside a mark, which leaves room for the ring of the focus
GROUP_LETTER, GROUP_LINE, GROUP_GAP = 16.0, 24.0, 12.0
VALUES, LEAST_HOLDERS = 2, 2
MOST_MARKS = 80  # more find no room on a telephone
FEWEST_SIGNS, MOST_SIGNS = 2, 4  # one sign tells nothing apart, and more than four shapes are not told apart
MapPoint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A case on the map: its number, place in per cent of the drawing, short name, and where that begins, in pixels from the place.

    `sign` is the place of the case's kind among the map's signs, 0 where there are none.
    """

    case: CaseSummary
    number: int
    sign: int
    at: MapPoint
    name: str
    beside: MapPoint | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Cases that lie together: what sets them apart and a search for it, the path around them in per cent, where its name stands, marks."""

    number: int
    values: list[Margin]
    name: str
    area: str
    at: MapPoint
    beside: MapPoint | None
    marks: list[Mark]

    @property
    def search(self) -> str:
        """Address of the search for what sets them apart."""
        return link(("q", self.name))


@dataclass(frozen=True, slots=True)
class MeaningMap:
    """The map, its neighbourhoods and marks in reading order; `total` counts the cases, also those there is no room for.

    `signs` names the kinds of cases that marks are told apart by; none, where the cases are of one kind or of too many.
    """

    neighbourhoods: list[Neighbourhood]
    total: int
    signs: tuple[str, ...]

    @property
    def drawn(self) -> int:
        """How many cases have a mark."""
        return sum(len(group.marks) for group in self.neighbourhoods)


def draw_meaning(cases: Sequence[Case], layout: Layout, vocabulary: FacetVocabulary, gazetteer: Gazetteer) -> MeaningMap | None:
    """Return the map of the cases that a layout places; None where it places none. Of more than `MOST_MARKS` the most typical are drawn."""
    placed = [case for case in cases if case.id in layout]
    if not placed:
        return None
    drawn = sorted(_typical(placed, layout), key=lambda case: (layout[case.id].group, layout[case.id].x, id_order(case.id)))
    spots = [layout[case.id] for case in drawn]
    shares = spread_points(fit_points(np.array([(spot.x, spot.y) for spot in spots])), NARROW, APART, MARGIN)
    groups = {group: [row for row, spot in enumerate(spots) if spot.group == group] for group in dict.fromkeys(s.group for s in spots)}
    values = {group: _telling_values([case for case in placed if layout[case.id].group == group], placed) for group in groups}
    titles = {group: ", ".join(value.value for value in told) for group, told in values.items()}
    names = [gazetteer.short(case.region) if case.region else case.title for case in drawn]
    signs = _signs(placed, vocabulary)
    beside, titled = _place_names(shares, names, [(titles[group], own) for group, own in groups.items()])
    marks = [
        Mark(Presenter.summary(case), number, _sign(case, signs), _percent(shares[number - 1]), names[number - 1], beside[number - 1])
        for number, case in enumerate(drawn, 1)
    ]
    found = [
        Neighbourhood(group, values[group], titles[group], _outline(shares[own]), _percent(at), place, [marks[row] for row in own])
        for (group, own), (at, place) in zip(groups.items(), titled, strict=True)
    ]
    return MeaningMap(found, len(placed), signs)


def _place_names(
    shares: Points, names: Sequence[str], titles: Sequence[tuple[str, list[int]]]
) -> tuple[list[MapPoint | None], list[tuple[Points, MapPoint | None]]]:
    """Return where each mark's name begins, and the middle of each neighbourhood with where its title begins, in pixels from there."""
    at = shares * (WIDE.width, WIDE.height)
    marks = [box_around(x, y, RADIUS) for x, y in at]
    areas = [_extent([marks[row] for row in own]) for _, own in titles]
    sizes = [Label(len(title) * GROUP_LETTER, GROUP_LINE, GROUP_GAP) for title, _ in titles]
    title_boxes = place_labels(areas, sizes, marks, WIDE, ("above", "below"))
    sizes = [Label(len(name) * LETTER, LINE, GAP) for name in names]
    name_boxes = place_labels(marks, sizes, [*marks, *filter(None, title_boxes)], WIDE)
    middles = [np.array([(left + right) / 2, (top + bottom) / 2]) for left, top, right, bottom in areas]
    titled = [(middle / (WIDE.width, WIDE.height), _from(middle, box)) for middle, box in zip(middles, title_boxes, strict=True)]
    return [_from(point, box) for point, box in zip(at, name_boxes, strict=True)], titled


def _typical(cases: Sequence[Case], layout: Layout) -> list[Case]:
    """Return the cases there is room for: from each neighbourhood in turn the one nearest its middle that is left."""
    if len(cases) <= MOST_MARKS:
        return list(cases)
    ranked: list[tuple[int, int, Case]] = []
    for group in {layout[case.id].group for case in cases}:
        own = [case for case in cases if layout[case.id].group == group]
        points = np.array([(layout[case.id].x, layout[case.id].y) for case in own])
        order = np.argsort(np.linalg.norm(points - points.mean(axis=0), axis=1), kind="stable")
        ranked += [(rank, group, own[int(row)]) for rank, row in enumerate(order)]
    return [case for _, _, case in sorted(ranked, key=lambda item: item[:2])[:MOST_MARKS]]


def _telling_values(own: Sequence[Case], every: Sequence[Case]) -> list[Margin]:
    """Return the values that at least half of some cases hold and others seldom do, the most telling first.

    Weight: n · ln(n / expected n), a term of the Kullback-Leibler divergence between these cases and all.
    """
    counted = []
    for facet in (facet.key for facet in SUBJECTS):
        held, all_held = (Counter(value for case in cases for value in values_of(case, facet)) for cases in (own, every))
        for value, count in held.items():
            expected = all_held[value] * len(own) / len(every)
            if count >= max(len(own) / 2, LEAST_HOLDERS):
                counted.append((count * log(count / expected), facet, Margin(value, all_held[value], link((facet, value)))))
    counted.sort(key=lambda item: (-item[0], item[2].value))
    return [margin for _, _, margin in counted[:VALUES]]


def _signs(cases: Sequence[Case], vocabulary: FacetVocabulary) -> tuple[str, ...]:
    """Return what the cases' book sorts them by, as far as each kind can have a sign of its own; "" for what it does not sort.

    The kinds stand as the vocabulary has them, then those it does not know, as the cases have them.
    """
    order = [*(known.value for known in vocabulary.get(BOOK_KINDS[0].key, ())), *(kind for case in cases if (kind := _kind(case))), ""]
    held = {_kind(case) for case in cases}
    signs = tuple(kind for kind in dict.fromkeys(order) if kind in held)
    return signs if FEWEST_SIGNS <= len(signs) <= MOST_SIGNS else ()


def _kind(case: Case) -> str:
    return next(iter(values_of(case, BOOK_KINDS[0].key)), "")


def _sign(case: Case, signs: Sequence[str]) -> int:
    return signs.index(_kind(case)) if signs else 0


def _extent(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _from(point: Points, box: Box | None) -> MapPoint | None:
    """Return the left end of a box's middle line, in pixels from a point."""
    return None if box is None else (round(float(box[0] - point[0]), 1), round(float((box[1] + box[3]) / 2 - point[1]), 1))


def _percent(share: Points) -> MapPoint:
    return round(float(share[0]) * 100, 2), round(float(share[1]) * 100, 2)


def _outline(shares: Points) -> str:
    """Return the path around some places, in per cent."""
    return "M" + "L".join(f"{x * 100:.2f} {y * 100:.2f}" for x, y in hull(shares)) + "Z"
