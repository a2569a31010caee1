"""A clipped question that follows others ("그럼 여수는?"): whether it needs what went before, and what it means then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.asked.question_model import FollowUpClassifiers, follow_up_classifiers, intents_of
from corpus.vocabulary.letter_classifier import letters_and_signs
from service.asking.question_completion import complete_from
from service.asking.question_slots import SlotReader, SlottedQuestion
from service.search.case_searcher import CaseSearcher

MOST_BEFORE, NEEDS, MOST_LETTERS = 3, 0.2, 1000
"""Earlier questions that are looked at; how probable it is at least that a question needs them; characters of a completed one."""
CLIPPED = "clipped"
_LONG, _MANY, _SHORT = 10, 8, 2
_POINTING = re.compile(r"(?:^|[\s,])(?:그(?:[건게중럼래]|것|거|때|\s)|거기|아까|앞서|앞의|처음의)")


class FollowUps:
    """Completes questions from those before them. Never changes, so threads may share it."""

    def __init__(self, search: CaseSearcher, learned: FollowUpClassifiers | None = None) -> None:
        """Read questions as a search does. Without classifiers, those that the package ships are used."""
        self.reader, self._learned = SlotReader(search.understand, search.ranker.analyser, search.gazetteer), learned

    def complete(self, question: str, before: Sequence[str]) -> str | None:
        """Return what a clean question means after others, the first of them first; None where it stands alone."""
        asked: list[tuple[SlottedQuestion, SlottedQuestion]] = []  # as typed, and as it was meant
        completed = None
        for typed in (*before[-MOST_BEFORE:], question):
            heard = self.reader.read(typed)
            completed = self._complete(heard, asked) if asked else None
            asked.append((heard, heard if completed is None else self.reader.read(completed)))
        return completed

    def _complete(self, follow: SlottedQuestion, asked: Sequence[tuple[SlottedQuestion, SlottedQuestion]]) -> str | None:
        base = choose_base(follow, asked)
        learned = self._learned or follow_up_classifiers()
        features = letters_and_signs([follow.text], [signs_of(follow, base)])
        if learned.clipped.classify(features)[CLIPPED] < NEEDS:
            return None
        change = learned.change.classify(features)
        completed = complete_from(base, follow, max(change, key=change.__getitem__), self.reader)
        return completed if len(completed) <= MOST_LETTERS else None


def choose_base(follow: SlottedQuestion, asked: Sequence[tuple[SlottedQuestion, SlottedQuestion]]) -> SlottedQuestion:
    """Return the earlier question that is meant: the last of those that share most words with this one."""
    return max(enumerate(asked), key=lambda item: (len(follow.forms & item[1][0].forms), item[0]))[1][1]


def signs_of(follow: SlottedQuestion, base: SlottedQuestion) -> list[float]:
    """Return what tells a clipped question beside its letters: how much it says, what it names, and what it shares with another."""
    names = [word for word in follow.words if word.names]
    own = [word for word in names if not follow.holds(word, "place", "year", "role") and follow[word] not in base.text]
    anchored = bool(follow.of("place", "programme"))
    intents = intents_of(follow.text)
    return [
        min(len(follow.words) / _LONG, 1.0),
        min(len(names) / _MANY, 1.0),
        float(not names),
        float(len(names) == 1),
        *(float(bool(follow.of(name))) for name in ("place", "year", "role", "programme", "group")),
        float(anchored),
        float(anchored and not own),
        float(not anchored and follow.asks),
        min(len(own) / _MANY, 1.0),
        float(not own),
        float(len(follow.words) <= _SHORT),
        float(not follow.asks and not names and not follow.slots),
        float(bool(names) and "JX" in names[-1].tags and not follow.asks),
        float(_POINTING.search(follow.text) is not None),
        float(any(slot.value in {other.value for other in base.of("place")} for slot in follow.of("place"))),
        float(follow.asks),
        float(bool(follow.words) and not follow.words[0].tells),
        len(follow.forms & base.forms) / max(len(follow.forms), 1),
        intents["smalltalk"],
        intents["need"],
    ]
