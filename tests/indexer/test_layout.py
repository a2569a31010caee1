import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.model.nouns import Case
from indexer.derived.meaning_layout import LEAST, centroids, lay_out, neighbourhoods, project
from indexer.generations.build import Corpus
from indexer.generations.generation_store import Index

RNG = np.random.default_rng(7)
BLOBS = np.concatenate([centre + RNG.normal(scale=0.1, size=(6, 8)) for centre in np.eye(8)[:3] * 3])
UNIT = BLOBS / np.linalg.norm(BLOBS, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def plane() -> NDArray[np.float64]:
    """Where the unit vectors lie; to be read, never changed."""
    return project(UNIT)


def test_what_lies_together_lies_together_on_the_plane(plane: NDArray[np.float64]) -> None:
    apart = np.linalg.norm(plane[:, None] - plane[None], axis=2)
    for own in range(18):
        nearest = np.argsort(apart[own], kind="stable")[1:6]
        assert {int(other) // 6 for other in nearest} == {own // 6}


def test_the_same_vectors_give_the_same_plane_within_its_bounds(plane: NDArray[np.float64]) -> None:
    assert np.array_equal(plane, project(UNIT.copy()))
    assert np.abs(plane).max() == pytest.approx(1)
    assert np.ptp(plane[:, 0]) >= np.ptp(plane[:, 1])
    assert all(column[np.abs(column).argmax()] > 0 for column in plane.T)


def test_neighbourhoods_are_the_root_of_the_points_and_run_from_left_to_right() -> None:
    points = np.array([(5.0, 0), (5, 1), (0, 0), (0, 1), (9, 0), (9, 1), (5, 0.5), (0, 0.5), (9, 0.5)])
    assert neighbourhoods(points).tolist() == [1, 1, 0, 0, 2, 2, 1, 0, 2]
    assert set(neighbourhoods(np.repeat(points, 20, axis=0) + RNG.normal(scale=0.1, size=(180, 2))).tolist()) == set(range(8))


def test_centroids_are_unit_means_less_what_all_have_in_common() -> None:
    vectors = np.array([(1, 0), (1, 0), (0, 1)], dtype=np.float32)
    found = centroids(vectors, [np.array([0, 1]), np.array([2])])
    assert found == pytest.approx(np.array([(1, -1), (-1, 1)]) / np.sqrt(2))


def test_an_index_with_vectors_places_every_case(index: Index, cases: tuple[Case, ...]) -> None:
    assert set(index.layout) == {case.id for case in cases}
    assert {spot.group for spot in index.layout.values()} == {0}


def test_too_few_cases_have_no_plane(corpus: Corpus) -> None:
    vectors = np.tile(np.eye(4, dtype=np.float32), (len(corpus.passages), 1))[: len(corpus.passages)]
    assert lay_out([case.id for case in corpus.cases][: LEAST - 1], corpus.passages, vectors) == {}
    assert lay_out([case.id for case in corpus.cases], corpus.passages, np.ones_like(vectors)) == {}
    assert lay_out([], corpus.passages, vectors) == {}  # a public set has documents, no cases
