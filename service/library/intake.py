"""Files taken into the library that the settings name, and what is told of a book that came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.book_folders import load_book
from corpus.documents.limits import LIMITS
from corpus.library.adding import Added, Adding, Told, add_book, reparse_book
from corpus.library.book_record import BookRecord
from corpus.library.shelf import Shelf
from corpus.model.book import Book
from corpus.model.document import Document
from corpus.model.ids import case_id
from service.operations.settings import Settings

if TYPE_CHECKING:
    from corpus.fence.fence_files import ParseProgress

STAGES = {"reading": "읽기", "structuring": "짜임새 찾기", "writing": "쓰기"}


def never() -> bool:
    """Tell that nobody has called the work off."""
    return False


def shelf_of(settings: Settings) -> Shelf:
    """Return the library's books that came from files."""
    return Shelf(settings.library)


def embedded_book(settings: Settings) -> Book | None:
    """Return the book that is served from within, None where it is switched off."""
    return load_book() if settings.default_book == "on" else None


def take_in(settings: Settings, adding: Adding, progress: Told, cancelled: Callable[[], bool] = never) -> Added:
    """Add a file to the library, read in a process of its own.

    Raises:
        DocumentError: when the file cannot be read.
        LibraryError: when it is there already, or cannot be put there.

    """
    return add_book(shelf_of(settings), adding, parser_of(settings, cancelled), embedded=embedded_book(settings), progress=progress)


def read_again(settings: Settings, book: str, progress: Told, cancelled: Callable[[], bool] = never) -> Added:
    """Read a book's kept file again.

    Raises:
        DocumentError, LibraryError: as `take_in`.

    """
    return reparse_book(shelf_of(settings), book, parser_of(settings, cancelled), progress=progress)


def parser_of(settings: Settings, cancelled: Callable[[], bool] = never) -> Callable[..., Document]:
    """Return what reads a file in a process of its own, within the settings' limits."""
    limits = replace(LIMITS, file_mb=max(LIMITS.file_mb, settings.upload_mb))

    def parse(path: Path, *, name: str, progress: Told) -> Document:
        from corpus.fence.fenced_parsing import parse_fenced

        def tell(told: ParseProgress) -> None:
            progress(STAGES[told.stage], told.done or 0, told.of or 1)

        return parse_fenced(path, limits, name=name, cancelled=cancelled, progress=tell)

    return parse


def tell_added(added: Added, written: Sequence[str] = ()) -> dict[str, Any]:
    """Return what is told of a book that came in: the contract's fields, what was recognised or has changed, what a model wrote."""
    record = added.record
    told: dict[str, Any] = {
        "book": record.id,
        "title": record.title,
        "format": record.file.format,
        "pages": record.pages,
        "status": record.status,
        "cases": tell_cases(record),
        "warnings": list(record.warnings),
    }
    if added.same is not None:
        told["same_text"] = {"book": added.same.book, "share": added.same.share}
    if added.changes:
        told["changes"] = list(added.changes)
    if written:
        told["written"] = list(written)
    return told


def tell_cases(record: BookRecord) -> list[dict[str, Any]]:
    """Return what is told of a book's cases."""
    return [
        {
            **case.model_dump(mode="json", include={"title", "region", "kind", "year", "lines", "pages", "page_from", "status", "score"}),
            "id": case_id(record.id, case.id),
        }
        for case in record.cases
    ]
