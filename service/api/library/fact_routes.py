"""The facts of a book over HTTP: every value that it states, with its place."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from corpus.errors import CaseNotFoundError
from corpus.model.fact import Fact
from corpus.model.ids import book_of, canonical, case_id
from service.api.library.library_asking import read_for, unknown_book
from service.api.library.library_shapes import LIBRARY_ERRORS, FactList, FactParameters
from service.api.roles import has_role
from service.api.state import State, state_of
from service.library.book_facts import FactFilter, card_book_facts, hide_private
from service.library.case_edits import find_case

router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"])


@router.get("/{book_id}/facts", summary="자료의 값")
async def read_facts(request: Request, book_id: str, parameters: Annotated[FactParameters, Query()]) -> FactList:
    """Return what a book states, value by value, in its order: filtered, up to 500 at a time. Readers are shown personal data masked."""
    told: FactList = await state_of(request).off_loop(_read_facts, request, book_id, parameters)
    return told


def _read_facts(request: Request, book: str, asked: FactParameters) -> FactList:
    state = state_of(request)
    if state.desk.is_by_hand(book):
        case, facts, lines = _read_card_book(state, book, asked.case)
    else:
        record = read_for(request, book)
        case = case_id(book, find_case(record, asked.case).id) if asked.case else None
        facts, lines = state.desk.facts(record), () if has_role(request, "librarian") else state.desk.lines(record)
    wanted = FactFilter(case=case, **asked.model_dump(include={"kind", "role", "year", "measure", "origin"}))
    found = [fact for fact in facts if wanted.accepts(fact)]
    shown = found[asked.offset : asked.offset + asked.limit]
    facts_shown = [hide_private(fact, lines) for fact in shown] if lines else shown
    return FactList(book=book, total=len(found), offset=asked.offset, limit=asked.limit, facts=facts_shown)


def _read_card_book(state: State, book: str, asked: str | None) -> tuple[str | None, tuple[Fact, ...], tuple[str, ...]]:
    """Return the case asked for, and the facts of a book of cards, in which nothing is private, with no lines."""
    searcher = state.runtime.served.searcher
    if book not in searcher.books:
        raise unknown_book(book)
    cases = [case for case in searcher.cases if book_of(case.id) == book]
    case = next((held.id for held in cases if asked and held.id in {canonical(asked), f"{book}:{asked}"}), None)
    if asked and case is None:
        raise CaseNotFoundError(asked)
    return case, tuple(card_book_facts(cases)), ()
