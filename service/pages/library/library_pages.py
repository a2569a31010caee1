"""The library's first page with its upload form, and the page of a job: how far it is, and what was understood of the file."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import LibraryError
from service.api.library.asking.library_asking import LIBRARIAN, served_by
from service.api.library.asking.upload_queue import queue_sent_file
from service.api.library.job_routes import find_job
from service.api.roles import has_role
from service.api.routes import add_routes
from service.api.state import state_of
from service.library.book_views import list_books
from service.library.intake import embedded_book
from service.library.job_record import ENDED, Job, JobKind, JobState
from service.operations.present_sight import current_sight
from service.pages.library.book_forms import router as book_forms
from service.pages.library.book_pages import LICENCES, OWN
from service.pages.library.book_pages import router as book_pages
from service.pages.library.cards.reasons import SURE, tell_score
from service.pages.library.case_forms import router as case_forms
from service.pages.library.library_forms import LIBRARIAN_FORM, Sent
from service.pages.library.library_memory import LibraryMemory
from service.pages.rendering.page_templates import STILL, render

router = APIRouter(prefix="/library", include_in_schema=False, default_response_class=HTMLResponse)
ENDED_SHOWN = 5
STATES: dict[JobState, str] = {
    "queued": "차례를 기다립니다",
    "running": "하고 있습니다",
    "done": "마쳤습니다",
    "failed": "마치지 못했습니다",
    "cancelled": "취소했습니다",
}
KINDS_OF_JOBS: dict[JobKind, str] = {
    "add": "새 자료 넣기",
    "replace": "새 판 넣기",
    "rendition": "같은 글의 다른 파일 잇기",
    "reparse": "다시 읽기",
}
FORMAT_NAMES = {
    "text": "텍스트",
    "markdown": "마크다운",
    "html": "HTML",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "hwpx": "HWPX",
    "hwp": "HWP",
    "pdf": "PDF",
    "image": "그림",
}
ACCEPTED = ".hwp,.hwpx,.pdf,.docx,.xlsx,.html,.htm,.md,.txt,.png,.jpg,.jpeg,.tif,.tiff"
"""What a browser offers first; what a file is, its bytes say."""
SAID = {"removed": "자료를 뺐습니다. 그 번호는 다시 쓰이지 않습니다."}


@router.get("", response_model=None)
def library_page(request: Request, said: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show the books that whoever asks may know of; to librarians the jobs too, and the form that takes a file."""
    return _show_library(request, said=SAID.get(said, ""))


@router.post("", response_model=None, dependencies=[LIBRARIAN_FORM])
async def send_file(request: Request) -> Response:
    """Take a file with what is said of the book, as the API does, and show the job that reads it."""
    try:
        job = await queue_sent_file(request)
    except LibraryError as error:
        if "text/html" not in request.headers.get("accept", ""):
            raise
        return await asyncio.to_thread(_show_library, request, error=error)
    return RedirectResponse(f"/library/jobs/{job}", 303, OWN)


@router.get("/jobs/{job_id}", response_model=None, dependencies=[LIBRARIAN])
def job_page(request: Request, job: Annotated[Job, Depends(find_job)]) -> Response:
    """Show how far a job is, and once it has ended, what was understood and what is doubtful."""
    view = {"job": job, "is_ended": job.state in ENDED, "still": STILL in request.query_params, "sure": SURE, "score": tell_score}
    return _page(request, "library_job.html", view)


@router.post("/jobs/{job_id}/cancel", dependencies=[LIBRARIAN_FORM])
def cancel_from_page(request: Request, job_id: str, _: Sent) -> RedirectResponse:
    """Call a job off."""
    return RedirectResponse(f"/library/jobs/{state_of(request).jobs.cancel(job_id).id}", 303, OWN)


@router.post("/jobs/{job_id}/retry", dependencies=[LIBRARIAN_FORM])
def retry_from_page(request: Request, job_id: str, _: Sent) -> RedirectResponse:
    """Put a failed job back into the queue."""
    return RedirectResponse(f"/library/jobs/{state_of(request).jobs.retry(job_id).id}", 303, OWN)


def add_library_pages(app: FastAPI) -> None:
    """Add the library's pages and forms to the app."""
    app.state.library_memory = LibraryMemory()
    add_routes(app, router, book_pages, book_forms, case_forms)


def _show_library(request: Request, *, said: str = "", error: LibraryError | None = None) -> HTMLResponse:
    state = state_of(request)
    served, librarian = served_by(state), has_role(request, "librarian")
    embedded = embedded_book(state.runtime.settings) if served is None else None
    jobs = state.jobs.list_all() if librarian else ()
    view = {
        "entries": list_books(state.desk, served, embedded, current_sight()),
        "jobs": [job for job in jobs if job.state not in ENDED],
        "ended": [job for job in jobs if job.state in ENDED][:ENDED_SHOWN],
        "librarian": librarian,
        "licences": LICENCES,
        "accepted": ACCEPTED,
        "most_bytes": state.runtime.settings.upload_bytes,
        "said": said,
        "error": error,
    }
    return _page(request, "library.html", view, error.status if error else 200)


def _page(request: Request, template: str, view: dict[str, object], status: int = 200) -> HTMLResponse:
    common = {"here": "library", "query": "", "states": STATES, "job_kinds": KINDS_OF_JOBS, "formats": FORMAT_NAMES, "ended_states": ENDED}
    page = render(state_of(request), template, {**common, **view}, status)
    page.headers.update(OWN)
    return page
