"""PDFium's door: a PDF file's pages as glyphs, strokes and pictures, and a page drawn in grey. PDFium bears one document at a time."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.documents.pdf.rulings import PathShape, Point, areas_of
from corpus.documents.pdf.page_nouns import Area, Glyph, PageContent
from corpus.errors import DocumentError

_ALONE = Lock()
_NESTING = 8  # drawings within drawings that are followed
_MOST_OBJECTS = 60_000  # of a page: more is no page that anyone reads
_OBLIQUE = math.radians(8)
_LEAST_VISIBLE = 8  # of 255: a fainter ink is not seen
_WHITE = 250


@dataclass(frozen=True, slots=True)
class _View:
    """How a page's own coordinates become those of the sheet as it is seen: its lower left corner, size and turns of 90 degrees."""

    left: float
    low: float
    width: float
    height: float
    turns: int

    def point(self, x: float, y: float) -> Point:
        """A point of the page, from the upper left of the sheet."""
        x, y = x - self.left, y - self.low
        if self.turns == 1:
            return y, x
        if self.turns == 2:  # noqa: PLR2004 - upside down
            return self.width - x, y
        if self.turns == 3:  # noqa: PLR2004 - a quarter to the left
            return self.height - y, self.width - x
        return x, self.height - y

    def area(self, left: float, low: float, right: float, high: float) -> Area:
        """A rectangle of the page."""
        (x0, y0), (x1, y1) = self.point(left, low), self.point(right, high)
        return Area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class PdfPages:
    """An open PDF: its number of pages, title, and each page's content."""

    name: str
    document: Any
    count: int
    title: str | None

    def content(self, number: int) -> PageContent:
        """What is drawn on page `number`, from 1; DocumentError `damaged_document` where PDFium cannot load it."""
        page = self._load(number)
        text = page.get_textpage()
        try:
            view = _view(page)
            glyphs, aside, unmapped = _glyphs(text, view)
            size = (view.height, view.width) if view.turns % 2 else (view.width, view.height)
            strokes, fills, pictures = _drawings(page, view)
            return PageContent(number, *size, glyphs, aside, unmapped, strokes, fills, pictures)
        finally:
            text.close()
            page.close()

    def grey_picture(self, number: int, dpi: int, most_pixels: int) -> bytes:
        """Page `number` drawn in grey as a PGM file, at `dpi` or as near to it as the pixels allow."""
        page = self._load(number)
        try:
            width, height = page.get_size()
            scale = min(dpi / 72, math.sqrt(most_pixels / max(1.0, width * height)))
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                rows, stride = bytes(bitmap.buffer), bitmap.stride
                lines = b"".join(rows[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
                return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + lines
            finally:
                bitmap.close()
        finally:
            page.close()

    def picture_dpi(self, number: int) -> float:
        """How fine the largest picture of page `number` is, in dots an inch; 0 where there is none."""
        from pypdfium2 import raw

        page = self._load(number)
        try:
            found = [0.0]
            for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_NESTING):
                pixels, (left, _, right, _) = item.get_px_size(), item.get_bounds()
                if right - left > page.get_width() / 2:
                    found.append(72 * pixels[0] / (right - left))
            return max(found)
        finally:
            page.close()

    def _load(self, number: int) -> Any:
        import pypdfium2

        try:
            return self.document[number - 1]
        except pypdfium2.PdfiumError as error:
            message = f"{self.name} {number}쪽을 열 수 없습니다. 파일이 손상된 것 같습니다. 원본에서 PDF를 다시 저장해 주십시오."
            raise DocumentError(message, code="damaged_document") from error


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfPages]:
    """The PDF at `path`, alone in PDFium till it is closed; DocumentError `encrypted_document` or `damaged_document`."""
    import pypdfium2
    from pypdfium2 import raw

    with _ALONE:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise _refusal(path.name, locked=error.err_code == raw.FPDF_ERR_PASSWORD) from error
        try:
            if not len(document):
                raise _refusal(path.name, locked=False)
            yield PdfPages(path.name, document, len(document), document.get_metadata_value("Title").strip() or None)
        finally:
            document.close()


def _refusal(name: str, *, locked: bool) -> DocumentError:
    if locked:
        message = f"{name}에 암호가 걸려 있습니다. 암호를 풀어 다시 저장한 파일을 올려 주십시오."
        return DocumentError(message, code="encrypted_document")
    message = f"{name}을(를) PDF로 열 수 없습니다. 파일이 손상되었거나 끝까지 받지 못한 것 같습니다. 원본을 다시 받거나 다시 저장해 주십시오."
    return DocumentError(message, code="damaged_document")


