"""The noun evidence row: the smallest piece of a case that can answer a question, as it is read. No logic but its text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from corpus.model.fact import Fact
from corpus.model.place import Range

RowKind = Literal["cell", "figure", "field", "sentence"]
"""A cell of a table under its heads; a value of a card's figure; a field of a record; a sentence under its heading."""


def _unsaid(value: object) -> bool:
    return value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """What is said, and what it stands under.

    `context` are the headings and heads above, outermost first; `said` is the value of a cell, a figure or a field, or a sentence. `facts`
    are the values in it: one, but for a sentence. `lines` count in the canonical text of the book, from 1; `section` is the number of the
    card's section that a sentence is from, from 1.
    """

    case: str
    kind: RowKind
    context: str
    said: str
    facts: tuple[Fact, ...] = ()
    lines: Range | None = None
    section: Annotated[int | None, Field(exclude_if=_unsaid)] = None

    @property
    def text(self) -> str:
        """The row as it is read."""
        return f"{self.context}: {self.said}" if self.context else self.said

    @property
    def said_at(self) -> int:
        """How many characters of the row as it is read stand before what is said."""
        return len(self.text) - len(self.said)

    def is_on(self, lines: Collection[int]) -> bool:
        """Tell whether the row stands on one of some lines."""
        return self.lines is not None and any(self.lines[0] <= line <= self.lines[1] for line in lines)
