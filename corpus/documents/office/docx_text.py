"""A paragraph of a DOCX → its words as they are read: without what is struck out or hidden; text boxes, pictures and notes beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.documents.office.docx_styles import VAL, DocxStyles, W, child_value, is_on
from corpus.documents.office.office_blocks import symbol_text

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE_PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_VML = "{urn:schemas-microsoft-com:vml}"
STRUCK_OUT = frozenset({f"{W}del", f"{W}moveFrom"})
_PLAIN = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_TEXTS, _DRAWN = frozenset({f"{W}t", f"{_M}t"}), frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_SILENT = STRUCK_OUT | {W + name for name in ("pPr", "rPr", "rt", "sdtPr", "instrText", "delText", "delInstrText", "annotationRef")}
_HEXADECIMAL = re.compile("[0-9A-Fa-f]+")
_PICTURES = frozenset({f"{_DRAWING}blip", f"{_VML}imagedata", f"{_DRAWING}graphicData"})
_GENERATED = re.compile(r"그림입니다\.\s*원본 그림의", re.DOTALL)
"""What Hangul writes as the description of every picture."""


@dataclass(slots=True)
class ParagraphParts:
    """What stands in a paragraph: words, contents of text boxes, descriptions of pictures, and the notes it refers to as (kind, id)."""

    words: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = True
    """Whether every word is."""

    @property
    def text(self) -> str:
        """Its words in one."""
        return "".join(self.words)


@dataclass(slots=True)
class ParagraphReader:
    """Reads paragraphs by the styles of their document; `diagram` gives the words of a diagram by its relation's id."""

    styles: DocxStyles
    diagram: Callable[[str], str]

    def read_paragraph(self, paragraph: _Element) -> ParagraphParts:
        """Return what stands in a paragraph."""
        parts = ParagraphParts()
        style = self.styles.find_style(child_value(paragraph, "pPr", "pStyle"))
        self._collect(paragraph, parts, hidden=style.hidden, bold=style.bold)
        return parts

    def _collect(self, element: _Element, parts: ParagraphParts, *, hidden: bool, bold: bool) -> None:
        for child in element:
            tag = child.tag
            if (words := _words_of(child)) is not None:
                if not hidden:
                    parts.words.append(words)
                    parts.bold = parts.bold and (bold or not words.strip())
            elif tag == f"{W}r":
                self._collect_run(child, parts, hidden=hidden, bold=bold)
            elif tag in _NOTES:
                parts.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
            elif tag == f"{MC}AlternateContent":
                self._collect_alternative(child, parts, hidden=hidden, bold=bold)
            elif tag in _DRAWN:
                self._collect_drawing(child, parts, hidden=hidden)
            elif isinstance(tag, str) and tag not in _SILENT:
                self._collect(child, parts, hidden=hidden, bold=bold)

    def _collect_run(self, run: _Element, parts: ParagraphParts, *, hidden: bool, bold: bool) -> None:
        """Collect a run, which may be hidden or bold by itself or by its style."""
        marks = run.find(f"{W}rPr")
        if marks is not None:
            style_id = child_value(marks, "rStyle")
            style = self.styles.find_style(style_id) if style_id in self.styles.elements else None
            hidden = is_on(found) if (found := marks.find(f"{W}vanish")) is not None else hidden or bool(style and style.hidden)
            bold = is_on(found) if (found := marks.find(f"{W}b")) is not None else bold or bool(style and style.bold)
        self._collect(run, parts, hidden=hidden, bold=bold)

    def _collect_alternative(self, element: _Element, parts: ParagraphParts, *, hidden: bool, bold: bool) -> None:
        """Collect one of several forms of the same: the first that holds anything."""
        for branch in element:
            before = (len(parts.words), len(parts.boxes), len(parts.figures))
            self._collect(branch, parts, hidden=hidden, bold=bold)
            if before != (len(parts.words), len(parts.boxes), len(parts.figures)):
                return

    def _collect_drawing(self, drawing: _Element, parts: ParagraphParts, *, hidden: bool) -> None:
        """Collect the text boxes of a drawing, outermost ones only, and itself as a figure where it shows anything else."""
        if hidden:
            return
        boxes = _outer_boxes(drawing)
        parts.boxes += boxes
        within = {id(one) for box in boxes for one in box.iter()}
        shown = [one for one in drawing.iter(*_PICTURES) if id(one) not in within]
        pictures = [one for one in shown if one.tag != f"{_DRAWING}graphicData" or _is_chart(one)]
        if pictures or (not boxes and drawing.tag == f"{W}object"):
            parts.figures.append(self._describe(drawing))

    def _describe(self, drawing: _Element) -> str:
        """Return what is said of a picture: its description, and a diagram's words."""
        place = next(drawing.iter(_PICTURE_PLACE), None)
        said = [(place.get("descr") or "") if place is not None else next((one.get("alt", "") for one in drawing.iter(f"{_VML}shape")), "")]
        said += [self.diagram(one.get(f"{R}dm", "")) for one in drawing.iter(_DIAGRAM)]
        return "\n".join(words for words in said if words and not _GENERATED.match(words))


def _words_of(element: _Element) -> str | None:
    """Return the words that an element is by itself; None where it is none of a text's."""
    tag = element.tag
    if tag in _TEXTS:
        return element.text or ""
    if tag == f"{W}br":
        return "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else " "
    if tag == f"{W}sym":
        code = element.get(f"{W}char", "")
        return symbol_text(int(code, 16)) if _HEXADECIMAL.fullmatch(code) else ""
    return _PLAIN.get(tag)


def _is_chart(data: _Element) -> bool:
    return data.get("uri", "").rsplit("/", 1)[-1] in {"chart", "chartex", "diagram"}


def _outer_boxes(element: _Element) -> list[_Element]:
    """Return the contents of text boxes that stand in no other; of two forms of the same shape, those of the first that has any."""
    found: list[_Element] = []
    for child in element:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        elif child.tag == f"{MC}AlternateContent":
            found += next((boxes for branch in child if (boxes := _outer_boxes(branch))), [])
        elif isinstance(child.tag, str):
            found += _outer_boxes(child)
    return found


def paragraph_level(paragraph: _Element) -> int | None:
    """Return the outline level that a paragraph has of its own, from 0, 9 for body text; None where it has none."""
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    value = level.get(VAL, "") if level is not None else ""
    return int(value) if value.isdecimal() else None
