from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.arm_statistics import ArmStatistics, Scale
from indexer.engines.seam import NO_SCORES, Bounds, Candidates, numbers_of
from service.search.ranking.ranking_weights import RankingWeights
from service.search.ranking.score_formulas import (
    TEMPER,
    descending,
    fuse_arms,
    group_scores,
    merge_spans,
    score_whole,
    share_cases,
)


def array(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


STATISTICS = ArmStatistics(words=Scale(0.25, 0.5), pairs=Scale(0, 0.1), whole=Scale(0, 1), cosines=Scale(0.5, 0.05))


def candidates(*rows: tuple[float, float, float], bounds: Bounds = Bounds(2, 10, 0)) -> Candidates:  # noqa: B008 - never changes
    """Candidates of one case each, by their scores as words, as pairs of letters and as vectors."""
    words, pairs, cosines = zip(*rows, strict=True)
    names = [f"{number}/s01" for number in range(len(rows))]
    return Candidates(
        ids=names, kinds=numbers_of(["programme"] * len(rows)), case_ids=names, case_of=np.arange(len(rows)),
        words=array(*words), pairs=array(*pairs), cosines=array(*cosines), whole=array(*words), bounds=bounds,
    )  # fmt: skip


def test_each_arm_is_placed_on_its_scale_and_weighed() -> None:
    # words 1 of 2: (.5 − .25) / .5 = .5; pairs 1 of 10: .1 / .1 = 1; cosine .6: (.6 − .5) / .05 = 2
    weights = RankingWeights(pairs=0.4, lexical=0.3)
    lexical = 0.4 * 1 + 0.6 * 0.5
    assert fuse_arms(candidates((1, 1, 0.6)), STATISTICS, weights, by_words=True) == pytest.approx([0.3 * lexical + 0.7 * 2], abs=1e-5)
    assert fuse_arms(candidates((1, 1, 0.6)), STATISTICS, weights, by_words=False) == pytest.approx([2], abs=1e-5)
    no_vector = replace(candidates((1, 1, 0.6)), cosines=NO_SCORES)
    assert fuse_arms(no_vector, STATISTICS, weights, by_words=True) == pytest.approx([lexical], abs=1e-5)
    assert score_whole(replace(no_vector, bounds=Bounds(0, 0, 4)), STATISTICS) == pytest.approx([0.25])


def test_a_score_does_not_depend_on_what_else_is_found() -> None:
    rows = [(1, 1, 0.6), (0, 3, 0.4), (2, 0, 0.9)]
    together = fuse_arms(candidates(*rows), STATISTICS, RankingWeights(), by_words=True)
    alone = [float(fuse_arms(candidates(row), STATISTICS, RankingWeights(), by_words=True)[0]) for row in rows]
    assert together.tolist() == alone


def test_an_arm_that_found_nothing_leaves_the_other_alone() -> None:
    found = candidates((0, 0, 0.9), (0, 0, 0.1), (0, 0, 0.5), bounds=Bounds(0, 0, 0))
    assert descending(fuse_arms(found, STATISTICS, RankingWeights(), by_words=True)).tolist() == [0, 2, 1]


def test_cases_share_one_by_how_far_apart_they_are() -> None:
    # e : 1 : 0, the last without a passage
    shares = share_cases(array(1 + TEMPER, 1, -np.inf))
    assert shares == pytest.approx([np.e / (np.e + 1), 1 / (np.e + 1), 0], abs=1e-6)
    assert share_cases(array(-np.inf, -np.inf)).tolist() == [0, 0]
    assert share_cases(array()).tolist() == []


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
