"""How a report cites a case: by the template of its book."""

from __future__ import annotations

from corpus.model.book import Book
from corpus.model.nouns import Case
from corpus.passages import place


def cite_case(book: Book, case: Case, where: str) -> str:
    """Return the citation of a case, or of a place in it; `where` is told by whoever knows pages and lines: "294~309쪽"."""
    return book.citation.format(
        place=place(case),
        case=case.title,
        publisher=book.publisher,
        title=book.title,
        short_title=book.short_title,
        year=book.year,
        where=where,
    )
