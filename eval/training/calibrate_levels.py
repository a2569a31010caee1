"""Levels of confidence and the scale of cosines, chosen by rule from held-out answers and the index at hand (`scripts/train`).

A level is the lowest, in hundredths, from which on no greater share of the answers is wrong than `MOST_WRONG` states for it, every question
being judged by what was learned on the other folds of cases. Cosines are placed between the half of those of passages of different cases
and the nearest of a thousand such pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from answers.levels import CosineScale, Levels

MOST_WRONG = (0.27, 0.2, 0.1)
"""Shares of wrong answers from the least level, the medium and the high one on."""
FLOOR, CEILING = 0.5, 0.999  # quantiles of the cosines of passages of different cases
MOST_PASSAGES = 2000  # whose pairs are compared: 32 MB of cosines
Array = NDArray[np.float64]
Learn = Callable[[Array, NDArray[np.bool_]], Array]


def held_out_probabilities(signs: Array, right: NDArray[np.bool_], folds: NDArray[np.intp], learn: Learn) -> Array:
    """Return how probable it is that each answer is right, by weights that `learn` learned from the signs of the other folds."""
    found = np.zeros(len(right))
    for fold in np.unique(folds):
        here = folds == fold
        found[here] = 1 / (1 + np.exp(-signs[here] @ learn(signs[~here], right[~here])))
    return found


def least_level(probabilities: Array, right: NDArray[np.bool_], most_wrong: float) -> float:
    """Return the lowest level, in hundredths, at or above which at most that share of the answers is wrong.

    Raises:
        ValueError: when there is none.

    """
    for hundredths in range(1, 100):
        at_least = probabilities >= hundredths / 100
        if at_least.any() and 1 - right[at_least].mean() <= most_wrong:
            return hundredths / 100
    msg = f"no level from which at most {most_wrong} of the answers are wrong"
    raise ValueError(msg)


def choose_levels(probabilities: Array, right: NDArray[np.bool_], most_wrong: Sequence[float] = MOST_WRONG) -> Levels:
    """Return the levels that keep to the stated shares of wrong answers."""
    least, medium, high = (least_level(probabilities, right, share) for share in most_wrong)
    return Levels(least, medium, high)


def cosine_scale(vectors: NDArray[np.float32], case_of: NDArray[np.intp]) -> CosineScale:
    """Return where the cosines of passages of different cases lie; `vectors` are of unit length, shape (passages, dimension)."""
    some = np.linspace(0, len(vectors) - 1, min(len(vectors), MOST_PASSAGES)).astype(np.intp)
    cosines, cases = vectors[some] @ vectors[some].T, case_of[some]
    strangers = cosines[np.triu(cases[:, None] != cases[None, :])]
    floor, ceiling = np.quantile(strangers, [FLOOR, CEILING])
    return CosineScale(round(float(floor), 3), round(float(ceiling - floor), 3))
