"""What the cases cover and what they do not: two facets crossed, with a number and a search for every cell, and the gaps in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Annotated
from urllib.parse import urlencode

from pydantic import AfterValidator
from pydantic_core import PydanticKnownError

from corpus.errors import RequestError
from corpus.model.facets import AXES, DISTRICT, LABELS, PROVINCE, values_of
from corpus.model.nouns import Case, FacetVocabulary
from corpus.vocabulary.facet_values import in_order
from corpus.vocabulary.gazetteer import Gazetteer
from service.search.contract.request import Filters
from service.search.contract.search_results import CaseSummary
from service.search.presenting.hit_presenter import Presenter


def _known_axis(facet: str) -> str:
    """Refuse what cannot be crossed."""
    if facet not in AXES:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(f"'{axis}'" for axis in AXES)})
    return facet


Axis = Annotated[str, AfterValidator(_known_axis)]
"""A facet that can be crossed with another."""
SHADES, GAPS, GAPS_OF_ONE = 5, 12, 3


@dataclass(frozen=True, slots=True)
class Margin:
    """A value of an axis, how many cases have it, and the search for them."""

    value: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class FacetCell:
    """How many cases join two values, the search for them, and a shade from 0 (none) to `SHADES` (as many as any cell)."""

    column: str
    count: int
    link: str
    shade: int


@dataclass(frozen=True, slots=True)
class NearCombination:
    """A gap with one of its values changed for the one most like it that some cases join, and the search for them."""

    row: str
    column: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Two values that cases have, and none has together; `near` is the nearest thing that was tried with either."""

    row: Margin
    column: Margin
    near: list[NearCombination]


@dataclass(frozen=True, slots=True)
class CaseMap:
    """Two facets crossed. Values run from the most frequent; `unseen` are those that no case has, by the axis's name.

    `gaps` are the most telling of the empty cells that no value of a wider or narrower name fills, `every_gap` all of them, row by row.
    """

    total: int
    columns: list[Margin]
    rows: list[tuple[Margin, list[FacetCell]]]
    gaps: list[Gap]
    every_gap: list[tuple[str, list[Gap]]]
    unseen: dict[str, list[str]]

    @property
    def open_cells(self) -> int:
        """How many cells no case fills."""
        return sum(len(gaps) for _, gaps in self.every_gap)


@dataclass(frozen=True, slots=True)
class ProvinceTile:
    """A 시·도, its cases, those of its 시·군·구, and how many are its own; as a tile its short name, place and shade, 0 (none) to 2."""

    own: Margin
    cases: list[CaseSummary]
    districts: list[Margin]
    whole: int
    name: str
    place: tuple[int, int]
    shade: int


def draw_map(cases: Sequence[Case], rows: Axis, columns: Axis, filters: Filters, vocabulary: FacetVocabulary) -> CaseMap:
    """Cross two facets over the cases that meet the filters; conditions on the two themselves are the caller's to leave out.

    Raises:
        RequestError: when the two are one.

    """
    if rows == columns:
        raise RequestError(f"세로(rows)와 가로(columns)가 모두 {LABELS[rows]}입니다. 서로 다른 항목을 고르십시오.", field="columns")
    kept = [(name, value) for name, values in filters.conditions().items() for value in sorted(values)]
    held = [case for case in cases if filters.accepts(case)]
    down, across = ([m for m in _margins(held, axis, kept, vocabulary) if m.count] for axis in (rows, columns))
    joint = Counter(pair for case in held for pair in product(values_of(case, rows), values_of(case, columns)))
    most = max(joint.values(), default=0)
    lines = [
        (
            row,
            [
                FacetCell(column.value, count, link(*kept, (rows, row.value), (columns, column.value)), _shade(count, most))
                for column in across
                for count in (joint[row.value, column.value],)
            ],
        )
        for row in down
    ]
    nearest = _Nearest(held, rows, columns, kept)
    by_row = [(row.value, [Gap(row, c, nearest.to(row.value, c.value)) for c in across if not joint[row.value, c.value]]) for row in down]
    every_gap = [(value, gaps) for value, gaps in by_row if gaps]
    told = _telling_gaps([gap for _, gaps in every_gap for gap in gaps if not _is_filled(gap, joint)])
    unseen = {LABELS[axis]: [m.value for m in _margins(held, axis, kept, vocabulary) if not m.count] for axis in (rows, columns)}
    return CaseMap(len(held), across, lines, told, every_gap, {name: values for name, values in unseen.items() if values})


