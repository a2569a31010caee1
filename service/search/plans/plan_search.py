"""A pasted draft → the cases that resemble it: cut, its parts ranked, joined, and told. Nothing of a draft is kept."""

from __future__ import annotations

from time import perf_counter

from service.search.case_searcher import CaseSearcher
from service.search.contract.request import clean_query
from service.search.contract.search_results import PlanResult
from service.search.plans.plan_comparison import MOST_PARTS, compare_plan, join_parts
from service.search.plans.plan_parts import LONGEST, PlanPart, cut_plan


def search_plan(searcher: CaseSearcher, text: str, limit: int = 5) -> PlanResult:
    """Return the cases most like a clean draft, the most alike first, in what, and what each did that the draft lacks."""
    start = perf_counter()
    parts = _choose(searcher, list(dict.fromkeys(cut_plan(text))) or [PlanPart((text[:LONGEST],))])
    asked = [clean_query(part.text, field="text") for part in parts]
    rankings = [searcher.ranker.rank(part) for part in asked]
    named = [[meaning for meaning, _ in searcher.understand(part).mentions] for part in asked]
    plan = join_parts(parts, rankings, named)
    with searcher.ranker.stage("present"):
        hits = compare_plan(plan, searcher.cases, searcher.position, searcher.parts.presenter, limit)
    took = round((perf_counter() - start) * 1000, 2)
    return PlanResult(plan.ranking.degraded, took, len(plan.ranking.candidates.case_ids), hits)


def _choose(searcher: CaseSearcher, parts: list[PlanPart]) -> list[PlanPart]:
    """Return the parts whose words weigh most, in their order; words that no case uses weigh nothing."""
    records, analyser = searcher.ranker.index.catalogue, searcher.ranker.analyser

    def weight(part: PlanPart) -> float:
        forms = {token.form for token in analyser.tokens(part.text)}
        return sum(records.rarity(form) for form in forms if records.holding_cases(form))

    telling = sorted(range(len(parts)), key=lambda number: -weight(parts[number]))[:MOST_PARTS]
    return [parts[number] for number in sorted(telling)]
