"""The page on which the draft of a plan is pasted, and the cases that resemble it. What is pasted is not kept, and stands in no address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import ConfigDict

from corpus.errors import RequestError
from service.api.shapes import Strict
from service.api.state import State, state_of
from service.pages.rendering.evidence_links import CaseLinks
from service.pages.rendering.page_templates import render
from service.pages.rendering.sent_forms import Line, form_reader
from service.search.contract.request import MAX_PLAN, clean_plan
from service.search.contract.search_results import PlanResult
from service.search.plans.plan_search import search_plan

ASPECT_NAMES = {"problem": "문제", "target": "대상", "means": "수단"}
router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class PlanForm(Strict):
    """The draft that is sent."""

    model_config = ConfigDict(extra="ignore")

    text: Line = ""


@router.get("/plan")
async def plan_page(request: Request) -> HTMLResponse:
    """Show the box into which a draft is pasted."""
    return _page(state_of(request))


@router.post("/plan")
async def compare_draft(request: Request, form: Annotated[PlanForm, Depends(form_reader(PlanForm))]) -> HTMLResponse:
    """Show the cases that resemble a draft, with the draft still in its box; what is wrong with it is told above the box."""
    state = state_of(request)
    try:
        text = clean_plan(form.text)
        searcher = state.runtime.served.searcher
        found: PlanResult = await state.off_loop(search_plan, searcher, text)
    except RequestError as error:
        if error.field != "text" or "text/html" not in request.headers.get("accept", ""):
            raise
        return _page(state, draft=form.text[:MAX_PLAN], error=error.message, status=422)
    return _page(state, draft=form.text, found=found, links=CaseLinks(searcher.case, state.runtime.served.passages.get, ""))


def _page(
    state: State, *, draft: str = "", found: PlanResult | None = None, links: CaseLinks | None = None, error: str = "", status: int = 200
) -> HTMLResponse:
    view = {"draft": draft, "found": found, "links": links, "error": error, "query": "", "most": MAX_PLAN, "aspect_names": ASPECT_NAMES}
    page = render(state, "plan.html", view, status)
    page.headers["Cache-Control"] = "private, no-store"
    return page
