"""Rows of a table that bring names of their own → a group's heads and rows beside its label; the pairs of rows of names and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from corpus.documents.table_heads import CORNER, is_figure, is_valued
from corpus.facts.tables.printed_values import read_value
from corpus.facts.tables.table_grid import Row, own_cells
from corpus.model.document import Cell

_HEAD_CELL, _LABEL = 40, 60
_HEAD_WORD = re.compile(
    r"목표|계획|실적|성과|달성|증감|인원|금액|예산|(?:건|횟|회|점)수|기간|시간|일정|내용|비고|장소|대상|방법|분야"
    r"|수료|취업|참여|참가|모집|(?:일|시)자|일시|"
    r"[가-힣](?:명|률|율|수|액|비|일|처|자)(?:\(.*\))?$"
)
"""What heads of columns are called, blanks aside."""
_MOST_LABELS, _FEWEST_MOVED = 2, 3
_MOST_PAIRS, _NAME = 4, 20
"""Pairs of a row, and characters of a name in it, at most."""
_LONGER = 1.3
"""Times as long as their names are the values of a row that has more than one of each."""


@dataclass(frozen=True, slots=True)
class GroupOfRows:
    """Heads and the rows below them, from the group's first column on; `height` rows of the table in all, with `labels` beside them."""

    labels: tuple[str, ...]
    heads: Row
    rows: tuple[Row, ...]
    height: int


def find_group(rows: Sequence[Row], at: int) -> GroupOfRows | None:
    """Return the group whose heads stand in row `at`: right of its label, right of blanks, or one column right of its rows; else None."""
    if at + 1 >= len(rows) or not own_cells(rows[at]) or not own_cells(rows[at + 1]):
        return None
    row, below = rows[at], rows[at + 1]
    begin, first = _first(row, rows[at - 1] if at else None), _first(below, row)
    if first == len(row):  # every cell below reaches down from here
        return None
    labels = own_cells(row[begin:first]) if first > begin else ()
    if len(labels) > _MOST_LABELS or any(_is_told(cell.text) for cell in labels):
        return None
    if labels and row[first] is not None and row[first] is not labels[-1]:
        begin = first
    elif labels or begin == 0 or begin - first > 1:
        return None
    heads = row[begin:]
    if not _are_heads(heads, own_cells(below), own_cells(below[begin:])):
        return None
    count = len(own_cells(heads))
    found: list[Row] = []
    for above, other in pairwise(rows[at:]):
        if not own_cells(other):
            break
        fits = _first(other, above) >= begin
        moved = other[begin:] if fits else _put_under(other, heads, count, found[-1] if found else None)
        if moved is None:
            break
        found.append(moved)
    labels = labels or next((own_cells(other[:1]) for other in reversed(rows[:at]) if other[0] is not None), ())
    names = tuple(" ".join(cell.text.split()) for cell in labels if len(cell.text) <= _LABEL)
    return GroupOfRows(names, heads, tuple(found), len(found) + 1) if found else None


def _are_heads(heads: Row, below: Sequence[Cell], under: Sequence[Cell]) -> bool:
    """Whether cells name what stands below them: short words, most of them such as heads are made of, with figures below."""
    texts = ["".join(cell.text.split()) for cell in own_cells(heads)]
    if len(texts) < 2 or any(len(text) > _HEAD_CELL or _is_told(text) for text in texts):  # noqa: PLR2004 - a pair
        return False
    named = sum(_HEAD_WORD.search(text) is not None for text in texts)
    corner = CORNER.fullmatch(texts[0]) is not None
    told = any(_is_told(cell.text) for cell in (under or below)[1:])
    return (corner and named + 1 == len(texts)) or (told and 2 * (named + corner) >= len(texts) and len(below) >= len(texts))


def _is_told(text: str) -> bool:
    bare = text.strip(" -·•○●\n")
    return is_figure(bare) or is_valued(bare) or read_value(bare).kind in {"date", "period"}


