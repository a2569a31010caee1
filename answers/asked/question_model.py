"""What a question asks, by its letters: what is to be done, and which kind of value would answer it. Learned, in Korean and English.

Multinomial logistic regression over hashed sequences of letters (Weinberger et al., arXiv 0902.2206), which neither typing errors nor
missing blanks nor glued particles break. Trained by `scripts/train` on the questions of many writers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

QUESTION_WEIGHTS = Path(__file__).with_name("question-weights.safetensors")
FOLLOW_UP_WEIGHTS = Path(__file__).with_name("follow-up-weights.safetensors")
FEATURES, SHORTEST, LONGEST = 1 << 13, 1, 4
"""Columns of the hashed sequences, and letters that a sequence has."""
REMEMBERED = 256
RECKONED = ("difference", "sum", "share")
"""The intents that two values answer."""
_DIGIT = re.compile(r"\d")
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LetterClassifier:
    """A linear classifier over a question's letters: weights of shape (classes, FEATURES and further signs), a constant a class."""

    classes: Sequence[str]
    weights: NDArray[np.float32]
    constants: NDArray[np.float32]

    def classify(self, features: csr_matrix) -> Scores:
        """Return the probability of each class."""
        scores = np.asarray(features @ self.weights.T)[0] + self.constants
        odds = np.exp(scores - scores.max())
        return dict(zip(self.classes, (odds / odds.sum()).tolist(), strict=True))


def letters_of_questions(texts: Sequence[str]) -> csr_matrix:
    """Return which hashed sequences of letters questions hold, each of unit length, shape (questions, FEATURES); any digit is 0."""
    found: csr_matrix = _vectoriser().transform([_DIGIT.sub("0", text.lower()) for text in texts])
    return found


@lru_cache(REMEMBERED)
def intents_of(text: str) -> Scores:
    """Return how probable each intent is: what is to be done for the question."""
    return _classifier("intent").classify(letters_of_questions([text]))


@lru_cache(REMEMBERED)
def kinds_of(text: str) -> Scores:
    """Return how probable each kind of value is as an answer: a dimension of `corpus.facts.quantities`, "date", "name" or "other"."""
    return _classifier("kind").classify(letters_of_questions([text]))


def features_of_follow_ups(texts: Sequence[str], signs: Sequence[Sequence[float]]) -> csr_matrix:
    """Return questions as their letters and further signs, shape (questions, FEATURES + signs)."""
    from scipy.sparse import csr_matrix, hstack

    return csr_matrix(hstack([letters_of_questions(texts), csr_matrix(np.asarray(signs, dtype=np.float32))]))


@dataclass(frozen=True, slots=True)
class FollowUpClassifiers:
    """Whether a question needs those before it (classes "alone" and "clipped"), and what one that does asks otherwise."""

    clipped: LetterClassifier
    change: LetterClassifier


@cache
def follow_up_classifiers() -> FollowUpClassifiers:
    """Return what was learned of questions that follow others; their features are those of `features_of_follow_ups`."""
    return FollowUpClassifiers(*(_classifier(name, FOLLOW_UP_WEIGHTS) for name in ("clipped", "change")))


@cache
def _vectoriser():  # type: ignore[no-untyped-def]  # noqa: ANN202 - scikit-learn has no types
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(SHORTEST, LONGEST), n_features=FEATURES, alternate_sign=False, binary=True, dtype=np.float32
    )


@cache
def _classifier(name: str, path: Path = QUESTION_WEIGHTS) -> LetterClassifier:
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        return LetterClassifier(
            file.metadata()[name].split(),
            file.get_tensor(f"{name}.weights").astype(np.float32),
            file.get_tensor(f"{name}.constants").astype(np.float32),
        )
