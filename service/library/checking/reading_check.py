"""What of a book was read: how many of its tables have heads and gave facts, which pages are doubtful, which lines became passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model.document import Block, Document
from corpus.model.fact import Fact
from corpus.model.nouns import Passage
from corpus.passages import overlap

_DOUBT = re.compile(r"([0-9,]+)쪽: 표 확인 필요")


@dataclass(frozen=True, slots=True)
class BookReading:
    """Counts of a book: its lines with words and those that passages hold, its tables, those with a head, and those that gave facts.

    `pages_to_check` are those whose tables could not be told for certain.
    """

    lines: int
    lines_in_passages: int
    tables: int
    tables_with_head: int
    tables_with_facts: int
    pages_to_check: tuple[int, ...]


def check_reading(document: Document, passages: Sequence[Passage], facts: Sequence[Fact], warnings: Sequence[str]) -> BookReading:
    """Return what of a document was read."""
    held = {line for passage in passages if passage.place.lines for line in range(passage.place.lines[0], passage.place.lines[1] + 1)}
    written = [number for number, line in enumerate(document.lines, 1) if any(letter.isalnum() for letter in line)]
    tables = [(number, block) for number, block in enumerate(document.blocks) if block.kind == "table" and block.cells]
    of_tables = [fact for fact in facts if fact.origin == "table"]
    doubtful = {int(found[1].replace(",", "")) for warning in warnings if (found := _DOUBT.match(warning))}
    return BookReading(
        lines=len(written),
        lines_in_passages=sum(line in held for line in written),
        tables=len(tables),
        tables_with_head=sum(any(cell.head for cell in block.cells) for _, block in tables),
        tables_with_facts=sum(any(_is_of(fact, number, block) for fact in of_tables) for number, block in tables),
        pages_to_check=tuple(sorted(doubtful)),
    )


def _is_of(fact: Fact, number: int, block: Block) -> bool:
    """Tell whether a fact was read from a table."""
    if fact.block is not None:
        return fact.block == number
    return fact.lines is not None and block.lines is not None and overlap(fact.lines, block.lines) > 0
