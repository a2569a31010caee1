"""A table's cells → rows and columns, each place with the cell that reaches over it; shifted rows of a plain text put right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.documents.table_heads import is_figure, mark_heads
from corpus.model.document import Block, Cell

Row = tuple[Cell | None, ...]
_PERCENT = re.compile(r".*[%％]p?\W*")
_FULL_SHARE = 0.5
"""Of the rows, at the least, are as wide as the table, where narrower ones are to be read by what stands in its columns."""
_LEADING = 3
_FIGURES = re.compile(r"목표|계획|실적|달성|증감|인원|금액|예산|건수|횟수")
_WORDS = re.compile(r"내용|비고|사유|방법|역할|효과|장소")
"""What heads say that figures stand below, or words."""
_SURELY = 2


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
        cells = _realign_rows(cells, head)
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


def _realign_rows(cells: Sequence[Cell], head: int) -> list[Cell]:
    """The cells of a table without spans, those of rows that a spanned label made narrower moved under the columns they are like."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    body = [row for number, row in rows.items() if number >= head and len(row) > 1]
    if not body:
        return list(cells)
    width = max(row[-1].col + 1 for row in body)
    full = [row for row in body if row[-1].col + 1 == width]
    if len(full) < _FULL_SHARE * len(body) and len(full) < _LEADING:
        return list(cells)
    profile = _profile(full)
    top = max((row[-1].col + 1 for number, row in rows.items() if number < head), default=width)
    by = width - top if 1 < top < width else int(top == width and _stands_left([*rows.values()][:head], profile))
    moved: list[Cell] = []
    for number, row in rows.items():
        if number < head:
            moved += _shift_row(row, 1, by) if by else row
        else:
            moved += _best_shift(row, width - row[-1].col - 1, profile)
    return moved


def _stands_left(heads: Sequence[Sequence[Cell]], profile: dict[int, str]) -> bool:
    """Whether heads stand one column too far left, the first of them being over two: they tell of figures where words stand below."""
    texts = [(cell.col, "".join(cell.text.split())) for row in heads for cell in row if cell.col]
    told = [(col, True) for col, text in texts if _FIGURES.search(text)] + [(col, False) for col, text in texts if _WORDS.search(text)]
    here, right = (sum((profile.get(col + by, "words") != "words") == figures for col, figures in told) for by in (0, 1))
    return right - here >= _SURELY


def _profile(rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """What most cells of each column are."""
    kinds: dict[int, Counter[str]] = {}
    for row in rows:
        for cell in row:
            kinds.setdefault(cell.col, Counter())[_sort_of(cell.text)] += 1
    return {col: found.most_common(1)[0][0] for col, found in kinds.items()}


def _best_shift(row: Sequence[Cell], missing: int, profile: dict[int, str]) -> Sequence[Cell]:
    """A row as it is, or with its cells after a leading label moved to the right by what is missing, where that fits better."""
    if missing <= 0 or len(row) < 2:  # noqa: PLR2004 - a label and a value
        return row
    best, most = row, _likeness(row, profile)
    for start in range(1, _LEADING + 1):
        if any(is_figure(cell.text) for cell in row if cell.col < start):
            break
        moved = _shift_row(row, start, missing)
        likeness = _likeness(moved, profile)
        if likeness > most:
            best, most = moved, likeness
    return best


def _likeness(row: Sequence[Cell], profile: dict[int, str]) -> int:
    """How well cells fit their columns: the same sort counts twice as much as any figure where figures stand."""
    pairs = [(profile.get(cell.col, "words"), _sort_of(cell.text)) for cell in row]
    return sum(2 if one == other else -2 if "words" in (one, other) else 1 for one, other in pairs)


def _shift_row(row: Sequence[Cell], start: int, by: int) -> list[Cell]:
    """The row with its cells from a column on moved, the label before them reaching up to there."""
    before = [cell for cell in row if cell.col < start]
    after = [replace(cell, col=cell.col + by) for cell in row if cell.col >= start]
    if before and before[-1].col == start - 1:
        before[-1] = replace(before[-1], col_span=by + 1)
    return [*before, *after]


def _sort_of(text: str) -> str:
    bare = text.strip()
    if not is_figure(bare):
        return "words"
    return "rate" if _PERCENT.fullmatch(bare) else "number"
