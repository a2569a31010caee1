"""Rows of a table that no ruling parts: where the lines of several cells stand level, each is a row of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.documents.drawn.page_nouns import Area, DrawnCell, DrawnTable, TextLine
from corpus.documents.drawn.rulings import cluster_places, nearest

_FEWEST_LINES, _FEWEST_CELLS = 2, 2
_FULL = 0.6
_LEVEL = 0.35  # of a line's size
_FIGURE = re.compile(r"[△▲▽▼+\-–~∼≒약]?\s?[\d,.]+\s?(?:%p?|[가-힣]{1,3})?|[-–―]|\([\d,.]+\)")


def split_level_rows(table: DrawnTable) -> DrawnTable:
    """The table with each row cut that holds columns of figures below each other: they would run together as one number."""
    cells, rows = list(table.cells), table.rows
    row = 0
    while row < rows:
        within = [cell for cell in cells if cell.row == row and cell.row_span == 1]
        places = _places(within)
        if places:
            cells = [part for cell in cells for part in _split(cell, row, places)]
            rows += len(places) - 1
            row += len(places) - 1
        row += 1
    return replace(table, cells=tuple(cells), rows=rows) if rows != table.rows else table


def _places(cells: Sequence[DrawnCell]) -> list[float]:
    """Where the lines of a row's cells stand level, from above; nothing where the row is one row."""
    lines = [line for cell in cells for line in cell.lines]
    figures = [
        cell for cell in cells if len(cell.lines) >= _FEWEST_LINES and all(_FIGURE.fullmatch(line.text.strip()) for line in cell.lines)
    ]
    if len(figures) < _FEWEST_CELLS:
        return []
    size = max(line.size for line in lines)
    places = cluster_places((line.base for line in lines), _LEVEL * size)
    filled = [cell for cell in cells if cell.lines]
    full = [cell for cell in filled if len(cell.lines) >= _FULL * len(places)]
    whole = sum(len(cell.lines) == len(places) for cell in filled) >= _FEWEST_CELLS
    return places if len(full) >= _FULL * len(filled) and whole else []


def _split(cell: DrawnCell, row: int, places: Sequence[float]) -> list[DrawnCell]:
    """A cell after its table's `row` became as many as there are places."""
    more = len(places) - 1
    if cell.row > row:
        return [replace(cell, row=cell.row + more)]
    if cell.row + cell.row_span <= row:
        return [cell]
    if cell.row_span > 1:
        return [replace(cell, row_span=cell.row_span + more)]
    at_place: dict[float, list[TextLine]] = {}
    for line in cell.lines:
        at_place.setdefault(nearest(places, line.base), []).append(line)
    edges = [cell.area.top, *((one + other) / 2 for one, other in pairwise(places)), cell.area.bottom]
    return [
        replace(
            cell,
            row=row + at,
            area=Area(cell.area.x0, edges[at], cell.area.x1, edges[at + 1]),
            lines=tuple(at_place.get(place, ())),
        )
        for at, place in enumerate(places)
    ]
