"""What the library's routes share: who asks, which state of a book they have seen, and what a book is told as."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.model.ids import DEFAULT_BOOK
from service.api.library.asking.library_shapes import Book
from service.api.roles import require
from service.api.state import State, state_of
from service.library.book_desk import Revisions
from service.library.book_views import may_read, tell_shelved_book, without_other_groups
from service.operations.present_sight import current_sight
from service.operations.served_views import Served

LIBRARIAN = Depends(require("librarian"))
_TAG = re.compile(r'\s*(?:W/)?"?([0-9]{1,9})"?\s*')


def seen_revisions(if_match: Annotated[str | None, Header(max_length=1_000)] = None) -> Revisions | None:
    """Return the states of a book that the asker has seen, by `If-Match`: None where any will do."""
    if if_match is None or if_match.strip() == "*":
        return None
    tags = (_TAG.fullmatch(tag) for tag in if_match.split(","))
    return frozenset(int(tag[1]) for tag in tags if tag)


Seen = Annotated[Revisions | None, Depends(seen_revisions)]


def served_by(state: State) -> Served | None:
    """Return what is in service, None where nothing is yet."""
    return state.runtime.served if state.runtime.ready else None


def read_for(request: Request, book: str) -> BookRecord:
    """Return a book from a file, for somebody who may know of it, and without what he may not know of it.

    Raises:
        LibraryError: (book_not_found, in the same words whether there is none or not for who asks; and as `BookDesk.read`).

    """
    state, sight = state_of(request), current_sight()
    try:
        record = state.desk.read(book)
    except LibraryError as error:
        if sight.everything or (error.code == "invalid_parameter" and _is_served(state, book)):
            raise
        raise unknown_book(book) from error
    if not may_read(record, sight):
        raise unknown_book(book)
    return without_other_groups(record, sight)


def _is_served(state: State, book: str) -> bool:
    served = served_by(state)
    return book == DEFAULT_BOOK or (served is not None and book in served.searcher.books)


def unknown_book(book: str) -> LibraryError:
    """Return the error of a book that is not there, or not for who asks."""
    told = f"자료 {book[:60]!r}을(를) 찾을 수 없습니다. /api/v1/books에서 번호를 확인하십시오."
    return LibraryError(told, code="book_not_found", field="book")


def tell_tagged(state: State, record: BookRecord, response: Response) -> Book:
    """Return all that is told of a book, and its state in the answer's `ETag`."""
    response.headers["ETag"] = f'"{record.revision}"'
    return tell_shelved_book(record, served_by(state))
