"""What stands in a Hangul file → blocks in reading order, and with each the words that are looked for in the layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents.hangul.hangul_tree import HangulCell, HangulFigure, HangulNode, HangulNote, HangulParagraph, HangulTable
from corpus.model.document import Block, BlockKind, Cell, Inside

_CONTENTS_LINE = re.compile(r"\S.*(?:\t|[.·…‥]{3,} ?)-? ?(?:\d{1,4}|[ivxlc]{1,6}) ?-?")
_FEW_CONTENTS = 3  # so many lines that end in a page make a box a table of contents
_FRAME = 12  # a single cell with so many paragraphs and no table in it is a frame round the page, not a table


@dataclass(frozen=True, slots=True)
class BlockWords:
    """Words that a page shows of one block: the block's number, from 0, and the text of one paragraph of it."""

    block: int
    text: str


class BlockWriter:
    """Writes blocks one after the other; a table within a table follows the outer one and points at it."""

    def __init__(self, nesting: int) -> None:
        """Begin; tables deeper than `nesting` are read as text of the cell that holds them."""
        self._nesting = nesting
        self._blocks: list[Block] = []
        self.words: list[BlockWords] = []
        """In reading order, those of a nested table where it stands in the outer one."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks written so far."""
        return tuple(self._blocks)

    def write(self, nodes: Sequence[HangulNode]) -> None:
        """Write what stands in the file itself, outside all tables."""
        for node in nodes:
            if isinstance(node, HangulTable) and _is_frame(node):
                self._write_captions(node.above)
                for cell in node.cells:
                    self.write(cell.content)
                self._write_captions(node.below)
            elif isinstance(node, HangulParagraph):
                self._write_paragraph(node)
            else:
                self._write_object(node, None, 0)

    def _add(self, kind: BlockKind, text: str, level: int | None = None, inside: Inside | None = None) -> int:
        self._blocks.append(Block(kind=kind, text=text, level=level, inside=inside))
        return len(self._blocks) - 1

    def _write_paragraph(self, node: HangulParagraph) -> None:
        if not node.text:
            return
        kind: BlockKind = "heading" if node.level else "paragraph" if node.role == "body" else node.role
        self.words.append(BlockWords(self._add(kind, node.text, node.level), node.text))

    def _write_captions(self, captions: Sequence[HangulParagraph]) -> None:
        for caption in captions:
            if caption.text:
                self.words.append(BlockWords(self._add("caption", caption.text), caption.text))

    def _write_object(self, node: HangulFigure | HangulNote | HangulTable, inside: Inside | None, depth: int) -> None:
        if isinstance(node, HangulNote):
            self._write_note(node)
            return
        self._write_captions(node.above)
        if isinstance(node, HangulFigure):
            self._add("figure", node.text)
        else:
            self._write_table(node, inside, depth)
        self._write_captions(node.below)

    def _write_note(self, node: HangulNote) -> None:
        tables = [held for held in node.content if isinstance(held, HangulTable)]
        texts = _texts([held for held in node.content if not isinstance(held, HangulTable)])
        if texts:
            number = self._add("note", "\n".join(texts))
            self.words.extend(BlockWords(number, text) for text in texts)
        for table in tables:
            self._write_object(table, None, 0)

    def _write_table(self, table: HangulTable, inside: Inside | None, depth: int) -> None:
        if not _texts((table,)):  # a frame round pictures: they alone are content
            for figure in _figures(table):
                self._write_object(figure, None, depth)
            return
        number = self._add("table", "", inside=inside)
        cells = tuple(self._write_cell(cell, number, depth) for cell in table.cells)
        self._blocks[number] = Block(kind="table", text=table_text(cells), cells=cells, inside=inside)

    def _write_cell(self, cell: HangulCell, table: int, depth: int) -> Cell:
        """The cell with its own paragraphs; what else stands in it becomes blocks after the table's."""
        texts: list[str] = []
        for node in cell.content:
            if isinstance(node, HangulTable) and depth + 1 < self._nesting:
                self._write_object(node, Inside(table, cell.row, cell.col), depth + 1)
            elif isinstance(node, HangulFigure | HangulNote):
                self._write_object(node, None, depth + 1)
            else:
                found = _texts((node,))
                texts += found
                self.words.extend(BlockWords(table, text) for text in found)
        return Cell(cell.row, cell.col, cell.row_span, cell.col_span, text="\n".join(texts).replace("\t", " "))


def table_text(cells: Sequence[Cell]) -> str:
    """A table's text: a line for each row, its cells joined by bars; a spanned cell stands once, empty cells are left out."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda held: (held.row, held.col)):
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    return "\n".join(" | ".join(row) for row in rows.values())


def _is_frame(table: HangulTable) -> bool:
    """Whether a table is a mere box round a table of contents or a page: one of its cells has text, whatever its borders are made of."""
    written = [cell.content for cell in table.cells if _lines(cell.content)]
    if len(written) != 1:
        return False
    lines = _lines(written[0])
    if sum(_CONTENTS_LINE.fullmatch(line) is not None for line in lines) >= _FEW_CONTENTS:
        return True
    return len(table.cells) == 1 and len(lines) >= _FRAME and not any(isinstance(node, HangulTable) for node in written[0])


def _lines(content: Sequence[HangulNode]) -> list[str]:
    """The paragraphs that stand in a cell itself."""
    return [node.text for node in content if isinstance(node, HangulParagraph) and node.text]


def _figures(table: HangulTable) -> list[HangulFigure]:
    """The pictures of a table, those of the tables in it among them."""
    found: list[HangulFigure] = []
    for node in (node for cell in table.cells for node in cell.content):
        found += _figures(node) if isinstance(node, HangulTable) else [node] if isinstance(node, HangulFigure) else []
    return found


def _texts(nodes: Sequence[HangulNode]) -> list[str]:
    """The paragraphs of nodes, those of tables, pictures and notes among them."""
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, HangulParagraph):
            texts.append(node.text)
        elif isinstance(node, HangulTable):
            texts += [text for cell in node.cells for text in _texts(cell.content)]
        elif isinstance(node, HangulNote):
            texts += _texts(node.content)
        else:
            texts.append(node.text)
    return [text for text in texts if text]
