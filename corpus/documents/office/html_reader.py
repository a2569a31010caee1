"""HTML → blocks: headings, paragraphs, lists and tables, without what a browser hides or a page repeats around its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents.limits import Limits
from corpus.documents.office.html_words import BLANKS, INLINE, decode_page, inline_text, inner_tables, is_unseen, rows_of
from corpus.documents.office.list_numbers import list_number
from corpus.documents.office.office_blocks import BlockList, GridFiller, MadeTable, clean_text, fit_rows
from corpus.errors import DocumentError
from corpus.model.document import Block, ReadFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_ORDERED = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLES = {"hangul": "ganada", "hangul-consonant": "chosung", "korean-hangul-formal": "koreanCounting"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")  # two breaks, which many pages have between paragraphs
_WIDEST, _TALLEST = 1_000, 65_534


def read_html(path: Path, limits: Limits) -> ReadFile:
    """Return an HTML page's blocks in reading order; pages are not known.

    Raises:
        DocumentError: `damaged_document` where its letters cannot be read, `too_large` where it has too many cells or too deep tables.

    """
    text = decode_page(path.read_bytes())
    if text is None:
        told = f"{path.name}: 글자의 인코딩을 알 수 없어 읽을 수 없습니다. UTF-8로 다시 저장해 올려 주십시오."
        raise DocumentError(told, code="damaged_document")
    root = _parse(text)
    walk = HtmlWalk(path.name, limits)
    walk.read_page(root)
    title = root.findtext(".//head/title") if root is not None else None
    return ReadFile(format="html", blocks=tuple(walk.out.blocks), title=clean_text(title or "") or None)


def read_fragment(html: str, limits: Limits, name: str, lines: tuple[int, int] | None = None) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML that stands in a text, each with the lines it is written in."""
    walk = HtmlWalk(name, limits, BlockList(), lines)
    walk.read_page(_parse(html))
    return tuple(walk.out.blocks)


def _parse(text: str) -> _Element | None:
    from lxml.etree import HTMLParser, fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    return fromstring(text.replace("\0", "").encode("utf-8", errors="replace"), parser) if text.strip() else None


@dataclass(slots=True)
class HtmlWalk:
    """A walk through a page. Words gather until something that stands by itself ends the paragraph."""

    name: str
    limits: Limits
    out: BlockList = field(default_factory=BlockList)
    lines: tuple[int, int] | None = None
    cells: int = 0
    _words: list[str] = field(default_factory=list)
    _lists: list[_OpenList] = field(default_factory=list)
    _mark: str | None = None
    """Of the list item that is being read: its number or bullet, until its first words are written."""

    def read_page(self, root: _Element | None) -> None:
        """Read a whole page or piece.

        Raises:
            DocumentError: `too_large` where its elements stand in each other deeper than any page needs.

        """
        if root is None:
            return
        try:
            self.read_children(root)
        except RecursionError as error:
            told = f"{self.name}: 태그가 너무 깊이 겹쳐 있어 읽지 않았습니다. 웹 브라우저에서 PDF로 저장해 올려 주십시오."
            raise DocumentError(told, code="too_large") from error
        self.end_paragraph()

    def read_children(self, element: _Element) -> None:
        """Read what stands in an element, in order."""
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str) and not is_unseen(child):
                self._read_element(child)
            self._add(child.tail)

    def _add(self, words: str | None) -> None:
        if words:
            self._words.append(BLANKS.sub(" ", words))

    def _read_element(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self._words.append("\n")
        elif tag == "img":
            self._read_picture(element)
        elif INLINE.fullmatch(tag):
            self.read_children(element)
        else:
            self.end_paragraph()
            self._read_block(element)
            self.end_paragraph()

    def _read_picture(self, element: _Element) -> None:
        """Add a picture where it stands, after the words before it; one without a description within words adorns them."""
        if alt := element.get("alt", "").strip():
            self.end_paragraph()
            self.out.add_figure(alt, self.lines)
        elif not clean_text("".join(self._words)):
            self.out.add_figure("", self.lines)

    def _read_block(self, element: _Element) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self.out.add_text("heading", inline_text(element), _HEADINGS[tag], self.lines)
        elif tag == "table" and element.get("role") not in {"presentation", "none"}:
            self._read_table(element)
        elif tag in _LISTS:
            self._lists.append(_OpenList.begin_list(element))
            self.read_children(element)
            self.end_paragraph()
            self._lists.pop()
        elif tag == "li" and self._lists:
            self._mark = self._lists[-1].next_mark(element)
            self.read_children(element)
            self.end_paragraph()
            self._mark = None
        elif tag in {"caption", "figcaption"}:
            self.out.add_text("caption", inline_text(element), lines=self.lines)
        elif tag == "pre":
            self.out.add_text("paragraph", "".join(element.itertext()), lines=self.lines)
        else:
            self.read_children(element)

    def end_paragraph(self) -> None:
        """Add the words that have gathered, as a paragraph or the next of a list's items."""
        pieces = _EMPTY_LINE.split("".join(self._words))
        self._words.clear()
        for words in filter(None, map(clean_text, pieces)):
            if self._mark is None:
                self.out.add_text("paragraph", words, lines=self.lines)
            else:
                self.out.add_text("list_item", f"{self._mark} {words}", len(self._lists), self.lines)
                self._mark = None

    def _read_table(self, element: _Element) -> None:
        for caption in element.iterchildren("caption"):
            self.out.add_text("caption", inline_text(caption), lines=self.lines)
        self.out.add_table(self._make_table(element, 1), lines=self.lines)

    def _make_table(self, element: _Element, depth: int) -> MadeTable:
        if depth > self.limits.nesting:
            told = f"{self.name}: 표 안에 표가 {self.limits.nesting}겹 넘게 들어 있어 읽지 않았습니다. 표를 풀어 다시 저장해 주십시오."
            raise DocumentError(told, code="too_large")
        grid = GridFiller(self.limits, self.name, self.cells)
        nested = []
        for row, heading in rows_of(element):
            grid.begin_row()
            for found in row.iterchildren("td", "th"):
                inner = inner_tables(found)
                head = heading or found.tag == "th"
                spans = {"row_span": _span(found, "rowspan", _TALLEST), "col_span": _span(found, "colspan", _WIDEST)}
                cell = grid.place_cell(inline_text(found), head=head, **spans)
                nested += [(cell.row, cell.col, self._make_table(one, depth + 1)) for one in inner]
        self.cells += len(grid.cells)
        return MadeTable(fit_rows(grid.cells, grid.row + 1), tuple(nested))


@dataclass(slots=True)
class _OpenList:
    """A list that is being read: how it counts, None where it does not, and the next number."""

    form: str | None
    number: int = 1

    @classmethod
    def begin_list(cls, element: _Element) -> _OpenList:
        if element.tag != "ol":
            return cls(None)
        style = _LIST_STYLE.search(element.get("style", ""))
        form = _STYLES.get(style[1].lower()) if style else None
        start = element.get("start", "1")
        return cls(form or _ORDERED.get(element.get("type", "1"), "decimal"), int(start) if start.isdecimal() else 1)

    def next_mark(self, item: _Element) -> str:
        if self.form is None:
            return ""
        given = item.get("value", "")
        number = int(given) if given.isdecimal() else self.number
        self.number = number + 1
        return f"{list_number(number, self.form)}."


def _span(cell: _Element, name: str, most: int) -> int:
    """Return how far a cell spans; 0 rows reach to the end."""
    value = cell.get(name, "1").strip()
    if not value.isdecimal():
        return 1
    return most if value == "0" and name == "rowspan" else max(1, min(int(value), most))
