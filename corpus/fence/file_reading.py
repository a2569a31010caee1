"""The one door to a file: sized, sniffed and gated, read by its format's reader, its table heads marked; nothing without words passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.documents.archive_gate import archive_warnings, check_archive
from corpus.documents.limits import LIMITS, Limits, PagesTold, tell_nobody
from corpus.documents.sniffing import sniff_format
from corpus.documents.table_heads import mark_heads
from corpus.errors import DocumentError
from corpus.model.book import Format
from corpus.model.document import Block, ReadFile

Reader = Callable[[Path, Limits], ReadFile]
_ARCHIVES: frozenset[Format] = frozenset({"docx", "xlsx", "hwpx"})
_MEGABYTE = 1 << 20


def read_file(path: Path, limits: Limits = LIMITS, told: PagesTold = tell_nobody) -> ReadFile:
    """Return what stands in a file, whatever its name says it is; `told` hears of each page where it is read page by page.

    Raises:
        DocumentError: with the contract's code, where it is too large, of no format that is read, locked, damaged, or holds no words.

    """
    _refuse_large(path, limits)
    kind = sniff_format(path, limits)
    warned: tuple[str, ...] = ()
    if kind in _ARCHIVES:
        check_archive(path, limits)
        warned = archive_warnings(path, limits)
    read = find_reader(kind, told)(path, limits)
    if not any(has_words(block) for block in read.blocks):
        raise DocumentError(
            f"{path.name}: 읽을 글자가 없습니다. 그림뿐인 문서이면 글자를 알아볼 수 있는 PDF나 그림 파일로 올려 주십시오.",
            code="no_text",
        )
    blocks = tuple(replace(block, cells=mark_heads(block.cells)) if block.cells else block for block in read.blocks)
    return replace(read, blocks=blocks, warnings=(*warned, *read.warnings))


def find_reader(kind: Format, told: PagesTold = tell_nobody) -> Reader:
    """Return the reader of a format, which is imported, with what it needs, when the first file of its format comes."""
    reader: Reader
    match kind:
        case "text":
            from corpus.documents.text_reader import read_text as reader
        case "markdown":
            from corpus.documents.office.markdown_reader import read_markdown as reader
        case "html":
            from corpus.documents.office.html_reader import read_html as reader
        case "docx":
            from corpus.documents.office.docx_reader import read_docx as reader
        case "xlsx":
            from corpus.documents.sheets.xlsx_reader import read_xlsx as reader
        case "hwpx":
            from corpus.documents.hangul.hangul_reader import read_hwpx as reader
        case "hwp":
            from corpus.documents.hangul.hangul_reader import read_hwp as reader
        case "pdf":
            from corpus.documents.pdf.pdf_reader import read_pdf

            reader = partial(read_pdf, told=told)
        case "image":
            from corpus.documents.pdf.pdf_reader import read_image

            reader = partial(read_image, told=told)
    return reader


def has_words(block: Block) -> bool:
    """Whether a block holds a letter or digit, or a table one in any cell."""
    return any(letter.isalnum() for text in (block.text, *(cell.text for cell in block.cells)) for letter in text)


def _refuse_large(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size > limits.file_mb * _MEGABYTE:
        told = f"{path.name}: {size / _MEGABYTE:,.0f}MB입니다. {limits.file_mb}MB까지 읽습니다. 문서를 나누거나 그림을 줄여 올려 주십시오."
        raise DocumentError(told, code="too_large")
