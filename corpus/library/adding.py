"""File → book of the library, in functions that read as the table of contents: recognised, read, masked, numbered, put on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord, Rendition
from corpus.library.case_ids import number_cases
from corpus.library.disk.content_folder import UNWRITTEN
from corpus.library.disk.disk_space import refuse_full
from corpus.library.record_fields import make_record
from corpus.library.renditions import SAME_TEXT, SameText, find_same_text, fingerprint, shared_text
from corpus.library.shelf import NewText, Shelf
from corpus.model.book import Book, BookFile
from corpus.model.document import Document
from corpus.privacy.document_masks import mask_document
from corpus.privacy.mask_settings import MaskSettings, rules_alone

Told = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many there are)."""
LONGEST_TITLE = 200


class Parse(Protocol):
    """Reads a file, in a process of its own or right here."""

    def __call__(self, path: Path, *, name: str, progress: Told) -> Document:
        """Return the file's text with its structure.

        Raises:
            DocumentError: when it cannot be read.

        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """A file that is to become a book: where it lies, what it is called, what its keeper says of it, and the book it takes the place of."""

    path: Path
    name: str
    told: Mapping[str, Any] = field(default_factory=dict)
    keep_original: bool = True
    replaces: str | None = None
    rendition_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A book as it was put in; the book that has the same text, where one has; and what changed of a book that was there."""

    record: BookRecord
    same: SameText | None = None
    changes: tuple[str, ...] = ()


def add_book(shelf: Shelf, adding: Adding, parse: Parse, *, embedded: Book | None = None, progress: Told = lambda *_: None) -> Added:
    """Read a file and put it into the library as a draft: as a new book, a new edition of one, or another form of one.

    `embedded` is the book that is served from within, where it is.

    Raises:
        DocumentError: when the file cannot be read.
        LibraryError: (duplicate_book, book_not_found, storage_full, invalid_parameter); the library is as it was.

    """
    digest = _digest(adding.path)
    if adding.rendition_of and (draft := _draft_of(shelf, digest, adding.rendition_of)):
        added = _add_rendition(shelf, shelf.read(adding.rendition_of), shelf.document(draft), draft.file, adding)
        shelf.remove(draft.id)
        return added
    _refuse_known(shelf, digest, embedded)
    refuse_full(shelf.folder, adding.path.stat().st_size)
    present = adding.replaces or adding.rendition_of
    before = shelf.read(present) if present else None
    masks = MaskSettings() if before is None else rules_alone(before.masks) if adding.rendition_of else before.masks
    document = mask_document(parse(adding.path, name=adding.name, progress=progress), masks)
    file = BookFile(name=adding.name, format=document.format, sha256=digest)
    if before is not None and adding.rendition_of:
        return _add_rendition(shelf, before, document, file, adding)
    if before is not None:
        return replace_document(shelf, before, document, file, adding)
    numbered = number_cases(document)
    given = {"title": _title(document, adding.name), **adding.told}
    name = Path(adding.name)
    record = make_record(
        id=shelf.free_id(name.stem if name.suffix else adding.name),
        file=file.model_dump(),
        original=adding.keep_original,
        cases=[case.model_dump() for case in numbered.cases],
        next_number=numbered.next_number,
        added=datetime.now(UTC).isoformat(timespec="seconds"),
        **_of_text(document),
        **given,
    )
    same = find_same_text(shelf, document)
    original = adding.path if adding.keep_original else None
    return Added(record=shelf.add(record, document, original, lambda: _refuse_known(shelf, digest, embedded)), same=same)


def reparse_book(shelf: Shelf, book: str, parse: Parse, *, progress: Told = lambda *_: None) -> Added:
    """Read a book's file again, as this program reads it now; ids stay with the cases' words, and what was set by hand stays.

    Raises:
        LibraryError: (book_not_found; invalid_parameter where the file is not kept).

    """
    record = shelf.read(book)
    original = original_file(shelf, record)
    adding = Adding(path=original, name=record.file.name, keep_original=True)
    document = mask_document(parse(original, name=record.file.name, progress=progress), record.masks)
    return replace_document(shelf, record, document, record.file, adding)


