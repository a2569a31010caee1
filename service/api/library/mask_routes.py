"""The masks of a book over HTTP: what is hidden and where, without what it is; more hidden, and what was no secret shown."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.api.library.asking.library_asking import LIBRARIAN, Seen
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, MaskPatch, Masks
from service.api.state import state_of
from service.library.upkeep.mask_setting import set_masks, tell_masks

router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"], dependencies=[LIBRARIAN])


@router.get("/{book_id}/masks", summary="가린 곳")
def list_masks(request: Request, response: Response, book_id: str) -> Masks:
    """List what is masked: line, number there, kind and length of each, counts, and the pages on which something is."""
    desk = state_of(request).desk
    record = desk.read(book_id)
    response.headers["ETag"] = f'"{record.revision}"'
    return tell_masks(record, desk.document(record))


@router.patch("/{book_id}/masks", summary="가린 곳 고치기")
def change_masks(request: Request, response: Response, book_id: str, body: MaskPatch, seen: Seen) -> Masks:
    """Mask names of offices or keep them, mask a text more, lift a mask; the kept file is read again for it."""
    state = state_of(request)
    record = state.desk.read(book_id)
    parse = state.jobs.tools.parser_of(state.runtime.settings)
    changed = set_masks(state.desk.shelf, record.id, body.change(), parse, seen=seen).record
    response.headers["ETag"] = f'"{changed.revision}"'
    return tell_masks(changed, state.desk.document(changed))
