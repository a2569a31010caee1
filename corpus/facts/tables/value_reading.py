"""One value of a table in its place → what it measures and is of, its role, unit, year and share, as heads and context say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.facts.tables.cell_values import CellValue
from corpus.facts.tables.head_words import HeadWords, is_total, read_head, read_last_role, read_years
from corpus.facts.tables.printed_units import choose_unit, kind_of_unit
from corpus.facts.tables.printed_values import read_value
from corpus.facts.tables.table_context import TableAxes, TableContext, tells_total
from corpus.facts.tables.table_paths import PlacedCell
from corpus.model.fact import FactKind, FactRole, Share

_ATTAINED = re.compile(r"달성\s?[률율도]")
_TIME = re.compile(r"(?:\d\s?/\s?4\s?분기|\d{1,2}(?:\s?[~∼]\s?\d{1,2})?\s?(?:월|분기|[Qq])|[상하]반기|연간|누계|누적|까지|현재)")
"""A head that says when, and not what is measured."""
_RATE_OF_CHANGE = re.compile(r"(?:증감|증가|감소|신장|성장|달성|변화)\s?(?:률|율|도)")
_OF_THE_LATEST: frozenset[FactRole | None] = frozenset({"target", "actual"})
"""Roles of values that are of a table's latest year, where years stand side by side and their own head names none."""
_DAY_LABEL = re.compile(r"(?:\d\s?[.\-/월]\s?\d{1,2}(?!\d)|월\s?\d{1,2}\s?일|\d\D{1,3}\d.*[~∼-])")
_WHOLE = frozenset("명 인 개 건 회 개사 개소".split())  # noqa: SIM905
"""What is counted in whole numbers only."""
_BRACKETS = re.compile(r"\([^()]*\)")
_NO_RATE = 1000
"""A number as large as this is no rate, whatever its head says: "8,100(22.4%)" is an amount and its rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableValue:
    """A value with all that is told of it: its heads read, the nearest first, and what is told of the whole table."""

    found: CellValue
    placed: PlacedCell
    row_path: tuple[str, ...]
    columns: tuple[HeadWords, ...]
    rows: tuple[HeadWords, ...]
    axes: TableAxes
    context: TableContext

    @property
    def heads(self) -> tuple[HeadWords, ...]:
        """What names it within its cell, then over it, then left of it."""
        own = (read_head(self.found.name),) if self.found.name else ()
        return (*own, *self.columns, *self.rows)

    @property
    def heads_of_year(self) -> tuple[HeadWords, ...]:
        """The heads that may say its year: of labels none that is a day or a span of days, which is another fact of the row."""
        rows = [head for text, head in zip(reversed(self.row_path), self.rows, strict=True) if not _is_day(text)]
        return (*self.heads[: len(self.heads) - len(self.rows)], *rows)


def _is_day(label: str) -> bool:
    """Whether a label is a day or a span of time, which tells of itself alone."""
    return _DAY_LABEL.search(label) is not None and read_value(_BRACKETS.sub("", label)).kind in {"date", "period"}


def names_of(told: TableValue) -> tuple[str, str | None]:
    """Return what a value measures, and what it is of: the head that says more than a year, a role or a unit, and the label across."""
    path = told.placed.column_path
    rows = [rest for text in reversed(told.row_path) if (rest := _row_name(text))]
    rows = [rest for rest in rows if not rest.rstrip(".").isdecimal()] or rows
    columns = [head.rest for head in told.columns if head.rest] or ([*path[-1:]] if told.placed.label else [])
    named = bool(told.columns) and bool(told.columns[0].rest) and _TIME.fullmatch(told.columns[0].rest) is None
    attained = bool(path) and _ATTAINED.search(path[-1]) is not None
    by_rows = bool(rows) and ((told.axes.by_rows and not attained) or not (named or told.placed.label))
    first, second = (rows, columns) if by_rows else (columns, rows)
    measured = first[:1] or second[:1]
    across = (*second[:1], *first[1:2], *second[1:2]) if named or not rows else (*first[1:2], *second[:1])
    others = [text for text in across if text not in measured]
    fallback = read_head(told.context.caption).rest or next(iter((*path[::-1], *told.row_path[::-1])), "")
    measure = measured[0] if measured else told.found.name or fallback
    if told.found.name and told.found.name not in measure:
        measure = f"{measure} {told.found.name}".strip()
    return measure or told.found.text, others[0] if others else None


def _row_name(label: str) -> str:
    """A row's label without what it says of unit, year or role; whole where nothing else is left of it."""
    head = read_head(label)
    return head.rest or (label if not (head.year or head.role) else "")


