"""HWP 5 and HWPX → what stands in them, by dochan. The one door to that package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from corpus.documents.hangul.hangul_text import TextPart, join_parts, make_description, make_plain
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

PROTECTED = "ERR: protected"
"""The fault of a file for distribution alone (배포용) whose text could not be had."""

_OUTLINE, _NUMBER, _BULLETED = 1, 2, 3  # what a paragraph's shape says that it begins with
_TITLE_STYLE = re.compile(r"개요|제목|outline|heading|title", re.IGNORECASE)
_NO_TITLE_STYLE = re.compile(r"표 ?제목|그림|도표|캡션|caption|차례|목차", re.IGNORECASE)
_CAPTION_STYLE = re.compile(r"캡션|caption|표 ?제목|그림 ?제목", re.IGNORECASE)
_HEADING_LENGTH = 120  # characters: a longer paragraph is body text, whatever its style
_NOTES, _NUMBERS_AFTER = ("footnote", "endnote"), re.compile(r"-?\d+\.\d{6,}")


def read_dochan_tree(path: Path) -> HangulTree:
    """What stands in a HWP 5 or HWPX file; never raises for a damaged one, whose `faults` say so."""
    from dochan import Dochan  # type: ignore[import-untyped]  # heavy, and needed for Hangul files alone

    read = Dochan(str(path))
    converter = _Converter(read.doc)
    content = tuple(node for section in read.doc.sections for node in converter.convert(section.elements))
    faults = tuple(map(str, read.errors))
    protected = read.doc.file_header is not None and read.doc.file_header.is_distribution
    return HangulTree(content, faults=(PROTECTED, *faults) if protected and any(map(is_error, faults)) else faults)


def is_error(fault: str) -> bool:
    """Whether a fault has cost content."""
    return fault.startswith("ERR")


class _Converter:
    """Turns the package's elements into this house's, with the styles of one document."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - the package has no types
        self._shapes, self._styles = document.para_shapes, document.styles

    def convert(self, elements: Sequence[Any]) -> Iterator[HangulNode]:
        """Nodes of elements in their order; running heads and hidden comments are left out, a chart becomes one figure."""
        at = 0
        while at < len(elements):
            end = _chart_end(elements, at)
            if end > at:
                yield HangulFigure(_chart_text(elements[at:end]))
                at = end
                continue
            yield from self._convert_one(elements[at])
            at += 1

    def _convert_one(self, element: Any) -> Iterator[HangulNode]:  # noqa: ANN401 - the package has no types
        match type(element).__name__:
            case "Paragraph":
                yield self._paragraph(element)
            case "Table":
                above, below = self._captions(element)
                yield HangulTable(tuple(self._cells(element.rows)), above, below)
            case "Image":
                above, below = self._captions(element)
                yield HangulFigure(make_description(element.alt_text), above, below)
            case "Equation":
                yield HangulParagraph(make_plain(element.latex or element.script))
            case "Footnote" if element.type in _NOTES:
                yield HangulNote(tuple(self.convert(element.paragraphs)))
            case "HeaderFooter":
                yield from tables_of_head(self.convert(element.paragraphs))

    def _paragraph(self, element: Any) -> HangulParagraph:  # noqa: ANN401 - the package has no types
        runs = (run for run in element.runs if not run.note_ref)
        text = make_plain(join_parts(TextPart(run.text, run.superscript or run.subscript) for run in runs))
        shape = self._shapes[element.para_shape_id] if 0 <= element.para_shape_id < len(self._shapes) else None
        style = self._styles[element.style_id].name if 0 <= element.style_id < len(self._styles) else ""
        kind = shape.heading_type if shape else 0
        named = _TITLE_STYLE.search(style) and not _NO_TITLE_STYLE.search(style)
        level = element.heading_level if (kind == _OUTLINE or named) and len(text) <= _HEADING_LENGTH else 0
        role: Literal["body", "list_item", "caption"] = "list_item" if kind in (_NUMBER, _BULLETED) else "body"
        return HangulParagraph(text, level or None, "caption" if _CAPTION_STYLE.search(style) else role)

    def _captions(self, element: Any) -> tuple[tuple[HangulParagraph, ...], tuple[HangulParagraph, ...]]:  # noqa: ANN401
        held = tuple(self._paragraph(one) for one in element.caption if type(one).__name__ == "Paragraph")
        return (held, ()) if element.caption_side == "TOP" else ((), held)

    def _cells(self, rows: Sequence[Sequence[Any]]) -> Iterator[HangulCell]:
        """The cells that begin somewhere; what a span covers is known from the spans, since HWP 5 does not mark it."""
        covered: set[tuple[int, int]] = set()
        for row, held in enumerate(rows):
            for col, cell in enumerate(held):
                if cell.is_merged_away or ((row, col) in covered and not cell.paragraphs):
                    continue
                height, width = min(cell.row_span, len(rows) - row), cell.col_span
                if height > 1 or width > 1:
                    covered.update((row + down, col + right) for down in range(height) for right in range(width))
                yield HangulCell(row, col, height, width, tuple(self.convert(cell.paragraphs)))


def _is_chart_part(element: Any) -> bool:  # noqa: ANN401 - the package has no types
    """Whether an element was made out of a chart's data: unlike all that is written, it has no style."""
    if type(element).__name__ == "Table":
        paragraphs = [one for row in element.rows for cell in row for one in cell.paragraphs]
        return bool(paragraphs) and all(_is_chart_part(one) for one in paragraphs)
    return type(element).__name__ == "Paragraph" and element.style_id < 0 and element.para_shape_id < 0


def _chart_end(elements: Sequence[Any], at: int) -> int:
    """The place after a chart that begins at `at`: an own title, and a table for each of its series; `at` where none does."""
    end = at + (type(elements[at]).__name__ == "Paragraph" and _is_chart_part(elements[at]))
    first = end
    while end < len(elements) and type(elements[end]).__name__ == "Table" and _is_chart_part(elements[end]):
        end += 1
    return end if end > first else at


def _chart_text(elements: Sequence[Any]) -> str:
    """A chart's title, and under it the name and the values of each series, as far as they are in the file."""
    lines: list[str] = []
    for element in elements:
        if type(element).__name__ == "Paragraph":
            lines.append(make_plain(element.text))
            continue
        names, *rows = [[_shorten(cell.text) for cell in row] for row in element.rows] or [[]]
        for row in rows:
            category = row[:1] if len(rows) > 1 else []
            lines += [" ".join((name, *category, value)) for name, value in zip(names[1:], row[1:], strict=False)]
    return "\n".join(line for line in lines if line)


def _shorten(text: str) -> str:
    """A chart's number as it is written, without the digits of its storage."""
    return f"{float(text):.10g}" if _NUMBERS_AFTER.fullmatch(text) else make_plain(text)
