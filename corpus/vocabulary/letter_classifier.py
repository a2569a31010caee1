"""What a short text is, by its letters: a linear classifier over hashed sequences of letters. The one door to learned reading of words.

Multinomial logistic regression over hashed sequences of letters (Weinberger et al., arXiv 0902.2206), which neither typing errors nor
missing blanks nor glued particles break. Weights lie in files of the package that hold no code; `scripts/train` learns them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FEATURES, SHORTEST, LONGEST = 1 << 13, 1, 4
"""Columns of the hashed sequences, and letters that a sequence has."""
_DIGIT = re.compile(r"\d")
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LetterClassifier:
    """A linear classifier: weights of shape (classes, columns) and a constant a class."""

    classes: Sequence[str]
    weights: NDArray[np.float32]
    constants: NDArray[np.float32]

    def classify(self, features: csr_matrix) -> Scores:
        """Return the probability of each class, of features of shape (1, columns)."""
        return self.classify_all(features)[0]

    def classify_all(self, features: csr_matrix) -> list[Scores]:
        """Return the probability of each class for every row of features, shape (texts, columns)."""
        scores = np.asarray(features @ self.weights.T) + self.constants
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return [dict(zip(self.classes, row, strict=True)) for row in (odds / odds.sum(axis=1, keepdims=True)).tolist()]


def letters_of(texts: Sequence[str]) -> csr_matrix:
    """Return which hashed sequences of letters texts hold, each of unit length, shape (texts, FEATURES); any digit is 0."""
    found: csr_matrix = _vectoriser().transform([_DIGIT.sub("0", text.lower()) for text in texts])
    return found


def letters_of_parts(texts: Sequence[tuple[str, ...]], weights: Sequence[float]) -> csr_matrix:
    """Return texts as the letters of their parts side by side, each part's times its weight, shape (texts, FEATURES x parts)."""
    from scipy.sparse import csr_matrix, hstack

    return csr_matrix(hstack([letters_of(part) * weight for part, weight in zip(zip(*texts, strict=True), weights, strict=True)]))


def letters_and_signs(texts: Sequence[str], signs: Sequence[Sequence[float]]) -> csr_matrix:
    """Return texts as their letters and further signs of each, shape (texts, FEATURES + signs)."""
    from scipy.sparse import csr_matrix, hstack

    return csr_matrix(hstack([letters_of(texts), csr_matrix(np.asarray(signs, dtype=np.float32))]))


def read_classifiers(path: Path) -> Mapping[str, LetterClassifier]:
    """Return the classifiers that a file of weights holds, by their names: its metadata lists the classes of each."""
    from safetensors import safe_open

    with safe_open(path, framework="numpy") as file:
        return {
            name: LetterClassifier(
                classes.split(),
                file.get_tensor(f"{name}.weights").astype(np.float32),
                file.get_tensor(f"{name}.constants").astype(np.float32),
            )
            for name, classes in file.metadata().items()
        }


@cache
def _vectoriser():  # type: ignore[no-untyped-def]  # noqa: ANN202 - scikit-learn has no types
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(SHORTEST, LONGEST), n_features=FEATURES, alternate_sign=False, binary=True, dtype=np.float32
    )
