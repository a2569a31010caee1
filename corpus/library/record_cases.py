"""A book that came from a file → what is served of it: its cases as records without cards, and its text as passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.library.book_record import BookRecord, CaseRecord
from corpus.library.corrections import correct_card
from corpus.library.renditions import take_pages
from corpus.model.book import AwardKind, Book
from corpus.model.derived_card import DerivedCard
from corpus.model.document import Block, Document
from corpus.model.facets import BOOK_KINDS
from corpus.model.fact import Fact
from corpus.model.ids import case_id
from corpus.model.nouns import BookRef, Case, Passage, Period
from corpus.rows.card_rows import field_rows
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.text_rows import passage_rows, text_rows
from corpus.structure.document_passages import document_passages, pages_of

WHOLE_TEXT = "text"
"""What the rest of a book's text is called among its cases: what belongs to none of them."""
SUMMARY, SHORT_TITLE = 300, 30  # characters
_NO_PERIOD = Period(start=None, end=None)
_UNKNOWN = ("targets", "measures", "industries", "keywords", "needs", "partners", "sections", "metrics", "notes")
"""What a card says and a text alone does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBook:
    """A book, its cases, and the passages of its own text, where that is known; `read_rows` gives what questions are answered from."""

    book: Book
    cases: tuple[Case, ...]
    passages: tuple[Passage, ...]
    read_rows: Callable[[], Iterator[EvidenceRow]]


def publish_record(record: BookRecord, blocks: Sequence[Block], cards: Sequence[DerivedCard], facts: Iterable[Fact]) -> PublishedBook:
    """Return a book of the library with its cases, as their derived cards and a person have them, and its passages."""
    book = book_of_record(record)
    derived = {card.case.id: card.case for card in cards}
    told = [(case, blocks[case.blocks[0] : case.blocks[1] + 1]) for case in record.cases if case.status != "left_out"]
    cases = [reviewed_case(derived[case_id(book.id, case.id)], case) for case, _ in told]
    passages = [passage for case, (at, held) in zip(cases, told, strict=True) for passage in document_passages(held, at.blocks[0], case)]
    parts = [(case, held, at.blocks[0]) for case, (at, held) in zip(cases, told, strict=True)]
    rest = [*_stretches(blocks, [case.blocks for case, _ in told])]
    left: list[Passage] = []
    if rest:
        own = bare_case(book, WHOLE_TEXT, record.title, [block for _, held in rest for block in held], None)
        left = [passage for first, held in rest for passage in document_passages(held, first, own)]
        cases += [own] if left else []
    read_rows = partial(_read_rows, parts, facts, left)
    return PublishedBook(book=book, cases=tuple(cases), passages=(*passages, *left), read_rows=read_rows)


def _read_rows(parts: Sequence[tuple[Case, Sequence[Block], int]], facts: Iterable[Fact], left: Sequence[Passage]) -> Iterator[EvidenceRow]:
    """Yield the rows of a book: of each case, its blocks and the number of the first, then of what belongs to none."""
    by_case: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_case[fact.case].append(fact)
    for case, held, first in parts:
        yield from field_rows(case)
        yield from text_rows(case.id, held, first, by_case[case.id])
    yield from passage_rows(left)


def place_blocks(document: Document, rendition: Document | None) -> tuple[Block, ...]:
    """Return the blocks of a book's text; with another form of it, on the pages of that."""
    return document.blocks if rendition is None else take_pages(document, rendition).blocks


def reviewed_case(case: Case, found: CaseRecord) -> Case:
    """Return a case as it is served: with what a person has set, and called reviewed once one has accepted it."""
    told = correct_card(case, found.corrected)
    return told.model_copy(update={"origin": "reviewed"}) if found.status == "accepted" else told


def book_of_record(record: BookRecord) -> Book:
    """Return what is served of a book's record: how it is filed and cited."""
    kinds = dict.fromkeys(case.kind for case in record.cases if case.kind)
    return Book(
        id=record.id,
        title=record.title,
        short_title=record.title if len(record.title) <= SHORT_TITLE else f"{record.title[: SHORT_TITLE - 1].rstrip()}…",
        publisher=record.publisher,
        year=record.year,
        kind=record.kind or "자료",
        language=record.language,
        licence=record.licence,
        source=record.source,
        contact=record.contact,
        file=record.file,
        pages=record.pages,
        citation=_citation(record),
        kinds=tuple(AwardKind(name=kind, about="programme") for kind in kinds),
        visibility=record.visibility,
    )


def reference_to(book: Book) -> BookRef:
    """Return what a case says of its book."""
    told = {name: getattr(book, name) for name in ("id", "title", "short_title", "year", "licence", "source")}
    return BookRef(**told)


def _citation(record: BookRecord) -> str:
    """Return how a report cites a case of the book: by what is known of it."""
    told = ("{place}", "“{case}”", "{publisher}" if record.publisher else "", "「{title}」", "{year}" if record.year else "", "{where}")
    return f"{', '.join(filter(None, told))}."


def bare_case(book: Book, local: str, title: str, held: Sequence[Block], found: CaseRecord | None) -> Case:
    """Return the record of a case of which only its text is known: its first words stand for a summary."""
    pages, page_from = pages_of(held)
    told = {
        "id": case_id(book.id, local),
        **{facet.path[0]: found.kind if found else None for facet in BOOK_KINDS},
        "region": found.region if found else None,
        "title": title,
        "headline": title,
        "summary": _first_words(held) or title,
        "period": _NO_PERIOD,
        "budget_million_krw": None,
        "pages": pages,
        "page_from": page_from,
        "origin": "derived",
        "book": reference_to(book),
    }
    return Case.model_validate(told | dict.fromkeys(_UNKNOWN, ()))


def _first_words(held: Sequence[Block]) -> str:
    """Return the first prose of a case, cut at a word."""
    prose = (" ".join(block.text.split()) for block in held if block.kind in {"paragraph", "list_item"})
    told = ""
    for text in prose:
        told = f"{told} {text}".strip()
        if len(told) > SUMMARY:
            return (told[:SUMMARY].rpartition(" ")[0] or told[:SUMMARY]) + " …"
    return told


def _stretches(blocks: Sequence[Block], taken: list[tuple[int, int]]) -> Iterator[tuple[int, Sequence[Block]]]:
    """Yield what lies between the cases: the number of its first block, and the blocks."""
    start = 0
    for first, last in sorted(taken):
        if first > start:
            yield start, blocks[start:first]
        start = max(start, last + 1)
    if start < len(blocks):
        yield start, blocks[start:]
