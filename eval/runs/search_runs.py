"""Judged queries → runs through the searcher the API uses → measures; results are files named by commit."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import get_args

from corpus.errors import ModelError
from corpus.model.ids import book_of
from corpus.model.nouns import Passage
from eval.metrics.ranking_metrics import (
    EVIDENCE,
    GRADED,
    KNOWN_ITEM,
    SIMILAR,
    Measured,
    Qrels,
    Run,
    measure,
    only,
    summarise,
    write_trec_qrels,
    write_trec_run,
)
from eval.runs.reason_metrics import Why, WhyReader
from eval.runs.saved_results import BOOK, BOOK_FILE, KEPT, SIMILAR_KIND, TOPIC_KIND, About, QueryRecord, Result
from eval.sets.judged import Judged, Query, QueryKind, fingerprint
from eval.sets.set_fit import refuse_other_file, refuse_unknown_cases
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import MAX_LIMIT, Mode, SearchRequest

KINDS: tuple[QueryKind, ...] = get_args(QueryKind)
EVIDENCE_DEPTH = 20
NO_PASSAGE = "none"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Runs:
    """What the searcher returned: cases for queries and topics, passages for queries, cases like a case, what it said of first hits."""

    cases: Run
    topics: Run
    evidence: Run
    similar: Run
    evidence_qrels: Qrels
    why: Mapping[str, Why] = field(default_factory=dict)


def run_searcher(
    searcher: CaseSearcher, judged: Judged, mode: Mode = "hybrid", progress: Progress = lambda *_: None, *, as_typed: bool = False
) -> Runs:
    """Run every judged query through the searcher; `as_typed` leaves their slips as they are.

    Raises:
        ModelError: when the mode needs a model and the searcher has none.
        EvalDataError: when a judged case is not in the index, or its book is of another file.

    """
    refuse_degraded(degraded=searcher.degraded, mode=mode)
    refuse_unknown_cases(judged, searcher.position)
    refuse_other_file(judged, searcher.books)
    cases: dict[str, list[str]] = {}
    evidence: dict[str, list[str]] = {}
    why: dict[str, Why] = {}
    reader = WhyReader(searcher)
    for done, query in enumerate(judged.queries, 1):
        found = searcher.search(SearchRequest(query.query, mode, limit=MAX_LIMIT, as_typed=as_typed))
        cases[query.id] = [hit.case.id for hit in found.hits]
        if said := reader.first(found):
            why[query.id] = said
        evidence[query.id] = [passage.id for passage in searcher.passages(query.query, mode, as_typed=as_typed)[:EVIDENCE_DEPTH]]
        progress("검색", done, len(judged.queries))
    topics = {topic.id: _ranked_cases(searcher, topic.query, mode, as_typed=as_typed) for topic in judged.topics}
    similar = {case_id: [hit.case.id for hit in searcher.similar(case_id, MAX_LIMIT).hits] for case_id in judged.similar}
    return Runs(cases, topics, evidence, similar, evidence_qrels(judged.queries, searcher.ranker.index.catalogue.passages()), why)


def refuse_degraded(*, degraded: bool, mode: Mode) -> None:
    """Refuse to score words alone under another mode's name.

    Raises:
        ModelError: when the mode needs a model and there is none.

    """
    if degraded and mode != "lexical":
        raise ModelError(f"임베딩 모델 없이는 {mode} 점수를 낼 수 없습니다. 'saerye build'로 색인을 만들거나 --mode lexical로 재십시오.")


def evidence_qrels(queries: Iterable[Query], passages: Sequence[Passage]) -> Qrels:
    """Return for each query the passages of its book whose lines overlap its gold lines, whatever their case.

    A query that has none is judged all the same, and lost.
    """
    placed: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for passage in passages:
        if passage.place.lines:
            placed.setdefault(passage.place.book, []).append((passage.id, passage.place.lines))
    qrels: dict[str, dict[str, int]] = {}
    for query in queries:
        of_book = placed.get(book_of(query.case), [])
        relevant = {name: 1 for name, (first, last) in of_book if any(first <= end and start <= last for start, end in query.lines)}
        qrels[query.id] = relevant or {NO_PASSAGE: 1}
    return qrels


def measure_runs(runs: Runs, judged: Judged) -> list[Measured]:
    """Return every measure: overall, then by kind of query, then topics and likeness."""
    values = {
        **measure(GRADED, judged.grades, runs.cases),
        **measure(KNOWN_ITEM, known_item_qrels(judged), runs.cases),
        **measure(EVIDENCE, runs.evidence_qrels, runs.evidence),
    }
    found = [summarise(name, by_query) for name, by_query in values.items()]
    for kind in KINDS:
        queries = [query.id for query in judged.queries if query.kind == kind]
        found += [summarise(f"{kind} {name}", only(by_query, queries)) for name, by_query in values.items() if queries]
    for group, by_name in (
        (TOPIC_KIND, measure(GRADED, topic_qrels(judged), runs.topics)),
        (SIMILAR_KIND, measure(SIMILAR, judged.similar, runs.similar)),
    ):
        found += [summarise(f"{group} {name}", by_query) for name, by_query in by_name.items() if by_query]
    return found


def known_item_qrels(judged: Judged) -> Qrels:
    """Return for each query the one case it was written from."""
    return {query.id: {query.case: 1} for query in judged.queries}


def topic_qrels(judged: Judged) -> Qrels:
    """Return the grades of each topic's cases."""
    return {topic.id: topic.rel for topic in judged.topics}


