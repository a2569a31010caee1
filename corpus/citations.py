"""Where a text stands, as citations write it, and how a report cites a case: by the template of its book."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.model.book import Book, tell_licence
from corpus.model.nouns import Case
from corpus.model.place import Place, Range
from corpus.passages import place

DISCLAIMER = "요약은 원문을 바탕으로 새로 쓴 글입니다. 옮기실 때에는 함께 적힌 쪽과 행에서 원문을 확인하십시오."
"""What readers are told of summaries."""
_PLACE = re.compile(r"\{place\}[,·]?\s*")  # with what parts it from what follows
_WHERE = re.compile(r"\.?[,·]?\s*\(?\{where\}\)?\.?")  # with what parts it from what stands before


def tell_place(at: Place, heading: str = "", *, title: str = "") -> str:
    """Return where a text stands: "294~309쪽, 원문 9,181~9,191행"; what has neither page nor line is told by its heading.

    With its book's title: "「농업 우수사례」 294~309쪽, 원문 9,181~9,191행".
    """
    return " ".join(filter(None, (f"「{title}」" if title else "", tell_places([at], heading))))


def tell_places(places: Iterable[Place], heading: str = "") -> str:
    """Return where texts of one case stand, each page and line once."""
    held = [*places]
    paged = sorted((at.pages[0], tell_pages(at)) for at in held if at.pages)
    told = [*dict.fromkeys(pages for _, pages in paged)]
    if lines := tell_lines(sorted({at.lines for at in held if at.lines})):
        told.append(f"원문 {lines}")
    return ", ".join(told) or (f"‘{heading}’ 대목" if heading else "")


def tell_pages(at: Place) -> str:
    """Return page numbers: "294~309쪽", "22쪽부터"; "약 12쪽" where they are estimated, "" without any."""
    if at.pages is None:
        return ""
    first, last = at.pages
    told = f"{first}쪽부터" if last is None else f"{first}쪽" if first == last else f"{first}~{last}쪽"
    return f"약 {told}" if at.page_from == "layout" else told


def tell_lines(ranges: Iterable[Range]) -> str:
    """Return ranges of lines: "9,181~9,191행, 9,289행"; "" without any."""
    return ", ".join(f"{first:,}~{last:,}행" if first != last else f"{first:,}행" for first, last in ranges)


def tell_use(book: Book) -> str:
    """Return under what a book may be used and the address it is from: "공공누리 제1유형, https://…"; "" where neither is known."""
    return ", ".join(filter(None, (tell_licence(book.licence), book.source if is_address(book.source) else "")))


def is_address(source: str | None) -> bool:
    """Tell whether what is said of where a book is from is an address that can be opened."""
    return source is not None and source.startswith(("https://", "http://"))


def cite_case(book: Book, case: Case, where: str) -> str:
    """Return the citation of a case, or of a place in it, told by `where`: "294~309쪽"; "" for what has no page, line or heading."""
    template = book.citation if place(case) else _PLACE.sub("", book.citation)
    return (template if where else _WHERE.sub(".", template)).format(
        place=place(case),
        case=case.title,
        publisher=book.publisher,
        title=book.title,
        short_title=book.short_title,
        year=book.year,
        where=where,
    )
