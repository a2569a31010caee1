"""A result taken apart: groups, failures and the worth of `why`, on queries small enough to count out."""

import pytest

from eval.experiments.breakdown import LEAST_WRONG, Calibration, Failure, Reasons, breakdown, calibrate, calibrations, failures, length
from eval.metrics.ranking_metrics import Estimate
from eval.runs.reason_metrics import Why
from eval.runs.saved_results import QueryRecord, Result
from tests.support.answering.judgments import made_up

QUERIES = {
    "q1": QueryRecord(
        "need",
        "조선소를 나온 청년이 다른 일을 찾게 돕고 싶은데 방법이 있을까",
        "9-01",
        [(1, 2)],
        ["9-01/s01"],
        ["8-02", "9-01"],
        ["8-02/s01"],
        Why(1, 0.25),
        {"9-01": 3, "8-02": 2},
    ),
    "q2": QueryRecord("fact", "어르신 관광", "8-02", [(30, 41)], ["8-02/s01"], ["8-02", "9-01"], ["8-02/s01"], Why(2, 0.75)),
    "q3": QueryRecord("fact", "반도체 창업 팀은 몇 개", "9-01", [(50, 52)], [], ["9-01"], [], Why(0, 0.5)),
    "q4": QueryRecord("need", "돌봄", "8-01"),
    "t1": QueryRecord("topics", "관광", hits=["8-02"]),
    "8-01": QueryRecord("similar", "8-01", "8-01", hits=["8-02", "9-01"]),
}


@pytest.fixture
def result() -> Result:
    return made_up({"MRR": {"q3": 1.0, "q2": 1.0, "q1": 0.5, "q4": 0.0}, "topics nDCG@10": {"t1": 1.0}}, QUERIES)


@pytest.mark.parametrize(
    ("grouping", "groups"),
    [
        ("kind", {"need": 0.25, "fact": 1.0}),
        ("length", {"short": 0.5, "medium": 1.0, "long": 0.5}),
        ("case", {"8-01": 0.0, "8-02": 1.0, "9-01": 0.75}),
        ("book", {"jobs-2023": 0.625}),
    ],
)
def test_a_measure_is_taken_apart_by_groups_in_order(result: Result, grouping: str, groups: dict[str, float]) -> None:
    found = {group.name: group.mean for group in breakdown(result, "MRR", grouping)}
    assert list(found.items()) == list(groups.items())


def test_books_are_told_apart_by_the_cases_of_the_queries() -> None:
    queries = {
        "q1": QueryRecord("need", "돌봄", "8-01"),
        "q2": QueryRecord("need", "농촌", "farms-2024:a1"),
        "t1": QueryRecord("topics", "길"),
    }
    taken = breakdown(made_up({"MRR": {"q1": 0.5, "q2": 1.0, "t1": 0.0}}, queries), "MRR", "book")
    assert [(group.name, group.mean) for group in taken] == [("farms-2024", 1.0), ("jobs-2023", 0.5)]


def test_the_share_of_first_results_that_nobody_judged() -> None:
    """q1: one of two; q2: three of four; q3 found nothing and counts in no share."""
    queries = {
        "q1": QueryRecord("need", "a", "8-01", hits=["8-01", "8-02"], grades={"8-01": 3}),
        "q2": QueryRecord("need", "b", "8-02", hits=["8-02", "9-01", "9-02", "9-03"], grades={"8-02": 3, "8-01": 1}),
        "q3": QueryRecord("need", "c", "9-01", grades={"9-01": 3}),
    }
    values = dict.fromkeys(queries, 1.0)
    told = made_up({"nDCG@10": values, "MRR": values}, queries)
    assert told.share_unjudged("nDCG@10") == 0.625
    assert told.share_unjudged("nDCG@10", ["q2"]) == 0.75
    assert told.share_unjudged("nDCG@10", ["q3"]) is None
    assert told.share_unjudged("MRR") is None, "it asks for one case, and that is known"
    unknown = {name: QueryRecord("public", "a", hits=["d1"]) for name in queries}
    assert made_up({"nDCG@10": values}, unknown).share_unjudged("nDCG@10") is None, "an older result does not say what was judged"


def test_what_is_of_no_case_is_in_no_case(result: Result) -> None:
    assert breakdown(result, "topics nDCG@10", "case") == []
    assert [group.name for group in breakdown(result, "topics nDCG@10", "kind")] == ["topics"]


@pytest.mark.parametrize(("words", "name"), [(1, "short"), (4, "short"), (5, "medium"), (8, "medium"), (9, "long")])
def test_length_is_counted_in_words(words: int, name: str) -> None:
    assert length(" ".join(["말"] * words)) == name


def test_failures_are_the_queries_of_a_case_that_did_not_find_it_first(result: Result) -> None:
    lost, nothing = failures(result)
    assert lost == Failure("q1", "need", QUERIES["q1"].query, "9-01", 2, 2, ("8-02", "9-01"), ("8-02/s01",), ((1, 2),), ("9-01/s01",))
    assert (nothing.id, nothing.place, nothing.grade, nothing.hits) == ("q4", None, 0, ())


def test_reasons_of_right_and_wrong_first_hits_are_counted_apart() -> None:
    """Right: 2 and 0 reasons, ¾ and ½ covered; wrong: 1, ¼. A right hit has more reasons in one of two pairs, and covers more in both.

    q4 has no hit at all. A single wrong hit leaves the interval open.
    """
    assert calibrate({name: asked for name, asked in QUERIES.items() if asked.kind != "similar"}) == Calibration(
        Reasons(2, 0.5, 1.0, 0.625), Reasons(1, 1.0, 1.0, 0.25), Estimate(0.5, 0, 1), Estimate(1, 0, 1)
    )


def test_nothing_to_calibrate_is_told_as_such() -> None:
    assert calibrate({}) == Calibration(Reasons(0, 0, 0, 0), Reasons(0, 0, 0, 0), None, None)


def test_a_kind_with_enough_wrong_first_hits_is_calibrated_by_itself() -> None:
    wrong = {f"n{number}": QueryRecord("need", "돌봄", "8-01", hits=["8-02"], why=Why(1, 0.5)) for number in range(LEAST_WRONG)}
    right = {"f1": QueryRecord("fact", "창업", "9-01", hits=["9-01"], why=Why(2, 1.0))}
    found = calibrations(made_up({}, wrong | right))
    assert list(found) == ["all", "need"]
    assert (found["all"].right.hits, found["need"].right.hits, found["need"].wrong.hits) == (1, 0, LEAST_WRONG)
    assert list(calibrations(made_up({}, right))) == ["all"]
