"""The noun derived card: a case's record as its text alone gives it, with the reason for each field. No logic."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from corpus.model.nouns import BlockRange, Case, LineRange, Record, Text


class Reason(Record):
    """Why a field of a card holds what it does: where it was read, by which rule, and how sure that is, from 0 to 1.

    `field` is the card's key ("summary", "targets", "metrics"), `value` the one of a list that it is told of, None for the whole field.
    """

    field: Text
    value: Text | None = None
    blocks: BlockRange | None = None
    lines: LineRange | None = None
    rule: Text
    score: Annotated[float, Field(ge=0, le=1)]


class DerivedCard(Record):
    """A case as a card, what each of its fields was read from, and its doubts (`case.notes`)."""

    case: Case
    reasons: tuple[Reason, ...] = ()
