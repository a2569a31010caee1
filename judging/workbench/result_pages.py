"""What the judgments say: how far judges agree, how good the configurations are, and files for other tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from corpus.errors import EvalDataError, RequestError
from corpus.passages import place_and_title
from eval.reports.markdown import difference, interval
from eval.runs.saved_results import ANSWERS, FOLDER, Result, load_result
from eval.sets.judged import content_hash
from judging.agreement import MOST as MOST_PAIRS
from judging.agreement import agreements
from judging.configurations import MODES, MOST, Configuration, choose_configurations, list_available
from judging.evaluating import Evaluated, evaluate
from judging.qrels import MERGE_NAMES, Merge, merge_grades, read_qrels, write_qrels
from judging.records import GRADES, Judge
from judging.workbench.forms import QrelsForm
from judging.workbench.shown_cases import SCALE
from judging.workbench.workbench import bench_of, judge_of, searcher_of
from service.api.state import state_of
from service.pages.rendering.page_templates import render
from service.pages.rendering.sent_forms import form_reader

router = APIRouter(prefix="/judge", include_in_schema=False, default_response_class=HTMLResponse)
SHOWN, SAVED_SHOWN = 50, 20
WAIT = 3.0
"""Seconds that a page waits for an evaluation before it says how far it is."""
WANTED_WAIT = 60.0
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""A report is one page with its styles inside, and runs nothing."""
ChosenConfigurations = Annotated[tuple[str, ...], Query(max_length=20)]


@router.get("/agreement")
def agreement_page(request: Request) -> HTMLResponse:
    """Show for each pair of judges how far they agree, and where they do not."""
    store, searcher = bench_of(request).store, searcher_of(request)
    view = {
        "judge": judge_of(request),
        "pairs": agreements(store.grades()),
        "most": MOST_PAIRS,
        "names": {judge.id: judge.name for judge in store.judges()},
        "texts": {query.id: query.text for query in store.queries()},
        "titles": {case.id: place_and_title(case) for case in searcher.cases},
        "grades": GRADES,
        "scale": SCALE,
        "shown": SHOWN,
        "query": "",
        "here": "judge",
    }
    return render(state_of(request), "judge_agreement.html", view)


@router.get("/export.qrels")
def export_qrels(request: Request, merge: Merge = "median", judge: int | None = None) -> Response:
    """Return the judgments in TREC's four columns, of all judges merged or of one."""
    store = bench_of(request).store
    return _file(write_qrels(merge_grades(store.grades(judge=_judge(store.judges(), judge)), merge)), "judgments.qrels")


@router.get("/export.queries")
def export_queries(request: Request) -> Response:
    """Return the queries that the judgments name, each with its text behind a tab."""
    return _file("".join(f"{query.name}\t{query.text}\n" for query in bench_of(request).store.queries()), "queries.tsv")


@router.post("/import")
def take_in(request: Request, form: Annotated[QrelsForm, Depends(form_reader(QrelsForm))]) -> RedirectResponse:
    """Take in judgments that were made elsewhere, as those of a judge."""
    store, searcher = bench_of(request).store, searcher_of(request)
    name, queries = form.clean(), store.queries()
    read_qrels(form.qrels, queries, searcher.position, 0)  # a file that cannot be used leaves no judge behind
    judge = store.judge(name)
    store.grade_all(read_qrels(form.qrels, queries, searcher.position, judge.id))
    return RedirectResponse("/judge?said=taken", 303)


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Which configurations are to be compared, and how several judges' grades become one."""

    configurations: tuple[Configuration, ...]
    merge: Merge


def read_comparison(c: ChosenConfigurations = (), merge: Merge = "median") -> ComparisonRequest:
    """Return what a page of results is asked for; no configuration is none yet."""
    return ComparisonRequest(choose_configurations(c, least=2, most=MOST) if c else (), merge)


RequestedComparison = Annotated[ComparisonRequest, Depends(read_comparison)]


