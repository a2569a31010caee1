"""The scales of the arms: averages over queries of what plain NumPy gives, and what they are measured by."""

import numpy as np
import pytest

from corpus.model.nouns import Passage
from indexer.engines.arm_statistics import HEADINGS, Scale, choose_headings, divide_by_bound, heading_of, measure_arms
from indexer.engines.seam import EngineQuery
from indexer.generations.generation_store import Index
from tests.support.models.doubles import count_vector

QUERIES = [
    EngineQuery(words={"청년": 1, "관광": 1}, pairs={"청년": 1}, vector=count_vector("청년 돌봄")),
    EngineQuery(words={"반도체": 1}, pairs={"모르": 1}, vector=count_vector("반도체 창업")),
]


def test_scales_are_averages_over_queries_of_means_and_deviations(index: Index) -> None:
    found = measure_arms(index.engine, QUERIES)
    words = [index.words.scores(query.words) / index.words.bound_of(query.words) for query in QUERIES]
    assert found.words.mean == pytest.approx(np.mean([scores.mean() for scores in words]), abs=1e-5)
    assert found.words.deviation == pytest.approx(np.mean([scores.std() for scores in words]), abs=1e-5)
    assert index.dense is not None
    cosines = [index.dense.vectors() @ query.vector for query in QUERIES if query.vector is not None]
    assert found.cosines.mean == pytest.approx(np.mean([scores.mean() for scores in cosines]), abs=1e-5)
    assert found.cosines.deviation == pytest.approx(np.mean([scores.std() for scores in cosines]), abs=1e-5)
    first = index.pairs.scores({"청년": 1}) / index.pairs.bound_of({"청년": 1})
    assert found.pairs.mean == pytest.approx(first.mean() / 2, abs=1e-5)  # the other query has no pair that is known


def test_the_manifest_keeps_what_the_build_measured(index: Index) -> None:
    assert index.manifest.statistics == index.statistics
    assert all(scale.deviation > 0 for scale in (index.statistics.words, index.statistics.pairs, index.statistics.cosines))


def test_a_score_is_told_in_deviations_above_the_mean() -> None:
    assert Scale(0.5, 0.25).place(np.array([1.0, 0.5, 0.25], dtype=np.float32)).tolist() == [2, 0, -1]
    assert divide_by_bound(np.array([3.0, 0], dtype=np.float32), 6).tolist() == [0.5, 0]
    assert divide_by_bound(np.zeros(2, dtype=np.float32), 0).tolist() == [0, 0]


def test_headings_are_asked_evenly_and_first_words_where_there_are_none() -> None:
    named = [Passage(str(n), "c", "programme", f"제목 {n}" if n % 2 else "", "글") for n in range(4 * HEADINGS)]
    rows = choose_headings(named)
    assert (len(rows), rows[0], rows[-1]) == (HEADINGS, 1, 4 * HEADINGS - 1)
    assert all(row % 2 for row in rows)
    bare = [Passage("1", "c", "programme", "", "가" * 90)]
    assert (choose_headings(bare), heading_of(bare[0])) == ([0], "가" * 40)
