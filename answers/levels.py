"""What is learned of sureness (answers/weights.json): whether sentences answer, from which probability they are told, where cosines lie.

All belong to an encoder, so `scripts/train` finds them anew (eval/training/calibrate_levels.py); nobody sets them here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from answers.results import Confidence

WEIGHTS = Path(__file__).parent / "weights.json"
P = TypeVar("P", "Levels", "CosineScale")


@dataclass(frozen=True, slots=True)
class Levels:
    """Probabilities from which an answer is told at all (`least`), as fairly sure (`medium`) and as sure (`high`)."""

    least: float
    medium: float
    high: float

    def __post_init__(self) -> None:
        """Refuse levels out of order."""
        if not 0 < self.least <= self.medium <= self.high < 1:
            msg = f"levels out of order: {self}"
            raise ValueError(msg)


def confidence_of(probability: float, levels: Levels) -> Confidence:
    """Return the level a probability is told as."""
    return "high" if probability >= levels.high else "medium" if probability >= levels.medium else "low"


@dataclass(frozen=True, slots=True)
class CosineScale:
    """Where the model's cosines of Korean texts lie: from `floor`, over `span`."""

    floor: float
    span: float

    def __post_init__(self) -> None:
        """Refuse a scale without width."""
        if self.span <= 0:
            msg = f"a cosine scale without width: {self}"
            raise ValueError(msg)

    def place(self, cosine: float) -> float:
        """Return where a cosine lies on the scale: 0 at its floor, 1 at its end."""
        return (cosine - self.floor) / self.span


@dataclass(frozen=True, slots=True)
class PointWeights:
    """Learned numbers: of whether sentences answer, how sure an answer of some probability is told to be, and where cosines lie."""

    sufficiency: Mapping[str, float]
    levels: Levels
    cosine: CosineScale


def load_weights(path: Path = WEIGHTS) -> PointWeights:
    """Read the weights the package ships.

    Raises:
        ValueError: when its levels or scale are none.

    """
    data = json.loads(path.read_text(encoding="utf-8"))
    return PointWeights(data["sufficiency"], _part(Levels, data, "levels"), _part(CosineScale, data, "cosine"))


def _part(kind: type[P], data: Mapping[str, Mapping[str, float]], name: str) -> P:
    try:
        return kind(**data[name])
    except (KeyError, TypeError) as error:
        msg = f"{name} is missing or has other values than this program reads"
        raise ValueError(msg) from error
