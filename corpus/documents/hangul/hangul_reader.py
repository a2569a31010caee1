"""HWP 5, HWPX and HWPML → blocks in reading order with the pages of the layout: the door to this room."""

from __future__ import annotations

from pathlib import Path

from corpus.documents.hangul.dochan_tree import read_dochan_tree
from corpus.documents.hangul.hangul_blocks import BlockWriter
from corpus.documents.hangul.hangul_gate import refuse_locked_package, refuse_unread, sniff_hangul
from corpus.documents.hangul.hangul_pages import lay_out, place_blocks
from corpus.documents.hangul.hwpml_tree import read_hwpml_tree
from corpus.documents.limits import Limits
from corpus.errors import DocumentError
from corpus.model.book import Format
from corpus.model.document import ReadFile


def read_hwpx(path: Path, limits: Limits) -> ReadFile:
    """A HWPX file's blocks, their pages by its layout, and what is printed on these.

    Raises:
        DocumentError: It is locked, damaged, empty or too large.
    """
    return _read_hangul(path, limits)


def read_hwp(path: Path, limits: Limits) -> ReadFile:
    """The same for a `.hwp` file: HWP 5, or HWPML, or HWPX by another name.

    Raises:
        DocumentError: It is locked, damaged, empty, too large or older than HWP 5.
    """
    return _read_hangul(path, limits)


def _read_hangul(path: Path, limits: Limits) -> ReadFile:
    kind = sniff_hangul(path)
    if kind == "hwpx":
        refuse_locked_package(path)
    tree = read_hwpml_tree(path) if kind == "hwpml" else read_dochan_tree(path)
    writer = BlockWriter(limits.nesting)
    writer.write(tree.content)
    warnings = refuse_unread(path.name, writer.words, tree.faults)
    cells = sum(len(block.cells) for block in writer.blocks)
    if cells > limits.cells:
        message = f"{path.name}: 표의 칸이 {cells:,}개로 한도({limits.cells:,}개)를 넘습니다. 문서를 나누어 올려 주십시오."
        raise DocumentError(message, code="too_large")
    pages = lay_out(path, limits.seconds)
    if len(pages) > limits.pages:
        message = f"{path.name}: {len(pages):,}쪽으로 한도({limits.pages:,}쪽)를 넘습니다. 문서를 나누어 올려 주십시오."
        raise DocumentError(message, code="too_large")
    placed = place_blocks(writer.blocks, writer.words, pages)
    sort: Format = "hwpx" if kind == "hwpx" else "hwp"
    return ReadFile(
        format=sort,
        blocks=placed.blocks,
        page_count=placed.page_count,
        printed_pages=placed.printed_pages,
        warnings=(*warnings, *placed.warnings),
    )
