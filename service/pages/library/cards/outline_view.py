"""A book's cases as its page lists them: what each is, how sure that is, and the doubtful ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.library.book_record import BookRecord, CaseRecord
from corpus.model.derived_card import DerivedCard
from corpus.model.ids import case_id
from service.library.case_edits import is_acceptable
from service.pages.library.cards.reasons import SURE, is_doubtful, tell_score
from service.pages.library.cards.record_changes import STATUS_NAMES

Order = Literal["doubtful", "reading"]
STEPS = (0.95, 0.9, 0.8, 0.7, 0.5, 0.0)
"""Scores of which the page says how many drafts have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineRow:
    """A case in the list: `number` is its place in the book, from 1.

    `doubts` counts what should be looked at: the `notes` of its card, and fields that were read with little certainty.
    """

    found: CaseRecord
    number: int
    title: str
    doubts: int
    notes: int
    sure: str
    status: str

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.found.status == "draft"

    @property
    def doubtful(self) -> bool:
        """Whether it should be looked at before others."""
        return self.is_open and (self.notes > 0 or self.found.score < SURE)


def list_outline(record: BookRecord, cards: Mapping[str, DerivedCard], order: Order) -> list[OutlineRow]:
    """Return a book's cases, in its own order, or with those first that nobody has looked at, the most doubtful of them foremost."""
    in_order = sorted(record.cases, key=lambda case: case.blocks)
    rows = [_row(number, found, cards.get(case_id(record.id, found.id))) for number, found in enumerate(in_order, 1)]
    return rows if order == "reading" else sorted(rows, key=_by_doubt)


def count_notes(found: CaseRecord, card: DerivedCard | None) -> int:
    """Return how many doubts a case's card has, as a person or the rules have noted them."""
    return len(found.corrected.get("notes", card.case.notes if card else ()))


def count_fields(found: CaseRecord, card: DerivedCard | None) -> int:
    """Return how many fields of a case were read with little certainty and have not been set since."""
    read = {reason.field for reason in (card.reasons if card else ()) if is_doubtful(reason)}
    return len(read - {*found.corrected, *found.by_hand})


def count_acceptable(record: BookRecord) -> list[tuple[int, int]]:
    """Return for each of a few scores, in percent, how many drafts have it or a higher one; scores that add none are left out."""
    counts = {round(step * 100): sum(is_acceptable(case, step) for case in record.cases) for step in STEPS}
    return [(step, count) for (step, count), before in zip(counts.items(), (0, *counts.values()), strict=False) if count > before]


def _by_doubt(row: OutlineRow) -> tuple[object, ...]:
    return not row.is_open, row.found.score if row.found.score < SURE else 1.0, -row.doubts, row.number


def _row(number: int, found: CaseRecord, card: DerivedCard | None) -> OutlineRow:
    notes = count_notes(found, card)
    return OutlineRow(
        found=found,
        number=number,
        title=found.title,
        doubts=notes + count_fields(found, card),
        notes=notes,
        sure=tell_score(found.score),
        status=STATUS_NAMES[found.status],
    )
