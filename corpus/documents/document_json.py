"""A document ⇄ JSON: its blocks a line each, as `document.jsonl` has them, the rest as one object; what is written comes back the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from corpus.model.book import Format
from corpus.model.document import Block, Document, MaskedPlace, OutlinedCase


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRest:
    """All of a document but its blocks."""

    format: Format
    lines: tuple[str, ...]
    cases: tuple[OutlinedCase, ...]
    page_count: int | None
    title: str | None
    warnings: tuple[str, ...]
    masks: tuple[MaskedPlace, ...] | None = None


@cache
def _blocks() -> TypeAdapter[Block]:
    return TypeAdapter(Block)


@cache
def _rests() -> TypeAdapter[DocumentRest]:
    return TypeAdapter(DocumentRest)


def write_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines of `document.jsonl`: each block with all its fields, without a line's end."""
    return (_blocks().dump_json(block, ensure_ascii=False).decode("utf-8") for block in blocks)


def read_blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    """Return the blocks of the lines of `document.jsonl`.

    Raises:
        ValueError: where a line is no block, or a table stands inside a block that is no table.

    """
    blocks = tuple(_blocks().validate_json(line, strict=True) for line in lines if line.strip())
    for block in blocks:
        if block.inside is not None and not (0 <= block.inside.block < len(blocks) and blocks[block.inside.block].cells):
            msg = f"a table stands inside block {block.inside.block}, which is no table"
            raise ValueError(msg)
    return blocks


def write_rest(document: Document) -> str:
    """Return all of a document but its blocks as one JSON object."""
    rest = DocumentRest(
        format=document.format,
        lines=document.lines,
        cases=document.cases,
        page_count=document.page_count,
        title=document.title,
        warnings=document.warnings,
        masks=document.masks,
    )
    return _rests().dump_json(rest, ensure_ascii=False).decode("utf-8")


def read_document(blocks: Iterable[str], rest: str) -> Document:
    """Return the document of its blocks' lines and the rest of it.

    Raises:
        ValueError: where it is not what was written, or a block or case names lines that the text does not have.

    """
    read = _rests().validate_json(rest, strict=True)
    document = Document(
        format=read.format,
        lines=read.lines,
        blocks=read_blocks(blocks),
        cases=read.cases,
        page_count=read.page_count,
        title=read.title,
        warnings=read.warnings,
        masks=read.masks,
    )
    placed = [*(block.lines for block in document.blocks if block.lines), *(case.lines for case in document.cases)]
    if wrong := next((lines for lines in placed if not 1 <= lines[0] <= lines[1] <= len(document.lines)), None):
        msg = f"lines {wrong[0]}-{wrong[1]} of a text of {len(document.lines)}"
        raise ValueError(msg)
    return document
