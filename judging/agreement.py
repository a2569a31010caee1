"""How far two judges agree beyond chance.

Sources: Cohen, "A coefficient of agreement for nominal scales" (1960); Cohen, "Weighted kappa" (1968), here with quadratic weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from eval.metrics.ranking_metrics import CONFIDENCE, RESAMPLES, Estimate
from indexer.seed import SEED
from judging.records import GRADES, Graded

Table = NDArray[np.int64]
"""How many items one judge (row) and the other (column) gave each pair of grades."""
Item = tuple[int, str]
"""A query and a case."""
MOST = 20
PLAIN: NDArray[np.float64] = 1.0 - np.eye(len(GRADES))
QUADRATIC: NDArray[np.float64] = np.subtract.outer(GRADES, GRADES).astype(np.float64) ** 2


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item that two judges graded differently."""

    query: int
    case: str
    grades: tuple[int, int]

    @property
    def distance(self) -> int:
        """How many grades lie between them."""
        return abs(self.grades[0] - self.grades[1])


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two judges' agreement over the items that both graded; a kappa is None where both gave one grade only, so chance explains all."""

    judges: tuple[int, int]
    table: Table
    same: float
    plain: Estimate | None
    weighted: Estimate | None
    disagreements: tuple[Disagreement, ...]

    @property
    def shared(self) -> int:
        """How many items both graded."""
        return int(self.table.sum())


def agreements(grades: Sequence[Graded], most: int = MOST) -> list[Agreement]:
    """Return the agreement of the pairs of judges that share most items, the first of them first; of those that share none, nothing."""
    by_judge: dict[int, dict[Item, int]] = {}
    for graded in grades:
        by_judge.setdefault(graded.judge, {})[graded.query, graded.case] = graded.grade
    shared = {pair: len(by_judge[pair[0]].keys() & by_judge[pair[1]].keys()) for pair in combinations(sorted(by_judge), 2)}
    pairs = sorted((pair for pair in shared if shared[pair]), key=lambda pair: -shared[pair])
    return [agreement(pair, by_judge[pair[0]], by_judge[pair[1]]) for pair in pairs[:most]]


def agreement(judges: tuple[int, int], one: Mapping[Item, int], other: Mapping[Item, int]) -> Agreement:
    """Return how far two judges agree, and where not: the widest differences first."""
    shared = sorted(one.keys() & other.keys())
    table = np.zeros((len(GRADES), len(GRADES)), dtype=np.int64)
    for item in shared:
        table[one[item], other[item]] += 1
    differing = [Disagreement(*item, (one[item], other[item])) for item in shared if one[item] != other[item]]
    differing.sort(key=lambda each: (-each.distance, each.query, each.case))
    same = float(np.trace(table) / len(shared)) if shared else 0.0
    return Agreement(judges, table, same, estimate(table, PLAIN), estimate(table, QUADRATIC), tuple(differing))


def kappa(tables: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 − observed disagreement / that of chance for each table of (…, grades, grades); NaN where chance leaves none."""
    counts = tables.sum(axis=(-2, -1))
    chance = (weights * (tables.sum(axis=-1)[..., :, None] * tables.sum(axis=-2)[..., None, :])).sum(axis=(-2, -1))
    observed = (weights * tables).sum(axis=(-2, -1)) * counts
    with np.errstate(invalid="ignore", divide="ignore"):
        found: NDArray[np.float64] = 1.0 - observed / np.where(chance == 0, np.nan, chance)
    return found


def estimate(table: Table, weights: NDArray[np.float64]) -> Estimate | None:
    """Return kappa with its percentile bootstrap interval over items; None where it is not defined."""
    value = float(kappa(table, weights)) if table.sum() else np.nan
    if np.isnan(value):
        return None
    total = int(table.sum())
    drawn = np.random.default_rng(SEED).multinomial(total, (table / total).ravel(), size=RESAMPLES).reshape(-1, *table.shape)
    values = kappa(drawn, weights)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return Estimate(value, float(low), float(high))
