"""A reading list as a Hancom document (HWPX, KS X 6101): outline headings, tables, named styles, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from hwpx import HwpxDocument
from hwpx.model import Paragraph

from corpus.citations import DISCLAIMER
from service.pages.reading_list.contents import FIGURE_COLUMNS, NOTE, Excerpt, ListedCase, Overview, ReadingList

_FONT = "함초롬돋움"
_WIDTH = 48_190  # of the text, 170 mm in units of 1/7200 inch
_POINT = 100  # in the same units
_FIGURE_WEIGHTS = (52, 13, 27, 27, 23, 28)
_BLUE, _QUIET, _BLACK, _SHADE, _INSET = "#0B50D0", "#464C53", "#000000", "#ECF2FE", "#F4F5F6"
_TITLE, _HEAD, _PART, _BODY = "목록 제목", "개요 1", "개요 2", "바탕글"
_ABOUT, _CITED, _MEMO, _CELL, _HEAD_CELL = "사례 정보", "인용 출처", "메모", "표 글", "표 머리"


@dataclass(frozen=True, slots=True)
class _HwpxStyle:
    """How a style looks: sizes and spaces in points, line spacing in per cent; an outline level makes it a heading."""

    size: float
    colour: str = _BLACK
    bold: bool = False
    before: int = 0
    after: int = 4
    spacing: int = 150
    left: int = 0
    outline: int | None = None
    barred: bool = False


_SHAPES = {
    _TITLE: _HwpxStyle(20, bold=True, after=2),
    _HEAD: _HwpxStyle(15, _BLUE, bold=True, before=18, after=3, outline=0),
    _PART: _HwpxStyle(12, bold=True, before=12, after=3, outline=1),
    _BODY: _HwpxStyle(10.5),
    _ABOUT: _HwpxStyle(9.5, _QUIET),
    _CITED: _HwpxStyle(9, _QUIET, before=4, after=6),
    _MEMO: _HwpxStyle(10.5, left=10, after=0, barred=True),
    _CELL: _HwpxStyle(9, after=0, spacing=130),
    _HEAD_CELL: _HwpxStyle(9, bold=True, after=0, spacing=130),
}


class _Look(TypedDict):
    """The ids that give a paragraph a style: of the style, of its paragraph shape, of its character shape."""

    style_id_ref: str
    para_pr_id_ref: str
    char_pr_id_ref: str


def to_hwpx(contents: ReadingList) -> bytes:
    """Return the list as an HWPX document."""
    document = HwpxDocument.new()
    _describe(document, contents)
    _HwpxWriter(document, _styles(document)).write(contents)
    return document.to_bytes()


@dataclass(frozen=True, slots=True)
class _HwpxWriter:
    """Appends to a document; the styles' ids are looked up once, since the library reads all of them at every look-up."""

    document: HwpxDocument
    looks: dict[str, _Look]

    def write(self, contents: ReadingList) -> None:
        first = self.document.paragraphs[0]  # holds the page's settings, so the title goes into it
        first.text = contents.title
        self._restyle(first, _TITLE)
        self._add(f"{contents.day} · {contents.extent}", _ABOUT)
        for entry in contents.entries:
            self._entry(entry)
        self._add("출처", _HEAD)
        for number, entry in enumerate(contents.entries, 1):
            self._add(f"{number}. {entry.source}", _BODY)
        self._add(DISCLAIMER, _ABOUT)

    def _entry(self, entry: ListedCase) -> None:
        self._add(entry.name, _HEAD)
        self._add(entry.about, _ABOUT)
        if entry.overview:
            self._overview(entry.overview)
            self._add(entry.citation, _CITED)
        for excerpt in entry.excerpts:
            self._excerpt(excerpt)

    def _overview(self, overview: Overview) -> None:
        self._lines(overview.summary, _BODY)
        self._table(overview.facts, (30, 140), head_column=True)
        if overview.glance:
            self._table([FIGURE_COLUMNS, *(row.cells for row in overview.glance)], _FIGURE_WEIGHTS)
        self._note(overview.note)

    def _excerpt(self, excerpt: Excerpt) -> None:
        self._add(f"[{excerpt.label}] {excerpt.heading}", _PART)
        for block in excerpt.blocks:
            if block.is_table:
                self._table(block.rows, [1] * len(block.rows[0]))
            else:
                self._lines("\n".join(row[0] for row in block.rows), _BODY)
        self._note(excerpt.note)
        self._add(excerpt.citation, _CITED)

    def _note(self, note: str) -> None:
        if note:
            self._lines(f"{NOTE}\n{note}", _MEMO)

    def _lines(self, text: str, style: str) -> None:
        """Add a paragraph for each line that holds something."""
        for line in filter(str.strip, text.split("\n")):
            self._add(line, style)

    def _add(self, text: str, style: str) -> None:
        self.document.add_paragraph(text, inherit_style=False, **self.looks[style])

    def _table(self, rows: Sequence[Sequence[str]], weights: Sequence[float], *, head_column: bool = False) -> None:
        """Add a table whose first row, repeated on each page, or first column is its head; it flows over pages."""
        table = self.document.add_table(len(rows), len(weights), width=_WIDTH, **self.looks[_CELL])
        table.set_column_widths(weights)
        table.set_treat_as_char(False)
        table.element.set("repeatHeader", "0" if head_column else "1")
        for across, row in enumerate(rows):
            for down, text in enumerate(row):
                is_head = down == 0 if head_column else across == 0
                cell = table.cell(across, down)
                cell.set_text(text)
                cell.element.set("header", "1" if is_head and not head_column else "0")
                self._restyle(cell.paragraphs[0], _HEAD_CELL if is_head else _CELL)
                if is_head:
                    table.set_cell_shading(across, down, _SHADE)

    def _restyle(self, paragraph: Paragraph, style: str) -> None:
        look = self.looks[style]
        paragraph.style_id_ref, paragraph.para_pr_id_ref = look["style_id_ref"], look["para_pr_id_ref"]
        paragraph.char_pr_id_ref = look["char_pr_id_ref"]


