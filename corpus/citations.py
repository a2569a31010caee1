"""How a report cites a case: by the template of its book."""

from __future__ import annotations

import re

from corpus.model.book import Book
from corpus.model.nouns import Case
from corpus.passages import place

_PLACE = re.compile(r"\{place\}[,·]?\s*")  # with what parts it from what follows


def cite_case(book: Book, case: Case, where: str) -> str:
    """Return the citation of a case, or of a place in it; `where` is told by whoever knows pages and lines: "294~309쪽"."""
    template = book.citation if place(case) else _PLACE.sub("", book.citation)
    return template.format(
        place=place(case),
        case=case.title,
        publisher=book.publisher,
        title=book.title,
        short_title=book.short_title,
        year=book.year,
        where=where,
    )
