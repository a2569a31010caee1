"""The text of a book over HTTP, line by line: what citations count in."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request

from corpus.errors import LibraryError
from corpus.model.ids import DEFAULT_BOOK
from corpus.privacy.masking import mask_private
from service.api.library.asking.library_asking import read_for
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, BookText
from service.api.roles import has_role
from service.api.state import state_of

MOST_LINES, MOST_LETTERS = 1_000, 50_000
"""What of a text one answer holds; its first line it always does."""
router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"])


@router.get("/{book_id}/text", summary="자료의 글")
async def read_text(request: Request, book_id: str, lines: Annotated[str, Query(max_length=20)] = "") -> BookText:
    """Return lines of a book's canonical text, in which citations count: `lines=3-7`, up to 1,000; without it from the first on.

    Personal data is masked, as in passages: in what the library holds before it is stored, in an attached file for readers.
    """
    told: BookText = await state_of(request).off_loop(_read_lines, request, book_id, lines)
    return told


def _read_lines(request: Request, book: str, asked: str) -> BookText:
    state = state_of(request)
    casebook = state.runtime.settings.casebook
    if book == DEFAULT_BOOK and casebook is not None:
        text = state.desk.attached_lines(casebook)
        hidden = not has_role(request, "librarian")
    else:
        hidden = False
        text = state.desk.lines(read_for(request, book))
    first, last = _lines_asked(asked, text)
    told = "\n".join(text[first - 1 : last])
    return BookText(book=book, lines=(first, last), of=len(text), text=mask_private(told) if hidden else told)


def _lines_asked(asked: str, text: tuple[str, ...]) -> tuple[int, int]:
    """Return the first and last line that are asked for, within the text and the bound of one answer."""
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", asked or f"1-{MOST_LINES}")
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= min(last, len(text)):
        raise LibraryError(f"lines: 3-7처럼 1부터 {len(text):,}까지의 행을 적으십시오.", code="invalid_parameter", field="lines")
    end, letters = first, len(text[first - 1])
    while end < min(last, len(text), first + MOST_LINES - 1) and letters + len(text[end]) < MOST_LETTERS:
        letters += len(text[end]) + 1
        end += 1
    return first, end
