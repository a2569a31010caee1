"""What the ranking weighs, and by how much."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The few numbers of the ranking, each chosen on folds by case (docs/experiments.md)."""

    lexical: float = 0.35
    pairs: float = 0.35
    whole: float = 0.25
    signals: float = 0.05
    thesaurus: float = 0.4
    depth: int = 8
    case: float = 1.6
    figure: float = 1.0
