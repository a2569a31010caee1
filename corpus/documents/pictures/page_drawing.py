"""A file's page → a PNG file of it, whatever the format, with the cited lines marked and private ones blacked out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.documents.drawn.page_nouns import Glyph
from corpus.documents.drawn.pdfium_pages import open_pdf
from corpus.documents.drawn.picture_pages import draw_over, picture_of_page
from corpus.documents.hangul.hangul_drawing import draw_hangul
from corpus.documents.pictures.cited_places import find_cited, find_private
from corpus.errors import DocumentError
from corpus.model.book import Format

DRAWN: frozenset[Format] = frozenset({"pdf", "hwp", "hwpx", "image"})
"""Formats whose pages can be drawn."""
_ASCENT, _NARROW = 0.85, 0.55  # of a font's size: how high letters stand, and how wide those of no Hangul are


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWanted:
    """Which page is to be drawn, from 1, how finely and how large at most; the lines of the book's text to mark, and places to black out.

    Where `shows_all`, nothing is blacked out.
    """

    kind: Format
    number: int
    cited: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    shows_all: bool = False
    dpi: float = 130.0
    most_pixels: int = 4_000_000
    most_bytes: int = 4 << 20
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A page as it is drawn: the picture, how wide the page is in the units of its glyphs, these, and the words that are turned."""

    picture: bytes
    width: float
    glyphs: tuple[Glyph, ...] = ()
    aside: str = ""


def draw_page(path: Path, wanted: PageWanted) -> bytes:
    """Return a page as a PNG file.

    Raises:
        DocumentError: where the file is locked or damaged, its pages cannot be drawn, or what is private stands where it cannot be found.

    """
    sheet = _draw_sheet(path, wanted)
    hidden = () if wanted.shows_all else find_private(sheet.glyphs, sheet.aside, wanted.private)
    if hidden is None:
        told = f"{path.name} {wanted.number}쪽에는 개인정보가 있는데 쪽 그림에서 가릴 수 없어 보이지 않습니다."
        raise DocumentError(told, code="no_text")
    marked = find_cited(sheet.glyphs, wanted.cited) if wanted.cited else ()
    return draw_over(sheet.picture, sheet.width, marked=marked, hidden=hidden, most_bytes=wanted.most_bytes)


def _draw_sheet(path: Path, wanted: PageWanted) -> DrawnSheet:
    match wanted.kind:
        case "pdf":
            with open_pdf(path) as pages:
                content = pages.content(wanted.number)
                picture = pages.colour_picture(wanted.number, wanted.dpi, wanted.most_pixels)
            return DrawnSheet(picture, content.width, content.glyphs, content.aside)
        case "hwp" | "hwpx":
            page = draw_hangul(path, wanted.number, wanted.dpi, wanted.most_pixels, wanted.seconds)
            return DrawnSheet(page.picture, page.width, tuple(_glyph(place, *glyph) for place, glyph in enumerate(page.glyphs)))
        case "image":
            return DrawnSheet(picture_of_page(path, wanted.number, wanted.most_pixels), 1.0)
        case _:
            raise DocumentError(f"{path.name}: 이 형식의 쪽은 그릴 수 없습니다.", code="unsupported_format")


def _glyph(place: int, x: float, base: float, size: float, text: str) -> Glyph:
    wide = size * (_NARROW if text.isascii() else 1.0) * max(1, len(text))
    return Glyph(text, x, base - _ASCENT * size, x + wide, base + (1 - _ASCENT) * size, base, place)
