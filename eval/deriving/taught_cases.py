"""The casebook's text, read as any book that is told nothing → its cases, each beside the card that people wrote of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.book_folders import load_profile
from corpus.cards import load_cases, load_regions
from corpus.errors import CasebookError
from corpus.facts.case_facts import case_facts
from corpus.fence.file_reading import read_file
from corpus.library.adding import Adding, Told, add_book
from corpus.library.record_cases import bare_case, book_of_record
from corpus.library.shelf import Shelf
from corpus.model.document import Block, Document
from corpus.model.fact import Fact
from corpus.model.nouns import Case
from corpus.structure.document_structure import structure_document
from corpus.vocabulary.gazetteer import Gazetteer
from eval.sets.moved_judgments import match_cases


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtCase:
    """A case as the library has it before anything is derived, and the card that people wrote of the same lines."""

    card: Case
    case: Case
    blocks: Sequence[Block]
    first: int
    facts: Sequence[Fact]


def read_taught(casebook: Path) -> tuple[TaughtCase, ...]:
    """Return the casebook's cases in the order of their cards.

    Raises:
        CasebookError: when a card's lines hold no case that the text was parted into.
        DocumentError, LibraryError: when the file cannot be read.

    """
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        record = add_book(shelf, Adding(path=casebook, name=casebook.name), _parse).record
        blocks, book = shelf.document(record).blocks, book_of_record(record)
    matched = match_cases(load_profile().spans, {found.id: [found.lines] for found in record.cases})
    cases = {found.id: found for found in record.cases}
    taught = []
    for card in load_cases():
        if card.id not in matched:
            raise CasebookError(
                f"원문 {casebook.name}에 카드 {card.id}의 사례가 없습니다. SAERYE_CASEBOOK이 이 자료의 원문인지 확인하십시오."
            )
        found = cases[matched[card.id]]
        held = blocks[found.blocks[0] : found.blocks[1] + 1]
        case = bare_case(book, found.id, found.title, held, found)
        facts = tuple(case_facts(case, held, found.blocks[0]))
        taught.append(TaughtCase(card=card, case=case, blocks=held, first=found.blocks[0], facts=facts))
    return tuple(taught)


def _parse(path: Path, *, name: str, progress: Told) -> Document:
    del progress
    return structure_document(read_file(path), name=Path(name).stem, gazetteer=Gazetteer(load_regions()))
