"""Which candidate answers: a conditional logit over a question's candidates, its weights learned from judged questions.

McFadden, "Conditional logit analysis of qualitative choice behavior" (1973): P(i) = exp(w·x_i) / Σ_j exp(w·x_j). Training:
`scripts/train`; the weights are a small JSON file in the package, one number a feature, for anyone to read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from answers.candidates import Candidate
from answers.features import NAMES
from answers.levels import CosineScale, Levels

WEIGHTS = Path(__file__).parent / "weights.json"
P = TypeVar("P", Levels, CosineScale)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate and how probable it is among all candidates of its question."""

    candidate: Candidate
    probability: float


@dataclass(frozen=True, slots=True)
class AnswerWeights:
    """Learned numbers: of the choice among quantities and among names (a value for each of `features.NAMES`), and of sufficiency.

    `levels` say how sure an answer of some probability is told to be, `cosine` where the encoder's cosines lie.
    """

    quantity: NDArray[np.float64]
    name: NDArray[np.float64]
    sufficiency: Mapping[str, float]
    levels: Levels
    cosine: CosineScale


def load_weights(path: Path = WEIGHTS) -> AnswerWeights:
    """Read the weights the package ships.

    Raises:
        ValueError: when the file was trained for other features than this program has, or its levels or scale are none.

    """
    data = json.loads(path.read_text(encoding="utf-8"))
    for part in ("quantity", "name"):
        if tuple(data[part]) != NAMES:
            msg = f"{path.name}: {part} has other features than this program"
            raise ValueError(msg)
    levels, cosine = _part(Levels, data, "levels"), _part(CosineScale, data, "cosine")
    quantity, name = (np.array(list(data[part].values())) for part in ("quantity", "name"))
    return AnswerWeights(quantity, name, data["sufficiency"], levels, cosine)


def _part(kind: type[P], data: Mapping[str, Mapping[str, float]], name: str) -> P:
    try:
        return kind(**data[name])
    except (KeyError, TypeError) as error:
        msg = f"{name} is missing or has other values than this program reads"
        raise ValueError(msg) from error


def choose(candidates: Sequence[Candidate], weights: NDArray[np.float64]) -> list[Chosen]:
    """Return the candidates with their probabilities, likeliest first; the same value said twice adds up, at its likelier place."""
    if not candidates:
        return []
    scores = np.array([candidate.features for candidate in candidates]) @ weights
    odds = np.exp(scores - scores.max())
    merged: dict[object, tuple[Candidate, float, float]] = {}
    for candidate, chance in zip(candidates, odds / odds.sum(), strict=True):
        key = (candidate.mention.kind, candidate.mention.value) if candidate.mention else candidate.text
        best, top, total = merged.get(key, (candidate, 0.0, 0.0))
        merged[key] = (candidate if chance > top else best, max(chance, top), total + float(chance))
    return sorted((Chosen(best, total) for best, _, total in merged.values()), key=lambda chosen: -chosen.probability)
