"""Learns whether the evidence answers in sentences, and chooses its levels: a step of `scripts/train`, from eval/data/reading.jsonl.

Logistic regression on whether a question that sentences answer has an answer. Levels and the scale of cosines: by the rules of
eval/training/calibrate_levels.py, or, with `--keep-levels`, as they were. Nothing of the development queries is used. All of it goes into
answers/weights.json, with what it was learned from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answers.levels import WEIGHTS, Levels, PointWeights, load_weights
from answers.sentences.sufficiency import SIGNS
from corpus.errors import ModelError
from eval.sets.lessons.reading_data import READING, load_reading
from eval.training.calibrate_levels import choose_levels, cosine_scale, held_out_probabilities
from indexer.engines.local import columns_of
from indexer.model.adapter import ADAPTER_SHA256, STRENGTH
from service.asking.asker import Asker
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters

FOLDS, SUFFICIENCY_L2 = 5, 0.001
UNUSED = Levels(0.5, 0.5, 0.5)  # nothing is told while learning
Array = NDArray[np.float64]


def learn_sufficiency(signs: Array, right: NDArray[np.bool_]) -> Array:
    """Return the logistic regression's weights, one a sign; the constant is not shrunk."""
    shrunk = np.array([name != "constant" for name in SIGNS], dtype=np.float64)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = signs @ weights
        slope = signs.T @ (1 / (1 + np.exp(-scores)) - right) / len(right) + 2 * SUFFICIENCY_L2 * shrunk * weights
        return float(np.logaddexp(0, np.where(right, -scores, scores)).mean() + SUFFICIENCY_L2 * (shrunk * weights) @ weights), slope

    return _minimum(loss, len(SIGNS))


def learn(searcher: CaseSearcher, *, kept: PointWeights | None) -> dict[str, object]:
    """Return what goes into the learned file, and tell on stdout from what; levels and scale are those of `kept`, if any.

    Raises:
        ModelError: when the index has no vectors, whose cosines are a sign of sufficiency.

    """
    index = searcher.ranker.index
    if index.dense is None:
        raise ModelError("의미 검색 모델 없이 만든 색인으로는 학습할 수 없습니다. 'saerye build'로 다시 만드십시오.")
    measured = cosine_scale(index.dense.vectors(), columns_of(index.catalogue.rows(), index.cases).case_of)
    cosine = kept.cosine if kept else measured
    unlearned = PointWeights({}, UNUSED, cosine)
    asker = Asker(searcher, unlearned)
    questions = load_reading()
    cases = sorted({question.case for question in questions})
    signs, right, folds = [], [], []
    for question in questions:
        look = asker.look(question.question, Filters())
        if not look.question.asks_value and (found := asker.find(look, unlearned)):
            signs.append(list(found.signs.values()))
            right.append(question.answer is not None)
            folds.append(cases.index(question.case) % FOLDS)
    told, fine, fold = np.array(signs), np.array(right, dtype=np.bool_), np.array(folds)
    chosen = choose_levels(held_out_probabilities(told, fine, fold, learn_sufficiency), fine)
    sys.stdout.write(f"{len(fine)} questions that sentences answer, {fine.mean():.3f} of them answerable\n")
    sys.stdout.write(f"by rule: {chosen}, {measured}{'; kept as they were' if kept else ''}\n")
    return {
        "learned_from": name_sources(),
        "levels": asdict(kept.levels if kept else chosen),
        "cosine": asdict(cosine),
        "sufficiency": dict(zip(SIGNS, _round_weights(learn_sufficiency(told, fine)), strict=True)),
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


def _minimum(loss: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    found: Array = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x
    return found


def _round_weights(values: Sequence[float] | Array) -> list[float]:
    return [round(float(value), 3) for value in values]


if __name__ == "__main__":
    main()
