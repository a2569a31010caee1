"""From judged queries through the searcher to measures and files, over three tiny cases whose ranking can be worked out by hand."""

import subprocess
from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest
import pytrec_eval
from ir_measures import RR

from corpus.cards import content_digest
from corpus.errors import EvalDataError, ModelError
from corpus.model.ids import book_of
from corpus.model.nouns import Passage
from corpus.model.place import Place
from eval.experiments.breakdown import failures
from eval.metrics.ranking_metrics import Measured
from eval.runs.saved_results import load_result, save_result
from eval.runs.search_runs import (
    NO_PASSAGE,
    Runs,
    commit,
    evidence_qrels,
    list_asked_queries,
    measure_runs,
    result_of,
    run_searcher,
    save_runs,
)
from eval.sets.judged import Judged, Query
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.answering.judgments import tiny_judged
from tests.support.models.doubles import CountEncoder


@pytest.fixture
def judged() -> Judged:
    return tiny_judged()


@pytest.fixture
def searcher(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, encoder))


@pytest.fixture
def wordy(index: Index, analyser: Analyser) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, None))


def passage(name: str, lines: tuple[int, int] | None, case: str = "8-01") -> Passage:
    return Passage(name, case, "casebook", "", "글", place=Place(book_of(case), lines))


def means(found: list[Measured]) -> dict[str, float]:
    return {measured.name: measured.mean for measured in found}


def test_every_query_topic_and_likeness_is_run(searcher: CaseSearcher, judged: Judged) -> None:
    seen: list[tuple[str, int, int]] = []
    runs = run_searcher(searcher, judged, "dense", lambda *step: seen.append(step))
    assert runs.cases == {"q1": ["8-02", "8-01", "9-01"], "q2": ["9-01", "8-01", "8-02"], "q3": ["9-01", "8-01", "8-02"]}
    assert runs.topics == {"t1": ["8-02", "8-01", "9-01"]}
    assert sorted(runs.similar["8-01"]) == ["8-02", "9-01"]
    assert runs.evidence["q2"][0] == "9-01/s01"
    assert seen == [("검색", 1, 3), ("검색", 2, 3), ("검색", 3, 3)]


def test_measures_of_a_run_are_what_one_works_out_by_hand(searcher: CaseSearcher, judged: Judged) -> None:
    found = means(measure_runs(run_searcher(searcher, judged, "dense"), judged))
    # q1 (3 + 2/log₂4) / (3 + 2/log₂3) = .938557, q2 1, q3 1/log₂3 = .630930
    assert found["nDCG@10"] == pytest.approx((0.938557 + 1 + 0.630930) / 3, abs=1e-6)
    assert found["need nDCG@10"] == pytest.approx((0.938557 + 0.630930) / 2, abs=1e-6)
    assert (found["MRR"], found["success@1"], found["recall@3"]) == pytest.approx(((1 + 1 + 1 / 2) / 3, 2 / 3, 1))
    assert (found["need MRR"], found["fact MRR"]) == (0.75, 1)
    assert (found["evidence hit@1"], found["evidence hit@5"], found["need evidence hit@5"]) == pytest.approx((2 / 3, 2 / 3, 1 / 2))
    assert (found["topics nDCG@10"], found["similar nDCG@5"]) == (1, 1)


def test_kinds_without_a_query_are_not_measured(searcher: CaseSearcher, judged: Judged) -> None:
    names = [measured.name for measured in measure_runs(run_searcher(searcher, judged, "dense"), judged)]
    assert [name for name in names if name.endswith("MRR")] == ["MRR", "need MRR", "fact MRR"]


def test_runs_that_found_nothing_score_zero_everywhere(judged: Judged) -> None:
    nothing = Runs({}, {}, {}, {}, evidence_qrels(judged.queries, ()))
    found = measure_runs(nothing, judged)
    assert len(found) == 6 * 3 + 2
    assert {measured.mean for measured in found} == {0.0}
    assert [len(measured.values) for measured in found[:6]] == [3] * 6


