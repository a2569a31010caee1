"""Features and the labels people gave → a linear model: softmax regression with an L2 penalty, its rare and weak weights left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from corpus.deriving.ground.linear_model import Features, LinearModel

Array = NDArray[np.float64]
DIGITS = 2
"""Decimals of a weight that are kept: two models that differ in the third judge alike."""


@dataclass(frozen=True, slots=True)
class LabelledThing:
    """What is seen of a thing, the share of each label that is right for it, how much it counts, and the case it is from."""

    seen: Features
    right: Mapping[str, float]
    case: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model is learned: its labels; what its weights cost; in how many cases a feature occurs at least; the least weight kept."""

    labels: tuple[str, ...]
    penalty: float = 1.0
    least_cases: int = 3
    least_weight: float = 0.0


def learn(things: Sequence[LabelledThing], recipe: Recipe) -> LinearModel:
    """Return the model that gives the right labels most probably (multinomial logistic regression, L-BFGS)."""
    cases: dict[str, set[str]] = {}
    for thing in things:
        for name in thing.seen:
            cases.setdefault(name, set()).add(thing.case)
    names = sorted(name for name, held in cases.items() if len(held) >= recipe.least_cases)
    seen = _matrix(things, {name: at for at, name in enumerate(names)})
    right = np.array([[thing.right.get(label, 0.0) for label in recipe.labels] for thing in things]).reshape(-1, len(recipe.labels))
    weight = np.array([thing.weight for thing in things])
    bias, weights = _fit(seen, right, weight, recipe.penalty)
    kept = {
        name: tuple(round(float(each), DIGITS) for each in row)
        for name, row in zip(names, weights, strict=True)
        if np.abs(row).max() >= max(recipe.least_weight, 0.5 * 10**-DIGITS)
    }
    return LinearModel(recipe.labels, tuple(round(float(each), DIGITS) for each in bias), kept)


def _matrix(things: Sequence[LabelledThing], place: Mapping[str, int]) -> csr_matrix:
    """Return what is seen, shape (things, features)."""
    values, columns, ends = [], [], [0]
    for thing in things:
        held = [(place[name], value) for name, value in thing.seen.items() if name in place]
        columns += [at for at, _ in held]
        values += [value for _, value in held]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(things), len(place)))


def _fit(seen: csr_matrix, right: Array, weight: Array, penalty: float) -> tuple[Array, Array]:
    """Return bias, shape (labels,), and weights, shape (features, labels), that make the right labels most probable."""
    features, labels = seen.shape[1], right.shape[1]

    def loss(flat: Array) -> tuple[float, Array]:
        bias, weights = flat[:labels], flat[labels:].reshape(features, labels)
        sums = seen @ weights + bias
        sums -= sums.max(axis=1, keepdims=True)
        logs = sums - np.log(np.exp(sums).sum(axis=1, keepdims=True))
        off = (np.exp(logs) * right.sum(axis=1, keepdims=True) - right) * weight[:, None]
        told = -float((weight[:, None] * right * logs).sum()) + penalty / 2 * float((weights**2).sum())
        return told, np.concatenate((off.sum(axis=0), (seen.T @ off + penalty * weights).ravel()))

    flat: Array = minimize(loss, np.zeros((features + 1) * labels), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return flat[:labels], flat[labels:].reshape(features, labels)