def original_file(shelf: Shelf, record: BookRecord) -> Path:
    """Return the file that a book came from.

    Raises:
        LibraryError: (invalid_parameter) where it is not kept.

    """
    original = shelf.original(record)
    if original is None:
        told = f"자료 {record.id}의 원본 파일을 보관하지 않았습니다. 'saerye library add 파일 --replaces {record.id}'로 파일을 주십시오."
        raise LibraryError(told, code="invalid_parameter", field="book")
    return original


def replace_document(shelf: Shelf, before: BookRecord, document: Document, file: BookFile, adding: Adding) -> Added:
    """Put a text in the place of a book's: cases keep the ids of their words, and what was set by hand.

    Raises:
        LibraryError: (changed_meanwhile, storage_full).

    """
    numbered = number_cases(document, before, shelf.document(before))
    told = {
        **before.model_dump(),
        **adding.told,
        **_of_text(document),
        "file": file.model_dump(),
        "original": adding.keep_original,
        "cases": [case.model_dump() for case in numbered.cases],
        "next_number": numbered.next_number,
        "moved": numbered.moved,
        "rendition": _kept_rendition(shelf, before, document),
    }
    text = NewText(document, adding.path if adding.keep_original else None, file.name)
    record = make_record(**told)
    written = shelf.write_text(before.id, text, lambda content: record.model_copy(update={"content": content}), seen=before.revision)
    return Added(record=written, changes=numbered.changes)


def _kept_rendition(shelf: Shelf, before: BookRecord, document: Document) -> dict[str, Any] | None:
    """Return the other form of a book as long as it still is one of its text."""
    other = shelf.rendition(before)
    fits = other is not None and shared_text(other, document) >= SAME_TEXT
    return before.rendition.model_dump() if before.rendition is not None and fits else None


def _add_rendition(shelf: Shelf, before: BookRecord, document: Document, file: BookFile, adding: Adding) -> Added:
    share = shared_text(document, shelf.document(before))
    if share < SAME_TEXT:
        told = f"{adding.name}: 자료 {before.id}와(과) 같은 글이 아닙니다(같은 대목 {share:.0%}). 다른 자료로 넣으십시오."
        raise LibraryError(told, code="invalid_parameter", field="rendition_of")

    def named(content: str) -> BookRecord:
        return before.model_copy(update={"rendition": Rendition(file=file, content=content, share=round(share, 4))})

    text = NewText(document, adding.path if adding.keep_original else None, file.name)
    return Added(record=shelf.write_text(before.id, text, named, seen=before.revision))


def _draft_of(shelf: Shelf, digest: str, other: str) -> BookRecord | None:
    """Return the draft that a file came in as before it was said to be another form of a book."""
    held = (record for record in shelf.records() if record.file.sha256 == digest and record.status == "draft" and record.id != other)
    return next(held, None)


def _of_text(document: Document) -> dict[str, Any]:
    """Return what a record says of the text itself."""
    return {
        "pages": document.page_count,
        "warnings": document.warnings,
        "sketch": fingerprint(document).sketch,
        "content": UNWRITTEN,
    }


def _title(document: Document, name: str) -> str:
    """Return what a book is called of which its keeper has not said it."""
    alone = document.cases[0].title if len(document.cases) == 1 else ""
    told = " ".join((document.title or alone).split())
    return (told or Path(name).stem or name)[:LONGEST_TITLE]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _refuse_known(shelf: Shelf, digest: str, embedded: Book | None) -> None:
    """Refuse a file that a book was read from already."""
    known = {record.file.sha256: record.id for record in shelf.records()}
    known |= {record.rendition.file.sha256: record.id for record in shelf.records() if record.rendition}
    if embedded is not None and embedded.file is not None:
        known[embedded.file.sha256] = embedded.id
    if digest in known:
        told = f"이미 있는 자료 {known[digest]}의 파일과 같습니다. 'saerye library show {known[digest]}'로 확인하십시오."
        raise LibraryError(told, code="duplicate_book", field="file")
