"""Rows of a table whose cells got lost or stand under wrong heads → their cells under the columns that hold values of their sort."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from corpus.documents.table_heads import CORNER, is_figure, is_valued
from corpus.facts.tables.printed_values import read_value
from corpus.model.document import Cell

Sort = Literal["label", "beyond", "role", "words", "day", "number", "rate", "none"]
_NONE = re.compile(r"[-–−‐—·.]+|(?:해당\s?(?:사항)?\s?)?없음|미[정실집]\S{0,2}|신규|비공개|N/?A")
_PERCENT = re.compile(r".*[%％]p?\W*")
_RATES = re.compile(r"(?:률|율|비중|달성도)(?:\(.*\))?$|\([%％]p?\)$")
_NUMBERS = re.compile(
    r"\((?:명|개|건|회|개소|개사|인|[십백천만억]*원|시간|점|㎡)\)$|증감|인원|금액|예산|건수|횟수|(?:참여|수료|취업|창업)(?:자수?)?$"
)
_YEAR = re.compile(r"['‘’`]?\d{2,4}년?")
_WORDS = re.compile(r"내용|비고|사유|방법|역할|효과|장소|(?<!설)명$|분류|대상$|기관$|부서$")
_ROLES = re.compile(r"목표|계획|실적")
_DAYS = re.compile(r"일자|일시|기간|일정|시기|[가-힣]일$")
_SORTS_OF_HEADS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    ("rate", _RATES),
    ("words", _WORDS),
    ("number", _NUMBERS),
    ("day", _DAYS),
    ("role", _ROLES),
    ("role", _YEAR),
)
_SHORT = 30
"""Characters of a figure with a rate or its parts in brackets, at most."""
_MOSTLY = 0.7
"""Of a column's cells are of one sort, at the least, where its sort counts."""
_MOST_ADDED = 2
"""Columns of labels that stand below one head, at most, besides the first."""
_MOST_LOST = 3
"""Cells that a row has lost, at most."""
_SAME, _UNTOLD, _OTHER = 4, 3, -6
_FITS: dict[tuple[Sort, Sort], int] = {("number", "rate"): 2, ("rate", "number"): -1, ("words", "day"): -2, ("day", "words"): -2}
_FITS |= {("number", "role"): 4, ("rate", "role"): 2, ("words", "role"): 0}
"""What a cell adds under a column of its sort, of one that says none, of another, and of one that is like its own."""
_MOVED, _REACHED = 3, 1
"""What it costs to leave a place empty before a cell; less, where the label before it reaches over it."""


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    """The columns of a row's cells, and how well they fit there."""

    columns: tuple[int, ...]
    fit: int


