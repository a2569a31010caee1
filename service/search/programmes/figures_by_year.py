"""The figures of one programme in several years, measure by measure, with what changed, each value with its case and its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from corpus.facts.quantities import dimension
from corpus.model.ids import book_of
from corpus.model.nouns import Case, Figure
from corpus.model.place import Place
from corpus.passages import place_of_part
from indexer.text.letters import letters

_YEAR = re.compile(r"(?:19|20)\d\d(?:년(?:도)?)?")
_RATES = frozenset({"%", "%p"})


@dataclass(frozen=True, slots=True)
class YearValue:
    """A value of a measure in a year, as a case states it: what was reached, or where only that is told, what was to be."""

    year: int
    value: int | float
    unit: str
    is_target: bool
    case_id: str
    source: Place


@dataclass(frozen=True, slots=True)
class MeasureByYear:
    """A measure and its value in each year of the table, None where no case tells it.

    `change` is the last value less the one before, in the unit (%p of rates); `change_rate` the same in per cent, None of rates and where
    the earlier is 0. Both are None where one value is a target and the other is not.
    """

    name: str
    unit: str
    values: tuple[YearValue | None, ...]
    change: int | float | None
    change_rate: float | None


@dataclass(frozen=True, slots=True)
class FiguresByYear:
    """The measures that cases of several books tell of, in the order of the first; the years are ascending."""

    years: tuple[int, ...]
    measures: tuple[MeasureByYear, ...]


def figures_by_year(cases: Sequence[Case]) -> FiguresByYear:
    """Return the measures that at least two of the cases state, by year. A figure without a year is of its book's."""
    held: defaultdict[tuple[str, str], list[tuple[Figure, YearValue]]] = defaultdict(list)
    for case in cases:
        for figure in case.figures:
            if (told := _tell_value(case, figure)) is not None:
                held[_key_of(figure)].append((figure, told))
    shared = {key: found for key, found in held.items() if len({book_of(told.case_id) for _, told in found}) > 1}
    chosen = {key: _choose(told for _, told in found) for key, found in shared.items()}
    chosen = {key: own for key, own in chosen.items() if len(own) > 1}
    years = tuple(sorted({year for own in chosen.values() for year in own}))
    measures = [_measure(_plain_name(shared[key][0][0].name), own, years) for key, own in chosen.items()]
    return FiguresByYear(years, tuple(measures))


def _tell_value(case: Case, figure: Figure) -> YearValue | None:
    value = figure.target if figure.actual is None else figure.actual
    year = figure.year or (case.book.year if case.book else None)
    if value is None or year is None:
        return None
    return YearValue(year, value, figure.unit, figure.actual is None, case.id, place_of_part(case, figure))


def _key_of(figure: Figure) -> tuple[str, str]:
    """Return what two books' figures must share to be of one measure: the name's letters without its year, and what is counted."""
    return letters(_YEAR.sub("", figure.name)), dimension(figure.unit)[0]


def _plain_name(name: str) -> str:
    return " ".join(_YEAR.sub("", name).split()) or name


def _choose(found: Iterable[YearValue]) -> dict[int, YearValue]:
    """Return the value of each year: what was reached before what was to be, and the later book's, which may have put it right."""
    chosen: dict[int, YearValue] = {}
    for told in found:
        before = chosen.get(told.year)
        if before is None or (before.is_target, told.case_id) >= (told.is_target, before.case_id):
            chosen[told.year] = told
    return chosen


def _measure(name: str, own: dict[int, YearValue], years: tuple[int, ...]) -> MeasureByYear:
    values = tuple(own.get(year) for year in years)
    earlier, later = [value for value in values if value][-2:]
    if earlier.is_target != later.is_target:
        return MeasureByYear(name, later.unit, values, None, None)
    (kind, factor), (_, before) = dimension(later.unit), dimension(earlier.unit)
    now, then = Fraction(str(later.value)), Fraction(str(earlier.value)) * Fraction(before) / Fraction(factor)
    change = now - then
    rate = None if kind in _RATES or not then else round(float(change / abs(then) * 100), 1)
    return MeasureByYear(name, later.unit, values, _plain(change), rate)


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
