"""A reading list as CSV that Korean spreadsheets open: UTF-8 with its mark, every cell text whatever it begins with."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO

from service.pages.reading_list.contents import ReadingList
from service.pages.reading_list.list_rows import COLUMNS, rows_of

# What a spreadsheet takes for the start of a formula (OWASP, CSV Injection), in full width too.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(contents: ReadingList) -> bytes:
    """Return the list as CSV; what could be a formula begins with an apostrophe."""
    written = StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow((*COLUMNS, "목록", "모은 날"))
    for row in rows_of(contents):
        table.writerow([as_text(cell) for cell in (*row, contents.title, contents.day)])
    return written.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, leading spaces aside."""
    return f"'{cell}" if unicodedata.normalize("NFKC", cell.lstrip(" \u3000"))[:1].startswith(_STARTS) else cell
