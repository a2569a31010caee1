"""A case's record and blocks → its facts, in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from corpus.facts.field_facts import field_facts
from corpus.facts.prose_facts import prose_facts
from corpus.facts.table_facts import table_facts
from corpus.facts.tables.table_context import read_context
from corpus.model.document import Block
from corpus.model.fact import Fact
from corpus.model.nouns import Case


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
            yield from table_facts(case, block, first + at, read_context(blocks, at, first), inner[first + at])
