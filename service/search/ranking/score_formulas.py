"""From passage scores to ranked cases: the formulas, pure, over NumPy arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.engines.arm_statistics import ArmStatistics, divide_by_bound
from indexer.engines.seam import Candidates, Groups, Scores
from service.search.ranking.ranking_weights import RankingWeights

TEMPER = 0.3
"""How far apart, on the fixed scale of cases' scores, one has to be from another to be e times as likely."""


def fuse_arms(found: Candidates, statistics: ArmStatistics, weights: RankingWeights, *, by_words: bool) -> Scores:
    """Return the candidates' scores over their arms, shape (passages,): a convex combination of what each arm says.

    Each arm's scores are placed on the scale that was measured at the build, words and pairs of letters by the bounds that the query's own
    terms have (after the "theoretical" normalisation of Bruch, Gai & Ingber, "An Analysis of Fusion Functions", arXiv 2210.11934), so a
    passage scores the same whatever else is found.
    """
    if not by_words and len(found.cosines):
        return statistics.cosines.place(found.cosines)
    words = statistics.words.place(divide_by_bound(found.words, found.bounds.words))
    pairs = statistics.pairs.place(divide_by_bound(found.pairs, found.bounds.pairs))
    lexical: Scores = weights.pairs * pairs + (1 - weights.pairs) * words
    if not len(found.cosines):
        return lexical
    return weights.lexical * lexical + (1 - weights.lexical) * statistics.cosines.place(found.cosines)


def score_whole(found: Candidates, statistics: ArmStatistics) -> Scores:
    """Return the scores of the cases' words as one text on their fixed scale, shape (cases,)."""
    return statistics.whole.place(divide_by_bound(found.whole, found.bounds.whole))


def group_scores(scores: Scores, groups: Groups, count: int, depth: int) -> Scores:
    """Return one score a group, shape (count,): the mean of its `depth` best passages, the i-th best weighted 1/i.

    `groups` holds the group number of each score. A group without passages scores −inf. One passage may carry a case, but several
    that agree carry it further: on broad queries better than the best alone, on facts no worse.
    """
    order = np.lexsort((-scores, groups))
    sorted_groups = groups[order]
    starts = np.searchsorted(sorted_groups, np.arange(count))
    place = np.arange(len(scores)) - starts[sorted_groups]
    weights = np.where(place < depth, 1.0 / (place + 1), 0.0)
    total = np.bincount(sorted_groups, weights=weights * scores[order], minlength=count)
    weight = np.bincount(sorted_groups, weights=weights, minlength=count)
    means: NDArray[np.float64] = np.divide(total, weight, out=np.full(count, -np.inf), where=weight > 0)
    return means.astype(np.float32)


def share_cases(cases: Scores) -> Scores:
    """Return how likely each case is to be the one meant, shape (cases,): the softmax of the scores at `TEMPER`.

    Where one case stands out it takes nearly all, so the words in it are the evidence; where several might be meant, words count for more.
    """
    if not len(cases) or not np.isfinite(cases.max()):
        return np.zeros_like(cases)
    weights = np.exp((cases - cases.max()) / TEMPER)
    shares: Scores = (weights / weights.sum()).astype(np.float32)
    return shares


def descending(scores: Scores) -> NDArray[np.intp]:
    """Return positions from the highest score to the lowest; equal scores keep their order."""
    order: NDArray[np.intp] = np.argsort(-scores, kind="stable")
    return order


def merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return [start, end) spans in order, those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
