"""A page of a PDF into lines, tables and pictures: from its text layer where that can be read, else from the picture of the page."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from corpus.documents.drawn.page_nouns import Area, PageContent, Picture, ReadPage
from corpus.documents.drawn.pdfium_pages import PdfPages
from corpus.documents.drawn.ruled_tables import OutOfTimeError, find_tables
from corpus.documents.drawn.scan_reading import DPI, HOW_TO_INSTALL, MOST_PIXELS, can_read_scans, read_scan
from corpus.documents.drawn.text_lines import lines_of
from corpus.documents.limits import Limits

_FEWEST_GLYPHS = 20
_MOST_UNREADABLE = 0.2
_NOTICEABLE, _WHOLE = 0.02, 0.85  # of the page: a picture between these is a figure, a larger one the page's scan
_SHORTEST_SIDE = 40.0
_LARGE = 0.25  # of the page
_MORE = 2  # times the characters of the text layer
_DOUBT = "{}쪽: 표 확인 필요"
_COARSEST, _UNSURE = 120.0, 60.0


def read_page(pages: PdfPages, number: int, limits: Limits) -> ReadPage:
    """Page `number` of an open PDF. What could not be read of it is said in its warnings."""
    content = pages.content(number)
    readable = _unreadable_share(content) <= _MOST_UNREADABLE
    if readable and not _looks_scanned(content):
        return _text_page(content, limits)
    if not can_read_scans():
        warning = f"{number}쪽: 글자층이 없거나 깨져 있어 읽지 못했습니다. {HOW_TO_INSTALL}"
        found = _text_page(content, limits) if readable else ReadPage(number, content.width, content.height)
        return replace(found, warnings=(*found.warnings, warning))
    scan = _scan_page(pages, content)
    more = sum(len(line.text) for line in scan.lines) > _MORE * len(content.glyphs)
    return scan if more or not readable else _text_page(content, limits)


def _looks_scanned(content: PageContent) -> bool:
    """Whether a page's words stand in its pictures: it has few characters and a large picture, or none and drawings."""
    if len(content.glyphs) >= _FEWEST_GLYPHS:
        return False
    page = content.width * content.height
    large = any(area.width * area.height >= _LARGE * page for area in content.pictures)
    return large or (not content.glyphs and bool(content.pictures or len(content.fills) >= _FEWEST_GLYPHS))


def _unreadable_share(content: PageContent) -> float:
    """The share of characters with no meaning: not mapped, or of no script that is written here."""
    odd = sum(_stands_for_nothing(glyph.text) for glyph in content.glyphs)
    return max(odd, content.unmapped) / max(1, len(content.glyphs))


def _stands_for_nothing(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in {"Co", "Cn", "Cs", "Cc"}


def _text_page(content: PageContent, limits: Limits) -> ReadPage:
    """A page by its text layer; past the time for its tables their words stand as lines."""
    number = content.number
    try:
        tables, outside, doubtful = find_tables(content, limits.page_seconds)
        warnings = (_DOUBT.format(number),) if doubtful else ()
    except OutOfTimeError:
        tables, outside, warnings = (), content.glyphs, (_DOUBT.format(number),)
    cells = sum(len(table.cells) for table in tables)
    if cells > limits.cells:
        tables, outside, warnings = (), content.glyphs, (_DOUBT.format(number),)
    return ReadPage(
        number,
        content.width,
        content.height,
        tuple(lines_of(outside)),
        tables,
        _figures(content),
        content.aside,
        warnings=warnings,
    )


def _figures(content: PageContent) -> tuple[Picture, ...]:
    """The pictures of noticeable size, each once; not one that is the page itself."""
    page = content.width * content.height
    found: list[Area] = []
    for area in content.pictures:
        share = area.width * area.height / page
        if (
            _NOTICEABLE <= share <= _WHOLE
            and min(area.width, area.height) >= _SHORTEST_SIDE
            and not any(_touch(area, one) for one in found)
        ):
            found.append(area)
    return tuple(map(Picture, found))


def _touch(one: Area, other: Area) -> bool:
    """Whether two pictures overlap: pictures are drawn in pieces, and with masks."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _scan_page(pages: PdfPages, content: PageContent) -> ReadPage:
    """A page by the picture of it."""
    number = content.number
    dpi = _scan_dpi(content)
    picture = pages.grey_picture(number, dpi, MOST_PIXELS)
    fine = dpi > 1.5 * _COARSEST
    scan = read_scan(picture, dpi, pages.grey_picture(number, dpi * 2 / 3, MOST_PIXELS) if fine else None)
    unsure = bool(scan.lines) and scan.sureness < _UNSURE
    warnings = (f"{number}쪽: 글자 인식이 불확실합니다. 원문과 대조해 주십시오.",) if unsure else ()
    return ReadPage(number, content.width, content.height, scan.lines, read_by="ocr", warnings=warnings)


def _scan_dpi(content: PageContent) -> float:
    """How finely to draw a page: as its scan is, which enlarged would show its specks larger, and no finer than is of use."""
    large = max(content.pictures, key=lambda one: one.width * one.height, default=None)
    if large is None or large.width * large.height < _WHOLE / 2 * content.width * content.height:
        return DPI
    return min(DPI, max(_COARSEST, content.dpi))
