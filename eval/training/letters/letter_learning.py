"""Features and labels → a classifier over letters as it is kept, and the file of several: the one door to learning them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import save_file

from corpus.vocabulary.letter_classifier import LetterClassifier

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def learn_letters(
    features: csr_matrix,
    labels: Sequence[str],
    *,
    strength: float,
    steps: int,
    balanced: bool = False,
    times: Sequence[int] | None = None,
) -> LetterClassifier:
    """Return what tells the labels of features, shape (texts, columns), apart: multinomial logistic regression, in half precision.

    `strength` is the inverse of the shrinkage, `steps` those of the solver at most; `balanced` weighs rare labels up, `times` each text.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=steps, class_weight="balanced" if balanced else None)
    model.fit(features, labels, sample_weight=times)
    weights, constants = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # noqa: PLR2004 - one row of weights tells two classes apart
        weights, constants = np.vstack([np.zeros_like(weights), weights]), np.append(0.0, constants)
    kept = weights.astype(np.float16, order="C"), constants.astype(np.float16)
    return LetterClassifier([str(one) for one in model.classes_], *(one.astype(np.float32) for one in kept))


def save_classifiers(path: Path, classifiers: Mapping[str, LetterClassifier]) -> None:
    """Write classifiers as `read_classifiers` reads them."""
    tensors = {f"{name}.weights": np.ascontiguousarray(one.weights.astype(np.float16)) for name, one in classifiers.items()}
    tensors |= {f"{name}.constants": one.constants.astype(np.float16) for name, one in classifiers.items()}
    save_file(tensors, path, metadata={name: " ".join(one.classes) for name, one in classifiers.items()})