def _put_under(row: Row, heads: Row, count: int, above: Row | None) -> Row | None:
    """The cells of a row that begins further left put under the heads in order, where they are as many; else None."""
    cells = own_cells(row)
    if len(cells) != count or count < _FEWEST_MOVED:
        return None
    if above is not None and [is_valued(cell.text) for cell in own_cells(above)[-1:]] != [is_valued(cells[-1].text)]:
        return None
    rest = iter(cells)
    own = dict.fromkeys(cell for cell in heads if cell is not None)
    put = {cell: next(rest) for cell in own}
    return tuple(put[cell] if cell is not None else None for cell in heads)


def _first(row: Row, above: Row | None) -> int:
    """The first column of a row with a cell that does not reach down from the row above; one past the last where there is none."""
    return next((col for col, cell in enumerate(row) if cell is not None and (above is None or cell is not above[col])), len(row))


def titles_of_pairs(rows: Sequence[Row], at: int) -> dict[int, str]:
    """Return the names in a row that stand over the pairs of the next one, by the column where each pair begins; none where they do not."""
    if at + 1 >= len(rows) or len(own := own_cells(rows[at])) < 2:  # noqa: PLR2004 - more than one pair
        return {}
    pairs = pair_names(rows[at + 1])
    starts = [rows[at + 1].index(key) for key, _ in pairs]
    cols = [rows[at].index(cell) for cell in own]
    return {col: " ".join(cell.text.split()) for col, cell in zip(cols, own, strict=True)} if len(pairs) > 1 and cols == starts else {}


def pair_names(row: Row) -> tuple[tuple[Cell, Cell], ...]:
    """Return the names and values of a row that is made of such pairs: name | value, or name | value | name | value."""
    cells = own_cells(row)
    if len(cells) < 2 or len(cells) % 2 or len(cells) > 2 * _MOST_PAIRS:  # noqa: PLR2004 - a pair
        return ()
    keys, values = cells[::2], cells[1::2]
    if any(len(key.text) > _NAME + 10 * (len(cells) == 2) or is_figure(key.text) for key in keys):  # noqa: PLR2004 - a pair
        return ()
    told = len(cells) == 2 or _LONGER * fmean(len(key.text) for key in keys) <= fmean(len(value.text) for value in values)  # noqa: PLR2004
    told = told or (all(is_valued(value.text) for value in values) and not any(is_valued(key.text) for key in keys))
    return tuple(zip(keys, values, strict=True)) if told else ()


def telling_cells(rows: Sequence[Row], at: int, labels: int, naming: Sequence[int]) -> list[Cell]:
    """Return the cells that tell a row from others, besides its labels: those under heads that say names, else the first beside the labels.

    The latter counts where these are running numbers or days, or where rows go on under the same label.
    """
    row = rows[at]
    named = [cell for col in naming if (cell := row[col]) is not None and not is_figure(cell.text) and len(cell.text) <= _LABEL]
    if any(col >= labels for col in naming) or labels == 0 or labels >= len(row) - 1:
        return named
    goes_on = any(
        not any(other[:labels]) or (other is not row and all(one is own for one, own in zip(other[:labels], row[:labels], strict=True)))
        for other in rows[max(0, at - 1) : at + 2]
        if other is row or other is not rows[at - 1] or any(other[:labels])
    )
    counted = all(cell is None or _counts_rows(cell.text) for cell in row[:labels])
    cell = row[labels]
    if not (goes_on or counted) or cell is None or is_figure(cell.text) or len(cell.text) > _LABEL:
        return named
    return [*named, cell]


def _counts_rows(label: str) -> bool:
    """Whether a label is a running number or a day, which name nothing."""
    return label.strip().rstrip(".").isdecimal() or is_day(label)


def is_day(text: str) -> bool:
    """Tell whether a text is a day, or a span of time."""
    return read_value(text).kind in {"date", "period"}
