"""The whole service: API and pages in one app, and errors told as the asker reads: JSON to programs, a page to people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.routing import Route

from service.api.error_bodies import ErrorBody
from service.api.library.book_routes import add_library
from service.api.routes import add_routes, create_app
from service.asking.answer_feedback import AnswerFeedback
from service.asking.kept.kept_answer import KeptAnswer
from service.library.job_work import JobTools
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.pages.cases.case_pages import add_case_pages
from service.pages.library.library_pages import add_library_pages
from service.pages.reading_list.list_pages import add_reading_list
from service.pages.rendering.key_page import render_gate_page
from service.pages.rendering.key_page import router as gate
from service.pages.rendering.page_templates import error_page, waiting_page
from service.pages.search.search_page import add_pages

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from judging.storage.answer_store import KeptAnswerStore
    from judging.storage.feedback_store import FeedbackStore


def create_service(runtime: Runtime, *, tools: JobTools | None = None) -> FastAPI:
    """Return the app that `saerye serve` runs; `tools` are what the library's jobs are done with."""
    app = create_app(runtime, tell_error=tell_error, tools=tools)
    add_library(app)
    add_pages(app)
    add_case_pages(app)
    add_reading_list(app)
    add_library_pages(app)
    add_routes(app, gate)
    app.state.saerye.forgets_judged = partial(_forget_judged, runtime.settings)
    stores = AnswerStores(runtime.settings)
    app.state.saerye.keeps_feedback, app.state.saerye.answers = stores.keep_feedback, stores
    workbench = Workbench(runtime.settings)
    app.router.routes += [Route(path, workbench, include_in_schema=False) for path in ("/judge", "/judge/{rest:path}")]
    if runtime.settings.query_log == "on":
        from judging.storage.query_log import QueryLog

        app.state.saerye.heard = QueryLog(runtime.settings.judging).hear
    return app


def _forget_judged(settings: Settings, book: str, tells: Callable[[str], bool]) -> dict[str, int]:
    from judging.storage.book_forgetting import forget_judged_book

    return forget_judged_book(settings.judging, book, tells)


class AnswerStores:
    """Keeps answers, and what is said of them, in the database of judgments, which is opened with the first of either.

    Each raises JudgingError when the database cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stores: tuple[FeedbackStore, KeptAnswerStore] | None = None
        self._opening = Lock()

    def keep_feedback(self, given: AnswerFeedback) -> AnswerFeedback:
        """Keep what is said of an answer, and return it as it is kept."""
        return self._open()[0].add(given)

    def add(self, kept: KeptAnswer) -> None:
        """Keep an answer."""
        self._open()[1].add(kept)

    def find(self, answer_id: str) -> KeptAnswer | None:
        """Return the answer of an id, None where none is kept, or not any more."""
        return self._open()[1].find(answer_id)

    def drop(self, answer_id: str) -> None:
        """Keep an answer no more."""
        self._open()[1].drop(answer_id)

    def _open(self) -> tuple[FeedbackStore, KeptAnswerStore]:
        from judging.storage.answer_store import KeptAnswerStore
        from judging.storage.database import Database
        from judging.storage.feedback_store import FeedbackStore

        with self._opening:
            if self._stores is None:
                database = Database(self._settings.judging)
                self._stores = FeedbackStore(database), KeptAnswerStore(database, self._settings.kept_answers_days)
        return self._stores


class Workbench:
    """The judging workbench, imported by the first request to it: who only searches pays for no database."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app: ASGIApp | None = None
        self._opening = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        async with self._opening:
            if self._app is None:
                self._app = await asyncio.to_thread(self._open)
        await self._app(scope, receive, send)

    def _open(self) -> ASGIApp:
        from judging.workbench.workbench_app import create_workbench

        return create_workbench(self._settings)


def tell_error(request: Request, status: int, body: ErrorBody, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as a page when a browser asks for one, else in the API's shape."""
    path = request.url.path
    programs = path.startswith(("/api/", "/metrics", "/livez", "/readyz", "/openapi.json"))
    if not programs and "text/html" in request.headers.get("accept", ""):
        if (gate_page := render_gate_page(request, status, body)) is not None:
            return gate_page
        retry_after = (headers or {}).get("Retry-After")
        if retry_after and request.method == "GET":  # what is sent cannot be sent again by opening its address
            return waiting_page(request, int(retry_after))
        return error_page(request, status, body)
    return JSONResponse(body, status, headers=dict(headers or {}))
