import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.search.ranking.score_formulas import descending, fuse, group_scores, merge_spans, standardise


def array(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_standard_scores_have_mean_zero_and_deviation_one() -> None:
    assert standardise(array(1, 2, 3)) == pytest.approx([-1.2247, 0, 1.2247], abs=1e-4)


def test_equal_scores_say_nothing() -> None:
    assert standardise(array(5, 5, 5)).tolist() == [0, 0, 0]


def test_fusion_weighs_both_arms() -> None:
    # z of (0, 1) is (−1, 1), of (10, 0) is (1, −1): .4 · (−1, 1) + .6 · (1, −1) = (.2, −.2)
    assert fuse(array(0, 1), array(10, 0), 0.4) == pytest.approx([0.2, -0.2])


def test_an_arm_that_found_nothing_leaves_the_other_alone() -> None:
    dense = array(0.9, 0.1, 0.5)
    assert descending(fuse(array(0, 0, 0), dense, 0.4)).tolist() == descending(dense).tolist()


def test_a_group_has_the_mean_of_its_best_weighted_by_place() -> None:
    # group 0: 6, 3 → (6 + 3/2) / 1.5 = 5; group 1: 9 → 9; group 2: none; group 3: the best two of 8, 2, 8 → 8
    scores = array(3, 9, 6, 8, 2, 8)
    groups = np.array([0, 1, 0, 3, 3, 3])
    assert group_scores(scores, groups, 4, depth=2).tolist() == [5, 9, -np.inf, 8]


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(-5, 5, width=32)), min_size=1, max_size=60), st.integers(1, 8))
def test_group_scores_agree_with_a_plain_loop(rows: list[tuple[int, float]], depth: int) -> None:
    expected = []
    for group in range(5):
        best = sorted((score for number, score in rows if number == group), reverse=True)[:depth]
        weights = [1 / (place + 1) for place in range(len(best))]
        expected.append(sum(w * s for w, s in zip(weights, best, strict=True)) / sum(weights) if best else -np.inf)
    found = group_scores(array(*(score for _, score in rows)), np.array([number for number, _ in rows]), 5, depth)
    assert found.tolist() == pytest.approx(expected, abs=1e-5)


def test_ties_keep_their_order() -> None:
    assert descending(array(1, 3, 3, 2)).tolist() == [1, 2, 3, 0]


@pytest.mark.parametrize(
    ("spans", "merged"),
    [([], []), ([(4, 6), (0, 2)], [(0, 2), (4, 6)]), ([(0, 3), (2, 5), (5, 6)], [(0, 6)]), ([(0, 9), (2, 3)], [(0, 9)])],
    ids=["none", "apart", "overlapping and touching", "inside"],
)
def test_spans_are_merged(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    assert merge_spans(spans) == merged
