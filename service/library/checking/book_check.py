"""The check of a book: its files, how it was read, and how well it is found beside the other books of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.errors import LibraryError
from corpus.library.derived_books import publish_shelved
from corpus.model.fact import Fact
from corpus.model.ids import book_of
from service.library.book_desk import BookDesk
from service.library.book_facts import card_book_facts
from service.library.checking.finding_check import MOST_QUERIES, FactsOf, FindingCheck
from service.library.checking.reading_check import check_reading
from service.search.case_searcher import CaseSearcher


def check_files(desk: BookDesk, book: str) -> dict[str, Any]:
    """Return that a book's files are as they were written, what is doubtful about it, and how it was read.

    Raises:
        LibraryError: (book_not_found, damaged_book).

    """
    record = desk.read(book)
    desk.shelf.check(record)
    document = desk.document(record)
    passages = publish_shelved(desk.shelf, record).passages
    read = check_reading(document, passages, desk.facts(record), record.warnings)
    return {"book": book, "whole": True, "warnings": list(record.warnings), "reading": asdict(read)}


def check_finding(
    desk: BookDesk,
    searcher: CaseSearcher | None,
    book: str,
    check: FindingCheck,
    *,
    most: int = MOST_QUERIES,
    left: Callable[[], float] | None = None,
) -> dict[str, Any]:
    """Return how well a book is found, with what is told of the others; nothing where no index has it.

    Raises:
        LibraryError, DeadlineError: as the parts.

    """
    if searcher is None or book not in searcher.books:
        return {"searchable": False, "finding": None, "others": [], "unmeasured": []}
    limits = {"left": left} if left is not None else {}
    report = check.compare(searcher, book, facts_by_book(desk, searcher), most, **limits)
    return {
        "searchable": True,
        "finding": asdict(report.own),
        "others": [asdict(other) for other in report.others],
        "unmeasured": list(report.unmeasured),
    }


def facts_by_book(desk: BookDesk, searcher: CaseSearcher) -> FactsOf:
    """Return what gives the facts of a book of the index by its id."""

    def facts_of(book: str) -> tuple[Fact, ...]:
        if desk.is_by_hand(book):
            return tuple(card_book_facts(case for case in searcher.cases if book_of(case.id) == book))
        return desk.facts(desk.read(book))

    return facts_of


def check_book(desk: BookDesk, searcher: CaseSearcher | None, book: str, check: FindingCheck, **how: Any) -> dict[str, Any]:  # noqa: ANN401 - as `check_finding`
    """Return all that is told of a book by its check; of a book of cards that has no file, how well it is found alone.

    Raises:
        LibraryError: (book_not_found, damaged_book).

    """
    if desk.is_by_hand(book):
        if searcher is None or book not in searcher.books:
            raise LibraryError(f"자료 {book[:60]!r}을(를) 색인에서 찾을 수 없습니다.", code="book_not_found", field="book")
        told: dict[str, Any] = {"book": book, "whole": True, "warnings": [], "reading": None}
    else:
        told = check_files(desk, book)
    return told | check_finding(desk, searcher, book, check, **how)
