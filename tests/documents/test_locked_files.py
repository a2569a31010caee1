"""Files that are locked: each is told as such, with its name and the way out; what is encrypted and opens without a password is read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from corpus.errors import DocumentError
from corpus.fence.file_reading import read_file
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf
from tests.support.made.office_files import paragraph, write_compound, write_docx, write_zip
from tests.support.pdf_locks import PdfLock

HWP = b"HWP Document File".ljust(32, b"\0") + b"\x06\x01\x00\x05"
MANIFEST = "<odf:manifest xmlns:odf='x'><odf:file-entry><odf:encryption-data/></odf:file-entry></odf:manifest>"
OFFICE = {"EncryptionInfo": b"\x04\0\x04\0" + b"x" * 50, "EncryptedPackage": bytes(range(256)) * 20}
Written = Callable[[Path], object]


def written_page() -> MadePage:
    page = MadePage()
    page.lines(60, 100, wrapped(sentences(0, 1)[0], 450))
    return page


def shut_zip(path: Path, entry: str) -> None:
    """A ZIP whose entry says that it is encrypted."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(entry, b"\x01\x02\x03")
    content = bytearray(buffer.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + flags] |= 1
    path.write_bytes(content)


def guarded_pdf(path: Path) -> None:
    """A PDF whose keys lie with a server of its publisher."""
    content = write_pdf(path, [written_page()], lock=PdfLock("secret")).read_bytes()
    path.write_bytes(content.replace(b"/Filter/Standard/V 1", b"/Filter/PubGuard/V 1"))


@pytest.mark.parametrize(
    ("name", "write", "way_out"),
    [
        ("보고서.pdf", lambda path: write_pdf(path, [written_page()], lock=PdfLock("secret")), "암호를 풀어"),
        ("보고서.pdf", guarded_pdf, "암호를 풀어"),
        ("보고서.docx", lambda path: write_compound(path, OFFICE), "암호를 풀고"),
        ("실적.xlsx", lambda path: write_compound(path, OFFICE), "암호를 풀고"),
        ("보고서.hwp", lambda path: write_compound(path, {"FileHeader": HWP + b"\x03\0\0\0"}), "암호를 풀고"),
        ("보고서.hwp", lambda path: write_compound(path, {"FileHeader": HWP + b"\x11\0\0\0"}), "암호를 풀고"),
        (
            "보고서.hwpx",
            lambda path: write_zip(path, {"mimetype": "application/hwp+zip", "META-INF/manifest.xml": MANIFEST}),
            "암호를 풀고",
        ),
        ("보고서.docx", lambda path: shut_zip(path, "word/document.xml"), "암호로 풀어서"),
        ("자료.zip", lambda path: shut_zip(path, "보고서.hwp"), "암호로 풀어서"),
        ("보고서.hwp", lambda path: path.write_bytes(b"<## NASCA DRM FILE - VER1.00 ##>" + bytes(range(256)) * 40), "보안을 해제한"),
        (
            "보고서.docx",
            lambda path: path.write_bytes(b"\x9b DRMONE  This Document is encrypted" + bytes(range(256)) * 40),
            "보안을 해제한",
        ),
        ("실적.xlsx", lambda path: path.write_bytes(b"SCDSA002" + bytes(range(255, -1, -1)) * 40), "보안을 해제한"),
    ],
)
def test_a_locked_file_is_told_by_its_name_with_the_way_out(tmp_path: Path, name: str, write: Written, way_out: str) -> None:
    write(tmp_path / name)
    with pytest.raises(DocumentError) as raised:
        read_file(tmp_path / name)
    assert raised.value.code == "encrypted_document"
    assert raised.value.message.startswith(name)
    assert way_out in raised.value.message


def test_an_encrypted_pdf_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    """Its publisher forbids printing or copying, which is no reason not to read it."""
    found = read_file(write_pdf(tmp_path / "a.pdf", [written_page()], lock=PdfLock("")))
    assert [block.text for block in found.blocks] == sentences(0, 1)


def test_a_document_that_may_not_be_changed_is_read(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", paragraph("읽기만 할 수 있는 글이다."))
    with ZipFile(path, "a") as archive:
        archive.writestr(
            "word/settings.xml", '<w:settings xmlns:w="x"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
        )
    assert [block.text for block in read_file(path).blocks] == ["읽기만 할 수 있는 글이다."]


def test_a_text_that_speaks_of_rights_management_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Fasoo DRM 안내\n\n사내 문서는 내려받을 때 DRM으로 잠긴다. Fasoo나 MarkAny 같은 프로그램을 쓴다.\n", encoding="utf-8")
    assert read_file(path).format == "text"
