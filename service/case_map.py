"""What the cases cover and what they do not: two facets crossed, with a number and a search for every cell, and the gaps in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args
from urllib.parse import urlencode

from corpus.errors import RequestError
from corpus.schema import Case, Industry, PolicyMeasure, Sido, Target
from service.query import FACET_NAMES, Filters, values_of

Axis = Literal["target", "policy_measure", "industry", "sido"]
AXES: dict[Axis, tuple[str, ...]] = {
    "target": get_args(Target),
    "policy_measure": get_args(PolicyMeasure),
    "industry": get_args(Industry),
    "sido": get_args(Sido),
}
SHADES, GAPS, GAPS_OF_ONE = 5, 12, 3


@dataclass(frozen=True, slots=True)
class Margin:
    """A value of an axis, how many cases have it, and the search for them."""

    value: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many cases join two values, the search for them, and a shade from 0 (none) to `SHADES` (as many as any cell)."""

    column: str
    count: int
    link: str
    shade: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Two values that many cases have, and none has together; the links lead to the cases of each."""

    row: Margin
    column: Margin


@dataclass(frozen=True, slots=True)
class CaseMap:
    """Two facets crossed. Values run from the most frequent; `unseen` are those that no case has, by the axis's name."""

    total: int
    columns: list[Margin]
    rows: list[tuple[Margin, list[Cell]]]
    gaps: list[Gap]
    open_cells: int
    unseen: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Province:
    """A 시·도, its cases, and those of its 시·군·구."""

    own: Margin
    districts: list[Margin]


def draw_map(cases: Sequence[Case], rows: Axis, columns: Axis, filters: Filters) -> CaseMap:
    """Cross two facets over the cases that meet the filters; conditions on the two themselves are the caller's to leave out.

    Raises:
        RequestError: when the two are one.

    """
    if rows == columns:
        raise RequestError(f"세로(rows)와 가로(columns)가 모두 {FACET_NAMES[rows]}입니다. 서로 다른 항목을 고르십시오.", field="columns")
    kept = [(name, value) for name, values in filters.conditions().items() for value in sorted(values)]
    held = [case for case in cases if filters.accepts(case)]
    down, across = ([m for m in _margins(held, axis, kept) if m.count] for axis in (rows, columns))
    joint = Counter(pair for case in held for pair in product(values_of(case, rows), values_of(case, columns)))
    most = max(joint.values(), default=0)
    lines = [
        (
            row,
            [
                Cell(column.value, count, link(*kept, (rows, row.value), (columns, column.value)), _shade(count, most))
                for column in across
                for count in (joint[row.value, column.value],)
            ],
        )
        for row in down
    ]
    gaps = [Gap(row, column) for row, column in product(down, across) if not joint[row.value, column.value]]
    unseen = {FACET_NAMES[axis]: [m.value for m in _margins(held, axis, kept) if not m.count] for axis in (rows, columns)}
    return CaseMap(len(held), across, lines, _telling(gaps), len(gaps), {name: values for name, values in unseen.items() if values})


def _telling(gaps: Sequence[Gap]) -> list[Gap]:
    """Return the gaps one would least expect, by the product of their margins; a value that is rare everywhere must not fill the list."""
    told: list[Gap] = []
    seen: Counter[str] = Counter()
    for gap in sorted(gaps, key=lambda gap: (-gap.row.count * gap.column.count, gap.row.value, gap.column.value)):
        if max(seen[gap.row.value], seen[gap.column.value]) < GAPS_OF_ONE:
            seen.update((gap.row.value, gap.column.value))
            told.append(gap)
    return told[:GAPS]


def provinces(cases: Sequence[Case]) -> list[Province]:
    """Return every 시·도 of Korea with its cases, in the usual order."""
    found = []
    for sido in AXES["sido"]:
        own = [case for case in cases if case.region.sido == sido]
        districts = Counter(case.region.sigungu for case in own if case.region.sigungu)
        told = [Margin(name, count, link(("sido", sido), ("sigungu", name))) for name, count in sorted(districts.items())]
        found.append(Province(Margin(sido, len(own), link(("sido", sido))), told))
    return found


def link(*conditions: tuple[str, str]) -> str:
    """Return the address of the cases that meet some conditions."""
    return "/?" + urlencode(conditions)


def _margins(cases: Sequence[Case], axis: Axis, kept: Sequence[tuple[str, str]]) -> list[Margin]:
    counts = Counter(value for case in cases for value in values_of(case, axis))
    order = sorted(AXES[axis], key=lambda value: -counts[value])
    return [Margin(value, counts[value], link(*kept, (axis, value))) for value in order]


def _shade(count: int, most: int) -> int:
    """Return a shade in even steps: 0 for none, 1 for one, `SHADES` for the most."""
    return 1 + (SHADES - 1) * (count - 1) // max(most - 1, 1) if count else 0
