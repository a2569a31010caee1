"""Learns what chooses an answer and judges its evidence: `scripts/train_answers` writes answers/weights.json from eval/data/reading.jsonl.

Choice: conditional logit (McFadden 1973), all spans of the right value being right. Sufficiency: logistic regression on whether the answer
chosen is right, each question judged by choices learned on the other folds of cases. Nothing of the development queries is used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers.choice import WEIGHTS, AnswerWeights
from answers.extract import NAMED
from answers.features import NAMES
from answers.quantities import agree
from answers.sufficiency import SIGNS
from eval.sets.reading_data import ReadingQuestion, load_reading
from service.asking.asker import Asker, Look
from service.operations.local_engine import open_engine
from service.operations.settings import read_settings
from service.search.contract.request import Filters

FOLDS, CHOICE_L2, SUFFICIENCY_L2 = 5, 0.002, 0.001
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question looked up: candidates' features, shape (candidates, features), which of them are right, and its fold."""

    question: ReadingQuestion
    look: Look
    features: Array
    right: NDArray[np.bool_]
    fold: int

    @property
    def kind(self) -> str:
        """Which choice it teaches: among quantities, among names, or none."""
        asked = self.look.question
        return "quantity" if asked.wanted else "name" if asked.kind in NAMED else "points"


def learn_choice(examples: Sequence[Example], kind: str) -> Array:
    """Return the weights, one a feature, that make right candidates likeliest."""
    taught = [example for example in examples if example.kind == kind and example.right.any()]
    spread = np.concatenate([example.features for example in taught]).std(axis=0)  # rare signs are shrunk no more than common ones

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for example in taught:
            scores = example.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = chances[example.right].sum()
            total -= float(np.log(right))
            slope += chances @ example.features - (chances[example.right] / right) @ example.features[example.right]
        count = max(len(taught), 1)
        return total / count + CHOICE_L2 * float(
            (spread * weights) @ (spread * weights)
        ), slope / count + 2 * CHOICE_L2 * spread**2 * weights

    return _minimum(loss, len(NAMES))


def learn_sufficiency(signs: Array, right: NDArray[np.bool_]) -> Array:
    """Return the logistic regression's weights, one a sign; the constant is not shrunk."""
    shrunk = np.array([name != "constant" for name in SIGNS], dtype=np.float64)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = signs @ weights
        slope = signs.T @ (1 / (1 + np.exp(-scores)) - right) / len(right) + 2 * SUFFICIENCY_L2 * shrunk * weights
        return float(np.logaddexp(0, np.where(right, -scores, scores)).mean() + SUFFICIENCY_L2 * (shrunk * weights) @ weights), slope

    return _minimum(loss, len(SIGNS))


def main() -> None:
    """Look every question up, learn, write the weights, and tell how well folds do."""
    asker = Asker(open_engine(read_settings()))
    questions = load_reading()
    cases = sorted({question.case for question in questions})
    examples = [_example(asker, question, cases.index(question.case) % FOLDS) for question in questions]
    rows, right = [], []
    for fold in range(FOLDS):
        others = [example for example in examples if example.fold != fold]
        weights = AnswerWeights(learn_choice(others, "quantity"), learn_choice(others, "name"), {})
        for example in (example for example in examples if example.fold == fold):
            found = asker.find(example.look, weights)
            if found is not None:
                rows.append(list(found.signs.values()))
                answered = example.question.answer is not None and example.kind == "points"
                right.append(answered or _is_right(example.question, [chosen.candidate.text for chosen in found.chosen[:1]]))
    learned = {
        "quantity": dict(zip(NAMES, _rounded(learn_choice(examples, "quantity")), strict=True)),
        "name": dict(zip(NAMES, _rounded(learn_choice(examples, "name")), strict=True)),
        "sufficiency": dict(zip(SIGNS, _rounded(learn_sufficiency(np.array(rows), np.array(right))), strict=True)),
    }
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(examples)} questions; right first choice on other folds: {np.mean(right):.3f} of all, answerable or not\n")


def _example(asker: Asker, question: ReadingQuestion, fold: int) -> Example:
    look = asker.look(question.question, Filters())
    neutral = AnswerWeights(np.zeros(len(NAMES)), np.zeros(len(NAMES)), {})
    found = asker.find(look, neutral)
    candidates = found.candidates if found else []
    features = np.array([candidate.features for candidate in candidates]).reshape(-1, len(NAMES))
    right = np.array([_is_right(question, [candidate.text]) for candidate in candidates], dtype=np.bool_)
    return Example(question, look, features, right, fold)


def _is_right(question: ReadingQuestion, answers: Sequence[str]) -> bool:
    return question.answer is not None and any(agree(question.answer, answer) for answer in answers)


def _minimum(loss: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    found: Array = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x
    return found


def _rounded(values: Array) -> list[float]:
    return [round(float(value), 3) for value in values]


if __name__ == "__main__":
    main()
