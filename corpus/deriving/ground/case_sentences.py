"""A case's parts → the sentences that could stand for it, each with where it stands and how like the others it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from corpus.deriving.ground.case_parts import CasePart, TextBlock
from corpus.deriving.ground.word_traces import stems
from corpus.structure.headings.outline_marks import read_mark
from corpus.structure.table_rows import one_line

SHORTEST, LONGEST = 20, 200
"""Characters of a sentence that can stand for a case."""
_END = re.compile(r"(?<=[다요까][.!?])\s+|(?<=[함음임됨][.])\s+|\n")
_PROSE = frozenset({"paragraph", "list_item"})
_LABEL = re.compile(r"[^:]{1,12} ?: |\([^()]{1,12}\) ")
_ENDED = re.compile(r"[.!?…][\"'”’)]?$")
_LETTER = re.compile(r"[가-힣]")
_FEW_LETTERS = 0.5

Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CaseSentence:
    """A sentence or item of a case: its words, its block, the number of its part, and its words' weights, of length 1 together."""

    text: str
    block: TextBlock
    part: int
    bag: Bag

    @property
    def ended(self) -> str:
        """Its words with a stop at their end: an item of a list has none, and beside another it would run into that."""
        return self.text if _ENDED.search(self.text) else f"{self.text}."

    @property
    def labelled(self) -> bool:
        """Whether it is a field of a form rather than a sentence: "출처 : 통계청"."""
        return bool(_LABEL.match(self.text))


def sentences_of(parts: Sequence[CasePart], without: str = "") -> list[CaseSentence]:
    """Return a case's sentences in reading order; what repeats another stands once, and what only says some words (a title) not at all."""
    unsaid = set(stems(without))
    whole = [(text, block, at) for at, part in enumerate(parts) for block in part.held for text in _split(block)]
    told = [each for each in whole if not set(stems(each[0])) <= unsaid]
    spread = Counter(stem for text, _, _ in told for stem in set(stems(text)))
    first = {text: (text, block, at) for text, block, at in reversed(told)}
    return [CaseSentence(*each, _weigh(each[0], spread, len(told))) for each in reversed(first.values())]


def likeness_to_all(held: Sequence[CaseSentence]) -> list[float]:
    """Return how like the whole case each of its sentences is, from 0 to 1."""
    centre = _sum_bags(sentence.bag for sentence in held)
    return [likeness(sentence.bag, centre) for sentence in held]


def likeness_to_words(words: str, held: Sequence[CaseSentence]) -> list[float]:
    """Return how like some words each sentence is, from 0 to 1."""
    bag = _unit(dict.fromkeys(stems(words), 1.0))
    return [likeness(sentence.bag, bag) for sentence in held]


def likeness(one: Bag, other: Bag) -> float:
    """Return the cosine of two bags of length 1."""
    short, long = sorted((one, other), key=len)
    return sum(value * long.get(stem, 0.0) for stem, value in short.items())


def plain_words(text: str) -> str:
    """Return an item's words without the bullets and circled numbers before them."""
    told = one_line(text)
    while (mark := read_mark(told)) and mark.title and mark.title != told and len(mark.style) == 1 and mark.style not in "NⅠ":
        told = mark.title
    return told


def _split(block: TextBlock) -> Iterator[str]:
    if block.block.kind in _PROSE:
        for piece in _END.split(block.text):
            text = plain_words(piece)
            if SHORTEST <= len(text) <= LONGEST and len(_LETTER.findall(text)) >= _FEW_LETTERS * len(text.replace(" ", "")):
                yield text


def _weigh(text: str, spread: Mapping[str, int], whole: int) -> Bag:
    return _unit({stem: (1 + log(count)) * log(1 + whole / spread[stem]) for stem, count in Counter(stems(text)).items()})


def _sum_bags(bags: Iterator[Bag]) -> Bag:
    whole: Counter[str] = Counter()
    for bag in bags:
        whole.update(bag)
    return _unit(whole)


def _unit(bag: Mapping[str, float]) -> Bag:
    length = sqrt(sum(value * value for value in bag.values()))
    return {stem: value / length for stem, value in bag.items()} if length else {}