def _styles(document: HwpxDocument) -> dict[str, _Look]:
    """Give the document its styles, and return their ids by name."""
    header, looks = document.oxml.headers[0], {}
    bar = document.styles.ensure_border_fill(border_color=_BLUE, border_width="1 mm", fill_color=_INSET, active_borders=["left"])
    for name, shape in _SHAPES.items():
        char = document.styles.ensure_run(font=_FONT, size=shape.size, bold=shape.bold, color=shape.colour)
        para = header.ensure_paragraph_format(
            base_para_pr_id="0",
            line_spacing_percent=shape.spacing,
            margins={"left": shape.left * _POINT, "prev": shape.before * _POINT, "next": shape.after * _POINT},
            heading=None if shape.outline is None else {"type": "OUTLINE", "idRef": "0", "level": str(shape.outline)},
            border={"borderFillIDRef": bar, "connect": "1", "offsetLeft": "850"} if shape.barred else None,
            break_setting={"keep_with_next": name in {_HEAD, _PART, _ABOUT}},
        )
        style = header.ensure_style(name, para_pr_id_ref=para, char_pr_id_ref=char, lang_id=1042)  # Korean
        looks[name] = _Look(style_id_ref=style, para_pr_id_ref=para, char_pr_id_ref=char)
    return looks


def _describe(document: HwpxDocument, contents: ReadingList) -> None:
    """Set margins and page numbers, and say what the document is."""
    document.page.set_margins(left=5_669, right=5_669, top=4_252, bottom=4_252)  # 20 mm, and 15 mm beyond head and foot
    document.page.set_page_number()
    made = f"{contents.date.isoformat()}T00:00:00Z"
    document.parts.clear_document_metadata(keep=("language",))
    document.parts.set_document_metadata(title=contents.title, creator="사례(Saerye)", created_date=made, modified_date=made)
    document.parts.clear_preview()
