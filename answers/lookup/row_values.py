"""A row that was read → the values in it that may answer: every quantity of a sentence, what was marked of it, the value of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answers.asked.question import Question
from answers.lookup.finding import FoundRow
from corpus.facts.quantities import Mention
from corpus.model.fact import Fact
from corpus.rows.evidence_row import EvidenceRow
from indexer.model.pair_reader import PairReading

BEHIND = 14
"""Characters after a value that still say what it is."""
_AROUND = " ,.·:;()[]‘’“”'\"-–"


@dataclass(frozen=True, slots=True)
class RowValue:
    """A value that may answer: the [start, end) characters of what its row says, the quantity they are (None for a name), and its fact.

    `near` are the words that stand with it: those since the value before it, and the few behind it.
    """

    found: FoundRow
    reading: PairReading | None
    start: int
    end: int
    quantity: Mention | None
    fact: Fact | None
    near: str
    rivals: int

    @property
    def text(self) -> str:
        """The value as it is told."""
        row = self.found.row
        if self.quantity is not None and row.kind == "sentence":
            return self.quantity.text
        return row.said[self.start : self.end]

    @property
    def marked(self) -> float:
        """The share of what reading marked that this value and no other covers, from 0 to 1; 0 where nothing was read."""
        if self.reading is None:
            return 0.0
        offset = self.found.row.said_at
        first, last = self.reading.start - offset, self.reading.end - offset
        shared = min(last, self.end) - max(first, self.start)
        return max(shared, 0) / max(last - first, self.end - self.start, 1)


def values_of(question: Question, found: FoundRow, reading: PairReading | None) -> list[RowValue]:
    """Return the values of a row that may answer a question: quantities where it asks for one, else what was marked."""
    row = found.row
    if row.kind != "sentence":
        quantity = next(iter(found.quantities), None)
        return [RowValue(found, reading, 0, len(row.said), quantity, row.facts[0] if row.facts else None, row.context, 0)]
    if question.wanted:
        given = {(one.kind, one.value) for one in question.given}
        told = [one for one in found.quantities if (one.kind, one.value) not in given]
        return list(_quantities(found, reading, told))
    marked = _marked_span(row, reading)
    return [RowValue(found, reading, *marked, None, None, row.said, 0)] if marked else []


def _quantities(found: FoundRow, reading: PairReading | None, told: Sequence[Mention]) -> Iterator[RowValue]:
    row, before = found.row, 0
    for one in told:
        near = row.said[before : one.start] + " " + row.said[one.end : one.end + BEHIND]
        rivals = sum(other.kind == one.kind for other in told) - 1
        yield RowValue(found, reading, one.start, one.end, one, _fact_of(row, one), near, rivals)
        before = one.end


def _fact_of(row: EvidenceRow, one: Mention) -> Fact | None:
    """Return the fact that a quantity of a sentence was kept as; where it stands there several times, the one that comes in its turn."""
    alike = [fact for fact in row.facts if fact.value == one.text or fact.value in one.text or one.text in fact.value]
    turn = row.said[: one.start].count(one.text)
    return alike[min(turn, len(alike) - 1)] if alike else None


def _marked_span(row: EvidenceRow, reading: PairReading | None) -> tuple[int, int] | None:
    if reading is None:
        return None
    offset = row.said_at
    start, end = max(reading.start - offset, 0), max(reading.end - offset, 0)
    while start < end and row.said[start] in _AROUND:
        start += 1
    while end > start and row.said[end - 1] in _AROUND:
        end -= 1
    return (start, end) if start < end else None
