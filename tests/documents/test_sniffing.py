"""Formats by what a file holds: whatever its name says, and whatever cannot be read is told with the way out."""

from pathlib import Path
from random import Random

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.sniffing import sniff_format
from corpus.errors import DocumentError
from tests.support.made.office_files import MACROS, paragraph, write_compound, write_docx, write_zip

HWP = b"HWP Document File".ljust(32, b"\0") + b"\x06\x01\x00\x05"
TYPES = '<Types><Override PartName="/x" ContentType="{}"/></Types>'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def sniffed(folder: Path, content: bytes | str, name: str = "문서.bin") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return sniff_format(path, LIMITS)


def refused(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        sniff_format(path, LIMITS)
    assert raised.value.message.startswith(f"{path.name}: ")
    return raised.value


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n%x", "pdf"),
        (b"\0\r\njunk before it\n%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"II*\0....", "image"),
        (b"MM\0*....", "image"),
        (b"BM....", "image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image"),
        ('<?xml version="1.0" encoding="UTF-8"?>\n<HWPML Version="2.8"><BODY/></HWPML>', "hwp"),
        ("<!DOCTYPE html><html><body>글</body></html>", "html"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "html"),
        ("<!-- 주 --><meta charset=utf-8><p>글", "html"),
        ("<div><p>상담 창구를 열었다.</p></div>", "html"),
        ("# 사업 개요\n\n상담 창구를 열었다.\n", "markdown"),
        ("머리말\n\n| 구분 | 값 |\n|---|---|\n| 가 | 1 |\n", "markdown"),
        ("<div align=center>그림</div>\n\n# 제목\n\n글\n\n## 다음\n\n글", "markdown"),
        ("- 하나\n- 둘\n* 셋\n1. 넷\n", "text"),
        ("사업 # 3호\n### 잘못 읽은 줄\n이어지는 줄\n", "text"),
        ("첫 쪽\f# 둘째 쪽\n\n# 셋째\n\n", "text"),
        ("구분\t값\n가\t1\n", "text"),
    ],
)
def test_formats_of_contents(tmp_path: Path, content: bytes | str, expected: str) -> None:
    assert sniffed(tmp_path, content) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
@pytest.mark.parametrize("text", ["지역 상담 창구를 열고 12곳에서 운영하였다.\n다음 줄이다.\n", "# 제목\n\n지역 상담 창구\n"])
def test_texts_in_every_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    assert sniffed(tmp_path, text.encode(encoding)) == ("markdown" if text.startswith("#") else "text")


def test_archives_by_their_parts(tmp_path: Path) -> None:
    docx = write_docx(tmp_path / "이름만 한글.hwp", paragraph("글"))
    assert sniff_format(docx, LIMITS) == "docx"
    assert sniff_format(write_docx(tmp_path / "m.docx", paragraph("글"), main=MACROS), LIMITS) == "docx"
    assert sniff_format(write_zip(tmp_path / "a", {"[Content_Types].xml": TYPES.format(SHEET)}), LIMITS) == "xlsx"
    assert sniff_format(write_zip(tmp_path / "b", {"mimetype": "application/hwp+zip"}), LIMITS) == "hwpx"
    assert sniff_format(write_zip(tmp_path / "c", {"Contents\\section0.xml": "<x/>"}), LIMITS) == "hwpx"


def test_compound_files_by_their_streams(tmp_path: Path) -> None:
    assert sniff_format(write_compound(tmp_path / "a.txt", {"FileHeader": HWP + b"\x01\0\0\0", "DocInfo": b""}), LIMITS) == "hwp"
    assert refused(write_compound(tmp_path / "b.hwp", {"FileHeader": HWP + b"\x03\0\0\0"})).code == "encrypted_document"
    assert refused(write_compound(tmp_path / "c.docx", {"EncryptedPackage": b"x", "EncryptionInfo": b"x"})).code == "encrypted_document"


@pytest.mark.parametrize(
    ("stream", "what", "instead"), [("WordDocument", "DOC", "DOCX"), ("Workbook", "XLS", "XLSX"), ("PowerPoint Document", "PPT", "PDF")]
)
def test_old_office_files_are_named_with_the_way_out(tmp_path: Path, stream: str, what: str, instead: str) -> None:
    error = refused(write_compound(tmp_path / "옛 문서.hwp", {stream: b"x"}))
    assert error.code == "unsupported_format"
    assert f"({what})" in error.message
    assert "다른 이름으로 저장" in error.message
    assert instead in error.message


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05", "HWP 3"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "MHTML"),
        (b'<?xml version="1.0"?><note><to>x</to></note>', "XML"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "문서"
    path.write_bytes(content)
    error = refused(path)
    assert (error.code, what in error.message) == ("unsupported_format", True)


def test_slides_open_documents_and_plain_archives_are_named(tmp_path: Path) -> None:
    slides = TYPES.format("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
    assert "PPTX" in refused(write_zip(tmp_path / "a", {"[Content_Types].xml": slides})).message
    assert "ODF" in refused(write_zip(tmp_path / "b", {"mimetype": "application/vnd.oasis.opendocument.text"})).message
    strict = {"_rels/.rels": "http://purl.oclc.org/ooxml/officeDocument", "[Content_Types].xml": TYPES.format(SHEET)}
    assert "Strict" in refused(write_zip(tmp_path / "c", strict)).message
    assert "풀어서" in refused(write_zip(tmp_path / "d", {"보고서.hwp": "x"})).message


def test_a_locked_hwpx_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    locked = write_zip(tmp_path / "a.hwpx", {"mimetype": "application/hwp+zip", "META-INF/manifest.xml": manifest})
    assert refused(locked).code == "encrypted_document"


def test_empty_blank_random_and_cut_off_files(tmp_path: Path) -> None:
    for content, code in ((b"", "no_text"), (b" \n\t\n", "no_text"), (b"\xef\xbb\xbf", "no_text")):
        path = tmp_path / "빈 파일.txt"
        path.write_bytes(content)
        assert refused(path).code == code
    random = Random(7)
    for size in (64, 1000, 70_000):
        path = tmp_path / "잡음.hwp"
        path.write_bytes(bytes([0x9A]) + random.randbytes(size))
        assert refused(path).code == "unsupported_format"
    whole = write_docx(tmp_path / "온전.docx", paragraph("글")).read_bytes()
    path = tmp_path / "끊김.docx"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    assert refused(path).code == "damaged_document"
    path.write_bytes(write_compound(tmp_path / "a.hwp", {"FileHeader": HWP}).read_bytes()[:700])
    assert refused(path).code in {"damaged_document", "unsupported_format"}
