"""Korean text → the traces of its words that a model knows them by: how words and sentences begin and end, without any dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log, sqrt

_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z]{2,}")
_SENTENCE_END = re.compile(r"([가-힣]{1,2})[.!?]?\s*(?:\n|$|(?<=[.!?])\s)")
_STEMS = (2, 3)
"""How many letters of a word's beginning stand for it: particles and endings come after them."""


def stems(text: str) -> Iterator[str]:
    """Yield the beginnings of a text's words: 청년들의 → 청년, 청년들."""
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        yield from dict.fromkeys(word[:size] for size in _STEMS)


def tails(text: str) -> Iterator[str]:
    """Yield how a text's longer words end: 추진배경 → ~배경. A heading's words say what they are at their end."""
    yield from (f"~{match[0][-2:]}" for match in _WORD.finditer(text.casefold()) if len(match[0]) > _STEMS[0])


def endings(text: str) -> Iterator[str]:
    """Yield how a text's sentences and lines end, by their last two letters: 습니다. → 니다."""
    for match in _SENTENCE_END.finditer(text):
        yield match[1]


def weigh_traces(name: str, found: Iterable[str]) -> Mapping[str, float]:
    """Return counts as features `name:trace`, damped by their logarithm and of length 1 together, whatever the text's length."""
    counts = {f"{name}:{trace}": 1 + log(count) for trace, count in Counter(found).items()}
    length = sqrt(sum(value * value for value in counts.values()))
    return {trace: value / length for trace, value in counts.items()} if counts else {}
