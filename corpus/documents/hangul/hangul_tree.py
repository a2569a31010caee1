"""What stands in a Hangul file, whichever of its formats it is: paragraphs, tables, pictures and notes in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.documents.furniture import TABLE_IN_HEADER


@dataclass(frozen=True, slots=True)
class HangulParagraph:
    """A paragraph's plain text; `level` where the file's styles make it a heading, `role` where they say what else it is."""

    text: str
    level: int | None = None
    role: Literal["body", "list_item", "caption"] = "body"


@dataclass(frozen=True, slots=True)
class HangulFigure:
    """A picture, drawing or chart: what is written with it, "" where nothing is, and its captions above and below."""

    text: str = ""
    above: tuple[HangulParagraph, ...] = ()
    below: tuple[HangulParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class HangulNote:
    """A footnote or endnote; it stands after the paragraph that refers to it."""

    content: tuple[HangulNode, ...]


@dataclass(frozen=True, slots=True)
class HangulCell:
    """A cell where it begins, with all that stands in it."""

    row: int
    col: int
    row_span: int
    col_span: int
    content: tuple[HangulNode, ...]


@dataclass(frozen=True, slots=True)
class HangulTable:
    """A table: each cell once, its captions above and below."""

    cells: tuple[HangulCell, ...]
    above: tuple[HangulParagraph, ...] = ()
    below: tuple[HangulParagraph, ...] = ()


HangulNode = HangulParagraph | HangulFigure | HangulNote | HangulTable


@dataclass(frozen=True, slots=True)
class HangulTree:
    """A file's content, and what its reader found fault with, as it said it; a fault that begins with ERR has cost content."""

    content: tuple[HangulNode, ...]
    faults: tuple[str, ...] = ()


def tables_of_head(nodes: Iterable[HangulNode]) -> Iterator[HangulTable]:
    """Yield what is content of a running head or foot: tables that say something."""
    for node in nodes:
        if isinstance(node, HangulTable):
            filled = (any(isinstance(held, HangulParagraph) and held.text for held in cell.content) for cell in node.cells)
            if sum(filled) >= TABLE_IN_HEADER:
                yield node
