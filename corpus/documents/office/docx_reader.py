"""DOCX → blocks in reading order: headings by style, numbered lists, tables in tables, text boxes, notes and pictures. No pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from corpus.documents.archive_gate import damaged_archive
from corpus.documents.furniture import TABLE_IN_HEADER
from corpus.documents.limits import Limits
from corpus.documents.office.docx_parts import DocxParts, open_parts
from corpus.documents.office.docx_styles import BODY_LEVEL, ListCounters, ParagraphStyle, W, child_value, read_styles
from corpus.documents.office.docx_tables import DocxTableRows, read_rows
from corpus.documents.office.docx_text import MC, ParagraphParts, ParagraphReader, R, paragraph_level
from corpus.documents.office.office_blocks import BlockList, MadeTable, clean_text, refuse_many_cells
from corpus.errors import DocumentError
from corpus.model.document import Block, ReadFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIAGRAM_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_WRAPPERS = frozenset({f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml", f"{W}sdtContent"})
_LABEL = re.compile(r"\d{1,4}|[ivxlcdm]{1,7}|[IVXLCDM]{1,7}|[A-Z]?-?\d{1,3}")


def read_docx(path: Path, limits: Limits) -> ReadFile:
    """Return a DOCX's blocks in reading order; struck out and hidden text is none, and pages are not known.

    Of running heads and feet only tables that say something are blocks, before all others.

    Raises:
        DocumentError: `damaged_document` where its parts cannot be read, `too_large` where it has too many cells or too deep tables.

    """
    from lxml.etree import XMLSyntaxError

    try:
        with open_parts(path) as parts:
            walk = _DocxWalk(path.name, limits, parts)
            walk.read_running_heads()
            body = parts.main.find(f"{W}body")
            if body is not None:
                walk.read_story(body)
            title = parts.read_title()
    except (BadZipFile, KeyError, ValueError, XMLSyntaxError) as error:
        raise damaged_archive(path.name) from error
    return ReadFile(format="docx", blocks=_set_titles(walk.out.blocks), title=title, warnings=tuple(dict.fromkeys(walk.warnings)))


def _set_titles(blocks: list[Block]) -> tuple[Block, ...]:
    """Return the blocks with titles as headings; where there are several, each stands above the headings that follow it."""
    titles = sum(block.kind == "heading" and block.level == 0 for block in blocks)
    shift = 1 if titles > 1 else 0
    return tuple(
        replace(block, level=max(1, (block.level or 0) + shift)) if block.kind == "heading" and block.level is not None else block
        for block in blocks
    )


@dataclass(slots=True)
class _DocxWalk:
    """A walk through a document's main story, with the styles, lists and notes of its other parts."""

    name: str
    limits: Limits
    parts: DocxParts
    out: BlockList = field(default_factory=BlockList)
    warnings: list[str] = field(default_factory=list)
    reader: ParagraphReader = field(init=False)
    counters: ListCounters = field(init=False)
    notes: dict[tuple[str, str], _Element] = field(init=False)
    cells: int = 0
    _later: list[Block | MadeTable] = field(default_factory=list)
    """Pictures and notes of a table's cells, which follow the table."""

    def __post_init__(self) -> None:
        self.reader = ParagraphReader(read_styles(self.parts.read_part("styles")), self._diagram_words)
        self.counters = ListCounters(self.parts.read_part("numbering"))
        roots = {kind: self.parts.read_part(f"{kind}s") for kind in ("footnote", "endnote")}
        found = ((kind, one) for kind, root in roots.items() if root is not None for one in root.iter(W + kind))
        self.notes = {(kind, one.get(f"{W}id", "")): one for kind, one in found}

    def _diagram_words(self, relation: str) -> str:
        """Return the words of a diagram, a node a line."""
        diagram = self.parts.read_related(relation)
        texts = diagram.iter(_DIAGRAM_TEXT) if diagram is not None else ()
        return "\n".join("".join(one.itertext()) for one in texts)

    def read_running_heads(self) -> None:
        """Read the tables of running heads and feet, each once; a small one is furniture."""
        seen = set()
        for reference in self.parts.main.iter(f"{W}headerReference", f"{W}footerReference"):
            part = self.parts.read_related(reference.get(f"{R}id", ""))
            for child in _block_elements(part) if part is not None else ():
                table = self._read_table(child, 1) if child.tag == f"{W}tbl" else MadeTable(())
                words = tuple(cell.text for cell in table.cells if cell.text.strip())
                if len(words) >= TABLE_IN_HEADER and words not in seen:
                    seen.add(words)
                    self._add([table, *self._later])
                self._later.clear()

    def read_story(self, container: _Element) -> None:
        """Read what stands in a body or a text box, in order."""
        for child in _block_elements(container):
            if child.tag == f"{W}p":
                self._read_paragraph(child)
            elif child.tag == f"{W}tbl":
                self._add([self._read_table(child, 1)])
                self._add(self._later)
                self._later.clear()
            else:
                self.warnings.append(
                    f"{self.name}: 다른 파일을 그대로 끼워 넣은 부분은 읽지 않았습니다. 워드에서 본문으로 바꾸어 저장해 주십시오."
                )

    def _read_paragraph(self, paragraph: _Element) -> None:
        parts, style, mark, depth = self._paragraph(paragraph)
        text = f"{mark} {clean_text(parts.text)}" if mark else parts.text
        level = paragraph_level(paragraph)
        if clean_text(parts.text):
            if style.kind == "title":
                self.out.add_text("heading", text, 0)
            elif (level if level is not None else BODY_LEVEL) < BODY_LEVEL or (style.kind == "heading" and level is None):
                self.out.add_text("heading", text, level + 1 if level is not None else style.level)
            elif style.kind == "toc":
                self._add_entry(text)
            elif style.kind == "caption":
                self.out.add_text("caption", text)
            else:
                self.out.add_text("paragraph" if mark is None else "list_item", text, None if mark is None else depth + 1)
        for box in parts.boxes:
            self.read_story(box)
        for figure in parts.figures:
            self.out.add_figure(figure)
        self._add(self._read_notes(parts))

    def _paragraph(self, paragraph: _Element) -> tuple[ParagraphParts, ParagraphStyle, str | None, int]:
        """Return what stands in a paragraph, its style, and its number or bullet, None where it is in no list, with the list's level."""
        parts = self.reader.read_paragraph(paragraph)
        properties = paragraph.find(f"{W}pPr")
        style_id = child_value(properties, "pStyle")
        style = self.reader.styles.find_style(style_id)
        given = properties.find(f"{W}numPr") if properties is not None else None
        own = child_value(given, "numId")
        list_id = own if own is not None else style.list_id
        if list_id is None or not clean_text(parts.text):
            return parts, style, None, 0
        depth = child_value(given, "ilvl")
        by_style = style.list_level if style.list_level is not None else self.counters.level_of_style(list_id, style_id)
        level = int(depth) if depth else (by_style if own is None else 0)
        return parts, style, self.counters.next_mark(list_id, level), level

    def _add_entry(self, text: str) -> None:
        """Add an entry of the contents as a paragraph, with a tab before its page's label where it ends in one."""
        words, _, label = clean_text(text).rpartition(" ")
        led = bool(words) and _LABEL.fullmatch(label) is not None
        self.out.add_text("paragraph", words if led else text)
        if led:
            self.out.blocks[-1] = replace(self.out.blocks[-1], text=f"{words.rstrip(' .·…‥-')}\t{label}")

    def _add(self, found: Iterable[Block | MadeTable]) -> None:
        for one in found:
            if isinstance(one, MadeTable):
                self.out.add_table(one)
            else:
                self.out.blocks.append(one)

    def _read_notes(self, parts: ParagraphParts) -> list[Block | MadeTable]:
        """Return what the notes of a paragraph say, each followed by its tables."""
        told: list[Block | MadeTable] = []
        for note in (self.notes[reference] for reference in parts.notes if reference in self.notes):
            held = list(_block_elements(note))
            words = clean_text("\n".join(self._paragraph(one)[0].text for one in held if one.tag == f"{W}p"))
            told += [Block(kind="note", text=words)] if words else []
            told += [self._read_table(one, 1) for one in held if one.tag == f"{W}tbl"]
        return told

    def _read_table(self, table: _Element, depth: int) -> MadeTable:
        """Return a table's cells, and the tables in them.

        Raises:
            DocumentError: `too_large` where tables stand in each other too deep, or have too many cells.

        """
        if depth > self.limits.nesting:
            told = f"{self.name}: 표 안에 표가 {self.limits.nesting}겹 넘게 들어 있어 읽지 않았습니다. 표를 풀어 다시 저장해 주십시오."
            raise DocumentError(told, code="too_large")
        rows = DocxTableRows(lambda cell: self._read_cell(cell, depth))
        for row in read_rows(table):
            rows.add_row(row)
            refuse_many_cells(self.cells + len(rows.cells), self.limits, self.name)
        self.cells += len(rows.cells)
        return rows.finish_table()

    def _read_cell(self, cell: _Element, depth: int) -> tuple[str, bool, list[MadeTable]]:
        """Return a cell's own words, whether they are all bold, and the tables in it; pictures and notes wait for the table's end."""
        texts, bold, nested = [], True, []
        for child in _block_elements(cell):
            if child.tag == f"{W}tbl":
                nested.append(self._read_table(child, depth + 1))
            elif child.tag == f"{W}p":
                parts, _, mark, _ = self._paragraph(child)
                texts.append(f"{mark} {parts.text}" if mark else parts.text)
                bold = bold and parts.bold
                for box in parts.boxes:
                    inner, _, tables = self._read_cell(box, depth)
                    texts.append(inner)
                    nested += tables
                self._later += [Block(kind="figure", text=clean_text(figure)) for figure in parts.figures]
                self._later += self._read_notes(parts)
        return clean_text("\n".join(texts)), bold, nested


def _block_elements(container: _Element) -> Iterator[_Element]:
    """Yield paragraphs, tables and embedded files of a container, also those that stand in wrappers such as content controls."""
    for child in container:
        if child.tag in {f"{W}p", f"{W}tbl", f"{W}altChunk"}:
            yield child
        elif child.tag == f"{W}sdt" or child.tag in _WRAPPERS:
            yield from _block_elements(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from next((found for branch in child if (found := list(_block_elements(branch)))), [])
