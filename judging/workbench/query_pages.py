"""Who judges, what is judged, and how far that is: the overview, and the ways queries come in and go out."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from corpus.errors import RequestError
from eval.runs.saved_results import KIND_NAMES
from eval.sets.judged import DATA
from judging.agreement import agreements
from judging.configurations import MODES, list_available
from judging.pooling import DEPTH
from judging.storage.judgment_store import MAX_QUERIES
from judging.storage.tables import NAME
from judging.workbench.forms import Drawn, Id, JudgeNameForm, Nothing, Own, Picked, Pooled
from judging.workbench.workbench import JUDGE_COOKIE, bench_of, choose_pooled, development, judge_of, new_queries, searcher_of
from service.api.state import state_of
from service.pages.rendering.page_templates import render
from service.pages.rendering.sent_forms import form_reader
from service.search.contract.request import MAX_OFFSET

router = APIRouter(prefix="/judge", include_in_schema=False, default_response_class=HTMLResponse)
PAGE = 50
YEAR = 365 * 24 * 60 * 60
SOURCE_NAMES = {"own": "직접 적음", "development": "개발용", "log": "검색 기록"}
KINDS = {kind: KIND_NAMES[kind] for kind in ("need", "fact", "why", "keyword", "noisy")}
HEARD_SHOWN = 100


@router.get("")
def overview(request: Request, offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0, said: str = "") -> HTMLResponse:
    """Show who sits here, how far the judging is, how far judges agree, and the queries."""
    store, judge = bench_of(request).store, judge_of(request)
    tallies, judges = store.tallies(judge), store.judges()
    view: dict[str, object] = {
        "judge": judge,
        "judges": judges,
        "tallies": tallies[offset : offset + PAGE],
        "starts": range(0, len(tallies), PAGE),
        "offset": offset,
        "queries": len(tallies),
        "pooled": sum(tally.pooled for tally in tallies),
        "graded": sum(tally.graded for tally in tallies),
        "finished": sum(tally.graded >= tally.pooled for tally in tallies),
        "sources": {name: sum(tally.query.source == source for tally in tallies) for source, name in SOURCE_NAMES.items()},
        "names": {each.id: each.name for each in judges},
        "agreements": agreements(store.grades(), most=3),
        "source_names": SOURCE_NAMES,
        "kinds": KINDS,
        "longest": NAME,
        "said": SAID.get(said, ""),
    }
    return _page(request, "judge_overview.html", view)


SAID = {
    "all": "모든 질의의 판정을 마치셨습니다.",
    "added": "질의를 넣었습니다.",
    "known": "이미 있는 질의입니다. 판정할 사례만 살폈습니다.",
    "taken": "들여왔습니다.",
    "retired": "질의를 뺐습니다. 다시 넣으시면 판정이 되살아납니다.",
    "deeper": "판정할 사례를 살펴 더했습니다.",
    "nothing": "되돌릴 판정이 없습니다.",
}
"""What a page says after something was done, by the word in its address."""


@router.post("/judge")
def sit_down(request: Request, form: Annotated[JudgeNameForm, Depends(form_reader(JudgeNameForm))]) -> RedirectResponse:
    """Take a judge's name, and remember it in this browser."""
    judge = bench_of(request).store.judge(form.clean())
    answer = RedirectResponse("/judge", 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(JUDGE_COOKIE, str(judge.id), max_age=YEAR, path="/judge", httponly=True, samesite="strict", secure=secure)
    return answer


@router.get("/queries/new")
def new(request: Request) -> HTMLResponse:
    """Show the ways queries come in."""
    bench, searcher = bench_of(request), searcher_of(request)
    heard = bench.store.list_heard()
    view: dict[str, object] = {
        "judge": judge_of(request),
        "kinds": KINDS,
        "modes": MODES,
        "configurations": list_available(searcher),
        "pooled": {each.id for each in choose_pooled(searcher, ())},
        "depth": DEPTH,
        "has_development": (DATA / "queries.jsonl").is_file(),
        "logging": bench.settings.query_log == "on",
        "heard": heard[:HEARD_SHOWN],
        "waiting": len(heard),
    }
    return _page(request, "judge_new.html", view)


@router.post("/queries/own")
def add_own(request: Request, form: Annotated[Own, Depends(form_reader(Own))]) -> RedirectResponse:
    """Add queries that someone typed."""
    texts = [(text, form.kind, None) for text in form.lines()]
    return _redirect_after_adding(bench_of(request).store.add(new_queries(request, texts, "own", form.c, form.depth)))


@router.post("/queries/development")
def add_development(request: Request, form: Annotated[Drawn, Depends(form_reader(Drawn))]) -> RedirectResponse:
    """Draw queries from the development set: by chance, but the same whoever draws, and none twice."""
    store = bench_of(request).store
    known = {query.text for query in store.queries()}
    waiting = [each for each in development(form.kind) if each[0] not in known]
    drawn = sorted(waiting, key=lambda each: sha256(each[2].encode()).digest())[: form.count]
    return _redirect_after_adding(store.add(new_queries(request, drawn, "development", form.c, form.depth)))


@router.post("/queries/log")
def add_heard(request: Request, form: Annotated[Picked, Depends(form_reader(Picked))]) -> RedirectResponse:
    """Add searches that were kept to be judged."""
    store = bench_of(request).store
    picked = dict.fromkeys(form.text)
    if not picked or not picked.keys() <= {text for text, _ in store.list_heard()}:
        raise RequestError("검색 기록에서 판정할 질의를 골라 주십시오.", field="text")
    return _redirect_after_adding(store.add(new_queries(request, [(text, None, None) for text in picked], "log", form.c, form.depth)))


@router.post("/queries/deepen")
def deepen(request: Request, form: Annotated[Pooled, Depends(form_reader(Pooled))]) -> RedirectResponse:
    """Add to every query's pool what some configurations find, so that they can be compared without unjudged cases."""
    bench, searcher = bench_of(request), searcher_of(request)
    configurations = choose_pooled(searcher, form.c)
    bench.store.deepen({query.id: bench.pool(searcher, configurations, query.text, form.depth) for query in bench.store.queries()})
    return RedirectResponse("/judge?said=deeper", 303)


@router.post("/queries/{query_id}/retire")
def retire(request: Request, query_id: Id, _: Annotated[Nothing, Depends(form_reader(Nothing))]) -> RedirectResponse:
    """Take a query out."""
    bench_of(request).store.retire(query_id)
    return RedirectResponse("/judge?said=retired", 303)


def _redirect_after_adding(count: int) -> RedirectResponse:
    return RedirectResponse("/judge?said=" + ("added" if count else "known"), 303)


def _page(request: Request, template: str, view: dict[str, object]) -> HTMLResponse:
    return render(state_of(request), template, {"query": "", "here": "judge", "most": MAX_QUERIES, **view})
