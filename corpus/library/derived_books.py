"""A book's record and text → its facts and derived cards: built when first asked for, and anew when anything under them changed.

What a language model wrote of its cases is kept apart from what rules make, and laid over that each time it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from corpus.deriving.derive_card import derive_card
from corpus.deriving.written_laying import lay_writing
from corpus.facts.case_facts import case_facts
from corpus.library.book_record import BookRecord, CaseRecord
from corpus.library.disk.derived_folder import read_derived, write_derived
from corpus.library.disk.writing_file import digest_writings, read_writings
from corpus.library.record_cases import PublishedBook, bare_case, book_of_record, place_blocks, publish_record
from corpus.library.shelf import DERIVED, Shelf
from corpus.model.derived_card import DerivedCard
from corpus.model.document import Block
from corpus.model.fact import Fact

_CORPUS = Path(__file__).parent.parent
_RULES = ("facts", "rows", "deriving", "vocabulary", "model", "privacy")
"""The rooms of this program whose change changes what is derived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedBook:
    """The facts and derived cards of a book's cases, without what a person has set."""

    cards: tuple[DerivedCard, ...]
    facts: tuple[Fact, ...]


def derived_book(shelf: Shelf, record: BookRecord) -> DerivedBook:
    """Return what is derived of a book, with what a language model wrote of its cases.

    Raises:
        LibraryError: as `rule_made_book`.

    """
    made, written = rule_made_book(shelf, record), read_writings(shelf.folder / record.id)
    return replace(made, cards=tuple(lay_writing(card, written.get(card.case.id)) for card in made.cards)) if written else made


def rule_made_book(shelf: Shelf, record: BookRecord) -> DerivedBook:
    """Return what rules derive of a book, as it is kept or, where there is none of it or the text, the cases or the rules are others, anew.

    Raises:
        LibraryError: (damaged_book) when the text is not as it was written, (storage_full) when the disk refuses.

    """
    folder, key = shelf.folder / record.id / DERIVED, derived_key(record)
    kept = read_derived(folder, key)
    if kept is None:
        made = derive_book(record, place_blocks(shelf.document(record), shelf.rendition(record)))
        with shelf.writing():
            write_derived(folder, key, made.cards, made.facts)
        return made
    return DerivedBook(cards=kept[0], facts=kept[1])


def publish_shelved(shelf: Shelf, record: BookRecord) -> PublishedBook:
    """Return what is served of a book of the library.

    Raises:
        LibraryError: (damaged_book, storage_full).

    """
    derived = derived_book(shelf, record)
    return publish_record(record, place_blocks(shelf.document(record), shelf.rendition(record)), derived.cards, derived.facts)


def derive_book(record: BookRecord, blocks: Sequence[Block]) -> DerivedBook:
    """Return the facts and cards of a book's cases from the blocks of its text."""
    book = book_of_record(record)
    cards: list[DerivedCard] = []
    facts: list[Fact] = []
    for found in record.cases:
        if found.status != "left_out":
            first, last = found.blocks
            held = blocks[first : last + 1]
            case = bare_case(book, found.id, found.title, held, found)
            own = tuple(case_facts(case, held, first))
            facts += own
            cards.append(derive_card(case, held, first, own))
    return DerivedBook(cards=tuple(cards), facts=tuple(facts))


def derived_key(record: BookRecord) -> str:
    """Return what tells one state of all that a derivation is made from: the text, the cases and their places, the book, the rules."""
    text = (record.content, record.rendition.content if record.rendition else "")
    cases = [_state_of_case(case) for case in record.cases]
    told = json.dumps([text, record.title, record.year, cases, rules_digest()], ensure_ascii=False)
    return sha256(told.encode()).hexdigest()[:24]


def derived_state(shelf: Shelf, record: BookRecord) -> str:
    """Return what tells one state of all that is derived of a book, what a model wrote included."""
    return f"{derived_key(record)} {digest_writings(shelf.folder / record.id)}".rstrip()


@cache
def rules_digest() -> str:
    """Return the SHA-256 of the program's files that derive."""
    rooms = (path for room in _RULES for path in (_CORPUS / room).rglob("*") if path.suffix in {".py", ".yaml", ".json"})
    return digest_files(_CORPUS, rooms)


def digest_files(root: Path, paths: Iterable[Path]) -> str:
    """Return the SHA-256 of files below a folder, with their names."""
    whole = sha256()
    for path in sorted(paths):
        whole.update(f"{path.relative_to(root).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _state_of_case(case: CaseRecord) -> list[object]:
    region = case.region.model_dump() if case.region else None
    return [case.id, case.blocks, case.title, region, case.kind, case.year, case.status == "left_out"]
