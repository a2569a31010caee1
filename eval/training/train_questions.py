"""Learns what questions ask from their letters: a step of `scripts/train`, from the questions of other writers.

Two multinomial logistic regressions over hashed letters (answers/asked/question_model.py): the intent, from questions that are labelled
with it and from look-ups, and the kind of value that answers, from labelled questions and from the keys of look-ups. The writers that are
held out are not trained on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from safetensors.numpy import save_file

from answers.asked.question_model import QUESTION_WEIGHTS
from corpus.facts.quantities import mentions
from corpus.vocabulary.letter_classifier import letters_of
from eval.sets.asked_questions import PairedQuestion
from eval.sets.ground_texts import load_ground
from eval.sets.intents import Intent, load_answer_kinds, load_intents
from eval.sets.stranger_questions import load_strangers
from eval.training.reader_lessons import own_questions

STRENGTH, MOST_STEPS, FEWEST = 20.0, 400, 8
"""Inverse of the shrinkage; steps of the solver; questions of a kind of value that is learned by itself."""
_DATES = frozenset({"년", "월", "date"})
_SAME: Mapping[Intent, str] = {
    **dict.fromkeys(("how", "describe", "lesson"), "points"),
    "change": "difference",
    **dict.fromkeys(("value", "name", "date"), "look_up"),
}
_ANSWERED_BY: Mapping[Intent, str] = {
    "name": "name", "date": "date", "yes_no": "yes_no", "why": "why", **dict.fromkeys(("how", "describe", "lesson", "need"), "points"),
}  # fmt: skip


def kind_of_answer(question: PairedQuestion) -> str | None:
    """Return the kind of value that answers a question, by its keys: a dimension, "date" or "name"; None where nothing does."""
    told: Counter[str] = Counter()
    for key in question.want.spellings:
        found = mentions(key)
        if not any(map(str.isdigit, key)):
            told["name"] += 1
        elif found and found[0].kind:
            told["date" if found[0].kind in _DATES else found[0].kind] += 2
    return told.most_common(1)[0][0] if told else None


def label_kinds(questions: Sequence[PairedQuestion]) -> Iterator[tuple[str, str]]:
    """Yield each question with the kind of value it asks for; one without an answer asks for what the one it was made from does."""
    kinds = {question.id: kind_of_answer(question) for question in questions}
    for question in questions:
        if kind := kinds[question.id] or kinds.get(question.pair or ""):
            yield question.question, kind


def label_intents(questions: Sequence[PairedQuestion]) -> Iterator[tuple[str, str]]:
    """Yield each question with its intent: what makes its answer of two numbers, or what is looked up; none where more is reckoned."""
    known = {question.id: question for question in questions}
    for question in questions:
        meant = known.get(question.pair or "", question)
        if meant.kind != "compute" or meant.operation or kind_of_answer(meant) == "name":
            yield question.question, meant.operation or "look_up"


def learn_classes(labelled: Sequence[tuple[str, str]], *, balanced: bool) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the classes, their weights of shape (classes, FEATURES), and a constant each; `balanced` weighs rare classes up."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS, class_weight="balanced" if balanced else None)
    model.fit(letters_of([text for text, _ in labelled]), [label for _, label in labelled])
    return [str(one) for one in model.classes_], model.coef_.astype(np.float16, order="C"), model.intercept_.astype(np.float16)


def main() -> None:
    """Learn both, and write the file."""
    questions = [*load_strangers(), *(question for field in load_ground() for question in field.questions)]
    intents = load_intents()
    own = [question for _, question, _ in own_questions()]
    kinds = [*label_kinds([*questions, *own]), *((one.question, _ANSWERED_BY[one.intent]) for one in intents if one.intent in _ANSWERED_BY)]
    kinds += [(one.question, one.kind) for one in load_answer_kinds()]
    often = Counter(kind for _, kind in kinds)
    kinds = [(text, kind if often[kind] >= FEWEST else "other") for text, kind in kinds]
    done = [*label_intents(questions), *((one.question, _SAME.get(one.intent, one.intent)) for one in intents)]
    tensors: dict[str, np.ndarray] = {}
    classes: dict[str, str] = {}
    for name, labelled, balanced in (("kind", kinds, False), ("intent", done, True)):
        told, weights, constants = learn_classes(labelled, balanced=balanced)
        tensors |= {f"{name}.weights": weights, f"{name}.constants": constants}
        classes[name] = " ".join(told)
        sys.stdout.write(f"{name}: {len(labelled)} questions, {len(told)} classes\n")
    save_file(tensors, QUESTION_WEIGHTS, metadata=classes)


if __name__ == "__main__":
    main()
