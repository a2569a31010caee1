"""What the library's routes share: who asks, which state of a book they have seen, and what a book is told as."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Request, Response

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from service.api.library.library_shapes import Book
from service.api.roles import has_role, require
from service.api.state import State, state_of
from service.library.book_desk import Revisions
from service.library.book_views import may_read, tell_shelved_book
from service.operations.runtime import Served

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
    """Return a book from a file, for somebody who may know of it.

    Raises:
        LibraryError: (book_not_found for who may not, and as `BookDesk.read`).

    """
    record = state_of(request).desk.read(book)
    if not may_read(record, librarian=has_role(request, "librarian")):
        raise unknown_book(book)
    return record


def unknown_book(book: str) -> LibraryError:
    """Return the error of a book that is not there, or not for who asks."""
    told = f"자료 {book[:60]!r}을(를) 찾을 수 없습니다. /api/v1/books에서 번호를 확인하십시오."
    return LibraryError(told, code="book_not_found", field="book")


def tell_tagged(state: State, record: BookRecord, response: Response) -> Book:
    """Return all that is told of a book, and its state in the answer's `ETag`."""
    response.headers["ETag"] = f'"{record.revision}"'
    return tell_shelved_book(record, served_by(state))
