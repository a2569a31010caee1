"""The filled cells of a sheet → its regions: tables that blank rows and columns keep apart, with title lines above and notes below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model.document import Cell

_NOTE = re.compile(r"[*※†‡]|\(?(?:주|자료|출처|비고|참고)\s*\d*\s*[):：.]|\d+\)|\[(?:주|자료)|주\)|【")


@dataclass(frozen=True, slots=True)
class SheetRegion:
    """A piece of a sheet: lines above its table, the table's cells on a grid of its own, and lines below."""

    above: tuple[str, ...]
    cells: tuple[Cell, ...]
    below: tuple[str, ...]


def find_regions(cells: Sequence[Cell]) -> Iterator[SheetRegion]:
    """Yield the regions of a sheet in reading order, from cells with words at their places in the sheet, spanned ones once."""
    for region in _split(cells):
        yield _set_lines_apart(region)


def _split(cells: Sequence[Cell], *, by_rows: bool = True, stuck: bool = False) -> Iterator[Sequence[Cell]]:
    """Yield the cells in groups that no blank row or column runs between."""
    parts = list(_bands(cells, by_rows=by_rows))
    if len(parts) == 1 and stuck:
        yield parts[0]
        return
    for part in parts:
        yield from _split(part, by_rows=not by_rows, stuck=len(parts) == 1)


def _bands(cells: Sequence[Cell], *, by_rows: bool) -> Iterator[Sequence[Cell]]:
    """Yield the cells in groups of rows, or of columns, that follow each other without a blank one."""
    band: list[Cell] = []
    end = -1
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col) if by_rows else (cell.col, cell.row)):
        start, span = (cell.row, cell.row_span) if by_rows else (cell.col, cell.col_span)
        if band and start > end:
            yield band
            band = []
        band.append(cell)
        end = max(end, start + span)
    if band:
        yield band


def _set_lines_apart(cells: Sequence[Cell]) -> SheetRegion:
    """Return a region whose rows of one cell at the top, and notes at the bottom, are lines; all of them where no row has two cells."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(cell)
    numbers = sorted(rows)
    reached = 0
    wide: list[int] = []
    for number in numbers:
        if len(rows[number]) > 1 or number < reached:
            wide.append(number)
        reached = max(reached, *(cell.row + cell.row_span for cell in rows[number]))
    if not wide:
        return SheetRegion(tuple(cell.text for number in numbers for cell in rows[number]), (), ())
    above = [rows[number][0].text for number in numbers if number < wide[0]]
    first = wide[0]
    below: list[str] = []
    while numbers[-1] > wide[-1] and _is_note(rows[numbers[-1]][0]):
        below.insert(0, rows[numbers.pop()][0].text)
    table = [cell for number in numbers if number >= first for cell in rows[number]]
    return SheetRegion(tuple(above), tuple(_to_own_grid(table)), tuple(below))


def _is_note(cell: Cell) -> bool:
    return bool(_NOTE.match(cell.text)) or cell.col_span > 1


def _to_own_grid(cells: Sequence[Cell]) -> Iterable[Cell]:
    """Yield the cells counted from the table's own corner."""
    top, left = min(cell.row for cell in cells), min(cell.col for cell in cells)
    return cells if top == left == 0 else (replace(cell, row=cell.row - top, col=cell.col - left) for cell in cells)
