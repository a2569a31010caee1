"""The same programme in other years over HTTP: shown, and unlinked where it is none."""

from __future__ import annotations

from fastapi import APIRouter, Request

from corpus.library.programme_links import read_unlinked, set_unlinked
from service.api.library.asking.library_asking import LIBRARIAN
from service.api.library.asking.library_shapes import JoinBody
from service.api.shapes import ERRORS, AnyCaseId
from service.api.state import State, state_of
from service.search.programme_years import ProgrammeYears, programme_years

router = APIRouter(prefix="/api/v1/cases", responses=ERRORS)


@router.get("/{case_id}/years", summary="다른 해의 같은 사업")
async def read_years(request: Request, case_id: AnyCaseId) -> ProgrammeYears:
    """Return the cases of other books that tell of the same programme in another year, and the figures that they share, by year."""
    return await tell_years(state_of(request), case_id)


@router.post("/{case_id}/unlink", summary="같은 사업이 아님", dependencies=[LIBRARIAN])
async def unlink_programmes(request: Request, case_id: AnyCaseId, body: JoinBody) -> ProgrammeYears:
    """Say that a case of another book is not of the same programme."""
    return await set_link(state_of(request), case_id, body.other, unlinked=True)


@router.post("/{case_id}/link", summary="다시 같은 사업으로", dependencies=[LIBRARIAN])
async def link_again(request: Request, case_id: AnyCaseId, body: JoinBody) -> ProgrammeYears:
    """Take it back that a case of another book is not of the same programme."""
    return await set_link(state_of(request), case_id, body.other, unlinked=False)


async def tell_years(state: State, case_id: str) -> ProgrammeYears:
    """Return the years of a case's programme, as they are linked now."""
    searcher, folder = state.runtime.served.searcher, state.desk.shelf.folder
    told: ProgrammeYears = await state.off_loop(lambda: programme_years(searcher, case_id, read_unlinked(folder)))
    return told


async def set_link(state: State, case_id: str, other: str, *, unlinked: bool) -> ProgrammeYears:
    """Say whether two cases are of one programme, and return what is told of the first's then.

    Raises:
        CaseNotFoundError: when one of them is none.
        LibraryError: (storage_full, damaged_book).

    """
    searcher = state.runtime.served.searcher
    one, two = searcher.case(case_id), searcher.case(other)
    await state.off_loop(lambda: set_unlinked(state.desk.shelf.folder, one.id, two.id, unlinked=unlinked))
    return await tell_years(state, one.id)
