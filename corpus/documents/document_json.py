"""A document as JSON and back: a block a line, and what is known of the whole. Nothing is read that is not of the nouns' shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from corpus.model.book import Format
from corpus.model.document import Block, Document, OutlinedCase

_BLOCK = TypeAdapter(Block)


@dataclass(frozen=True, slots=True)
class _Rest:
    """A document without its blocks."""

    format: Format
    lines: tuple[str, ...]
    cases: tuple[OutlinedCase, ...]
    page_count: int | None
    title: str | None
    warnings: tuple[str, ...]


_REST = TypeAdapter(_Rest)


def dump_blocks(blocks: Iterable[Block]) -> str:
    """Return blocks as JSON, one a line, every field told."""
    return "".join(f"{_BLOCK.dump_json(block).decode()}\n" for block in blocks)


def dump_rest(document: Document) -> str:
    """Return all of a document but its blocks as JSON."""
    rest = _Rest(document.format, document.lines, document.cases, document.page_count, document.title, document.warnings)
    return _REST.dump_json(rest).decode()


def load_document(blocks: str, rest: str) -> Document:
    """Return a document of its two parts.

    Raises:
        ValueError: when a part is not of the shape.

    """
    held = _REST.validate_json(rest)
    return Document(
        format=held.format,
        lines=held.lines,
        blocks=tuple(_BLOCK.validate_json(line) for line in blocks.split("\n") if line),
        cases=held.cases,
        page_count=held.page_count,
        title=held.title,
        warnings=held.warnings,
    )
