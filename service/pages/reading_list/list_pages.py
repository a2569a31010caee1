"""The reading list over HTTP: its page, the part of it that a browser fills from its own storage, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse

from corpus.errors import ItemsNotFoundError
from service.api.roles import OWN_FORMS, require
from service.api.routes import add_routes
from service.api.state import State, state_of
from service.pages.reading_list.contents import FIGURE_COLUMNS
from service.pages.reading_list.export_form import ExportRequest, read_form
from service.pages.reading_list.formats import FORMATS
from service.pages.reading_list.gathering import LONGEST_NOTE, LONGEST_TITLE, MOST, TITLE, Gathered, ListRequest, gather, wanted_ids
from service.pages.rendering.page_templates import render

pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Ids = Annotated[tuple[str, ...], Query()]
_UNFIT_FOR_FILES = '\\/:*?"<>|'
_COMMON: Mapping[str, object] = {
    "formats": FORMATS,
    "most": MOST,
    "longest": LONGEST_NOTE,
    "longest_title": LONGEST_TITLE,
    "default_title": TITLE,
    "figure_columns": FIGURE_COLUMNS,
    "here": "list",
    "query": "",
}


@pages.get("/list")
async def list_page(request: Request, ids: Ids = ()) -> HTMLResponse:
    """Show the list of the ids in the address; without any, the list that the browser keeps, which a script asks for."""
    state = state_of(request)
    wanted = wanted_ids(ids)
    gathered = await _gather_off_loop(state, ListRequest(wanted))  # of nothing too: a page that has to wait for its items waits itself
    page = render(state, "list.html", {**_COMMON, "gathered": gathered, "own": not wanted})
    page.headers.update(OWN_FORMS)
    return page


@pages.get("/list/items")
async def list_items(request: Request, ids: Ids = ()) -> HTMLResponse:
    """Return the items of a browser's own list, to be put into its page."""
    state = state_of(request)
    gathered = await _gather_off_loop(state, ListRequest(wanted_ids(ids)))
    return render(state, "list_items.html", {**_COMMON, "gathered": gathered, "own": True})


@pages.post("/list/export", dependencies=[Depends(require("reader"))])
async def export_list(request: Request) -> Response:
    """Return a list with its notes as a file."""
    state = state_of(request)
    sent = read_form(await request.body(), request.headers.get("content-type", ""))
    written = await to_thread.run_sync(_write_file, state, sent, limiter=request.app.state.exports)
    return Response(written, media_type=sent.format.media_type, headers={"Content-Disposition": _disposition(sent)})


def add_reading_list(app: FastAPI) -> None:
    """Add the reading list to the app; files are written one at a time, so that searches never wait for them."""
    app.state.exports = CapacityLimiter(1)
    add_routes(app, pages)


async def _gather_off_loop(state: State, wanted: ListRequest) -> Gathered:
    gathered: Gathered = await state.off_loop(_gather, state, wanted)
    return gathered


def _gather(state: State, wanted: ListRequest) -> Gathered:
    searcher = state.runtime.served.searcher
    cases = {case.id: case for case in searcher.cases}
    return gather(wanted, cases, searcher.ranker.index.catalogue, searcher.books, date.today())


def _write_file(state: State, sent: ExportRequest) -> bytes:
    gathered = _gather(state, sent.wanted)
    if gathered.missing:
        raise ItemsNotFoundError(gathered.missing)
    return sent.format.write(gathered.contents)


def _disposition(sent: ExportRequest) -> str:
    """Return the header that names the file after the list, for old browsers in ASCII too (RFC 6266, RFC 5987)."""
    fit = "".join(char if char.isprintable() and char not in _UNFIT_FOR_FILES else " " for char in sent.wanted.title)
    title = " ".join(fit.split())[:60].strip(" .") or TITLE
    name = quote(f"{title} {date.today().isoformat()}.{sent.suffix}", safe="")
    return f"attachment; filename=\"reading-list.{sent.suffix}\"; filename*=UTF-8''{name}"
