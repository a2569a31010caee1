"""Archives as attackers make them, and as documents are."""

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from corpus.documents.archive_gate import archive_warnings, check_archive, open_archive
from corpus.documents.limits import LIMITS, Limits
from corpus.errors import DocumentError
from tests.support.made.office_files import MACROS, paragraph, write_docx, write_zip

MEGABYTE = 1 << 20


def refused(path: Path, limits: Limits = LIMITS) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        check_archive(path, limits)
    assert raised.value.message.startswith(f"{path.name}: ")
    return raised.value


def zipped(entries: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_document_passes(tmp_path: Path) -> None:
    check_archive(write_docx(tmp_path / "a.docx", paragraph("글")), LIMITS)
    book = zipped({"xl/workbook.xml": b"<workbook/>"})
    check_archive(write_zip(tmp_path / "b.docx", {"word/document.xml": "<w/>", "word/embeddings/1.xlsx": book, "empty.xml": ""}), LIMITS)


def test_what_unpacks_to_too_much(tmp_path: Path) -> None:
    bomb = write_zip(tmp_path / "폭탄.docx", {"word/document.xml": b"<" + b" " * (40 * MEGABYTE)})
    assert (refused(bomb).code, "200배" in refused(bomb).message) == ("too_large", True)
    small = Limits(unpacked_mb=8, unpacked_ratio=10**9)
    assert "8MB" in refused(bomb, small).message
    spread = write_zip(tmp_path / "b.docx", {f"media/{number}.bin": b" " * MEGABYTE for number in range(20)})
    assert refused(spread).code == "too_large"


def test_archives_within_archives(tmp_path: Path) -> None:
    inner = zipped({"a.bin": b" " * (30 * MEGABYTE)})
    assert refused(write_zip(tmp_path / "a.docx", {"x.zip": inner})).code == "too_large"
    deep = zipped({"a.txt": b"x"})
    for _ in range(3):
        deep = zipped({"next.zip": deep}, ZIP_STORED)
    assert "겹" in refused(write_zip(tmp_path / "b.docx", {"x.zip": deep})).message
    assert refused(write_zip(tmp_path / "c.docx", {"x.zip": zipped({"a": b"x"})[:40]})).code == "damaged_document"


def test_too_many_entries(tmp_path: Path) -> None:
    many = write_zip(tmp_path / "a.docx", {f"{number}": "" for number in range(30)})
    assert refused(many, Limits(entries=20)).code == "too_large"
    inner = zipped({f"{number}": b"" for number in range(15)})
    assert refused(write_zip(tmp_path / "b.docx", {f"{n}.zip": inner for n in range(2)}), Limits(entries=20)).code == "too_large"


def test_a_directory_said_to_be_huge_is_not_read(tmp_path: Path) -> None:
    content = bytearray(zipped({"a": b"x"}))
    at = content.rfind(b"PK\x05\x06")
    struct.pack_into("<I", content, at + 12, 0xFFFFFFF0)
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as raised, open_archive(path, LIMITS):
        pass
    assert raised.value.code == "too_large"


@pytest.mark.parametrize("name", ["../밖.xml", "/etc/passwd", "word/../../x", "C:\\x.xml", "..\\x"])
def test_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    error = refused(write_zip(tmp_path / "a.docx", {name: "<x/>"}))
    assert (error.code, "폴더 밖" in error.message) == ("damaged_document", True)


def test_a_name_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<b/>")
    assert (refused(path).code, "두 번" in refused(path).message) == ("damaged_document", True)


def test_locked_entries(tmp_path: Path) -> None:
    content = bytearray(zipped({"word/document.xml": b"<x/>"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + flags] |= 1
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert refused(path).code == "encrypted_document"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_cut_off(tmp_path: Path, cut: float) -> None:
    path = write_docx(tmp_path / "a.docx", paragraph("글" * 5000))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    assert refused(path).code == "damaged_document"


def test_altered_contents_and_lying_headers(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.docx", {"word/document.xml": b"<x>" + bytes(range(256)) * 40 + b"</x>"})
    content = bytearray(path.read_bytes())
    content[120] ^= 0xFF
    path.write_bytes(content)
    assert refused(path).code == "damaged_document"
    content = bytearray(zipped({"a.bin": b" " * (20 * MEGABYTE)}))
    struct.pack_into("<I", content, content.find(b"PK\x01\x02") + 24, 10)  # said to unpack to ten bytes
    path.write_bytes(content)
    assert refused(path).code == "damaged_document"


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
        '<?xml version="1.0" encoding="IBM037"?><x/>'.encode("cp037"),
        b"<x>" + b" " * (MEGABYTE - 6) + b"<!ENTITY a SYSTEM 'file:///etc/passwd'></x>",
    ],
    ids=["plain", "wide", "seven bits", "ebcdic", "across pieces"],
)
def test_entities_are_refused(tmp_path: Path, xml: bytes) -> None:
    error = refused(write_zip(tmp_path / "a.hwpx", {"Contents/section0.xml": xml, "other.bin": bytes(range(256)) * 40}))
    assert error.code == "damaged_document"


def test_macros_are_told_of(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docm", paragraph("글"), main=MACROS)
    assert archive_warnings(path, LIMITS) == ()
    with ZipFile(path, "a") as archive:
        archive.writestr(ZipInfo("word/vbaProject.bin"), b"x")
    check_archive(path, LIMITS)
    (told,) = archive_warnings(path, LIMITS)
    assert "매크로는 실행하지 않고" in told
