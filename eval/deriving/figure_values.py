"""The values that a card's figures state, and that a fact does, as comparable tuples: number, unit, year and role."""

from __future__ import annotations

from corpus.model.fact import Fact
from corpus.model.nouns import Case

FigureValue = tuple[float, str]
"""A number, rounded, and its unit without blanks."""
PlacedValue = tuple[float, str, int | None, str]
"""The same with its year and whether it is a target or what was reached."""


def card_values(case: Case) -> set[FigureValue]:
    """Return every number with its unit that a card's figures state."""
    return {(number, unit) for number, unit, _, _ in placed_values(case)}


def placed_values(case: Case) -> set[PlacedValue]:
    """Return every number of a card's figures with its unit, year and role."""
    return {
        (_round(number), _unit(figure.unit), figure.year, role)
        for figure in case.figures
        for role, number in (("target", figure.target), ("actual", figure.actual))
        if number is not None
    }


def value_of_fact(fact: Fact) -> FigureValue:
    """Return a fact's number and unit; a fact without a number has none that a card could state."""
    return (_round(fact.number or 0.0), _unit(fact.unit or ""))


def _round(number: float) -> float:
    return round(float(number), 4)


def _unit(unit: str) -> str:
    return unit.replace(" ", "")
