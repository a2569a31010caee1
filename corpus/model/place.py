"""The noun place: where in a book a text stands, as far as the book's format knows it. No logic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Range = tuple[int, int]
PageRange = tuple[int, int | None]
"""First and last page; without a last one the text runs on from the first."""
PageFrom = Literal["file", "layout"]
"""What knows a page: the file itself, or a layout of it, which is an estimate and told as 약 n쪽."""


def _unknown(value: object) -> bool:
    return value is None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its book, and its lines, pages and blocks there, each None where the format has none or nobody has said.

    Lines and pages count from 1, blocks of the document from 0; ranges are inclusive. `pages` are the text's own where they are known, else
    those of its case. The HTTP API's `source`: what few formats know stands in it only where it is known.
    """

    book: str
    lines: Range | None = None
    pages: PageRange | None = None
    blocks: Annotated[Range | None, Field(exclude_if=_unknown)] = None
    page_from: Annotated[PageFrom | None, Field(exclude_if=_unknown)] = None


NOWHERE = Place("")
"""Of what is in no book: the documents of a public set."""
