"""Books that were removed leave the index at once: generations that hold them go, and so does what was computed of their texts.

What is kept of them is a digest of their ids (`removed.txt`): a build that has read one of them before it was removed is refused.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import BuildError, StoreError
from corpus.library.disk.synced_writing import replace_file
from corpus.model.ids import book_of
from corpus.model.nouns import Passage
from corpus.passages import indexed_text
from indexer.caches.embedding_cache import EMBEDDINGS
from indexer.caches.text_cache import keep_texts
from indexer.caches.token_cache import TOKENS
from indexer.engines.arm_statistics import heading_of
from indexer.generations.current_pointer import CURRENT, current_generation
from indexer.generations.generation_folders import BUILD_LOCK, GENERATIONS, list_generations, remove_left_overs, view_folders
from indexer.generations.generation_store import CATALOGUE
from indexer.generations.manifest import CATALOGUED, read_manifest
from indexer.records.catalogue import Catalogue

REMOVED, DUE, BOOKS = "removed.txt", "forgetting-due", "books.json"
CACHES = (("embeddings.sqlite", EMBEDDINGS), ("tokens.sqlite", TOKENS))
WAIT = 5.0
"""Seconds to wait for a build that is under way; it forgets by itself when it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedTexts:
    """What the index in service says of a book and of the others, as it is indexed."""

    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many generations and computed texts are gone, whether the one in service was among them, and whether a build does the rest."""

    generations: int = 0
    texts: int = 0
    current: bool = False
    due: bool = False


def read_indexed(root: Path, book: str) -> IndexedTexts:
    """Return the texts of the generation in service, headings among them; nothing where it cannot be read."""
    current = current_generation(root)
    folder = root / GENERATIONS / (current or ".")
    try:
        if current is None or read_manifest(folder).inputs.format < CATALOGUED:
            return IndexedTexts()
        views = (folder, *view_folders(folder))
        passages = {passage.id: passage for view in views for passage in Catalogue.open(view / CATALOGUE).passages()}.values()
    except (StoreError, OSError, ValueError):
        return IndexedTexts()
    own = [passage for passage in passages if book_of(passage.case_id) == book]
    others = (passage for passage in passages if book_of(passage.case_id) != book)
    return IndexedTexts(own=tuple(texts_of(own)), others=tuple(texts_of(others)))


def forget_book(root: Path, book: str, kept: Iterable[str]) -> Forgotten:
    """Drop all that an index holds of a book; of what was computed, all but that of the texts that are kept."""
    if not root.is_dir():
        return Forgotten()
    replace_file(root / REMOVED, "".join(f"{one}\n" for one in sorted({*_read_removed(root), digest_of_id(book)})).encode())
    (root / DUE).touch()
    before = current_generation(root)
    gone = drop_removed(root)
    try:
        with FileLock(root / BUILD_LOCK, timeout=WAIT):
            remove_left_overs(root)
            texts = forget_texts(root, kept)
    except Timeout:
        return Forgotten(generations=len(gone), current=before in gone, due=True)
    return Forgotten(generations=len(gone), texts=texts, current=before in gone)


def admit_book(root: Path, book: str) -> None:
    """Let a book into the index again that was removed and has come back from another library."""
    removed = _read_removed(root)
    if digest_of_id(book) in removed:
        replace_file(root / REMOVED, "".join(f"{one}\n" for one in sorted(removed - {digest_of_id(book)})).encode())


def drop_removed(root: Path) -> tuple[str, ...]:
    """Drop every generation that holds a removed book, and return which; who has one open serves from what it has."""
    removed = _read_removed(root)
    gone = tuple(name for name in list_generations(root) if removed and _holds(root / GENERATIONS / name, removed))
    if current_generation(root) in gone:
        (root / CURRENT).unlink()
    for name in gone:
        shutil.rmtree(root / GENERATIONS / name)
    return gone


def refuse_removed(root: Path, passages: Sequence[Passage]) -> None:
    """Refuse what a build has made of a book that was removed meanwhile, and drop what it has computed of it.

    Raises:
        BuildError: where there is such a book.

    """
    removed = _read_removed(root)
    left = [passage for passage in passages if digest_of_id(book_of(passage.case_id)) not in removed]
    if len(left) < len(passages):
        forget_texts(root, texts_of(left))
        raise BuildError("색인을 만드는 동안 자료가 지워졌습니다. 'saerye build'로 다시 만드십시오.")


def finish_forgetting(root: Path, passages: Iterable[Passage]) -> None:
    """Drop what a build was in the way of; called by one that is done, under its lock."""
    drop_removed(root)
    if (root / DUE).exists():
        forget_texts(root, texts_of(passages))


def texts_of(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield of what is something computed: passages as they are indexed, and headings that may be asked."""
    return (text for passage in passages for text in (indexed_text(passage), heading_of(passage)))


def forget_texts(root: Path, kept: Iterable[str]) -> int:
    """Drop what was computed of all texts but some; return of how many."""
    held = tuple(kept)
    gone = sum(keep_texts(root / name, table, held) for name, table in CACHES)
    (root / DUE).unlink(missing_ok=True)
    return gone


def digest_of_id(book: str) -> str:
    """Return what is kept of a removed book's id."""
    return sha256(book.encode()).hexdigest()


def _read_removed(root: Path) -> frozenset[str]:
    path = root / REMOVED
    return frozenset(path.read_text(encoding="ascii").split()) if path.is_file() else frozenset()


def _holds(folder: Path, removed: Collection[str]) -> bool:
    """Tell whether a generation holds a removed book, for everybody or for some; one whose books cannot be read may."""
    try:
        views = (folder, *view_folders(folder))
        return any(digest_of_id(book["id"]) in removed for view in views for book in json.loads((view / BOOKS).read_bytes()))
    except FileNotFoundError:  # a format that knew the embedded book alone
        return False
    except (ValueError, TypeError, KeyError):
        return True