def result_of(searcher: CaseSearcher, judged: Judged, runs: Runs, about: Mapping[str, str]) -> Result:
    """Return all that is kept of a run: measures with their values, and enough of each query to list its failure without the index."""
    index, weights = searcher.ranker.index, asdict(searcher.ranker.weights)
    inputs = {**asdict(index.manifest.inputs), BOOK: judged.book, BOOK_FILE: judged.sha256}
    told = About(**about, fingerprint=fingerprint(judged), weights=weights, inputs=inputs)
    return Result(told, {found.name: found for found in measure_runs(runs, judged)}, list_asked_queries(judged, runs))


def list_asked_queries(judged: Judged, runs: Runs) -> dict[str, QueryRecord]:
    """Return every query, topic and likeness with its gold and the first hits it got."""
    likenesses = {
        case: QueryRecord(SIMILAR_KIND, case, case, hits=list(runs.similar[case][:KEPT]), grades=dict(grades))
        for case, grades in judged.similar.items()
    }
    topics = {
        topic.id: QueryRecord(TOPIC_KIND, topic.query, hits=list(runs.topics[topic.id][:KEPT]), grades=dict(topic.rel))
        for topic in judged.topics
    }
    queries = {
        query.id: QueryRecord(
            query.kind,
            query.query,
            query.case,
            lines=query.lines,
            gold=[name for name in runs.evidence_qrels[query.id] if name != NO_PASSAGE],
            hits=list(runs.cases[query.id][:KEPT]),
            evidence=list(runs.evidence[query.id][:KEPT]),
            why=runs.why.get(query.id),
            grades=dict(judged.grades[query.id]),
        )
        for query in judged.queries
    }
    return queries | topics | likenesses


def save_runs(folder: Path, runs: Runs, judged: Judged, tag: str) -> None:
    """Write every run and its judgments as TREC files, for trec_eval, ranx or any other tool."""
    runs_by_name = {"cases": runs.cases, "topics": runs.topics, "evidence": runs.evidence, "similar": runs.similar}
    for name, run in runs_by_name.items():
        write_trec_run(folder / f"{name}.run", run, tag)
    save_qrels(folder, judged, runs.evidence_qrels)


def save_qrels(folder: Path, judged: Judged, evidence: Qrels) -> None:
    """Write every kind of judgment as a TREC file."""
    qrels_by_name = {
        "cases": judged.grades,
        "known-item": known_item_qrels(judged),  # goes with cases.run
        "topics": topic_qrels(judged),
        "evidence": evidence,
        "similar": judged.similar,
    }
    for name, qrels in qrels_by_name.items():
        write_trec_qrels(folder / f"{name}.qrels", qrels)


def commit(folder: Path = Path(__file__).parent) -> str:
    """Return the short id of the checked-out commit, `-changed` when files differ from it; `unversioned` outside a repository."""

    def git(*arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603

    try:
        head, changes = git("rev-parse", "--short=12", "HEAD"), git("status", "--porcelain")
    except (OSError, subprocess.CalledProcessError):
        return "unversioned"
    return f"{head}-changed" if changes else head


def _ranked_cases(searcher: CaseSearcher, query: str, mode: Mode, *, as_typed: bool) -> list[str]:
    return [hit.case.id for hit in searcher.search(SearchRequest(query, mode, limit=MAX_LIMIT, as_typed=as_typed)).hits]
