"""Pools and their order, agreement against scikit-learn and by hand, and files of judgments."""

import warnings
from pathlib import Path

import ir_measures
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from corpus.errors import RequestError
from eval.metrics.ranking_metrics import write_trec_qrels
from judging.agreement import PLAIN, QUADRATIC, Agreement, Disagreement, agreement, agreements, estimate, kappa
from judging.configurations import CONFIGURATIONS, NAMES, choose_configurations
from judging.pooling import pool_cases, shuffle_cases
from judging.qrels import Merge, merge_grades, read_qrels, write_qrels
from judging.records import GRADES, Graded, PooledQuery

CASES = [f"{number:02}" for number in range(30)]
QUERIES = [PooledQuery(1, "청년", None, "own", None), PooledQuery(2, "관광", None, "own", None)]


def test_a_pool_is_what_any_ranking_has_among_its_first() -> None:
    assert pool_cases([("a", "b", "c"), ("d", "a", "e")], depth=2) == {"a", "b", "d"}
    assert pool_cases([]) == frozenset()


def test_a_judge_meets_the_same_order_again_and_another_judge_another() -> None:
    order = shuffle_cases(CASES, query=1, judge=1)
    assert order == shuffle_cases(reversed(CASES), query=1, judge=1)  # how the pool was put together leaves no trace
    assert sorted(order) == CASES
    assert len({tuple(shuffle_cases(CASES, query, judge)) for query in (1, 2) for judge in (1, 2)} | {tuple(CASES)}) == 5


def test_a_case_that_joins_the_pool_later_moves_no_other() -> None:
    assert [case for case in shuffle_cases([*CASES, "new"], 1, 1) if case != "new"] == shuffle_cases(CASES, 1, 1)


def test_kappa_by_hand() -> None:
    # 50 items, 35 alike (.7); by chance (25·30 + 25·20) / 50² = .5: (.7 − .5) / (1 − .5).
    table = np.zeros((4, 4), dtype=np.int64)
    table[:2, :2] = [[20, 5], [10, 15]]
    assert kappa(table, PLAIN) == pytest.approx(0.4)
    found = estimate(table, PLAIN)
    assert found is not None
    assert found.low < 0.4 < found.high


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_scikit_learns(seed: int) -> None:
    chance = np.random.default_rng(seed)
    one = chance.integers(0, 4, 60)
    other = np.clip(one + chance.integers(-1, 2, 60), 0, 3)
    items = [(number, "c") for number in range(60)]
    found = agreement((1, 2), dict(zip(items, map(int, one), strict=True)), dict(zip(items, map(int, other), strict=True)))
    assert found.plain is not None
    assert found.weighted is not None
    assert found.plain.value == pytest.approx(cohen_kappa_score(one, other, labels=GRADES))
    assert found.weighted.value == pytest.approx(cohen_kappa_score(one, other, labels=GRADES, weights="quadratic"))
    assert found.plain.low <= found.plain.value <= found.plain.high


def test_kappa_is_not_told_where_both_gave_one_grade_only() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = agreement((1, 2), {(1, "a"): 2, (1, "b"): 2}, {(1, "a"): 2, (1, "b"): 2})
    assert (found.plain, found.weighted, found.same) == (None, None, 1.0)


def test_judges_are_paired_over_what_both_graded() -> None:
    grades = [Graded(1, 1, "a", 3, ""), Graded(1, 1, "b", 0, ""), Graded(1, 2, "a", 1, "")]
    grades += [Graded(2, 1, "a", 0, ""), Graded(2, 1, "b", 0, ""), Graded(2, 2, "b", 1, ""), Graded(3, 2, "a", 2, "")]
    pairs: list[Agreement] = agreements(grades)
    assert [(pair.judges, pair.shared, pair.same) for pair in pairs] == [((1, 2), 2, 0.5), ((1, 3), 1, 0.0)]
    assert pairs[0].disagreements == (Disagreement(1, "a", (3, 0)),)
    assert pairs[0].table[3, 0] == 1


