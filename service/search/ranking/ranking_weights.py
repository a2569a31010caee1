"""What the ranking weighs, and by how much.

A new signal is a formula in `score_formulas.py`, its line in the ranker, and a weight here; evaluation and judging read from this table
what is left out when a weight is 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

ADDS = "adds"


def _adding(default: float, what: str) -> float:
    """Return a weight that adds something to the ranking, which 0 leaves out."""
    weight: float = field(default=default, metadata={ADDS: what})
    return weight


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The few numbers of the ranking, each chosen on folds by case (docs/experiments.md)."""

    lexical: float = 0.35
    pairs: float = 0.35
    depth: int = 8
    whole: float = _adding(0.25, "whole cases")
    thesaurus: float = _adding(0.4, "thesaurus")
    signals: float = _adding(0.05, "what the query names")
    case: float = _adding(1.2, "evidence lifted by its case")
    figure: float = _adding(1.0, "figures lowered as evidence")


ADDED = {weight.name: str(weight.metadata[ADDS]) for weight in fields(RankingWeights) if ADDS in weight.metadata}
"""The weights that add something to the ranking, and what each adds."""
