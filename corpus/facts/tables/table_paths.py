"""A band of a table → its value cells, each with the heads over it and left of it, outermost first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from corpus.documents.table_heads import CORNER, is_valued
from corpus.facts.tables.group_heads import is_day, pair_names, telling_cells, titles_of_pairs
from corpus.facts.tables.table_bands import Band
from corpus.facts.tables.table_grid import Row, own_cells
from corpus.model.document import Cell

_MOST_LABELS, _UNNAMED_LABELS = 4, 2
_LABEL, _MEAN_LABEL = 60, 25
"""Characters of a label left of values: at most, and on the average of a further column of labels."""
_KEY = 20
_INDEX = re.compile(r"연번|순번|번호|회차|차시|순위|No\.?|#", re.IGNORECASE)
_NAME_HEAD = re.compile(r"(?<!설)명(?:$|[/·,])|명칭|이름")
"""Heads of columns that hold what the rows are called, wherever they stand: 사업명/분류, 업체명."""
_BRACKETS = re.compile(r"\([^()]*\)")
_OF_VALUES = re.compile(r"목표(?!별)|계획|실적|성과$|달성|증감|예산|금액|인원|비고|내용$|결과$")
"""What heads of columns say that are no further labels, even where words stand below."""
_MOSTLY = 0.5
_CARD_ROWS = 3
_ALIKE = 0.6
"""As long as the texts beside it is a first column, at the least, that holds no labels."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell that holds a value, with its heads as printed, and whether it is itself a label or a head."""

    cell: Cell
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    corner: tuple[str, ...] = ()
    """What stands over the labels left of it."""
    label: bool = False
    head: bool = False
    kept: Literal["all", "names", "figures"] = "all"
    """What of a label is a value: all where its column has a name of its own; else figures, and names of what is told of in words."""


def place_cells(band: Band) -> Iterator[PlacedCell]:
    """Yield the value cells of a band in reading order, the cells of its heads before them."""
    width = len(band.rows[0])
    columns = [_column_path(band.heads, col) for col in range(width)]
    labels = _label_columns(band, columns)
    corner = tuple(dict.fromkeys(text for col in range(labels) for text in columns[col]))
    yield from _head_cells(band)
    figured = any(_is_figured(band.rows, col) for col in range(width))
    naming = [col for col in range(width) if columns[col] and _NAME_HEAD.search(_BRACKETS.sub("", "".join(columns[col][-1].split())))]
    held: list[Cell | None] = [None] * labels
    over: dict[int, str] = {}
    for at, row in enumerate(band.rows):
        _fill_down(row, labels, held)
        if not band.heads and (groups := titles_of_pairs(band.rows, at)):
            over = groups
            continue
        if not band.heads and (pairs := pair_names(row)):
            for key, value in pairs:
                told = over.get(row.index(key))
                yield PlacedCell(key, band.titles, (), label=True, kept="figures")
                yield PlacedCell(value, (*band.titles, _one_line(key.text)), (told,) if told else ())
            continue
        path = _row_path(band, held)
        telling = telling_cells(band.rows, at, labels, naming)
        for col, cell in _starting(row):
            names = [_name_of(other) for other in telling if other is not cell]
            if col >= labels:
                yield PlacedCell(cell, tuple(dict.fromkeys((*path, *names))), _spanned_path(cell, col, columns), corner)
            else:
                own = tuple(dict.fromkeys((*_row_path(band, held[:col]), *names)))
                named = any(not CORNER.fullmatch("".join(text.split())) for text in columns[col])
                kept: Literal["all", "names", "figures"] = "all" if named else "names" if columns[col] and not figured else "figures"
                yield PlacedCell(cell, own, columns[col], label=True, kept=kept)


def _head_cells(band: Band) -> Iterator[PlacedCell]:
    """The cells of the heads, each under those above it: some print a value beside the name."""
    for at, row in enumerate(band.heads):
        for col, cell in _starting(row):
            if cell.row == min(one.row for one in own_cells(row)) or at == 0:
                yield PlacedCell(cell, band.titles, _column_path(band.heads[:at], col), head=True)


