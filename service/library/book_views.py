"""What is told of the books: those of the library's shelf, and those that are served and came from no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from corpus.errors import LibraryError
from corpus.library.book_export import tell_record
from corpus.library.book_record import BookRecord, Status
from corpus.model.book import Book, allows_copies
from corpus.model.ids import DEFAULT_BOOK, book_of
from corpus.model.nouns import Case
from corpus.model.sight import ALL, EVERYBODY, Sight
from service.library.book_desk import BookDesk
from service.operations.served_views import Served

Keeping = Literal["embedded", "by_hand", "file"]
"""How a book is kept: within the program, as cards that were put into the library's folder, or as what was read from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookEntry:
    """A book as the list of them tells of it; None where it is not known.

    `origins` counts the cases by who wrote them, `unreviewed` those that nobody has looked through; `searchable` says whether the index in
    service has it. A book whose files are damaged has but its id and the `problem`.
    """

    id: str
    kept: Keeping
    title: str | None = None
    publisher: str | None = None
    year: int | None = None
    kind: str | None = None
    language: str | None = None
    licence: str | None = None
    source: str | None = None
    contact: str | None = None
    visibility: tuple[str, ...] = EVERYBODY
    status: Status = "published"
    format: str | None = None
    file_name: str | None = None
    pages: int | None = None
    cases: int = 0
    origins: Mapping[str, int]
    unreviewed: int = 0
    warnings: int = 0
    searchable: bool = False
    revision: int | None = None
    problem: str | None = None


def may_read(record: BookRecord, sight: Sight) -> bool:
    """Tell whether somebody may know of a book: who sees everything of all, readers of those that are published for them."""
    return sight.everything or (record.status == "published" and sight.sees(record.visibility))


def may_show_original(record: BookRecord, *, librarian: bool) -> bool:
    """Tell whether somebody who may know of a book may have the file it came from: readers where its licence gives copies to anybody."""
    return librarian or allows_copies(record.licence)


def without_other_groups(record: BookRecord, sight: Sight) -> BookRecord:
    """Return a record as somebody may read it: which other groups there are is told to who sees everything."""
    told = tuple(group for group in record.visibility if group == ALL or group in sight.groups)
    return record if sight.everything else record.model_copy(update={"visibility": told})


def list_books(desk: BookDesk, served: Served | None, embedded: Book | None, sight: Sight) -> list[BookEntry]:
    """Return the books that somebody may know of: the embedded one, then the others by their ids.

    `embedded` is the one that will be served from within, while nothing is served yet.
    """
    indexed = served.searcher.books if served else {}
    cases = served.searcher.cases if served else ()
    entries = [_entry_of_book(book, cases, searchable=True) for book in indexed.values() if desk.is_by_hand(book.id)]
    if embedded is not None:
        entries.append(_entry_of_book(embedded, (), searchable=False))
    for name in desk.shelf.ids():
        try:
            record = desk.shelf.read(name)
        except LibraryError as error:
            if sight.everything:
                entries.append(BookEntry(id=name, kept="file", status="draft", origins={}, problem=error.message))
            continue
        if may_read(record, sight):
            entries.append(_entry_of_record(without_other_groups(record, sight), searchable=name in indexed))
    return sorted(entries, key=lambda entry: (entry.id != DEFAULT_BOOK, entry.id))


def tell_shelved_book(record: BookRecord, served: Served | None) -> dict[str, Any]:
    """Return all that is told of a book from a file."""
    told = {name: value for name, value in tell_record(record).items() if name != "sketch"}
    entry = _entry_of_record(record, searchable=served is not None and record.id in served.searcher.books)
    return {**told, "kept": entry.kept, "origins": entry.origins, "unreviewed": entry.unreviewed, "searchable": entry.searchable}


def tell_served_book(book: Book, served: Served) -> dict[str, Any]:
    """Return all that is told of a book of cards, by the index in service."""
    cases = [case for case in served.searcher.cases if book_of(case.id) == book.id]
    told = {"id", "title", "region", "pages", "page_from", "origin"}
    entry = _entry_of_book(book, cases, searchable=True)
    return {
        **book.model_dump(mode="json"),
        "visibility": list(book.visibility),
        "status": entry.status,
        "cases": [{**case.model_dump(mode="json", include=told), "kind": case.award, "status": "accepted"} for case in cases],
        "warnings": [],
        "kept": entry.kept,
        "origins": entry.origins,
        "unreviewed": 0,
        "searchable": True,
    }


def _entry_of_record(record: BookRecord, *, searchable: bool) -> BookEntry:
    within = [case for case in record.cases if case.status != "left_out"]
    unreviewed = sum(case.status == "draft" for case in within)
    origins = {"derived": unreviewed, "reviewed": len(within) - unreviewed}
    return BookEntry(
        id=record.id,
        kept="file",
        title=record.title,
        publisher=record.publisher,
        year=record.year,
        kind=record.kind,
        language=record.language,
        licence=record.licence,
        source=record.source,
        contact=record.contact,
        visibility=record.visibility,
        status=record.status,
        format=record.file.format,
        file_name=record.file.name,
        pages=record.pages,
        cases=len(within),
        origins={origin: count for origin, count in origins.items() if count},
        unreviewed=unreviewed,
        warnings=len(record.warnings),
        searchable=searchable,
        revision=record.revision,
    )


def _entry_of_book(book: Book, cases: Iterable[Case], *, searchable: bool) -> BookEntry:
    origins = Counter[str](case.origin for case in cases if book_of(case.id) == book.id)
    return BookEntry(
        id=book.id,
        kept="embedded" if book.id == DEFAULT_BOOK else "by_hand",
        title=book.title,
        publisher=book.publisher,
        year=book.year,
        kind=book.kind,
        language=book.language,
        licence=book.licence,
        source=book.source,
        contact=book.contact,
        visibility=book.visibility,
        format=book.file.format if book.file else None,
        file_name=book.file.name if book.file else None,
        pages=book.pages,
        cases=origins.total(),
        origins=origins,
        unreviewed=origins["derived"],
        searchable=searchable,
    )
