"""The grading itself: one query, its pooled cases in an order of chance, a grade a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.model.ids import canonical
from judging.pooling import shuffle_cases
from judging.records import Graded
from judging.storage.judgment_store import Store
from judging.storage.tables import NOTE
from judging.workbench.forms import GradeForm, Id, Undo
from judging.workbench.query_pages import KINDS
from judging.workbench.shown_cases import SCALE, show_cases
from judging.workbench.workbench import bench_of, judge_of, require_judge, searcher_of
from service.api.state import state_of
from service.pages.rendering.page_templates import render
from service.pages.rendering.sent_forms import form_reader

router = APIRouter(prefix="/judge", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/next")
def next_query(request: Request, after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0) -> RedirectResponse:
    """Go to the next query that this judge has not finished."""
    store, judge = bench_of(request).store, judge_of(request)
    found = store.next(judge, after) if judge else None
    return RedirectResponse(f"/judge/queries/{found}" if found else "/judge?said=all" if judge else "/judge", 303)


@router.get("/queries/{query_id}")
def grading_page(request: Request, query_id: Id, finished: int = 0) -> Response:
    """Show a query and the cases to be graded for it: neither who found them nor what others gave them. Who has no name gives it first."""
    store, judge = bench_of(request).store, judge_of(request)
    if judge is None:
        return RedirectResponse("/judge", 303)
    query = store.query(query_id)
    order = shuffle_cases(store.pool(query_id), query_id, judge.id)
    grades = {graded.case: graded for graded in store.grades(judge=judge, query_id=query_id)}
    cases = show_cases(searcher_of(request), query.text, order, grades)
    current = next((case.id for case in cases if case.graded is None), None)
    view = {
        "judged": query,
        "judge": judge,
        "cases": cases,
        "current": current,
        "graded": len(grades),
        "scale": SCALE,
        "kinds": KINDS,
        "finished": finished,
        "longest": NOTE,
        "query": "",
        "here": "judge",
    }
    return render(state_of(request), "judge_grading.html", view)


@router.post("/queries/{query_id}/grades")
def grade(request: Request, query_id: Id, form: Annotated[GradeForm, Depends(form_reader(GradeForm))]) -> RedirectResponse:
    """Keep a grade and go on: to the next case, then to the next query; a grade that is changed stays where it is."""
    store, judge, case = bench_of(request).store, require_judge(request, form.judge), canonical(form.case)
    before = {graded.case: graded for graded in store.grades(judge=judge, query_id=query_id)}
    store.grade(Graded(judge.id, query_id, case, form.grade, form.clean_note()))
    if case in before:
        return RedirectResponse(_at(query_id, case), 303)
    order = shuffle_cases(store.pool(query_id), query_id, judge.id)
    following = _next_ungraded(order, case, before)
    if following is not None:
        return RedirectResponse(_at(query_id, following), 303)
    found = store.next(judge, query_id)
    return RedirectResponse(f"/judge/queries/{found}?finished={query_id}" if found else "/judge?said=all", 303)


@router.post("/undo")
def undo(request: Request, form: Annotated[Undo, Depends(form_reader(Undo))]) -> RedirectResponse:
    """Withdraw this judge's newest grade and go to its case."""
    store: Store = bench_of(request).store
    withdrawn = store.withdraw(require_judge(request, form.judge))
    return RedirectResponse(_at(*withdrawn) if withdrawn else "/judge?said=nothing", 303)


def _next_ungraded(order: Sequence[str], case: str, graded: Mapping[str, Graded]) -> str | None:
    """Return the first case after one that has no grade yet, from the start again after the last; None when all have one."""
    place = order.index(case)
    return next((other for other in (*order[place + 1 :], *order[:place]) if other not in graded), None)


def _at(query_id: int, case: str) -> str:
    return f"/judge/queries/{query_id}#case-{case}"
