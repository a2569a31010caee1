"""Tables of a text: tab-separated rows, HTML inside cells, and nested tables that the OCR printed a second time below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

HEADER_LIMIT = 240  # characters of header rows that are repeated with every piece; a "header" longer than this is not one
_TAG = re.compile(r"</?(?:table|thead|tbody|tr|td|th|ul|ol|li|p|div|br|img)\b[^>]*>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:u|b|i|sup|sub|span|strong|em)\b[^>]*>", re.IGNORECASE)
_INLINE_MARK = re.compile(r"\s+(?=(?:[○◦•■□▶➔➢※☞]|·)\s|- \S)")
_SPACES = re.compile(r"[^\S\n]+")
_MARKED = re.compile(r"[-○◦•■□▶➔➢※☞·①-⑳(\d<\[“\"'*]")
_FIGURE = re.compile(r"^[△▲▼↑↓+\-–]?\s*[\d,.]+\s*(?:%p?|명|개|건|개사|개소|원|천원|백만원|억원|회)?\s*[↑↓▲▼]?$|^[-–]$")

Row = tuple[int, str]
HtmlNode = Tag
"""What `parse_html` gives, for those who go through it."""


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A part of a table: the 1-based lines whose content it holds for the first time, its text, and what of it all pieces begin with."""

    lines: tuple[int, ...]
    text: str
    head: str


def has_html(line: str) -> bool:
    """Whether the line holds HTML that sets out text: a table, a list, a paragraph. Mere emphasis (`<u>`) does not count."""
    return _TAG.search(line) is not None


def parse_html(source: str) -> HtmlNode:
    """Return the root of a text with HTML in it."""
    return BeautifulSoup(source, "html.parser")


def clean(text: str) -> str:
    """One line of plain text: stray markup (`**`, `<u>`) taken out, runs of blanks made one."""
    return _SPACES.sub(" ", _TAG.sub(" ", _INLINE_TAG.sub("", text)).replace("**", "")).strip()


def squash(text: str) -> str:
    """The text without any blank and stray markup, for comparing two copies of the same words."""
    return re.sub(r"\s+", "", text.replace("**", ""))


def _lines_of(node: Tag) -> Iterator[str]:
    """Readable lines of one HTML node, depth first; "" ends a line."""
    for child in node.children:
        if isinstance(child, NavigableString):
            text = _INLINE_MARK.sub("\n", " " + _SPACES.sub(" ", str(child).replace("\n", " "))).strip()
            if text:
                listed = node.name in {"ul", "ol", "li"}
                yield text if not listed or _MARKED.match(text) else f"· {text}"
        elif isinstance(child, Tag):
            if child.name == "tr":
                cells = child.find_all(["td", "th"], recursive=False)
                inner = any(cell.find("table") for cell in cells)
                yield ("\n" if inner else " | ").join(("\n" if inner else " ").join(_lines_of(cell)).strip() for cell in cells)
            else:
                yield from _lines_of(child)


def html_text(fragment: str) -> str:
    """The text of a cell or line with HTML: lists as "· " items, tables as rows joined by " | ", one item a line."""
    if not has_html(fragment):
        return clean(fragment)
    # A bare `<` of the source (`<역대최대>`) is no tag; html.parser would swallow it with the words inside.
    safe = re.sub(r"<(?!/?[a-zA-Z])", "&lt;", _INLINE_TAG.sub("", fragment))
    lines = (clean(line) for part in _lines_of(BeautifulSoup(safe, "html.parser")) for line in part.split("\n"))
    return "\n".join(line for line in lines if line)


def render_row(raw: str) -> str:
    """One row as text: cells joined with " | "; an empty (merged) cell keeps its place, empty cells at the end are padding."""
    cells = [html_text(cell) for cell in _once(raw.rstrip().split("\t"))]
    text = cells[0]
    for before, cell in pairwise(cells):
        text += ("\n" if "\n" in before or "\n" in cell else " | ") + cell
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(re.sub(r"(?: \|)+$", "", line) for line in lines if line.strip(" |"))


