"""PDF files and pictures that cannot be read are refused by name, with the way out."""

from pathlib import Path

import pytest
from PIL import Image

from corpus.documents.drawn import page_reading
from corpus.documents.drawn.scan_reading import can_read_scans
from corpus.documents.limits import LIMITS, Limits
from corpus.documents.pdf import pdf_reader
from corpus.documents.pdf.pdf_reader import read_image, read_pdf
from corpus.errors import DocumentError
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf
from tests.support.pdf_locks import PdfLock


def written_page() -> MadePage:
    page = MadePage()
    page.lines(60, 100, wrapped(sentences(0, 1)[0], 450))
    return page


def refusal(path: Path, limits: Limits = LIMITS) -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        read_pdf(path, limits)
    assert path.name in str(refused.value)
    return refused.value


def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf_reader, page_reading):
        monkeypatch.setattr(module, "can_read_scans", lambda: False)


def test_a_password(tmp_path: Path) -> None:
    found = refusal(write_pdf(tmp_path / "locked.pdf", [written_page()], lock=PdfLock("secret")))
    assert found.code == "encrypted_document"
    assert "암호를 풀어" in str(found)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x00\x01random" * 400, "그냥 글".encode()])
def test_what_is_no_pdf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    assert refusal(path).code == "damaged_document"


def test_a_file_that_ends_too_early(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "short.pdf", [written_page() for _ in range(4)])
    path.write_bytes(path.read_bytes()[:900])
    assert refusal(path).code == "damaged_document"


def test_too_many_pages(tmp_path: Path) -> None:
    found = refusal(write_pdf(tmp_path / "long.pdf", [written_page() for _ in range(4)]), Limits(pages=3))
    assert found.code == "too_large"
    assert "4쪽" in str(found)


def test_empty_pages_hold_no_text(tmp_path: Path) -> None:
    assert refusal(write_pdf(tmp_path / "empty.pdf", [MadePage()])).code == "no_text"


def test_a_scan_without_tesseract_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    page = MadePage()
    page.picture(0, 0, 595, 842)
    found = refusal(write_pdf(tmp_path / "scan.pdf", [page]))
    assert found.code == "no_text"
    assert "tesseract-ocr tesseract-ocr-kor" in str(found)


def test_a_scanned_page_among_others_is_told_where_it_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    scan = MadePage()
    scan.picture(0, 0, 595, 842)
    read = read_pdf(write_pdf(tmp_path / "mixed.pdf", [written_page(), scan]), LIMITS)
    assert [block.page for block in read.blocks] == [1]
    (warning,) = read.warnings
    assert warning.startswith("2쪽: ")


def test_a_page_with_few_words_is_read_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    page = MadePage()
    page.text(200, 300, "붙임 1", 24)
    read = read_pdf(write_pdf(tmp_path / "few.pdf", [written_page(), page]), LIMITS)
    assert read.blocks[-1].text == "붙임 1"
    assert read.warnings == ()


def test_pictures_that_are_none(tmp_path: Path) -> None:
    if not can_read_scans():
        pytest.skip("tesseract with its data for Korean is not installed")
    path = tmp_path / "bad.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    with pytest.raises(DocumentError) as refused:
        read_image(path, LIMITS)
    assert refused.value.code == "damaged_document"


def test_a_picture_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    Image.new("L", (40, 40), 255).save(tmp_path / "page.png")
    with pytest.raises(DocumentError) as refused:
        read_image(tmp_path / "page.png", LIMITS)
    assert refused.value.code == "no_text"
    assert "tesseract-ocr-kor" in str(refused.value)
