"""Which value answers, if any, or what follows from which two: a conditional logit over the values, or the pairs, and "nothing".

McFadden, "Conditional logit analysis of qualitative choice behavior" (1973): P(i) = exp(w·x_i) / (exp(b) + Σ_j exp(w·x_j)), where b is how
likely nothing is to answer. Learned from questions of many writers; the weights are a small JSON file in the package, a number a sign, for
anyone to read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from answers.asked.question import Question
from answers.levels import Levels
from answers.lookup.reckoned_values import PAIR_SIGNS, ReckonedValue, pair_signs
from answers.lookup.row_signs import SIGNS, is_of_another_year, signs_of
from answers.lookup.row_values import RowValue

ROW_WEIGHTS = Path(__file__).parent / "row-weights.json"
Chosen = Literal["read", "unread", "pairs"]
SIGNS_OF: Mapping[Chosen, Sequence[str]] = {"read": SIGNS, "unread": SIGNS, "pairs": PAIR_SIGNS}
"""What is chosen from: values of rows that a model has read, values told by letters and types alone, pairs of values that were read."""


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


@dataclass(frozen=True, slots=True)
class ChosenPair:
    """What follows from two values and how probable it is that it is asked for; the same result of several pairs adds up."""

    pair: ReckonedValue
    probability: float


def load_row_weights(chosen: Chosen, path: Path = ROW_WEIGHTS) -> RowWeights:
    """Read the weights the package ships.

    Raises:
        ValueError: when the file was learned for other signs than this program has.

    """
    data = json.loads(path.read_text(encoding="utf-8"))[chosen]
    if tuple(data["signs"]) != tuple(SIGNS_OF[chosen]):
        msg = f"{path.name} has other signs than this program"
        raise ValueError(msg)
    return RowWeights(np.array(list(data["signs"].values())), float(data["nothing"]), Levels(**data["levels"]))


def choose_pairs(question: Question, pairs: Sequence[ReckonedValue], weights: RowWeights) -> list[ChosenPair]:
    """Return what follows from two values with its probability, likeliest first."""
    if not pairs:
        return []
    scores = np.array([pair_signs(question, pair) for pair in pairs]) @ weights.signs
    return [ChosenPair(pairs[best], chance) for best, chance in merged(chances_of(scores, weights.nothing), [*map(key_of_pair, pairs)])]


def choose_values(question: Question, values: Sequence[RowValue], weights: RowWeights) -> list[ChosenValue]:
    """Return the values with their probabilities, likeliest first; none that is of another year than the question names."""
    if not values:
        return []
    scores = np.array([signs_of(question, value) for value in values]) @ weights.signs
    told = merged(chances_of(scores, weights.nothing), [*map(key_of, values)])
    return [ChosenValue(values[best], chance) for best, chance in told if not is_of_another_year(question, values[best])]


def chances_of(scores: NDArray[np.float64], nothing: float) -> NDArray[np.float64]:
    """Return the probability of each of some scores beside that of nothing."""
    most = max(float(scores.max()), nothing)
    odds = np.exp(scores - most)
    told: NDArray[np.float64] = odds / (odds.sum() + np.exp(nothing - most))
    return told


def merged(chances: NDArray[np.float64], alike: Sequence[object]) -> list[tuple[int, float]]:
    """Return of candidates that tell the same the number of the likeliest and the sum of their probabilities, likeliest first."""
    best: dict[object, int] = {}
    total: dict[object, float] = {}
    for number, (chance, key) in enumerate(zip(chances.tolist(), alike, strict=True)):
        total[key] = total.get(key, 0.0) + chance
        if key not in best or chance > chances[best[key]]:
            best[key] = number
    return sorted(((best[key], total[key]) for key in best), key=lambda one: -one[1])


def key_of(value: RowValue) -> object:
    """Return what tells two values apart: case, kind and number of a quantity, else the letters."""
    case = value.found.row.case
    if value.quantity is not None:
        return case, value.quantity.kind, value.quantity.value
    return case, "".join(value.text.split()).casefold()


def key_of_pair(pair: ReckonedValue) -> object:
    """Return what tells two results apart: case, kind and number."""
    return pair.first.value.found.row.case, pair.kind, pair.number


def as_data(weights: Mapping[Chosen, RowWeights]) -> dict[str, object]:
    """Return what goes into the file."""
    return {
        name: {
            "nothing": round(one.nothing, 3),
            "levels": {"least": one.levels.least, "medium": one.levels.medium, "high": one.levels.high},
            "signs": dict(zip(SIGNS_OF[name], (round(float(weight), 3) for weight in one.signs), strict=True)),
        }
        for name, one in weights.items()
    }
