"""The cases of a book over HTTP: corrected, accepted or left out, cut in two, joined."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.model.document import Document
from service.api.library.asking.library_asking import LIBRARIAN, Seen, served_by, tell_tagged
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, AcceptBody, Book, CasePatch, JoinBody, SplitBody
from service.api.state import State, state_of
from service.library.book_desk import Revisions
from service.library.case_edits import accept_above, edit_case, join_neighbours, split_at_line

Edit = Callable[[BookRecord, Document], BookRecord]
router = APIRouter(prefix="/api/v1/books/{book_id}", responses=LIBRARY_ERRORS, tags=["자료"], dependencies=[LIBRARIAN])


@router.patch("/cases/{case_id}", summary="사례 고치기")
def set_case_fields(request: Request, response: Response, book_id: str, case_id: str, body: CasePatch, seen: Seen) -> Book:
    """Set a case's title, region, kind, year, lines or status; what is set by hand stays when the file is read again."""
    state, fields = state_of(request), body.fields()
    refuse_unknown_region(state, body)
    return _edit(state, response, book_id, seen, lambda record, document: edit_case(record, case_id, fields, document))


@router.post("/cases/{case_id}/split", summary="사례 나누기")
def split_case_in_two(request: Request, response: Response, book_id: str, case_id: str, body: SplitBody, seen: Seen) -> Book:
    """Cut a case in two before a line of the text: the first part keeps the id, the second gets a new one."""
    return _edit(state_of(request), response, book_id, seen, lambda record, document: split_at_line(record, case_id, body.line, document))


@router.post("/cases/{case_id}/join", summary="사례 합치기")
def join_two_cases(request: Request, response: Response, book_id: str, case_id: str, body: JoinBody, seen: Seen) -> Book:
    """Join a neighbouring case to this one; the other's id leads here from now on."""
    return _edit(
        state_of(request), response, book_id, seen, lambda record, document: join_neighbours(record, case_id, body.other, document)
    )


@router.post("/accept", summary="사례 한꺼번에 받아들이기")
def accept_sure_cases(request: Request, response: Response, book_id: str, body: AcceptBody, seen: Seen) -> Book:
    """Accept every draft that the outline is at least so sure of."""
    return _edit(state_of(request), response, book_id, seen, lambda record, _: accept_above(record, body.score))


def _edit(state: State, response: Response, book: str, seen: Revisions | None, edit: Edit) -> Book:
    changed = state.desk.change(book, seen, lambda record: edit(record, state.desk.document(record)))
    return tell_tagged(state, changed, response)


def refuse_unknown_region(state: State, body: CasePatch) -> None:
    """Refuse a province that Korea has not and has not had."""
    served = served_by(state)
    if body.region is not None and served is not None and served.searcher.gazetteer.province(body.region.sido) is None:
        told = f"region: {body.region.sido[:40]!r}은(는) 시·도의 이름이 아닙니다. 전북특별자치도처럼 적으십시오."
        raise LibraryError(told, code="invalid_parameter", field="region")
