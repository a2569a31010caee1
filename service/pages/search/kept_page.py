"""Answers at addresses of their own: the form below an answer that makes one, and the page of one that was made."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BeforeValidator, Field

from corpus.errors import DeadlineError
from corpus.model.facets import KEYS
from service.api.ask_routes import NOT_STORED
from service.api.roles import require
from service.api.shapes import AnswerId, FilterParameters, Ignored
from service.api.state import state_of
from service.asking.clipped_questions import MOST_BEFORE
from service.asking.kept.kept_answer import KeptCitation
from service.pages.rendering.evidence_links import CaseLinks
from service.pages.rendering.page_templates import render
from service.pages.rendering.sent_forms import Line, form_reader, take_last
from service.pages.search.answer_view import CONFIDENCE, LEVELS, lines_of_working, set_apart
from service.pages.search.asked_search import complete_query, search_for
from service.pages.search.report_text import write_date, write_kept_report
from service.pages.search.search_view import Address
from service.search.contract.request import Order, clean_query

router = APIRouter(include_in_schema=False)


class KeepForm(FilterParameters):
    """The search whose answer is to be kept."""

    q: Line
    ignore: Ignored = ()
    as_typed: Annotated[bool, BeforeValidator(take_last)] = False
    before: Annotated[tuple[str, ...], Field(max_length=MOST_BEFORE)] = ()
    alone: Annotated[bool, BeforeValidator(take_last)] = False
    order: Annotated[Order, BeforeValidator(take_last)] = "fit"

    def address(self) -> Address:
        """Return the search whose page this was sent from."""
        chosen = {facet: self.values(facet) for facet in KEYS}
        before = tuple(clean_query(asked, field="before") for asked in self.before)
        return Address(clean_query(self.q), chosen, tuple(sorted(set(self.ignore))), self.as_typed, before, self.alone, self.order)


@router.post("/answers", dependencies=[Depends(require("reader", form=True))])
async def keep_answer(request: Request, form: Annotated[KeepForm, Depends(form_reader(KeepForm))]) -> RedirectResponse:
    """Keep the answer to a search as it is found now, whatever the page it was sent from says, and open its page."""
    state, address = state_of(request), form.address()
    filters = state.runtime.served.searcher.resolve(form.filters())
    completed = await complete_query(state, address)
    answer = await state.answer(search_for(address, completed, filters))
    if answer is None:
        raise DeadlineError
    kept = await state.keep_answer(replace(answer, question=address.query, completed=completed), filters)
    return RedirectResponse(f"/answers/{kept.id}", 303)


@router.get("/answers/{answer_id}", response_class=HTMLResponse)
async def kept_page(request: Request, answer_id: AnswerId) -> HTMLResponse:
    """Show an answer as it was found that day, how its books have fared since, and a text of it for a report."""
    state = state_of(request)
    opened = await state.open_answer(answer_id)
    served = state.runtime.served
    links = CaseLinks(served.searcher.case, served.passages.get, opened.question)
    address = str(request.base_url).rstrip("/") + opened.address
    view = {
        "query": opened.question,
        "kept": opened,
        "parted": set_apart(opened.answer or "", reckoned=opened.working is not None),
        "level": LEVELS[opened.confidence],
        "sure": CONFIDENCE[opened.confidence],
        "working": lines_of_working(opened.working),
        "sources": [(told, _link(told, links)) for told in opened.citations],
        "address": address,
        "date": write_date,
        "report": write_kept_report(opened, address) if opened.answer else "",
    }
    page = render(state, "kept_answer.html", view)
    page.headers["Cache-Control"] = NOT_STORED
    return page


def _link(told: KeptCitation, links: CaseLinks) -> str:
    """Return where a citation stands now, "" where it is not there any more."""
    cited = told.citation
    return links.to(cited.case_id, cited.passage_id) if links.passage(cited.passage_id) is not None else ""
