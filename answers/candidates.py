"""What could answer a question: the quantities and noun phrases of ranked passages, each with its features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answers.features import NAME_FEATURES, Features, features_of
from answers.names import name_features, names, sought_of, squeezed
from answers.question import Question
from answers.reading import Reading
from answers.telling_words import Rarity, Words
from corpus.facts.quantities import Mention

SENTENCES, EVIDENCE_SPAN = 12, 6.0  # sentences whose names are weighed; score in which a passage's evidence falls by a whole question
_UNTIL = re.compile(r"\s?(?:[~∼～–-]|부터)\s?")
_SPAN_ASKED = re.compile(r"부터|기간|동안|까지")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: the [start, end) characters of a passage's text, the quantity they are (None for a name), and its features."""

    reading: Reading
    start: int
    end: int
    mention: Mention | None
    features: Features

    @property
    def text(self) -> str:
        """The answer as the passage writes it; a number in brackets with the unit that stands before these."""
        return self.mention.text if self.mention else self.reading.passage.text[self.start : self.end]


def quantity_candidates(question: Question, words: Words, readings: Sequence[tuple[Reading, float]]) -> list[Candidate]:
    """Return the quantities of ranked passages that are of a kind asked for; each comes with its passage's evidence score (0 = best)."""
    given = {(mention.kind, mention.value) for mention in question.given}
    spans = question.kind == "date" and _SPAN_ASKED.search(question.text) is not None
    found = []
    for reading, score in readings:
        seen: set[str] = set()
        for mention in (*reading.mentions, *(_periods(reading) if spans else ())):
            if (mention.kind not in question.wanted and mention.kind != "period") or (mention.kind, mention.value) in given:
                continue
            if reading.passage.kind == "figure" and mention.start < named_until(reading):
                continue
            features = features_of(question, words, reading, score, mention, first=mention.kind not in seen)
            seen.add(mention.kind)
            found.append(Candidate(reading, mention.start, mention.end, mention, features))
    return found


def named_until(reading: Reading) -> int:
    """Return where a figure's name ends and its values begin: numbers in "만족도(100점): 실적 86.6점" before that are no values."""
    return reading.passage.text.rfind(": ")


def _periods(reading: Reading) -> Iterator[Mention]:
    """Yield the periods of a passage: "3월 28일~6월 15일", "2022년 3월부터 12월까지"."""
    text = reading.passage.text
    for first, last in pairwise(reading.mentions):
        if {first.kind, last.kind} <= {"date", "년", "월", "일"} and _UNTIL.fullmatch(text[first.end : last.start]):
            end = last.end + len("까지") * text.startswith("까지", last.end)
            yield Mention("period", (*_parts(first), *_parts(last)), text[first.start : end], first.start, end)


def _parts(mention: Mention) -> tuple[int, ...]:
    """Return the numbers of a date, or of a year, month or day alone."""
    return mention.value if isinstance(mention.value, tuple) else (int(mention.value),)


def name_candidates(question: Question, words: Words, rarity: Rarity, readings: Sequence[tuple[Reading, float]]) -> list[Candidate]:
    """Return the names of ranked passages that are not just the question's own words, each with its features."""
    sought, likely = sought_of(question), _likely(words, readings)
    found = []
    for reading, score in readings:
        if reading.passage.kind == "figure":
            continue
        for name in names(reading):
            text = name.text(reading)
            if squeezed(text) in sought.asked or (reading.passage.id, reading.sentence_at(name.start).start) not in likely:
                continue
            told = Mention("name", 0.0, text, name.start, name.end)
            features = features_of(question, words, reading, score, told, first=False)
            rare = [rarity(token.form) for token in reading.tokens if name.start <= token.start and token.end <= name.end]
            said = words.share({form for form in words.weights if form in text.lower()})
            features[-NAME_FEATURES:] = name_features(sought, reading, name, rare, said)
            found.append(Candidate(reading, name.start, name.end, None, features))
    return found


def _likely(words: Words, readings: Sequence[tuple[Reading, float]]) -> set[tuple[str, int]]:
    """Return the sentences, by passage and start, that say most of the question in the best passages: names elsewhere hardly answer."""
    told = [
        (
            score / EVIDENCE_SPAN + words.share(words.said(forms) | (reading.about & words.weights.keys())),
            (reading.passage.id, sentence.start),
        )
        for reading, score in readings
        for sentence in reading.sentences
        for forms in [{token.form for token in reading.tokens if sentence.start <= token.start < sentence.end}]
    ]
    return {place for _, place in sorted(told, reverse=True)[:SENTENCES]}
