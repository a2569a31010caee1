"""Two values of a case's rows → what follows from them: a difference, a sum, a share; and how each pair stands to a question.

Which pair a question means, if any, is learned as which value answers is (`row_choice.py`): a conditional logit over the pairs and
"nothing". The arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from answers.asked.question import Question
from answers.lookup.row_signs import role_of, years_of
from answers.lookup.row_values import RowValue
from answers.numbers import ADDLESS, amount, apart, share
from corpus.facts.quantities import dimension
from indexer.text.analyser import letter_pairs

Operation = Literal["difference", "sum", "share"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
OPERANDS = 24
"""Values that are paired, those of the rows that help most."""
PAIR_SIGNS = (
    "asked", "difference", "sum", "share",
    "helps_least", "helps_most", "answers_most", "same_row", "same_heads", "about", "told_least", "told_most", "marked",
    "years_fit", "year_before", "years_differ", "same_year", "roles_fit", "roles_unasked", "kind_fits", "kind_differs", "given", "over",
)  # fmt: skip
_CALENDAR = frozenset({"년", "date", "월", "일", "분기", "ratio"})
_POINTS = {"%": "%p", "%p": "%"}


@dataclass(frozen=True, slots=True)
class Operand:
    """A value of a row as a number: its dimension and how many of the dimension's base unit it is."""

    value: RowValue
    kind: str
    number: Fraction


@dataclass(frozen=True, slots=True)
class ReckonedValue:
    """What follows from two values: of a difference the greater first, of a share the part (or the result) first."""

    operation: Operation
    first: Operand
    second: Operand

    @property
    def kind(self) -> str:
        """The dimension of the result."""
        return "%" if self.operation == "share" else apart(self.first.kind) if self.operation == "difference" else self.first.kind

    @property
    def number(self) -> Fraction:
        """The result, in its dimension's base unit."""
        one, other = self.first.number, self.second.number
        return share(one, other) if self.operation == "share" else one - other if self.operation == "difference" else one + other

    @property
    def text(self) -> str:
        """The result as it is told."""
        number = Fraction(round(self.number * 10), 10) if self.operation == "share" else self.number
        unit = "원" if self.kind == "won" else self.kind
        return amount(number, unit)


def operand_of(value: RowValue) -> Operand | None:
    """Return a value as a number; None for a name, a date, and what is not a number."""
    quantity, fact = value.quantity, value.fact
    if quantity is None or isinstance(quantity.value, tuple) or quantity.kind in _CALENDAR:
        return None
    kind, number = quantity.kind, Fraction(str(quantity.value))
    if not kind and fact is not None and fact.number is not None and fact.unit:
        kind, factor = dimension(fact.unit)
        number = Fraction(str(fact.number)) * Fraction(str(factor))
    return Operand(value, kind, number)


def reckon_values(values: Sequence[RowValue]) -> Iterator[ReckonedValue]:
    """Yield what follows from every two of some values that were read and that can be reckoned together."""
    read = sorted((value for value in values if value.reading is not None), key=lambda value: -value.reading.helps)  # type: ignore[union-attr]
    told: dict[object, Operand] = {}
    for value in read:
        if (one := operand_of(value)) is not None:
            told.setdefault((one.kind, one.number, years_of(value)), one)
    for one, other in combinations(list(told.values())[:OPERANDS], 2):
        yield from combine(one, other)


def combine(one: Operand, other: Operand) -> Iterator[ReckonedValue]:
    """Yield what follows from two numbers; nothing where they count different things, or where one is of none that is told."""
    if one.kind != other.kind:
        return
    less, more = sorted((one, other), key=lambda operand: operand.number)
    if less.number != more.number:
        yield ReckonedValue("difference", more, less)
    if one.kind in ADDLESS:
        return
    yield ReckonedValue("sum", one, other)
    if less.number > 0:
        part, whole = (more, less) if role_of(less.value) == "target" and role_of(more.value) != "target" else (less, more)
        yield ReckonedValue("share", part, whole)


def pair_signs(question: Question, pair: ReckonedValue) -> NDArray[np.float64]:
    """Return the signs of a pair, shape (len(PAIR_SIGNS),), each about 0 or 1."""
    values = pair.first.value, pair.second.value
    readings = [value.reading for value in values if value.reading is not None]
    heads = [frozenset(letter_pairs(value.found.row.context)) for value in values]
    near = [frozenset(letter_pairs(f"{value.found.row.context} {value.near}")) for value in values]
    asked = values[0].found.asked
    told = sorted((asked.share(near[0] - near[1]), asked.share(near[1] - near[0])))
    years = [years_of(value) for value in values]
    roles = [role_of(value) for value in values]
    wanted, stated = set(question.years), set().union(*years)
    apart_by_role = roles.count("target") == 1
    given = {(one.kind, one.value) for one in question.given}
    both = heads[0] | heads[1]
    signs = (
        question.intents[pair.operation],
        *(float(pair.operation == one) for one in OPERATIONS),
        min(one.helps for one in readings) / 4,
        max(one.helps for one in readings) / 4,
        max(one.answers for one in readings) / 4,
        float(values[0].found.row is values[1].found.row),
        len(heads[0] & heads[1]) / max(len(both), 1),
        asked.share(near[0] | near[1] | asked.named),
        *told,
        (values[0].marked + values[1].marked) / 2,
        float(len(wanted) > 1 and wanted == stated),
        float(len(wanted) == 1 and wanted < stated and max(stated) - min(stated) == 1),
        float(bool(wanted) and bool(stated) and not wanted <= stated),
        float(bool(years[0]) and years[0] == years[1]),
        float(apart_by_role and not {"target", "attainment"}.isdisjoint(question.roles)),
        float(apart_by_role and {"target", "attainment"}.isdisjoint(question.roles)),
        float(pair.kind in question.wanted or _POINTS.get(pair.kind) in question.wanted),
        float(bool(question.wanted) and pair.kind not in question.wanted and _POINTS.get(pair.kind) not in question.wanted),
        sum((operand.kind, float(operand.number)) in given for operand in (pair.first, pair.second)) / 2,
        float(pair.operation == "share" and pair.number > 100),  # noqa: PLR2004 - more than the whole
    )
    return np.array(signs, dtype=np.float64)
