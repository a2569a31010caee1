"""What is learned of sureness beside the weights (answers/weights.json): from which probability an answer is told, and where cosines lie.

Both belong to an encoder and to the weights learned with it, so `scripts/train` finds them anew
(eval/training/calibrate_levels.py); nobody sets them here.
"""

from __future__ import annotations

from dataclasses import dataclass


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
