"""Small PDF files made for tests: words at places, rulings, shades and pictures; Hangul through a font that PDFium knows by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.pdf_locks import PdfLock

WIDTH, HEIGHT = 595, 842
_RUNS = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
_FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    b"<</Type/Font/Subtype/Type0/BaseFont/HYGoThic-Medium/Encoding/UniKS-UTF16-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    b"/BaseFont/HYGoThic-Medium/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/DW 1000/FontDescriptor<<"
    b"/Type/FontDescriptor/FontName/HYGoThic-Medium/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
    b"/CapHeight 700/StemV 80>>>>]>>",
)


def width_of(text: str, size: float = 10) -> float:
    """How wide a text is: Latin letters three fifths of their size, all others as wide as high."""
    return sum(0.6 if letter.isascii() else 1.0 for letter in text) * size


@dataclass
class MadePage:
    """A page that is drawn on from its upper left corner."""

    width: float = WIDTH
    height: float = HEIGHT
    rotation: int = 0
    parts: list[bytes] = field(default_factory=list)
    pictures: list[tuple[int, int, bytes]] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Words whose line is `y` below the page's upper edge."""
        for run in _RUNS.findall(text):
            coded = run.encode("utf-16-be").hex() if not run.isascii() else run.encode().hex()
            font = 1 if run.isascii() else 2
            self.parts.append(f"BT /F{font} {size} Tf 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm <{coded}> Tj ET".encode())
            x += width_of(run, size)

    def lines(self, x: float, y: float, texts: list[str], size: float = 10, leading: float = 15) -> float:
        """Lines below each other; gives where the next would stand."""
        for text in texts:
            self.text(x, y, text, size)
            y += leading
        return y

    def ruling(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line."""
        self.parts.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S".encode())

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A frame."""
        self.parts.append(f"0.5 w {x0} {self.height - y1} {x1 - x0} {y1 - y0} re S".encode())

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.8) -> None:
        """A filled area."""
        self.parts.append(f"{grey} g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f 0 g".encode())

    def picture(self, x0: float, y0: float, x1: float, y1: float, pixels: tuple[int, int, bytes] = (1, 1, b"\x80")) -> None:
        """A grey picture."""
        self.pictures.append(pixels)
        place = f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /P{len(self.pictures)} Do Q"
        self.parts.append(place.encode())

    def table(self, xs: list[float], ys: list[float], rows: list[list[str]], size: float = 9) -> None:
        """A table with every ruling drawn; a cell's lines are parted by a line feed."""
        for y in ys:
            self.ruling(xs[0], y, xs[-1], y)
        for x in xs:
            self.ruling(x, ys[0], x, ys[-1])
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                self.lines(x + 3, y + size + 2, text.split("\n"), size, size + 3)


def write_pdf(path: Path, pages: list[MadePage], *, lock: PdfLock | None = None, outline: tuple[tuple[str, int], ...] = ()) -> Path:
    """The pages as a PDF file; `lock` encrypts it; `outline` are bookmarks with the pages they lead to, from 1."""
    objects: list[bytes] = [b"", b"", *_FONTS]
    kids: list[int] = []
    for page in pages:
        names = []
        for number, (width, height, pixels) in enumerate(page.pictures, start=1):
            head = f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
            head += f"/Length {len(pixels)}>>"
            objects.append(head.encode() + b"stream\n" + pixels + b"\nendstream")
            names.append(f"/P{number} {len(objects)} 0 R")
        content = b"\n".join(page.parts)
        objects.append(f"<</Length {len(content)}>>".encode() + b"stream\n" + content + b"\nendstream")
        turned = f"/Rotate {page.rotation}" if page.rotation else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width} {page.height}]{turned}/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<<{''.join(names)}>>>>>>".encode()
        )
        kids.append(len(objects))
    first = len(objects) + 2
    marks = []
    for at, (text, page_number) in enumerate(outline):
        title = ("\ufeff" + text).encode("utf-16-be").hex()
        following = f"/Next {first + at + 1} 0 R" if at + 1 < len(outline) else ""
        marks.append(f"<</Title<{title}>/Parent {first - 1} 0 R/Dest[{kids[page_number - 1]} 0 R/Fit]{following}>>".encode())
    if marks:
        objects += [f"<</Type/Outlines/First {first} 0 R/Last {first + len(marks) - 1} 0 R/Count {len(marks)}>>".encode(), *marks]
    objects[0] = b"<</Type/Catalog/Pages 2 0 R" + (f"/Outlines {first - 1} 0 R".encode() if marks else b"") + b">>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + (lock.hide(number, one) if lock else one) + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{at:010} 00000 n \n".encode() for at in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R".encode() + (lock.trailer() if lock else b"")
    out += f">>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(out)
    return path


def wrapped(text: str, width: float, size: float = 10) -> list[str]:
    """A text in lines no wider than `width`, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def sentences(start: int, count: int) -> list[str]:
    """Paragraphs of running text, no two alike."""
    towns, deeds = (
        ("가람", "나루", "다솜", "라온", "마루"),
        ("상담 창구를 새로 열고", "일터를 찾는 이에게 길을 알리며", "배움터를 넓혀", "기업과 청년을 이어"),
    )
    return [
        f"{towns[n % 5]}시는 {1990 + n}년부터 {deeds[n % 4]} 주민 {100 + n}명이 참여하는 모임을 꾸렸으며 "
        f"그 뒤로 해마다 {n + 3}회씩 자리를 마련하여 "
        f"서로 배운 것을 나누고 다음 해의 계획 {n}호를 함께 세우는 일을 이어 오고 있다."
        for n in range(start, start + count)
    ]
