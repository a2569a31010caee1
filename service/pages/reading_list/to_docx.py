"""A reading list as a Word document: real headings, tables and styles, Korean fonts, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO
from typing import cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell

from corpus.citations import DISCLAIMER
from service.pages.reading_list.contents import FIGURE_COLUMNS, NOTE, Excerpt, ListedCase, Overview, ReadingList

_FONT = "맑은 고딕"
_WIDTH = 170  # of the text, in millimetres
_FIGURE_WIDTHS = (50, 13, 27, 27, 23, 30)
_BLACK, _QUIET, _BLUE = RGBColor(0, 0, 0), RGBColor(0x46, 0x4C, 0x53), RGBColor(0x0B, 0x50, 0xD0)
_SHADE, _INSET = "ECF2FE", "F4F5F6"
_ABOUT, _CITED, _MEMO, _CELL, _GRID = "사례 정보", "인용 출처", "메모", "표 글", "Table Grid"


@dataclass(frozen=True, slots=True)
class _WordStyle:
    """How a style looks: sizes and spaces in points, line spacing in lines."""

    size: float
    colour: RGBColor = _BLACK
    bold: bool = False
    before: float = 0
    after: float = 4
    spacing: float = 1.3
    keeps: bool = False


_SHAPES = {
    "Normal": _WordStyle(10.5, spacing=1.4),
    "Title": _WordStyle(20, bold=True, after=4),
    "Heading 1": _WordStyle(15, _BLUE, bold=True, before=18, after=3, keeps=True),
    "Heading 2": _WordStyle(12, bold=True, before=12, after=3, keeps=True),
    _ABOUT: _WordStyle(9.5, _QUIET, keeps=True),
    _CITED: _WordStyle(9, _QUIET, before=4, after=6),
    _MEMO: _WordStyle(10.5, after=0),
    _CELL: _WordStyle(9, after=0, spacing=1.15),
}
# What follows some of a paragraph's properties, whose order Word insists on.
_AFTER_KEEPING = ("w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
_AFTER_SHADING = ("w:tabs", "w:autoSpaceDE", "w:autoSpaceDN", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def to_docx(contents: ReadingList) -> bytes:
    """Return the list as a Word document."""
    document = docx.Document()
    _describe(document, contents)
    for name, shape in _SHAPES.items():
        _style(document, name, shape)
    _bar(document.styles[_MEMO])
    ids = {name: document.styles[name].style_id for name in (*_SHAPES, _GRID)}
    writer = _WordWriter(document, {**ids, "Normal": None})  # what every paragraph has that names no other
    writer.write(contents)
    writer.close()
    written = BytesIO()
    document.save(written)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _WordWriter:
    """Makes the document's parts, and puts them into it at once when it closes.

    The library looks through every style for each style it gives, and through the whole document for each paragraph it adds.
    """

    document: Document
    styles: dict[str, str | None]
    parts: list[BaseOxmlElement] = field(default_factory=list)

    def write(self, contents: ReadingList) -> None:
        self._add(contents.title, "Title")
        self._add(f"{contents.day} · {contents.extent}", _ABOUT)
        for number, entry in enumerate(contents.entries, 1):
            self._entry(number, entry)
        self._add("출처", "Heading 1")
        for number, entry in enumerate(contents.entries, 1):
            self._add(f"{number}. {entry.source}")
        self._add(DISCLAIMER, _CITED)

    def close(self) -> None:
        """Put all that was made before the settings of the page, which end the body."""
        body = self.document.element.body
        settings = body.sectPr
        body.extend(self.parts)
        body.append(settings)

    def _entry(self, number: int, entry: ListedCase) -> None:
        self._add(f"{number}. {entry.name}", "Heading 1")
        self._add(entry.about, _ABOUT)
        if entry.overview:
            self._overview(entry.overview)
            self._add(entry.citation, _CITED)
        for excerpt in entry.excerpts:
            self._excerpt(excerpt)

    def _overview(self, overview: Overview) -> None:
        self._lines(overview.summary)
        self._table(overview.facts, (30, _WIDTH - 30), head_column=True)
        if overview.glance:
            self._table([FIGURE_COLUMNS, *(row.cells for row in overview.glance)], _FIGURE_WIDTHS)
        self._note(overview.note)

    def _excerpt(self, excerpt: Excerpt) -> None:
        self._add(f"[{excerpt.label}] {excerpt.heading}", "Heading 2")
        for block in excerpt.blocks:
            if block.is_table:
                self._table(block.rows, [_WIDTH / len(block.rows[0])] * len(block.rows[0]))
            else:
                self._lines("\n".join(row[0] for row in block.rows))
        self._note(excerpt.note)
        self._add(excerpt.citation, _CITED)

    def _note(self, note: str) -> None:
        if note:
            self._add(NOTE, _MEMO, bold=True).get_or_add_pPr().insert_element_before(_make_element("w:keepNext"), *_AFTER_KEEPING)
            self._lines(note, _MEMO)

    def _lines(self, text: str, style: str = "Normal") -> None:
        """Add a paragraph for each line that holds something."""
        for line in filter(str.strip, text.split("\n")):
            self._add(line, style)

    def _add(self, text: str, style: str = "Normal", *, bold: bool = False) -> CT_P:
        paragraph = _paragraph(self.styles[style])
        _write(paragraph, text, bold=bold)
        self.parts.append(paragraph)
        return paragraph

    def _table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, head_column: bool = False) -> None:
        """Add a table whose first row, repeated on each page, or first column is its head, and a small space below it."""
        made = CT_Tbl.new_tbl(len(rows), len(widths), Mm(_WIDTH))
        made.tblStyle_val = self.styles[_GRID]
        table = Table(made, self.document)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for across, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
            properties = line._tr.get_or_add_trPr()
            properties.append(_make_element("w:cantSplit"))
            if across == 0 and not head_column:
                properties.append(_make_element("w:tblHeader"))
            for down, (cell, text, width) in enumerate(zip(line.cells, row, widths, strict=True)):
                cell.width = Mm(width)
                self._fill(cell, text, is_head=down == 0 if head_column else across == 0)
        self.parts.extend((made, _paragraph(self.styles[_CELL])))

    def _fill(self, cell: _Cell, text: str, *, is_head: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.styles[_CELL]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        _write(paragraph._p, text, bold=is_head)
        if is_head:
            cell._tc.get_or_add_tcPr().append(_make_element("w:shd", val="clear", color="auto", fill=_SHADE))


def _paragraph(style: str | None) -> CT_P:
    """Return an empty paragraph in the style of an id; none is the document's own."""
    paragraph = cast("CT_P", OxmlElement("w:p"))
    if style is not None:
        paragraph.style = style
    return paragraph


