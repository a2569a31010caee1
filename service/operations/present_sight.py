"""Who asks, and which of the books in service he may see now: an index is of the moment it was built, a book's record of this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from cachetools import LRUCache

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.library.shelf import RECORD, Shelf
from corpus.model.book import Book
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.sight import PUBLIC, Sight

MOST_RECORDS = 4096
_SIGHT: ContextVar[Sight] = ContextVar("sight", default=PUBLIC)


def current_sight() -> Sight:
    """Return the sight of who asks in the work at hand; what nobody has asked for sees what everybody does."""
    return _SIGHT.get()


@contextmanager
def seeing(sight: Sight) -> Iterator[None]:
    """Do the work of a block for somebody."""
    token = _SIGHT.set(sight)
    try:
        yield
    finally:
        _SIGHT.reset(token)


class PresentBooks:
    """The books of a library as their records are at this moment; one is read again when its file is another."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._records: LRUCache[str, tuple[tuple[int, int, int], BookRecord]] = LRUCache(MOST_RECORDS)

    def may_see(self, sight: Sight, books: Iterable[Book]) -> bool:
        """Tell whether somebody may see each of some books, both as they were indexed and as their records are.

        A book from a file whose record is gone, or cannot be read, may be seen by nobody but who sees everything. One of cards has none.
        """
        return sight.everything or all(self._sees(sight, book) for book in books)

    def _sees(self, sight: Sight, book: Book) -> bool:
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
            held = self._records.get(book)
            if held is None or held[0] != signature:
                held = self._records[book] = signature, self._shelf.read(book)
        except (OSError, LibraryError):
            return None
        return held[1]
