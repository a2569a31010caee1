"""Tables by their rulings: what rulings meet is a grid, what no ruling parts is one cell, and a cell's words are the characters in it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents.drawn.drawn_grids import Grid, grid_of, join_meeting
from corpus.documents.drawn.page_nouns import Area, DrawnCell, DrawnTable, Glyph, PageContent
from corpus.documents.drawn.row_splitting import split_level_rows
from corpus.documents.drawn.rulings import join_strips, rulings_of
from corpus.documents.drawn.text_lines import lines_of

_FRAME = 0.7  # of the page: a drawn box so large that holds others is the page's frame
_FEWEST_FILLED = 0.2  # of a table's cells hold words
_CELL_GAP = 1000.0  # in a cell all that stands on one line is one line
_BOX_HEIGHT, _BOX_WIDTH = 1.25, 3.0  # of a line's size: a shade less high or wide marks words, and is no box
_PAGE = 0.9


class OutOfTimeError(Exception):
    """The tables of a page took longer than they may."""


def find_tables(content: PageContent, seconds: float) -> tuple[tuple[DrawnTable, ...], tuple[Glyph, ...], bool]:
    """The tables of a page, outer ones before those within them, the glyphs in none, and whether some number may be cut by a ruling.

    OutOfTimeError where that takes longer than `seconds`.
    """
    until = time.monotonic() + seconds
    strokes, shades = join_strips(content.strokes)
    rulings = rulings_of(strokes)
    grids = [grid for part in join_meeting(rulings, lambda: _hold_time(until)) if (grid := grid_of(part)) is not None]
    grids += _shaded_boxes([*content.fills, *shades], grids, content, until)
    grids = _without_frames(grids, content)
    grids.sort(key=lambda one: (-one.area.width * one.area.height, one.area.top))
    homes = _homes(content.glyphs, grids, until)
    doubtful = False
    tables: list[DrawnTable] = []
    outside: list[Glyph] = list(homes.get(-1, ()))
    for at, grid in enumerate(grids):
        _hold_time(until)
        table, cut = _fill(grid, homes.get(at, ()))
        filled = sum(bool(cell.lines) for cell in table.cells)
        if filled and filled >= _FEWEST_FILLED * len(table.cells):
            tables.append(table)
            doubtful = doubtful or cut
        else:
            outside += homes.get(at, ())
    outside.sort(key=lambda one: one.place)
    return _nest_tables(tables), tuple(outside), doubtful


def _hold_time(until: float) -> None:
    if time.monotonic() > until:
        raise OutOfTimeError


def _encloses(outer: Area, inner: Area, slack: float = 2.0) -> bool:
    return (
        outer.x0 - slack <= inner.x0
        and inner.x1 <= outer.x1 + slack
        and outer.top - slack <= inner.top
        and inner.bottom <= outer.bottom + slack
    )


def _homes(glyphs: Sequence[Glyph], grids: Sequence[Grid], until: float) -> dict[int, list[Glyph]]:
    """The glyphs of each grid, from the largest; -1 for those in none. A glyph belongs to the smallest grid with a cell there."""
    homes: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        _hold_time(until)
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        home = next((at for at in range(len(grids) - 1, -1, -1) if grids[at].area.holds(x, y) and grids[at].cell_at(x, y) is not None), -1)
        homes[home].append(glyph)
    return homes


def _without_frames(grids: Sequence[Grid], content: PageContent) -> list[Grid]:
    """The grids but for a frame round the whole page."""
    page = content.width * content.height
    return [
        grid
        for grid in grids
        if len(grid.cells) > 1
        or grid.area.width * grid.area.height < _FRAME * page
        or not any(other is not grid and _encloses(grid.area, other.area) for other in grids)
    ]


def _shaded_boxes(fills: Sequence[Area], grids: Sequence[Grid], content: PageContent, until: float) -> list[Grid]:
    """Boxes that are drawn by their colour alone: higher and wider than a line, with whole lines in them, in no table."""
    boxes: list[Area] = []
    for fill in sorted(set(fills), key=lambda one: -one.width * one.height):
        _hold_time(until)
        known = [*(grid.area for grid in grids), *boxes]
        if fill.height > _PAGE * content.height or any(_overlap(fill, one) for one in known):
            continue
        inner = [glyph for glyph in content.glyphs if fill.holds((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)]
        if not inner:
            continue
        size = max(glyph.size for glyph in inner)
        if fill.height < _BOX_HEIGHT * size or fill.width < _BOX_WIDTH * size or _runs_out(fill, content.glyphs, size):
            continue
        boxes.append(fill)
    return [Grid.box(box) for box in boxes]


def _overlap(one: Area, other: Area) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _runs_out(box: Area, glyphs: Sequence[Glyph], size: float) -> bool:
    """Whether a line goes on beyond a box: then the box marks some words of it."""
    return any(
        box.top < (glyph.top + glyph.bottom) / 2 < box.bottom and (0 <= box.x0 - glyph.x1 < size or 0 <= glyph.x0 - box.x1 < size)
        for glyph in glyphs
    )


def _fill(grid: Grid, glyphs: Sequence[Glyph]) -> tuple[DrawnTable, bool]:
    """The grid's cells with their words, and whether a ruling cuts a number: its digits then stay in the cell with most of them."""
    cells: dict[int, list[Glyph]] = defaultdict(list)
    cut = False
    for run in _number_runs(glyphs):
        homes = [grid.cell_at((one.x0 + one.x1) / 2, (one.top + one.bottom) / 2) for one in run]
        most = max(homes, key=homes.count)
        cut = cut or len(set(homes)) > 1
        cells[most if most is not None else -1] += run
    filled = tuple(replace(cell, lines=tuple(lines_of(cells.get(at, ()), _CELL_GAP))) for at, cell in enumerate(grid.cells))
    table = DrawnTable(grid.area, grid.xs, len(grid.ys) - 1, filled, grid.open_top, grid.open_bottom)
    return split_level_rows(table), cut


def _number_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs one by one, but those of a number together: digits that touch on one line."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        touching = (
            last is not None
            and not last.blank_after
            and _numeric(last)
            and _numeric(glyph)
            and abs(last.base - glyph.base) < 0.1 * glyph.size
            and abs(glyph.x0 - last.x1) < 0.08 * glyph.size
        )
        if touching:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _numeric(glyph: Glyph) -> bool:
    return glyph.text.isdigit() or glyph.text in ",."


def _nest_tables(tables: Sequence[DrawnTable]) -> tuple[DrawnTable, ...]:
    """The tables from above, each that lies in a cell of another right after it and marked so."""
    outer: dict[int, tuple[int, DrawnCell]] = {}
    for at, table in enumerate(tables):
        for other in range(at - 1, -1, -1):
            cell = next((cell for cell in tables[other].cells if _encloses(cell.area, table.area)), None)
            if cell is not None:
                outer[at] = (other, cell)
                break
    ordered: list[int] = []

    def take(at: int) -> None:
        ordered.append(at)
        for inner in sorted((one for one, (home, _) in outer.items() if home == at), key=lambda one: tables[one].area.top):
            take(inner)

    for at in sorted((at for at in range(len(tables)) if at not in outer), key=lambda one: (tables[one].area.top, tables[one].area.x0)):
        take(at)
    place = {old: new for new, old in enumerate(ordered)}
    return tuple(
        replace(tables[old], inside=(place[outer[old][0]], outer[old][1].row, outer[old][1].col)) if old in outer else tables[old]
        for old in ordered
    )
