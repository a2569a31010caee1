"""The forms of a case on its book's page: a field set or taken as the text gives it, accepted, left out, cut in two, joined."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from corpus.library.book_record import BookRecord
from corpus.library.record_cases import reviewed_case
from service.api.library.book_case_routes import refuse_unknown_region
from service.api.state import state_of
from service.library.case_edits import edit_case, find_case, join_neighbours, split_at_line
from service.pages.library.book_forms import change_book, query_of
from service.pages.library.book_pages import memory_of
from service.pages.library.book_view import card_of, next_open
from service.pages.library.cards.card_fields import check_patch, find_field, held_values, read_field
from service.pages.library.cards.outline_view import list_outline
from service.pages.library.library_forms import LIBRARIAN_FORM, FilledForm, Sent

router = APIRouter(prefix="/library/{book_id}/cases/{case_id}", include_in_schema=False, dependencies=[LIBRARIAN_FORM])


@router.post("/set", response_model=None)
def set_field(request: Request, book_id: str, case_id: str, sent: Sent) -> Response:
    """Set a field of a case's card, or an item of it."""
    state, memory = state_of(request), memory_of(request)
    name = sent.word("field")

    def set_on(record: BookRecord) -> BookRecord:
        field, item = find_field(name)
        found = find_case(record, case_id)
        cards = {card.case.id: card for card in memory.derived_of(state.desk.shelf, record).cards}
        held = held_values(reviewed_case(card_of(state.desk, record, found, cards).case, found), found)
        patch = read_field(field, item, sent.fields, held)
        refuse_unknown_region(state, patch)
        return edit_case(record, case_id, patch.fields(), state.desk.document(record))

    query = query_of(sent, case=case_id, edit=name[:40])
    anchor = f"field-{name.partition(':')[0]}"
    return change_book(request, FilledForm(book_id, "set", sent, query), set_on, lambda _: query.link(book_id, anchor, said="set"))


@router.post("/derive", response_model=None)
def take_as_derived(request: Request, book_id: str, case_id: str, sent: Sent) -> Response:
    """Take a field of a case's card as the text gives it."""
    state, query, name = state_of(request), query_of(sent, case=case_id), sent.word("field")

    def derive(record: BookRecord) -> BookRecord:
        return edit_case(record, case_id, check_patch({"derived": [name]}).fields(), state.desk.document(record))

    return change_book(
        request, FilledForm(book_id, "derive", sent, query), derive, lambda _: query.link(book_id, f"field-{name}", said="derived")
    )


@router.post("/status", response_model=None)
def set_case_status(request: Request, book_id: str, case_id: str, sent: Sent) -> Response:
    """Accept a case and go on to the next that nobody has looked at; or leave it out, or make it a draft again."""
    state, query, status = state_of(request), query_of(sent, case=case_id), sent.word("status")

    def set_on(record: BookRecord) -> BookRecord:
        return edit_case(record, case_id, check_patch({"status": status}).fields(), state.desk.document(record))

    def lead(record: BookRecord) -> str:
        local = find_case(record, case_id).id
        if status != "accepted":
            return query.link(book_id, "told", said=status)
        cards = {card.case.id: card for card in memory_of(request).derived_of(state.desk.shelf, record).cards}
        following = next_open(list_outline(record, cards, query.order), local)
        return query.link(book_id, "told", case=following, said="accepted" if following == local else "next")

    return change_book(request, FilledForm(book_id, "status", sent, query), set_on, lead)


@router.post("/split", response_model=None)
def split_from_page(request: Request, book_id: str, case_id: str, sent: Sent) -> Response:
    """Cut a case in two before a line of the text."""
    desk, query = state_of(request).desk, query_of(sent, case=case_id)

    def split(record: BookRecord) -> BookRecord:
        return split_at_line(record, case_id, sent.integer("line", "행"), desk.document(record))

    return change_book(request, FilledForm(book_id, "split", sent, query), split, lambda _: query.link(book_id, "told", said="split"))


@router.post("/join", response_model=None)
def join_from_page(request: Request, book_id: str, case_id: str, sent: Sent) -> Response:
    """Join a neighbouring case to this one."""
    desk, query = state_of(request).desk, query_of(sent, case=case_id)

    def join(record: BookRecord) -> BookRecord:
        return join_neighbours(record, case_id, sent.word("with"), desk.document(record))

    return change_book(request, FilledForm(book_id, "join", sent, query), join, lambda _: query.link(book_id, "told", said="joined"))
