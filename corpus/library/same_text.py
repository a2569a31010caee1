"""Which book of a library has the same text as a document: told by the sketches of all, and then by the texts of those that resemble."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.library.renditions import ALIKE, SAME_TEXT, fingerprint, resemblance, shared_text
from corpus.library.shelf import Shelf
from corpus.model.document import Document


@dataclass(frozen=True, slots=True)
class SameText:
    """A book whose text a document has, and the share of the passages that are in both."""

    book: str
    share: float


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
