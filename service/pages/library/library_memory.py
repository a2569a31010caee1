"""What the library's pages remember: states of books that somebody has on his screen, and derived cards as they were read."""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache

from corpus.library.book_record import BookRecord
from corpus.library.derived_books import DerivedBook, derived_book, derived_state
from corpus.library.shelf import Shelf

MOST_STATES, MOST_DERIVED = 128, 4


class LibraryMemory:
    """States of books by their revisions, and the derived cards last read."""

    def __init__(self) -> None:
        self._states: LRUCache[tuple[str, int], BookRecord] = LRUCache(MOST_STATES)
        self._derived: LRUCache[tuple[str, str], DerivedBook] = LRUCache(MOST_DERIVED)
        self._lock, self._deriving = Lock(), Lock()

    def remember(self, record: BookRecord) -> None:
        """Remember a state that is about to be shown."""
        with self._lock:
            self._states[record.id, record.revision] = record

    def recall(self, book: str, revision: int) -> BookRecord | None:
        """Return a state that was shown, None where that is too long ago."""
        with self._lock:
            return self._states.get((book, revision))

    def derived_of(self, shelf: Shelf, record: BookRecord) -> DerivedBook:
        """Return the facts and cards of a book, read or made once a state of its text and cases.

        Raises:
            LibraryError: (damaged_book, storage_full).

        """
        key = record.id, derived_state(shelf, record)
        with self._deriving:  # one at a time, and each but once: it may take seconds
            with self._lock:
                held = self._derived.get(key)
            if held is None:
                held = derived_book(shelf, record)
                with self._lock:
                    self._derived[key] = held
        return held
