"""Books over HTTP: listed, put in, read, set, published, withdrawn, taken out."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request, Response

from corpus.library.book_record import BookRecord, Status
from corpus.library.record_fields import make_record
from service.api.library.asking.library_asking import LIBRARIAN, Seen, read_for, served_by, tell_tagged, unknown_book
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, Book, BookList, BookPatch, RemovedBook, TakenJob
from service.api.library.asking.upload_queue import UPLOAD_FIELDS, queue_reading_again, queue_sent_file
from service.api.library.book_case_routes import router as cases
from service.api.library.book_text_routes import router as texts
from service.api.library.check_routes import router as checks
from service.api.library.fact_routes import router as facts
from service.api.library.job_routes import router as jobs
from service.api.library.mask_routes import router as masks
from service.api.library.original_routes import router as originals
from service.api.library.page_picture_routes import router as pictures
from service.api.library.programme_routes import router as programmes
from service.api.routes import add_routes
from service.api.state import state_of
from service.library.book_views import list_books, tell_served_book
from service.library.intake import embedded_book
from service.library.upkeep.book_removal import remove_traces
from service.operations.present_sight import current_sight

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}, **{name: {"type": "string"} for name in UPLOAD_FIELDS}},
                }
            }
        },
    }
}
router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"])


@router.get("", summary="자료 목록")
def list_library(request: Request) -> BookList:
    """List the books: readers see those that are published for everybody or for a group of theirs, librarians drafts too."""
    state, served = state_of(request), served_by(state_of(request))
    embedded = embedded_book(state.runtime.settings) if served is None else None
    return BookList(books=list_books(state.desk, served, embedded, current_sight()))


@router.post("", summary="자료 넣기", status_code=202, dependencies=[LIBRARIAN], openapi_extra=_FORM)
async def add_to_library(request: Request, response: Response) -> TakenJob:
    """Take a file with what is said of the book, and queue the job that reads it; `replaces` names the book whose new edition it is."""
    job = await queue_sent_file(request)
    response.headers["Location"] = f"/api/v1/jobs/{job}"
    return TakenJob(job=job)


@router.get("/{book_id}", summary="자료 하나")
def read_book(request: Request, response: Response, book_id: str) -> Book:
    """Return all that is known of a book, its cases and what is doubtful; `ETag` tells its state."""
    state = state_of(request)
    if state.desk.is_by_hand(book_id):
        served = state.runtime.served
        if book_id not in served.searcher.books:
            raise unknown_book(book_id)
        return tell_served_book(served.searcher.books[book_id], served)
    return tell_tagged(state, read_for(request, book_id), response)


@router.patch("/{book_id}", summary="자료 정보 고치기", dependencies=[LIBRARIAN])
def set_book_fields(request: Request, response: Response, book_id: str, body: BookPatch, seen: Seen) -> Book:
    """Set what is known of a book, where it is still as the asker has seen it (`If-Match`)."""
    state, fields = state_of(request), body.fields()

    def set_on(record: BookRecord) -> BookRecord:
        return make_record(**{**record.model_dump(), **fields})

    return tell_tagged(state, state.desk.change(book_id, seen, set_on), response)


@router.delete("/{book_id}", summary="자료 빼기", dependencies=[LIBRARIAN])
def remove_book(request: Request, book_id: str, seen: Seen) -> RemovedBook:
    """Remove a book with every trace of it: index, jobs, judgments, searches; its id is never given again."""
    state = state_of(request)
    state.desk.forget(book_id, seen)
    removed = remove_traces(state.runtime.settings, state.desk.shelf, book_id, state.forgets_judged)
    return RemovedBook.model_validate(removed.tell())


@router.post("/{book_id}/publish", summary="자료 펴내기", dependencies=[LIBRARIAN])
def publish_book_now(request: Request, response: Response, book_id: str, seen: Seen) -> Book:
    """Publish a book: the service builds its index anew by itself, and then the book is found."""
    return _set_book_status(request, response, book_id, seen, "published")


@router.post("/{book_id}/withdraw", summary="자료 거두기", dependencies=[LIBRARIAN])
def withdraw_book(request: Request, response: Response, book_id: str, seen: Seen) -> Book:
    """Withdraw a book: readers do not find it from now on, and it stays in the library."""
    return _set_book_status(request, response, book_id, seen, "draft")


@router.post("/{book_id}/undo", summary="마지막 일 되돌리기", dependencies=[LIBRARIAN])
def undo_last_step(request: Request, response: Response, book_id: str, seen: Seen) -> Book:
    """Take back the last thing that was done to a book here, where nothing else has been done to it since."""
    state = state_of(request)
    return tell_tagged(state, state.desk.undo(book_id, seen), response)


@router.post("/{book_id}/reparse", summary="자료 다시 읽기", status_code=202, dependencies=[LIBRARIAN])
def read_book_again(request: Request, response: Response, book_id: str) -> TakenJob:
    """Queue the job that reads a book's kept file again, as this program reads it now."""
    job = queue_reading_again(state_of(request), book_id)
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return TakenJob(job=job.id)


def add_library(app: FastAPI) -> None:
    """Add the library's routes to an app."""
    add_routes(app, router, texts, facts, pictures, checks, originals, cases, masks, jobs, programmes)


def _set_book_status(request: Request, response: Response, book: str, seen: Seen, status: Status) -> Book:
    state = state_of(request)
    return tell_tagged(state, state.desk.change(book, seen, lambda record: record.model_copy(update={"status": status})), response)
