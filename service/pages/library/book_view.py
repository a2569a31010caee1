"""A book of the library as its page shows it: its cases, and the one that is looked at with card, reasons, text and facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord, CaseRecord
from corpus.library.derived_books import DerivedBook
from corpus.library.record_cases import bare_case, book_of_record, reviewed_case
from corpus.model.derived_card import DerivedCard
from corpus.model.ids import case_id
from corpus.model.nouns import Case, FacetVocabulary
from corpus.passages import ORIGIN_LABELS
from service.library.book_desk import BookDesk
from service.library.case_edits import find_case
from service.pages.library.book_query import BookQuery
from service.pages.library.cards.card_fields import NEW, CardField, find_field, held_values, show_typed
from service.pages.library.cards.card_view import ShownField, show_card
from service.pages.library.cards.fact_rows import FactTable, list_facts
from service.pages.library.cards.outline_view import OutlineRow, list_outline
from service.pages.library.cards.text_view import CaseText, show_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """The field, or the item of one, that is being set, what its inputs hold, and the values that are known of it."""

    field: CardField
    item: str
    typed: Mapping[str, str]
    known: Sequence[str]

    @property
    def is_new(self) -> bool:
        """Whether an item is to be added."""
        return self.item == NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCase:
    """The case that is looked at, and its neighbours in the text, None at either end."""

    row: OutlineRow
    case: Case
    origin: str
    fields: Sequence[ShownField]
    text: CaseText
    facts: FactTable
    before: OutlineRow | None
    after: OutlineRow | None
    form: OpenForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """The cases in the order that was asked for, and the chosen one, None where a book has none."""

    outline: Sequence[OutlineRow]
    chosen: ChosenCase | None

    @property
    def doubtful(self) -> int:
        """How many cases should be looked at before others."""
        return sum(row.doubtful for row in self.outline)


def view_book(
    desk: BookDesk, record: BookRecord, derived: DerivedBook, query: BookQuery, known: FacetVocabulary, *, librarian: bool
) -> BookView:
    """Return a book as its page shows it.

    Raises:
        LibraryError: (case_not_found for a case that is none; invalid_parameter for a field that is none; damaged_book).

    """
    cards = {card.case.id: card for card in derived.cards}
    outline = list_outline(record, cards, query.order)
    if not librarian:
        outline = [row for row in outline if row.found.status != "left_out"]
    if not outline:
        return BookView(outline=outline, chosen=None)
    local = find_case(record, query.case).id if query.case else outline[0].found.id
    row = next((row for row in outline if row.found.id == local), outline[0])
    card = card_of(desk, record, row.found, cards)
    case = reviewed_case(card.case, row.found)
    read = sorted(outline, key=lambda one: one.number)
    at = read.index(row)
    chosen = ChosenCase(
        row=row,
        case=case,
        origin=ORIGIN_LABELS[case.origin],
        fields=show_card(case, row.found, card.reasons),
        text=show_text(row.found, desk.document(record), marked=query.marked_lines(), start=query.start),
        facts=list_facts(derived.facts, case.id, query.facts),
        before=read[at - 1] if at else None,
        after=read[at + 1] if at + 1 < len(read) else None,
        form=_open_form(query, case, row.found, known) if librarian and query.edit else None,
    )
    return BookView(outline=outline, chosen=chosen)


def card_of(desk: BookDesk, record: BookRecord, found: CaseRecord, cards: Mapping[str, DerivedCard]) -> DerivedCard:
    """Return the derived card of a case; of one that is left out, what its record and text alone tell."""
    card = cards.get(case_id(record.id, found.id))
    if card is not None:
        return card
    held = desk.document(record).blocks[found.blocks[0] : found.blocks[1] + 1]
    return DerivedCard(case=bare_case(book_of_record(record), found.id, found.title, held, found))


def next_open(outline: Sequence[OutlineRow], local: str) -> str:
    """Return the case to look at after one: the next in order that nobody has looked at, from the top again; itself where there is none."""
    at = next((number for number, row in enumerate(outline) if row.found.id == local), 0)
    return next((row.found.id for row in (*outline[at + 1 :], *outline[:at]) if row.is_open), local)


def _open_form(query: BookQuery, case: Case, found: CaseRecord, known: FacetVocabulary) -> OpenForm:
    (field, item), marked = find_field(query.edit), query.marked_lines()
    held = held_values(case, found)
    if field.many and item != NEW and not 0 < int(item) <= len(held[field.name]):
        raise LibraryError(f"{field.label}: {item}번째가 없습니다.", code="invalid_parameter", field="edit")
    values = [value.value for value in known.get(field.facet, ())]
    typed = show_typed(field, item, held)
    if item == NEW and marked:  # what is added stands where somebody is looking
        typed |= {"first": str(marked[0]), "last": str(marked[1])}
    return OpenForm(field=field, item=item, typed=typed, known=values)
