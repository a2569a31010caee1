"""Tables among the lines of a text → blocks with cells: tab-separated rows, pipes, HTML, and tables nested in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.model.document import Block, Cell, Inside
from corpus.outline.text_tables import HtmlNode, duplicate_rows, html_text, parse_html

_NESTED = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_SPAN_MOST = 1000


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line of a text, or the part of it that is on one page: its number, from 1, and its words."""

    number: int
    text: str


def read_tab_rows(lines: Sequence[NumberedLine], count: int) -> tuple[Block, ...]:
    """Return the table of tab-separated rows, and those nested in its cells; `count` is the number of the first of these blocks.

    Rows that only print a nested table once more are not taken twice.
    """
    rows = [(line.number, line.text) for line in lines]
    copies = set(duplicate_rows(rows))
    cells: list[Cell] = []
    inner: list[tuple[str, int, int, int]] = []
    row = 0
    for number, text in rows:
        if number in copies:
            continue
        for col, raw in enumerate(text.rstrip("\t").split("\t")):
            outer, nested = _without_nested(raw)
            cells.append(Cell(row=row, col=col, text=outer))
            inner += [(fragment, number, row, col) for fragment in nested]
        row += 1
    table = _table(cells, (lines[0].number, lines[-1].number))
    return (table, *_nested_blocks(inner, count))


def read_pipe_rows(lines: Sequence[NumberedLine], count: int) -> tuple[Block, ...]:
    """Return the table of rows set out by pipes; the rows above the ruled one are its head."""
    rows = [line.text.strip().strip("|") for line in lines]
    ruled = next((at for at, text in enumerate(rows) if _RULE.fullmatch(text)), -1)
    kept = [(at, text) for at, text in enumerate(rows) if not _RULE.fullmatch(text)]
    cells = [
        Cell(row=row, col=col, head=at < ruled, text=html_text(raw.replace("\\|", "|").strip()))
        for row, (at, text) in enumerate(kept)
        for col, raw in enumerate(_PIPE.split(text))
    ]
    return (_table(cells, (lines[0].number, lines[-1].number)),) if kept else ()


def read_html_lines(lines: Sequence[NumberedLine], count: int) -> tuple[Block, ...]:
    """Return the tables that HTML on these lines sets out, each with those nested in it, and the words around them as paragraphs."""
    span = (lines[0].number, lines[-1].number)
    source = "\n".join(line.text for line in lines)
    blocks: list[Block] = []
    outside = html_text(_outside(source))
    blocks += [Block(kind="paragraph", text=text, lines=span) for text in outside.split("\n") if text.strip()]
    soup = parse_html(source)
    for table in [table for table in soup.find_all("table") if table.find_parent("table") is None]:
        blocks += _html_blocks(table, span, count + len(blocks))
    return tuple(blocks)


def _outside(source: str) -> str:
    """The words of lines that stand in no table."""
    first, last = source.lower().find("<table"), source.lower().rfind("</table>")
    return source[:first] + "\n" + (source[last + 8 :] if last >= 0 else "")


def _html_blocks(table: HtmlNode, span: tuple[int, int], count: int, inside: Inside | None = None) -> list[Block]:
    """A table of HTML, then those in its cells; `count` is its own number among the blocks."""
    cells: list[Cell] = []
    nested: list[tuple[HtmlNode, int, int]] = []
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    for number, row in enumerate(rows):
        col = 0
        for tag in row.find_all(["td", "th"], recursive=False):
            while (number, col) in taken:
                col += 1
            down, right = _span_of(tag, "rowspan", len(rows) - number), _span_of(tag, "colspan", _SPAN_MOST)
            taken.update((number + y, col + x) for y in range(down) for x in range(right))
            inner = [one for one in tag.find_all("table") if one.find_parent("table") is table]
            nested += [(one.extract(), number, col) for one in inner]
            head = tag.name == "th" or tag.find_parent("thead") is not None
            cells.append(Cell(row=number, col=col, row_span=down, col_span=right, head=head, text=html_text(tag.decode_contents())))
            col += right
    blocks = [_table(cells, span, inside)]
    for one, at_row, at_col in nested:
        blocks += _html_blocks(one, span, count + len(blocks), Inside(count, at_row, at_col))
    return blocks


def _span_of(tag: HtmlNode, name: str, most: int) -> int:
    told = str(tag.get(name) or "1").strip()
    return max(1, min(int(told), most)) if told.isdecimal() else 1


def _without_nested(raw: str) -> tuple[str, tuple[str, ...]]:
    """A cell's own words, and the tables within it."""
    if "<table" not in raw.lower():
        return html_text(raw), ()
    return html_text(_NESTED.sub(" ", raw)), tuple(match[0] for match in _NESTED.finditer(raw))


def _nested_blocks(inner: Sequence[tuple[str, int, int, int]], count: int) -> Iterator[Block]:
    """The blocks of tables in the cells of the table with a number."""
    at = count + 1
    for fragment, number, row, col in inner:
        table = parse_html(fragment).find("table")
        if table is not None and table.find(["td", "th"]) is not None:
            found = _html_blocks(table, (number, number), at, Inside(count, row, col))
            at += len(found)
            yield from found


def _table(cells: Sequence[Cell], span: tuple[int, int], inside: Inside | None = None) -> Block:
    return Block(kind="table", text=table_text(cells), cells=tuple(cells), lines=span, inside=inside)


def table_text(cells: Sequence[Cell]) -> str:
    """Return the words of a table by rows: cells joined by " | ", a spanned cell once, in the row where it begins."""
    rows = groupby(sorted(cells, key=lambda cell: (cell.row, cell.col)), key=lambda cell: cell.row)
    return "\n".join(" | ".join(" ".join(cell.text.split()) for cell in row) for _, row in rows)
