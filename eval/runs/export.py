"""The judged set in other tools' formats: a BEIR folder whose documents are the cases, and TREC judgments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus.passages import EVIDENCE_KINDS, place_and_title
from eval.runs.search_runs import evidence_qrels, save_qrels, topic_qrels
from eval.sets.judged import Judged
from eval.sets.set_fit import refuse_unknown_cases
from indexer.generations.build import Corpus


def export(folder: Path, judged: Judged, corpus: Corpus) -> None:
    """Write `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv` (queries and topics, graded) and `trec/*.qrels`.

    Raises:
        EvalDataError: when a judged case is not in the corpus.

    """
    refuse_unknown_cases(judged, {case.id for case in corpus.cases})
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "corpus.jsonl", documents(corpus))
    _write_lines(folder / "queries.jsonl", queries(judged))
    judgments = [f"{query}\t{case}\t{grade}\n" for query, grades in list_grades(judged).items() for case, grade in grades.items()]
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(judgments), encoding="utf-8")
    save_qrels(folder / "trec", judged, evidence_qrels(judged.queries, corpus.passages))


def documents(corpus: Corpus) -> Iterator[dict[str, object]]:
    """Yield each case as a document: place and title, then every text of it that a reader can be shown."""
    for case in corpus.cases:
        shown = [passage for passage in corpus.passages if passage.case_id == case.id and passage.kind in EVIDENCE_KINDS]
        text = "\n\n".join("\n".join(filter(None, (passage.heading, passage.text))) for passage in shown)
        yield {"_id": case.id, "title": place_and_title(case), "text": text, "metadata": {}}


def queries(judged: Judged) -> Iterator[dict[str, object]]:
    """Yield queries, then topics; `metadata` says of which kind and case a query is."""
    for query in judged.queries:
        yield {"_id": query.id, "text": query.query, "metadata": {"kind": query.kind, "case": query.case}}
    for topic in judged.topics:
        yield {"_id": topic.id, "text": topic.query, "metadata": {"kind": "topic"}}


def list_grades(judged: Judged) -> dict[str, Mapping[str, int]]:
    """Return the grades of all queries and topics."""
    return {**judged.grades, **topic_qrels(judged)}


def _write_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
