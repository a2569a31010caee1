"""The check of a book over HTTP: how it was read, and how well what it says is found."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from service.api.library.asking.library_asking import LIBRARIAN, served_by
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, Book, CheckParameters
from service.api.state import state_of
from service.library.checking.book_check import check_book
from service.limits.deadline import current_deadline

router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"], dependencies=[LIBRARIAN])


@router.get("/{book_id}/check", summary="자료 살피기")
async def check_one_book(request: Request, book_id: str, parameters: Annotated[CheckParameters, Query()]) -> Book:
    """Return whether a book's files are whole, how it was read, and how well its own headings, facts and figures are found.

    `queries` are made from the book and run through the search in service; the other books of the index are measured alike, as far as
    the time of a request goes (`unmeasured` names the rest: ask again, what was measured is remembered).
    """
    told: Book = await state_of(request).off_loop(_check, request, book_id, parameters.queries)
    return told


def _check(request: Request, book: str, most: int) -> dict[str, Any]:
    state, deadline = state_of(request), current_deadline()
    served = served_by(state)
    left = (lambda: deadline.left) if deadline is not None else None
    return check_book(state.desk, served.searcher if served else None, book, state.checks, most=most, left=left)
