"""Learns what questions ask from their letters: a step of `scripts/train`, from the questions of other writers.

Two multinomial logistic regressions over hashed letters (answers/asked/question_model.py): the intent, from questions that are labelled
with it and from look-ups, and the kind of value that answers, from labelled questions and from the keys of look-ups. The writers that are
held out are not trained on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from answers.asked.question_model import QUESTION_WEIGHTS
from corpus.facts.quantities import mentions
from corpus.vocabulary.letter_classifier import LetterClassifier, letters_of
from eval.sets.asked_questions import PairedQuestion
from eval.sets.ground_texts import load_ground
from eval.sets.lessons.intents import Intent, load_answer_kinds, load_intents
from eval.sets.reason_questions import ReasonQuestion, load_reasons
from eval.sets.stranger_questions import load_strangers
from eval.training.letters.letter_learning import learn_letters, save_classifiers
from eval.training.reader_lessons import own_questions
from eval.training.train_rows import HELD_WRITERS

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


def label_reasons(questions: Sequence[ReasonQuestion]) -> Iterator[tuple[str, str]]:
    """Yield the answered questions of why, how and what with what answers them; those of writers that are held out are left out."""
    for question in questions:
        if question.answered and question.writer not in HELD_WRITERS:
            yield question.question, "why" if question.kind == "reason" else "points"


def main() -> None:
    """Learn both, and write the file."""
    questions = [*load_strangers(), *(question for field in load_ground() for question in field.questions)]
    intents = load_intents()
    own = [question for _, question, _ in own_questions()]
    kinds = [*label_kinds([*questions, *own]), *((one.question, _ANSWERED_BY[one.intent]) for one in intents if one.intent in _ANSWERED_BY)]
    kinds += [(one.question, one.kind) for one in load_answer_kinds()]
    told = [*label_reasons(load_reasons())]
    kinds += told
    often = Counter(kind for _, kind in kinds)
    kinds = [(text, kind if often[kind] >= FEWEST else "other") for text, kind in kinds]
    done = [*label_intents(questions), *((one.question, _SAME.get(one.intent, one.intent)) for one in intents)]
    done += told
    learned = {name: _learn(labelled, balanced=balanced) for name, labelled, balanced in (("kind", kinds, False), ("intent", done, True))}
    for name, one in learned.items():
        sys.stdout.write(f"{name}: {len(one.classes)} classes\n")
    save_classifiers(QUESTION_WEIGHTS, learned)


def _learn(labelled: Sequence[tuple[str, str]], *, balanced: bool) -> LetterClassifier:
    features = letters_of([text for text, _ in labelled])
    return learn_letters(features, [label for _, label in labelled], strength=STRENGTH, steps=MOST_STEPS, balanced=balanced)


if __name__ == "__main__":
    main()
