"""The noun fact: one value that the library states, and where. No logic. A line of `facts.jsonl` is one `Fact`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from corpus.model.place import PageFrom, Range

FactKind = Literal["amount", "count", "rate", "date", "period", "rank", "score", "duration", "measure", "ratio", "name", "text"]
"""What a value is: money; things or people counted; a share or its change; a day, month or year; a span of time; a place in an order;
points; how long; a physical quantity; one number to another; what somebody or something is called; other words."""
FactRole = Literal["target", "actual", "earlier", "change", "plan"]
"""What was meant to be reached; what was; what was before, to compare with; by how much it changed; what is yet to come."""
FactOrigin = Literal["card", "field", "table", "prose"]
Share = Literal["total", "part"]


def _unsaid(value: object) -> bool:
    return value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value as printed, and what it is the value of; None where the book does not say.

    `subject` is whom or what it is of (the case's programme, a partner, a region), `measure` what of it is told, as worded. `number` is in
    the `unit` beside it ("30억 원" → 30, "억원"). `row_path` and `column_path` are a table's heads, outermost first, `clause` the words
    around it in prose. `lines` count in the canonical text, from 1, `block` in the document, from 0; `cell` is (row, col) there. `rule`
    names what read it, `score` how sure that is, from 0 to 1.
    """

    id: str
    case: str
    subject: str | None
    measure: str
    value: str
    number: int | float | None
    unit: str | None
    kind: FactKind
    year: int | None
    role: FactRole | None
    part: Annotated[Share | None, Field(exclude_if=_unsaid)] = None
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    clause: str | None = None
    lines: Range | None = None
    page: int | None = None
    page_from: Annotated[PageFrom | None, Field(exclude_if=_unsaid)] = None
    block: Annotated[int | None, Field(exclude_if=_unsaid)] = None
    cell: Annotated[tuple[int, int] | None, Field(exclude_if=_unsaid)] = None
    origin: FactOrigin
    rule: str
    score: float