@router.get("/results")
def results_page(request: Request, wanted: RequestedComparison) -> HTMLResponse:
    """Show the configurations' measures with intervals, paired comparison and failures; while they are run, how far they are."""
    store, searcher = bench_of(request).store, searcher_of(request)
    found, refused = None, ""
    try:
        found = _evaluate_wanted(request, wanted, WAIT) if wanted.configurations else None
    except RequestError as error:
        refused = error.message
    done = found if isinstance(found, Evaluated) else None
    saved, problem = _newest_saved()
    view: dict[str, object] = {
        "judge": judge_of(request),
        "configurations": list_available(searcher),
        "chosen": [each.id for each in wanted.configurations] or list(MODES),
        "modes": MODES,
        "most": MOST,
        "merge": wanted.merge,
        "merges": MERGE_NAMES,
        "evaluated": done,
        "progress": found if found is not None and done is None else None,
        "titles": {case.id: place_and_title(case) for case in searcher.cases},
        "judgments": len(store.grades()),
        "interval": interval,
        "difference": difference,
        "saved": saved,
        "saved_names": _saved_names(),
        "problem": problem,
        "refused": refused,
        "query": "",
        "here": "judge",
    }
    return render(state_of(request), "judge_results.html", view)


@router.get("/results/report")
def results_report(request: Request, wanted: RequestedComparison) -> Response:
    """Return the report of `saerye eval report` over the judged queries, as a page that needs nothing else."""
    if not wanted.configurations:
        raise RequestError("비교할 검색 방식을 둘 이상 골라 주십시오.", field="c")
    found = _evaluate_wanted(request, wanted, WANTED_WAIT)
    if not isinstance(found, Evaluated):
        raise RequestError("아직 재고 있습니다. 결과 화면에서 끝난 뒤에 여십시오.", code="busy")
    return _report(request, found.results)


@router.get("/results/saved")
def saved_report(request: Request, name: Annotated[tuple[str, ...], Query(min_length=1, max_length=MOST)]) -> Response:
    """Return the report of results that `saerye eval` saved; of several, each is compared with the first."""
    known = _saved_names()
    for each in name:
        if each not in known:
            raise RequestError(f"저장된 결과 가운데 {each[:60]!r}이(가) 없습니다.", field="name")
    try:
        return _report(request, [load_result(FOLDER / f"{each}.json") for each in dict.fromkeys(name)])
    except EvalDataError as error:
        raise RequestError(str(error), field="name") from error


def _evaluate_wanted(request: Request, wanted: ComparisonRequest, wait: float) -> Evaluated | tuple[int, int]:
    bench, searcher = bench_of(request), searcher_of(request)
    queries = bench.store.queries()
    grades = [graded for graded in bench.store.grades() if graded.case in searcher.position]
    qrels = merge_grades(grades, wanted.merge)
    ids = [each.id for each in wanted.configurations]
    key = content_hash(ids, qrels, [query.text for query in queries], searcher.ranker.index.manifest.generation)
    work = partial(evaluate, searcher, bench.rankings, wanted.configurations, queries, qrels)
    return bench.evaluations.ask(key, work, wait)


def _report(request: Request, results: Sequence[Result]) -> Response:
    from eval.reports.html_report import html_report  # what draws is heavy, and wanted by few

    titles = {case.id: place_and_title(case) for case in searcher_of(request).cases}
    return HTMLResponse(html_report(results, titles), headers={"Content-Security-Policy": REPORT_POLICY})


def _saved_names() -> list[str]:
    """Return the names of the results of searches that were saved, the newest first."""
    files = sorted(FOLDER.glob("*.json"), key=lambda path: (-path.stat().st_mtime_ns, path.name))
    return [path.stem for path in files if ANSWERS not in path.stem.split("-")][:SAVED_SHOWN]


def _newest_saved() -> tuple[Result | None, str]:
    """Return the newest saved result, or what is wrong with it."""
    names = _saved_names()
    try:
        return (load_result(FOLDER / f"{names[0]}.json") if names else None), ""
    except EvalDataError as error:
        return None, str(error)


def _judge(judges: Sequence[Judge], number: int | None) -> Judge | None:
    found = next((judge for judge in judges if judge.id == number), None)
    if number is not None and found is None:
        raise RequestError(f"판정자 {number}이(가) 없습니다.", field="judge")
    return found


def _file(text: str, name: str) -> Response:
    return PlainTextResponse(text, headers={"Content-Disposition": f'attachment; filename="{name}"'})
