"""What tesseract reads of a drawn page: lines with their places, and how sure it is. It is a program of its own, and may be missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from corpus.documents.drawn.page_nouns import TextLine
from corpus.documents.drawn.text_lines import plain_characters

DPI = 300
"""Pages are drawn so finely, and coarser where a scan itself is coarser: enlarged specks are read as letters."""
MOST_PIXELS = 40_000_000
HOW_TO_INSTALL = "글자 인식 프로그램을 설치한 뒤 다시 넣어 주십시오(예: apt-get install tesseract-ocr tesseract-ocr-kor)."
_LANGUAGE, _LATIN_TOO = "kor", "kor+eng"
_BLOCK, _COLUMNS = 6, 3  # page modes: 6 takes the page as one block of text, 3 looks for blocks itself
_SURE = 78.0  # percent: below it other ways are tried
_LEAST_SURE = 25.0  # a line read less surely is a picture or specks
_MOSTLY = 0.6
_GAP = 1.6  # of a line's height: words further apart may stand in two columns
_SECONDS = 60.0
_ALIKE = 0.68  # heights of words in one type differ so much by their letters
_SPECKS = re.compile(r"^(?:[ㆍ·.,_'`~|:;]{1,2}\s+)+(?=\S*\w)|(?:\s+[ㆍ·.,_'`~|:;]{1,2})+$")
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class ScanText:
    """The lines of a scanned page in points, and how sure the reading is, in percent."""

    lines: tuple[TextLine, ...]
    sureness: float

    @property
    def weight(self) -> float:
        """By what one reading is better than another: how much was read how surely."""
        return sum(len(line.text) for line in self.lines) * max(0.0, self.sureness - 40.0)


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, ...]
    left: int
    top: int
    right: int
    bottom: int
    sureness: float
    text: str


@cache
def can_read_scans() -> bool:
    """Whether tesseract is installed, with its data for Korean."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS)  # noqa: S603
    return _LANGUAGE in listed.stdout.split()


def read_scan(picture: bytes, dpi: float, coarser: bytes | None = None) -> ScanText:
    """The text of a page's picture (PGM) with `dpi`; `coarser` is the same at two thirds, for where the first is read unsurely."""
    best = _read(picture, dpi, _LANGUAGE, _BLOCK)
    letters = [letter for line in best.lines for letter in line.text if letter.isalpha()]
    if letters and sum(letter.isascii() for letter in letters) > _MOSTLY * len(letters):
        best = max(best, _read(picture, dpi, _LATIN_TOO, _BLOCK), key=lambda one: one.weight)
    if best.sureness < _SURE and coarser is not None:
        best = max(best, _read(coarser, dpi * 2 / 3, _LANGUAGE, _BLOCK), key=lambda one: one.weight)
    if best.sureness < _SURE:
        best = max(best, _read(picture, dpi, _LANGUAGE, _COLUMNS), key=lambda one: one.weight)
    return best


def _read(picture: bytes, dpi: float, language: str, mode: int) -> ScanText:
    """One reading; nothing where tesseract fails or takes too long."""
    program = shutil.which("tesseract") or "tesseract"
    with TemporaryDirectory(prefix="saerye-scan-") as folder:
        out = Path(folder) / "page"
        command = [program, "-", str(out), "-l", language, "--psm", str(mode), "--dpi", str(round(dpi))]
        command += ["-c", "preserve_interword_spaces=1", "txt", "tsv"]
        try:
            ended = subprocess.run(  # noqa: S603
                command, input=picture, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
            )
        except subprocess.TimeoutExpired:
            return ScanText((), 0.0)
        if ended.returncode:
            return ScanText((), 0.0)
        texts = [line for line in out.with_suffix(".txt").read_text(encoding="utf-8").splitlines() if line.strip()]
        words = list(_words(out.with_suffix(".tsv").read_text(encoding="utf-8")))
    return _scan_text(texts, words, 72 / dpi)


def _words(table: str) -> Iterator[_Word]:
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if fields[0] == _WORD_LEVEL and fields[11].strip():
            left, top, width, height = map(int, fields[6:10])
            yield _Word(tuple(fields[1:5]), left, top, left + width, top + height, float(fields[10]), fields[11].strip())


def _scan_text(texts: Sequence[str], words: Sequence[_Word], scale: float) -> ScanText:
    """The lines with their places. Their blanks are those of the plain text, which tesseract spaces better than its words."""
    rows = [list(group) for _, group in groupby(words, key=lambda one: one.line)]
    spaced = texts if len(texts) == len(rows) else [" ".join(word.text for word in row) for row in rows]
    lines: list[TextLine] = []
    for text, row in zip(spaced, rows, strict=True):
        lines += _lines(text, row, scale, len(lines))
    if lines:
        usual = median(line.size for line in lines)
        lines = [replace(line, size=usual) if _ALIKE < line.size / usual < 1 / _ALIKE else line for line in lines]
    characters = sum(len(word.text) for word in words)
    return ScanText(tuple(lines), sum(word.sureness * len(word.text) for word in words) / max(1, characters))


def _lines(text: str, row: Sequence[_Word], scale: float, place: int) -> Iterator[TextLine]:
    """A line, cut where words stand far apart, without what is surely no text."""
    heights = sorted(word.bottom - word.top for word in row)
    height = heights[len(heights) * 3 // 4]
    pieces: list[list[_Word]] = [[row[0]]]
    for word in row[1:]:
        if word.left - pieces[-1][-1].right > _GAP * height:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    rest = text
    for piece in pieces:
        wanted = sum(len(word.text.replace(" ", "")) for word in piece)
        taken, rest = _take(rest, wanted)
        sure = sum(word.sureness * len(word.text) for word in piece) / sum(len(word.text) for word in piece)
        words = _SPECKS.sub("", plain_characters(" ".join(taken.split())))
        if words and sure >= _LEAST_SURE and any(letter.isalnum() for letter in words):
            low = median(word.bottom for word in piece) * scale
            top = min(word.top for word in piece) * scale
            yield TextLine(words, piece[0].left * scale, top, piece[-1].right * scale, low, low, height * scale, place)


def _take(text: str, count: int) -> tuple[str, str]:
    """The first `count` characters that are no blanks, and what follows them."""
    for at, letter in enumerate(text):
        count -= not letter.isspace()
        if not count:
            return text[: at + 1], text[at + 1 :]
    return text, ""
