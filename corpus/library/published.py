"""Books on disk → what is published of them: each with its cases, called by their ids in the whole library and naming their book."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.book_folders import BOOK, load_book
from corpus.cards import load_cases
from corpus.errors import CorpusError, Fault
from corpus.library.derived_books import publish_shelved
from corpus.library.disk.writing_file import WRITINGS
from corpus.library.record_cases import PublishedBook, reference_to
from corpus.library.shelf import RECORD, Shelf
from corpus.model.book import Book
from corpus.model.ids import DEFAULT_BOOK, book_of, case_id, id_order
from corpus.model.nouns import Case
from corpus.rows.card_rows import card_rows
from corpus.rows.evidence_row import EvidenceRow

CARDS_FOLDER = "cards"
Signature = tuple[tuple[str, int, int, int], ...]


def read_library(folder: Path) -> tuple[PublishedBook, ...]:
    """Read every book of a library's folder, ordered by id; none where there is no such folder.

    A book is a folder named by its id. One put there by hand holds `book.yaml`, and a card a case in `cards/`, whose file and `id` are what
    the case is called there; one that came from a file holds its record and its text, and is read where it is published.

    Raises:
        CorpusError: with the faults of the first book that has any, or where one bears the name of the embedded book.
        LibraryError: (damaged_book) when a published book's files are not as they were written.

    """
    by_hand = [_read(path.parent) for path in sorted(folder.glob(f"*/{BOOK}"))]
    shelf = Shelf(folder)
    from_files = [publish_shelved(shelf, record) for record in shelf.records() if record.status == "published"]
    return tuple(sorted((*by_hand, *from_files), key=lambda published: published.book.id))


def signature_of(folder: Path) -> Signature:
    """Return name, time, size and number of every file that `read_library` would read, which tell a change without reading any."""
    found = []
    for book in _entries(folder):
        cards = (entry for entry in _entries(Path(book.path) / CARDS_FOLDER) if entry.name.endswith(".yaml"))
        for entry in (*(entry for entry in _entries(book) if entry.name in {BOOK, RECORD, WRITINGS}), *cards):
            with suppress(FileNotFoundError):  # it went while we looked
                stat = os.stat(entry)  # noqa: PTH116 - of ten thousand cards, every other second
                found.append((entry.path[len(str(folder)) + 1 :], stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(sorted(found))


def _entries(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing where it is none, or went while we looked."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except (FileNotFoundError, NotADirectoryError):
        return []


def publish_book(book: Book, cases: Iterable[Case]) -> PublishedBook:
    """Return a book with its cases, which a card calls by what they are called within it."""
    ref = reference_to(book)
    own = (case.model_copy(update={"id": case_id(book.id, case.id.removeprefix(f"{book.id}:")), "book": ref}) for case in cases)
    told = tuple(sorted(own, key=lambda case: id_order(case.id)))
    return PublishedBook(book=book, cases=told, passages=(), read_rows=partial(_read_rows, told))


def _read_rows(cases: Iterable[Case]) -> Iterator[EvidenceRow]:
    return (row for case in cases for row in card_rows(case))


def name_books(cases: Iterable[Case], books: Iterable[Book]) -> Iterator[Case]:
    """Yield the cases, each naming its book; those of an index of version 0.1.0 do not yet."""
    refs = {book.id: reference_to(book) for book in books}
    for case in cases:
        yield case if case.book else case.model_copy(update={"book": refs[book_of(case.id)]})


def _read(folder: Path) -> PublishedBook:
    if folder.name == DEFAULT_BOOK:
        told = "들어 있는 자료와 이름이 같습니다. 폴더와 id를 다른 이름으로 바꾸십시오"
        raise CorpusError([Fault(f"{folder.name}/{BOOK}", "id", told)], "자료 정보")
    try:
        return publish_book(load_book(folder), load_cases(folder / CARDS_FOLDER))
    except CorpusError as error:
        raise CorpusError([replace(fault, file=f"{folder.name}/{fault.file}") for fault in error.faults], error.what) from error
