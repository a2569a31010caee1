"""A table's grid → its bands: rows under heads of their own, with the titles between them; side by side, each a band of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.documents.table_heads import CORNER, UNIT_LINE, is_figure, is_valued, mark_heads
from corpus.facts.tables.group_heads import find_group
from corpus.facts.tables.table_grid import CellGrid, Row, own_cells
from corpus.model.document import Cell

_LOOKED_AHEAD = 12
"""Rows below a possible head that say whether it is one: more do not change it, and a long table stays quick."""
_TITLE = 60
"""Characters of a title within a table, at most; a longer text alone in its row is prose."""
_HEAD_CELL = 40
_BEGINS_WITH_FIGURE = re.compile(r"\W{0,2}\d[\d,.]*")
_BOUND = re.compile(r"미만|이상|이하|초과|이내|\d\s?[~∼～]\s?\d+\s?(?:세|인|명)?$")
_LETTERS = re.compile(r"[가-힣A-Za-z]")


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a table with the head rows that name their columns; both have only the columns of the band.

    `titles` stand above its rows within the table, and `remarks` are lines that say the unit of its figures.
    """

    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    titles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def split_bands(grid: CellGrid) -> Iterator[Band]:
    """Yield the bands of a table in reading order."""
    for band in _stacked_bands(grid):
        for part in _side_by_side(band):
            if part.rows:
                yield part


def _stacked_bands(grid: CellGrid) -> Iterator[Band]:
    """The bands one below the other: a title, a remark or a row of names above figures begins a new one."""
    heads = grid.rows[: grid.head]
    remarks = tuple(text for row in heads for text in _remarks(row))
    held, rows = Band(tuple(row for row in heads if not _remarks(row)), (), remarks=remarks), list[Row]()
    at, fresh = grid.head, grid.head == 0
    while at < len(grid.rows):
        row = grid.rows[at]
        if at >= grid.head and (group := find_group(grid.rows, at)) is not None:
            yield replace(held, rows=tuple(rows))
            rows.clear()
            yield Band((group.heads,), group.rows, (*held.titles, *group.labels), held.remarks)
            at, fresh = at + group.height, False
            continue
        between = _stands_between(row, grid.width)
        height = 0 if between else _head_height(grid.rows, at, fresh=fresh, headed=bool(held.heads))
        if not (between or height):
            rows.append(row)
            at, fresh = at + 1, False
            continue
        yield replace(held, rows=tuple(rows))
        rows.clear()
        if between:
            yield from _prose_of(row)
            held = _after(held, row, last=at + 1 == len(grid.rows))
        else:
            heads, below = grid.rows[at : at + height], grid.rows[at + height : at + height + 1]
            held = replace(held, heads=_under(heads, below[0]) if at and below else heads)
        at, fresh = at + (height or 1), between
    yield replace(held, rows=tuple(rows))


def _stands_between(row: Row, width: int) -> bool:
    """Whether a row parts those above from those below: it is one title or text, or says nothing but units."""
    return bool(_remarks(row)) or _alone(row, width) is not None


def _remarks(row: Row) -> tuple[str, ...]:
    texts = [" ".join(cell.text.split()) for cell in own_cells(row)]
    alone = len(texts) == 1 or all("단위" in text for text in texts)
    return tuple(dict.fromkeys(texts)) if alone and all(map(UNIT_LINE.fullmatch, texts)) else ()


def _prose_of(row: Row) -> Iterator[Band]:
    """A band of its own for a text between the rows: a long one, or one that states a value."""
    told = " ".join(own_cells(row)[0].text.split())
    if not _remarks(row) and _LETTERS.search(told) and (len(told) > _TITLE or _states_value(told)):
        yield Band((), (row,))


def _after(band: Band, row: Row, *, last: bool) -> Band:
    """What goes on below a row between: with its title or its remarks."""
    if remarks := _remarks(row):
        return replace(band, remarks=remarks)
    told = " ".join(own_cells(row)[0].text.split())
    if len(told) > _TITLE or last or not _LETTERS.search(told):
        return band
    return replace(band, titles=() if _states_value(told) else (told,))


def _states_value(title: str) -> bool:
    return any(is_valued(part) for part in re.split(r"(?<=[가-힣])\s", title))


