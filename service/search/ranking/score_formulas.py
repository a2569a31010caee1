"""From passage scores to ranked cases: the formulas, pure, over NumPy arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.engines.seam import Candidates, Groups, Scores
from service.search.ranking.ranking_weights import RankingWeights


def standardise(scores: Scores) -> Scores:
    """Return z-scores, (x − mean) / deviation: what makes BM25 and cosine addable. All zero when all scores are equal.

    Source: theoretical z-score normalisation in Bruch, Gai & Ingber, "An Analysis of Fusion Functions" (arXiv 2210.11934).
    """
    deviation = float(scores.std())
    if deviation < 1e-9:  # noqa: PLR2004 - float noise
        return np.zeros_like(scores)
    standard: Scores = (scores - scores.mean()) / deviation
    return standard


def fuse(lexical: Scores, dense: Scores, lexical_weight: float) -> Scores:
    """Return the convex combination w · z(lexical) + (1 − w) · z(dense), shape as the inputs (arXiv 2210.11934)."""
    fused: Scores = lexical_weight * standardise(lexical) + (1 - lexical_weight) * standardise(dense)
    return fused


def fuse_arms(found: Candidates, weights: RankingWeights, *, by_words: bool) -> Scores:
    """Return the candidates' scores over their arms, shape (passages,): words and pairs of letters, joined by what vectors say, if any."""
    lexical = fuse(found.pairs, found.words, weights.pairs)
    if not len(found.cosines):
        return standardise(lexical)
    return fuse(lexical, found.cosines, weights.lexical) if by_words else standardise(found.cosines)


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
