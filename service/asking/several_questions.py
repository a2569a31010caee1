"""Several questions in one text: taken apart, each made whole by what the first is about, and their answers joined."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from answers.asked.question_model import intents_of
from answers.asked.vocabulary import ASKING_VALUE
from answers.results import Draft
from indexer.text.analyser import Morpheme

PARTS, MAYBE = 3, 0.01
"""Questions answered of one text; how probable it is at least that a sentence which two words ask in asks for two things."""
_SEVERAL = re.compile(r"(?<=[?？])\s*(?=\S)")
_AMONG = ("그중", "그 중", "이중", "그 가운데")
_NOUNS, _JOINS, _SUBJECT = frozenset({"NNG", "NNP", "SL", "UN"}), "EC", frozenset({"JX", "JKS", "JKO"})


class Morphology(Protocol):
    """What takes a text apart."""

    def morphemes(self, text: str) -> Sequence[Morpheme]:
        """Return the morphemes of a text in order."""


def parts_of(text: str, grammar: Morphology, places: Collection[str] = ()) -> Sequence[str]:
    """Return the questions in a text, three at most, each so that it can be understood alone; a text that asks one thing as it is.

    A later one that names one of `places` is left as it is.
    """
    parts = split_questions(text, grammar)
    if len(parts) == 1:
        return [text]
    topic = _topic(parts[0], grammar)
    return [parts[0], *(part if any(place in part for place in places) else _complete(part, topic, grammar) for part in parts[1:PARTS])]


def split_questions(text: str, grammar: Morphology) -> list[str]:
    """Return the questions in a text as they stand there."""
    return [part for sentence in _sentences(text) for part in _clauses(sentence, grammar)]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text that holds two question marks; else the text."""
    parts = [part.strip() for part in _SEVERAL.split(text) if any(char.isalnum() for char in part)]
    if len(parts) > 1 and not parts[-1].endswith(("?", "？")):  # "어디죠? 2022년 기준으로요."
        parts[-2:] = [" ".join(parts[-2:])]
    return parts if len(parts) > 1 else [text]


def _clauses(sentence: str, grammar: Morphology) -> Iterator[str]:
    """Yield the clauses of a sentence that each ask for something: "몇 개 기업이 참여했고 | 몇 명이 취업했나"."""
    found = grammar.morphemes(sentence)
    asking = frozenset(_asking(sentence, found))
    start, end, asked = 0, 0, False
    for morpheme in found if len(asking) > 1 and intents_of(sentence)["two"] >= MAYBE else ():
        if morpheme.start in asking:
            if end:
                yield sentence[start:end].strip()
                start = end
            end = 0
            asked = True
        elif asked and morpheme.tag == _JOINS:
            end = morpheme.end
    yield sentence[start:].strip(" ,")


def _topic(question: str, grammar: Morphology) -> str:
    """Return what a question says before it asks; where no word of it asks, all but the last."""
    asking = _asking(question, grammar.morphemes(question))
    return question[: asking[0]].strip() if asking else " ".join(question.split()[:-1])


def _complete(part: str, topic: str, grammar: Morphology) -> str:
    """Return a later question after what the first is about.

    Where it has a subject of its own, the first one's is left out: "공제 신청은 몇 명이고 해지는 몇 명인가" → "공제 해지는 몇 명인가".
    """
    found = grammar.morphemes(part)
    asking, words = _asking(part, found), topic.split()
    own = any(morpheme.tag in _NOUNS and (not asking or morpheme.start < asking[0]) for morpheme in found)
    if own and len(words) > 1 and not part.startswith(_AMONG) and grammar.morphemes(topic)[-1].tag in _SUBJECT:
        words.pop()
    return f"{' '.join(words)} {part}"


def _asking(text: str, found: Sequence[Morpheme]) -> list[int]:
    return [morpheme.start for morpheme in found if text[morpheme.start : morpheme.end] in ASKING_VALUE]


def join_drafts(drafts: Sequence[Draft]) -> Draft:
    """Return the answers to several questions as one, numbered; as sure as the least sure of them. One alone stays as it is."""
    if len(drafts) == 1:
        return drafts[0]
    levels = ("low", "medium", "high")
    return Draft(
        "\n".join(f"{number}) {draft.answer}" for number, draft in enumerate(drafts, 1)),
        answerable=any(draft.answerable for draft in drafts),
        confidence=min((draft.confidence for draft in drafts), key=levels.index),
        citations=tuple(dict.fromkeys(found for draft in drafts for found in draft.citations)),
        working="\n".join(draft.working for draft in drafts if draft.working) or None,
        unverified=tuple(dict.fromkeys(told for draft in drafts for told in draft.unverified)),
        remarks=tuple(dict.fromkeys(told for draft in drafts for told in draft.remarks)),
        nearest=tuple(dict.fromkeys(near for draft in drafts for near in draft.nearest)),
    )