@pytest.mark.parametrize("mode", ["hybrid", "dense"])
def test_words_alone_are_never_scored_under_another_modes_name(wordy: CaseSearcher, judged: Judged, mode: str) -> None:
    with pytest.raises(ModelError, match=f"{mode} 점수를 낼 수 없습니다"):
        run_searcher(wordy, judged, mode)  # type: ignore[arg-type]


def test_words_alone_are_scored_as_such(wordy: CaseSearcher, judged: Judged) -> None:
    runs = run_searcher(wordy, judged, "lexical")
    assert runs.cases["q1"] == ["8-02"]
    assert runs.cases["q2"][0] == "9-01"


def test_a_judged_case_that_is_not_indexed_stops_the_run(searcher: CaseSearcher, judged: Judged) -> None:
    judged.grades["q2"] = {"9-01": 3, "9-09": 1}
    with pytest.raises(EvalDataError, match="q2: 사례 9-09가"):
        run_searcher(searcher, judged, "dense")


def test_a_passage_is_evidence_when_its_lines_meet_the_gold_lines() -> None:
    places: list[tuple[int, int] | None] = [(1, 9), (1, 10), (12, 13), (15, 20), (16, 20), (30, 40), None]
    query = Query(id="q", kind="why", query="왜", case="8-01", lines=[(10, 15), (35, 35)])
    found = evidence_qrels([query], [passage(str(place), place) for place in places])
    assert found == {"q": {"(1, 10)": 1, "(12, 13)": 1, "(15, 20)": 1, "(30, 40)": 1}}


def test_the_lines_of_another_book_are_no_evidence() -> None:
    """Every case of the gold's book has its lines, and no case of another one."""
    found = [passage("own", (1, 9)), passage("same book", (5, 9), "9-01"), passage("other book", (1, 9), "jobs-2024:8-01")]
    queries = [Query(id=case, kind="why", query="왜", case=case, lines=[(4, 6)]) for case in ("8-01", "jobs-2024:8-01")]
    assert evidence_qrels(queries, found) == {"8-01": {"own": 1, "same book": 1}, "jobs-2024:8-01": {"other book": 1}}


@pytest.mark.parametrize("lines", [[], [(100, 120)]], ids=["no gold lines", "no passage there"])
def test_a_query_without_evidence_in_the_index_is_judged_and_lost(lines: list[tuple[int, int]]) -> None:
    query = Query(id="q", kind="fact", query="몇 명", case="8-01", lines=lines)
    assert evidence_qrels([query], [passage("p", (1, 9))]) == {"q": {NO_PASSAGE: 1}}


def test_a_set_without_topics_or_likenesses_is_not_measured_on_them(judged: Judged) -> None:
    bare = replace(judged, topics=[], similar={})
    names = [measured.name for measured in measure_runs(Runs({}, {}, {}, {}, evidence_qrels(bare.queries, ())), bare)]
    assert [name for name in names if name.startswith(("topics", "similar"))] == []


def test_what_is_kept_of_a_query_lists_its_failure_without_the_index(searcher: CaseSearcher, judged: Judged) -> None:
    runs = run_searcher(searcher, judged, "dense")
    kept = list_asked_queries(judged, runs)
    assert list(kept) == ["q1", "q2", "q3", "t1", "8-01"]
    assert (kept["q1"].case, kept["q1"].lines, kept["q1"].hits) == ("8-02", [(30, 41)], ["8-02", "8-01", "9-01"])
    assert (kept["q1"].grades, kept["q2"].grades) == ({"8-02": 3, "9-01": 2}, {"9-01": 3})
    assert kept["q1"].gold == ["8-02/s01", "8-02/f01"]
    assert (kept["q3"].gold, kept["q3"].evidence) == ([], runs.evidence["q3"])
    assert (kept["t1"].kind, kept["t1"].case, kept["8-01"].kind) == ("topics", None, "similar")


