"""The forms of a book's page: its metadata set, cases accepted together, published, withdrawn, a step taken back, read again, taken out."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from corpus.errors import LibraryError
from corpus.library.book_record import FIELDS, BookRecord
from corpus.library.record_fields import fields_of, make_record
from service.api.library.asking.upload_queue import queue_reading_again
from service.api.state import state_of
from service.library.case_edits import accept_above
from service.library.upkeep.book_removal import remove_traces
from service.pages.library.book_pages import OWN, memory_of, refuse_form
from service.pages.library.book_query import BookQuery
from service.pages.library.library_forms import LIBRARIAN_FORM, FilledForm, LibraryForm, Sent

router = APIRouter(prefix="/library/{book_id}", include_in_schema=False, dependencies=[LIBRARIAN_FORM])
Make = Callable[[BookRecord], BookRecord]
Lead = Callable[[BookRecord], str]


@router.post("/set", response_model=None)
def set_book(request: Request, book_id: str, sent: Sent) -> Response:
    """Set what is known of a book."""
    told = {name: sent.fields[name] for name in FIELDS if name in sent.fields}

    def set_on(record: BookRecord) -> BookRecord:
        return make_record(**{**record.model_dump(), **fields_of({name: " ".join(value.split()) for name, value in told.items()})})

    query = query_of(sent)
    return change_book(request, FilledForm(book_id, "book", sent, query), set_on, lambda _: query.link(book_id, "told", said="book_set"))


@router.post("/accept", response_model=None)
def accept_together(request: Request, book_id: str, sent: Sent) -> Response:
    """Accept every draft that the outline is at least so sure of."""
    query, before = query_of(sent), {"open": 0}

    def accept(record: BookRecord) -> BookRecord:
        score = sent.integer("score", "확실한 정도")
        if score > 100:  # noqa: PLR2004 - a share
            raise LibraryError("확실한 정도: 0에서 100까지 적으십시오.", code="invalid_parameter", field="score")
        before["open"] = count_open(record)
        return accept_above(record, score / 100)

    def lead(record: BookRecord) -> str:
        return query.link(book_id, "told", said="all_accepted", count=str(before["open"] - count_open(record)))

    return change_book(request, FilledForm(book_id, "accept", sent, query), accept, lead)


@router.post("/publish", response_model=None)
def publish_from_page(request: Request, book_id: str, sent: Sent) -> Response:
    """Publish a book."""
    query = query_of(sent)

    def lead(record: BookRecord) -> str:
        left = count_open(record)
        return query.link(book_id, "told", said="published" if left else "published_all", count=left)

    return change_book(
        request, FilledForm(book_id, "publish", sent, query), lambda record: record.model_copy(update={"status": "published"}), lead
    )


@router.post("/withdraw", response_model=None)
def withdraw_from_page(request: Request, book_id: str, sent: Sent) -> Response:
    """Withdraw a book."""
    query = query_of(sent)
    make, lead = lambda record: record.model_copy(update={"status": "draft"}), lambda _: query.link(book_id, "told", said="withdrawn")
    return change_book(request, FilledForm(book_id, "withdraw", sent, query), make, lead)


@router.post("/undo", response_model=None)
def undo_from_page(request: Request, book_id: str, sent: Sent) -> Response:
    """Take back the last thing that was done to a book."""
    query = query_of(sent)
    try:
        record = state_of(request).desk.undo(book_id, sent.seen)
    except LibraryError as error:
        return refuse_form(request, FilledForm(book_id, "undo", sent, query), error)
    kept = query if query.case in {case.id for case in record.cases} else query.model_copy(update={"case": ""})
    return lead_to(request, record, kept.link(book_id, "told", said="undone"))


@router.post("/reparse", response_model=None)
def read_again_from_page(request: Request, book_id: str, sent: Sent) -> Response:
    """Queue the job that reads a book's file again, and show how far that is."""
    state = state_of(request)
    try:
        state.desk.change(book_id, sent.seen, lambda record: record)
        job = queue_reading_again(state, book_id)
    except LibraryError as error:
        return refuse_form(request, FilledForm(book_id, "reparse", sent, query_of(sent)), error)
    return RedirectResponse(f"/library/jobs/{job.id}", 303, OWN)


@router.post("/remove", response_model=None)
def remove_from_page(request: Request, book_id: str, sent: Sent) -> Response:
    """Take a book out, where its id was typed to say so."""
    try:
        if sent.word("name") != book_id:
            raise LibraryError(f"빼시려면 자료의 번호 {book_id}을(를) 그대로 적으십시오.", code="invalid_parameter", field="name")
        state = state_of(request)
        state.desk.forget(book_id, sent.seen)
        remove_traces(state.runtime.settings, state.desk.shelf, book_id, state.forgets_judged)
    except LibraryError as error:
        return refuse_form(request, FilledForm(book_id, "remove", sent, query_of(sent)), error)
    return RedirectResponse("/library?said=removed", 303, OWN)


def change_book(request: Request, filled: FilledForm, make: Make, lead: Lead) -> Response:
    """Do what a form asks for to a book, in the state that it was filled in from, and lead on; or show the form again, and why."""
    try:
        record = state_of(request).desk.change(filled.book, filled.sent.seen, make)
    except LibraryError as error:
        return refuse_form(request, filled, error)
    return lead_to(request, record, lead(record))


def lead_to(request: Request, record: BookRecord, address: str) -> RedirectResponse:
    """Lead on after a change, whose outcome is remembered."""
    memory_of(request).remember(record)
    return RedirectResponse(address, 303, OWN)


def query_of(sent: LibraryForm, **changed: str) -> BookQuery:
    """Return what the page showed from which a form was sent."""
    order = "reading" if sent.word("order") == "reading" else "doubtful"
    return BookQuery.model_validate({"case": sent.word("case")[:100], "order": order, **changed})


def count_open(record: BookRecord) -> int:
    """Return how many cases nobody has looked at."""
    return sum(case.status == "draft" for case in record.cases)
