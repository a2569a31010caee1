"""The pages of the cases themselves: one as a story, several side by side, and what all of them cover."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ConfigDict

from corpus.errors import CaseNotFoundError, RequestError
from corpus.model.facets import AXES, CROSSED, KEYS, PLACES, PROVINCE, places_of
from corpus.model.ids import book_of
from corpus.model.nouns import Case
from service.api.library.programme_routes import set_link, tell_years
from service.api.moved_cases import find_moved_case
from service.api.roles import OWN_FORMS, has_role, require
from service.api.routes import add_routes
from service.api.shapes import AnyCaseId, FilterParameters
from service.api.state import State, state_of
from service.pages.cases.case_comparison import compare, named_ids, wanted_ids
from service.pages.cases.case_view import BAR, view_case
from service.pages.cases.programme_table import tell_measures
from service.pages.maps.facet_map import SHADES, Axis, draw_map, link, provinces
from service.pages.rendering.official_units import budget, month
from service.pages.rendering.page_templates import render
from service.pages.rendering.picture_links import PictureLinks
from service.search.contract.request import MOST_COMPARED, Filters

pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class TopicParameters(FilterParameters):
    """The query string of the map of cases: what it crosses, and conditions on the cases; what is unknown is ignored."""

    model_config = ConfigDict(extra="ignore")

    rows: Axis = CROSSED[0][0]
    columns: Axis = CROSSED[0][1]

    def conditions(self) -> Filters:
        """Return the filters but for those on what is crossed; a choice left open in the form is none."""
        crossed = {self.rows, self.columns}
        return Filters.of({key: sorted({*self.values(key)} - {""}) for key in KEYS if key not in crossed})

    def turn(self, rows: Axis, columns: Axis) -> str:
        """Return the address of the map that crosses two other facets, under the same conditions."""
        kept = [(key, value) for key in KEYS if key not in {rows, columns} for value in self.values(key) if value]
        return f"/topics?{urlencode([('rows', rows), ('columns', columns), *kept])}#map-title"


@pages.get("/cases/{case_id}", response_model=None)
async def case_page(request: Request, case_id: AnyCaseId, q: str = "") -> Response:
    """Show a case as a story, with its figures, originals, doubts about the source, and the cases most like it."""
    if (moved := find_moved_case(request, case_id)) is not None:
        return RedirectResponse(f"/cases/{quote(moved)}", 301)
    state = state_of(request)
    searcher = state.runtime.served.searcher
    case = searcher.case(case_id)
    similar = await state.off_loop(searcher.similar, case.id)
    passages, book = searcher.ranker.index.catalogue.passages_of(case.id), searcher.books[book_of(case.id)]
    shown = view_case(case, passages, book, PictureLinks(state.desk).to)
    years = await tell_years(state, case.id)
    view = {
        "view": shown,
        "case": case,
        "places": _places(case),
        "similar": similar.hits,
        "years": years,
        "year_rows": tell_measures(years, searcher.books, own=case.id),
        "may_unlink": has_role(request, "librarian"),
        "query": q[:200],
        "budget": budget,
        "month": month,
        "bar": BAR,
        "others": MOST_COMPARED - 1,
    }
    page = render(state, "case.html", view)
    page.headers.update(OWN_FORMS)
    return page


@pages.post("/cases/{case_id}/{link}", dependencies=[Depends(require("librarian", form=True))])
async def link_form(request: Request, case_id: AnyCaseId, link: Literal["unlink", "link"], other: Annotated[AnyCaseId, Form()]) -> Response:
    """Take the form that says whether a case of another book is of the same programme, and show the case again."""
    await set_link(state_of(request), case_id, other, unlinked=link == "unlink")
    return RedirectResponse(f"/cases/{quote(case_id)}#years", 303)


def _places(case: Case) -> tuple[tuple[str, str], ...]:
    """Return the names of a case's places, the widest first, each with the search for all its cases."""
    held = list(zip(PLACES, places_of(case), strict=False))
    return tuple((value, link(*held[:end])) for end, (_, value) in enumerate(held, 1))


@pages.get("/topics")
async def topics_page(request: Request, parameters: Annotated[TopicParameters, Query()]) -> HTMLResponse:
    """Show which combinations the cases cover and which none does, where they are, and the themes that run across them."""
    state = state_of(request)
    served = state.runtime.served
    filters, cases, gazetteer = served.searcher.resolve(parameters.conditions()), served.searcher.cases, served.searcher.gazetteer
    chosen_provinces = {entry.name for name in parameters.values(PROVINCE) if (entry := gazetteer.province_written(name))}
    view = {
        "map": draw_map(cases, parameters.rows, parameters.columns, filters, served.searcher.vocabulary),
        "axes": AXES,
        "pairs": CROSSED,
        "rows": parameters.rows,
        "columns": parameters.columns,
        "chosen": filters.conditions(),
        "provinces": provinces(cases, gazetteer),
        "chosen_provinces": chosen_provinces,
        "meaning": served.meaning,
        "turned": parameters.turn,
        "themes_degraded": served.topics.degraded,
        "facets": served.searcher.list_cases(Filters()).facets,
        "themes": served.topics.themes,
        "shades": range(SHADES + 1),
        "link": link,
        "query": "",
        "here": "topics",
    }
    return render(state, "topics.html", view)


@pages.get("/compare")
async def compare_page(request: Request, ids: Annotated[tuple[str, ...], Query()] = ()) -> HTMLResponse:
    """Show up to four cases side by side; without any, let them be chosen; where they cannot be compared, say why too."""
    state = state_of(request)
    searcher = state.runtime.served.searcher
    if not ids:
        return _comparison(state, {"compared": None, "error": None, "picked": ()})
    try:
        compared = compare([searcher.case(case_id) for case_id in wanted_ids(ids)])
    except RequestError as error:
        if "text/html" not in request.headers.get("accept", ""):
            raise
        told = error.message
        if isinstance(error, CaseNotFoundError):
            told = f"사례 번호 ‘{error.case_id[:20]}’은(는) 없습니다. 아래 목록에서 고르십시오."
        return _comparison(state, {"compared": None, "error": told, "picked": named_ids(ids)}, error.status)
    return _comparison(state, {"compared": compared, "error": None, "picked": [column.case.id for column in compared.columns]})


def _comparison(state: State, view: dict[str, object], status: int = 200) -> HTMLResponse:
    cases = state.runtime.served.searcher.list_cases(Filters()).cases
    return render(
        state, "compare.html", {"cases": cases, "most": MOST_COMPARED, "month": month, "query": "", "here": "compare", **view}, status
    )


def add_case_pages(app: FastAPI) -> None:
    """Add the pages of the cases to the app."""
    add_routes(app, pages)