def _once(cells: Sequence[str]) -> list[str]:
    """The cells of a row without those that only repeat, one by one behind it, a table nested in an earlier cell."""
    kept: list[str] = []
    nested: frozenset[str] = frozenset()
    for cell in cells:
        inside = nested and (not cell.strip() or _words(cell) in nested)
        if inside and cell.strip():
            while kept and not kept[-1].strip():  # empty cells within the repetition
                kept.pop()
            continue
        if not inside:
            nested = _nested_texts(cell)
        kept.append(cell)
    return kept


def _words(cell: str) -> str:
    """The squashed words of a cell, whether or not it is HTML."""
    return squash(BeautifulSoup(cell, "html.parser").get_text()) if has_html(cell) else squash(cell)


def _nested_texts(raw: str) -> frozenset[str]:
    """The squashed texts of all cells of tables inside the row's cells."""
    if "<table" not in raw:
        return frozenset()
    soup = BeautifulSoup(raw, "html.parser")
    return frozenset(squash(cell.get_text()) for table in soup.find_all("table") for cell in table.find_all(["td", "th"])) - {""}


def duplicate_rows(rows: Sequence[Row]) -> tuple[int, ...]:
    """Lines of rows that only repeat, just below it, a table nested in a cell of an earlier row."""
    copies: list[int] = []
    nested: frozenset[str] = frozenset()
    for number, raw in rows:
        cells = [_words(cell) for cell in raw.split("\t") if cell.strip()]
        if nested and cells and all(cell in nested for cell in cells):
            copies.append(number)
        elif inner := _nested_texts(raw):
            nested |= inner
        else:
            nested = frozenset()
    return tuple(copies)


def _figures(raw: str) -> int:
    """How many cells hold nothing but a number."""
    return sum(1 for cell in raw.split("\t") if _FIGURE.match(cell.strip()))


def header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are the table's header: 0, 1, or 2 where the first has merged cells and the second begins with one."""
    if not rows[1:] or _figures(rows[0][1]) or has_html(rows[0][1]) or len(render_row(rows[0][1])) > HEADER_LIMIT:
        return 0
    first, second = rows[0][1].rstrip(), rows[1][1].rstrip()
    merged = "\t\t" in rows[0][1]
    below = not second.split("\t")[0].strip() and not _figures(second) and not has_html(second)
    two = bool(rows[2:]) and merged and below and len(first) + len(second) <= HEADER_LIMIT
    return 2 if two else 1


def _group(rows: Sequence[Row], at: int) -> str:
    """The label of the merged first cell that row `at` still belongs to, "" where it has its own."""
    if rows[at][1].split("\t")[0].strip():
        return ""
    above = (html_text(raw.split("\t")[0]).split("\n")[0] for _, raw in reversed(rows[:at]))
    label = next((text for text in above if text), "")
    return f"({label[:40]})" if label else ""


def cut_table(rows: Sequence[Row], caption: Sequence[Row], limit: int) -> tuple[TablePiece, ...]:
    """Cut a table by rows into pieces of about `limit` characters; every piece repeats the caption lines and the header rows.

    `rows` and `caption` hold (1-based line, source text). A piece's `lines` are its own rows; caption and header belong to the first.
    """
    top = header_rows(rows)
    head = [text for text in (*(clean(raw) for _, raw in caption), *(render_row(raw) for _, raw in rows[:top])) if text]
    owned = [number for number, _ in (*caption, *rows[:top])]
    pieces: list[TablePiece] = []
    lines, body = list(owned), [*head]
    fresh = True  # nothing but caption and header in the piece so far
    for at in range(top, len(rows)):
        text = render_row(rows[at][1])
        if not fresh and sum(map(len, body)) + len(text) > limit:
            pieces.append(TablePiece(tuple(lines), "\n".join(body), "\n".join(head)))
            group = _group(rows, at)
            lines, body = [], [*head, group] if group else [*head]
        lines.append(rows[at][0])
        if text:
            body.append(text)
        fresh = False
    return (*pieces, TablePiece(tuple(lines), "\n".join(body), "\n".join(head)))
