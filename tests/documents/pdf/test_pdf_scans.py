"""Scanned pages and pictures of pages, read by tesseract: where it is installed with its data for Korean, and a font to draw with is."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.documents.drawn.scan_reading import can_read_scans
from corpus.documents.limits import LIMITS
from corpus.documents.pdf.pdf_reader import read_image, read_pdf
from corpus.model.document import Block
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf

FONTS = sorted(Path("/usr/share/fonts").rglob("*CJK*Regular.ttc"))
pytestmark = pytest.mark.skipif(not (FONTS and can_read_scans()), reason="no tesseract with data for Korean, or no font")
TOLD = ("가람시는 일자리 상담 창구를 새로 열었다", "청년과 기업을 이어 주는 모임도 꾸렸다", "해마다 주민 백 명이 참여하고 있다")


def picture_of(lines: tuple[str, ...] = TOLD, size: tuple[int, int] = (1240, 800)) -> Image.Image:
    """Lines as a scan with 150 dots an inch would show them."""
    picture = Image.new("L", size, 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONTS[0]), 40)
    for at, line in enumerate(lines):
        pen.text((100, 120 + 80 * at), line, font=font, fill=0)
    return picture


def share_found(blocks: tuple[Block, ...], told: tuple[str, ...] = TOLD) -> float:
    """The share of words that were read rightly."""
    read = "".join(block.text for block in blocks).replace(" ", "")
    words = [word for line in told for word in line.split()]
    return sum(word in read for word in words) / len(words)


@pytest.mark.parametrize("name", ["page.png", "page.jpg", "page.tif"])
def test_a_picture_of_a_page(tmp_path: Path, name: str) -> None:
    picture_of().save(tmp_path / name, dpi=(150, 150))
    read = read_image(tmp_path / name, LIMITS)
    assert (read.format, read.page_count) == ("image", 1)
    assert {block.read_by for block in read.blocks} == {"ocr"}
    assert share_found(read.blocks) >= 0.9


def test_a_picture_of_two_pages(tmp_path: Path) -> None:
    other = ("나루시는 배움터를 넓혔다", "어르신도 누구나 배울 수 있다")
    picture_of().save(tmp_path / "two.tif", save_all=True, append_images=[picture_of(other)], dpi=(150, 150))
    told: list[tuple[int, int]] = []
    read = read_image(tmp_path / "two.tif", LIMITS, lambda done, of: told.append((done, of)))
    assert (read.page_count, told) == (2, [(1, 2), (2, 2)])
    assert share_found(tuple(block for block in read.blocks if block.page == 2), other) >= 0.9


def test_a_scanned_page_among_written_ones(tmp_path: Path) -> None:
    written, scan = MadePage(), MadePage()
    written.lines(60, 100, wrapped(sentences(0, 1)[0], 450))
    picture = picture_of(size=(1240, 1754))
    scan.picture(0, 0, 595, 842, (*picture.size, picture.tobytes()))
    read = read_pdf(write_pdf(tmp_path / "scan.pdf", [written, scan]), LIMITS)
    assert [block.read_by for block in read.blocks if block.page == 1] == ["text"]
    mine = tuple(block for block in read.blocks if block.page == 2)
    assert {block.read_by for block in mine} == {"ocr"}
    assert share_found(mine) >= 0.9


def test_a_text_layer_of_characters_that_stand_for_nothing_is_not_believed(tmp_path: Path) -> None:
    page = MadePage()
    picture = picture_of(size=(1240, 1754))
    page.picture(0, 0, 595, 842, (*picture.size, picture.tobytes()))
    page.text(60, 700, "\ue101\ue102\ue103\ue104\ue105\ue106\ue107\ue108" * 4)
    read = read_pdf(write_pdf(tmp_path / "broken.pdf", [page]), LIMITS)
    assert {block.read_by for block in read.blocks} == {"ocr"}
    assert share_found(read.blocks) >= 0.9


def test_a_picture_with_few_words_on_it_keeps_them(tmp_path: Path) -> None:
    """A cover: a large picture without words, and a title."""
    page = MadePage()
    page.picture(0, 200, 595, 842)
    page.text(150, 120, "가람시 우수사례", 30)
    (title, *_) = read_pdf(write_pdf(tmp_path / "cover.pdf", [page]), LIMITS).blocks
    assert (title.text, title.read_by) == ("가람시 우수사례", "text")