def _write(paragraph: CT_P, text: str, *, bold: bool) -> None:
    """Put a text into a paragraph."""
    run = paragraph.add_r()
    run.text = text
    if bold:
        run.get_or_add_rPr().append(_make_element("w:b"))


def _describe(document: Document, contents: ReadingList) -> None:
    """Set the page to A4 with page numbers, the language to Korean, and say what the document is."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot._p.append(_make_element("w:fldSimple", instr="PAGE"))
    about = document.core_properties
    about.title, about.author, about.language, about.comments = contents.title, "사례(Saerye)", "ko-KR", ""
    about.created = about.modified = datetime.combine(contents.date, time())
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ko-KR")


def _style(document: Document, name: str, shape: _WordStyle) -> None:
    """Set a style of the document, made where it is not there, in the Korean font for every script."""
    known = {style.name for style in document.styles}
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - all of these are
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(shape.size), shape.bold
    style.font.color.rgb = shape.colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _FONT)
    look = style.paragraph_format
    look.space_before, look.space_after, look.line_spacing, look.keep_with_next = (
        Pt(shape.before), Pt(shape.after), shape.spacing, shape.keeps,
    )  # fmt: skip
    for spaced in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no gap between Hangul and figures: "29건", not "29 건"
        style.element.get_or_add_pPr().insert_element_before(_make_element(spaced, val="0"), *_AFTER_SHADING[3:])


def _bar(style: ParagraphStyle) -> None:
    """Set a style on a grey ground with a bar at its left."""
    style.paragraph_format.left_indent = Mm(4)
    border = _make_element("w:pBdr")
    border.append(_make_element("w:left", val="single", sz="24", space="8", color=str(_BLUE)))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(border, *_AFTER_SHADING)
    properties.insert_element_before(_make_element("w:shd", val="clear", color="auto", fill=_INSET), *_AFTER_SHADING)


def _make_element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML with attributes of the same namespace."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
