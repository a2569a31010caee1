"""What a browser sends for a file, made clean: a form's bytes → format, title, ids and notes. Bad input fails here, by field."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from corpus.errors import RequestError
from corpus.model.ids import canonical
from service.pages.reading_list.formats import Format, format_of
from service.pages.reading_list.gathering import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST,
    MOST_LINES,
    MOST_LINES_TOGETHER,
    TITLE,
    ListRequest,
    wanted_ids,
)

FORM = "application/x-www-form-urlencoded"
NOTE_OF = "note:"
"""A note's field is called by its item's id: note:1-01/s02."""
_FIELDS = 2 * MOST + 10


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What was asked for: a list in a format; `suffix` ends its file's name."""

    wanted: ListRequest
    format: Format
    suffix: str


def read_form(body: bytes, content_type: str) -> ExportRequest:
    """Return what a form asks for.

    Raises:
        RequestError: for another kind of body, an unknown field or format, no ids or too many, a note or title that is too long.

    """
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise RequestError(f"양식(Content-Type)을 {FORM}으로 보내 주십시오.", code="unsupported_body")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:  # not ASCII, or more fields than a list can have
        raise RequestError(f"보낸 양식을 읽을 수 없습니다. 읽을거리는 {MOST}개까지 보낼 수 있습니다.", code="unreadable_body") from error
    ids = wanted_ids([value for name, value in pairs if name == "ids"])
    if not ids:
        raise RequestError("담은 것이 없습니다. 사례나 대목을 먼저 담아 주십시오.", field="ids")
    fields = dict(pairs)
    suffix, title = fields.get("format", ""), fields.get("title", TITLE)
    notes = {canonical(name.removeprefix(NOTE_OF)): value for name, value in pairs if name.startswith(NOTE_OF)}
    _check(fields, title, ids, notes)
    return ExportRequest(ListRequest(ids, title, notes), format_of(suffix), suffix)


def _check(fields: dict[str, str], title: str, ids: tuple[str, ...], notes: dict[str, str]) -> None:
    for name in fields:
        if name not in {"ids", "format", "title"} and not name.startswith(NOTE_OF):
            raise RequestError(f"{name[:40]}: 정해지지 않은 항목입니다. 이름을 확인하십시오.", field=name[:40])
    if len(title) > LONGEST_TITLE:
        raise RequestError(f"제목(title)은 {LONGEST_TITLE}자까지 적을 수 있습니다. 지금은 {len(title):,}자입니다.", field="title")
    for name, note in notes.items():
        if name not in ids:
            raise RequestError(f"담지 않은 것에 메모가 있습니다: {name[:40]}. ids에 함께 보내 주십시오.", field=f"{NOTE_OF}{name[:40]}")
        if len(note.replace("\r\n", "\n")) > LONGEST_NOTE:
            told = f"{name[:40]}의 메모가 {len(note):,}자입니다. 메모는 {LONGEST_NOTE:,}자까지 적을 수 있습니다."
            raise RequestError(told, field=f"{NOTE_OF}{name[:40]}")
    _check_lines(notes)


def _check_lines(notes: dict[str, str]) -> None:
    together = 0
    for name, note in notes.items():
        lines = len(note.splitlines())
        together += lines
        if lines > MOST_LINES:
            told = f"{name[:40]}의 메모가 {lines:,}줄입니다. 메모 하나는 {MOST_LINES:,}줄까지 적을 수 있습니다."
            raise RequestError(told, field=f"{NOTE_OF}{name[:40]}")
        if together > MOST_LINES_TOGETHER:
            told = f"메모가 모두 {MOST_LINES_TOGETHER:,}줄을 넘습니다. 줄을 줄이거나 읽을거리를 나누어 보내 주십시오."
            raise RequestError(told, field=f"{NOTE_OF}{name[:40]}")
