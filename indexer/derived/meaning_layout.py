"""A plane on which cases that mean alike lie together, worked out once a build: t-SNE of the cases' vectors, and its neighbourhoods.

t-SNE (van der Maaten & Hinton 2008) starts from the two main axes instead of chance (Kobak & Linderman 2021), so that the same vectors give
the same plane. docs/experiments.md compares it with PCA, MDS and Isomap by how many neighbours each keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from corpus.model.nouns import Passage
from corpus.passages import SUBJECT_KINDS
from indexer.seed import SEED

LEAST = 3  # cases that differ; fewer make no plane
STARTS, MOST_GROUPS = 10, 8
PERPLEXITY, SHARES = 30.0, (1.0, 0.9, 0.8)
EXAGGERATIONS = (4.0, 2.0)  # scikit-learn's own settings are for thousands of points; with a few dozen they may tear the plane
NEIGHBOURS, FEWEST, FEW = 5, 6, 100  # points for which several planes are tried, in seconds; fewer have no neighbours to lose
LEAST_STEP, STEP_SHARE = 10.0, 16
EXACT = 300  # points up to which all pairs are reckoned, in a second; 10,000 take 46 s by Barnes-Hut
DIGITS = 4


@dataclass(frozen=True, slots=True)
class CasePosition:
    """Where a case lies: x and y from -1 to 1, and the number of its neighbourhood."""

    x: float
    y: float
    group: int


Layout = Mapping[str, CasePosition]
"""Case id → spot."""


def lay_out(case_ids: Sequence[str], passages: Sequence[Passage], vectors: NDArray[np.float32]) -> Layout:
    """Return the spot of each case; none where fewer than `LEAST` differ. `vectors` are the passages', shape (passages, dimension)."""
    rows: dict[str, list[int]] = {case_id: [] for case_id in case_ids}
    for row, passage in enumerate(passages):
        if passage.kind in SUBJECT_KINDS and passage.case_id in rows:
            rows[passage.case_id].append(row)
    if len(rows) < LEAST:
        return {}
    meant = centroids(vectors, [np.array(own) for own in rows.values()])
    if len(np.unique(meant.round(DIGITS), axis=0)) < LEAST:
        return {}
    points = project(meant)
    groups = neighbourhoods(points)
    return {
        case_id: CasePosition(round(float(x), DIGITS), round(float(y), DIGITS), int(group))
        for case_id, (x, y), group in zip(case_ids, points, groups, strict=True)
    }


def centroids(vectors: NDArray[np.float32], rows: Sequence[NDArray[np.intp]]) -> NDArray[np.float64]:
    """Return the cases' mean vectors less their common mean, of unit length: what all award cases say is no likeness."""
    means = np.stack([vectors[own].mean(axis=0) if len(own) else np.zeros(vectors.shape[1]) for own in rows]).astype(np.float64)
    apart = means - means.mean(axis=0)
    unit: NDArray[np.float64] = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    return unit


def project(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a point for each vector, shape (vectors, 2), the widest direction across, all within -1 and 1.

    From `FEWEST` to `FEW` points the most trustworthy (Venna & Kaski 2001) of several planes is taken: with a few dozen points a difference
    in the fourth digit of the vectors may tear one plane and not another.
    """
    from sklearn.manifold import trustworthiness

    count = len(vectors)
    perplexity = min(PERPLEXITY, count / 3)
    if FEWEST <= count <= FEW:
        planes = [_plane(vectors, perplexity * share, exaggeration) for share in SHARES for exaggeration in EXAGGERATIONS]
        plane = max(planes, key=lambda plane: float(trustworthiness(vectors, plane, n_neighbors=min(NEIGHBOURS, (count - 1) // 2))))
    else:
        plane = _plane(vectors, perplexity, EXAGGERATIONS[0])
    centred = plane - plane.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    turned = centred @ axes.T
    signs = np.sign(
        turned[np.abs(turned).argmax(axis=0), (0, 1)]
    )  # an axis has no own direction: its farthest case lies on the right, or below
    scaled: NDArray[np.float64] = turned * signs / np.abs(turned).max()
    return scaled


def _plane(vectors: NDArray[np.float64], perplexity: float, exaggeration: float) -> NDArray[np.float64]:
    from sklearn.manifold import TSNE

    plane: NDArray[np.float64] = TSNE(
        perplexity=perplexity,
        early_exaggeration=exaggeration,
        learning_rate=max(len(vectors) / STEP_SHARE, LEAST_STEP),
        init="pca",
        random_state=SEED,
        method="exact" if len(vectors) <= EXACT else "barnes_hut",
    ).fit_transform(vectors)
    return plane.astype(np.float64)


def neighbourhoods(points: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the number of each point's neighbourhood, from left to right: √n of them by k-means, eight at most."""
    from sklearn.cluster import KMeans

    count = min(isqrt(len(points)), MOST_GROUPS)
    fitted = KMeans(count, n_init=STARTS, random_state=SEED).fit(points)
    rank: NDArray[np.intp] = np.argsort(np.argsort(fitted.cluster_centers_[:, 0], kind="stable"), kind="stable")
    numbers: NDArray[np.intp] = rank[fitted.labels_]
    return numbers
