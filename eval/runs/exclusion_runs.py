"""Queries that want something left out through the searcher: is it out of the first three, and does the rest keep its order?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import RequestError
from corpus.model.facets import values_of
from eval.metrics.ranking_metrics import GRADED, Measured, measure, summarise
from eval.runs.search_runs import refuse_degraded
from eval.sets.judged import DATA
from eval.sets.left_out import FORMS, LOOK_ALIKES, PAIRS, WISHES, LeftOut, LookAlike
from eval.sets.lessons.marked_values import MARKED_VALUES
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import MAX_LIMIT, Mode, SearchRequest, clean_query
from service.search.contract.search_results import WITHOUT

FIRST = 3
DEPTH = 10
_TEXTS = ("query", "clean", "q", "question", "text")
"""The keys under which the files of development queries have what was typed."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PairRun:
    """A pair as it was searched: the first cases, those of them that should be out, and what the search says that it left out."""

    pair: LeftOut
    first: tuple[str, ...]
    wrong: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExclusionRun:
    """All pairs, and the queries in which the search found something to be left out that nobody had: look-alikes, and ordinary ones.

    `ordinary` is how many development queries were tried; among those found may be some that do leave something out.
    """

    pairs: tuple[PairRun, ...]
    out: Measured
    order: Measured
    look_alikes: tuple[str, ...]
    look_alike_count: int
    found: tuple[str, ...]
    ordinary: int


def run_exclusions(
    searcher: CaseSearcher,
    pairs: Sequence[LeftOut],
    look_alikes: Sequence[LookAlike],
    mode: Mode = "hybrid",
    progress: Progress = lambda *_: None,
    folder: Path = DATA,
) -> ExclusionRun:
    """Search every pair; of the other queries only what they want left out is read.

    Raises:
        ModelError: when the mode needs a model and the searcher has none.

    """
    refuse_degraded(degraded=searcher.degraded, mode=mode)
    runs: list[PairRun] = []
    qrels: dict[str, dict[str, int]] = {}
    rest: dict[str, list[str]] = {}
    for done, pair in enumerate(pairs, 1):
        away = excluded_cases(searcher, pair)
        found = searcher.search(SearchRequest(pair.query, mode, limit=MAX_LIMIT))
        cases = [hit.case.id for hit in found.hits]
        wanted = [hit.case.id for hit in searcher.search(SearchRequest(pair.positive, mode, limit=MAX_LIMIT)).hits]
        kept = [case for case in wanted if case not in away][:DEPTH]
        qrels[pair.id] = {case: DEPTH - place for place, case in enumerate(kept)}
        rest[pair.id] = [case for case in cases if case not in away]
        told = tuple(signal.value for signal in found.interpreted.signals if signal.field == WITHOUT)
        runs.append(PairRun(pair, tuple(cases[:FIRST]), tuple(case for case in cases[:FIRST] if case in away), told))
        progress("짝", done, len(pairs))
    ordinary = list(_ordinary_queries(folder))
    return ExclusionRun(
        tuple(runs),
        summarise("out of the first three", {run.pair.id: float(not run.wrong) for run in runs}),
        summarise("order of the rest, nDCG@10", measure(GRADED, qrels, rest)["nDCG@10"]),
        tuple(_find_triggers(searcher, [query.query for query in look_alikes])),
        len(look_alikes),
        tuple(_find_triggers(searcher, ordinary)),
        len(ordinary),
    )


def excluded_cases(searcher: CaseSearcher, pair: LeftOut) -> frozenset[str]:
    """Return the cases that a pair leaves out: those named, and all that have one of its values."""
    by_value = {
        case.id for case in searcher.cases for facet, values in pair.values.items() if not set(values).isdisjoint(values_of(case, facet))
    }
    return frozenset({*pair.cases, *by_value})


def _find_triggers(searcher: CaseSearcher, queries: Iterable[str]) -> Iterator[str]:
    for query in queries:
        repaired = searcher.repair(query).query
        if searcher.parts.exclusions.read(repaired, searcher.understand(repaired)):
            yield query


def _ordinary_queries(folder: Path) -> Iterator[str]:
    """Yield every query of the development files that a user could send, each once, whatever it is for."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.jsonl")):
        if path.name in {PAIRS, LOOK_ALIKES, WISHES.name, FORMS.name, MARKED_VALUES.name}:  # these are no queries, or are to leave out
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line) if line.strip() else {}
            for text in (record.get(name) for name in _TEXTS):
                if isinstance(text, str) and (query := _clean(text)) and query not in seen:
                    seen.add(query)
                    yield query


def _clean(text: str) -> str | None:
    try:
        return clean_query(text)
    except RequestError:
        return None
