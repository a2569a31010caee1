"""The one figure a question of a place or a programme is about, or none: never one of another year, other ages or another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answers.reckoning.request.asks import Ask
from answers.reckoning.request.cues import ATTAINED, asks
from answers.reckoning.request.matching import CLEAR, Fit, fits
from answers.reckoning.table.figures import FigureTable, Row
from answers.results import Confidence
from indexer.text.letters import letters

_SURE = 0.9  # how far question and name must cover each other for an answer to be sure
_ALONE = 0.85  # and for a figure of a place that the question does not name
_WHOLE, _PART, _HINT = 0.97, 0.6, 0.3  # what the only figure must cover of a question, no other may, and must be covered of its name
_USUAL = frozenset({(15, 64), None})  # the ages of a rate that is named without any


@dataclass(frozen=True, slots=True)
class ChosenFigure:
    """A figure, its values in all years (itself among them), and how sure it is that it is meant."""

    row: Row
    years: tuple[Row, ...]
    confidence: Confidence


def chosen(ask: Ask, rows: Sequence[Row], table: FigureTable, *, alone: bool = False) -> ChosenFigure | None:
    """Return the figure among `rows` that a question is about; None where none is, or two may be."""
    found = fits(ask, rows, table)
    good = [fit for fit in found if fit.good] or _only(found)
    if not good or (alone and good[0].worth < _ALONE):
        return None
    best = _settled(ask, [fit for fit in good if fit.worth >= CLEAR * good[0].worth])
    if best is None:
        return None
    alike = [row for row in rows if (row.key, row.ages, row.kind) == (best.row.key, best.row.ages, best.row.kind)]
    years = tuple(row for row in alike if row is best.row or row.year != best.row.year)
    row = _of_year(ask, best.row, years)
    if row is None or not _of_ages(ask, row):
        return None
    return ChosenFigure(row, years, "high" if best.asked >= _SURE and best.named >= _SURE else "medium")


def _only(found: Sequence[Fit]) -> list[Fit]:
    """Return the one figure that says all a question says, though its name says more, where no other says as much."""
    near = [fit for fit in found if fit.asked >= _PART]
    return near if len(near) == 1 and near[0].asked >= _WHOLE and near[0].named >= _HINT and near[0].worth >= _HINT else []


def _settled(ask: Ask, rivals: list[Fit]) -> Fit | None:
    """Return which of equally near figures is meant, by ages, place, words said in full, a place's whole before a programme, year."""
    literal = max(_literal(ask, fit.row) for fit in rivals)
    preferences: tuple[Callable[[Fit], bool], ...] = (
        lambda fit: ask.ages is None or fit.row.ages == ask.ages,
        lambda fit: not ask.places or any(fit.row.case.id in place.cases for place in ask.places),
        lambda fit: fit.worth == rivals[0].worth,
        lambda fit: not fit.row.of_programme,
        lambda fit: fit.row.both or not asks(ATTAINED, ask.text),
        lambda fit: _literal(ask, fit.row) == literal,
        lambda fit: not fit.row.twin or bool(ask.years and fit.row.target),
        lambda fit: fit.row.ages in _USUAL,
        lambda fit: not ask.years or fit.row.year in ask.years,
    )
    left = rivals
    for preferred in preferences:
        left = [fit for fit in left if preferred(fit)] or left
    different = {(fit.row.key, fit.row.ages, fit.row.kind) for fit in left if not fit.row.twin}
    return left[0] if len(different) <= 1 else None


def _literal(ask: Ask, row: Row) -> int:
    """Return how many letters a name has that the question says word for word; 0 for one it does not."""
    name, said = letters(row.name), ask.heard.letters
    return len(name) if name in said or all(letters(part) in said for part in row.name.split()) else 0


def _of_year(ask: Ask, best: Row, years: Sequence[Row]) -> Row | None:
    """Return a figure's row of the year asked for; without one the last year that has a result. None: another year is asked for."""
    asked = [year for year in ask.years if str(year) not in best.name]
    if not ask.years:
        if "plan" in best.flags and _literal(ask, best):
            return best
        told = [row for row in years if row.actual is not None and ("plan" in row.flags) == ("plan" in best.flags)]
        return max(told, key=lambda row: row.year or 0, default=best)
    if len(asked) != 1 or ask.span:
        return best
    if named := next((row for row in years if row.year == asked[0]), None):
        return named
    changed = len(years) > 1 and "change" in ask.question.roles  # since a year that may be named alone
    return best if changed or best.undated_of(asked) else None


def _of_ages(ask: Ask, row: Row) -> bool:
    """Tell whether a figure is of the ages asked for, or a rate whose ages are not stated, which the answer says."""
    return ask.ages is None or row.ages == ask.ages or (row.ages is None and row.kind == "%") or f"{ask.ages[0]}세" in row.name
