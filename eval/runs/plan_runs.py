"""Drafts through the searcher: is the case that each was written after found, and is what is told of cases what a reader found?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from eval.metrics.ranking_metrics import Measured, summarise
from eval.runs.search_runs import refuse_degraded
from eval.sets.plan_drafts import PlanDraft
from service.search.case_searcher import CaseSearcher
from service.search.contract.search_results import PlanHit
from service.search.plans.plan_search import search_plan

Progress = Callable[[str, int, int], None]


def run_plans(searcher: CaseSearcher, drafts: Sequence[PlanDraft], progress: Progress = lambda *_: None) -> list[Measured]:
    """Search every draft; return what was measured of the cases found, and of what is told of the cases that were read for it.

    Raises:
        ModelError: when the searcher has no model.

    """
    refuse_degraded(degraded=searcher.degraded, mode="hybrid")
    places: dict[str, int] = {}
    told: dict[str, dict[str, float]] = {name: {} for name in ("shared", "shared at least in part", "target", "lacking")}
    something = {}
    for done, draft in enumerate(drafts, 1):
        hits = {hit.case.id: hit for hit in search_plan(searcher, draft.text, len(searcher.cases)).hits}
        places[draft.id] = hits[draft.case].rank
        something[draft.id] = float(hits[draft.case].relevant)
        for case, target in draft.targets.items():
            for name, what, right in _judge(draft, hits[case], target):
                told[name][f"{draft.id} {what}"] = right
        progress("계획안", done, len(drafts))
    return [
        summarise("case first", {name: float(place == 1) for name, place in places.items()}),
        summarise("case in three", {name: float(place <= 3) for name, place in places.items()}),  # noqa: PLR2004 - as it says
        summarise("something shared with it", something),
        *(summarise(f"told rightly: {name}", values) for name, values in told.items()),
    ]


def _judge(draft: PlanDraft, hit: PlanHit, target: int) -> Iterator[tuple[str, str, float]]:
    """Yield what is told of a case that was read for a draft, and whether the reader found it so."""
    for one in hit.shared:
        if one.passage is None:
            yield "target", f"{hit.case.id} {one.label}", float(target > 0)
        elif one.passage.id in draft.rel:
            grade = draft.rel[one.passage.id]
            yield "shared", one.passage.id, float(grade > 1)
            yield "shared at least in part", one.passage.id, float(grade > 0)
    for passage in hit.lacks:
        if passage.id in draft.rel:
            yield "lacking", passage.id, float(draft.rel[passage.id] == 0)
