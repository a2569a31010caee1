"""A program of its own: lays a Hangul file out by rhwp, and prints what stands on each page as JSON lines. The one door to that package.

It runs apart since a fault in the layout ends its process, and since the layout writes its own remarks to standard error. It imports
nothing of this house: `python -P hangul_layout.py FILE`, or, for the picture of one page, `… FILE PAGE PICTURE DPI PIXELS`.
"""

from __future__ import annotations

import ctypes
import hashlib
import html
import io
import json
import pathlib
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

_BODY = re.compile(r'<clipPath id="body-clip-[^"]*"><rect x="[-\d.]+" y="([-\d.]+)" width="[-\d.]+" height="([-\d.]+)"')
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_PLACE = re.compile(r'(?:^| )x="([-\d.]+)" y="([-\d.]+)"')
_SHEET = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_SIZE = re.compile(r'font-size="([\d.]+)"')
_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_PICTURE = re.compile(r'<image [^>]*href="data:[^,"]*,([^"]*)"')
_DOTS = 96  # units an inch of a drawing
_SAME_LINE = 3.0  # points: glyphs whose baselines lie nearer stand on one line
_EVERYWHERE = 3  # a picture on so many pages is furniture


def main() -> int:
    """Print a line of JSON for each page: `body` and `edge`, the text in and around the type area, and its `pictures`.

    With a page, from 1, draw that as a PNG file, and print its `width` and `height` and the place of each glyph: x, base, size, text.
    """
    import freetype  # type: ignore[import-untyped]  # the layout's wheel lacks a symbol that this package's library has

    ctypes.CDLL(freetype.raw.filename, mode=ctypes.RTLD_GLOBAL)
    import rhwp

    named = _name_parts(sys.argv[1])
    document = rhwp.Document.from_bytes(named) if named else rhwp.parse(sys.argv[1])
    if len(sys.argv) > 2:  # noqa: PLR2004 - a page is asked for
        number, picture, dpi, pixels = sys.argv[2:]
        told = _place_glyphs(document.render_svg(int(number) - 1))
        scale = min(float(dpi) / _DOTS, (int(pixels) / max(1.0, told["width"] * told["height"])) ** 0.5)
        pathlib.Path(picture).write_bytes(document.render_png(int(number) - 1, scale=scale))
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return 0
    pages = [_read_page(document.render_svg(number)) for number in range(document.page_count)]
    seen: dict[str, int] = {}
    for page in pages:
        for picture in set(page[2]):
            seen[picture] = seen.get(picture, 0) + 1
    for body, edge, pictures in pages:
        held = sum(seen[picture] < _EVERYWHERE for picture in pictures)
        sys.stdout.write(json.dumps({"body": body, "edge": edge, "pictures": held}, ensure_ascii=False) + "\n")
    return 0


def _name_parts(path: str) -> bytes | None:
    """The file with slashes in the names of its parts, where some writer put backslashes; None where nothing is to be put right."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as package:
        if not any("\\" in name for name in package.namelist()):
            return None
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as written:
            for name in package.namelist():
                written.writestr(name.replace("\\", "/"), package.read(name))
    return copy.getvalue()


def _read_page(drawing: str) -> tuple[str, list[str], list[str]]:
    """The text of the type area in the order it is drawn, line by line, the lines around the area, and the marks of its pictures."""
    area = _BODY.search(drawing)
    top, bottom = (float(area[1]), float(area[1]) + float(area[2])) if area else (float("-inf"), float("inf"))
    body: list[str] = []
    edge: list[tuple[float, float, str]] = []
    line = top
    for x, y, glyph in _glyphs(drawing):
        if top <= y <= bottom:
            body.append(glyph if abs(y - line) < _SAME_LINE else "\n" + glyph)
            line = y
        else:
            edge.append((y, x, glyph))
    pictures = [hashlib.sha256(data.encode()).hexdigest()[:16] for data in _PICTURE.findall(drawing)]
    return "".join(body), _join_lines(edge), pictures


def _glyphs(drawing: str) -> Iterator[tuple[float, float, str]]:
    for attributes, glyph in _TEXT.findall(drawing):
        place = _MOVED.search(attributes) or _PLACE.search(attributes)
        if place:
            yield float(place[1]), float(place[2]), html.unescape(glyph)


def _place_glyphs(drawing: str) -> dict[str, Any]:
    """The size of a page, and its glyphs with their places and sizes."""
    sheet = _SHEET.search(drawing)
    glyphs = [
        (float(place[1]), float(place[2]), float(size[1]), html.unescape(glyph))
        for attributes, glyph in _TEXT.findall(drawing)
        if (place := _MOVED.search(attributes) or _PLACE.search(attributes)) and (size := _SIZE.search(attributes))
    ]
    return {"width": float(sheet[1]) if sheet else 0.0, "height": float(sheet[2]) if sheet else 0.0, "glyphs": glyphs}


def _join_lines(glyphs: list[tuple[float, float, str]]) -> list[str]:
    """Lines of glyphs from left to right, the upper line first."""
    lines: list[list[tuple[float, float, str]]] = []
    for glyph in sorted(glyphs):
        if lines and glyph[0] - lines[-1][0][0] < _SAME_LINE:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return ["".join(text for _, _, text in sorted(line, key=lambda held: held[1])) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
