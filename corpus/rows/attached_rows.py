"""The full text laid beside a book of cards → the rows of its cases: read as any book is, its cases where the book's profile says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.facts.case_facts import case_facts
from corpus.fence.file_reading import read_file
from corpus.model.document import Block
from corpus.model.nouns import Case
from corpus.model.place import Range
from corpus.model.profile import Profile
from corpus.privacy.masking import mask_private
from corpus.rows.evidence_row import EvidenceRow
from corpus.rows.text_rows import text_rows
from corpus.structure.document_structure import structure_document
from corpus.vocabulary.gazetteer import Gazetteer


def attached_rows(path: Path, profile: Profile, cases: Sequence[Case], gazetteer: Gazetteer) -> Iterator[EvidenceRow]:
    """Yield the rows of the text of the cases, what is private masked in them.

    Raises:
        DocumentError: when the text cannot be read.

    """
    blocks = structure_document(read_file(path), name=path.stem, gazetteer=gazetteer).blocks
    spans: Mapping[str, Range] = {span.case_id: (span.first, span.last) for span in profile.spans}
    for case in cases:
        if case.id in spans and (held := _blocks_within(blocks, spans[case.id])):
            first, last = held
            own = blocks[first : last + 1]
            yield from map(partial(_mask_row, profile), text_rows(case.id, own, first, case_facts(case, own, first)))


def _blocks_within(blocks: Sequence[Block], lines: Range) -> tuple[int, int] | None:
    """Return the numbers of the first and the last block that begin within some lines."""
    within = [number for number, block in enumerate(blocks) if block.lines and lines[0] <= block.lines[0] <= lines[1]]
    return (within[0], within[-1]) if within else None


def _mask_row(profile: Profile, row: EvidenceRow) -> EvidenceRow:
    mask = partial(mask_private, office_names=profile.office_names)
    return replace(
        row, context=mask(row.context), said=mask(row.said), facts=tuple(replace(fact, value=mask(fact.value)) for fact in row.facts)
    )
