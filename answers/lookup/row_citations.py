"""A row → the passage it stands in and the words there that say it, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answers.lookup.row_values import RowValue
from answers.results import Citation
from corpus.model.ids import figure_id, section_id
from corpus.model.nouns import Passage
from corpus.rows.evidence_row import EvidenceRow
from indexer.text.analyser import letter_pairs


def cite_value(value: RowValue, passages: Sequence[Passage]) -> Citation | None:
    """Return the citation of a value among the passages of its case; None where none of them says it."""
    row = value.found.row
    wanted = frozenset(letter_pairs(row.text))
    best: tuple[float, Citation] | None = None
    printed = value.fact.value if value.fact is not None and row.kind == "cell" else value.text
    for passage, quote in _quotes(row, printed, passages):
        shared = len(wanted & frozenset(letter_pairs(quote))) / max(len(wanted), 1) - len(quote) / 10_000
        if best is None or shared > best[0]:
            best = shared, Citation.of(passage, quote)
    return best[1] if best else None


def _quotes(row: EvidenceRow, value: str, passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield the stretches of passages that may be the row: its own sentence, or a line that says the value."""
    own = [passage for passage in passages if _may_hold(row, passage)]
    for passage in own or passages:
        if row.kind == "sentence" and (found := _loosely(row.said).search(passage.text)):
            yield passage, found.group()
        else:
            said = _loosely(value)
            yield from ((passage, line.strip()) for line in passage.text.split("\n") if said.search(line))


def _may_hold(row: EvidenceRow, passage: Passage) -> bool:
    """Tell whether a passage is the part of a card that a row is from, or stands on its lines."""
    if row.section is not None:
        return passage.id == section_id(row.case, row.section)
    if row.kind == "figure":
        return passage.kind == "figure" and passage.id in _figure_ids(row)
    if row.kind == "field":
        return passage.kind != "casebook"
    lines = passage.place.lines
    return (
        passage.kind == "casebook" and lines is not None and row.lines is not None and lines[0] <= row.lines[1] and row.lines[0] <= lines[1]
    )


def _figure_ids(row: EvidenceRow) -> set[str]:
    numbers = (re.search(r"/metric-(\d+)-", fact.id) for fact in row.facts)
    return {figure_id(row.case, int(found[1]) + 1) for found in numbers if found}


def _loosely(said: str) -> re.Pattern[str]:
    """Return what finds a text whatever its blanks."""
    return re.compile(r"\s*".join(re.escape(letter) for letter in said if not letter.isspace()))
