"""A reading list as an Excel workbook: the items, the figures of whole cases as numbers, and where all of it comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from corpus.citations import DISCLAIMER
from corpus.model.facets import BOOK_KINDS
from service.pages.reading_list.contents import ReadingList
from service.pages.reading_list.list_rows import COLUMNS, rows_of

Cell = str | float | None
_A4 = 9
_LINE, _TALLEST = 15.0, 409.0  # points of a line of text, and of the tallest row that Excel knows
_FONT = {"font_name": "맑은 고딕", "font_size": 10, "valign": "top", "border": 1, "border_color": "#CDD1D5"}
# Text stays text: nothing typed becomes a formula, a link or a number.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its columns with their widths in characters, and its rows."""

    name: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def to_xlsx(contents: ReadingList) -> bytes:
    """Return the list as a workbook."""
    written = BytesIO()
    with Workbook(written, _OPTIONS) as book:
        book.set_properties({"title": contents.title, "author": "사례(Saerye)", "created": datetime.combine(contents.date, time())})
        for sheet in _sheets(contents):
            _write(book, sheet, contents.title)
    return written.getvalue()


def _sheets(contents: ReadingList) -> Iterator[_Sheet]:
    yield _Sheet("읽을거리", COLUMNS, (6, 6, 9, 13, *(14 for _ in BOOK_KINDS), 20, 22, 56, 30, 10, 13, 32), tuple(rows_of(contents)))
    columns = ("사례 번호", "사례", "이름", "연도", "목표", "실적", "단위", "목표 대비", "원문 행")
    if figures := tuple(_figures(contents)):
        yield _Sheet("수치", columns, (9, 34, 34, 8, 14, 14, 10, 12, 16), figures)
    sources = [(str(number), entry.source) for number, entry in enumerate(contents.entries, 1)]
    told = (*sources, ("", DISCLAIMER), ("", f"{contents.title}({contents.day} 모음)"))
    yield _Sheet("출처", ("번호", "출처"), (6, 120), told)


def _figures(contents: ReadingList) -> Iterator[tuple[Cell, ...]]:
    for entry in contents.entries:
        for row in entry.overview.figures if entry.overview else ():
            values = (row.year, row.target_number, row.actual_number, row.unit, row.reached, row.line)
            yield entry.id, entry.title, row.name, *values


def _write(book: Workbook, sheet: _Sheet, title: str) -> None:
    """Add a sheet whose first row stays in sight and on every printed page."""
    page: Any = book.add_worksheet(sheet.name)
    head = book.add_format({**_FONT, "bold": True, "bg_color": "#ECF2FE", "valign": "vcenter", "text_wrap": True})
    text = book.add_format({**_FONT, "text_wrap": True})
    number, year = (book.add_format({**_FONT, "num_format": shown}) for shown in ("#,##0.##########", "0"))
    for at, (column, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, column, head)
    for across, row in enumerate(sheet.rows, 1):
        page.set_row(across, _height(row, sheet.widths))
        for at, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                page.write_string(across, at, cell, text)
            elif cell is None or cell == "":
                page.write_blank(across, at, None, text)
            else:
                page.write_number(across, at, cell, year if sheet.columns[at] == "연도" else number)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header("&L")
    page.header += title.replace("&", "&&")  # set_header takes "&&G" for the place of a picture, warns, and leaves the head out
    page.set_footer("&C&P / &N")


def _height(row: Sequence[Cell], widths: Iterable[int]) -> float:
    """Return the height of a row whose wrapped text is all in sight, in points; Excel alone works it out when the file is opened."""
    lines = [
        sum(max(1, ceil(_width(line) / width)) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
        if isinstance(cell, str)
    ]
    return min(_TALLEST, _LINE * max(lines, default=1) + 3)


def _width(text: str) -> int:
    """Return the width of a text in characters as wide as a digit: Hangul takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
