"""What a question asks, by its letters: what is to be done, and which kind of value would answer it. Learned, in Korean and English.

Classifiers over hashed letters (corpus/vocabulary/letter_classifier.py), trained by `scripts/train` on the questions of many writers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.vocabulary.letter_classifier import LetterClassifier, Scores, letters_of, read_classifiers

QUESTION_WEIGHTS = Path(__file__).with_name("question-weights.safetensors")
FOLLOW_UP_WEIGHTS = Path(__file__).with_name("follow-up-weights.safetensors")
REMEMBERED = 256
RECKONED = ("difference", "sum", "share")
"""The intents that two values answer."""


@lru_cache(REMEMBERED)
def intents_of(text: str) -> Scores:
    """Return how probable each intent is: what is to be done for the question."""
    return _classifiers()["intent"].classify(letters_of([text]))


@lru_cache(REMEMBERED)
def kinds_of(text: str) -> Scores:
    """Return how probable each kind of value is as an answer: a dimension of `corpus.facts.quantities`, "date", "name" or "other"."""
    return _classifiers()["kind"].classify(letters_of([text]))


@dataclass(frozen=True, slots=True)
class FollowUpClassifiers:
    """Whether a question needs those before it (classes "alone" and "clipped"), and what one that does asks otherwise."""

    clipped: LetterClassifier
    change: LetterClassifier


@cache
def follow_up_classifiers() -> FollowUpClassifiers:
    """Return what was learned of questions that follow others; their features are those of `letters_and_signs`."""
    return FollowUpClassifiers(**read_classifiers(FOLLOW_UP_WEIGHTS))


@cache
def _classifiers() -> Mapping[str, LetterClassifier]:
    return read_classifiers(QUESTION_WEIGHTS)
