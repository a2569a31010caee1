"""PDF files and pictures of pages as blocks in reading order: the two doors of this room."""

from __future__ import annotations

from pathlib import Path

from corpus.documents.drawn.page_nouns import Bookmark, ReadPage
from corpus.documents.drawn.page_reading import read_page
from corpus.documents.drawn.pdfium_pages import open_pdf
from corpus.documents.drawn.picture_pages import read_pictures
from corpus.documents.drawn.scan_reading import HOW_TO_INSTALL, can_read_scans
from corpus.documents.limits import Limits, PagesTold, tell_nobody
from corpus.documents.pdf.block_writing import write_blocks
from corpus.errors import DocumentError
from corpus.model.book import Format
from corpus.model.document import ReadFile


def read_pdf(path: Path, limits: Limits, told: PagesTold = tell_nobody) -> ReadFile:
    """The blocks of a PDF, page by page. DocumentError `encrypted_document`, `damaged_document`, `too_large` or `no_text`."""
    with open_pdf(path) as pages:
        _refuse_too_many(path.name, pages.count, limits)
        read: list[ReadPage] = []
        for number in range(1, pages.count + 1):
            read.append(read_page(pages, number, limits))
            told(number, pages.count)
        title, bookmarks = pages.title, pages.bookmarks()
    return _read_file(path.name, "pdf", read, title, bookmarks)


def read_image(path: Path, limits: Limits, told: PagesTold = tell_nobody) -> ReadFile:
    """The blocks of a picture of one or more pages (PNG, JPEG, TIFF). DocumentError `damaged_document`, `too_large` or `no_text`."""
    if not can_read_scans():
        raise DocumentError(f"{path.name}은(는) 그림 파일이라 글자 인식이 필요합니다. {HOW_TO_INSTALL}", code="no_text")
    return _read_file(path.name, "image", read_pictures(path, limits, told), None)


def _refuse_too_many(name: str, count: int, limits: Limits) -> None:
    if count > limits.pages:
        message = f"{name}은(는) {count:,}쪽으로 한도 {limits.pages:,}쪽을 넘습니다. 파일을 나누어 올려 주십시오."
        raise DocumentError(message, code="too_large")


def _read_file(name: str, file_format: Format, pages: list[ReadPage], title: str | None, bookmarks: tuple[Bookmark, ...] = ()) -> ReadFile:
    blocks, labels = write_blocks(pages, bookmarks)
    if not any(block.text.strip() for block in blocks):
        way_out = "글자가 보이는 파일인지 확인해 주십시오." if can_read_scans() else HOW_TO_INSTALL
        raise DocumentError(f"{name}에서 글자를 찾지 못했습니다. {way_out}", code="no_text")
    warnings = tuple(warning for page in pages for warning in page.warnings)
    return ReadFile(format=file_format, blocks=blocks, page_count=len(pages), printed_pages=labels, title=title, warnings=warnings)
