"""The facts of a book over HTTP: every value that it states, with its place."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from corpus.errors import CaseNotFoundError
from corpus.model.fact import Fact
from corpus.model.ids import book_of, canonical, case_id
from service.api.library.asking.library_asking import read_for, unknown_book
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, FactList, FactParameters
from service.api.state import State, state_of
from service.library.book_facts import FactFilter, card_book_facts
from service.library.case_edits import find_case

router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"])


@router.get("/{book_id}/facts", summary="자료의 값")
async def read_facts(request: Request, book_id: str, parameters: Annotated[FactParameters, Query()]) -> FactList:
    """Return what a book states, value by value, in its order: filtered, up to 500 at a time."""
    told: FactList = await state_of(request).off_loop(_read_facts, request, book_id, parameters)
    return told


def _read_facts(request: Request, book: str, asked: FactParameters) -> FactList:
    state = state_of(request)
    if state.desk.is_by_hand(book):
        case, facts = _read_card_book(state, book, asked.case)
    else:
        record = read_for(request, book)
        case = case_id(book, find_case(record, asked.case).id) if asked.case else None
        facts = state.desk.facts(record)
    wanted = FactFilter(case=case, **asked.model_dump(include={"kind", "role", "year", "measure", "origin"}))
    found = [fact for fact in facts if wanted.accepts(fact)]
    shown = found[asked.offset : asked.offset + asked.limit]
    return FactList(book=book, total=len(found), offset=asked.offset, limit=asked.limit, facts=shown)


def _read_card_book(state: State, book: str, asked: str | None) -> tuple[str | None, tuple[Fact, ...]]:
    """Return the case asked for, and the facts of a book of cards."""
    searcher = state.runtime.served.searcher
    if book not in searcher.books:
        raise unknown_book(book)
    cases = [case for case in searcher.cases if book_of(case.id) == book]
    case = next((held.id for held in cases if asked and held.id in {canonical(asked), f"{book}:{asked}"}), None)
    if asked and case is None:
        raise CaseNotFoundError(asked)
    return case, tuple(card_book_facts(cases))
