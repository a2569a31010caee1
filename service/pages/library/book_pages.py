"""The page of one book: shown as an address asks for it, or as a form that was refused left it, with what was typed still there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import LibraryError
from corpus.library.book_record import BookRecord
from corpus.model.ids import book_of
from corpus.model.nouns import Licence
from corpus.passages import KINDS
from service.api.library.asking.library_asking import read_for, served_by, unknown_book
from service.api.roles import OWN_FORMS, has_role
from service.api.state import State, state_of
from service.library.book_views import tell_served_book
from service.pages.library.book_query import BookQuery
from service.pages.library.book_view import view_book
from service.pages.library.cards.card_fields import BY_NAME, name_item
from service.pages.library.cards.outline_view import count_acceptable
from service.pages.library.cards.record_changes import BOOK_FIELDS, tell_changes
from service.pages.library.cards.text_view import DRAWN
from service.pages.library.library_forms import FilledForm
from service.pages.library.library_memory import LibraryMemory
from service.pages.rendering.page_templates import render

router = APIRouter(prefix="/library", include_in_schema=False, default_response_class=HTMLResponse)
OWN = {**OWN_FORMS, "Cache-Control": "no-store"}
LICENCES: Mapping[Licence, str] = {
    "unknown": "모름",
    "공공누리 1": "공공누리 1 (출처표시)",
    "공공누리 2": "공공누리 2 (상업적 이용 금지)",
    "공공누리 3": "공공누리 3 (변경 금지)",
    "공공누리 4": "공공누리 4 (상업적 이용과 변경 금지)",
    "none": "없음(따로 허락을 받아야 함)",
}
SECTION_KINDS = {kind.kind: kind.label for kind in KINDS if kind.is_section}
SAID = {
    "set": "고쳤습니다. 파일을 다시 읽어도 그대로 남습니다.",
    "derived": "원문에서 읽은 대로 되돌렸습니다.",
    "accepted": "살펴본 것으로 하였습니다.",
    "next": "살펴본 것으로 하였습니다. 이어서 살펴볼 사례입니다.",
    "all_accepted": "{count}건을 살펴본 것으로 하였습니다.",
    "left_out": "사례에서 뺐습니다. 그 글은 자료의 글로 남아 찾아집니다.",
    "draft": "다시 살펴볼 것으로 하였습니다.",
    "split": "둘로 나누었습니다. 뒤의 것은 새 사례입니다.",
    "joined": "하나로 합쳤습니다. 없어진 번호로 오시는 분은 이 사례로 이어집니다.",
    "undone": "마지막 일을 되돌렸습니다.",
    "book_set": "자료 정보를 고쳤습니다.",
    "published": "펴냈습니다. 살펴보지 않은 사례 {count}건이 함께 나갔습니다. 색인을 새로 만드는 대로 모두가 찾을 수 있습니다.",
    "published_all": "펴냈습니다. 모든 사례를 살펴보셨습니다. 색인을 새로 만드는 대로 모두가 찾을 수 있습니다.",
    "withdrawn": "거두었습니다. 색인을 새로 만드는 대로 검색에 나오지 않습니다.",
}
"""What a page says after something was done, by the word in its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a form was refused, which form it was and what it held, and what others have changed meanwhile."""

    error: LibraryError
    form: str
    fields: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()

    @property
    def meanwhile(self) -> bool:
        """Whether the book was not as the form took it to be."""
        return self.error.code == "changed_meanwhile"


@router.get("/{book_id}", response_model=None)
def book_page(request: Request, book_id: str, query: Annotated[BookQuery, Query()]) -> Response:
    """Show a book: its cases, and one of them with its card beside its text."""
    desk = state_of(request).desk
    if desk.is_by_hand(book_id):
        return _written_book(request, book_id)
    record = read_for(request, book_id)
    local = query.case.removeprefix(f"{book_id}:")
    if local in record.moved:
        return RedirectResponse(query.link(book_id, case=record.moved[local]), 301)
    return show_book(request, record, query)


def show_book(request: Request, record: BookRecord, query: BookQuery, refusal: Refusal | None = None) -> HTMLResponse:
    """Return the page of a book, as it is now.

    Raises:
        LibraryError: as `view_book`.

    """
    state, memory = state_of(request), memory_of(request)
    librarian, served = has_role(request, "librarian"), served_by(state)
    memory.remember(record)
    derived = memory.derived_of(state.desk.shelf, record)
    known = served.searcher.vocabulary if served else {}
    shown = view_book(state.desk, record, derived, query, known, librarian=librarian)
    within = [case for case in record.cases if case.status != "left_out"]
    view: dict[str, object] = {
        "book": record,
        "shown": shown,
        "cases": len(within),
        "unreviewed": sum(case.status == "draft" for case in within),
        "searchable": served is not None and record.id in served.searcher.books,
        "librarian": librarian,
        "asked": query,
        "said": SAID.get(query.said, "").format(count=f"{query.count:,}"),
        "refusal": refusal,
        "typed": _typed_in(refusal),
        "steps": count_acceptable(record),
        "can_undo": librarian and state.desk.can_undo(record),
        "drawn": record.file.format in DRAWN,
        "licences": LICENCES,
        "section_kinds": SECTION_KINDS,
        "name_item": name_item,
    }
    return _page(state, "library_book.html", view, refusal.error.status if refusal else 200)


def refuse_form(request: Request, filled: FilledForm, refused: LibraryError) -> HTMLResponse:
    """Return the page of a book whose form was refused, with what was typed; to programs the error itself.

    Raises:
        LibraryError: the one that was refused, for who asks for no page, or where there is no such book.

    """
    state, book, query = state_of(request), filled.book, filled.query
    if "text/html" not in request.headers.get("accept", "") or refused.code == "book_not_found" or state.desk.is_by_hand(book):
        raise refused
    record = state.desk.read(book)
    seen = memory_of(request).recall(book, next(iter(filled.sent.seen), 0))
    changes = tell_changes(seen, record) if seen is not None and refused.code == "changed_meanwhile" else ()
    refusal = Refusal(error=_name_field(refused), form=filled.name, fields=filled.sent.fields, changes=changes)
    gone = query.case.removeprefix(f"{book}:") not in {case.id for case in record.cases}
    return show_book(request, record, query.model_copy(update={"case": "", "edit": ""}) if gone else query, refusal)


def memory_of(request: Request) -> LibraryMemory:
    """Return what the pages of the app remember."""
    memory: LibraryMemory = request.app.state.library_memory
    return memory


def _written_book(request: Request, book: str) -> HTMLResponse:
    """Show a book of cards, which came from no file: what is in it, and nothing to change."""
    state = state_of(request)
    served = state.runtime.served
    if book not in served.searcher.books:
        raise unknown_book(book)
    own = [case for case in served.searcher.cases if book_of(case.id) == book]
    return _page(state, "library_written.html", {"book": tell_served_book(served.searcher.books[book], served), "cases": own}, 200)


def _page(state: State, template: str, view: Mapping[str, object], status: int) -> HTMLResponse:
    page = render(state, template, {"here": "library", "query": "", **view}, status)
    page.headers.update(OWN)
    return page


def _typed_in(refusal: Refusal | None) -> Callable[[str, str, object], object]:
    """Return what tells what a field of a form holds: what was typed into it where that form was refused, else what the book has."""

    def typed(form: str, name: str, held: object) -> object:
        was_sent = refusal is not None and refusal.form == form and name in refusal.fields
        return refusal.fields[name] if was_sent and refusal is not None else "" if held is None else held

    return typed


def _name_field(error: LibraryError) -> LibraryError:
    """Return an error whose message begins with a field's name with what people call it instead."""
    name = error.field or ""
    label = BOOK_FIELDS.get(name) or (BY_NAME[name].label if name in BY_NAME else "")
    if label and error.message.startswith(name):
        return LibraryError(label + error.message.removeprefix(name), code=error.code, field=name)  # type: ignore[arg-type]  # its own code
    return error
