"""A kept answer → what somebody is shown of it now: nothing of books that he may not see, and how the others have fared since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from answers.results import AnswerMode, Confidence
from corpus.errors import AnswerNotFoundError, LibraryError
from corpus.library.book_record import BookRecord
from corpus.model.sight import Sight
from service.asking.kept.answer_keeping import ReadRecord, digest_book, digest_masks
from service.asking.kept.kept_answer import KeptAnswer, KeptBook, KeptCitation
from service.search.case_searcher import CaseSearcher

BookStanding = Literal["unchanged", "changed", "unchecked"]
"""Against the index in service: the same, another, or not in it so that nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingBook:
    """A book that a kept answer cites, with the digest of its cases and passages then, and how it stands now."""

    id: str
    title: str
    year: int | None
    digest: str
    standing: BookStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAnswer:
    """A kept answer as somebody may see it, until `expires_at`: its `address`, what was found at `kept_at`, and how its books stand.

    `answer` is None where its text is gone or hidden: for so many of its books as were `removed`, `withdrawn` or `masked` anew. Who keeps
    the books sees what is from withdrawn and masked ones. `generation` is the index that was asked.
    """

    id: str
    address: str
    kept_at: datetime
    expires_at: datetime
    question: str
    completed: str | None
    filters: dict[str, tuple[str, ...]]
    answer: str | None
    confidence: Confidence
    mode: AnswerMode
    citations: tuple[KeptCitation, ...]
    working: str | None
    unverified: tuple[str, ...]
    remarks: tuple[str, ...]
    books: tuple[StandingBook, ...]
    removed: int
    withdrawn: int
    masked: int
    generation: str


def open_kept(kept: KeptAnswer | None, days: int, sight: Sight, searcher: CaseSearcher, read_record: ReadRecord) -> OpenedAnswer:
    """Return what somebody is shown of an answer that is kept for some days; `searcher` searches what he sees.

    Raises:
        AnswerNotFoundError: where it is not for him.

    """
    if kept is None or not kept.is_for(sight):
        raise AnswerNotFoundError
    records = {book.id: _find_record(book.id, read_record) for book in kept.books if book.masks is not None}
    if not all(sight.sees(record.visibility) for record in records.values() if record):
        raise AnswerNotFoundError
    withdrawn = {book.id for book in kept.books if _is_withdrawn(book, records, searcher)}
    masked = {*_masked_anew(kept, records)} - withdrawn
    left = kept
    for book in () if sight.everything else withdrawn | masked:
        left = left.hide_book(book)
    return OpenedAnswer(
        id=left.id,
        address=f"/answers/{left.id}",
        kept_at=left.kept_at,
        expires_at=left.kept_at + timedelta(days=days),
        question=left.question,
        completed=left.completed,
        filters=left.filters,
        answer=left.answer,
        confidence=left.confidence,
        mode=left.mode,
        citations=left.citations,
        working=left.working,
        unverified=left.unverified,
        remarks=left.remarks,
        books=tuple(_stand(book, searcher) for book in left.books),
        removed=left.lost,
        withdrawn=len(withdrawn),
        masked=len(masked),
        generation=left.generation,
    )


def _find_record(book: str, read_record: ReadRecord) -> BookRecord | None:
    try:
        return read_record(book)
    except LibraryError:
        return None


def _is_withdrawn(book: KeptBook, records: dict[str, BookRecord | None], searcher: CaseSearcher) -> bool:
    """Tell whether a book is not there for readers any more; one of cards leaves with the index that has none of it."""
    if book.id not in records:
        return book.id not in searcher.books
    record = records[book.id]
    return record is None or record.status != "published"


def _masked_anew(kept: KeptAnswer, records: dict[str, BookRecord | None]) -> Iterator[str]:
    """Yield the books in which something was hidden, or shown, since: a quote may hold what is to be hidden now."""
    for book in kept.books:
        record = records.get(book.id)
        if record is not None and digest_masks(record) != book.masks:
            yield book.id


def _stand(book: KeptBook, searcher: CaseSearcher) -> StandingBook:
    now = digest_book(book.id, searcher) if book.id in searcher.books else ""
    standing: BookStanding = "unchecked" if not (now and book.digest) else "unchanged" if now == book.digest else "changed"
    return StandingBook(id=book.id, title=book.title, year=book.year, digest=book.digest, standing=standing)
