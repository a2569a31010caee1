"""The nouns of a file that was read: blocks in reading order, each with its place; and the cases found among them. No logic.

What a reader gives is a `ReadFile`; what the structure of it is, a `Document`. A line of `document.jsonl` is one `Block`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.model.book import Format
from corpus.model.nouns import Region
from corpus.model.place import PageFrom

BlockKind = Literal["heading", "paragraph", "list_item", "table", "caption", "note", "figure", "toc_entry"]
ReadBy = Literal["text", "ocr"]
MaskKind = Literal["phone", "mail", "registration", "account", "address", "name", "by_hand"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its upper left place, counted from 0, its reach, and whether it is of a head. It stands once."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    head: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Inside:
    """Where a table within a table stands: the number of the outer one's block, from 0, and the cell there."""

    block: int
    row: int
    col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a document, in reading order.

    `level` is a heading's or list item's depth from 1; of a heading it is None until the structure of the whole has given it, unless the
    file's own styles say it. `path` is the headings above, outermost first. `page` and `pages` are physical, from 1, None where the format
    has none; `page_from` says what knows them. `lines` is the range in the canonical text, from 1. A table's words are in `cells`, its
    `text` holds the same as rows of lines; a contents entry has its `label` as printed and the physical page it leads to.
    """

    kind: BlockKind
    text: str
    level: int | None = None
    path: tuple[str, ...] = ()
    page: int | None = None
    pages: tuple[int, int] | None = None
    page_from: PageFrom | None = None
    printed_page: str | None = None
    lines: tuple[int, int] | None = None
    sheet: str | None = None
    read_by: ReadBy = "text"
    cells: tuple[Cell, ...] = ()
    inside: Inside | None = None
    label: str | None = None
    target_page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What a reader found in a file: its blocks without furniture, how many pages it has and what is printed on them, and what is doubtful.

    `lines` are the file's own lines, of a text; else None, and the canonical text is written from the blocks. `title` is what the file's
    own metadata call it. `warnings` are sentences for the reader, in Korean, that name the place.
    """

    format: Format
    blocks: tuple[Block, ...]
    page_count: int | None = None
    printed_pages: Mapping[int, str] = field(default_factory=dict)
    lines: tuple[str, ...] | None = None
    title: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedCase:
    """A case found in a document: what it is called, of which region, kind and year where that is printed, and where it stands."""

    title: str
    region: Region | None
    kind: str | None
    year: int | None
    blocks: tuple[int, int]
    lines: tuple[int, int]
    pages: tuple[int, int] | None
    score: float = 1.0
    """How sure the outline is of it, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class MaskedPlace:
    """A part of a line of the canonical text that is masked, in characters from 0, and what it is."""

    line: int
    start: int
    end: int
    kind: MaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's text with its structure: the canonical text by lines, the blocks with headings, paths and lines, and the cases.

    `masks` are the places where private data was masked; None where nobody has looked for any.
    """

    format: Format
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    cases: tuple[OutlinedCase, ...]
    page_count: int | None
    title: str | None = None
    warnings: tuple[str, ...] = ()
    masks: tuple[MaskedPlace, ...] | None = None
