"""Folds by case: a case's queries are never on both sides, so that no weight is judged on the cases it was chosen for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from statistics import fmean, stdev

from indexer.seed import SEED

FOLDS = 5
Fold = frozenset[str]


def folds(cases: Iterable[str], count: int = FOLDS, seed: int = SEED) -> tuple[Fold, ...]:
    """Deal the cases, in the order of a seeded hash of their ids, into folds that differ by one case at most; none is empty."""
    shuffled = sorted(set(cases), key=lambda case: sha256(f"{seed}:{case}".encode()).digest())
    return tuple(frozenset(shuffled[start::count]) for start in range(min(count, len(shuffled))))


def fold_means(values: Mapping[str, float], unit_of: Mapping[str, str], count: int = FOLDS) -> list[float]:
    """Return the mean of per-query values in each fold; `unit_of` gives what a fold keeps together, and a query without one is in none."""
    parts = folds((unit_of[query] for query in values if query in unit_of), count)
    return [fmean(value for query, value in values.items() if unit_of.get(query) in part) for part in parts]


def over_folds(values: Mapping[str, float], unit_of: Mapping[str, str]) -> tuple[float, float] | None:
    """Return the mean over the folds' means and their deviation; None when there are no folds."""
    means = fold_means(values, unit_of)
    return mean_and_deviation(means) if means else None


def mean_and_deviation(means: Sequence[float]) -> tuple[float, float]:
    """Return the mean over folds and its sample standard deviation (0 for a single fold)."""
    return fmean(means), stdev(means) if len(means) > 1 else 0.0
