"""The search page: server-rendered, Korean, usable without JavaScript, nothing loaded from elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import ConfigDict

from corpus.errors import IndexNotReadyError, RequestError
from corpus.model.facets import KEYS
from service.api.error_bodies import body_of_request_error
from service.api.roles import OWN_FORMS
from service.api.routes import add_routes
from service.api.shapes import FilterParameters, Ignored
from service.api.state import State, state_of
from service.asking.clipped_questions import MOST_BEFORE
from service.asking.question_detection import detect_question
from service.pages.cases.outstanding_cases import stand_out
from service.pages.rendering.evidence_links import CaseLinks
from service.pages.rendering.page_templates import error_page, render
from service.pages.rendering.static_files import STATIC, Files
from service.pages.search.answer_view import view_answer
from service.pages.search.asked_search import complete_query, search_for
from service.pages.search.feedback_form import THANKS, VIEW
from service.pages.search.feedback_form import router as feedback
from service.pages.search.kept_page import router as kept
from service.pages.search.plan_page import router as plan
from service.pages.search.report_text import write_report
from service.pages.search.search_examples import examples_of
from service.pages.search.search_view import ORDERS, Address, pages_of, ways_out
from service.pages.search.understood_chips import chips_of
from service.search.contract.request import MAX_OFFSET, Order, SearchRequest, clean_query

pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class PageParameters(FilterParameters):
    """The query string of the search page; what is unknown is ignored, since links to pages pick up extras on their way."""

    model_config = ConfigDict(extra="ignore")

    q: str = ""
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0
    as_typed: bool = False
    ignore: Ignored = ()
    said: str = ""
    before: Annotated[tuple[str, ...], Query(max_length=MOST_BEFORE)] = ()
    alone: bool = False
    order: Order = "fit"


@pages.get("/")
async def search_page(request: Request, parameters: Annotated[PageParameters, Query()]) -> HTMLResponse:
    """Show the search box and, for a query, its results, what was understood and, for a question, its answer; without one, all cases."""
    state = state_of(request)
    ignored = tuple(sorted(set(parameters.ignore)))
    view: dict[str, object] = {"query": parameters.q[:200], "offset": parameters.offset, "thanked": parameters.said == THANKS}
    try:
        query = clean_query(parameters.q) if parameters.q.strip() else ""
        searcher = state.runtime.served.searcher
        filters = searcher.resolve(parameters.filters())
        chosen = {facet: filters.values(facet) for facet in KEYS}
        before = tuple(clean_query(asked, field="before") for asked in parameters.before)
        address = Address(query, chosen, ignored, parameters.as_typed, before, parameters.alone, parameters.order)
        view |= {"query": query, "chosen": chosen, "address": address, "ignored": [signal.partition(":")[::2] for signal in ignored]}
        if query:
            completed = await complete_query(state, address)
            asked_for = search_for(address, completed, filters, parameters.offset)
            view |= {"completed": completed, **await _view_found(state, asked_for, address)}
        else:
            ways = ways_out(searcher.cases, filters, address)
            listing, standing = searcher.list_cases(filters), stand_out(searcher.cases, filters)
            view |= {"result": None, "examples": examples_of(searcher.cases), "listing": listing, "standing": standing, "ways_out": ways}
    except IndexNotReadyError:
        raise
    except RequestError as error:
        return error_page(request, error.status, body_of_request_error(error))
    page = render(state, "search.html", view)
    if view.get("answer"):  # which has a form below it
        page.headers.update(OWN_FORMS)
    return page


async def _view_found(state: State, request: SearchRequest, address: Address) -> dict[str, object]:
    """Return what the page shows of a search; the answer to a question stands on its first page."""
    served = state.runtime.served
    searcher = served.searcher
    result = await state.search(request)
    links = CaseLinks(searcher.case, served.passages.get, request.query)
    question = detect_question(request.query)
    kind = "no" if request.offset else question
    answer = None if kind == "no" else await state.answer(request)
    wanted = answer is not None and (kind == "outright" or (answer.answerable and answer.confidence != "low"))
    shown = answer if wanted else None
    cases = {told.case_id: searcher.case(told.case_id) for told in shown.citations} if shown else {}
    return {
        **VIEW,
        "kept_days": state.runtime.settings.kept_answers_days,
        "result": result,
        "links": links,
        "case_of": searcher.case,
        "answer": view_answer(shown, links) if shown else None,
        "understood_chips": chips_of(shown.understood, address, served.asker.grammar) if shown else (),
        "report": write_report(shown, cases, searcher.books, date.today()) if shown and shown.answerable else "",
        "asked_before": (*address.before, request.query)[-MOST_BEFORE:] if question != "no" else (),
        "orders": ORDERS,
        "late": kind == "outright" and answer is None,
        "pages": pages_of(result.total, request),
        "ways_out": [] if result.hits else ways_out(searcher.cases, request.filters, address),
    }


def add_pages(app: FastAPI) -> None:
    """Add the search page, and the style sheets and scripts of all pages, to the app."""
    app.mount("/static", Files(directory=STATIC), name="static")
    add_routes(app, pages, feedback, kept, plan)
