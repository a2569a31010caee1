"""Learns what the words of a sentence say of a value in it: a step of `scripts/train`, from sentences of several writers.

Multinomial logistic regression over hashed letters (corpus/facts/language/value_roles.py). How many of each writer's are right by
what the others teach is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from corpus.facts.language.value_roles import ROLE_WEIGHTS, WEIGHED
from corpus.vocabulary.letter_classifier import LetterClassifier, letters_of_parts
from eval.sets.lessons.marked_values import MarkedValue, load_marked_values
from eval.training.letters.letter_learning import learn_letters, save_classifiers

STRENGTH, MOST_STEPS = 10.0, 400
"""Inverse of the shrinkage; steps of the solver."""


def learn_roles(values: Sequence[MarkedValue]) -> LetterClassifier:
    """Return what tells the roles of these values apart."""
    features = letters_of_parts([one.marked.parts for one in values], WEIGHED)
    return learn_letters(features, [one.role for one in values], strength=STRENGTH, steps=MOST_STEPS)


def count_right(learned: LetterClassifier, values: Sequence[MarkedValue]) -> int:
    """Return of how many values the likeliest role is the right one."""
    scores = learned.classify_all(letters_of_parts([one.marked.parts for one in values], WEIGHED))
    return sum(max(told, key=told.__getitem__) == one.role for told, one in zip(scores, values, strict=True))


def main() -> None:
    """Measure writer by writer, learn from all, and write the file."""
    values = load_marked_values()
    for writer in sorted({one.writer for one in values}):
        held = [one for one in values if one.writer == writer]
        right = count_right(learn_roles([one for one in values if one.writer != writer]), held)
        sys.stdout.write(f"{writer}: {right / len(held):.3f} of {len(held)} right by what the others teach\n")
    save_classifiers(ROLE_WEIGHTS, {"role": learn_roles(values)})


if __name__ == "__main__":
    main()
