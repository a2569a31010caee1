"""Templates filled for every page, and the pages that tell an error or ask to wait. The one door to jinja2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.datastructures import URL

from corpus.citations import DISCLAIMER, tell_place
from corpus.model.book import tell_licence
from corpus.model.facets import LABELS, SOURCES, SUBJECTS, CaseLike, kinds_of, values_of
from corpus.model.ids import anchor_of
from corpus.model.nouns import Case
from corpus.model.place import Place
from corpus.particle_forms import particle_after
from corpus.passages import (
    KIND_LABELS,
    ORIGIN_LABELS,
    PLACED_KINDS,
    name_of,
    official_title,
    place,
    place_and_title,
    place_of_case,
    place_or_title,
)
from service.api.error_bodies import ErrorBody
from service.api.state import State, state_of
from service.pages.rendering.evidence_links import cut_excerpt, mark_pieces
from service.pages.rendering.fault_view import explain_fault
from service.pages.rendering.figure_glance import choose_figures
from service.pages.rendering.official_units import compare_with_target, write_value
from service.pages.rendering.picture_links import PictureLinks
from service.pages.rendering.static_files import address_of
from service.search.contract.request import MAX_QUERY, MOST_COMPARED
from service.search.contract.search_results import BRAND, PHRASE, WITHOUT, FacetValue

HERE = Path(__file__).parents[1]
PAGE = 10
STILL = "still"
"""Parameter of a waiting page that is not to open again by itself."""
SIGNAL_NAMES = {**LABELS, BRAND: "고유 이름", WITHOUT: "빼고 찾기", PHRASE: "적힌 그대로"}


def render(state: State, template: str, view: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """Return a page; every value in it is escaped."""
    runtime = state.runtime
    books = runtime.served.searcher.ranker.index.books if runtime.ready else ()
    common: dict[str, object] = {
        "facet_names": LABELS,
        "sources": SOURCES,
        "value_names": {book.id: book.short_title for book in books},
        "books": books,
        "uses": {book.id: tell_licence(book.licence) for book in books},
        "signal_names": SIGNAL_NAMES,
        "kind_names": KIND_LABELS,
        "page_size": PAGE,
        "most_compared": MOST_COMPARED,
        "picture": PictureLinks(state.desk).to,
        "disclaimer": DISCLAIMER,
        "degraded": runtime.ready and runtime.served.searcher.degraded,
    }
    return HTMLResponse(_environment().get_template(template).render({**common, **view}), status)


def error_page(request: Request, status: int, body: ErrorBody) -> HTMLResponse:
    """Return the page that tells an error, with what was searched for still in the box."""
    view = {"fault": explain_fault(body), "query": request.query_params.get("q", "")[:MAX_QUERY]}
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


def write_source(at: Place, titles: Mapping[str, str], heading: str) -> str:
    """Return where the passage of a heading stands, its book told by its title: "「농업 우수사례」 294~309쪽, 원문 9,181~9,191행"."""
    return tell_place(at, heading, title=titles.get(at.book, ""))


def write_case_source(case: Case) -> str:
    """Return where a case stands, and its licence: "「농업 우수사례」 9쪽 · 공공누리 제1유형"; "" of what has neither book nor pages."""
    where = tell_place(place_of_case(case), title=case.book.short_title if case.book else "")
    return " · ".join(filter(None, (where, tell_licence(case.book.licence) if case.book else "")))


def gist_of(case: CaseLike) -> str:
    """Return the headline of a case that goes by its title; "" where it says no more than that."""
    return case.headline if name_of(case) == case.title != case.headline else ""


def split_facet(values: Sequence[FacetValue], chosen: Sequence[str], most: int = 6) -> tuple[list[FacetValue], list[FacetValue]]:
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
        environment.filters |= {
            "place": place,
            "place_or_title": place_or_title,
            "label": place_and_title,
            "name": name_of,
            "official": official_title,
            "gist": gist_of,
            "kinds": kinds_of,
            "anchor": anchor_of,
            "origin": lambda case: ORIGIN_LABELS[case.origin],
            "cited": write_source,
            "source": write_case_source,
            "measured": write_value,
            "reached": compare_with_target,
            "particle": particle_after,
        }
        environment.globals |= {"marked": mark_pieces, "excerpt": cut_excerpt, "glance": choose_figures, "shown_facet": split_facet}
        environment.globals |= {"static": address_of, "subjects": SUBJECTS, "placed_kinds": PLACED_KINDS, "values_of": values_of}
        _made.append(environment)
    return _made[0]
