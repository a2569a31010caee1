"""The formats of a reading list: what each is called, what is sent with it, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import RequestError
from service.pages.reading_list.contents import ReadingList
from service.pages.reading_list.to_csv import to_csv
from service.pages.reading_list.to_docx import to_docx
from service.pages.reading_list.to_hwpx import to_hwpx
from service.pages.reading_list.to_markdown import to_markdown
from service.pages.reading_list.to_xlsx import to_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the name officials know it by, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[ReadingList], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "hwpx": Format("한글(HWPX)", "application/hwp+zip", to_hwpx),
    "docx": Format("워드(DOCX)", f"{_OFFICE}.wordprocessingml.document", to_docx),
    "xlsx": Format("엑셀(XLSX)", f"{_OFFICE}.spreadsheetml.sheet", to_xlsx),
    "csv": Format("CSV", "text/csv; charset=utf-8", to_csv),
    "md": Format("마크다운", "text/markdown; charset=utf-8", to_markdown),
}


def format_of(name: str) -> Format:
    """Return a format by the end of its files' names.

    Raises:
        RequestError: for any other name.

    """
    if name not in FORMATS:
        raise RequestError(f"파일 형식(format)을 {', '.join(FORMATS)} 가운데에서 고르십시오.", field="format")
    return FORMATS[name]
