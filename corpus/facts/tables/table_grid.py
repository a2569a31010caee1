"""A table's cells → rows and columns, each place with the cell that reaches over it; shifted rows of a plain text put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.documents.table_heads import mark_heads
from corpus.facts.tables.row_alignment import align_rows
from corpus.model.document import Block, Cell

Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class CellGrid:
    """The rows of a table, all of one width; a cell that spans stands in every place it covers, None where there is nothing."""

    rows: tuple[Row, ...]
    width: int
    head: int
    """How many rows from the top are marked as its head."""


def lay_out(block: Block, inner: Sequence[Block] = ()) -> CellGrid:
    """Return the grid of a table; the words of tables within it (`inner`), which a text prints in the row once more, are left out."""
    cells = [cell for cell in mark_heads(_without_copies(block.cells, inner)) if cell.text.strip()]
    if not cells:
        return CellGrid((), 0, 0)
    marked = [cell.row for cell in cells if not cell.head]
    head = min(marked) if marked else 0
    if all(cell.row_span == cell.col_span == 1 for cell in cells):
        cells = align_rows(cells, head)
    height, width = max(cell.row + cell.row_span for cell in cells), max(cell.col + cell.col_span for cell in cells)
    places: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, min(height, cell.row + cell.row_span)):
            for col in range(cell.col, min(width, cell.col + cell.col_span)):
                if places[row][col] is None:
                    places[row][col] = cell
    return CellGrid(tuple(map(tuple, places)), width, head)


def own_cells(row: Row) -> tuple[Cell, ...]:
    """Return the cells of a row from the left, each once."""
    return tuple({id(cell): cell for cell in row if cell is not None}.values())


def _without_copies(cells: Sequence[Cell], inner: Sequence[Block]) -> Sequence[Cell]:
    """The cells without runs in a row that repeat, one after the other, the cells of a table within that row; what follows moves up."""
    for block in inner:
        if block.inside is None:
            continue
        told = [cell.text.strip() for cell in block.cells if cell.text.strip()]
        row = [cell for cell in cells if cell.row == block.inside.row and cell.text.strip()]
        texts = [cell.text.strip() for cell in row]
        start = next((at for at in range(len(texts) - len(told) + 1) if told and texts[at : at + len(told)] == told), None)
        if start is not None:
            copies = {id(cell) for cell in row[start : start + len(told)]}
            after, by = row[start + len(told) - 1].col, row[start + len(told) - 1].col - row[start].col + 1
            cells = [
                replace(cell, col=cell.col - by) if cell.row == block.inside.row and cell.col > after else cell
                for cell in cells
                if id(cell) not in copies
            ]
    return cells
