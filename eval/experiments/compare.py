"""Two results of one judged set, query by query: differences with intervals, a paired test, and the queries that changed most.

The test is Fisher's randomisation test over queries (Smucker, Allan & Carterette, CIKM 2007). Its p-values are corrected by Holm's method
("A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979) in two families: the overall
measures, which one reads first, and those of one kind of query, which explain them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.errors import EvalDataError
from eval.metrics.ranking_metrics import randomisation_test, summarise
from eval.runs.saved_results import OF_ANSWERED, Result

SHOWN = 5
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A query whose value differs between two results."""

    id: str
    query: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure of two results: means, mean difference (second − first) with its interval, p-values, and how many queries it moved."""

    name: str
    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float
    p_holm: float
    wins: int
    ties: int
    losses: int
    changes: tuple[ValueChange, ...]


def compare(first: Result, second: Result) -> tuple[list[Compared], list[Compared]]:
    """Compare the second result with the first on all measures that both hold: the overall ones, and those of one kind of query.

    Raises:
        EvalDataError: when they are not of the same judged set, or measured on different queries.

    """
    both = [name for name in first.measures if _comparable(name, first, second)]
    overall = [name for name in both if name in first.overall()]
    return compare_on(first, second, overall), compare_on(first, second, [name for name in both if name not in overall])


def compare_on(first: Result, second: Result, names: Sequence[str]) -> list[Compared]:
    """Compare the second result with the first on the measures of these names, one family for Holm's correction.

    Raises:
        EvalDataError: when they are not of the same judged set, or measured on different queries.

    """
    refuse_different_sets(first, second)
    differing = [name for name in names if first.measures[name].values.keys() != second.measures[name].values.keys()]
    if differing:
        raise EvalDataError(f"두 결과는 서로 다른 질의로 쟀습니다({', '.join(differing)}). 같은 평가 자료로 다시 재십시오.")
    pairs = {name: (first.measures[name].values, second.measures[name].values) for name in names}
    p_values = {name: randomisation_test([after[query] - before[query] for query in before]) for name, (before, after) in pairs.items()}
    corrected = holm(p_values)
    texts = {name: asked.query for name, asked in first.queries.items()}
    return [_compare_measure(name, *pairs[name], (p_values[name], corrected[name]), texts) for name in names]


def refuse_different_sets(first: Result, second: Result) -> None:
    """Refuse to compare what was measured on different judgments.

    Raises:
        EvalDataError: naming both sets.

    """
    ours, theirs = first.about, second.about
    if ours.fingerprint != theirs.fingerprint:
        raise EvalDataError(
            f"두 결과는 서로 다른 평가 자료로 쟀으므로 비교할 수 없습니다: {ours.name}은(는) {ours.set}({ours.fingerprint}), "
            f"{theirs.name}은(는) {theirs.set}({theirs.fingerprint}). 같은 자료로 다시 재십시오."
        )


def list_left_out(first: Result, second: Result) -> list[str]:
    """Return the measures that only one of two results holds, or that are over what each of them answered."""
    return [name for name in dict.fromkeys((*first.measures, *second.measures)) if not _comparable(name, first, second)]


def holm(p_values: Mapping[K, float]) -> dict[K, float]:
    """Return Holm's corrected p-values: the i-th smallest of m times (m − i + 1), never below a smaller one's, at most 1."""
    corrected: dict[K, float] = {}
    highest = 0.0
    for place, name in enumerate(sorted(p_values, key=lambda name: p_values[name])):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[name]))
        corrected[name] = highest
    return {name: corrected[name] for name in p_values}


def list_most_changed(before: Mapping[str, float], after: Mapping[str, float], texts: Mapping[str, str]) -> list[ValueChange]:
    """Return the queries whose values differ, the largest difference first; equal ones by id."""
    changed = [ValueChange(query, texts.get(query, ""), before[query], after[query]) for query in before if before[query] != after[query]]
    return sorted(changed, key=lambda change: (-abs(change.after - change.before), change.id))


def _comparable(name: str, first: Result, second: Result) -> bool:
    return name in first.measures and name in second.measures and not name.endswith(OF_ANSWERED)


def _compare_measure(
    name: str, before: Mapping[str, float], after: Mapping[str, float], p: tuple[float, float], texts: Mapping[str, str]
) -> Compared:
    differences = {query: after[query] - before[query] for query in before}
    found = summarise(name, differences)
    wins = sum(difference > 0 for difference in differences.values())
    losses = sum(difference < 0 for difference in differences.values())
    ties = len(differences) - wins - losses
    means = (summarise(name, before).mean, summarise(name, after).mean)
    return Compared(name, *means, found.mean, found.low, found.high, *p, wins, ties, losses, tuple(list_most_changed(before, after, texts)))
