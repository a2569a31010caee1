"""Two texts of one document, matched in step: where each piece of the one stands in the other, without going back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NO_KEY = re.compile(r"[^0-9A-Za-z가-힣ㄱ-ㆎ一-鿿]+")
_ROUND_DIGITS = {
    first + number: str(number + 1)
    for first, count in ((0x2460, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0xF02B1, 10))
    for number in range(count)
}
_PIECE = 16  # letters: a longer text is looked for in pieces, so that a page may end within it
_SHORT = 3  # a shorter one says nothing by itself: it is placed between those beside it
_PLACES = 60  # one that stands in more places says nothing either
_JOINED = 2.0  # letters that a piece counts more where it follows the one before without a gap


def text_key(text: str) -> str:
    """The letters and digits of a text, all that is compared: dots, brackets, marks and blanks are drawn and stored in many ways."""
    return _NO_KEY.sub("", text if text.isascii() else text.translate(_ROUND_DIGITS))


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text was found: from `start` up to `end`."""

    start: int
    end: int


@dataclass(slots=True)
class _Step:
    """A piece at one of its places, the best chain that ends there, and the step before."""

    piece: int
    start: int
    end: int
    score: float
    before: _Step | None


class _Frontier:
    """The best chains by where they end: each further one scores more."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._steps: list[_Step] = []

    def best(self, start: int) -> _Step | None:
        """The best chain that ends at `start` or before it."""
        at = bisect_right(self._ends, start) - 1
        return self._steps[at] if at >= 0 else None

    def add(self, step: _Step) -> None:
        """Hold a chain, unless one that ends no later scores as much; those that it outdoes go."""
        before = self.best(step.end)
        if before and before.score >= step.score:
            return
        first = bisect_left(self._ends, step.end)
        last = first
        while last < len(self._ends) and self._steps[last].score <= step.score:
            last += 1
        self._ends[first:last], self._steps[first:last] = [step.end], [step]


def find_spans(keys: Sequence[str], text: str) -> list[list[Span]]:
    """For each of `keys`, in their order, the spans of its pieces in `text`; none where it was not found.

    The chain taken is the one with the most letters that never goes back; what is too short for it is then placed between its neighbours.
    """
    pieces = [(number, piece) for number, key in enumerate(keys) for piece in _cut(key)]
    spans: list[Span | None] = [None] * len(pieces)
    step = _best_chain([piece for _, piece in pieces], text)
    while step:
        spans[step.piece] = Span(step.start, step.end)
        step = step.before
    _fill([piece for _, piece in pieces], spans, text)
    found: list[list[Span]] = [[] for _ in keys]
    for (number, _), span in zip(pieces, spans, strict=True):
        if span:
            found[number].append(span)
    return found


def _cut(key: str) -> Iterator[str]:
    """A key in pieces of nearly the same length."""
    count = max(1, round(len(key) / _PIECE))
    for number in range(count):
        yield key[len(key) * number // count : len(key) * (number + 1) // count]


def _places(piece: str, text: str) -> list[int]:
    """Where a piece stands in the text; none where it is too short or stands in too many places."""
    places: list[int] = []
    at = text.find(piece) if len(piece) >= _SHORT else -1
    while at >= 0 and len(places) <= _PLACES:
        places.append(at)
        at = text.find(piece, at + 1)
    return places if len(places) <= _PLACES else []


def _best_chain(pieces: Sequence[str], text: str) -> _Step | None:
    frontier, by_end = _Frontier(), dict[int, _Step]()
    for number, piece in enumerate(pieces):
        steps = []
        for start in _places(piece, text):
            before, joined = frontier.best(start), by_end.get(start)
            score = before.score if before else 0.0
            if joined and joined.score + _JOINED >= score:
                before, score = joined, joined.score + _JOINED
            steps.append(_Step(number, start, start + len(piece), score + len(piece), before))
        for step in steps:
            frontier.add(step)
            held = by_end.get(step.end)
            if held is None or held.score <= step.score:
                by_end[step.end] = step
    return frontier.best(len(text))


def _fill(pieces: Sequence[str], spans: list[Span | None], text: str) -> None:
    """Place the pieces that the chain left out, each between what was found before it and what was found after it."""
    following = [len(text)] * (len(spans) + 1)
    for number in range(len(spans) - 1, -1, -1):
        span = spans[number]
        following[number] = span.start if span else following[number + 1]
    at = 0
    for number, piece in enumerate(pieces):
        span = spans[number]
        if span is None and piece:
            start = text.find(piece, at, following[number])
            span = spans[number] = Span(start, start + len(piece)) if start >= 0 else None
        at = span.end if span else at
