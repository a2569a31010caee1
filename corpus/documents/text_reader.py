"""A text file → its lines and blocks: paragraphs, and tables of tab-separated rows, pipes or HTML among the lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from corpus.documents.furniture import find_furniture, lone_page_numbers
from corpus.documents.limits import Limits
from corpus.documents.text_letters import decode_letters
from corpus.errors import DocumentError
from corpus.model.document import Block, ReadFile
from corpus.outline.line_tables import NumberedLine, read_html_lines, read_pipe_rows, read_tab_rows
from corpus.outline.text_tables import has_html, html_text

_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_PIPES = re.compile(r"\s*\|.*\|\s*")
_TABLE_START, _TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_MARKED = re.compile(
    r"\W|[ㅇoO]\s|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|\d{1,3}\s*[.)\]:|]|[가-하][.)]|[IVX]+\s*[.|)\s]|제\s*\d+\s*[장절조]|\d+\s|[가-힣]+\s?\d+\s*[.:)]"
)
_OPEN_END = re.compile(r"(?:[가-힣](?:을|를|의|은|는|과|와|에|로|및|고|여|해|한|된|할|될|인|는|던|서|며|나)|,|및|·)$")
_FULL = 0.7
"""Of the longest lines around: a line that is shorter was ended by its writer, not by the margin."""
_WRAP_LEAST = 24
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff\ufeff\u200b]")


def read_text(path: Path, limits: Limits) -> ReadFile:
    """Read a text file: its own lines, as `sed -n 5p` counts them, and the blocks on them; a form feed ends a page.

    Raises:
        DocumentError: `damaged_document` where it is no text in a known encoding, `no_text` where there is none in it, `too_large`.

    """
    if path.stat().st_size > limits.file_mb << 20:
        raise DocumentError(f"{path.name}: 파일이 {limits.file_mb}MB보다 큽니다. 나누어 올려 주십시오.", code="too_large")
    decoded = decode_letters(path.read_bytes())
    if decoded is None:
        told = f"{path.name}: 글자로 읽을 수 없습니다. UTF-8이나 CP949로 저장한 텍스트 파일인지 확인해 주십시오."
        raise DocumentError(told, code="damaged_document")
    if not decoded.text.strip():
        raise DocumentError(f"{path.name}: 글자가 하나도 없습니다. 다른 형식으로 다시 저장해 주십시오.", code="no_text")
    read = read_lines(unicodedata.normalize("NFC", decoded.text), name=path.name, limits=limits)
    broken = (f"{path.name}: 읽을 수 없는 글자가 {decoded.broken}군데 있습니다.",) if decoded.broken else ()
    return replace(read, warnings=(*broken, *read.warnings))


def read_lines(text: str, *, name: str, limits: Limits) -> ReadFile:
    """Return what `read_text` returns, of a text already decoded.

    Raises:
        DocumentError: `too_large` where it has more pages than are read.

    """
    lines = tuple(line.removesuffix("\r") for line in text.split("\n"))
    lines = lines[:-1] if lines and not lines[-1] else lines
    pages = _split_pages(lines)
    if len(pages) > limits.pages:
        raise DocumentError(
            f"{name}: {len(pages)}쪽으로, 한 번에 읽는 {limits.pages}쪽보다 많습니다. 나누어 올려 주십시오.", code="too_large"
        )
    paged = len(pages) > 1
    labels: dict[int, str] = {}
    if paged:
        furniture = find_furniture([[line.text for line in page] for page in pages])
        labels = dict(furniture.labels)
        pages = tuple(
            tuple(line for at, line in enumerate(page) if at not in junk) for page, junk in zip(pages, furniture.lines, strict=True)
        )
    elif junk := lone_page_numbers([line.text for line in pages[0]]):
        pages = (tuple(line for at, line in enumerate(pages[0]) if at not in junk),)
    hashes = _has_hash_headings(lines)
    blocks: list[Block] = []
    for number, page in enumerate(pages, 1):
        place = {"page": number, "pages": (number, number), "page_from": "file"} if paged else {}
        for block in _page_blocks(page, len(blocks), hashes=hashes):
            blocks.append(replace(block, **place))  # type: ignore[arg-type]
    return ReadFile(format="text", blocks=tuple(blocks), page_count=len(pages) if paged else None, printed_pages=labels, lines=lines)


def _split_pages(lines: Sequence[str]) -> tuple[tuple[NumberedLine, ...], ...]:
    """The lines of each page; a form feed within a line ends a page there, and both parts are of that line."""
    pages: list[list[NumberedLine]] = [[]]
    for number, line in enumerate(lines, 1):
        for at, part in enumerate(line.split("\f")):
            if at:
                pages.append([])
            pages[-1].append(NumberedLine(number, _PRIVATE.sub("", part)))
    while len(pages) > 1 and not any(line.text.strip() for line in pages[-1]):
        pages.pop()
    return tuple(map(tuple, pages))


def _has_hash_headings(lines: Sequence[str]) -> bool:
    """Whether `#` begins headings here, as in Markdown: of two depths at the least, or of the first; scans print it by mistake."""
    depths = {len(match[1]) for line in lines if line.startswith("#") and (match := _HASHES.fullmatch(line.strip()))}
    return len(depths) > 1 or bool(depths & {1, 2})


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines that belong together, and what they are."""

    kind: str
    lines: tuple[NumberedLine, ...]


