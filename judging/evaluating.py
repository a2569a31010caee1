"""Configurations run over the judged queries: the measures, intervals, tests and failures of `saerye eval`, and what is unjudged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from threading import Lock

from cachetools import LRUCache

from corpus.errors import RequestError
from eval.experiments.compare import Compared, compare
from eval.metrics.ranking_metrics import JUDGED, POOLED, Measured, Qrels, measure, summarise
from eval.runs.saved_results import KEPT, About, QueryRecord, Result
from eval.runs.search_runs import commit
from eval.sets.judged import content_hash
from judging.configurations import Configuration, Rankings
from judging.records import PooledQuery
from service.search.case_searcher import CaseSearcher

RELEVANT = 1
WORST = 10
REMEMBERED, WAITING = 8, 3
WORST_BY = "nDCG@10"
OTHER, SET = "other", "judged"  # in reports, whose plots have no Korean letters
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class JudgedHit:
    """A first hit of a query and its grade; None where nobody judged it."""

    case: str
    grade: int | None


@dataclass(frozen=True, slots=True)
class PoorQuery:
    """A query that does badly: its value under each configuration, and the first hits under the first."""

    query: PooledQuery
    values: tuple[float, ...]
    hits: tuple[JudgedHit, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Results of the configurations, the share of each one's first ten that is judged, later ones against the first, and failures."""

    configurations: tuple[Configuration, ...]
    results: tuple[Result, ...]
    judged: tuple[Measured, ...]
    compared: tuple[tuple[Compared, ...], ...]
    failures: tuple[PoorQuery, ...]
    without_relevant: tuple[PooledQuery, ...]


def part_measurable(queries: Sequence[PooledQuery], qrels: Qrels) -> tuple[list[PooledQuery], list[PooledQuery]]:
    """Return the judged queries that can be measured, and those for which no case is relevant: there no ranking is better."""
    judged = [query for query in queries if query.name in qrels]
    relevant = [query for query in judged if any(grade >= RELEVANT for grade in qrels[query.name].values())]
    return relevant, [query for query in judged if query not in relevant]


def evaluate(
    searcher: CaseSearcher,
    rankings: Rankings,
    configurations: Sequence[Configuration],
    queries: Sequence[PooledQuery],
    qrels: Qrels,
    progress: Progress = lambda *_: None,
) -> Evaluated:
    """Run the configurations over the judged queries and measure them.

    Raises:
        RequestError: when nothing can be measured, or a configuration needs a model that is not there.

    """
    kept, without_relevant = part_measurable(queries, qrels)
    if not kept:
        raise RequestError("관련 있다고(1 이상) 판정된 사례가 있는 질의가 아직 없습니다. 먼저 판정하십시오.", field="queries")
    results, judged = [], []
    grades = {query.name: dict(qrels[query.name]) for query in kept}
    for number, configuration in enumerate(configurations):
        run: dict[str, tuple[str, ...]] = {}
        for done, query in enumerate(kept, 1):
            run[query.name] = rankings.cases(searcher, configuration, query.text)
            progress(number * len(kept) + done, len(configurations) * len(kept))
        results.append(result_of(searcher, configuration, kept, grades, run))
        judged.append(summarise("judged@10", measure(JUDGED, grades, run)["judged@10"]))
    compared = tuple(tuple(compare(results[0], later)[0]) for later in results[1:])
    return Evaluated(
        tuple(configurations), tuple(results), tuple(judged), compared, tuple(failures(results, kept)), tuple(without_relevant)
    )


def result_of(
    searcher: CaseSearcher, configuration: Configuration, queries: Sequence[PooledQuery], grades: Qrels, run: Mapping[str, Sequence[str]]
) -> Result:
    """Return a run as a result that the reports of `saerye eval` read."""
    weights = {**asdict(searcher.ranker.weights), **configuration.lever.weights}
    fingerprint = content_hash({query.name: query.text for query in queries}, grades)
    inputs = asdict(searcher.ranker.index.manifest.inputs)
    about = About(configuration.id, SET, configuration.lever.mode, commit(), fingerprint, weights, inputs)
    measured = {name: summarise(name, values) for name, values in measure(POOLED, grades, run).items()}
    asked = {
        query.name: QueryRecord(query.kind or OTHER, query.text, hits=list(run[query.name][:KEPT]), grades=dict(grades[query.name]))
        for query in queries
    }
    return Result(about, measured, asked)


def failures(results: Sequence[Result], queries: Sequence[PooledQuery]) -> list[PoorQuery]:
    """Return the queries that do worst under the first configuration, with what the others make of them."""
    values = [result.measures[WORST_BY].values for result in results]
    worst = sorted((query for query in queries if values[0][query.name] < 1), key=lambda query: (values[0][query.name], query.id))
    first = results[0].queries
    return [
        PoorQuery(
            query,
            tuple(by_query[query.name] for by_query in values),
            tuple(JudgedHit(case, first[query.name].grades.get(case)) for case in first[query.name].hits[:3]),
        )
        for query in worst[:WORST]
    ]


class Evaluations:
    """Evaluations in a thread of their own, one at a time; the last few are remembered."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="evaluation")
        self._asked: LRUCache[str, Future[Evaluated]] = LRUCache(REMEMBERED)
        self._done: LRUCache[str, tuple[int, int]] = LRUCache(REMEMBERED)
        self._lock = Lock()

    def ask(self, key: str, work: Callable[[Progress], Evaluated], wait: float) -> Evaluated | tuple[int, int]:
        """Return an evaluation, or after `wait` seconds how far it is: rankings done, and of how many.

        Raises:
            RequestError: when too many others are waited for, or it cannot be made.

        """
        with self._lock:
            future = self._asked.get(key)
            if future is None or (future.done() and future.exception() is not None):
                if sum(not asked.done() for asked in self._asked.values()) >= WAITING:
                    raise RequestError("다른 평가가 돌고 있습니다. 잠시 뒤에 다시 하십시오.", code="busy")
                future = self._asked[key] = self._thread.submit(work, lambda done, of: self._note(key, done, of))
        try:
            return future.result(timeout=wait)
        except TimeoutError:
            return self._done.get(key, (0, 0))

    def _note(self, key: str, done: int, of: int) -> None:
        self._done[key] = (done, of)
