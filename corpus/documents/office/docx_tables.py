"""The rows of a DOCX table → cells on its grid: spans of rows put together, struck out rows left out, header rows known by their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.documents.office.docx_styles import VAL, W, child_value, is_on
from corpus.documents.office.office_blocks import MadeTable
from corpus.model.document import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSHADED = frozenset({"auto", "ffffff", ""})
_WIDEST = 1_000  # columns that one cell may span


def read_rows(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table, also those in content controls, without those that are struck out."""
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"}:
            yield from read_rows(child)


def _row_cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            yield from _row_cells(child)


def _number_at(element: _Element | None, *names: str) -> int:
    value = child_value(element, *names) or ""
    return min(int(value), _WIDEST) if value.isdecimal() else 0


@dataclass(slots=True)
class DocxTableRows:
    """Rows laid out one by one. `read_cell` gives a cell's words, whether they are all bold, and the tables in it."""

    read_cell: Callable[[_Element], tuple[str, bool, list[MadeTable]]]
    cells: list[Cell] = field(default_factory=list)
    nested: list[tuple[int, int, MadeTable]] = field(default_factory=list)
    _open: dict[int, int] = field(default_factory=dict)
    """Of a column that a cell may go on in from above: the number of that cell."""
    _marked: list[bool] = field(default_factory=list)
    """Of each row, whether the file sets it apart as a header may be."""
    _header: list[bool] = field(default_factory=list)

    def add_row(self, row: _Element) -> None:
        """Lay out the next row."""
        at, col = len(self._marked), _number_at(row, "trPr", "gridBefore")
        marks: list[bool] = []
        last: Cell | None = None
        for element in _row_cells(row):
            properties = element.find(f"{W}tcPr")
            span = max(1, _number_at(properties, "gridSpan"))
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            goes_on = merge is not None and merge.get(VAL, "continue") == "continue"
            if goes_on and col in self._open and self._reaches(self._open[col], at):
                self._lengthen(self._open[col])
            elif last is not None and child_value(properties, "hMerge") == "continue":
                last = self.cells[-1] = replace(last, col_span=last.col_span + span)
            else:
                text, bold, tables = self.read_cell(element)
                last = Cell(at, col, 1, span, False, text)
                self._open_columns(col, span, len(self.cells), goes_on=merge is not None)
                self.cells.append(last)
                self.nested += [(at, col, table) for table in tables]
                if text:
                    marks.append(bold or _is_shaded(properties))
            col += span
        self._marked.append(bool(marks) and all(marks))
        self._header.append(is_on(row.find(f"{W}trPr/{W}tblHeader")))

    def _open_columns(self, col: int, span: int, number: int, *, goes_on: bool) -> None:
        for one in range(col, col + span):
            self._open.pop(one, None)
        if goes_on:
            self._open[col] = number

    def _reaches(self, number: int, row: int) -> bool:
        cell = self.cells[number]
        return cell.row + cell.row_span == row

    def _lengthen(self, number: int) -> None:
        cell = self.cells[number]
        self.cells[number] = replace(cell, row_span=cell.row_span + 1)

    def finish_table(self) -> MadeTable:
        """Return the table, its header rows marked: those that repeat on every page, else those at the top that are bold or shaded."""
        height = next((at for at, header in enumerate(self._header) if not header), len(self._header))
        if height == 0:
            height = next((at for at, marked in enumerate(self._marked) if not marked), 0)
        cells = (replace(cell, head=cell.row < height) if height else cell for cell in self.cells)
        return MadeTable(tuple(cells), tuple(self.nested))


def _is_shaded(properties: _Element | None) -> bool:
    shade = properties.find(f"{W}shd") if properties is not None else None
    return shade is not None and shade.get(f"{W}fill", "").lower() not in _UNSHADED