def _view(page: Any) -> _View:
    left, low, right, high = page.get_bbox()
    return _View(left, low, right - left, high - low, page.get_rotation() // 90)


def _glyphs(text: Any, view: _View) -> tuple[tuple[Glyph, ...], str, int]:
    """The page's upright glyphs in the file's order, the characters that are turned by a right angle, and how many have no character."""
    from pypdfium2 import raw

    handle, count = text.raw, text.count_chars()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, to_x, to_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    glyphs: list[Glyph] = []
    aside: list[str] = []
    blanks: set[int] = set()
    unmapped = 0
    turn = view.turns * math.pi / 2
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        letter = chr(code) if code < 0x110000 else "\ufffd"  # noqa: PLR2004 - Unicode's end
        if letter.isspace() or not code:
            if glyphs and letter not in "\r\n":
                blanks.add(len(glyphs) - 1)
            aside.append(" ") if aside else None
            continue
        angle = (raw.FPDFText_GetCharAngle(handle, index) - turn + math.pi) % (2 * math.pi) - math.pi
        if abs(angle) > _OBLIQUE:
            if abs(abs(angle) - math.pi / 2) < _OBLIQUE:
                aside.append(letter)
            continue
        unmapped += raw.FPDFText_HasUnicodeMapError(handle, index) == 1
        raw.FPDFText_GetLooseCharBox(handle, index, to_box)
        raw.FPDFText_GetCharOrigin(handle, index, to_x, to_y)
        area, base = view.area(box.left, box.bottom, box.right, box.top), view.point(x.value, y.value)[1]
        glyphs.append(Glyph(letter, area.x0, area.top, area.x1, area.bottom, base, index))
    for place in blanks:
        glyphs[place] = replace(glyphs[place], blank_after=True)
    return tuple(glyphs), "".join(aside).strip(), unmapped


def _drawings(page: Any, view: _View) -> tuple[tuple[Area, ...], tuple[Area, ...], tuple[Area, ...]]:
    """The page's strokes, filled areas and pictures."""
    from pypdfium2 import raw

    strokes: list[Area] = []
    fills: list[Area] = []
    pictures: list[Area] = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=_NESTING):
        if len(strokes) + len(fills) + len(pictures) > _MOST_OBJECTS:
            break
        outer = _outer_matrix(item)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bounds(item, outer, view))
        else:
            shape = _shape(item, outer, view)
            if shape is not None:
                more_strokes, more_fills = areas_of(shape)
                strokes += more_strokes
                fills += more_fills
    return tuple(strokes), tuple(fills), tuple(pictures)


def _outer_matrix(item: Any) -> Any:
    """The matrix of the drawings that an object lies within; the unit matrix at the page's own level."""
    import pypdfium2

    matrix, holder = pypdfium2.PdfMatrix(), item.container
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = holder.container
    return matrix


def _bounds(item: Any, outer: Any, view: _View) -> Area:
    left, low, right, high = item.get_bounds()
    (x0, y0), (x1, y1) = outer.on_point(left, low), outer.on_point(right, high)
    return view.area(x0, y0, x1, y1)


def _shape(item: Any, outer: Any, view: _View) -> PathShape | None:
    """A path's corners as seen on the sheet; None where it is drawn with no ink that can be seen."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    filled = fill.value != raw.FPDF_FILLMODE_NONE and _ink(item, raw.FPDFPageObj_GetFillColor, white=False)
    drawn = bool(stroke.value) and _ink(item, raw.FPDFPageObj_GetStrokeColor, white=True)
    if not filled and not drawn:
        return None
    matrix = item.get_matrix().multiply(outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    subpaths: list[list[Point]] = []
    curved = False
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if kind == raw.FPDF_SEGMENT_MOVETO or not subpaths:
            subpaths.append([])
        subpaths[-1].append(view.point(*matrix.on_point(x.value, y.value)))
        if raw.FPDFPathSegment_GetClose(segment) and subpaths[-1][0] != subpaths[-1][-1]:
            subpaths[-1].append(subpaths[-1][0])
    return PathShape(tuple(map(tuple, subpaths)), filled, drawn, curved)


def _ink(item: Any, colour_of: Any, *, white: bool) -> bool:
    """Whether a colour can be seen; `white` counts as seen where it parts two colours."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(item, red, green, blue, alpha):
        return True
    seen = alpha.value >= _LEAST_VISIBLE
    return seen and (white or min(red.value, green.value, blue.value) < _WHITE)
