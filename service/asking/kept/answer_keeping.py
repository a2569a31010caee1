"""An answer → what is kept of it: its texts masked, its books as they are now, whom it is for, and an address nobody can guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Protocol

from pydantic import TypeAdapter

from answers.results import Answer, Citation
from corpus.citations import cite_case, tell_places, tell_use
from corpus.errors import LibraryError, RequestError
from corpus.library.book_record import BookRecord
from corpus.model.book import Book
from corpus.model.ids import DEFAULT_BOOK
from corpus.model.sight import PUBLIC
from corpus.passages import place_or_title
from corpus.privacy.masking import mask_private
from service.asking.kept.kept_answer import KeptAnswer, KeptBook, KeptCitation
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters

ADDRESS_BYTES, MOST_BYTES = 16, 200_000
"""Random bytes of an address; bytes of what is kept of one answer."""
CHANGED = "답이 인용한 자료가 그사이 바뀌었습니다. 화면을 다시 여시고 한 번 더 하십시오."
STORED = TypeAdapter(KeptAnswer)
ReadRecord = Callable[[str], BookRecord]
"""Returns a book's record, or raises LibraryError."""


class AnswerStore(Protocol):
    """Where answers are kept."""

    def add(self, kept: KeptAnswer) -> None:
        """Keep an answer."""

    def find(self, answer_id: str) -> KeptAnswer | None:
        """Return the answer of an id, None where none is kept, or not any more."""

    def drop(self, answer_id: str) -> None:
        """Keep an answer no more."""


def keep_answer(answer: Answer, filters: Filters, searcher: CaseSearcher, read_record: ReadRecord) -> KeptAnswer:
    """Return what is kept of an answer that was found with a searcher.

    Raises:
        RequestError: when it is none, or too large.

    """
    if not answer.answerable:
        raise RequestError(
            "답을 찾은 물음만 주소를 만들 수 있습니다. 다른 말로 다시 물어 주십시오.", code="nothing_to_keep", field="question"
        )
    books = [searcher.books[name] for name in dict.fromkeys(cited.book for cited in answer.citations)]
    kept = KeptAnswer(
        id=token_urlsafe(ADDRESS_BYTES),
        kept_at=datetime.now(UTC),
        question=mask_private(answer.question),
        completed=None if answer.completed is None else mask_private(answer.completed),
        filters=dict(filters.chosen),
        answer=_mask(answer.answer),
        confidence=answer.confidence,
        mode=answer.mode,
        citations=tuple(_keep_citation(cited, searcher) for cited in answer.citations),
        working=None if answer.working is None else _mask(answer.working),
        unverified=tuple(map(_mask, answer.unverified)),
        remarks=tuple(map(_mask, answer.remarks)),
        books=tuple(_keep_book(book, searcher, read_record) for book in books),
        audiences=_audiences(answer, books, searcher),
        generation=searcher.ranker.index.manifest.generation,
    )
    if len(STORED.dump_json(kept)) > MOST_BYTES:
        raise RequestError(
            "답이 너무 길어 남길 수 없습니다. 지역이나 사업을 넣어 물음을 좁혀 주십시오.", code="too_large", field="question"
        )
    return kept


def store_answer(kept: KeptAnswer, store: AnswerStore, read_record: ReadRecord) -> None:
    """Keep an answer, unless one of its books is removed meanwhile: what was taken out of the store before would come in again.

    Raises:
        RequestError: when one was.

    """
    store.add(kept)
    try:
        for book in kept.books:
            if book.masks is not None:
                read_record(book.id)
    except LibraryError as error:
        store.drop(kept.id)
        raise RequestError(CHANGED, code="changed_meanwhile") from error


def is_filed(book: Book) -> bool:
    """Tell whether a book is from a file of the library, so that its record says how it stands."""
    return book.file is not None and book.id != DEFAULT_BOOK


def digest_book(book: str, searcher: CaseSearcher) -> str:
    """Return the digest of a book's cases and passages in the index; "" where it has none."""
    return searcher.ranker.index.manifest.inputs.by_book.get(book, "")


def digest_masks(record: BookRecord) -> str:
    """Return a digest of what is hidden and shown of a book by its keeper."""
    return sha256(record.masks.model_dump_json().encode()).hexdigest()


def _mask(text: str) -> str:
    return mask_private(text, office_names="keep")


def _keep_citation(cited: Citation, searcher: CaseSearcher) -> KeptCitation:
    case, book = searcher.case(cited.case_id), searcher.books[cited.book]
    told, use = cite_case(book, case, tell_places([cited.place], cited.heading)), tell_use(book)
    return KeptCitation(citation=cited, place=place_or_title(case), reference=f"{told} ({use})" if use else told)


def _keep_book(book: Book, searcher: CaseSearcher, read_record: ReadRecord) -> KeptBook:
    masks = None
    if is_filed(book):
        try:
            masks = digest_masks(read_record(book.id))
        except LibraryError as error:
            raise RequestError(CHANGED, code="changed_meanwhile") from error
    return KeptBook(id=book.id, title=book.title, year=book.year, digest=digest_book(book.id, searcher), masks=masks)


def _audiences(answer: Answer, cited: list[Book], searcher: CaseSearcher) -> tuple[tuple[str, ...], ...]:
    """Return whom each book is for that an answer may tell of: those it cites; one reckoned over cases may tell of all that were seen."""
    told = [*searcher.books.values()] if answer.working or not cited else cited
    return tuple(dict.fromkeys(book.visibility for book in told if not PUBLIC.sees(book.visibility)))