def role_of(told: TableValue) -> FactRole | None:
    """Return the role that a sign, the nearest head, or the years side by side give a value."""
    found, axes = told.found, told.axes
    if told.placed.label:
        return None
    roles = (read_last_role(found.name), *(head.role for head in told.columns), *map(read_last_role, reversed(told.row_path)))
    said = next((role for role in roles if role is not None), None)
    if found.role is not None and not (found.role == "change" and said in {"target", "actual"} and not found.beside):
        return found.role
    year = next((head.year for head in told.columns if head.year is not None), None)
    compared = axes.years == 2 and (axes.changes or axes.aimed)  # noqa: PLR2004 - a year and the one before it
    if compared and said in {None, "actual"} and year is not None and axes.latest is not None and year < axes.latest:
        return "earlier"
    if said is not None:
        return _role_beside(told, said)
    return told.context.role if axes.years < 2 and found.value.number is not None else None  # noqa: PLR2004 - years side by side


def _role_beside(told: TableValue, said: FactRole) -> FactRole:
    """A role as it is beside the others: what stands under a head of targets alone is one."""
    axes, columns = told.axes, told.columns
    under = any(head.role == "target" for head in columns[1:]) and told.placed.column_path[:-1] not in axes.reached
    return "target" if said == "actual" and under and not _ATTAINED.search(told.placed.column_path[-1]) else said


def unit_of(told: TableValue, role: FactRole | None) -> tuple[str | None, FactKind, bool]:
    """Return the unit of a value, of what kind that makes it, and whether it is printed somewhere."""
    value, axes = told.found.value, told.axes
    if value.unit is not None or value.number is None:
        return value.unit, value.kind, True
    own = next((head.units[0] for head in told.heads if len(head.units) == 1), None)
    unit, said = (own, True) if own else _unit_by_names(told, role, value.number)
    if unit is None and role != "change":
        unit = axes.printed.get(told.placed.row_path) or axes.printed.get(told.placed.column_path)
        said = unit is not None
    if unit is None and axes.units and kind_of_unit(axes.units[0]) != "amount":
        unit, said = axes.units[0], True
    return unit, (kind_of_unit(unit) if unit else None) or value.kind, said


def _unit_by_names(told: TableValue, role: FactRole | None, number: float) -> tuple[str | None, bool]:
    """The unit, of those listed over the table, that goes with what the value is called, and with how large it is."""
    corner = (read_head(text).units for text in told.placed.corner)
    lists = (*(head.units for head in told.heads), *corner, told.axes.listed, told.context.units, told.axes.units)
    listed = next((units for units in lists if units), ())
    unit, said = choose_unit(listed, _unit_names(told, role), role)
    if unit in {"%", "%p"} and (told.found.rated or abs(number) >= _NO_RATE):
        return choose_unit([one for one in listed if kind_of_unit(one) != "rate"], told.placed.row_path[-1:], None)
    if "." in told.found.text and unit in _WHOLE:
        return ("%", True) if "%" in listed else (None, False)
    return unit, said


def _unit_names(told: TableValue, role: FactRole | None) -> Sequence[str]:
    """What a value is called by, as far as that says what it is counted in: the labels of rows that are summed up are no measures."""
    summed = told.axes.summed and bool(told.columns)
    heads = told.heads[: len(told.heads) - len(told.rows)] if summed else told.heads
    names = [head.rest for head in heads if head.rest] or ([] if summed else list(told.placed.row_path[-1:]))
    if told.axes.by_rows and not told.found.name and role != "change" and len(names) > 1 and choose_unit((), names[:1], role)[0] is None:
        names = [*names[1:], names[0]]
    leaf = told.placed.column_path[-1:] or told.placed.row_path[-1:]
    return [f"{names[0]}률" if names else "률", *names[1:]] if any(map(_RATE_OF_CHANGE.search, leaf)) else names


def year_of(told: TableValue, role: FactRole | None) -> int | None:
    """Return the year that the nearest head names, else the one told of the whole; of a change the later one."""
    axes, context = told.axes, told.context
    compared = [sorted(found) for text in reversed(told.placed.column_path) if (found := read_years(text))]
    if role == "change" and (of_both := [found for found in compared if len(found) > 1]):
        return of_both[0][-1]
    if told.found.role == "earlier" and (since := [found for found in compared if len(found) == 1]):
        return since[0][0]
    for head in told.heads_of_year:
        if head.year is not None:
            return head.year
        if head.ago is not None and (base := axes.latest) is not None:
            return base + head.ago
    if told.found.value.kind in {"name", "text"}:
        return None
    if axes.years:
        return axes.latest if axes.years == 1 or role in _OF_THE_LATEST else None
    return context.year


def share_of(told: TableValue) -> Share | None:
    """Return whether a value is the sum of others, or one of those that there is a sum of."""
    path = told.placed.column_path
    if any(map(is_total, told.row_path)) or any(map(tells_total, path)):
        return "total"
    return "part" if told.axes.summed or path[:-1] in told.axes.totals else None
