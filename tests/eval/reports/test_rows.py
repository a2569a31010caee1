"""Rows for the console: aligned for a reader, tab-separated for a program."""

from eval.experiments.breakdown import Failure
from eval.experiments.compare import Compared, ValueChange
from eval.experiments.curve import CurvePoint
from eval.metrics.ranking_metrics import Measured
from eval.reports.result_rows import change_rows, comparison_rows, curve_rows, failure_rows, group_rows, render, robustness_rows
from eval.runs.robustness import Variant, measure_robustness

CHANGES = (ValueChange("q1", "조선소", 0.5, 1.0), ValueChange("q2", "돌봄", 0.0, 0.25))
ROW = Compared("MRR", 0.5, 0.75, 0.25, -0.125, 0.5, 0.25, 1.0, 2, 1, 0, CHANGES)


def test_columns_are_aligned_where_a_korean_letter_takes_two_places() -> None:
    rows = [["말", "수"], ["관광", "1"], ["abc", "22"]]
    assert render(rows, aligned=True) == ["말    수", "관광  1", "abc   22"]
    assert render(rows, aligned=False) == ["말\t수", "관광\t1", "abc\t22"]


def test_a_tab_in_a_cell_does_not_part_it() -> None:
    assert render([["a\tb", "c"]], aligned=False) == ["a b\tc"]


def test_a_comparison_is_a_row_a_measure() -> None:
    heads, row = comparison_rows([ROW])
    assert dict(zip(heads, row, strict=True)) == {
        "measure": "MRR", "first": "0.500", "second": "0.750", "difference": "+0.250", "low": "-0.125", "high": "+0.500",
        "p": "0.2500", "p_holm": "1.0000", "wins": "2", "ties": "1", "losses": "0",
    }  # fmt: skip


def test_only_as_many_changes_as_asked() -> None:
    assert change_rows([ROW], 1)[1:] == [["MRR", "q1", "0.500", "1.000", "조선소"]]
    assert len(change_rows([ROW], 5)) == 3


def test_a_failure_shows_gold_and_find_side_by_side() -> None:
    failure = Failure("q1", "need", "조선소 청년", "8-01", None, 3, ("8-02", "9-01"), ("8-02/s01",), ((1, 9), (20, 20)), ())
    assert failure_rows([failure])[1] == ["q1", "need", "8-01", "-", "3", "8-02 9-01", "1-9 20-20", "-", "8-02/s01", "조선소 청년"]


def test_a_group_is_a_row_with_its_interval() -> None:
    assert group_rows("case", "MRR", [Measured("8-01", {"q1": 1.0, "q2": 0.0}, 0.5, 0.0, 1.0)]) == [
        ["case", "queries", "MRR", "low", "high"],
        ["8-01", "2", "0.500", "0.000", "1.000"],
    ]


def test_a_group_tells_what_is_unjudged_where_that_is_known() -> None:
    groups = [Measured("8-01", {"q1": 1.0}, 1.0, 1.0, 1.0), Measured("8-02", {"q2": 0.0}, 0.0, 0.0, 0.0)]
    rows = group_rows("case", "nDCG@10", groups, {"8-01": 0.25, "8-02": None})
    assert [row[-1] for row in rows] == ["unjudged", "0.250", "-"]


def test_a_curve_is_a_row_a_value() -> None:
    assert curve_rows("depth", [CurvePoint(4, {"MRR": [0.25, 0.75]})]) == [["depth", "MRR", "sd"], ["4", "0.500", "0.354"]]


def test_a_phenomenon_is_a_row_and_says_whether_it_keeps_enough() -> None:
    ranked = {"청년": ["8-01"], "청녕": ["8-02", "8-03", "8-01"]}
    sets = {"typo": [Variant(id="typo-1", clean="청년", query="청녕", case="8-01")]}
    weak = measure_robustness(sets, lambda query, _: ranked[query])
    kept = measure_robustness(sets, lambda query, as_typed: ranked[query if as_typed else "청년"])
    shares = ["0.500", "0.500", "0.500"]
    assert robustness_rows(weak)[1] == ["typo", "1", "1.000", "0.500", "0.500", *shares, *shares, "NO"]
    assert robustness_rows(kept)[1] == ["typo", "1", "1.000", "0.500", "1.000", *shares, "1.000", "1.000", "1.000", "yes"]
    assert len(robustness_rows(kept)[0]) == len(robustness_rows(kept)[1])