def align_rows(cells: Sequence[Cell], head: int) -> list[Cell]:
    """Return the cells of a table without spans, those under wrong heads moved to the right; the first `head` rows are its head.

    A head over the labels may reach over more columns than it was printed with, and a row may have lost a cell or its group's label: of
    all ways to put its cells, in their order, under the columns, that counts whose columns hold their sorts and that moves the fewest.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    heads = [row for number, row in rows.items() if number < head]
    body = [row for number, row in rows.items() if number >= head and len(row) > 1]
    if not body:
        return list(cells)
    width = max(row[-1].col + 1 for row in body)
    top = max((row[-1].col + 1 for row in heads), default=width)
    if width > top + _MOST_ADDED:
        return list(cells)  # heads over few of its columns stand over tables within it
    told = _sorts_of_heads(heads)
    most = -1
    best: dict[int, _PlacedRow] = {}
    best_by = 0
    for by in range(_MOST_ADDED + 1) if heads else [0]:
        over = max(width, top + by)
        sorts = {**_sorts_of_columns(body, over), **{col + by: sort for col, sort in told.items()}}
        if heads:
            sorts |= {**dict.fromkeys(range(by + 1), "label"), **dict.fromkeys(range(top + by, over), "beyond")}
        found = {row[0].row: _align(row, over, sorts, by if heads else 0) for row in body}
        fit = sum(one.fit for one in found.values()) - by * _MOVED
        if fit > most or not best:
            most, best, best_by = fit, found, by
    moved: list[Cell] = []
    for number, row in rows.items():
        if number < head:
            moved += _widen_first(row, best_by)
        elif number in best:
            moved += _move(row, best[number].columns)
        else:
            moved += row
    return moved


def _sorts_of_heads(heads: Sequence[Sequence[Cell]]) -> dict[int, Sort]:
    """What the heads of columns say that stands below; a head over several counts for those under it that say nothing."""
    found: dict[int, Sort] = {}
    for at, row in enumerate(heads):
        ends = [*(cell.col for cell in row[1:]), max(cell.col for under in heads for cell in under) + 1]
        below = {cell.col for under in heads[at + 1 :] for cell in under}
        for cell, end in zip(row, ends, strict=True):
            text = "".join(cell.text.split())
            sort = next((sort for sort, words in _SORTS_OF_HEADS if (words.fullmatch if words is _YEAR else words.search)(text)), None)
            if cell.col and sort is not None and not CORNER.fullmatch(text):
                found |= {col: sort for col in range(cell.col, end) if col == cell.col or col in below}
    return found


def _sorts_of_columns(rows: Sequence[Sequence[Cell]], width: int) -> dict[int, Sort]:
    """What the cells of each column are in the rows that are as wide as the widest, where most are of one sort."""
    widest = max(row[-1].col + 1 for row in rows)
    full = [row for row in rows if row[-1].col + 1 == widest]
    if widest < width or 2 * len(full) < len(rows):
        return {}
    sorts: dict[int, Counter[Sort]] = {}
    for row in full:
        for cell in row:
            if (sort := _sort_of(cell.text)) != "none":
                sorts.setdefault(cell.col, Counter())[sort] += 1
    most = {col: found.most_common(1)[0] for col, found in sorts.items()}
    return {col: sort for col, (sort, count) in most.items() if count >= _MOSTLY * sorts[col].total()}


def _align(row: Sequence[Cell], width: int, sorts: Mapping[int, Sort], labels: int) -> _PlacedRow:
    """The best columns for a row's cells: each at its own place or further right, by no less than the cell before it.

    `labels` columns besides the first are under its head: a label may reach over them.
    """
    room = max(0, min(_MOST_LOST, width - row[-1].col - 1))
    straight = [_fit(_sort_of(cell.text), sorts.get(cell.col)) for cell in row]
    if room == 0 or min(straight) >= _UNTOLD:
        return _PlacedRow(tuple(cell.col for cell in row), sum(straight))
    ways: dict[int, _PlacedRow] = {0: _PlacedRow((), 0)}
    for at, cell in enumerate(row):
        sort = _sort_of(cell.text)
        further: dict[int, _PlacedRow] = {}
        for by in range(room + 1):
            col = cell.col + by
            moved = _REACHED if at and col == labels + 1 else _MOVED
            before = max(
                (replace(way, fit=way.fit - moved * (less < by)) for less, way in ways.items() if less <= by),
                key=lambda way: way.fit,
            )
            further[by] = _PlacedRow((*before.columns, col), before.fit + _fit(sort, sorts.get(col)))
        ways = further
    return max(ways.values(), key=lambda way: way.fit)


def _fit(sort: Sort, column: Sort | None) -> int:
    """How well a cell goes under a column; a number without its sign may be a rate, a day without its year a number."""
    if column is None:
        return _UNTOLD
    if sort == "none" or column == "beyond" or {sort, column} == {"day", "number"}:
        return 0
    if column == "label":
        return _OTHER if sort in {"number", "rate"} else 0
    return _FITS.get((sort, column), _SAME if sort == column else _OTHER)


def _widen_first(row: Sequence[Cell], by: int) -> list[Cell]:
    """A row of heads whose first one reaches over more columns, those after it moved to the right."""
    return [replace(cell, col_span=by + 1) if cell.col == 0 else replace(cell, col=cell.col + by) for cell in row] if by else list(row)


def _move(row: Sequence[Cell], columns: Sequence[int]) -> list[Cell]:
    """The row with its cells in these columns; a label before an empty place reaches over it."""
    ends = [*columns[1:], columns[-1] + 1]
    return [
        replace(cell, col=col, col_span=end - col if col == 0 and end - col > 1 and cell.col + 1 == other.col else 1)
        for cell, other, col, end in zip(row, [*row[1:], row[-1]], columns, ends, strict=True)
    ]


@lru_cache(maxsize=8192)
def _sort_of(text: str) -> Sort:
    bare = text.strip()
    if _NONE.fullmatch(bare):
        return "none"
    if len(bare) <= _SHORT and read_value(bare).kind in {"date", "period"}:
        return "day"
    if not (is_figure(bare) or (bare[:1].isdigit() and len(bare) <= _SHORT and is_valued(bare))):
        return "none" if is_valued(bare) else "words"
    return "rate" if _PERCENT.fullmatch(bare) else "number"
