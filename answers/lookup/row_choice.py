"""Which value answers, if any: a conditional logit over the values that were read and "nothing", learned from questions of many writers.

McFadden, "Conditional logit analysis of qualitative choice behavior" (1973): P(i) = exp(w·x_i) / (exp(b) + Σ_j exp(w·x_j)), where b is how
likely nothing is to answer. The weights are a small JSON file in the package, a number a sign, for anyone to read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answers.asked.question import Question
from answers.levels import Levels
from answers.lookup.row_signs import SIGNS, is_of_another_year, signs_of
from answers.lookup.row_values import RowValue

ROW_WEIGHTS = Path(__file__).parent / "row-weights.json"


@dataclass(frozen=True, slots=True)
class RowWeights:
    """What was learned: a weight a sign, the weight of nothing, and from which probability on an answer is how sure."""

    signs: NDArray[np.float64]
    nothing: float
    levels: Levels


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """A value and how probable it is that it answers; the same value said by several rows adds up, at its likeliest place."""

    value: RowValue
    probability: float


def load_row_weights(*, read: bool, path: Path = ROW_WEIGHTS) -> RowWeights:
    """Read the weights the package ships: those for rows that a model has read, or those for letters and types alone.

    Raises:
        ValueError: when the file was learned for other signs than this program has.

    """
    data = json.loads(path.read_text(encoding="utf-8"))["read" if read else "unread"]
    if tuple(data["signs"]) != SIGNS:
        msg = f"{path.name} has other signs than this program"
        raise ValueError(msg)
    return RowWeights(np.array(list(data["signs"].values())), float(data["nothing"]), Levels(**data["levels"]))


def choose_values(question: Question, values: Sequence[RowValue], weights: RowWeights) -> list[ChosenValue]:
    """Return the values with their probabilities, likeliest first; none that is of another year than the question names."""
    if not values:
        return []
    scores = np.array([signs_of(question, value) for value in values]) @ weights.signs
    told = merge_alike(values, chances_of(scores, weights.nothing))
    return [one for one in told if not is_of_another_year(question, one.value)]


def chances_of(scores: NDArray[np.float64], nothing: float) -> NDArray[np.float64]:
    """Return the probability of each of some scores beside that of nothing."""
    most = max(float(scores.max()), nothing)
    odds = np.exp(scores - most)
    told: NDArray[np.float64] = odds / (odds.sum() + np.exp(nothing - most))
    return told


def merge_alike(values: Sequence[RowValue], chances: NDArray[np.float64]) -> list[ChosenValue]:
    """Return each value once, likeliest first, with the sum of its probabilities and the place where it is likeliest."""
    merged: dict[object, tuple[RowValue, float, float]] = {}
    for value, chance in zip(values, chances.tolist(), strict=True):
        key = key_of(value)
        best, top, total = merged.get(key, (value, 0.0, 0.0))
        merged[key] = (value if chance > top else best, max(chance, top), total + chance)
    return sorted((ChosenValue(best, total) for best, _, total in merged.values()), key=lambda chosen: -chosen.probability)


def key_of(value: RowValue) -> object:
    """Return what tells two values apart: case, kind and number of a quantity, else the letters."""
    case = value.found.row.case
    if value.quantity is not None:
        return case, value.quantity.kind, value.quantity.value
    return case, "".join(value.text.split()).casefold()


def as_data(weights: Mapping[str, RowWeights]) -> dict[str, object]:
    """Return what goes into the file."""
    return {
        name: {
            "nothing": round(one.nothing, 3),
            "levels": {"least": one.levels.least, "medium": one.levels.medium, "high": one.levels.high},
            "signs": dict(zip(SIGNS, (round(float(weight), 3) for weight in one.signs), strict=True)),
        }
        for name, one in weights.items()
    }
