"""A book removed with every trace: its folder, the index and what was computed for it, jobs and their files, judgments and searches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.library.shelf import Shelf
from indexer.generations.forgetting import forget_book, read_indexed
from service.library.job_store import JobStore
from service.operations.settings import Settings

ForgetsJudged = Callable[[str, Callable[[str], bool]], dict[str, int]]
"""Given a book and what tells its words, drops what judging keeps of it."""
IndexState = Literal["unchanged", "to_build", "rebuilt"]
_WORD = re.compile(r"[가-힣A-Za-z0-9]{2,}")
ENDINGS, STEM = 2, 3
"""Letters at a word's end that may be a particle's, and those before it that tell a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedTraces:
    """What is gone of a book, by kind; whether the index is as it was, or is to be built without it."""

    book: str
    gone: dict[str, int]
    index: IndexState

    def tell(self) -> dict[str, Any]:
        """Return it as it is told."""
        gone = [{"what": what, "count": count} for what, count in self.gone.items() if count]
        return {"book": self.book, "removed": True, "gone": gone, "index": self.index}


def remove_traces(settings: Settings, shelf: Shelf, book: str, forgets_judged: ForgetsJudged) -> RemovedTraces:
    """Remove a book; its id is never given again.

    Raises:
        LibraryError: (book_not_found).
        BuildError, JudgingError: when what was computed, or the judgments, cannot be written; the book is gone then.

    """
    indexed = read_indexed(settings.index, book)
    record, told = _read_whole(shelf, book)
    files = sum(path.is_file() for path in (shelf.folder / book).rglob("*")) if record or (shelf.folder / book).is_dir() else 0
    shelf.remove(book)
    jobs, uploads = JobStore(settings.jobs).forget_book(book, _digests_of(record)) if settings.jobs.is_dir() else (0, 0)
    forgotten = forget_book(settings.index, book, indexed.others)
    judged = forgets_judged(book, OwnWords((*told, *indexed.own), indexed.others).are_in)
    gone = {
        "files": files,
        "generations": forgotten.generations,
        "computed_texts": forgotten.texts,
        "jobs": jobs,
        "uploads": uploads,
        **judged,
    }
    return RemovedTraces(book=book, gone=gone, index="to_build" if forgotten.current else "unchanged")


class OwnWords:
    """The words of a book that no other text of the library has."""

    def __init__(self, own: Iterable[str], others: Iterable[str]) -> None:
        self._own, self._others = "\n".join(own).lower(), "\n".join(others).lower()

    def are_in(self, text: str) -> bool:
        """Tell whether a text has one of them, a particle behind it or not."""
        return any(self._is_own(form) for word in _WORD.findall(text.lower()) for form in _forms(word))

    def _is_own(self, word: str) -> bool:
        return word in self._own and word not in self._others


def _forms(word: str) -> list[str]:
    return [word, *(word[:-cut] for cut in range(1, ENDINGS + 1) if len(word) - cut >= STEM)]


def _read_whole(shelf: Shelf, book: str) -> tuple[BookRecord | None, tuple[str, ...]]:
    """Return a book's record and its words; of a damaged one what can be read."""
    try:
        record = shelf.read(book)
    except LibraryError as error:
        if error.code == "book_not_found":
            raise
        return None, ()
    named = (record.title, Path(record.file.name).stem, *(case.title for case in record.cases))
    try:
        return record, (*named, *shelf.document(record).lines)
    except LibraryError:
        return record, named


def _digests_of(record: BookRecord | None) -> frozenset[str]:
    if record is None:
        return frozenset()
    return frozenset((record.file.sha256, *((record.rendition.file.sha256,) if record.rendition else ())))
