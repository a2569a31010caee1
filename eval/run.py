"""Judged queries → runs through the engine the API uses → measures; results are files named by commit."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from corpus.errors import ModelError
from corpus.schema import Passage
from eval.judged import Judged, Kind, Query, refuse_unknown_cases
from eval.measures import (
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
from service.query import MAX_LIMIT, Mode, SearchRequest
from service.search import Engine

KINDS: tuple[Kind, ...] = get_args(Kind)
EVIDENCE_DEPTH = 20
NO_PASSAGE = "none"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Runs:
    """What the engine returned: cases for queries and topics, passages for queries, and cases like a case."""

    cases: Run
    topics: Run
    evidence: Run
    similar: Run
    evidence_qrels: Qrels


def run_engine(engine: Engine, judged: Judged, mode: Mode = "hybrid", progress: Progress = lambda *_: None) -> Runs:
    """Run every judged query through the engine.

    Raises:
        ModelError: when the mode needs a model and the engine has none.
        EvalDataError: when a judged case is not in the index.

    """
    refuse_degraded(degraded=engine.degraded, mode=mode)
    refuse_unknown_cases(judged, engine.position)
    cases: dict[str, list[str]] = {}
    evidence: dict[str, list[str]] = {}
    for done, query in enumerate(judged.queries, 1):
        cases[query.id] = _ranked_cases(engine, query.query, mode)
        evidence[query.id] = [passage.id for passage in engine.passages(query.query, mode)[:EVIDENCE_DEPTH]]
        progress("검색", done, len(judged.queries))
    topics = {topic.id: _ranked_cases(engine, topic.query, mode) for topic in judged.topics}
    similar = {case_id: [hit.case.id for hit in engine.similar(case_id, MAX_LIMIT).hits] for case_id in judged.similar}
    return Runs(cases, topics, evidence, similar, evidence_qrels(judged.queries, engine.ranker.index.passages))


def refuse_degraded(*, degraded: bool, mode: Mode) -> None:
    """Refuse to score words alone under another mode's name.

    Raises:
        ModelError: when the mode needs a model and there is none.

    """
    if degraded and mode != "lexical":
        raise ModelError(f"임베딩 모델 없이는 {mode} 점수를 낼 수 없습니다. 'saerye build'로 색인을 만들거나 --mode lexical로 재십시오.")


def evidence_qrels(queries: Iterable[Query], passages: Sequence[Passage]) -> Qrels:
    """Return for each query the passages whose lines overlap its gold lines; one that has none is judged all the same, and lost."""
    placed = [(passage.id, passage.lines) for passage in passages if passage.lines]
    qrels: dict[str, dict[str, int]] = {}
    for query in queries:
        relevant = {name: 1 for name, (first, last) in placed if any(first <= end and start <= last for start, end in query.lines)}
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
    topics = measure(GRADED, topic_qrels(judged), runs.topics)
    similar = measure(SIMILAR, judged.similar, runs.similar)
    found += [summarise(f"topics {name}", by_query) for name, by_query in topics.items()]
    found += [summarise(f"similar {name}", by_query) for name, by_query in similar.items()]
    return found


def known_item_qrels(judged: Judged) -> Qrels:
    """Return for each query the one case it was written from."""
    return {query.id: {query.case: 1} for query in judged.queries}


def topic_qrels(judged: Judged) -> Qrels:
    """Return the grades of each topic's cases."""
    return {topic.id: topic.rel for topic in judged.topics}


def save_results(folder: Path, name: str, measured: Sequence[Measured], about: Mapping[str, object]) -> Path:
    """Write `<name>.json`: what was evaluated, each measure's mean, interval and per-query values."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    content = {"about": about, "measures": {found.name: asdict(found) for found in measured}}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def save_runs(folder: Path, runs: Runs, judged: Judged, tag: str) -> None:
    """Write every run and its judgments as TREC files, for trec_eval, ranx or any other tool."""
    runs_by_name = {"cases": runs.cases, "topics": runs.topics, "evidence": runs.evidence, "similar": runs.similar}
    qrels_by_name = {
        "cases": judged.grades,
        "known-item": known_item_qrels(judged),  # goes with cases.run
        "topics": topic_qrels(judged),
        "evidence": runs.evidence_qrels,
        "similar": judged.similar,
    }
    for name, run in runs_by_name.items():
        write_trec_run(folder / f"{name}.run", run, tag)
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


def _ranked_cases(engine: Engine, query: str, mode: Mode) -> list[str]:
    return [hit.case.id for hit in engine.search(SearchRequest(query, mode, limit=MAX_LIMIT)).hits]
