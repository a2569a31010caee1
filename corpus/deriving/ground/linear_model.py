"""Named features → how probable each label is: the one kind of model that the fields of a card are judged by, with its weights as data.

A model is a softmax over sums of weights (multinomial logistic regression); eval/training/train_deriving.py learns it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent.parent / "weights.json"
Features = Mapping[str, float]
"""What is seen of a thing, by name; what is not named is 0."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Labels, what speaks for each to begin with, and the weights of a feature for each; the order is that of the labels."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def judge(self, seen: Features) -> dict[str, float]:
        """Return the probability of each label."""
        sums = [*self.bias]
        for name, value in seen.items():
            for at, weight in enumerate(self.weights.get(name, ())):
                sums[at] += weight * value
        top = max(sums)
        shares = [exp(each - top) for each in sums]
        return {label: share / sum(shares) for label, share in zip(self.labels, shares, strict=True)}

    def accept(self, seen: Features) -> float:
        """Return the probability of the last label: that of yes, in a model of no and yes."""
        return self.judge(seen)[self.labels[-1]]


Models = Mapping[str, LinearModel]
"""The models of a card's fields, by the names below; those of facets are named by the facet's key."""
SECTION_KIND, FIGURE = "section_kind", "figure"
Commonness = Mapping[str, float]
"""In what share of other cases the beginning of a word occurs; what is not named is rare."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was learned from cases with cards: the models, and which words are common."""

    models: Models
    common: Commonness

    def as_data(self) -> dict[str, object]:
        """Return what `read_knowledge` reads."""
        models = {
            name: {"labels": [*model.labels], "bias": [*model.bias], "weights": {each: [*row] for each, row in model.weights.items()}}
            for name, model in self.models.items()
        }
        return {"models": models, "common": dict(self.common)}


@cache
def load_knowledge(path: Path = WEIGHTS) -> Knowledge:
    """Load what comes with the program."""
    return read_knowledge(json.loads(path.read_text(encoding="utf-8")))


def read_knowledge(data: Mapping[str, Any]) -> Knowledge:
    """Return what a file of weights holds."""
    models = {
        name: LinearModel(tuple(held["labels"]), tuple(held["bias"]), {each: tuple(row) for each, row in held["weights"].items()})
        for name, held in data["models"].items()
    }
    return Knowledge(models, data["common"])
