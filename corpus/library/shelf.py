"""The library on disk: a folder a book, with the record that changes (`book.json`) and folders of text that do not.

    library/
      <book>/book.json           the record and its own checksum; replaced in one step, so a crash leaves the old or the new
      <book>/content/<digest>/   the text (corpus/library/disk/content_folder.py)
      <book>/derived/<key>/      its facts and cards (corpus/library/disk/derived_folder.py); made anew where they are missing
      .adding-<book>/            a book on its way in, or one whose adding was killed; never read
      retired.txt                digests of ids that were removed: none is given twice

A book that is put in by hand (`book.yaml` and cards) lies beside these. One program writes at a time.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord, read_record, write_record
from corpus.library.disk.content_folder import check_content, original_of, read_content, write_content
from corpus.library.disk.disk_space import telling_full_disk
from corpus.library.disk.synced_writing import replace_file, sync
from corpus.model.document import Document
from corpus.model.ids import BOOK_PATTERN, DEFAULT_BOOK
from corpus.privacy.document_masks import mask_document
from corpus.privacy.mask_settings import rules_alone

RECORD, CONTENT, DERIVED, RETIRED, LOCK = "book.json", "content", "derived", "retired.txt", ".lock"
ADDING, IMPORTING = ".adding-", ".importing-"
LONGEST_ID = 40
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that is to be a book's: its document, and the file it came from, where that is kept, with its name."""

    document: Document
    original: Path | None
    name: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The books of a library's folder that came from files."""

    folder: Path

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the books, in order."""
        return tuple(path.parent.name for path in sorted(self.folder.glob(f"*/{RECORD}")) if re.fullmatch(BOOK_PATTERN, path.parent.name))

    def records(self) -> tuple[BookRecord, ...]:
        """Return the records of all books, in order of their ids.

        Raises:
            LibraryError: (damaged_book) for the first that cannot be read.

        """
        return tuple(self.read(book) for book in self.ids())

    def read(self, book: str) -> BookRecord:
        """Return a book's record.

        Raises:
            LibraryError: (book_not_found, damaged_book).

        """
        try:
            record = read_record((self._folder_of(book) / RECORD).read_bytes())
        except ValueError as error:  # pydantic's own is one
            raise _damage(book) from error
        if record.id != book:
            raise _damage(book)
        return record

    def document(self, record: BookRecord) -> Document:
        """Return a book's document, its files compared with what they were written as; masked here where it was stored otherwise.

        Raises:
            LibraryError: (damaged_book).

        """
        return mask_document(read_content(self.folder / record.id / CONTENT, record.content), record.masks)

    def rendition(self, record: BookRecord) -> Document | None:
        """Return the document of a book's second form, None where it has none."""
        if record.rendition is None:
            return None
        return mask_document(read_content(self.folder / record.id / CONTENT, record.rendition.content), rules_alone(record.masks))

    def original(self, record: BookRecord) -> Path | None:
        """Return the file that a book came from, None where it is not kept."""
        return original_of(self.folder / record.id / CONTENT, record.content)

    def check(self, record: BookRecord) -> None:
        """Refuse a book whose files are not as they were written.

        Raises:
            LibraryError: (damaged_book).

        """
        for digest in _digests(record):
            check_content(self.folder / record.id / CONTENT, digest)

    def free_id(self, wanted: str) -> str:
        """Return an id made from a name, that no book has or has had: "업무계획 2022.hwp" → "2022", then "2022-2"."""
        plain = unicodedata.normalize("NFKD", wanted.lower()).encode("ascii", "ignore").decode()
        stem = _NOT_IN_IDS.sub("-", plain).strip("-")[:LONGEST_ID].strip("-") or "book"
        used = {path.name for path in self.folder.iterdir()} if self.folder.is_dir() else set()
        used, retired = {*used, DEFAULT_BOOK}, self._retired_ids()
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(used) + len(retired) + 2))
        return next(name for name in numbered if name not in used and not {name, _digest_id(name)} & retired)

    def add(self, record: BookRecord, document: Document, original: Path | None, refuse: Callable[[], None]) -> BookRecord:
        """Put a new book in under its id or the next free one; there is none of it before all of it is there.

        Raises:
            LibraryError: (storage_full) when the disk refuses, or what `refuse` raises while no other writes; the library is as before.

        """
        with self.writing():
            refuse()
            record = record.model_copy(update={"id": self.free_id(record.id)})
            work = self.folder / f"{ADDING}{record.id}"
            shutil.rmtree(work, ignore_errors=True)
            try:
                digest = write_content(work / CONTENT, document, original, record.file.name)
                full = record.model_copy(update={"content": digest})
                replace_file(work / RECORD, write_record(full))
                sync(work / CONTENT)
                work.rename(self.folder / record.id)
            finally:
                shutil.rmtree(work, ignore_errors=True)
            sync(self.folder)
        return full

    def take_in(self, record: BookRecord, work: Path) -> BookRecord:
        """Put a book in whose texts lie in a folder of this library's already, which becomes the book's; who calls it holds the lock."""
        replace_file(work / RECORD, write_record(record))
        for digest in _digests(record):
            sync(work / CONTENT / digest)
        sync(work / CONTENT)
        work.rename(self.folder / record.id)
        sync(self.folder)
        return record

    def write(self, record: BookRecord, *, seen: int | None = None) -> BookRecord:
        """Replace a book's record by one that was made from revision `seen` of it (None: from whichever is there).

        Raises:
            LibraryError: (changed_meanwhile) when another has changed it since, (storage_full) when the disk refuses.

        """
        with self.writing():
            return self._write(record, seen)

    def write_text(self, book: str, text: NewText, named: Callable[[str], BookRecord], *, seen: int) -> BookRecord:
        """Write another text beside a book's own, and the record that names it by its digest; where that fails, neither is there.

        Raises:
            LibraryError: (changed_meanwhile) when another has changed the record since revision `seen`, (storage_full).

        """
        with self.writing():
            digest = write_content(self.folder / book / CONTENT, text.document, text.original, text.name)
            sync(self.folder / book / CONTENT)
            return self._write(named(digest), seen)

    def remove(self, book: str) -> None:
        """Take a book out, one that is damaged too; its id is never given again.

        Raises:
            LibraryError: (book_not_found).

        """
        with self.writing():
            self._folder_of(book)
            replace_file(self.folder / RETIRED, "".join(f"{one}\n" for one in sorted({*self._retired_ids(), _digest_id(book)})).encode())
            gone = self.folder / f"{ADDING}removed-{book}"
            shutil.rmtree(gone, ignore_errors=True)
            (self.folder / book).rename(gone)
            for left in (gone, self.folder / f"{ADDING}{book}", self.folder / f"{IMPORTING}{book}"):
                shutil.rmtree(left, ignore_errors=left != gone)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that lets one program write at a time, and tell a full disk as what it is."""
        try:
            with telling_full_disk():
                self.folder.mkdir(parents=True, exist_ok=True)
                with FileLock(self.folder / LOCK, timeout=60):
                    yield
        except Timeout as error:
            told = "다른 프로그램이 자료를 고치고 있습니다. 끝난 뒤에 다시 하십시오."
            raise LibraryError(told, code="changed_meanwhile") from error

    def _folder_of(self, book: str) -> Path:
        if not re.fullmatch(BOOK_PATTERN, book) or not (self.folder / book / RECORD).is_file():
            told = f"자료 {book[:60]!r}을(를) 찾을 수 없습니다. 'saerye library list'로 번호를 확인하십시오."
            raise LibraryError(told, code="book_not_found", field="book")
        return self.folder / book

    def _retired_ids(self) -> frozenset[str]:
        """Return the digests of ids that are given no more; what is left of older versions are the ids themselves."""
        path = self.folder / RETIRED
        return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()

    def _write(self, record: BookRecord, seen: int | None) -> BookRecord:
        present = held = self.read(record.id)
        try:
            if seen is not None and present.revision != seen:
                told = f"자료 {record.id}이(가) 그사이 바뀌었습니다(지금 {present.revision}판). 다시 읽고 고치십시오."
                raise LibraryError(told, code="changed_meanwhile", field="If-Match")
            changed = record.model_copy(update={"revision": present.revision + 1})
            replace_file(self.folder / record.id / RECORD, write_record(changed))
            held = changed
        finally:
            self._drop_unused(held)
        return changed

    def _drop_unused(self, record: BookRecord) -> None:
        for path in (self.folder / record.id / CONTENT).iterdir():
            if path.name not in _digests(record):
                shutil.rmtree(path)


def _digests(record: BookRecord) -> set[str]:
    return {record.content, *((record.rendition.content,) if record.rendition else ())}


def _digest_id(book: str) -> str:
    return sha256(book.encode()).hexdigest()


def _damage(book: str) -> LibraryError:
    told = f"자료 {book}의 {RECORD}이(가) 손상되었습니다. 보관해 둔 사본(export)에서 다시 들여오십시오."
    return LibraryError(told, code="damaged_book", field="book")
