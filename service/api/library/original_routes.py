"""The file that a book came from, over HTTP: for whom its licence gives copies to, and for who keeps the books."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse

from corpus.errors import LibraryError
from service.api.library.asking.library_asking import read_for
from service.api.library.asking.library_shapes import LIBRARY_ERRORS
from service.api.roles import has_role
from service.api.state import state_of
from service.library.book_views import may_show_original

router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"])
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/{book_id}/original", summary="자료의 원본 파일", response_class=FileResponse, responses=FILE)
def send_original(request: Request, book_id: str) -> FileResponse:
    """Return the file as it came in, to be saved and never shown: readers get it where the licence is one of 공공누리."""
    state, record = state_of(request), read_for(request, book_id)
    if not may_show_original(record, librarian=has_role(request, "librarian")):
        told = f"자료 {record.id}의 원본은 이용 허락을 확인하지 못해 내어 드리지 않습니다. 자료를 펴낸 곳에 문의하십시오."
        raise LibraryError(told, code="original_withheld", field="book")
    path = state.desk.shelf.original(record)
    if path is None:
        raise LibraryError(f"자료 {record.id}의 원본은 여기에 보관되어 있지 않습니다.", code="original_not_kept", field="book")
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(path, media_type="application/octet-stream", filename=record.file.name, headers=headers)
