"""How a value of a row stands to a question: plain signs, each about 0 or 1. What weighs how much is learned (`row_choice.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from answers.asked.question import Question
from answers.asked.question_model import RECKONED
from answers.lookup.row_values import RowValue
from corpus.facts.quantities import Value
from indexer.text.analyser import letter_pairs

SIGNS = (
    "answers", "helps", "marked", "read",
    "covered", "about", "unknown", "lacking", "alien", "near", "near_lacking", "rivals",
    "kind_fits", "kind_differs", "name_differs", "year_fits", "year_differs", "year_unsaid",
    "role_fits", "role_differs", "role_unsaid", "number_unsaid", "reckoned",
    "cell", "figure", "field", "sentence",
)  # fmt: skip
_CALENDAR = 1950
_HEAVY = 6.0  # the rarity of a pair of letters that one row of some hundreds has
_LEVEL = {"plan": "target", "earlier": "actual"}


def signs_of(question: Question, value: RowValue) -> NDArray[np.float64]:
    """Return the signs of a value, shape (len(SIGNS),)."""
    found, row = value.found, value.found.row
    asked = found.asked
    near = frozenset(letter_pairs(f"{row.context} {value.near}"))
    years, kind = years_of(value), value.quantity.kind if value.quantity else None
    wanted_role = "target" if "target" in question.roles and "actual" not in question.roles else "actual" if question.roles else None
    role = role_of(value)
    given = [one for one in question.given if one.kind not in {"년", "date"}]
    values = (
        value.reading.answers / 4 if value.reading else 0.0,
        value.reading.helps / 4 if value.reading else 0.0,
        value.marked,
        float(value.reading is not None),
        found.covered,
        found.about,
        asked.share(asked.unknown - asked.named),
        found.lacking / _HEAVY,
        found.alien,
        asked.share(near),
        asked.lacking(near) / _HEAVY,
        min(value.rivals, 4) / 4,
        float(kind in question.wanted),
        float(bool(question.wanted) and kind not in question.wanted),
        float(not question.wanted and kind is not None),
        float(bool(question.years) and not years.isdisjoint(question.years)),
        float(is_of_another_year(question, value)),
        float(bool(question.years) and not years),
        float(wanted_role is not None and role == wanted_role),
        float(wanted_role is not None and role is not None and role != wanted_role),
        float(wanted_role == "target" and role is None),
        sum((one.kind, one.value) not in found.all_quantities for one in given) / max(len(given), 1),
        sum(question.intents[one] for one in RECKONED),
        *(float(row.kind == one) for one in ("cell", "figure", "field", "sentence")),
    )
    return np.array(values, dtype=np.float64)


def role_of(value: RowValue) -> str | None:
    """Return what a value was meant as: a target, what was, or a change; None where nothing says."""
    return _LEVEL.get(value.fact.role or "", value.fact.role) if value.fact else None


def is_of_another_year(question: Question, value: RowValue) -> bool:
    """Tell whether a question names a year and a value is of others."""
    years = years_of(value)
    return bool(question.years) and bool(years) and years.isdisjoint(question.years)


def years_of(value: RowValue) -> frozenset[int]:
    """Return the years that a value is of: its fact's, else those that its row says."""
    if value.fact is not None and value.fact.year is not None:
        return frozenset({value.fact.year})
    return frozenset(_calendar_years(value.found.all_quantities))


def _calendar_years(found: Iterable[tuple[str, Value]]) -> Iterator[int]:
    for kind, number in found:
        first = number[0] if isinstance(number, tuple) else number
        if kind in {"년", "date"} and first > _CALENDAR:
            yield int(first)
