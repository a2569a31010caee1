"""Answers in points: to why, how and what-all, two to five sentences of the source, in its order, each cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answers.asked.telling_words import Words
from answers.sentences.extract import Ranked
from answers.sentences.reading import Reading
from corpus.passages import PROSE_KINDS

MOST, FROM = 5, 4  # points, and sections they are taken from
_CAUSE = re.compile(r"때문|위해|위하여|도록|려고|려는|자 하|판단|대응|해소|덜|어려|부족|줄어|목적|까닭|이유|한계|필요")
_WORTH_PASSAGE, _WORTH_CAUSE = 0.12, 0.08


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence that answers a part: where it stands in its passage."""

    reading: Reading
    start: int
    end: int
    worth: float

    @property
    def text(self) -> str:
        """The sentence."""
        return self.reading.passage.text[self.start : self.end].strip()


def points(words: Words, ranked: Ranked, *, reasons: bool) -> list[Point]:
    """Return the points for a question, in the source's order: the sentences that say most of it, of the best sections of the best case."""
    if not ranked:
        return []
    case_id = ranked[0][0].passage.case_id
    own = [(reading, score) for reading, score in ranked if reading.passage.case_id == case_id]
    sections = [(reading, score) for reading, score in own if reading.passage.kind in PROSE_KINDS] or own
    found = [point for reading, score in sections[:FROM] for point in _sentences(words, reading, score, reasons=reasons)]
    chosen = sorted(found, key=lambda point: -point.worth)[:MOST]
    return sorted(chosen, key=lambda point: ((point.reading.passage.place.lines or (0, 0)), point.reading.passage.id, point.start))


def _sentences(words: Words, reading: Reading, score: float, *, reasons: bool) -> Iterator[Point]:
    for sentence in reading.sentences:
        held = {token.form for token in reading.tokens if sentence.start <= token.start < sentence.end}
        text = reading.passage.text[sentence.start : sentence.end]
        cause = _WORTH_CAUSE if reasons and _CAUSE.search(text) else 0.0
        yield Point(reading, sentence.start, sentence.end, words.share(held) + cause + score * _WORTH_PASSAGE)
