"""PDFium's door: a PDF file's pages as glyphs, strokes and pictures, and a page drawn in grey. PDFium bears one document at a time."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from corpus.documents.drawn.page_matrices import Matrix, Point, area_at, join_matrices, point_at, sheet_matrix
from corpus.documents.drawn.page_nouns import Area, Bookmark, Glyph, PageContent
from corpus.documents.drawn.page_rasters import write_pnm
from corpus.documents.drawn.rulings import THIN, PathShape, areas_of
from corpus.errors import DocumentError

if TYPE_CHECKING:
    import pypdfium2
    from pypdfium2 import raw as handles

_ALONE = Lock()
_NESTING = 8  # drawings within drawings that are followed
_MOST_OBJECTS = 20_000  # of a page: more is no page that anyone reads
_RECTANGLE = 5  # segments
_OBLIQUE = math.radians(8)
_LEAST_VISIBLE, _WHITE = 8, 250  # of 255: a fainter ink is not seen
_INCH, _SAMPLES, _MOST_BOOKMARKS, _SMALLEST = 72, 200, 5000, 0.5  # a letter smaller than so many points is not seen
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what PDFium calls a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class PdfPages:
    """An open PDF: its number of pages, title, and each page's content."""

    name: str
    document: pypdfium2.PdfDocument
    count: int
    title: str | None

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The file's own outline, as far as its entries lead to pages."""
        found = ((entry, entry.get_dest()) for entry in islice(self.document.get_toc(), _MOST_BOOKMARKS))
        pages = ((entry, dest.get_index()) for entry, dest in found if dest is not None)
        return tuple(Bookmark(entry.get_title(), entry.level + 1, page + 1) for entry, page in pages if page is not None)

    def content(self, number: int) -> PageContent:
        """What is drawn on page `number`, from 1; DocumentError `damaged_document` where PDFium cannot load it."""
        with closing(self._load(number)) as page, closing(page.get_textpage()) as text:
            turns = _turns(page, text)
            box = page.get_bbox()
            view = sheet_matrix(box, turns)
            glyphs, aside, unmapped = _glyphs(text, view, -turns * math.pi / 2)
            sheet = area_at(view, *box)
            seen = tuple(one for one in glyphs if one.bottom - one.top > _SMALLEST and sheet.holds((one.x0 + one.x1) / 2, one.base))
            return PageContent(number, sheet.width, sheet.height, seen, aside, unmapped, *_drawings(page, view, sheet))

    def grey_picture(self, number: int, dpi: float, most_pixels: int) -> bytes:
        """Page `number` drawn in grey as a PGM file, at `dpi` or as near to it as the pixels allow."""
        return self._draw(number, dpi, most_pixels, grey=True)

    def colour_picture(self, number: int, dpi: float, most_pixels: int) -> bytes:
        """Page `number` in colour as a PPM file, as finely, and turned as its content is."""
        return self._draw(number, dpi, most_pixels, grey=False)

    def _draw(self, number: int, dpi: float, most_pixels: int, *, grey: bool) -> bytes:
        with closing(self._load(number)) as page, closing(page.get_textpage()) as text:
            width, height = page.get_size()
            scale = min(dpi / _INCH, math.sqrt(most_pixels / max(1.0, width * height)))
            turn = 0 if grey else (90 * _turns(page, text) - page.get_rotation()) % 360
            with closing(page.render(scale=scale, grayscale=grey, rev_byteorder=not grey, rotation=turn)) as bitmap:
                return write_pnm(bitmap)

    def _load(self, number: int) -> pypdfium2.PdfPage:
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
            raise _refusal(path.name, locked=error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)) from error
        try:
            if not len(document):
                raise _refusal(path.name, locked=False)
            yield PdfPages(path.name, document, len(document), document.get_metadata_value("Title").strip() or None)
        finally:
            document.close()


def _refusal(name: str, *, locked: bool) -> DocumentError:
    if locked:
        message = f"{name}에 암호나 보안이 걸려 있습니다. 암호를 풀어 다시 저장한 파일을 올려 주십시오."
        return DocumentError(message, code="encrypted_document")
    message = (
        f"{name}을(를) PDF로 열 수 없습니다. 파일이 손상되었거나 끝까지 받지 못한 것 같습니다. 원본을 다시 받거나 다시 저장해 주십시오."
    )
    return DocumentError(message, code="damaged_document")


