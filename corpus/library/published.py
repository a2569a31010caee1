"""Books on disk → what is published of them: each with its cases, called by their ids in the whole library and naming their book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.book_folders import BOOK, load_book
from corpus.cards import load_cases
from corpus.errors import CorpusError, Fault
from corpus.model.book import Book
from corpus.model.ids import DEFAULT_BOOK, book_of, case_id
from corpus.model.nouns import BookRef, Case

CARDS_FOLDER = "cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBook:
    """A book and its cases."""

    book: Book
    cases: tuple[Case, ...]


def read_library(folder: Path) -> tuple[PublishedBook, ...]:
    """Read every book of a library's folder, ordered by id; none where there is no such folder.

    A book is a folder named by its id: `book.yaml`, and a card a case in `cards/`, whose file and `id` are what the case is called there.

    Raises:
        CorpusError: with the faults of the first book that has any, or where one bears the name of the embedded book.

    """
    return tuple(_read(path.parent) for path in sorted(folder.glob(f"*/{BOOK}")))


def publish_book(book: Book, cases: Iterable[Case]) -> PublishedBook:
    """Return a book with its cases, which a card calls by what they are called within it."""
    ref = reference_to(book)
    own = (case.model_copy(update={"id": case_id(book.id, case.id.removeprefix(f"{book.id}:")), "book": ref}) for case in cases)
    return PublishedBook(book=book, cases=tuple(sorted(own, key=lambda case: case.id)))


def name_books(cases: Iterable[Case], books: Iterable[Book]) -> Iterator[Case]:
    """Yield the cases, each naming its book; those of an index of version 0.1.0 do not yet."""
    refs = {book.id: reference_to(book) for book in books}
    for case in cases:
        yield case if case.book else case.model_copy(update={"book": refs[book_of(case.id)]})


def reference_to(book: Book) -> BookRef:
    """Return what a case says of its book."""
    return BookRef(id=book.id, title=book.title, short_title=book.short_title, year=book.year)


def _read(folder: Path) -> PublishedBook:
    if folder.name == DEFAULT_BOOK:
        told = "들어 있는 자료와 이름이 같습니다. 폴더와 id를 다른 이름으로 바꾸십시오"
        raise CorpusError([Fault(f"{folder.name}/{BOOK}", "id", told)], "자료 정보")
    return publish_book(load_book(folder), load_cases(folder / CARDS_FOLDER))
