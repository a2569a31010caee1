"""The figures of a programme's years as a table's rows: values and changes in words, each with the book and the place that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answers.numbers import number
from corpus.citations import tell_place
from corpus.model.book import Book
from corpus.model.ids import book_of
from service.pages.rendering.official_units import RATES, write_exact, write_value
from service.search.programme_years import ProgrammeYears
from service.search.programmes.figures_by_year import MeasureByYear, YearValue

LESS, MORE = "\N{MINUS SIGN}", "+"


@dataclass(frozen=True, slots=True)
class YearCell:
    """A value in words, whether it is what was to be reached, and where it stands; `case_id` is None of the case whose page it is."""

    value: str
    is_target: bool
    where: str
    case_id: str | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure, its value in each year (None where no book tells it), and how the last differs from the one before, "" where it cannot."""

    name: str
    cells: tuple[YearCell | None, ...]
    change: str


def tell_measures(years: ProgrammeYears, books: Mapping[str, Book], *, own: str) -> list[MeasureRow]:
    """Return the rows of the table of a case's programme."""
    return [
        MeasureRow(row.name, tuple(_tell_cell(value, books, own) if value else None for value in row.values), _tell_change(row))
        for row in years.figures.measures
    ]


def _tell_cell(told: YearValue, books: Mapping[str, Book], own: str) -> YearCell:
    where = tell_place(told.source, title=books[book_of(told.case_id)].short_title)
    return YearCell(write_value(told.value, told.unit), told.is_target, where, None if told.case_id == own else told.case_id)


def _tell_change(row: MeasureByYear) -> str:
    if row.change is None:
        return ""
    sign = MORE if row.change > 0 else LESS if row.change < 0 else ""
    if row.unit in RATES:
        return f"{sign}{number(abs(write_exact(row.change)))}%p"
    rate = (
        ""
        if row.change_rate is None
        else f" ({MORE if row.change_rate > 0 else LESS if row.change_rate < 0 else ''}{abs(row.change_rate)}%)"
    )
    return f"{sign}{write_value(abs(row.change), row.unit)}{rate}"
