"""Tables that run over pages: the pieces with the same columns, at one page's end and the next one's top, as one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents.drawn.page_nouns import Area, DrawnCell, DrawnTable
from corpus.documents.drawn.rulings import NEAR, cluster_places

_MOST_HEAD_ROWS = 3


def join_tables(first: DrawnTable, second: DrawnTable) -> DrawnTable | None:
    """Two pieces of a table, on a page's end and the next one's top, as one; None where they are two tables.

    A head that the second repeats stands once; a row that the page's end cuts is one row.
    """
    open_row = first.open_bottom and second.open_top
    edges = _common_edges(first, second)
    if edges is None or (len(edges) <= 2 and not open_row):  # noqa: PLR2004 - boxes of one cell are boxes, unless one is cut
        return None
    head = _repeated_rows(first, second)
    if not head and not open_row and (_has_own_head(first, second) or _begins_anew(first, second)):
        return None
    upper, lower = _on_columns(first, edges), _on_columns(second, edges)
    lower = [replace(cell, row=cell.row - head) for cell in lower if cell.row >= head]
    overlap = 1 if open_row and not head else 0
    start = first.rows - overlap
    moved = [replace(cell, row=cell.row + start) for cell in lower]
    cells = _join_cut_row(upper, moved, first.rows - 1) if overlap else [*upper, *moved]
    area = Area(min(first.area.x0, second.area.x0), first.area.top, max(first.area.x1, second.area.x1), second.area.bottom)
    return DrawnTable(area, edges, start + second.rows - head, tuple(cells), first.open_top, second.open_bottom, first.inside)


def _common_edges(first: DrawnTable, second: DrawnTable) -> tuple[float, ...] | None:
    """The columns' edges of both: the same, or those of one among the other's."""
    cut = first.open_bottom and second.open_top
    if not cut and (abs(first.edges[0] - second.edges[0]) > NEAR or abs(first.edges[-1] - second.edges[-1]) > NEAR):
        return None
    for one, other in ((first, second), (second, first)):
        if all(any(abs(edge - known) <= NEAR for known in other.edges) for edge in one.edges):
            return other.edges
    shared = sum(any(abs(edge - known) <= NEAR for known in second.edges) for edge in first.edges[1:-1])
    if cut and shared * 2 >= max(len(first.edges), len(second.edges)) - 2:
        return tuple(cluster_places([*first.edges, *second.edges]))
    return None


def _on_columns(table: DrawnTable, edges: Sequence[float]) -> list[DrawnCell]:
    """The table's cells counted on the columns of `edges`."""
    at = [min(range(len(edges)), key=lambda index: abs(edges[index] - edge)) for edge in table.edges]
    return [replace(cell, col=at[cell.col], col_span=at[cell.col + cell.col_span] - at[cell.col]) for cell in table.cells]


def _row_words(table: DrawnTable, row: int) -> tuple[tuple[float, str], ...]:
    return tuple(
        (round(cell.area.x0 / NEAR / 2), re.sub(r"\s+", "", "".join(line.text for line in cell.lines)))
        for cell in table.cells
        if cell.row == row
    )


def _repeated_rows(first: DrawnTable, second: DrawnTable) -> int:
    """How many rows at the second's top repeat those of the first."""
    count = 0
    for row in range(min(_MOST_HEAD_ROWS, first.rows, second.rows - 1)):
        words = [text for _, text in _row_words(first, row)]
        if not any(words) or words != [text for _, text in _row_words(second, row)]:
            break
        count = row + 1
    return count


def _has_own_head(first: DrawnTable, second: DrawnTable) -> bool:
    """Whether the second begins as a table of its own: its first row has words alone, as the first's has, and its second row figures."""

    def figures(table: DrawnTable, row: int) -> int:
        return sum(any(letter.isdigit() for letter in text) for _, text in _row_words(table, row))

    filled = [text for _, text in _row_words(second, 0) if text]
    whole = len(filled) == len(second.edges) - 1 and second.rows > 1
    return whole and not figures(second, 0) and figures(second, 1) > 0 and figures(first, first.rows - 1) > 0


def _begins_anew(first: DrawnTable, second: DrawnTable) -> bool:
    """Whether the second is the next form of a book of forms: it begins with the first's own label, and fills it otherwise."""
    rows = _row_words(first, 0), _row_words(second, 0)
    if any(len(row) != 2 for row in rows):  # noqa: PLR2004 - a label and what it is filled with
        return False
    (label, filled), (again, other) = rows
    return label == again and bool(label[1]) and filled != other


def _join_cut_row(upper: Sequence[DrawnCell], lower: Sequence[DrawnCell], row: int) -> list[DrawnCell]:
    """The cells of both, where each cell of the cut row goes on in the one below it in the same columns."""
    rest = list(lower)
    cells: list[DrawnCell] = []
    for cell in upper:
        if cell.row + cell.row_span - 1 == row:
            below = next((one for one in rest if one.row == row and one.col == cell.col and one.col_span == cell.col_span), None)
            if below is not None:
                rest.remove(below)
                cell = replace(cell, lines=(*cell.lines, *below.lines), row_span=cell.row_span + below.row_span - 1)
        cells.append(cell)
    for cell in rest:
        home = next((at for at, one in enumerate(cells) if _covers(one, cell, row)), None)
        if home is None:
            cells.append(cell)
        else:
            cells[home] = replace(cells[home], lines=(*cells[home].lines, *cell.lines))
    return sorted(cells, key=lambda one: (one.row, one.col))


def _covers(upper: DrawnCell, lower: DrawnCell, row: int) -> bool:
    """Whether a cell of the cut row lies where another one, that it does not match, ends: its words then go to that."""
    ends = upper.row + upper.row_span - 1 == row
    return ends and lower.row == row and lower.row_span == 1 and upper.col <= lower.col < upper.col + upper.col_span
