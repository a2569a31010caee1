"""Which words of a query name what is to be left out, and which say so: "조선업 | 말고". Learned from the queries of many writers.

A classifier over a query's letters tells whether it leaves something out at all; a second one says of each of its morphemes, from the
letters around it, whether it names what is left out, says that it is, or neither (corpus/vocabulary/letter_classifier.py, `scripts/train`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.vocabulary.letter_classifier import LetterClassifier, Scores, letters_of, letters_of_parts, read_classifiers
from indexer.text.analyser import Analyser, Morpheme
from service.search.understanding.query_letters import Span

LEFT_OUT_WEIGHTS = Path(__file__).with_name("left-out-weights.safetensors")
NAMES, SAYS, NEITHER, LEAVES_OUT, LEAVES_NOTHING = "names", "says", "neither", "leaves-out", "leaves-nothing"
LIKELY, SURE = 0.25, 0.5
"""How probable it is at least that a query leaves something out, where its words are looked at; and that a word names it."""
WEIGHED = (1.0, 0.8, 0.5, 1.3, 0.9, 0.5, 0.5, 0.4, 0.3)
"""What the letters of each part of a `WordInQuery` weigh beside the others'."""
_NEAR, _WIDE, _FAR, _BESIDE = 6, 16, 40, 3
_PARTICLE = "J"


@dataclass(frozen=True, slots=True)
class WordInQuery:
    """A morpheme in its query, the number of it among them."""

    query: str
    morphemes: Sequence[Morpheme]
    number: int

    @property
    def parts(self) -> tuple[str, ...]:
        """What is read apart, as WEIGHED has it: the word, what stands before and behind it, and the kinds of its neighbours."""
        own = self.morphemes[self.number]
        before, behind = self.query[: own.start], self.query[own.end :]
        kinds = [morpheme.tag for morpheme in self.morphemes]
        return (
            f"{self.query[own.start : own.end]} {own.tag}",
            before[-_NEAR:],
            before[-_WIDE:],
            behind[:_NEAR],
            behind[: _WIDE - 2],
            behind[: _FAR - 10],
            " ".join(kinds[self.number + 1 : self.number + 1 + _BESIDE]),
            " ".join(kinds[max(0, self.number - _BESIDE) : self.number]),
            before[-_FAR:],
        )


@dataclass(frozen=True, slots=True)
class LeftOutWords:
    """What a query names to be left out, in order, and the words that say so: [start, end) characters, with the particles behind a name."""

    named: tuple[Span, ...] = ()
    said: tuple[Span, ...] = ()


def read_left_out(query: str, analyser: Analyser) -> LeftOutWords:
    """Return what a clean query wants left out; nothing named where it leaves nothing out. A part of a longer word names nothing."""
    if not query.strip() or _classifiers()["query"].classify(letters_of([query]))[LEAVES_OUT] < LIKELY:
        return LeftOutWords()
    words = words_of(query, analyser)
    if not words:
        return LeftOutWords()
    told = [_kind_of(scores) for scores in _classifiers()["word"].classify_all(letters_of_parts([word.parts for word in words], WEIGHED))]
    named: list[Span] = []
    said: list[Span] = []
    for number, (one, kind) in enumerate(zip(words[0].morphemes, told, strict=True)):
        if kind == NAMES and number and told[number - 1] == NAMES:
            named[-1] = (named[-1][0], one.end)
        elif kind == NAMES:
            named.append((one.start, one.end))
        elif kind == SAYS or (one.tag.startswith(_PARTICLE) and one.start in {end for _, end in (*named[-1:], *said[-1:])}):
            said.append((one.start, one.end))
    starts = {0, *(end for _, end in said)}
    ends = {len(query), *(start for start, _ in said)}
    whole = tuple(
        (start, end)
        for start, end in named
        if (start in starts or not query[start - 1].isalnum()) and (end in ends or not query[end].isalnum())
    )
    return LeftOutWords(whole, tuple(said)) if whole else LeftOutWords()


def words_of(query: str, analyser: Analyser) -> list[WordInQuery]:
    """Return a query's morphemes in it, in order; of a listed name the name alone."""
    kept: list[Morpheme] = []
    for one in analyser.morphemes(query):
        if one.start < one.end and (not kept or kept[-1].end <= one.start):
            kept.append(one)
    return [WordInQuery(query, kept, number) for number in range(len(kept))]


def _kind_of(scores: Scores) -> str:
    best = max(scores, key=scores.__getitem__)
    return NAMES if scores[NAMES] >= SURE else best if best != NAMES else NEITHER


@cache
def _classifiers() -> dict[str, LetterClassifier]:
    return dict(read_classifiers(LEFT_OUT_WEIGHTS))
