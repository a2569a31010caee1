"""Pillow's door: pictures of pages (PNG, JPEG, TIFF with one or more) in grey, read by tesseract; and a page's picture drawn over."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents.drawn.page_nouns import Area, ReadPage
from corpus.documents.drawn.scan_reading import DPI, MOST_PIXELS, read_scan
from corpus.documents.limits import Limits, PagesTold
from corpus.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_OPENED = 160_000_000  # pixels of one picture
_SHEET_INCHES = 11.0  # the longer side of a sheet, where a picture does not say how fine it is
_COARSEST, _FINEST = 72.0, 1200.0
_UNSURE = 60.0
_MARK, _EDGE = (255, 236, 120), (200, 110, 0)  # a marker's yellow, through which letters stay black, and the line around it
_AROUND = 0.12  # of a line's height
_COLOURS = 256


def read_pictures(path: Path, limits: Limits, told: PagesTold) -> list[ReadPage]:
    """The pages of a picture file. DocumentError `damaged_document` or `too_large`."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is checked below
        try:
            with Image.open(path, formats=_FORMATS) as picture:
                frames = getattr(picture, "n_frames", 1)
                if frames > limits.pages:
                    raise _too_large(path.name)
                pages: list[ReadPage] = []
                for number, (frame, dpi) in enumerate(_frames(picture, frames, path.name), start=1):
                    pages.append(_page(number, frame, dpi))
                    told(number, frames)
                return pages
        except Image.DecompressionBombError as error:
            raise _too_large(path.name) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            message = f"{path.name}을(를) 그림으로 열 수 없습니다. 파일이 손상된 것 같습니다. 다시 스캔하거나 저장해 주십시오."
            raise DocumentError(message, code="damaged_document") from error


def _too_large(name: str) -> DocumentError:
    return DocumentError(f"{name}은(는) 그림이 너무 크거나 쪽이 너무 많습니다. 나누거나 해상도를 낮추어 올려 주십시오.", code="too_large")


def _frames(picture: Picture, count: int, name: str) -> Iterator[tuple[Picture, float]]:
    """Each page in grey, upright and no larger than is of use, with its dots an inch."""
    from PIL import Image, ImageOps

    for number in range(count):
        picture.seek(number)
        width, height = picture.size
        if width * height > _MOST_OPENED:
            raise _too_large(name)
        told = picture.info.get("dpi", (0, 0))[0]
        dpi = float(told) if _COARSEST < float(told) <= _FINEST else max(width, height) / _SHEET_INCHES
        frame = ImageOps.exif_transpose(picture.convert("RGBA"))
        sheet = Image.new("RGBA", frame.size, "white")
        sheet.alpha_composite(frame)
        scale = min(1.0, DPI / dpi, math.sqrt(MOST_PIXELS / (width * height)))
        grey = sheet.convert("L")
        if scale < 1:
            grey = grey.resize((max(1, round(grey.width * scale)), max(1, round(grey.height * scale))))
        yield grey, dpi * scale


def _page(number: int, grey: Picture, dpi: float) -> ReadPage:
    dpi = max(_COARSEST, dpi)
    coarser = grey.resize((max(1, grey.width * 2 // 3), max(1, grey.height * 2 // 3)))
    scan = read_scan(_pgm(grey), dpi, _pgm(coarser))
    unsure = bool(scan.lines) and scan.sureness < _UNSURE
    told = (f"{number}쪽: 글자 인식이 불확실합니다. 원문과 대조해 주십시오.",) if unsure else ()
    return ReadPage(number, grey.width * 72 / dpi, grey.height * 72 / dpi, scan.lines, read_by="ocr", warnings=told)


def _pgm(grey: Picture) -> bytes:
    return b"P5 %d %d 255\n" % grey.size + grey.tobytes()


def picture_of_page(path: Path, number: int, most_pixels: int) -> bytes:
    """Return page `number` of a picture file, from 1, in its colours as a PPM file. DocumentError `damaged_document` or `too_large`."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path, formats=_FORMATS) as picture:
            picture.seek(number - 1)
            width, height = picture.size
            if width * height > _MOST_OPENED:
                raise _too_large(path.name)
            frame = ImageOps.exif_transpose(picture.convert("RGBA"))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DocumentError(f"{path.name} {number}쪽을 그림으로 열 수 없습니다.", code="damaged_document") from error
    sheet = Image.new("RGBA", frame.size, "white")
    sheet.alpha_composite(frame)
    scale = min(1.0, math.sqrt(most_pixels / (width * height)))
    colour = sheet.convert("RGB").resize((max(1, round(frame.width * scale)), max(1, round(frame.height * scale))))
    return b"P6 %d %d 255\n" % colour.size + colour.tobytes()


def draw_over(picture: bytes, width: float, *, marked: Sequence[Area], hidden: Sequence[Area], most_bytes: int) -> bytes:
    """Return a page's picture (PPM or PNG) as a PNG file, with places marked, and others black; they count in a page so wide."""
    from PIL import Image, ImageChops, ImageDraw

    with Image.open(BytesIO(picture), formats=("PPM", "PNG")) as opened:
        page = opened.convert("RGB")
    scale = page.width / width
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    for area in marked:
        pen.rectangle(_box(area, scale), fill=_MARK, outline=_EDGE)
    page = ImageChops.multiply(page, ink) if marked else page
    pen = ImageDraw.Draw(page)
    for area in hidden:
        pen.rectangle(_box(area, scale), fill="black")
    told = _png(page)
    while len(told) > most_bytes:  # a photograph: fewer colours, and then fewer dots
        told = _png(page.quantize(_COLOURS))
        page = page.resize((max(1, page.width * 3 // 4), max(1, page.height * 3 // 4)))
    return told


def _box(area: Area, scale: float) -> tuple[float, float, float, float]:
    wider = _AROUND * area.height
    return (area.x0 - wider) * scale, (area.top - wider) * scale, (area.x1 + wider) * scale, (area.bottom + wider) * scale


def _png(page: Picture) -> bytes:
    file = BytesIO()
    page.save(file, "PNG", optimize=False)
    return file.getvalue()
