"""Rows of a table under a group's label that have heads of their own beside it → those heads and rows, as a table within the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents.table_heads import CORNER, is_figure, is_valued
from corpus.facts.tables.printed_values import read_value
from corpus.facts.tables.table_grid import Row, own_cells
from corpus.model.document import Cell

_HEAD_CELL, _LABEL = 40, 60
_HEAD_WORD = re.compile(
    r"목표|계획|실적|성과|달성|증감|인원|금액|예산|(?:건|횟|회|점)수|기간|시간|일정|내용|비고|장소|대상|방법|분야|실적|수료|취업|참여|참가|모집|(?:일|시)자|일시|"
    r"[가-힣](?:명|률|율|수|액|비|일|처|자)(?:\(.*\))?$"
)
"""What heads of columns are called, blanks aside."""
_FEWEST_MOVED = 3


@dataclass(frozen=True, slots=True)
class GroupOfRows:
    """Heads and the rows below them, both from the group's first column on; the label beside them, and how many rows of the table these are."""

    label: str | None
    heads: Row
    rows: tuple[Row, ...]
    height: int


def find_group(rows: Sequence[Row], at: int) -> GroupOfRows | None:
    """Return the group whose heads stand in row `at`: right of its label, right of blanks, or one column right of its rows; else None."""
    if at + 1 >= len(rows) or not own_cells(rows[at]) or not own_cells(rows[at + 1]):
        return None
    row, below = rows[at], rows[at + 1]
    begin, first = _first(row), _first(below)
    label: str | None = None
    if first == begin + 1 and row[first] is not row[begin] and row[first] is not None:
        label = _text_of(row[begin])
        begin = first
    elif begin == 0 or first > begin or begin - first > 1:
        return None
    heads = row[begin:]
    if not _are_heads(heads, own_cells(below), own_cells(below[begin:])):
        return None
    count = len(own_cells(heads))
    found: list[Row] = []
    for other in rows[at + 1 :]:
        moved = _under(other, heads, begin, count, found[-1] if found else None)
        if moved is None:
            break
        found.append(moved)
    label = label or next((_text_of(other[0]) for other in reversed(rows[:at]) if other[0] is not None), None)
    return GroupOfRows(label if label and len(label) <= _LABEL else None, heads, tuple(found), len(found) + 1) if found else None


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


def _under(row: Row, heads: Row, begin: int, count: int, above: Row | None) -> Row | None:
    """The cells of a row below the heads; of one that begins further left those put under them in order, where they are as many."""
    cells = own_cells(row)
    if not cells:
        return None
    if _first(row) >= begin:
        return row[begin:]
    if len(cells) != count or count < _FEWEST_MOVED:
        return None
    if above is not None and is_valued(own_cells(above)[-1].text) != is_valued(cells[-1].text):
        return None
    rest = iter(cells)
    own = dict.fromkeys(cell for cell in heads if cell is not None)
    put = {cell: next(rest) for cell in own}
    return tuple(put[cell] if cell is not None else None for cell in heads)


def _first(row: Row) -> int:
    """The first column of a row in which a cell begins or reaches that is no label from a row above."""
    return next(col for col, cell in enumerate(row) if cell is not None)


def _text_of(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell is not None else ""
