"""Learns which words are borrowed, by their letters: a step of `scripts/train`. How well either writer is read by the other comes first."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from corpus.vocabulary.letter_classifier import LetterClassifier, letters_of
from eval.sets.lessons.loanwords import SpeltWord, load_loanwords
from eval.training.letters.letter_learning import learn_letters, save_classifiers
from service.search.understanding.repair.loan_spelling import LIKELY, LOAN, LOAN_WEIGHTS, OWN, letters_and_keys

STRENGTH, MOST_STEPS = 20.0, 300


def learn_loanwords(words: Sequence[SpeltWord]) -> LetterClassifier:
    """Return what tells borrowed words, misspelt or not, from others."""
    labelled = [*_label(words)]
    return learn_letters(letters_of([text for text, _ in labelled]), [label for _, label in labelled], strength=STRENGTH, steps=MOST_STEPS)


def main() -> None:
    """Tell how well each writer's words are known by the others', learn from all, and write the file."""
    words = load_loanwords()
    for writer in sorted({word.writer for word in words}):
        others = [word for word in words if word.writer != writer]
        learned, known = learn_loanwords(others), {word.word for word in others}
        told = [*_label([word for word in words if word.writer == writer and word.word not in known])]
        scores = learned.classify_all(letters_of([text for text, _ in told]))
        right = [(score[LOAN] >= LIKELY) == (label == LOAN) for score, (_, label) in zip(scores, told, strict=True)]
        sys.stdout.write(f"{writer}: {sum(right) / len(right):.3f} of {len(right)} right by what the others teach\n")
    save_classifiers(LOAN_WEIGHTS, {"loan": learn_loanwords(words)})


def _label(words: Sequence[SpeltWord]) -> Iterator[tuple[str, str]]:
    for word in words:
        yield from ((letters_and_keys(text), LOAN if word.loan else OWN) for text in (word.word, *word.wrong))


if __name__ == "__main__":
    main()
