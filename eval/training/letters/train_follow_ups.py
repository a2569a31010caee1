"""Learns which questions need those before them, and what they ask otherwise: a step of `scripts/train`, measured by writer.

Two logistic regressions over hashed letters and the signs of `service.asking.clipped_questions`. What stands alone is learned from other
writers' questions and from every follow-up in full; what does not also from the later ones of two questions in one text.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from answers.asked.question_model import FOLLOW_UP_WEIGHTS, FollowUpClassifiers
from corpus.vocabulary.letter_classifier import LetterClassifier, letters_and_signs
from eval.sets.lessons.follow_ups import FollowUp, load_follow_ups
from eval.sets.lessons.intents import load_intents
from eval.sets.stranger_questions import load_held_out, load_strangers
from eval.training.letters.letter_learning import learn_letters, save_classifiers
from service.asking.clipped_questions import CLIPPED, FollowUps, signs_of
from service.asking.question_slots import SlottedQuestion
from service.asking.several_questions import split_questions
from service.operations.searcher_opening import open_searcher
from service.operations.settings import read_settings
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest

STRENGTH, MOST_STEPS, REPEATED, SEED = 10.0, 300, 3, 7
"""Inverse of the shrinkage; steps of the solver; how often each follow-up counts; what draws the question before another."""
ALONE = "alone"


@dataclass(frozen=True, slots=True)
class FollowUpLesson:
    """A question after another, what it is (ALONE or CLIPPED), and what it asks otherwise where that is known."""

    question: str
    before: str
    label: str
    change: str = ""
    times: int = 1


def pair_at_random(groups: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Return every question with another of its group, drawn."""
    drawn = Random(SEED)  # noqa: S311 - no secret
    return [(question, drawn.choice(group)) for group in groups.values() for question in group]


def lessons_of_others(search: CaseSearcher) -> Iterator[FollowUpLesson]:
    """Yield what other writers asked, which stands alone, and the later of two questions in one text, which seldom does."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for number, question in enumerate(load_strangers()):
        groups[question.case if number % 2 else question.writer].append(question.question)
    for one in load_intents():
        if one.intent != "two":
            groups[one.writer].append(one.question)
            continue
        parts = split_questions(one.question, search.ranker.analyser)
        yield from (FollowUpLesson(later, former, CLIPPED) for former, later in pairwise(parts))
    yield from (FollowUpLesson(question, before, ALONE) for question, before in pair_at_random(groups))


def lessons_of(follow_ups: Sequence[FollowUp]) -> Iterator[FollowUpLesson]:
    """Yield follow-ups as they were typed, and in full."""
    for one in follow_ups:
        before, alone = one.context[-1], one.changes == "none"
        yield FollowUpLesson(one.question, before, ALONE if alone else CLIPPED, "" if alone else one.changes, REPEATED)
        if not alone:
            yield FollowUpLesson(one.full, before, ALONE, times=REPEATED)


class FollowUpLearner:
    """Learns from lessons; remembers how questions were read."""

    def __init__(self, search: CaseSearcher) -> None:
        """Read questions as a search does."""
        self._search, self._reader = search, FollowUps(search).reader
        self._read: dict[str, SlottedQuestion] = {}

    def _features(self, lessons: Sequence[FollowUpLesson]):  # type: ignore[no-untyped-def]  # noqa: ANN202 - scipy has no types
        for text in {text for one in lessons for text in (one.question, one.before)} - self._read.keys():
            self._read[text] = self._reader.read(text)
        read = [(self._read[one.question], self._read[one.before]) for one in lessons]
        return letters_and_signs([question.text for question, _ in read], [signs_of(*pair) for pair in read])

    def learn(self, lessons: Sequence[FollowUpLesson]) -> FollowUpClassifiers:
        """Return both classifiers."""
        changes = [one for one in lessons if one.change]
        clipped = self._fit(lessons, [one.label for one in lessons], [one.times for one in lessons])
        return FollowUpClassifiers(clipped, self._fit(changes, [one.change for one in changes], [1] * len(changes)))

    def _fit(self, lessons: Sequence[FollowUpLesson], labels: Sequence[str], times: Sequence[int]) -> LetterClassifier:
        return learn_letters(self._features(lessons), labels, strength=STRENGTH, steps=MOST_STEPS, times=times)


def measure(search: CaseSearcher, learned: FollowUpClassifiers, held_out: Sequence[FollowUp]) -> dict[str, float]:
    """Return the figures of one writer's questions, and how many of the held-out strangers' stay as they are.

    `words`: share of the words of the full question that the completed one has, `others` the reverse; `first`: how often search puts the
    right case first, of all that are to be completed, beside `first_full`, that of the full question.
    """
    follow_ups, forms = FollowUps(search, learned), search.ranker.analyser.forms
    told: defaultdict[str, list[float]] = defaultdict(list)
    for one in held_out:
        completed = follow_ups.complete(one.question, one.context)
        if one.changes == "none":
            told["left"].append(completed is None)
            continue
        told["full_left"].append(follow_ups.complete(one.full, one.context) is None)
        told["completed"].append(completed is not None)
        if completed is not None:
            want, got = {*forms(one.full)}, {*forms(completed)}
            told["words"].append(len(want & got) / len(want))
            told["others"].append(len(want & got) / len(got))
            wanted, found = follow_ups.reader.read(one.full), follow_ups.reader.read(completed)
            told["place"].append({str(slot.value) for slot in wanted.of("place")} <= {str(slot.value) for slot in found.of("place")})
            told["year"].append({slot.value for slot in wanted.of("year")} <= {slot.value for slot in found.of("year")})
        if one.case:
            first = search.search(SearchRequest(completed or one.question)).hits[:1]
            told["first"].append(bool(first) and first[0].case.id == one.case)
            if completed is not None:
                told["first_of_completed"].append(told["first"][-1])
            full = search.search(SearchRequest(one.full)).hits[:1]
            told["first_full"].append(bool(full) and full[0].case.id == one.case)
    pairs = pair_at_random({"": [question.question for question in load_held_out()]})
    told["strangers_left"] = [follow_ups.complete(question, [before]) is None for question, before in pairs]
    return {name: sum(values) / len(values) for name, values in told.items()}


def main() -> None:
    """Measure each writer by what the others teach, learn from all, and write the file."""
    search = open_searcher(read_settings())
    learner, follow_ups, others = FollowUpLearner(search), load_follow_ups(), list(lessons_of_others(search))
    for writer in sorted({one.writer for one in follow_ups}):
        learned = learner.learn([*others, *lessons_of([one for one in follow_ups if one.writer != writer])])
        figures = measure(search, learned, [one for one in follow_ups if one.writer == writer])
        sys.stdout.write(f"{writer}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()) + "\n")
        sys.stdout.flush()
    learned = learner.learn([*others, *lessons_of(follow_ups)])
    save_classifiers(FOLLOW_UP_WEIGHTS, {"clipped": learned.clipped, "change": learned.change})


if __name__ == "__main__":
    main()
