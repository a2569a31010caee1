"""The pages of a book over HTTP as they look, the cited place marked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from corpus.documents.pictures.page_drawing import PageWanted
from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from service.api.library.asking.library_asking import read_for, served_by, unknown_book
from service.api.library.asking.library_shapes import LIBRARY_ERRORS, PictureParameters
from service.api.roles import has_role
from service.api.state import State, state_of
from service.library.page_pictures import PagePicture, may_show_pages, page_picture, private_places

KEPT_SECONDS = 3600
"""How long a browser may show a page again without asking."""
router = APIRouter(prefix="/api/v1/books", responses=LIBRARY_ERRORS, tags=["자료"])


@router.get(
    "/{book_id}/pages/{number}.png",
    summary="자료의 쪽",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, 304: {"description": "그대로입니다."}},
)
async def show_page(
    request: Request, book_id: str, number: Annotated[int, Path(ge=1, le=100_000)], parameters: Annotated[PictureParameters, Query()]
) -> Response:
    """Return a page as it looks; `lines=3-7` of the book's text, or a `block` of its document, are marked where they stand on it.

    Readers see pages of books under an open licence (공공누리), with personal data blacked out; a page on which that cannot be found for
    certain is not shown.
    """
    picture: PagePicture = await state_of(request).draw_aside(_draw_page, request, book_id, number, parameters)
    headers = {"ETag": f'"{picture.tag}"', "Cache-Control": f"private, max-age={KEPT_SECONDS}", "Vary": "Authorization, Cookie"}
    if f'"{picture.tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(picture.png, media_type="image/png", headers=headers)


def _draw_page(request: Request, book: str, number: int, asked: PictureParameters) -> PagePicture:
    state, librarian = state_of(request), has_role(request, "librarian")
    if state.desk.is_by_hand(book):
        served = served_by(state)
        if served is None or book not in served.searcher.books:
            raise unknown_book(book)
        raise LibraryError(f"자료 {book}은(는) 파일에서 온 것이 아니어서 쪽 그림이 없습니다.", code="page_not_found", field="page")
    record = read_for(request, book)
    if not may_show_pages(record, librarian=librarian):
        told = f"자료 {book}은(는) 쪽을 그대로 보일 수 있는 이용 조건(공공누리)이 아닙니다. 글은 /text에서 읽으십시오."
        raise LibraryError(told, code="page_not_found", field="page")
    private = () if librarian else private_places(state.desk.paged_document(record), number)
    wanted = PageWanted(
        kind=record.file.format, number=number, cited=_cited_lines(state, record, asked), private=private, shows_all=librarian
    )
    return page_picture(state.desk.shelf, record, wanted)


def _cited_lines(state: State, record: BookRecord, asked: PictureParameters) -> tuple[str, ...]:
    """Return the lines of a book's text that are to be marked."""
    if asked.lines is None and asked.block is None:
        return ()
    document = state.desk.document(record)
    span = asked.line_range()
    if asked.block is not None:
        span = document.blocks[asked.block].lines if asked.block < len(document.blocks) else None
    if span is None or not 1 <= span[0] <= span[1] <= len(document.lines):
        field = "lines" if asked.block is None else "block"
        told = f"{field}: 이 자료에 있는 행이나 대목을 적으십시오. 행은 3-7처럼 1부터 {len(document.lines):,}까지입니다."
        raise LibraryError(told, code="invalid_parameter", field=field)
    return document.lines[span[0] - 1 : span[1]][:200]
