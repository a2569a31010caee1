"""Learns what chooses an answer and judges its evidence, and chooses its levels: a step of `scripts/train`, from eval/data/reading.jsonl.

Choice: conditional logit (McFadden 1973), all spans of the right value being right. Sufficiency: logistic regression on whether the answer
chosen is right, each question judged by choices learned on the other folds of cases. Levels and the scale of cosines: by the rules of
eval/training/calibrate_levels.py, or, with `--keep-levels`, as they were. Nothing of the development queries is used. All of it goes into
answers/weights.json, with what it was learned from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers.choice import WEIGHTS, AnswerWeights, load_weights
from answers.extract import NAMED
from answers.features import NAMES
from answers.levels import Levels
from answers.sufficiency import SIGNS
from corpus.errors import ModelError
from corpus.facts.quantities import agree
from eval.sets.reading_data import READING, ReadingQuestion, load_reading
from eval.training.calibrate_levels import choose_levels, cosine_scale, held_out_probabilities
from indexer.engines.local import columns_of
from indexer.model.adapter import ADAPTER_SHA256, STRENGTH
from service.asking.asker import Asker
from service.asking.drafted_answer import Look
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters

FOLDS, CHOICE_L2, SUFFICIENCY_L2 = 5, 0.002, 0.001
UNUSED = Levels(0.5, 0.5, 0.5)  # nothing is told while learning
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


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Each answer with its signs, whether it is right, and the fold of cases that its choice was not learned on."""

    signs: Array
    right: NDArray[np.bool_]
    folds: NDArray[np.intp]


def answer_held_out(asker: Asker, examples: Sequence[Example], unlearned: AnswerWeights) -> HeldOut:
    """Answer every question by choices learned on the other folds."""
    rows, right, folds = [], [], []
    for fold in range(FOLDS):
        others = [example for example in examples if example.fold != fold]
        weights = replace(unlearned, quantity=learn_choice(others, "quantity"), name=learn_choice(others, "name"))
        for example in (example for example in examples if example.fold == fold):
            found = asker.find(example.look, weights)
            if found is not None:
                rows.append(list(found.signs.values()))
                folds.append(fold)
                answered = example.question.answer is not None and example.kind == "points"
                right.append(answered or _is_right(example.question, [chosen.candidate.text for chosen in found.chosen[:1]]))
    return HeldOut(np.array(rows), np.array(right, dtype=np.bool_), np.array(folds))


def learn(searcher: CaseSearcher, *, kept: AnswerWeights | None) -> dict[str, object]:
    """Return what goes into the learned file, and tell on stdout how well folds do; levels and scale are those of `kept`, if any.

    Raises:
        ModelError: when the index has no vectors, whose cosines are a sign of sufficiency.

    """
    index = searcher.ranker.index
    if index.dense is None:
        raise ModelError("의미 검색 모델 없이 만든 색인으로는 학습할 수 없습니다. 'saerye build'로 다시 만드십시오.")
    measured = cosine_scale(index.dense.vectors(), columns_of(index.catalogue.rows(), index.cases).case_of)
    cosine = kept.cosine if kept else measured
    unlearned = AnswerWeights(np.zeros(len(NAMES)), np.zeros(len(NAMES)), {}, UNUSED, cosine)
    asker = Asker(searcher, unlearned)
    questions = load_reading()
    cases = sorted({question.case for question in questions})
    examples = [_example(asker, unlearned, question, cases.index(question.case) % FOLDS) for question in questions]
    held = answer_held_out(asker, examples, unlearned)
    chosen = choose_levels(held_out_probabilities(held.signs, held.right, held.folds, learn_sufficiency), held.right)
    sys.stdout.write(f"{len(examples)} questions; right first choice on other folds: {held.right.mean():.3f} of all, answerable or not\n")
    sys.stdout.write(f"by rule: {chosen}, {measured}{'; kept as they were' if kept else ''}\n")
    return {
        "learned_from": name_sources(),
        "levels": asdict(kept.levels if kept else chosen),
        "cosine": asdict(cosine),
        "quantity": dict(zip(NAMES, _round_weights(learn_choice(examples, "quantity")), strict=True)),
        "name": dict(zip(NAMES, _round_weights(learn_choice(examples, "name")), strict=True)),
        "sufficiency": dict(zip(SIGNS, _round_weights(learn_sufficiency(held.signs, held.right)), strict=True)),
    }


def name_sources() -> dict[str, object]:
    """Return what the learned file belongs to: adapter, its strength, and the questions, by their hashes."""
    return {"adapter": ADAPTER_SHA256, "strength": STRENGTH, "questions": sha256(READING.read_bytes()).hexdigest()}


def main() -> None:
    """Look every question up, learn, choose the levels, and write the file."""
    parser = argparse.ArgumentParser(prog="scripts/train", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep-levels", action="store_true", help="keep the levels of confidence and the scale of cosines as they are")
    kept = load_weights() if parser.parse_args().keep_levels else None
    learned = learn(open_searcher(read_settings()), kept=kept)
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


def _example(asker: Asker, unlearned: AnswerWeights, question: ReadingQuestion, fold: int) -> Example:
    look = asker.look(question.question, Filters())
    found = asker.find(look, unlearned)
    candidates = found.candidates if found else []
    features = np.array([candidate.features for candidate in candidates]).reshape(-1, len(NAMES))
    right = np.array([_is_right(question, [candidate.text]) for candidate in candidates], dtype=np.bool_)
    return Example(question, look, features, right, fold)


def _is_right(question: ReadingQuestion, answers: Sequence[str]) -> bool:
    return question.answer is not None and any(agree(question.answer, answer) for answer in answers)


def _minimum(loss: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    found: Array = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x
    return found


def _round_weights(values: Array) -> list[float]:
    return [round(float(value), 3) for value in values]


if __name__ == "__main__":
    main()
