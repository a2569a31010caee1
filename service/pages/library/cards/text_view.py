"""The text of a case as its card's page shows it beside the card: line by line, with pages, and what is cited marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.library.book_record import CaseRecord
from corpus.model.document import Document
from corpus.model.place import Range

WINDOW, LEAD = 240, 12
"""Lines shown at once, and how many of them stand before what is marked."""
DRAWN = frozenset({"pdf", "hwp"})
"""Formats whose pages can be drawn."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line; `page` is told where it is the first of one."""

    number: int
    text: str
    page: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """The lines shown of a case, where those before and after them begin (None: there are none), and the page that belongs to them."""

    lines: tuple[ShownLine, ...]
    before: int | None
    after: int | None
    page: int | None
    pages: Range | None


def show_text(found: CaseRecord, document: Document, *, marked: Range | None, start: int) -> CaseText:
    """Return the lines of a case from `start` on, or about those that are marked."""
    first, last = found.lines
    cited = marked if marked and first <= marked[0] <= last else None
    at = start if first <= start <= last else max(first, cited[0] - LEAD) if cited and cited[0] >= first + WINDOW else first
    end = min(last, at + WINDOW - 1)
    pages = _Pages(document)
    own = document.lines[at - 1 : end]
    shown, page_before = [], None
    for number, text in enumerate(own, at):
        page, estimated = pages.of(number)
        said = f"{'약 ' if estimated else ''}{page}쪽" if page and page != page_before else ""
        shown.append(ShownLine(number, text, said, marked is not None and marked[0] <= number <= marked[1]))
        page_before = page or page_before
    return CaseText(
        lines=tuple(shown),
        before=max(first, at - WINDOW) if at > first else None,
        after=end + 1 if end < last else None,
        page=pages.of(cited[0] if cited else at)[0],
        pages=found.pages,
    )


class _Pages:
    """Tells the page of a line, by the blocks of a document."""

    def __init__(self, document: Document) -> None:
        placed = [(block.lines[0], block.page, block.page_from == "layout") for block in document.blocks if block.lines and block.page]
        self._placed: Sequence[tuple[int, int | None, bool]] = sorted(placed, key=lambda one: one[0])
        self._starts = [line for line, _, _ in self._placed]

    def of(self, line: int) -> tuple[int | None, bool]:
        """Return the page on which a line stands, None where nobody knows, and whether it is an estimate."""
        at = bisect_right(self._starts, line) - 1
        return self._placed[at][1:] if at >= 0 else (None, False)
