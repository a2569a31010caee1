"""The web pages over the same engine: server-rendered, Korean, usable without JavaScript, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import ConfigDict
from starlette.datastructures import URL

from corpus.errors import IndexNotReadyError, RequestError
from corpus.schema import Case
from service.api import Ignored
from service.asked import asked
from service.case_view import KIND_NAMES, pages_told
from service.errors import ErrorBody, body_of_request_error
from service.evidence import CaseLinks, excerpt, marked
from service.faults import told_to_people
from service.glance import glance
from service.query import FACET_NAMES, FACETS, MAX_OFFSET, MAX_QUERY, SearchRequest, clean_query
from service.results import FacetValue, Source
from service.search_view import EXAMPLES, Address, pages_of, ways_out
from service.shapes import FilterParameters
from service.side_by_side import MOST
from service.standing import stand_out
from service.state import State, state_of
from service.static_files import STATIC, Files, address_of
from service.told_answer import tell
from service.units import reached, told

HERE = Path(__file__).parent
PAGE = 10
STILL = "still"
"""Parameter of a waiting page that is not to open again by itself."""
SIGNAL_NAMES = {**FACET_NAMES, "brand": "고유 이름"}
pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class PageParameters(FilterParameters):
    """The query string of the search page; what is unknown is ignored, since links to pages pick up extras on their way."""

    model_config = ConfigDict(extra="ignore")

    q: str = ""
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0
    as_typed: bool = False
    ignore: Ignored = ()


@pages.get("/")
async def search_page(request: Request, parameters: Annotated[PageParameters, Query()]) -> HTMLResponse:
    """Show the search box and, for a query, its results, what was understood and, for a question, its answer; without one, all cases."""
    state, filters = state_of(request), parameters.filters()
    chosen = {facet: getattr(filters, facet) for facet in FACETS}
    ignored = tuple(sorted(set(parameters.ignore)))
    view: dict[str, object] = {"query": parameters.q[:200], "chosen": chosen, "offset": parameters.offset}
    try:
        query = clean_query(parameters.q) if parameters.q.strip() else ""
        address = Address(query, chosen, ignored, parameters.as_typed)
        view |= {"query": query, "address": address, "ignored": [signal.partition(":")[::2] for signal in ignored]}
        if query:
            asked_for = SearchRequest(query, "hybrid", filters, PAGE, parameters.offset, parameters.as_typed, ignored)
            view |= await _found(state, asked_for, address)
        else:
            engine = state.runtime.served.engine
            ways = ways_out(engine.cases, filters, address)
            listing, standing = engine.list_cases(filters), stand_out(engine.cases, filters)
            view |= {"result": None, "examples": EXAMPLES, "listing": listing, "standing": standing, "ways_out": ways}
    except IndexNotReadyError:
        raise
    except RequestError as error:
        return error_page(request, error.status, body_of_request_error(error))
    return render(state, "search.html", view)


async def _found(state: State, request: SearchRequest, address: Address) -> dict[str, object]:
    """Return what the page shows of a search; the answer to a question stands on its first page."""
    engine = state.runtime.served.engine
    result = await state.search(request)
    links = CaseLinks(engine.case, request.query)
    kind = "no" if request.offset else asked(request.query)
    answer = None if kind == "no" else await state.answer(request)
    wanted = answer is not None and (kind == "outright" or (answer.answerable and answer.confidence != "low"))
    return {
        "result": result,
        "links": links,
        "case_of": engine.case,
        "answer": tell(answer, links) if answer and wanted else None,
        "late": kind == "outright" and answer is None,
        "pages": pages_of(result.total, request),
        "ways_out": [] if result.hits else ways_out(engine.cases, request.filters, address),
    }


def render(state: State, template: str, view: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """Return a page; every value in it is escaped."""
    runtime = state.runtime
    common: dict[str, object] = {
        "facet_names": FACET_NAMES,
        "signal_names": SIGNAL_NAMES,
        "kind_names": KIND_NAMES,
        "page_size": PAGE,
        "most_compared": MOST,
        "degraded": runtime.ready and runtime.served.engine.degraded,
    }
    return HTMLResponse(_environment().get_template(template).render({**common, **view}), status)


def error_page(request: Request, status: int, body: ErrorBody) -> HTMLResponse:
    """Return the page that tells an error, with what was searched for still in the box."""
    view = {"fault": told_to_people(body), "query": request.query_params.get("q", "")[:MAX_QUERY]}
    return render(state_of(request), "error.html", view, status)


def waiting_page(request: Request, retry_after: int) -> HTMLResponse:
    """Return the page of a service without an index. It opens again by itself, at its own address, until told to be still."""
    runtime, seconds = state_of(request).runtime, 0 if STILL in request.query_params else retry_after
    view = {
        "coming": runtime.stage != "settled",
        "query": request.query_params.get("q", "")[:MAX_QUERY],
        "seconds": seconds,
        "again": _own_address(request.url.remove_query_params(STILL)),
        "still": _own_address(request.url.include_query_params(**{STILL: ""})),
    }
    response = render(state_of(request), "waiting.html", view, 503)
    response.headers["Retry-After"] = str(retry_after)
    if seconds:  # a header, which like a <meta> needs no script
        response.headers["Refresh"] = str(seconds)
    return response


def _own_address(url: URL) -> str:
    """Return a page's address within this site; two slashes at its front would lead to another."""
    return "/" + url.path.lstrip("/") + (f"?{url.query}" if url.query else "")


def add_pages(app: FastAPI) -> None:
    """Add the pages and their style sheet to the app."""
    app.mount("/static", Files(directory=STATIC), name="static")
    app.include_router(pages)


def place(case: Case) -> str:
    """Return the region as officials write it."""
    return " ".join(filter(None, (case.region.sido, case.region.sigungu)))


def cited(source: Source) -> str:
    """Return where a passage stands: "사례집 294~309쪽, 원문 9181~9191행"."""
    lines = f", 원문 {source.lines[0]:,}~{source.lines[1]:,}행" if source.lines else ""
    return f"사례집 {pages_told(source.pages)}{lines}"


def shown_facet(values: Sequence[FacetValue], chosen: Sequence[str], most: int = 6) -> tuple[list[FacetValue], list[FacetValue]]:
    """Return the values of a facet to show at once, the most frequent and whatever is chosen, and those to be unfolded."""
    rest = values[most:]
    return [*values[:most], *(value for value in rest if value.value in chosen)], [value for value in rest if value.value not in chosen]


_made: list[Environment] = []


def _environment() -> Environment:
    """Return the template environment, made once."""
    if not _made:
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {"place": place, "pages": pages_told, "cited": cited, "measured": told, "reached": reached}
        environment.globals |= {"marked": marked, "excerpt": excerpt, "glance": glance, "shown_facet": shown_facet}
        environment.globals["static"] = address_of
        _made.append(environment)
    return _made[0]
