"""What the library keeps of a book beside its text: `book.json`, the one file of a book that changes, JSON with a checksum of its own.

Ids of cases are given once. A case that was joined to another, or is no longer in the text, leaves its id to the case that has its words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field

from corpus.model.book import BookFile, Sha256
from corpus.model.nouns import BookId, Licence, Line, Record, Region, Text, Texts
from corpus.model.place import PageFrom
from corpus.model.sight import EVERYBODY
from corpus.privacy.mask_settings import MaskSettings

Status = Literal["draft", "published"]
CaseStatus = Literal["accepted", "draft", "left_out"]
LocalId = Annotated[str, Field(pattern=r"^\w[\w.-]{0,35}$")]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
FIELDS = ("title", "publisher", "year", "kind", "licence", "source", "contact", "visibility")
"""What of a book its keeper may set."""


class CaseRecord(Record):
    """A case of a book: its id there, what the outline or a person says of it, and where it stands, by blocks and by lines.

    `by_hand` names the fields that a person has set: another reading of the file leaves these as they are. So it does with `corrected`,
    what a person has set of the card, by the card's keys.
    """

    id: LocalId
    title: Text
    region: Region | None = None
    kind: Text | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    blocks: tuple[Count, Count]
    lines: tuple[Line, Line]
    pages: tuple[Count, Count] | None = None
    page_from: PageFrom | None = None
    status: CaseStatus = "draft"
    score: Annotated[float, Field(ge=0, le=1)] = 1.0
    by_hand: Texts = ()
    corrected: dict[str, Any] = Field(default_factory=dict)


class Rendition(Record):
    """Another form of the same text, whose pages are cited in the place of the book's own."""

    file: BookFile
    content: Sha256
    share: Annotated[float, Field(ge=0, le=1)]


class BookRecord(Record):
    """A book of the library. `content` is the digest of the folder that holds its text; `revision` counts the changes, from 1."""

    id: BookId
    title: Text
    publisher: Text | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    kind: Text | None = None
    language: Text = "ko"
    licence: Licence = "unknown"
    source: Text | None = None
    contact: Text | None = None
    visibility: tuple[Text, ...] = EVERYBODY
    status: Status = "draft"
    file: BookFile
    original: bool = True
    """Whether the file itself is kept."""
    pages: Annotated[int, Field(ge=1)] | None = None
    cases: tuple[CaseRecord, ...] = ()
    next_number: Annotated[int, Field(ge=1)] = 1
    moved: dict[str, LocalId] = Field(default_factory=dict)
    warnings: Texts = ()
    rendition: Rendition | None = None
    content: Sha256
    masks: MaskSettings = MaskSettings()
    sketch: tuple[int, ...] = ()
    """What its text is known by (corpus/library/renditions.py)."""
    revision: Annotated[int, Field(ge=1)] = 1
    added: Text


def write_record(record: BookRecord) -> bytes:
    """Return a record as it is stored."""
    stored = record.model_dump(mode="json")
    return json.dumps({**stored, "checksum": _checksum(stored)}, ensure_ascii=False, indent=1).encode()


def read_record(data: bytes) -> BookRecord:
    """Return the record that was stored.

    Raises:
        ValueError: where it is none, or not as it was written.

    """
    stored = json.loads(data)
    if not isinstance(stored, dict) or stored.pop("checksum", None) != _checksum(stored):
        msg = "not as it was written"
        raise ValueError(msg)
    return BookRecord.model_validate_json(json.dumps(stored))


def _checksum(stored: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a record as it is stored, so that a field that is new since then changes nothing."""
    return sha256(json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
