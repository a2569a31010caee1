"""The judged set written for other tools, and read back by our own reader of such folders."""

import json
from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest

from corpus.errors import EvalDataError
from eval.runs.beir import load_beir
from eval.runs.export import export
from eval.sets.judged import Topic
from indexer.generations.build import Corpus
from tests.support.answering.judgments import tiny_judged


def test_the_exported_folder_loads_as_a_public_set(corpus: Corpus, tmp_path: Path) -> None:
    export(tmp_path / "set", tiny_judged(), corpus)
    beir = load_beir(tmp_path / "set")
    assert beir.queries == {"q1": "어르신 관광", "q2": "반도체 창업", "q3": "반도체 교육", "t1": "관광"}
    assert beir.qrels == {"q1": {"8-02": 3, "9-01": 2}, "q2": {"9-01": 3}, "q3": {"8-01": 3}, "t1": {"8-02": 3}}
    assert [passage.case_id for passage in beir.corpus.passages] == ["8-01", "8-02", "9-01"]


def test_a_document_is_a_cases_title_and_all_a_reader_is_shown(corpus: Corpus, tmp_path: Path) -> None:
    export(tmp_path, tiny_judged(), corpus)
    seoul = json.loads((tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()[2])
    assert seoul["title"] == "서울특별시 반도체 창업 교실"
    assert seoul["text"] == (
        "반도체 설계를 배운 이들이 창업한 사례다.\n반도체 설계 교육과 창업 공간을 묶어 지원했다.\n\n"
        "설계 교육과 창업\n교육을 마친 열 팀 가운데 여섯 팀이 반도체 회사를 창업했다."
    )


def test_kind_and_case_go_with_a_query(corpus: Corpus, tmp_path: Path) -> None:
    export(tmp_path, tiny_judged(), corpus)
    lines = [json.loads(line)["metadata"] for line in (tmp_path / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (lines[0], lines[-1]) == ({"kind": "need", "case": "8-02"}, {"kind": "topic"})


def test_trec_judgments_are_written_of_every_kind(corpus: Corpus, tmp_path: Path) -> None:
    export(tmp_path, tiny_judged(), corpus)
    read = {path.stem: list(ir_measures.read_trec_qrels(str(path))) for path in (tmp_path / "trec").iterdir()}
    assert {name: len(lines) for name, lines in read.items()} == {"cases": 4, "known-item": 3, "topics": 1, "similar": 2, "evidence": 4}
    assert [(line.query_id, line.doc_id) for line in read["evidence"]] == [
        ("q1", "8-02/s01"), ("q1", "8-02/f01"), ("q2", "9-01/s01"), ("q3", "none"),
    ]  # fmt: skip


def test_judgments_of_unknown_cases_are_not_exported(corpus: Corpus, tmp_path: Path) -> None:
    judged = replace(tiny_judged(), topics=[Topic(id="t1", query="관광", rel={"8-03": 3})])
    with pytest.raises(EvalDataError, match="사례 8-03이"):
        export(tmp_path / "set", judged, corpus)
    assert not (tmp_path / "set").exists()
