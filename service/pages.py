"""The web pages over the same engine: server-rendered, Korean, usable without JavaScript, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import ConfigDict

from corpus.errors import RequestError
from corpus.schema import Case
from service.api import Ignored
from service.query import FACET_NAMES, FACETS, MAX_OFFSET, SearchRequest, clean_query
from service.results import FacetValue, Source
from service.shapes import FilterParameters
from service.state import State, state_of

HERE = Path(__file__).parent
PAGE = 10
SIGNAL_NAMES = {**FACET_NAMES, "brand": "고유 이름"}
KIND_NAMES = {
    "background": "배경",
    "strategy": "전략",
    "governance": "추진체계",
    "programme": "사업 내용",
    "outcome": "성과",
    "lesson": "시사점",
    "voice": "현장의 목소리",
    "summary": "요약",
    "figure": "수치",
    "casebook": "원문",
}
EXAMPLES = (
    "청년이 시골에 정착하도록 돕는 사업",
    "박봉이라 금방 그만두는 신입을 붙잡고 싶다",
    "보호종료아동 자립 지원",
    "내연기관 부품업체 미래차 전환",
    "경력단절여성 직업훈련 취업률",
)
pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class PageParameters(FilterParameters):
    """The query string of the search page; what is unknown is ignored, since links to pages pick up extras on their way."""

    model_config = ConfigDict(extra="ignore")

    q: str = ""
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0
    as_typed: bool = False
    ignore: Ignored = ()


@dataclass(frozen=True, slots=True)
class Address:
    """What a search page is asked for, from which the addresses of other searches are made."""

    query: str
    chosen: Mapping[str, Sequence[str]]
    ignored: tuple[str, ...]
    as_typed: bool

    def link(self, *, without: tuple[str, str] | None = None, plus: tuple[str, str] | None = None, offset: int = 0) -> str:
        """Return the address of this search with one parameter taken away or added, at an offset."""
        pairs = [("q", self.query)] if self.query else []
        pairs += [(facet, value) for facet in FACETS for value in self.chosen[facet]]
        pairs += [("ignore", signal) for signal in self.ignored]
        pairs += [("as_typed", "true")] if self.as_typed else []
        pairs = [pair for pair in pairs if pair != without]
        pairs += [plus] if plus else []
        pairs += [("offset", str(offset))] if offset else []
        return "/?" + urlencode(pairs)


@pages.get("/")
async def search_page(request: Request, parameters: Annotated[PageParameters, Query()]) -> HTMLResponse:
    """Show the search box and, for a query, its results and what was understood; without one, all cases."""
    state, filters = state_of(request), parameters.filters()
    chosen = {facet: list(getattr(filters, facet)) for facet in FACETS}
    ignored = tuple(sorted(set(parameters.ignore)))
    view: dict[str, object] = {
        "query": parameters.q[:200],
        "chosen": chosen,
        "ignored": [signal.partition(":")[::2] for signal in ignored],
        "examples": EXAMPLES,
        "result": None,
        "listing": None,
        "error": None,
        "offset": parameters.offset,
    }
    try:
        query = clean_query(parameters.q) if parameters.q.strip() else ""
        view |= {"query": query, "link": Address(query, chosen, ignored, parameters.as_typed).link}
        if query:
            asked = SearchRequest(query, "hybrid", filters, PAGE, parameters.offset, parameters.as_typed, ignored)
            view["result"] = await state.search(asked)
        else:
            view["listing"] = state.runtime.served.engine.list_cases(filters)
    except RequestError as error:
        return render(state, "search.html", view | {"error": error.message}, error.status)
    return render(state, "search.html", view)


def render(state: State, template: str, view: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """Return a page; every value in it is escaped."""
    runtime = state.runtime
    common: dict[str, object] = {
        "facet_names": FACET_NAMES,
        "signal_names": SIGNAL_NAMES,
        "kind_names": KIND_NAMES,
        "page_size": PAGE,
        "degraded": runtime.ready and runtime.served.engine.degraded,
    }
    return HTMLResponse(_environment().get_template(template).render({**common, **view}), status)


def error_page(state: State, status: int, message: str) -> HTMLResponse:
    """Return the page that tells an error; while the index is loading it comes back by itself."""
    return render(state, "error.html", {"status": status, "message": message, "query": ""}, status)


def add_pages(app: FastAPI) -> None:
    """Add the pages and their style sheet to the app."""
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.include_router(pages)


def marked(text: str, highlights: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is marked: "가나다", [[1, 2]] → [("가", False), ("나", True), ("다", False)]."""
    pieces, at = [], 0
    for start, end in highlights:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def place(case: Case) -> str:
    """Return the region as officials write it."""
    return " ".join(filter(None, (case.region.sido, case.region.sigungu)))


def printed_pages(pages: tuple[int, int | None]) -> str:
    """Return page numbers as a citation writes them: "294~309쪽"."""
    return f"{pages[0]}~{pages[1]}쪽" if pages[1] else f"{pages[0]}쪽부터"


def cited(source: Source) -> str:
    """Return where a passage stands: "사례집 294~309쪽, 원문 9181~9191행"."""
    lines = f", 원문 {source.lines[0]:,}~{source.lines[1]:,}행" if source.lines else ""
    return f"사례집 {printed_pages(source.pages)}{lines}"


def amount(value: float | None) -> str:
    """Return a number with separators; "-" where the source states none."""
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def won(millions: float) -> str:
    """Return an amount of 백만원 as officials write it: 118812 → "1,188억 1,200만 원"."""
    hundred_millions, rest = divmod(round(millions * 100), 10_000)
    parts = [f"{hundred_millions:,}억" if hundred_millions else "", f"{rest:,}만" if rest else ""]
    return " ".join(filter(None, parts)) + " 원" if hundred_millions or rest else "0원"


def shown_facet(values: Sequence[FacetValue], chosen: Sequence[str], most: int = 12) -> list[FacetValue]:
    """Return the values of a facet worth showing: the most frequent, and whatever is chosen."""
    return [*values[:most], *(value for value in values[most:] if value.value in chosen)]


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
        environment.filters |= {"place": place, "pages": printed_pages, "cited": cited, "amount": amount, "won": won}
        environment.globals |= {"marked": marked, "shown_facet": shown_facet}
        _made.append(environment)
    return _made[0]