def _turns(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> int:
    """By how many quarters to turn the sheet so that most of its letters stand upright, whatever the page says of its turn."""
    from pypdfium2 import raw

    count = text.count_chars()
    angles = (raw.FPDFText_GetCharAngle(text.raw, index) for index in range(0, count, max(1, count // _SAMPLES)))
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return int(-quarters.most_common(1)[0][0] % 4 if quarters else page.get_rotation() // 90)


def _glyphs(text: pypdfium2.PdfTextPage, view: Matrix, upright: float) -> tuple[tuple[Glyph, ...], str, int]:
    """The page's upright glyphs in the file's order, the characters that are turned by a right angle, and how many have no character."""
    from pypdfium2 import raw

    handle = text.raw
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, to_x, to_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    glyphs: list[Glyph] = []
    aside: list[str] = []
    unmapped = 0
    blanks: set[int] = set()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        letter = _HYPHENS.get(code) or (chr(code) if code < 0x110000 else "\ufffd")  # noqa: PLR2004 - Unicode's end
        if letter.isspace() or not code:
            if glyphs and letter not in "\r\n":
                blanks.add(len(glyphs) - 1)
            if aside:
                aside.append(" ")
            continue
        angle = (raw.FPDFText_GetCharAngle(handle, index) - upright + math.pi) % (2 * math.pi) - math.pi
        if abs(angle) > _OBLIQUE:
            if abs(abs(angle) - math.pi / 2) < _OBLIQUE:
                aside.append(letter)
            continue
        unmapped += raw.FPDFText_HasUnicodeMapError(handle, index) == 1
        raw.FPDFText_GetLooseCharBox(handle, index, to_box)
        raw.FPDFText_GetCharOrigin(handle, index, to_x, to_y)
        area, base = area_at(view, box.left, box.bottom, box.right, box.top), point_at(view, x.value, y.value)[1]
        glyphs.append(Glyph(letter, area.x0, area.top, area.x1, area.bottom, base, index))
    for place in blanks:
        glyphs[place] = replace(glyphs[place], blank_after=True)
    return tuple(glyphs), " ".join("".join(aside).split()), unmapped


def _drawings(page: pypdfium2.PdfPage, view: Matrix, sheet: Area) -> tuple[tuple[Area, ...], tuple[Area, ...], tuple[Area, ...], float]:
    """The page's strokes, filled areas and pictures, and how many dots an inch the largest picture has."""
    from pypdfium2 import raw

    strokes: list[Area] = []
    fills: list[Area] = []
    pictures: dict[Area, float] = {}
    edges = [ctypes.c_float() for _ in range(4)]
    pixels = ctypes.c_uint(), ctypes.c_uint()
    for item, outer, kind in _objects(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, view, _NESTING):
        if len(strokes) + len(fills) > _MOST_OBJECTS:
            break
        if not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        bounds = area_at(outer, *(edge.value for edge in edges))
        if not sheet.meets(bounds):
            continue  # off the sheet, or nowhere
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFImageObj_GetImagePixelSize(item, *pixels)
            pictures[bounds] = _INCH * max(one.value for one in pixels) / max(1.0, bounds.width, bounds.height)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            more_strokes, more_fills = _path_areas(item, outer, bounds)
            strokes += more_strokes
            fills += more_fills
    largest = max(pictures, key=lambda one: one.width * one.height, default=None)
    return tuple(strokes), tuple(fills), tuple(pictures), pictures[largest] if largest else 0.0


_Objects = Iterator[tuple["handles.FPDF_PAGEOBJECT", Matrix, int]]


def _objects(holder: object, count_of: Callable[..., int], object_of: Callable[..., object], outer: Matrix, depth: int) -> _Objects:
    """The objects of a page, those of drawings within it too, each with the matrix around it."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    for index in range(count_of(holder)):
        item = object_of(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield item, outer, kind
        elif depth:
            raw.FPDFPageObj_GetMatrix(item, matrix)
            inner = join_matrices((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
            yield from _objects(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth - 1)


def _path_areas(item: handles.FPDF_PAGEOBJECT, outer: Matrix, bounds: Area) -> tuple[list[Area], list[Area]]:
    """A path's strokes and filled areas as seen on the sheet; none where it is drawn with no ink that can be seen."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    filled = fill.value != raw.FPDF_FILLMODE_NONE and _has_ink(item, raw.FPDFPageObj_GetFillColor, white=False)
    drawn = bool(stroke.value) and _has_ink(item, raw.FPDFPageObj_GetStrokeColor, white=True)
    segments = raw.FPDFPath_CountSegments(item)
    if not (filled or drawn) or segments > _MOST_OBJECTS:
        return [], []
    if not drawn and segments <= _RECTANGLE and min(bounds.width, bounds.height) <= THIN:
        return [bounds], []
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    matrix = join_matrices((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    subpaths: list[list[Point]] = []
    curved = False
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if kind == raw.FPDF_SEGMENT_MOVETO or not subpaths:
            subpaths.append([])
        subpaths[-1].append(point_at(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and subpaths[-1][0] != subpaths[-1][-1]:
            subpaths[-1].append(subpaths[-1][0])
    return areas_of(PathShape(tuple(map(tuple, subpaths)), filled, drawn, curved))


def _has_ink(item: handles.FPDF_PAGEOBJECT, colour_of: Callable[..., int], *, white: bool) -> bool:
    """Whether a colour can be seen; `white` counts as seen where it parts two colours."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(item, red, green, blue, alpha):
        return True
    return alpha.value >= _LEAST_VISIBLE and (white or min(red.value, green.value, blue.value) < _WHITE)
