"""A page of a Hangul file as a picture, by laying the file out; with the places of its glyphs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import DocumentError

_LAYOUT_PROGRAM = Path(__file__).with_name("hangul_layout.py")


@dataclass(frozen=True, slots=True)
class HangulPage:
    """A page as it is laid out: the picture as a PNG file, the page's size, and its glyphs as (x, base, size, text) in the same units."""

    picture: bytes
    width: float
    height: float
    glyphs: tuple[tuple[float, float, float, str], ...]


def draw_hangul(path: Path, number: int, dpi: float, most_pixels: int, seconds: float) -> HangulPage:
    """Page `number` of a Hangul file, from 1; DocumentError `unsupported_format` where it cannot be laid out, or not in time."""
    with TemporaryDirectory(prefix="saerye-page-") as folder:
        picture = Path(folder) / "page.png"
        command = [sys.executable, "-P", str(_LAYOUT_PROGRAM), str(path), str(number), str(picture), str(dpi), str(most_pixels)]
        try:
            ran = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - own program
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _undrawn(path.name, number) from error
        if ran.returncode:
            raise _undrawn(path.name, number)
        told = json.loads(ran.stdout.decode("utf-8").strip().rpartition("\n")[2])
        glyphs = tuple((float(x), float(base), float(size), str(text)) for x, base, size, text in told["glyphs"])
        return HangulPage(picture.read_bytes(), told["width"], told["height"], glyphs)


def _undrawn(name: str, number: int) -> DocumentError:
    told = f"{name} {number}쪽을 그릴 수 없습니다. 한글 문서의 쪽을 그리는 프로그램(rhwp)이 없거나 이 문서를 펼치지 못합니다."
    return DocumentError(told, code="unsupported_format")
