"""Folds by case: whole, disjoint, the same every time; and means over them worked by hand."""

import pytest

from eval.metrics.folds import fold_means, folds, mean_and_deviation, over_folds

CASES = [f"8-{number:02d}" for number in range(1, 15)]


def test_folds_are_disjoint_complete_and_of_like_size() -> None:
    parts = folds(CASES)
    assert sorted(case for part in parts for case in part) == CASES
    assert sorted(map(len, parts)) == [2, 3, 3, 3, 3]


def test_folds_depend_on_the_cases_and_the_seed_only() -> None:
    assert folds(reversed(CASES + CASES)) == folds(CASES)
    assert folds(CASES, seed=1) != folds(CASES)


def test_no_fold_is_empty() -> None:
    assert sorted(map(sorted, folds(["a", "b"], 5))) == [["a"], ["b"]]
    assert folds([]) == ()


def test_the_mean_of_a_fold_is_that_of_its_queries() -> None:
    """With as many folds as cases each case is its own: a has 1 and 0, b has .2; q4 belongs to no case."""
    values = {"q1": 1.0, "q2": 0.0, "q3": 0.2, "q4": 0.9}
    unit_of = {"q1": "a", "q2": "a", "q3": "b"}
    assert sorted(fold_means(values, unit_of, 2)) == [0.2, 0.5]
    assert over_folds(values, unit_of) == pytest.approx((0.35, 0.212132), abs=1e-6)


def test_queries_of_no_case_have_no_folds() -> None:
    assert over_folds({"q1": 1.0}, {}) is None


@pytest.mark.parametrize(("means", "expected"), [([1, 2, 3], (2, 1)), ([0.5], (0.5, 0))], ids=str)
def test_mean_and_deviation(means: list[float], expected: tuple[float, float]) -> None:
    assert mean_and_deviation(means) == expected
