"""A case's record and blocks → its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.model.document import Block
from corpus.model.fact import Fact
from corpus.model.nouns import Case


def case_facts(case: Case, blocks: Sequence[Block], first: int) -> Iterator[Fact]:
    """Yield the facts of a case that is made of these blocks, the first of them numbered `first` in its document; in reading order."""
    del case, blocks, first
    yield from ()
