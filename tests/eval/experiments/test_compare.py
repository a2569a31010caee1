"""Two results compared, on values small enough to count out; and what cannot be compared."""

import pytest

from corpus.errors import EvalDataError
from eval.experiments.compare import ValueChange, compare, compare_on, holm, list_left_out, list_most_changed
from eval.runs.saved_results import QueryRecord
from tests.support.answering.judgments import made_up

QUERIES = {
    "q1": QueryRecord("need", "조선소 청년", "8-01"),
    "q2": QueryRecord("need", "어르신 관광", "8-02"),
    "q3": QueryRecord("fact", "반도체 창업", "9-01"),
    "q4": QueryRecord("fact", "고용률", "9-01"),
}
BEFORE = {"MRR": {"q1": 0.5, "q2": 0.25, "q3": 1.0, "q4": 0.0}, "need MRR": {"q1": 0.5, "q2": 0.25}}
AFTER = {"MRR": {"q1": 1.0, "q2": 0.5, "q3": 1.0, "q4": 0.25}, "need MRR": {"q1": 1.0, "q2": 0.5}}


def test_a_comparison_is_what_one_counts_out() -> None:
    """Differences .5, .25, 0, .25: mean .25; of the eight choices of signs only two are as far from zero."""
    (found,), by_kind = compare(made_up(BEFORE, QUERIES), made_up(AFTER, QUERIES))
    assert (found.name, found.before, found.after, found.difference) == ("MRR", 0.4375, 0.6875, 0.25)
    assert (found.wins, found.ties, found.losses) == (3, 1, 0)
    assert (found.p, found.p_holm) == (0.25, 0.25)
    assert 0 <= found.low < 0.25 < found.high <= 0.5
    assert [row.name for row in by_kind] == ["need MRR"]


def test_the_other_way_round_the_signs_turn_and_the_p_value_stays() -> None:
    (found,), _ = compare(made_up(AFTER, QUERIES), made_up(BEFORE, QUERIES))
    assert (found.difference, found.wins, found.ties, found.losses, found.p) == (-0.25, 0, 1, 3, 0.25)


def test_a_result_does_not_differ_from_itself() -> None:
    (found,), _ = compare(made_up(BEFORE, QUERIES), made_up(BEFORE, QUERIES))
    assert (found.difference, found.low, found.high, found.p, found.p_holm, found.ties, found.changes) == (0, 0, 0, 1, 1, 4, ())


def test_each_family_is_corrected_by_itself() -> None:
    """Both p-values of the second family are 1/2 (two queries, both better): times two, at most 1."""
    before = BEFORE | {"need nDCG@10": {"q1": 0.0, "q2": 0.0}}
    after = AFTER | {"need nDCG@10": {"q1": 0.1, "q2": 0.2}}
    (overall,), by_kind = compare(made_up(before, QUERIES), made_up(after, QUERIES))
    assert overall.p_holm == 0.25
    assert [(row.p, row.p_holm) for row in by_kind] == [(0.5, 1), (0.5, 1)]


def test_the_queries_that_changed_most_come_first_with_their_text() -> None:
    (found,), _ = compare(made_up(BEFORE, QUERIES), made_up(AFTER, QUERIES))
    assert found.changes == (
        ValueChange("q1", "조선소 청년", 0.5, 1.0),
        ValueChange("q2", "어르신 관광", 0.25, 0.5),
        ValueChange("q4", "고용률", 0.0, 0.25),
    )
    assert [change.id for change in list_most_changed({"a": 0.0, "b": 1.0}, {"a": 0.5, "b": 0.0}, {})] == ["b", "a"]


def test_holms_correction_by_hand() -> None:
    """Sorted .005, .01, .03, .04 times 4, 3, 2, 1: .02, .03, .06, .04, the last raised to .06."""
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})
    assert holm({"a": 0.6, "b": 0.7}) == {"a": 1, "b": 1}
    assert holm({}) == {}


def test_results_of_different_judgments_are_refused_naming_both() -> None:
    with pytest.raises(EvalDataError, match=r"서로 다른 평가 자료로.*base.*\(f0\).*other.*\(f1\).*다시 재십시오"):
        compare(made_up(BEFORE, QUERIES), made_up(BEFORE, QUERIES, "other", "f1"))


def test_results_on_different_queries_are_refused_naming_the_measure() -> None:
    fewer = {"MRR": {"q1": 1.0}, "need MRR": BEFORE["need MRR"]}
    with pytest.raises(EvalDataError, match=r"서로 다른 질의로 쟀습니다\(MRR\)"):
        compare_on(made_up(BEFORE, QUERIES), made_up(fewer, QUERIES), ["MRR", "need MRR"])


def test_a_measure_of_one_result_only_is_left_out_and_named() -> None:
    first, second = made_up(BEFORE, QUERIES), made_up({"MRR": AFTER["MRR"], "new": AFTER["MRR"]}, QUERIES)
    overall, by_kind = compare(first, second)
    assert ([row.name for row in overall], by_kind) == (["MRR"], [])
    assert list_left_out(first, second) == ["need MRR", "new"]


def test_what_is_over_the_questions_each_answered_is_left_out() -> None:
    name = "fact citation precision (answered)"
    before, after = made_up(BEFORE | {name: {"q3": 1.0}}, QUERIES), made_up(AFTER | {name: {"q3": 1.0, "q4": 0.0}}, QUERIES)
    assert [row.name for family in compare(before, after) for row in family] == ["MRR", "need MRR"]
    assert list_left_out(before, after) == [name]
