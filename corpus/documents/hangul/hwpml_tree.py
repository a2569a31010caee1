"""HWPML (a Hangul document as one XML file) → what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from corpus.documents.hangul.hangul_text import TextPart, join_parts, make_plain
from corpus.documents.hangul.hangul_tree import (
    HangulCell,
    HangulFigure,
    HangulNode,
    HangulNote,
    HangulParagraph,
    HangulTable,
    HangulTree,
    tables_of_head,
)
from corpus.errors import DocumentError

_LEVELS = 3  # a deeper outline level numbers the items of a list
_WITHIN_TEXT = {"TAB": "\t", "LINEBREAK": "\n", "NBSPACE": " ", "FWSPACE": " ", "HYPHEN": "-"}
_SHAPES = {"RECTANGLE", "ELLIPSE", "ARC", "POLYGON", "CURVE", "LINE", "CONTAINER", "DRAWINGOBJECT", "DRAWTEXT", "TEXTART", "CONNECTLINE"}
_PICTURES = {"PICTURE", "OLE"}


def read_hwpml_tree(path: Path) -> HangulTree:
    """What stands in a HWPML file.

    Raises:
        DocumentError: It is no well-formed XML, or declares entities or a document type (`damaged_document`).
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        message = (
            f"{path.name}: 한글 XML 문서(HWPML)가 손상되어 {error.lineno}행에서 읽기를 멈췄습니다. 한글에서 다시 저장해 올려 주십시오."
        )
        raise DocumentError(message, code="damaged_document") from error
    if root.getroottree().docinfo.internalDTD is not None:  # what entities stood for would be lost in silence
        message = f"{path.name}: 문서에 있을 수 없는 XML 선언(DOCTYPE·ENTITY)이 들어 있습니다. 한글에서 다시 저장해 올려 주십시오."
        raise DocumentError(message, code="damaged_document")
    reader = _HwpmlReader(root)
    return HangulTree(tuple(node for section in root.iterfind("BODY/SECTION") for node in reader.paragraphs(section)))


class _HwpmlReader:
    """Turns elements into this house's nodes, with the paragraph shapes of one document."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401 - the package has no types
        self._shapes = {one.get("Id"): (one.get("HeadingType", "None"), one.get("Level", "0")) for one in root.iter("PARASHAPE")}
        self._raised = {
            one.get("Id") for one in root.iter("CHARSHAPE") if one.find("SUPERSCRIPT") is not None or one.find("SUBSCRIPT") is not None
        }

    def paragraphs(self, holder: Any) -> Iterator[HangulNode]:  # noqa: ANN401 - the package has no types
        """The nodes of all paragraphs that a section, cell or text box holds."""
        lists = [holder] if holder.tag in ("SECTION", "PARALIST") else holder.iterfind("PARALIST")
        for held in lists:
            for paragraph in held.iterfind("P"):
                yield from self._paragraph(paragraph)

    def _paragraph(self, paragraph: Any) -> Iterator[HangulNode]:  # noqa: ANN401 - the package has no types
        """A paragraph's own text, then the objects that hang on it."""
        parts: list[TextPart] = []
        objects: list[HangulNode] = []
        for run in paragraph.iterfind("TEXT"):
            shifted = run.get("CharShape") in self._raised
            for child in run:
                if child.tag == "CHAR":
                    parts.append(TextPart(_char_text(child), shifted))
                elif child.tag == "AUTONUM":
                    parts.append(TextPart(child.get("Number", "")))
                else:
                    objects += self._objects(child)
        kind, depth = self._shapes.get(paragraph.get("ParaShape"), ("None", "0"))
        level = int(depth) + 1 if kind == "Outline" and depth.isdecimal() and int(depth) < _LEVELS else None
        role: Literal["body", "list_item"] = "list_item" if kind in ("Number", "Bullet") else "body"
        yield HangulParagraph(make_plain(join_parts(parts)), level, role)
        yield from objects

    def _objects(self, element: Any) -> Iterator[HangulNode]:  # noqa: ANN401 - the package has no types
        """The nodes of a table, drawing, note or running head; none of hidden comments and settings."""
        if element.tag == "TABLE":
            above, below = self._captions(element)
            yield HangulTable(tuple(self._cells(element)), above, below)
        elif element.tag in _PICTURES:
            above, below = self._captions(element)
            yield HangulFigure("", above, below)
        elif element.tag == "EQUATION":
            yield HangulParagraph(make_plain(element.findtext("SCRIPT") or ""))
        elif element.tag in ("FOOTNOTE", "ENDNOTE"):
            yield HangulNote(tuple(self.paragraphs(element)))
        elif element.tag in ("HEADER", "FOOTER"):
            yield from tables_of_head(self.paragraphs(element))
        elif element.tag in _SHAPES:
            yield from self.paragraphs(element)
            for child in element:
                yield from self._objects(child)

    def _captions(self, element: Any) -> tuple[tuple[HangulParagraph, ...], tuple[HangulParagraph, ...]]:  # noqa: ANN401
        caption = element.find("SHAPEOBJECT/CAPTION")
        if caption is None:
            return (), ()
        held = tuple(node for node in self.paragraphs(caption) if isinstance(node, HangulParagraph))
        return (held, ()) if caption.get("Side") == "Top" else ((), held)

    def _cells(self, table: Any) -> Iterator[HangulCell]:  # noqa: ANN401 - the package has no types
        for row, held in enumerate(table.iterfind("ROW")):
            for col, cell in enumerate(held.iterfind("CELL")):
                place = _number(cell, "RowAddr", row), _number(cell, "ColAddr", col)
                spans = max(1, _number(cell, "RowSpan", 1)), max(1, _number(cell, "ColSpan", 1))
                yield HangulCell(*place, *spans, tuple(self.paragraphs(cell)))


def _number(element: Any, name: str, otherwise: int) -> int:  # noqa: ANN401 - the package has no types
    value = element.get(name, "")
    return int(value) if value.isdecimal() else otherwise


def _char_text(element: Any) -> str:  # noqa: ANN401 - the package has no types
    """The text of a run, with what stands for blanks and breaks in it."""
    text = element.text or ""
    for child in element:
        text += _WITHIN_TEXT.get(child.tag, "") + (child.tail or "")
    return text