def _starting(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells of a row with the column of the band where each begins; one that began above is told there."""
    seen: set[int] = set()
    for col, cell in enumerate(row):
        if cell is not None and id(cell) not in seen:
            seen.add(id(cell))
            yield col, cell


def _name_of(cell: Cell) -> str:
    return _one_line(re.split(r"\s*[:：]", cell.text)[0])


def _row_path(band: Band, cells: Sequence[Cell | None]) -> tuple[str, ...]:
    """The titles above a row and its labels."""
    return tuple(dict.fromkeys((*band.titles, *(_one_line(cell.text) for cell in cells if cell is not None))))


def _fill_down(row: Row, labels: int, held: list[Cell | None]) -> None:
    """Keep a row's labels; a blank one goes on from above as long as nothing left of it is new."""
    fresh = False
    for col in range(labels):
        if row[col] is not None:
            fresh = fresh or row[col] is not held[col]
            held[col] = row[col]
        elif fresh:
            held[col] = None


def _column_path(heads: Sequence[Row], col: int) -> tuple[str, ...]:
    """The heads over a column; a blank one goes on from its left where a head below it has a name of its own."""
    path: list[str] = []
    for at, row in enumerate(heads):
        cell = row[col]
        below = next((under[col] for under in heads[at + 1 :] if under[col] is not None), None)
        if cell is None and below is not None and col > 0:
            left = col
            while left > 0 and row[left] is None:
                left -= 1
            cell = row[left] if any(under[left] not in {None, row[left]} for under in heads[at + 1 :]) else None
        if cell is not None and (text := _one_line(cell.text)) not in path:
            path.append(text)
    return tuple(path)


def _spanned_path(cell: Cell, col: int, columns: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The heads over a value; one that reaches over several columns has only those that are over all of them."""
    covered = columns[col : col + cell.col_span]
    if len(covered) < 2:  # noqa: PLR2004 - more than one column
        return columns[col]
    shared = tuple(text for text in covered[0] if all(text in other for other in covered))
    return shared or covered[0]


def _label_columns(band: Band, columns: Sequence[tuple[str, ...]]) -> int:
    """How many columns from the left hold what the rows are called."""
    width = len(band.rows[0])
    if width == 1 or not any(row[0] is not None for row in band.rows):
        return 0
    figured = [_is_figured(band.rows, col) for col in range(width)]
    first = figured[0] and not (
        _is_index(band, columns) or all(cell is None or is_day(cell.text) for cell in (row[0] for row in band.rows))
    )
    if first:
        return 0
    if not band.heads and not any(figured):
        return 1 if _is_keyed(band.rows) or _is_listed(band.rows) else 0
    if band.heads and not any(CORNER.fullmatch("".join(text.split())) for text in columns[0]) and _is_prose(band.rows, figured):
        return 0
    last = max((col for col in range(width) if figured[col]), default=0)
    count = 1
    most = _MOST_LABELS if band.heads else _UNNAMED_LABELS
    while count < min(most, width - 1) and not figured[count] and not _is_told(columns[count], columns[0]):
        spans = columns[count] == columns[0] or not columns[count] or (count > 1 and columns[count] == columns[count - 1])
        grouped = count == 1 and _is_grouped(band.rows) and _is_short(band.rows, count)
        index = count == 1 and figured[0]
        before_figures = count < last and _is_short(band.rows, count) and _is_full(band.rows, count)
        if not (spans or grouped or index or before_figures):
            break
        count += 1
    return count


def _is_told(path: tuple[str, ...], first: tuple[str, ...]) -> bool:
    """Whether a column's head says that values stand in it, and is not that of the labels."""
    return bool(path) and path != first and _OF_VALUES.search("".join(path[-1].split())) is not None


def _is_figured(rows: Sequence[Row], col: int) -> bool:
    texts = [cell.text for row in rows if (cell := row[col]) is not None and cell.text.strip()]
    return bool(texts) and sum(map(is_valued, texts)) >= _MOSTLY * len(texts)


def _is_prose(rows: Sequence[Row], figured: Sequence[bool]) -> bool:
    """Whether the first column is no label: it holds texts like those beside it."""
    lengths = [len(row[0].text) for row in rows if row[0] is not None]
    beside = [len(cell.text) for row in rows for cell in own_cells(row)[1:] if not is_valued(cell.text)]
    alike = len(rows) <= _CARD_ROWS and bool(beside) and fmean(lengths) >= _ALIKE * fmean(beside)
    return alike and (fmean(lengths) > _MEAN_LABEL or (len(rows) == 1 and not any(figured[1:]) and fmean(lengths) > _KEY / 2))


def _is_index(band: Band, columns: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first column counts the rows."""
    texts = [cell.text.strip().rstrip(".") for row in band.rows if (cell := row[0]) is not None]
    numbers = [text for text in texts if text.isdecimal()]
    named = any(_INDEX.fullmatch("".join(text.split())) for text in columns[0])
    return named or (len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)])


def _is_keyed(rows: Sequence[Row]) -> bool:
    """Whether the first column of a table without heads is shorter than what stands beside it."""
    first = [len(row[0].text) for row in rows if row[0] is not None]
    rest = [len(cell.text) for row in rows for cell in own_cells(row)[1:]]
    return len(rows) > 1 and bool(rest) and max(first) <= _LABEL and fmean(first) <= fmean(rest)


def _is_listed(rows: Sequence[Row]) -> bool:
    """Whether rows of more than two columns without heads each begin with a short name of their own."""
    first = [row[0].text for row in rows if row[0] is not None]
    return len(rows[0]) > 2 and 1 < len(rows) == len(set(first)) and max(map(len, first)) <= _LABEL  # noqa: PLR2004 - a label and a value


def _is_grouped(rows: Sequence[Row]) -> bool:
    """Whether the first column holds names of groups: some of its rows go on with the one above."""
    return any(row[0] is None or row[0].row_span > 1 for row in rows)


def _is_short(rows: Sequence[Row], col: int) -> bool:
    lengths = [len(cell.text) for row in rows if (cell := row[col]) is not None]
    return bool(lengths) and max(lengths) <= _LABEL and fmean(lengths) <= _MEAN_LABEL


def _is_full(rows: Sequence[Row], col: int) -> bool:
    return sum(row[col] is not None for row in rows) > _MOSTLY * len(rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())