def _page_blocks(page: Sequence[NumberedLine], before: int, *, hashes: bool) -> Iterator[Block]:
    """The blocks of one page; `before` is how many there are above, for tables within tables."""
    widest = sorted((len(line.text) for line in page if "\t" not in line.text and not has_html(line.text)), reverse=True)
    full = _FULL * (widest[len(widest) // 10] if widest else 0)
    count = before
    for chunk in _chunks(page):
        if chunk.kind == "plain":
            found = tuple(_plain_blocks(chunk.lines, full, hashes=hashes))
        else:
            reader = {"tab": read_tab_rows, "pipe": read_pipe_rows, "html": read_html_lines}[chunk.kind]
            found = reader(chunk.lines, count)
        count += len(found)
        yield from found


def _chunks(page: Sequence[NumberedLine]) -> Iterator[_Chunk]:
    """Runs of lines of one kind; a blank line ends a run, but not an HTML table."""
    kinds = list(_line_kinds(page))
    for (kind, _), group in groupby(zip(kinds, page, strict=True), key=lambda pair: pair[0]):
        if kind:
            yield _Chunk(kind, tuple(line for _, line in group))


def _line_kinds(page: Sequence[NumberedLine]) -> Iterator[tuple[str, int]]:
    """The kind of each line, "" of a blank one, and the number of the HTML table that it is of."""
    depth = table = 0
    for line in page:
        text = line.text
        starts, ends = len(_TABLE_START.findall(text)), len(_TABLE_END.findall(text))
        if depth or (starts and "\t" not in text):
            table += not depth
            depth = max(0, depth + starts - ends)
            yield "html", table
        elif not text.strip():
            yield "", 0
        elif "\t" in text.strip() or ("\t" in text and text.strip()):
            yield "tab", 0
        elif _PIPES.fullmatch(text) and text.count("|") > 1:
            yield "pipe", 0
        else:
            yield "plain", 0


def _plain_blocks(lines: Sequence[NumberedLine], full: float, *, hashes: bool) -> Iterator[Block]:
    """Paragraphs: a line each, but a sentence that the margin broke is one again; `#` begins a heading where that is the custom here."""
    held: list[NumberedLine] = []
    for line in lines:
        if held and not _is_broken(held[-1].text, line.text, full):
            yield _paragraph(held, hashes=hashes)
            held = []
        held.append(line)
    yield _paragraph(held, hashes=hashes)


def _is_broken(before: str, after: str, full: float) -> bool:
    """Whether the margin broke a sentence between two lines."""
    before, after = before.rstrip(), after.strip()
    long = len(before) >= max(_WRAP_LEAST, full)
    return long and _OPEN_END.search(before) is not None and not _MARKED.match(after) and not has_html(before + after)


def _paragraph(lines: Sequence[NumberedLine], *, hashes: bool) -> Block:
    span = (lines[0].number, lines[-1].number)
    text = " ".join(html_text(line.text) for line in lines)
    heading = _HASHES.fullmatch(text) if hashes else None
    if heading:
        return Block(kind="heading", text=heading[2], level=len(heading[1]), lines=span)
    return Block(kind="paragraph", text=text, lines=span)
