"""Where books are read and changed for somebody who may have seen an older state of them; and what has been read is remembered."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from cachetools import LRUCache

from corpus.book_folders import BOOK
from corpus.errors import CasebookError, LibraryError
from corpus.library.book_record import BookRecord
from corpus.library.derived_books import derived_book, derived_key
from corpus.library.shelf import RECORD, Shelf
from corpus.model.document import Document
from corpus.model.fact import Fact
from corpus.model.ids import BOOK_PATTERN, DEFAULT_BOOK, book_of, case_id
from corpus.outline.text_cutting import read_casebook

MOST_DOCUMENTS = 2
"""Documents that are remembered: one is worked on at a time."""
MOST_TEXTS = 16
"""Books whose lines are remembered: readers follow citations from one to the other."""
MOST_FACTS = 4
"""Books whose facts are remembered."""
MOST_STEPS = 64
"""Books whose last step can be taken back."""
Revisions = frozenset[int]
"""States of a book that somebody has seen, or says that he has; None: any will do."""


class BookDesk:
    """The books of a shelf, with the documents last read, and each book's state before its last step."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._documents: LRUCache[tuple[str, str], Document] = LRUCache(MOST_DOCUMENTS)
        self._lines: LRUCache[tuple[str, str], tuple[str, ...]] = LRUCache(MOST_TEXTS)
        self._facts: LRUCache[tuple[str, str], tuple[Fact, ...]] = LRUCache(MOST_FACTS)
        self._before: LRUCache[str, tuple[int, BookRecord]] = LRUCache(MOST_STEPS)
        self._moved: LRUCache[str, tuple[tuple[int, int, int], BookRecord]] = LRUCache(MOST_STEPS)
        self._lock, self._reading = Lock(), Lock()

    def is_by_hand(self, book: str) -> bool:
        """Tell whether a book came from no file: it is the embedded one, or was put into the library's folder as cards."""
        return book == DEFAULT_BOOK or (re.fullmatch(BOOK_PATTERN, book) is not None and (self.shelf.folder / book / BOOK).is_file())

    def read(self, book: str) -> BookRecord:
        """Return a book's record.

        Raises:
            LibraryError: (book_not_found, damaged_book; invalid_parameter for a book that came from no file).

        """
        if self.is_by_hand(book):
            told = f"자료 {book}은(는) 파일에서 온 것이 아니라 카드로 적은 것이어서 여기에서는 고치거나 펼칠 수 없습니다."
            raise LibraryError(told, code="invalid_parameter", field="book")
        return self.shelf.read(book)

    def document(self, record: BookRecord) -> Document:
        """Return a book's document.

        Raises:
            LibraryError: (damaged_book).

        """
        key = record.id, record.content
        with self._reading:  # one at a time, and each but once: a book may be large
            with self._lock:
                held = self._documents.get(key)
            if held is None:
                held = self.shelf.document(record)
                with self._lock:
                    self._documents[key], self._lines[key] = held, held.lines
        return held

    def paged_document(self, record: BookRecord) -> Document:
        """Return the document whose pages are a book's: its own, or that of its other form.

        Raises:
            LibraryError: (damaged_book).

        """
        if record.rendition is None:
            return self.document(record)
        other = record.rendition
        return self.document(record.model_copy(update={"content": other.content, "rendition": None}))

    def lines(self, record: BookRecord) -> tuple[str, ...]:
        """Return the lines of a book's canonical text.

        Raises:
            LibraryError: (damaged_book).

        """
        with self._lock:
            held = self._lines.get((record.id, record.content))
        return self.document(record).lines if held is None else held

    def facts(self, record: BookRecord) -> tuple[Fact, ...]:
        """Return the facts of a book from a file; those of the last books asked for are remembered.

        Raises:
            LibraryError: (damaged_book, storage_full).

        """
        key = record.id, derived_key(record)
        with self._reading:
            with self._lock:
                held = self._facts.get(key)
            if held is None:
                held = derived_book(self.shelf, record).facts
                with self._lock:
                    self._facts[key] = held
        return held

    def attached_lines(self, path: Path) -> tuple[str, ...]:
        """Return the lines of the file that is attached to the embedded book.

        Raises:
            LibraryError: (damaged_book) when it cannot be read.

        """
        try:
            stat = path.stat()
            key = str(path), f"{stat.st_mtime_ns} {stat.st_size} {stat.st_ino}"
            with self._reading:
                with self._lock:
                    held = self._lines.get(key)
                if held is None:
                    held = read_casebook(path)
                    with self._lock:
                        self._lines[key] = held
        except (OSError, CasebookError) as error:
            raise LibraryError(f"{path.name}: 읽을 수 없습니다. 서버의 설정을 확인하십시오.", code="damaged_book", field="book") from error
        return held

    def change(self, book: str, seen: Revisions | None, make: Callable[[BookRecord], BookRecord]) -> BookRecord:
        """Make another of a book's record, whose state is one that the asker has seen, and keep that; the step can be taken back.

        Raises:
            LibraryError: (changed_meanwhile, and as `read`), and whatever `make` raises.

        """
        record = self._read_seen(book, seen)
        made = make(record)
        if made == record:
            return record
        changed = self.shelf.write(made, seen=record.revision)
        with self._lock:
            self._before[book] = changed.revision, record
        return changed

    def can_undo(self, record: BookRecord) -> bool:
        """Tell whether a book's last step, which led to this state of it, can be taken back."""
        with self._lock:
            after, before = self._before.get(record.id, (0, record))
        return after == record.revision and before.content == record.content

    def undo(self, book: str, seen: Revisions | None) -> BookRecord:
        """Take a book's last step back. Ids that it gave are not given again; what was split off leaves its id to the whole.

        Raises:
            LibraryError: (changed_meanwhile; invalid_parameter where there is no step to take back, and as `read`).

        """
        record = self._read_seen(book, seen)
        with self._lock:
            after, before = self._before.pop(book, (0, record))
        if after != record.revision or before.content != record.content:
            raise LibraryError(
                "되돌릴 일이 없습니다. 서비스를 다시 띄운 뒤이거나, 그사이 다른 곳에서 바뀌었습니다.",
                field="book",
                code="invalid_parameter",
            )
        held = {case.id for case in before.cases}
        moved = dict(before.moved)
        for given in (case for case in record.cases if case.id not in held):
            whole = next((case for case in before.cases if case.blocks[0] <= given.blocks[0] <= case.blocks[1]), None)
            if whole is not None:
                moved[given.id] = whole.id
        return self.shelf.write(before.model_copy(update={"moved": moved, "next_number": record.next_number}), seen=record.revision)

    def forget(self, book: str, seen: Revisions | None) -> None:
        """Let go of all that is remembered of a book, which is about to be removed.

        Raises:
            LibraryError: (changed_meanwhile, and as `read`).

        """
        self._read_seen(book, seen)
        with self._lock:
            for remembered in (self._documents, self._lines):
                for key in [key for key in remembered if key[0] == book]:
                    remembered.pop(key)
            self._before.pop(book, None)
            self._moved.pop(book, None)

    def find_moved(self, case: str) -> tuple[str, BookRecord] | None:
        """Return the id that a case's id has moved to, and the book's record; None where it has not. Reads a book once a state of it."""
        book, _, local = case.partition(":")
        if not local or book_of(case) == DEFAULT_BOOK or not re.fullmatch(BOOK_PATTERN, book):
            return None
        try:
            stat = (self.shelf.folder / book / RECORD).stat()
            signature = stat.st_mtime_ns, stat.st_size, stat.st_ino
            with self._lock:
                held = self._moved.get(book)
            if held is None or held[0] != signature:
                held = signature, self.shelf.read(book)
                with self._lock:
                    self._moved[book] = held
        except (FileNotFoundError, LibraryError):
            return None
        to = held[1].moved.get(local)
        return (case_id(book, to), held[1]) if to else None

    def _read_seen(self, book: str, seen: Revisions | None) -> BookRecord:
        record = self.read(book)
        if seen is not None and record.revision not in seen:
            told = f"자료 {book}이(가) 그사이 바뀌었습니다(지금 {record.revision}판). 다시 읽고 고치십시오."
            raise LibraryError(told, code="changed_meanwhile", field="If-Match")
        return record
