"""A reading list as a table: one row for each case and each passage, the same for a spreadsheet and for CSV."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model.facets import BOOK_KINDS
from service.pages.reading_list.contents import NOTE, ReadingList

COLUMNS = (
    "번호", "구분", "사례 번호", "지역", *(facet.label for facet in BOOK_KINDS), "사례", "대목", "내용", NOTE, "쪽", "원문 행", "출처",
)  # fmt: skip


def rows_of(contents: ReadingList) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row, in the order of `COLUMNS`."""
    number = 0
    for entry in contents.entries:
        marked = f"({entry.origin})" if entry.origin else ""
        case = (entry.id, entry.place, *entry.kinds, entry.title)
        if entry.overview:
            number += 1
            told = f"{entry.headline}\n{entry.overview.summary}"
            yield str(number), f"사례{marked}", *case, "", told, entry.overview.note, entry.pages, "", entry.citation
        for excerpt in entry.excerpts:
            number += 1
            heading = f"[{excerpt.label}] {excerpt.heading}"
            yield str(number), f"대목{marked}", *case, heading, excerpt.text, excerpt.note, excerpt.pages, excerpt.lines, excerpt.citation
