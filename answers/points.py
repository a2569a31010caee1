"""Answers in points: to why, how and what-all, two to five sentences of the source, in its order, each cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers.extract import Ranked
from answers.features import Words
from answers.reading import Reading

MOST, FROM, BESIDE = 5, 4, 2
"""Points at most, passages they are taken from, and sentences of one passage."""
_CAUSE = re.compile(r"때문|위해|위하여|도록|려고|려는|자 하|판단|대응|해소|덜|어려|부족|줄어|목적|까닭|이유|한계|필요")
_WORTH_PASSAGE, _WORTH_CAUSE, _LEAST_OF_BEST = 0.12, 0.08, 0.35


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
    """Return the points for a question, in the source's order: at least one of each of the best passages, all of the best one's case."""
    if not ranked:
        return []
    case_id = ranked[0][0].passage.case_id
    own = [(reading, score) for reading, score in ranked if reading.passage.case_id == case_id and reading.passage.kind != "figure"][:FROM]
    found = [point for reading, score in own for point in _of_passage(words, reading, score, reasons=reasons)]
    chosen = sorted(found, key=lambda point: -point.worth)[:MOST]
    return sorted(chosen, key=lambda point: ((point.reading.passage.lines or (0, 0)), point.reading.passage.id, point.start))


def _of_passage(words: Words, reading: Reading, score: float, *, reasons: bool) -> Sequence[Point]:
    """Return a passage's best sentences; the second only where it says much of what is asked."""
    found = sorted(_sentences(words, reading, score, reasons=reasons), key=lambda point: -point.worth)[:BESIDE]
    return [point for point in found if point is found[0] or point.worth - score * _WORTH_PASSAGE >= _LEAST_OF_BEST]


def _sentences(words: Words, reading: Reading, score: float, *, reasons: bool) -> Iterator[Point]:
    for sentence in reading.sentences:
        held = {token.form for token in reading.tokens if sentence.start <= token.start < sentence.end}
        text = reading.passage.text[sentence.start : sentence.end]
        cause = _WORTH_CAUSE if reasons and _CAUSE.search(text) else 0.0
        yield Point(reading, sentence.start, sentence.end, words.share(held) + cause + score * _WORTH_PASSAGE)
