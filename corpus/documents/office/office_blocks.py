"""What the readers of office files share: clean text, cells laid on a grid, and blocks collected in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.documents.limits import Limits
from corpus.errors import DocumentError
from corpus.model.document import Block, BlockKind, Cell, Inside

_SHOWN = "6C● 6D❍ 6E■ 6F□ 71❑ 75◆ 76❖ 77◆ 9F• A1○ A7▪ A8□ B7• D8➢ E0→ E8➔ F0⇨ FB✗ FC✓ FE☑ 2A* 2D-"
_BULLETS = {int(pair[:2], 16): pair[2] for pair in _SHOWN.split()}
"""What the private-use characters of symbol fonts show, by their last two hexadecimal digits."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ud800-\udfff\ufeff\ufffe\uffff\ufffc]"
)
_SIMPLE = re.compile("[ -~가-힣\t]*")  # one line in which nothing but blanks can be amiss: nearly all texts are such
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_BREAKS = re.compile(r"\n{2,}")


def clean_text(text: str) -> str:
    """Return a text in NFC on one or more lines: blanks made one, private-use and unseen characters replaced or gone."""
    if _SIMPLE.fullmatch(text):
        return " ".join(text.split())
    plain = _PRIVATE.sub(_show_private, _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", plain))
    return unicodedata.normalize("NFC", _BREAKS.sub("\n", lines).strip())


def symbol_text(code: int) -> str:
    """Return what a character of a symbol font shows, or nothing where that is not known."""
    return _BULLETS.get(code & 0xFF, "")


def _show_private(found: re.Match[str]) -> str:
    code = ord(found[0])
    return symbol_text(code) if 0xF000 <= code <= 0xF0FF else ""  # noqa: PLR2004 - where symbol fonts lie


def table_text(cells: Sequence[Cell]) -> str:
    """Return a table's rows as lines, cells joined by " | ", a spanned cell once; rows without words are left out."""
    rows = (list(row) for _, row in groupby(sorted(cells, key=lambda cell: (cell.row, cell.col)), key=lambda cell: cell.row))
    lines = (" | ".join(cell.text.replace("\n", " ") for cell in row) for row in rows)
    return "\n".join(line.strip() for line in lines if line.strip(" |"))


@dataclass(slots=True)
class GridFiller:
    """Places cells that are given row by row as markup gives them: each at the first place that no cell above it covers."""

    limits: Limits
    name: str
    counted: int = 0
    """Cells of the document's tables before."""
    cells: list[Cell] = field(default_factory=list)
    _covered: dict[int, int] = field(default_factory=dict)
    row: int = -1
    _col: int = 0

    def begin_row(self) -> None:
        """Go to the next row."""
        self.row += 1
        self._col = 0
        if len(self._covered) and all(end <= self.row for end in self._covered.values()):
            self._covered.clear()

    def place_cell(self, text: str, *, row_span: int = 1, col_span: int = 1, head: bool = False) -> Cell:
        """Add a cell to the row, at the next free place.

        Raises:
            DocumentError: `too_large` where the table has more cells than are read.

        """
        while self._covered.get(self._col, 0) > self.row:
            self._col += 1
        cell = Cell(self.row, self._col, row_span, col_span, head, text)
        self.cells.append(cell)
        refuse_many_cells(self.counted + len(self.cells), self.limits, self.name)
        if row_span > 1:
            for col in range(self._col, self._col + col_span):
                self._covered[col] = self.row + row_span
        self._col += col_span
        return cell


def refuse_many_cells(count: int, limits: Limits, name: str) -> None:
    """Refuse a document with more cells than are read.

    Raises:
        DocumentError: `too_large`.

    """
    if count > limits.cells:
        told = f"{name}: 표의 칸이 {limits.cells:,}개를 넘어 읽지 않았습니다. 표를 나누어 여러 파일로 올려 주십시오."
        raise DocumentError(told, code="too_large")


def fit_rows(cells: Sequence[Cell], rows: int) -> tuple[Cell, ...]:
    """Return the cells, none reaching below the last row."""
    return tuple(
        cell if cell.row + cell.row_span <= rows else Cell(cell.row, cell.col, max(1, rows - cell.row), cell.col_span, cell.head, cell.text)
        for cell in cells
    )


@dataclass(slots=True)
class BlockList:
    """Blocks in reading order; those without words are left out, but for figures and tables."""

    blocks: list[Block] = field(default_factory=list)

    def add_text(self, kind: BlockKind, text: str, level: int | None = None, lines: tuple[int, int] | None = None) -> None:
        """Add a block of words, cleaned."""
        if words := clean_text(text):
            self.blocks.append(Block(kind=kind, text=words, level=level, lines=lines))

    def add_figure(self, text: str, lines: tuple[int, int] | None = None) -> None:
        """Add a picture or drawing, with what is said of it."""
        self.blocks.append(Block(kind="figure", text=clean_text(text), lines=lines))

    def add_table(
        self, table: MadeTable, *, inside: Inside | None = None, sheet: str | None = None, lines: tuple[int, int] | None = None
    ) -> None:
        """Add a table, also one whose cells are empty as in a form, and after it those inside its cells."""
        if not table.cells:
            return
        here = len(self.blocks)
        shown = table_text(table.cells)
        self.blocks.append(Block(kind="table", text=shown, cells=tuple(table.cells), inside=inside, sheet=sheet, lines=lines))
        for row, col, inner in table.nested:
            self.add_table(inner, inside=Inside(here, row, col), sheet=sheet, lines=lines)


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table's cells, and the tables that stand in them with the row and column of their cell."""

    cells: tuple[Cell, ...]
    nested: tuple[tuple[int, int, MadeTable], ...] = ()
