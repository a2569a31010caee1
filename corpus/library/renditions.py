"""The same text in another form (a HWP and its PDF): recognised by its words, and its pages taken for the text's own.

A text is known by its shingles: SHINGLE letters and digits in a row, blanks and marks aside. The least of their hashes are its sketch
(Broder, "On the resemblance and containment of documents", 1997), which tells whether two texts are worth comparing in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from corpus.library.shelf import Shelf
from corpus.model.document import Block, Document

SHINGLE = 6
SKETCH = 400
ALIKE = 0.5
"""Least share of two sketches' common least hashes that is worth a full comparison."""
SAME_TEXT = 0.95
"""Share of a file's passages that are in another's text from which it is that text in another form."""
WHOLE = 0.75
"""Share of the other's passages that must be in the file then: an excerpt of a book is not the book."""
HELD = 0.8
"""Share of a passage's shingles that must be in the other text for it to be found there."""
RUNS_ON = 4
"""A block goes on to the next page where that has more than one in so many of the words that its main page has."""
SHORTEST = 12
"""Letters below which a block tells nothing."""
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text is known by: all its shingles' hashes, and the least of them."""

    shingles: frozenset[int]
    sketch: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SameText:
    """A book whose text a document has, and the share of the passages that are in both."""

    book: str
    share: float


def fingerprint(document: Document) -> Fingerprint:
    """Return what a document is known by."""
    shingles = frozenset(_shingles(letters_of("".join(map(words_of, document.blocks)))))
    return Fingerprint(shingles, tuple(sorted(shingles)[:SKETCH]))


def shared_text(one: Document, other: Document) -> float:
    """Return the share of a document's passages that are found in another's text; 0 where that has much that this one lacks."""
    prints = fingerprint(one), fingerprint(other)
    if resemblance(*(held.sketch for held in prints)) < ALIKE or _share_found(other, prints[0].shingles) < WHOLE:
        return 0.0
    return _share_found(one, prints[1].shingles)


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate from two sketches how much of both texts together is in each: 1 for equal texts."""
    least = sorted({*one, *other})[:SKETCH]
    return len(set(least) & set(one) & set(other)) / len(least) if least else 0.0


def find_same_text(shelf: Shelf, document: Document) -> SameText | None:
    """Return the book that has a document's text, the one that has most of it, the oldest of equals; None where none has."""
    sketch = fingerprint(document).sketch
    found: list[SameText] = []
    for record in sorted(shelf.records(), key=lambda record: (record.added, record.id)):
        if resemblance(sketch, record.sketch) >= ALIKE:
            share = shared_text(document, shelf.document(record))
            if share >= SAME_TEXT:
                found.append(SameText(record.id, round(share, 4)))
    return max(found, key=lambda same: same.share, default=None)


def take_pages(document: Document, rendition: Document) -> Document:
    """Return a document whose blocks have the pages of its other form: each the page that most of its shingles stand on there.

    A block that is not found there takes the page of the one before, within the pages around it.
    """
    places = _pages_of_shingles(rendition)
    blocks: list[Block] = []
    at = 1
    for block in document.blocks:
        held = [places[shingle] for shingle in _shingles(letters_of(words_of(block))) if shingle in places]
        telling = [pages for pages in held if len(pages) == 1] or held  # what stands on many pages is the book's manner of speaking
        seen = Counter(page for pages in telling for page in pages)
        if seen:
            at = max(seen, key=lambda page: (seen[page], -abs(page - at)))
        last = at
        while seen[last + 1] * RUNS_ON >= seen[at] > 0:
            last += 1
        label = next((other.printed_page for other in rendition.blocks if other.page == at), block.printed_page)
        blocks.append(replace(block, page=at, pages=(at, last), page_from="file", printed_page=label))
    return replace(document, blocks=tuple(blocks), page_count=rendition.page_count)


def words_of(block: Block) -> str:
    """Return the words of a block: of a table those of its cells."""
    return " ".join(cell.text for cell in block.cells) if block.cells else block.text


def letters_of(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return "".join(_LETTERS.findall(text))


def _shingles(letters: str) -> Iterator[int]:
    return (crc32(letters[at : at + SHINGLE].encode()) for at in range(max(0, len(letters) - SHINGLE + 1)))


def _share_found(document: Document, shingles: frozenset[int]) -> float:
    """Return the share of a document's passages, by their letters, that are in a text of these shingles."""
    found = whole = 0
    for block in document.blocks:
        letters = letters_of(words_of(block))
        if len(letters) < SHORTEST:
            continue
        own = [*_shingles(letters)]
        whole += len(letters)
        found += len(letters) * (sum(one in shingles for one in own) >= HELD * len(own))
    return found / whole if whole else 0.0


def _pages_of_shingles(document: Document) -> dict[int, tuple[int, ...]]:
    places: dict[int, tuple[int, ...]] = {}
    for block in document.blocks:
        if block.page is None:
            continue
        for shingle in _shingles(letters_of(words_of(block))):
            if block.page not in (held := places.get(shingle, ())):
                places[shingle] = (*held, block.page)
    return places
