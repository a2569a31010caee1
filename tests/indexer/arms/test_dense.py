"""FAISS against plain numpy, and a saved index against a fresh one."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arms.dense import DenseIndex
from indexer.model.encoder import Vectors
from tests.support.models.doubles import count_vector


def unit_vectors(seed: int, count: int, dimension: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@given(st.integers(0, 2**32), st.integers(1, 300), st.integers(1, 64))
@settings(deadline=None, max_examples=50)
def test_scores_are_numpys_inner_products(seed: int, count: int, dimension: int) -> None:
    vectors = unit_vectors(seed, count + 1, dimension)
    index = DenseIndex.build([str(n) for n in range(count)], vectors[:-1])
    np.testing.assert_allclose(index.scores(vectors[-1]), vectors[:-1] @ vectors[-1], atol=1e-5)
    assert index.dimension == dimension


def test_a_worked_example() -> None:
    """Counts (청년, 1): (2, 1), (0, 1), (1, 1) against (1, 1): 3 / √10, 1 / √2 and 1."""
    index = DenseIndex.build(["a", "b", "c"], np.array([count_vector(text) for text in ("청년 청년", "나라", "청년")]))
    assert index.scores(count_vector("청년")).tolist() == pytest.approx([3 / 10**0.5, 0.5**0.5, 1], abs=1e-6)


def test_equal_passages_have_equal_scores_each_in_its_own_row() -> None:
    vectors = np.array([count_vector(text) for text in ("청년", "관광", "청년", "관광")])
    scores = DenseIndex.build(list("abcd"), vectors).scores(count_vector("관광"))
    assert scores[0] == scores[2] < scores[1] == scores[3]


def test_vectors_come_back_as_they_went_in() -> None:
    vectors = unit_vectors(1, 20, 8)
    assert np.array_equal(DenseIndex.build([str(n) for n in range(20)], vectors).vectors(), vectors)


def test_a_saved_index_equals_the_fresh_one(tmp_path: Path) -> None:
    vectors = unit_vectors(2, 30, 16)
    fresh = DenseIndex.build([f"가-{n}" for n in range(30)], vectors)
    fresh.save(tmp_path / "dense")
    loaded = DenseIndex.load(tmp_path / "dense")
    assert loaded.ids == fresh.ids
    assert loaded.dimension == 16
    assert np.array_equal(loaded.vectors(), vectors)
    assert np.array_equal(loaded.scores(vectors[3]), fresh.scores(vectors[3]))


def test_ids_and_vectors_of_different_number_are_refused() -> None:
    with pytest.raises(ValueError, match="2 ids for 3 vectors"):
        DenseIndex.build(["a", "b"], unit_vectors(3, 3, 4))


@pytest.mark.parametrize("factor", [0.0, 0.5, 2.0, float("nan")])
def test_vectors_not_of_unit_length_are_refused(factor: float) -> None:
    vectors = unit_vectors(4, 3, 4)
    vectors[1] *= factor
    with pytest.raises(ValueError, match="unit length"):
        DenseIndex.build(["a", "b", "c"], vectors)
