"""Queries as officials type them, beside the same queries typed properly: how much of the ranking survives each kind of slip."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from corpus.errors import EvalDataError, RequestError
from corpus.model.nouns import CaseId
from eval.metrics.ranking_metrics import GRADED, Estimate, Measured, measure, share, summarise
from eval.sets.judged import DATA, JsonRecord, QueryText, read_lines, refuse
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Mode, SearchRequest, clean_query

FOLDER = "robustness"
ROBUSTNESS = DATA / FOLDER
LEAST_KEPT = 0.95
Search = Callable[[str, bool], Sequence[str]]
"""From what a user typed, and whether to search it as it stands, to the ids of the cases found, best first."""
Progress = Callable[[str, int, int], None]


def _searchable(text: str) -> str:
    """Refuse what no user could send, and keep what one could as it is: decomposed Hangul is a slip to be measured."""
    try:
        clean_query(text)
    except RequestError as error:
        raise ValueError(error.message) from error
    return text


class Variant(JsonRecord):
    """A request for one case, typed properly and as it was typed."""

    clean: QueryText
    query: Annotated[str, AfterValidator(_searchable)]
    case: CaseId


Sets = Mapping[str, Sequence[Variant]]
"""Phenomenon → its queries."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """The measure of a phenomenon's queries: typed properly, searched as they were typed, and repaired first as the service does.

    `left` and `kept` are what the latter two have of the clean queries' mean: 1 for all of it.
    """

    clean: Measured
    typed: Measured
    repaired: Measured
    left: Estimate
    kept: Estimate

    @property
    def enough(self) -> bool:
        """Whether the ranking keeps as much as it must of every phenomenon."""
        return self.kept.value >= LEAST_KEPT


def load_robustness(folder: Path = ROBUSTNESS) -> dict[str, list[Variant]]:
    """Return phenomenon → its queries, for each JSONL file of a folder, by name.

    Raises:
        EvalDataError: when there is no file, or with every fault of the first file that has any.

    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise EvalDataError(f"평가 자료 폴더 {folder.name}에 JSONL 파일이 없습니다.")
    return {path.stem: read_lines(path, Variant) for path in paths}


def refuse_absent_cases(sets: Sets, cases: Container[str]) -> None:
    """Refuse queries for cases that are not there: each would count as a slip that was not survived.

    Raises:
        EvalDataError: naming every query and the unknown case.

    """
    wanted = [(name, variant) for name, variants in sets.items() for variant in variants if variant.case not in cases]
    refuse([f"{name}.jsonl: {variant.id}: 사례 {variant.case}이(가) 색인에 없습니다" for name, variant in wanted])


def bind_search(searcher: CaseSearcher, mode: Mode) -> Search:
    """Return a searcher's search; what it remembers is not searched again."""

    def search(query: str, as_typed: bool) -> list[str]:
        request = SearchRequest(clean_query(query), mode, as_typed=as_typed)
        return [hit.case.id for hit in (searcher.recall(request) or searcher.search(request)).hits]

    return search


def measure_robustness(sets: Sets, search: Search, progress: Progress = lambda *_: None) -> dict[str, Robustness]:
    """Return phenomenon → nDCG@10 of its queries, typed properly and not; a query's one case is the one right answer."""
    found: dict[str, Robustness] = {}
    for done, (phenomenon, variants) in enumerate(sets.items(), 1):
        clean = _measure_variants(variants, [search(variant.clean, False) for variant in variants])
        typed, repaired = measure_typed(variants, search, as_typed=True), measure_typed(variants, search, as_typed=False)
        found[phenomenon] = Robustness(clean, typed, repaired, share(typed.values, clean.values), share(repaired.values, clean.values))
        progress("틀린 표기", done, len(sets))
    return found


def measure_typed(variants: Sequence[Variant], search: Search, *, as_typed: bool) -> Measured:
    """Return nDCG@10 of queries as they were typed: searched as they stand, or repaired first as the service does."""
    return _measure_variants(variants, [search(variant.query, as_typed) for variant in variants])


def _measure_variants(variants: Sequence[Variant], found: Sequence[Sequence[str]]) -> Measured:
    ((name, _),) = GRADED.items()
    qrels = {variant.id: {variant.case: 1} for variant in variants}
    run = {variant.id: cases for variant, cases in zip(variants, found, strict=True)}
    return summarise(name, measure(GRADED, qrels, run)[name])
