"""Who asks, and which of the books in service he may see now: an index is of the moment it was built, a book's record of this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from cachetools import LRUCache

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.library.shelf import RECORD, Shelf
from corpus.model.book import Book
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.sight import PUBLIC, Sight

MOST_RECORDS = 4096
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks in the work at hand, and what was chosen for him: the same from its beginning to its end."""

    sight: Sight
    chosen: list[Any] = field(default_factory=list)


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


def current_sight() -> Sight:
    """Return the sight of who asks in the work at hand; what nobody has asked for sees what everybody does."""
    asking = _ASKING.get()
    return asking.sight if asking else PUBLIC


def choose_once(choose: Callable[[], T]) -> T:
    """Return what was chosen before in the work at hand, or choose now: each time, where nobody asks or nothing was there."""
    asking = _ASKING.get()
    if asking is not None and asking.chosen:
        held: T = asking.chosen[0]
        return held
    chosen = choose()
    if asking is not None and chosen is not None:
        asking.chosen.append(chosen)
    return chosen


@contextmanager
def seeing(sight: Sight) -> Iterator[None]:
    """Do the work of a block for somebody."""
    token = _ASKING.set(Asking(sight))
    try:
        yield
    finally:
        _ASKING.reset(token)


class PresentBooks:
    """The books of a library as their records are at this moment; one is read again when its file is another."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._records: LRUCache[str, tuple[tuple[int, int, int], BookRecord]] = LRUCache(MOST_RECORDS)
        self._lock = Lock()

    def may_see(self, sight: Sight, book: Book) -> bool:
        """Tell whether somebody may see a book, both as it was indexed and as its record is.

        A book from a file whose record is gone, or cannot be read, may be seen by nobody but who sees everything. One of cards has none.
        """
        if sight.everything:
            return True
        if not sight.sees(book.visibility):
            return False
        if book.file is None or book.id == DEFAULT_BOOK:
            return True
        record = self._read(book.id)
        return record is not None and record.status == "published" and sight.sees(record.visibility)

    def _read(self, book: str) -> BookRecord | None:
        try:
            stat = (self._shelf.folder / book / RECORD).stat()
            signature = stat.st_mtime_ns, stat.st_size, stat.st_ino
            with self._lock:
                held = self._records.get(book)
            if held is None or held[0] != signature:
                held = signature, self._shelf.read(book)
                with self._lock:
                    self._records[book] = held
        except (OSError, LibraryError):
            return None
        return held[1]