class _Nearest:
    """Finds, for two values that no case joins, the joined ones that come nearest: values are alike as far as the same cases have them."""

    def __init__(self, cases: Sequence[Case], rows: Axis, columns: Axis, kept: Sequence[tuple[str, str]]) -> None:
        self._rows, self._columns, self._kept = rows, columns, kept
        self._both = {
            axis: Counter(pair for case in cases for pair in product(values_of(case, axis), repeat=2)) for axis in (rows, columns)
        }
        self._joint = Counter(pair for case in cases for pair in product(values_of(case, rows), values_of(case, columns)))

    def to(self, row: str, column: str) -> list[NearCombination]:
        """Return the nearest column for the same row and the nearest row for the same column, as far as there are any."""
        columns = [
            (self._unlike(self._columns, column, other), -count, row, other) for (own, other), count in self._joint.items() if own == row
        ]
        rows = [
            (self._unlike(self._rows, row, other), -count, other, column) for (other, own), count in self._joint.items() if own == column
        ]
        return [self._near(*min(pairs)[2:]) for pairs in (columns, rows) if pairs]

    def _unlike(self, axis: Axis, one: str, other: str) -> float:
        """Return how little two values go together: 1 − the cases that have both / the cases that have either (Jaccard)."""
        both = self._both[axis]
        shared = both[one, other]
        return 1 - shared / (both[one, one] + both[other, other] - shared)

    def _near(self, row: str, column: str) -> NearCombination:
        return NearCombination(row, column, self._joint[row, column], link(*self._kept, (self._rows, row), (self._columns, column)))


def _is_filled(gap: Gap, joint: Mapping[tuple[str, str], int]) -> bool:
    """Tell whether a narrower or a wider value of the same name fills a gap: there is 경력단절여성 × 돌봄 for 여성 × 돌봄."""
    return any(_is_kin(row, gap.row.value) and _is_kin(column, gap.column.value) for row, column in joint)


def _is_kin(one: str, other: str) -> bool:
    return one in other or other in one


def _telling_gaps(gaps: Sequence[Gap]) -> list[Gap]:
    """Return the gaps one would least expect, by the product of their margins; a value that is rare everywhere must not fill the list."""
    told: list[Gap] = []
    seen: Counter[str] = Counter()
    for gap in sorted(gaps, key=lambda gap: (-gap.row.count * gap.column.count, gap.row.value, gap.column.value)):
        if max(seen[gap.row.value], seen[gap.column.value]) < GAPS_OF_ONE:
            seen.update((gap.row.value, gap.column.value))
            told.append(gap)
    return told[:GAPS]


def provinces(cases: Sequence[Case], gazetteer: Gazetteer) -> list[ProvinceTile]:
    """Return every 시·도 of Korea with its cases, in the order of the tiles, from the north-west."""
    found = []
    most = max(Counter(sido for case in cases for sido in values_of(case, PROVINCE)).values(), default=0)
    for entry in gazetteer.provinces:
        sido = entry.name
        own = [case for case in cases if sido in values_of(case, PROVINCE)]
        shade = 0 if not own else 1 if 2 * len(own) <= most else 2
        districts = Counter(name for case in own for name in values_of(case, DISTRICT))
        told = [Margin(name, count, link((PROVINCE, sido), (DISTRICT, name))) for name, count in sorted(districts.items())]
        whole = len(own) - districts.total()
        margin, summaries = Margin(sido, len(own), link((PROVINCE, sido))), [Presenter.summary(case) for case in own]
        tile = gazetteer.tiles[entry.code]
        found.append(ProvinceTile(margin, summaries, told, whole, entry.short[0], (tile.row, tile.column), shade))
    return sorted(found, key=lambda province: province.place)


def link(*conditions: tuple[str, str]) -> str:
    """Return the address of the cases that meet some conditions."""
    return "/?" + urlencode(conditions)


def _margins(cases: Sequence[Case], axis: Axis, kept: Sequence[tuple[str, str]], vocabulary: FacetVocabulary) -> list[Margin]:
    counts = Counter(value for case in cases for value in values_of(case, axis))
    values = {*(known.value for known in vocabulary.get(axis, ())), *counts}
    order = sorted(in_order(axis, values, vocabulary), key=lambda value: -counts[value])
    return [Margin(value, counts[value], link(*kept, (axis, value))) for value in order]


def _shade(count: int, most: int) -> int:
    """Return a shade in even steps: 0 for none, 1 for one, `SHADES` for the most."""
    return 1 + (SHADES - 1) * (count - 1) // max(most - 1, 1) if count else 0