def _alone(row: Row, width: int) -> Cell | None:
    """The one cell of a row that holds nothing else, in a table of more columns; a figure or a label of the row above's is none."""
    cells = own_cells(row)
    if len(cells) != 1 or width == 1 or is_figure(cells[0].text):
        return None
    cell = cells[0]
    return cell if row[0] is cell and (cell.row_span == 1 or cell.col_span == width) else None


def _head_height(rows: Sequence[Row], at: int, *, fresh: bool, headed: bool) -> int:
    """How many rows from one on are a head of what follows."""
    cells = own_cells(rows[at])
    texts = [cell.text.strip() for cell in cells]
    if len(cells) < 2 or any(len(text) > _HEAD_CELL or _is_figured(text) for text in texts):  # noqa: PLR2004 - a pair
        return 0
    corner = CORNER.fullmatch("".join(texts[0].split())) is not None and rows[at][0] is cells[0]
    if not (fresh or corner or _names_figures(rows, at, headed=headed)):
        return 0
    if at + 1 >= len(rows):
        return 0
    below = rows[at : at + _LOOKED_AHEAD]
    found = mark_heads([replace(cell, row=max(0, cell.row - at)) for cell in _unique(below) if cell.row >= at])
    height = max((cell.row + 1 for cell in found if cell.head), default=0)
    return height or int(corner or _names_figures(rows, at, headed=headed))


def _names_figures(rows: Sequence[Row], at: int, *, headed: bool) -> bool:
    """Whether a row of words stands above a row that is all figures, from its first cell on, and below one that is not its like."""
    if at + 1 >= len(rows):
        return False
    above, below = own_cells(rows[at - 1]) if at else (), own_cells(rows[at + 1])
    figured = sum(_is_figured(cell.text) for cell in below)
    if len(below) < 2 or len(below) < len(own_cells(rows[at])):  # noqa: PLR2004 - a pair
        return False
    if figured == len(below):
        return not headed or all(_is_figured(cell.text) for cell in above)
    named = all(rows[at][rows[at + 1].index(cell)] is not None for cell in below if _is_figured(cell.text))
    return not headed and named and len(below) > 2 and 2 * figured >= len(below)  # noqa: PLR2004 - more than a label and a value


def _under(heads: Sequence[Row], below: Row) -> tuple[Row, ...]:
    """A head row within a table that begins one column to the right of the cells that it names, moved over them."""
    row = heads[-1]
    shifted = row[0] is None and below[0] is not None and len(own_cells(row)) == len(own_cells(below))
    return (*heads[:-1], (*row[1:], None)) if shifted else tuple(heads)


def _is_figured(text: str) -> bool:
    return is_figure(text) or (
        not _BOUND.search(text) and _BEGINS_WITH_FIGURE.match(text.strip()) is not None and not _named_by_digits(text)
    )


def _named_by_digits(text: str) -> bool:
    """Whether digits begin a name: a year, a step, a number in a list."""
    return (
        re.match(
            r"\W?\d{1,4}\s?(?:년|단계|차|기|월|분기|대(?:\s?[가-힣]|$)|\.\s?[가-힣]|\)|[가-힣]{0,1}\s?[가-힣]{3})|(?:19|20)\d\d\b",
            text.strip(),
        )
        is not None
    )


def _side_by_side(band: Band) -> Iterator[Band]:
    """The band, or its parts where the columns begin anew: 항목 | 목표 | 항목 | 목표."""
    starts = _repeats(band.heads[-1]) or _repeats(band.heads[0]) if band.heads else ()
    if not starts:
        yield band
        return
    edges = (0, *starts, len(band.heads[0]))
    for first, last in pairwise(edges):
        rows = tuple(row[first:last] for row in band.rows)
        yield replace(band, heads=tuple(row[first:last] for row in band.heads), rows=tuple(row for row in rows if any(row)))


def _repeats(row: Row) -> tuple[int, ...]:
    """The columns after the first where a head row begins anew with the same name, and more than one name follows."""
    texts = ["".join(cell.text.split()) if cell else "" for cell in row]
    starts = tuple(col for col in range(2, len(texts)) if texts[0] and texts[col] == texts[0] and row[col] is not row[0])
    lengths = {last - first for first, last in zip((0, *starts), (*starts, len(texts)), strict=True)}
    return starts if starts and min(lengths) > 1 else ()


def _unique(rows: Sequence[Row]) -> tuple[Cell, ...]:
    return tuple({id(cell): cell for row in rows for cell in row if cell is not None}.values())
