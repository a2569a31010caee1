"""Entries of contents pages ↔ the headings they lead to: the same words more or less, in the same order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.structure.headings.contents_pages import ContentsEntry
from corpus.structure.headings.headings_found import MarkedBlock

_TITLE_MOST = 100
_PREFIX = 2
_TRIED_MOST = 300
_ALIKE = 0.6  # of two titles' pairs of letters
_PART_LEAST = 3  # letters of a title that is the beginning of the other
_CONFIRMED = 0.34  # of entries that have to be found for lines to be contents
_SAME, _PART, _LIKE, _NUMBERED = 4.0, 2.0, 1.0, 2.0
_NOT_WORDS = re.compile(r"[\W_]+")


def title_key(text: str) -> str:
    """Return a title's letters and digits alone, for comparing it with others."""
    return _NOT_WORDS.sub("", text).casefold()


@dataclass(frozen=True, slots=True)
class _Target:
    """A short text that an entry may lead to."""

    at: int
    key: str
    number: int | None


def match_contents(entries: Sequence[ContentsEntry], marked: Sequence[MarkedBlock]) -> dict[int, int]:
    """Return for entries, by their place in the list, the block of the heading they lead to.

    Each contents page is matched on its own, since books print one before every part; within one the order of the headings is that of the
    entries. What looked like contents and leads nowhere has no match.
    """
    targets = _find_targets(entries, marked)
    found: dict[int, int] = {}
    for _, group in groupby(enumerate(entries), key=_page_of(entries)):
        listed = list(group)
        pairs = [pair for place, entry in listed for pair in _candidates(place, entry, targets)]
        found.update(_best_chain(pairs))
    return found


def confirm_contents(entries: Sequence[ContentsEntry], matches: Mapping[int, int]) -> frozenset[int]:
    """Return the places of entries on contents pages of which enough lead to a heading: others are but lines that end in numbers."""
    kept: set[int] = set()
    for _, group in groupby(enumerate(entries), key=_page_of(entries)):
        places = [place for place, _ in group]
        if sum(place in matches for place in places) >= _CONFIRMED * len(places):
            kept.update(places)
    return frozenset(kept)


def _page_of(entries: Sequence[ContentsEntry]) -> _PageKey:
    return _PageKey(entries)


class _PageKey:
    """Tells contents pages apart: their entries are in the same block, or in blocks one below the other."""

    def __init__(self, entries: Sequence[ContentsEntry]) -> None:
        self._page = [0] * len(entries)
        for place, (before, after) in enumerate(pairwise(entries), 1):
            self._page[place] = self._page[place - 1] + (after.at - before.at > 1)

    def __call__(self, pair: tuple[int, ContentsEntry]) -> int:
        return self._page[pair[0]]


def _find_targets(entries: Sequence[ContentsEntry], marked: Sequence[MarkedBlock]) -> dict[str, list[_Target]]:
    """The short texts of the document by their first letters; a title that goes on below its number is read on."""
    inside = {entry.at for entry in entries}
    targets: defaultdict[str, list[_Target]] = defaultdict(list)
    for at, held in enumerate(marked):
        if at in inside or not held.text or len(held.text) > _TITLE_MOST:
            continue
        number = held.mark.number if held.mark else None
        title = held.mark.title if held.mark else held.text
        if not title and at + 1 < len(marked):
            title = marked[at + 1].text
        for text in dict.fromkeys((title, held.text)):
            key = title_key(text)
            if key:
                for name in (f"= {key}", key[:_PREFIX]):
                    targets[name].append(_Target(at, key, number))
    return targets


def _candidates(place: int, entry: ContentsEntry, targets: Mapping[str, Sequence[_Target]]) -> Iterator[tuple[int, int, float]]:
    """Blocks that an entry may lead to, each with how well it fits."""
    number = entry.number
    for key in dict.fromkeys((title_key(entry.title), title_key(entry.text))):
        pairs = Counter(map("".join, pairwise(key)))
        for target in _sought(key, entry.at, targets):
            fit = _fit(key, pairs, target)
            if fit:
                agrees = number is not None and number == target.number
                yield place, target.at, fit + _NUMBERED * agrees


def _sought(key: str, at: int, targets: Mapping[str, Sequence[_Target]]) -> Iterator[_Target]:
    """The targets below a block with the very words sought, then those that begin like them: so many that a long index stays affordable."""
    for name in (f"= {key}", key[:_PREFIX]):
        listed = targets.get(name, ())
        first = bisect_right(listed, at, key=lambda target: target.at)
        yield from listed[first : first + _TRIED_MOST]


def _fit(key: str, pairs: Counter[str], target: _Target) -> float:
    if key == target.key:
        return _SAME
    short, long = sorted((key, target.key), key=len)
    if len(short) >= _PART_LEAST and long.startswith(short):
        return _PART + len(short) / len(long)
    theirs = Counter(map("".join, pairwise(target.key)))
    shared, whole = (pairs & theirs).total(), pairs.total() + theirs.total()
    return _LIKE if whole and 2 * shared >= _ALIKE * whole else 0.0


def _best_chain(pairs: Sequence[tuple[int, int, float]]) -> dict[int, int]:
    """The pairs of entry and block, both rising, that fit best together."""
    blocks = sorted({at for _, at, _ in pairs})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(blocks) + 1)  # a tree of sums: the best chain that ends at or before a block
    chain: list[tuple[int, int, int]] = []

    def best_before(index: int) -> tuple[float, int]:
        top = (0.0, -1)
        while index > 0:
            top = max(top, best[index])
            index -= index & -index
        return top

    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    for place, at, fit in ordered:
        index = bisect_left(blocks, at) + 1
        score, before = best_before(index - 1)
        chain.append((place, at, before))
        score += fit
        end = (score, len(chain) - 1)
        while index <= len(blocks):
            if end[0] > best[index][0]:
                best[index] = end
            index += index & -index
    found: dict[int, int] = {}
    last = best_before(len(blocks))[1]
    while last >= 0:
        place, at, last = chain[last]
        found[place] = at
    return found
