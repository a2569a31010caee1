"""XLSX → blocks: of each sheet the lines and tables that stand in it, values as the sheet shows them, merged cells once. No pages."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from corpus.documents.archive_gate import damaged_archive
from corpus.documents.limits import Limits
from corpus.documents.office.office_blocks import BlockList, MadeTable, clean_text, refuse_many_cells
from corpus.documents.sheets.number_formats import KOREAN_FORMATS, show_value
from corpus.documents.sheets.sheet_regions import SheetRegion, find_regions
from corpus.model.document import Cell, ReadFile

_BUILT_IN_FORMATS = 164
_MOST_GAPS = 20  # places of a table to one that holds words
_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"


def read_xlsx(path: Path, limits: Limits) -> ReadFile:
    """Return a workbook's blocks, sheet by sheet, each naming its sheet; hidden sheets are left out and told of.

    Formulas have the values that the workbook keeps of them.

    Raises:
        DocumentError: `damaged_document` where its parts cannot be read, `too_large` where it has too many cells.

    """
    from lxml.etree import XMLSyntaxError
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drawings and rules that openpyxl leaves out, which hold no cells
        try:
            with path.open("rb") as file:
                book = load_workbook(file, read_only=True, data_only=True)
                walk = _WorkbookWalk(path.name, limits, book)
                for sheet in book.worksheets:
                    walk.read_sheet(sheet)
        except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, IndexError, SyntaxError, XMLSyntaxError) as error:
            raise damaged_archive(path.name) from error
    title = clean_text(str(book.properties.title or "")) or None
    return ReadFile(format="xlsx", blocks=tuple(walk.out.blocks), title=title, warnings=tuple(walk.told))


@dataclass(slots=True)
class _WorkbookWalk:
    """A walk through a workbook's sheets."""

    name: str
    limits: Limits
    book: Any
    out: BlockList = field(default_factory=BlockList)
    told: list[str] = field(default_factory=list)
    cells: int = 0

    def read_sheet(self, sheet: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        """Add what stands in a sheet that can be seen."""
        if sheet.sheet_state != "visible":
            hidden = f"숨긴 시트 ‘{sheet.title}’은(는) 읽지 않았습니다."
            self.told.append(f"{self.name}: {hidden} 필요하면 숨기기를 취소하고 저장해 다시 올려 주십시오.")
            return
        filled, unvalued = self._read_cells(sheet)
        if unvalued:
            empty = f"시트 ‘{sheet.title}’의 수식 {unvalued}개에 계산된 값이 없어 비워 두었습니다."
            self.told.append(f"{self.name}: {empty} 엑셀에서 열어 저장한 뒤 다시 올려 주십시오.")
        for region in find_regions(filled):
            self._add_region(region, sheet.title)

    def _add_region(self, region: SheetRegion, sheet: str) -> None:
        before = len(self.out.blocks)
        for line in region.above:
            self.out.add_text("paragraph", line)
        self.out.add_table(MadeTable(self._fill_gaps(region.cells)))
        for line in region.below:
            self.out.add_text("paragraph", line)
        self.out.blocks[before:] = [replace(block, sheet=sheet) for block in self.out.blocks[before:]]

    def _fill_gaps(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return a table's cells with empty ones where nothing stands; a table of few words strewn over a wide area is left as it is."""
        height = max((cell.row + cell.row_span for cell in cells), default=0)
        width = max((cell.col + cell.col_span for cell in cells), default=0)
        if height * width > min(self.limits.cells, _MOST_GAPS * len(cells)):
            return cells
        taken = {(row, col) for cell in cells for row in range(cell.row, cell.row + cell.row_span) for col in _columns(cell)}
        gaps = (Cell(row, col) for row in range(height) for col in range(width) if (row, col) not in taken)
        return tuple(sorted((*cells, *gaps), key=lambda cell: (cell.row, cell.col)))

    def _read_cells(self, sheet: Any) -> tuple[list[Cell], int]:  # noqa: ANN401 - openpyxl has no types
        """Return the cells of a sheet that hold words, with their spans, and how many formulas have no value.

        The sheet's own parser is used and not its rows: those are filled up to the sheet's stated size, which stray formats make huge, and
        know nothing of merged cells.
        """
        places: dict[tuple[int, int], Cell] = {}
        show, is_marked = self._show(), cache(self._is_marked)
        with sheet._get_source() as source:
            parser = self._sheet_parser(sheet, source)
            unvalued = _count_unvalued(parser)
            for _, row in parser.parse():
                for cell in row:
                    style = int(cell["style_id"])
                    if text := show(cell["value"], style):
                        at = cell["row"] - 1, cell["column"] - 1
                        places[at] = Cell(*at, head=is_marked(style), text=text)
                refuse_many_cells(self.cells + len(places), self.limits, self.name)
        self.cells += len(places)
        _merge_areas(places, _merged_areas(parser))
        return _clip_spans(list(places.values())), len(unvalued)

    def _sheet_parser(self, sheet: Any, source: Any) -> Any:  # noqa: ANN401 - openpyxl has no types
        from openpyxl.worksheet._reader import WorkSheetParser

        dates = {"date_formats": self.book._date_formats, "timedelta_formats": self.book._timedelta_formats}
        return WorkSheetParser(source, sheet._shared_strings, data_only=True, epoch=self.book.epoch, **dates)

    def _show(self) -> Any:  # noqa: ANN401 - a function
        """Return a function that gives the words of a value by the number of its style."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS
        from openpyxl.utils.datetime import from_excel

        @cache
        def number_format(style_id: int) -> tuple[str, bool]:
            number = self.book._cell_styles[style_id].numFmtId
            own = self.book._number_formats
            if number in KOREAN_FORMATS:
                return KOREAN_FORMATS[number], True
            if number < _BUILT_IN_FORMATS:
                return str(BUILTIN_FORMATS.get(number, "General")), False
            return (str(own[number - _BUILT_IN_FORMATS]) if number - _BUILT_IN_FORMATS < len(own) else "General"), False

        def show(value: object, style_id: int) -> str:
            if value is None:
                return ""
            form, korean = number_format(style_id)
            dated = from_excel(value, self.book.epoch) if korean and type(value) in {int, float} else value
            return clean_text(show_value(dated, form))

        return show

    def _is_marked(self, style_id: int) -> bool:
        """Whether a style sets a cell apart as a header may be: bold, or on a ground of its own, which the first two grounds are not."""
        style = self.book._cell_styles[style_id]
        return bool(self.book._fonts[style.fontId].b) or style.fillId > 1


def _count_unvalued(parser: Any) -> list[str]:  # noqa: ANN401 - openpyxl has no types
    """Return a list that the parser fills with the places of formulas of which no value is kept."""
    found: list[str] = []
    plain = parser.parse_cell

    def parse_cell(element: Any) -> dict[str, Any]:  # noqa: ANN401 - as openpyxl's own
        cell: dict[str, Any] = plain(element)
        if cell["value"] is None and element.find(_FORMULA) is not None:
            found.append(element.get("r", ""))
        return cell

    parser.parse_cell = parse_cell
    return found


def _merge_areas(places: dict[tuple[int, int], Cell], areas: Iterable[tuple[int, int, int, int]]) -> None:
    """Give the upper left cells of merged areas their spans; what else is kept within an area is not shown, and goes."""
    for row, col, row_span, col_span in areas:
        rows, cols = range(row, row + row_span), range(col, col + col_span)
        by_place = ((r, c) for r in rows for c in cols if (r, c) in places)
        by_cell = (at for at in places if at[0] in rows and at[1] in cols)
        for at in list(by_place if row_span * col_span <= len(places) else by_cell):
            if at == (row, col):
                places[at] = replace(places[at], row_span=row_span, col_span=col_span)
            else:
                del places[at]


def _columns(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _merged_areas(parser: Any) -> Iterator[tuple[int, int, int, int]]:  # noqa: ANN401 - openpyxl has no types
    """Yield the merged areas of a sheet as row and column from 0 and how far they reach."""
    from openpyxl.utils.cell import range_boundaries

    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        left, top, right, bottom = range_boundaries(merged.ref)
        yield top - 1, left - 1, bottom - top + 1, right - left + 1


def _clip_spans(cells: list[Cell]) -> list[Cell]:
    """Return the cells, none reaching further than words do: areas are merged to the edge of a sheet as easily as to that of a table."""
    bottom = max((cell.row + 1 for cell in cells), default=0)
    right = max((cell.col + 1 for cell in cells), default=0)
    return [
        replace(cell, row_span=max(1, min(cell.row_span, bottom - cell.row)), col_span=max(1, min(cell.col_span, right - cell.col)))
        if cell.row_span > 1 or cell.col_span > 1
        else cell
        for cell in cells
    ]
