"""A table's cells → lines of text that say row and column, so that a row by itself still tells what its values are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model.document import Block, Cell

LABELS = 240
"""Characters of a table's column names that are repeated in every row; longer ones stand once above them."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as text, and its number in the table, from 0."""

    row: int
    text: str


def head_height(cells: Sequence[Cell]) -> int:
    """Return how many rows at the top of a table are its head."""
    body = [cell.row for cell in cells if not cell.head]
    return min(body) if body else 0


def column_labels(cells: Sequence[Cell]) -> dict[int, str]:
    """Return what each column is called by the head's rows above it, outermost first: {1: "2025년 2분기"}."""
    labels: dict[int, list[str]] = {}
    top = head_height(cells)
    for cell in sorted((cell for cell in cells if cell.row < top and cell.text.strip()), key=lambda cell: (cell.row, cell.col)):
        for col in range(cell.col, cell.col + cell.col_span):
            held = labels.setdefault(col, [])
            if not held or held[-1] != one_line(cell.text):
                held.append(one_line(cell.text))
    return {col: " ".join(held) for col, held in labels.items()}


def head_text(cells: Sequence[Cell]) -> str:
    """Return the head of a table as one line; "" without one."""
    return " | ".join(dict.fromkeys(column_labels(cells).values()))


def row_texts(block: Block) -> Iterator[TableRow]:
    """Yield the rows below the head, each value after the name of its column; a cell that reaches down counts in each of its rows."""
    labels = column_labels(block.cells)
    repeated = labels if sum(map(len, labels.values())) <= LABELS else {}
    top = head_height(block.cells)
    rows: dict[int, list[Cell]] = {}
    for cell in block.cells:
        if cell.text.strip():
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, []).append(cell)
    for row in sorted(row for row in rows if row >= top):
        own = sorted(rows[row], key=lambda cell: cell.col)
        reach = [cell for cell in own if cell.row == row]
        first = min((cell.col for cell in reach), default=0)
        told = [_tell(cell, repeated, first=cell is own[0]) for cell in own if cell.row == row or cell.col < first]
        if reach:
            yield TableRow(row, " | ".join(told))


def one_line(text: str) -> str:
    """Return a cell's words in one line."""
    return " ".join(text.split())


def _tell(cell: Cell, labels: dict[int, str], *, first: bool) -> str:
    label = labels.get(cell.col, "")
    text = one_line(cell.text)
    return text if first or not label or label == text else f"{label}: {text}"