def test_the_reasons_of_the_first_hit_are_counted(searcher: CaseSearcher, judged: Judged) -> None:
    """어르신 and 관광 both stand in 8-02; of 반도체 and 교육 in 9-01, 반도체 and 교육."""
    kept = list_asked_queries(judged, run_searcher(searcher, judged, "dense"))
    assert [why and why.reasons for why in (kept["q1"].why, kept["q3"].why, kept["t1"].why)] == [2, 2, None]


def test_a_saved_result_is_read_back_whole_and_lists_its_failures(searcher: CaseSearcher, judged: Judged, tmp_path: Path) -> None:
    runs = run_searcher(searcher, judged, "dense")
    result = result_of(searcher, judged, runs, {"name": "base", "set": "tiny", "mode": "dense", "commit": "abc"})
    assert (result.about.weights["depth"], result.about.inputs["model"]) == (8, "counts@1")
    assert (result.about.weights["thesaurus"], result.about.inputs["thesaurus"]) == (0.4, content_digest({}))
    again = load_result(save_result(tmp_path, "abc", result))
    assert again == result
    assert [(failure.id, failure.place, failure.hits[0], failure.lines) for failure in failures(again)] == [
        ("q3", 2, "9-01", ((700, 701),))
    ]


def test_trec_evals_values_of_the_saved_runs_are_those_of_the_saved_result(searcher: CaseSearcher, judged: Judged, tmp_path: Path) -> None:
    runs = run_searcher(searcher, judged, "dense")
    save_runs(tmp_path / "runs", runs, judged, "saerye")
    saved = load_result(
        save_result(tmp_path, "abc", result_of(searcher, judged, runs, dict.fromkeys(("name", "set", "mode", "commit"), "")))
    )
    for run, qrels, name, theirs in (
        ("cases", "cases", "nDCG@10", "ndcg_cut_10"),
        ("cases", "known-item", "MRR", "recip_rank"),
        ("cases", "known-item", "success@1", "success_1"),
        ("cases", "known-item", "recall@3", "recall_3"),
        ("evidence", "evidence", "evidence hit@5", "success_5"),
        ("topics", "topics", "topics nDCG@10", "ndcg_cut_10"),
        ("similar", "similar", "similar nDCG@5", "ndcg_cut_5"),
    ):
        with (tmp_path / "runs" / f"{qrels}.qrels").open() as file:
            evaluator = pytrec_eval.RelevanceEvaluator(pytrec_eval.parse_qrel(file), {theirs})
        with (tmp_path / "runs" / f"{run}.run").open() as file:
            values = {query: found[theirs] for query, found in evaluator.evaluate(pytrec_eval.parse_run(file)).items()}
        assert saved.measures[name].values == pytest.approx(values), name


def test_saved_runs_and_judgments_give_the_same_mrr_to_other_tools(searcher: CaseSearcher, judged: Judged, tmp_path: Path) -> None:
    runs = run_searcher(searcher, judged, "dense")
    save_runs(tmp_path / "abc123", runs, judged, "saerye")
    assert {path.name for path in (tmp_path / "abc123").iterdir()} == {
        *(f"{name}.run" for name in ("cases", "topics", "evidence", "similar")),
        *(f"{name}.qrels" for name in ("cases", "known-item", "topics", "evidence", "similar")),
    }
    qrels = ir_measures.read_trec_qrels(str(tmp_path / "abc123" / "known-item.qrels"))
    run = ir_measures.read_trec_run(str(tmp_path / "abc123" / "cases.run"))
    assert ir_measures.calc_aggregate([RR], qrels, run)[RR] == pytest.approx(means(measure_runs(runs, judged))["MRR"])


def test_outside_a_repository_results_are_unversioned(tmp_path: Path) -> None:
    assert commit(tmp_path) == "unversioned"


def test_results_are_named_by_the_commit_and_by_whether_files_differ_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):  # set where tests run from a hook
        monkeypatch.delenv(name, raising=False)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert commit(tmp_path) == "unversioned"  # nothing committed yet
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], cwd=tmp_path, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert commit(tmp_path) == head[:12]
    (tmp_path / "new.py").write_text("", encoding="utf-8")
    assert commit(tmp_path) == f"{head[:12]}-changed"