def test_quadratic_weights_forgive_what_is_near() -> None:
    near, far = np.diag([5, 5, 5, 5]), np.diag([5, 5, 5, 5])
    near[2, 3], far[0, 3] = 5, 5
    assert kappa(near, QUADRATIC) > kappa(far, QUADRATIC)
    assert kappa(near, PLAIN) == pytest.approx(kappa(far, PLAIN), abs=0.02)


@pytest.mark.parametrize(("merge", "wanted"), [("median", {"a": 1, "b": 2}), ("max", {"a": 3, "b": 2}), ("min", {"a": 0, "b": 2})])
def test_several_judges_become_one(merge: Merge, wanted: dict[str, int]) -> None:
    grades = [Graded(judge, 1, "a", grade, "") for judge, grade in enumerate((3, 0, 1, 3))] + [Graded(1, 1, "b", 2, "")]
    assert merge_grades(grades, merge) == {"q1": wanted}


def test_an_even_number_of_judges_is_merged_to_the_lower_middle() -> None:
    assert merge_grades([Graded(1, 1, "a", 3, ""), Graded(2, 1, "a", 2, "")]) == {"q1": {"a": 2}}


def test_qrels_are_read_back_by_us_and_by_ir_measures(tmp_path: Path) -> None:
    qrels = {"q1": {"a": 3, "b": 0}, "q2": {"a": 1}}
    text = write_qrels(qrels)
    assert text == "q1 0 a 3\nq1 0 b 0\nq2 0 a 1\n"
    write_trec_qrels(tmp_path / "x.qrels", qrels)
    assert (tmp_path / "x.qrels").read_text(encoding="utf-8") == text
    assert list(ir_measures.read_trec_qrels(str(tmp_path / "x.qrels")))[2] == ir_measures.Qrel("q2", "a", 1)
    grades = read_qrels(text + "\n", QUERIES, {"a", "b"}, judge=7)
    assert grades == [Graded(7, 1, "a", 3, ""), Graded(7, 1, "b", 0, ""), Graded(7, 2, "a", 1, "")]
    assert merge_grades(grades) == qrels


def test_a_case_of_qrels_may_bear_the_default_books_name() -> None:
    found = read_qrels("q1 0 jobs-2023:8-01 3\nq2 0 jobs-2024:8-01 1\n", QUERIES, {"8-01", "jobs-2024:8-01"}, judge=7)
    assert found == [Graded(7, 1, "8-01", 3, ""), Graded(7, 2, "jobs-2024:8-01", 1, "")]


def test_every_line_of_qrels_that_cannot_be_used_is_told() -> None:
    with pytest.raises(RequestError) as caught:
        read_qrels("q1 0 a 3\nq9 0 a 3\nq1 0 z 3\nq1 0 a 4\nq1 a 3\nq1 0 a ²", QUERIES, {"a"}, judge=1)
    assert caught.value.message == (
        "qrels를 읽을 수 없습니다. 2행: 질의 q9가 없습니다 / 3행: 사례 z이(가) 색인에 없습니다 / 4행: 등급 4는 0~3이 아닙니다 / "
        "5행: 칸이 넷(질의 0 사례 등급)이어야 합니다 / 6행: 등급 ²은(는) 0~3이 아닙니다"
    )


def test_configurations_are_the_modes_and_levers_of_the_ablation() -> None:
    assert list(CONFIGURATIONS)[:3] == ["hybrid", "lexical", "dense"]
    assert {"alone-words", "alone-vectors", "without-thesaurus", "without-repair"} < set(CONFIGURATIONS)
    assert {each.lever.name for each in CONFIGURATIONS.values()} >= set(NAMES)  # no name is of a lever that is no more
    assert all(each.lever.passages is None for each in CONFIGURATIONS.values())


def test_configurations_are_chosen_by_id() -> None:
    assert [each.id for each in choose_configurations(["dense", "hybrid", "dense"], least=2)] == ["dense", "hybrid"]
    with pytest.raises(RequestError, match="모릅니다"):
        choose_configurations(["hybrid", "best"], least=2)
    with pytest.raises(RequestError, match="고른 것: 1개"):
        choose_configurations(["hybrid"], least=2)
