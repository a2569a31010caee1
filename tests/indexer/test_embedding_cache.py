"""Vectors already computed: found again by model and text, and never trusted when damaged."""

import sqlite3
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import BuildError
from indexer.caches.embedding_cache import EmbeddingCache
from indexer.caches.text_cache import LOOKUP
from indexer.model.encoder import Vectors
from tests.support.models.doubles import count_vector

TEXTS = ["청년", "어르신 관광", "반도체"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "embeddings.sqlite"


def vectors(texts: list[str]) -> Vectors:
    return np.array([count_vector(text) for text in texts])


def open_cache(path: Path, model_id: str = "m@1", dimension: int = 8) -> EmbeddingCache:
    return EmbeddingCache(path, model_id, dimension)


def fill(path: Path, texts: list[str]) -> None:
    with open_cache(path) as cache:
        cache.put_vectors(texts, vectors(texts))


def same(found: dict[str, Vectors], texts: list[str]) -> bool:
    return found.keys() == set(texts) and all(np.array_equal(found[text], count_vector(text)) for text in texts)


def test_vectors_are_found_again_by_a_later_program(path: Path) -> None:
    fill(path, TEXTS)
    with open_cache(path) as cache:
        assert same(cache.vectors([*TEXTS, "새 글"]), TEXTS)


def test_more_texts_than_one_look_up_takes(path: Path) -> None:
    texts = [f"글 {n}" for n in range(2 * LOOKUP + 1)]
    fill(path, texts)
    with open_cache(path) as cache:
        assert same(cache.vectors(texts), texts)


def test_another_model_or_dimension_finds_nothing(path: Path) -> None:
    fill(path, TEXTS)
    with open_cache(path, model_id="m@2") as cache:
        assert cache.vectors(TEXTS) == {}
    with open_cache(path, dimension=9) as cache:
        assert cache.vectors(TEXTS) == {}


def test_a_newer_vector_replaces_the_older(path: Path) -> None:
    fill(path, TEXTS)
    with open_cache(path) as cache:
        cache.put_vectors(["청년"], vectors(["관광"]))
        assert np.array_equal(cache.vectors(["청년"])["청년"], count_vector("관광"))


@pytest.mark.parametrize("change", ["vector = zeroblob(32)", "vector = NULL", "vector = 'text'", "checksum = NULL", "checksum = x'00'"])
def test_an_altered_entry_is_as_good_as_absent(path: Path, change: str) -> None:
    fill(path, TEXTS)
    database = sqlite3.connect(path)
    with database:
        database.execute(f"UPDATE embedding SET {change} WHERE text = ?", (sha256("청년".encode()).digest(),))  # noqa: S608 - our own words
    database.close()
    with open_cache(path) as cache:
        assert same(cache.vectors(TEXTS), ["어르신 관광", "반도체"])


def test_no_flipped_byte_gives_a_wrong_vector(path: Path) -> None:
    """Every 31st byte of the file, turned over: an error that names the way out, or right vectors for some of the texts."""
    fill(path, TEXTS)
    sound = path.read_bytes()
    outcomes = set()
    for position in range(0, len(sound), 31):
        path.write_bytes(sound[:position] + bytes([sound[position] ^ 0xFF]) + sound[position + 1 :])
        try:
            with open_cache(path) as cache:
                found = cache.vectors(TEXTS)
            assert same(found, list(found))
            outcomes.add(len(found))
        except BuildError:
            outcomes.add(-1)
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()
    assert {-1, 2, 3} <= outcomes


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be taken for one" * 50, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_told_to_be_deleted(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(BuildError, match=r"embeddings\.sqlite.*지우고 다시 하십시오"):
        open_cache(path)


def test_a_cut_off_file_is_an_error_or_holds_right_vectors(path: Path) -> None:
    fill(path, [f"글 {n}" for n in range(200)])
    whole = path.read_bytes()
    for size in (0, 1, 100, 4096, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        try:
            with open_cache(path) as cache:
                found = cache.vectors([f"글 {n}" for n in range(200)])
            assert same(found, list(found))
        except BuildError as error:
            assert "지우고" in str(error)


def test_a_folder_that_cannot_be_made_is_a_build_error(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("a file where the folder should be")
    with pytest.raises(BuildError, match="쓰기 권한"):
        open_cache(tmp_path / "new" / "embeddings.sqlite")


def test_a_full_disk_is_a_build_error_and_keeps_what_was_stored(path: Path) -> None:
    """The page limit stands for the disk: SQLite tells both as SQLITE_FULL."""
    fill(path, TEXTS)
    more = [f"글 {n}" for n in range(1000)]
    with open_cache(path) as cache:
        cache._db.execute("PRAGMA max_page_count = 8")
        with pytest.raises(BuildError, match=r"full.*디스크 공간"):
            cache.put_vectors(more, vectors(more))
        assert same(cache.vectors([*TEXTS, *more]), TEXTS)
