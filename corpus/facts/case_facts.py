"""A case's record and blocks → its facts, in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from corpus.facts.field_facts import field_facts
from corpus.facts.prose_facts import prose_facts
from corpus.facts.table_facts import table_facts
from corpus.facts.tables.table_context import read_context
from corpus.model.document import Block
from corpus.model.fact import Fact
from corpus.model.nouns import Case
from corpus.model.place import Range


def case_facts(case: Case, blocks: Sequence[Block], first: int) -> Iterator[Fact]:
    """Yield the facts of a case that is made of these blocks, the first of them numbered `first` in its document; in reading order."""
    found = chain(
        field_facts(case, blocks, first),
        tables_facts(case, blocks, first),
        prose_facts(case, blocks, first),
    )
    yield from sorted(found, key=lambda fact: -1 if fact.block is None else fact.block)


def tables_facts(case: Case, blocks: Sequence[Block], first: int) -> Iterator[Fact]:
    """Yield the facts of a case's tables."""
    inner: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.inside is not None:
            inner[block.inside.block].append(block)
    for at, block in enumerate(blocks):
        if block.kind == "table":
            found = table_facts(case, block, first + at, read_context(blocks, at, first), inner[first + at])
            lines = _lines_of_inner(blocks, block, first, inner) if block.inside is not None else None
            yield from (replace(fact, lines=lines) for fact in found) if lines is not None else found


def _lines_of_inner(blocks: Sequence[Block], block: Block, first: int, inner: Mapping[int, Sequence[Block]]) -> Range | None:
    """The lines of a table within a cell: from its row's line on, where a text prints its rows once more, up to the next row's."""
    assert block.inside is not None  # noqa: S101 - told by the caller
    number = block.inside.block - first
    outer = blocks[number] if 0 <= number < len(blocks) else None
    if block.lines is None or outer is None or outer.lines is None:
        return None
    height = max(cell.row + cell.row_span for cell in outer.cells)
    if outer.lines[1] - outer.lines[0] + 1 <= height or block.lines[0] != block.lines[1]:
        return None
    row = [other for other in inner[block.inside.block] if other.inside is not None and other.inside.row == block.inside.row]
    later = [other.lines[0] for other in inner[block.inside.block] if other.lines is not None and other.lines[0] > block.lines[0]]
    printed = sum(max((cell.row + cell.row_span for cell in other.cells), default=0) for other in row)
    return block.lines[0], min(block.lines[0] + printed, min(later, default=outer.lines[1] + 1) - 1, outer.lines[1])
