"""A file → its format, by what it holds and never by its name; what cannot be read is told with the way out."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from corpus.documents.archive_gate import PACKED, entry_name, open_archive
from corpus.documents.limits import Limits
from corpus.documents.markup_signs import text_format
from corpus.documents.text_letters import decode_letters
from corpus.errors import DocumentError
from corpus.model.book import Format

_HEAD = 4_096
_SAMPLE = 4 << 20  # bytes of a text that are decoded to know it
_PDF_WITHIN = 1_024  # readers of PDF look for its mark this far in
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_HWP3 = b"HWP Document File V"
_ARCHIVE_MARKS = (PACKED, b"PK\x05\x06", b"PK\x07\x08")
_PART_MOST = 4 << 20  # bytes of a part that is looked at
_HWP_LOCKS = 0x2 | 0x10 | 0x100 | 0x400  # password, rights management, certificate, its rights management
_FLAGS_AT = 36
_RIGHTS = re.compile(rb"\A.{0,64}?(?:NASCA DRM|DRMONE|SCDSA\d|FASOO|MarkAny)", re.DOTALL | re.IGNORECASE)
"""What begins a file that the rights management of an office has locked: the container's name, whatever the document within it."""
_OLE_KINDS = (
    (("WordDocument",), "옛 워드 문서(DOC)", "DOCX나 PDF"),
    (("Workbook", "Book"), "옛 엑셀 통합 문서(XLS)", "XLSX"),
    (("PowerPoint Document",), "옛 파워포인트(PPT)", "PDF"),
)
_OFFICE_MAIN = (
    (rb"wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled", "docx"),
    (rb"spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template)\.macroEnabled", "xlsx"),
)
_OTHER_MAIN = (
    (rb"presentationml", "파워포인트(PPTX)", "PDF"),
    (rb"ms-excel\.sheet\.binary", "엑셀 바이너리 통합 문서(XLSB)", "XLSX"),
)
_OTHER_ZIPS = (("application/vnd.oasis.opendocument", "오픈도큐먼트(ODF)", "DOCX, XLSX나 PDF"), ("application/epub", "전자책(EPUB)", "PDF"))
_WAYS = "HWPX, HWP, PDF, DOCX, XLSX, HTML, 마크다운, 텍스트, 그림 파일(PNG, JPEG, TIFF)을 읽습니다"


def sniff_format(path: Path, limits: Limits) -> Format:
    """Return the format of a file's content.

    Raises:
        DocumentError: `unsupported_format` with what it is and what to save it as, `encrypted_document`, `damaged_document`, or `no_text`
            where it is empty.

    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise DocumentError(f"{path.name}: 빈 파일입니다(0바이트). 내용이 있는 파일을 올려 주십시오.", code="no_text")
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head.startswith(_ARCHIVE_MARKS):
        with open_archive(path, limits) as archive:
            return _sniff_archive(archive, path.name)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if head.startswith(_HWP3):
        raise _unsupported_error(path.name, "한글 3.0 이하의 옛 문서(HWP 3)", "한글에서 HWPX")
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    return _sniff_text(path)


def _unsupported_error(name: str, what: str, instead: str) -> DocumentError:
    told = f"{name}: {what} 파일은 읽을 수 없습니다. 만든 프로그램에서 '다른 이름으로 저장'하여 {instead} 형식으로 올려 주십시오."
    return DocumentError(told, code="unsupported_format")


def _unknown_error(name: str, hint: str = "") -> DocumentError:
    told = f"{name}: 알 수 없는 형식의 파일입니다.{hint} {_WAYS}. 그 가운데 하나로 '다른 이름으로 저장'하여 올려 주십시오."
    return DocumentError(told, code="unsupported_format")


def _locked_error(name: str, told: str = "암호가 걸린 문서입니다. 만든 프로그램에서 암호를 풀고 저장한 뒤 올려 주십시오.") -> DocumentError:
    return DocumentError(f"{name}: {told}", code="encrypted_document")


def _sniff_ole(path: Path) -> Format:
    """Tell what a compound file holds by its streams."""
    import olefile

    try:
        with olefile.OleFileIO(path) as ole:
            if ole.exists("FileHeader"):
                return _sniff_hwp(ole.openstream("FileHeader").read(_HEAD), path.name)
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise _locked_error(path.name)
            found = next((kind for kind in _OLE_KINDS if any(ole.exists(stream) for stream in kind[0])), None)
    except (OSError, ValueError, IndexError) as error:
        told = f"{path.name}: 파일이 끊겼거나 깨져 있어 열 수 없습니다. 원본을 다시 받거나 만든 프로그램에서 다시 저장해 주십시오."
        raise DocumentError(told, code="damaged_document") from error
    raise _unsupported_error(path.name, found[1], found[2]) if found else _unknown_error(path.name)


def _sniff_hwp(header: bytes, name: str) -> Format:
    if not header.startswith(b"HWP Document File"):
        raise _unknown_error(name)
    if int.from_bytes(header[_FLAGS_AT : _FLAGS_AT + 4], "little") & _HWP_LOCKS:
        raise _locked_error(name)
    return "hwp"


def _sniff_archive(archive: ZipFile, name: str) -> Format:
    """Tell what a ZIP holds by its parts."""
    parts = {entry_name(entry): entry for entry in archive.namelist()}

    def read(part: str) -> bytes:
        if part not in parts or archive.getinfo(parts[part]).flag_bits & 1:
            return b""
        with archive.open(parts[part]) as stream:
            return stream.read(_PART_MOST)

    if b"encryption-data" in read("META-INF/manifest.xml"):
        raise _locked_error(name)
    mimetype = read("mimetype").decode("ascii", errors="replace").strip()
    if mimetype.startswith("application/hwp+zip") or "Contents/section0.xml" in parts or "Contents/content.hpf" in parts:
        return "hwpx"
    if other := next((kind for kind in _OTHER_ZIPS if mimetype.startswith(kind[0])), None):
        raise _unsupported_error(name, other[1], other[2])
    if b"purl.oclc.org/ooxml" in read("_rels/.rels"):
        raise _unsupported_error(name, "엄격한(Strict) Open XML", "보통의 DOCX나 XLSX")
    types = read("[Content_Types].xml")
    if main := next((kind for mark, kind in _OFFICE_MAIN if re.search(mark, types)), None):
        return "docx" if main == "docx" else "xlsx"
    if named := next((kind for kind in _OTHER_MAIN if re.search(kind[0], types)), None):
        raise _unsupported_error(name, named[1], named[2])
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise _locked_error(name, "암호로 잠긴 압축 파일입니다. 암호로 풀어서 안의 문서를 하나씩 올려 주십시오.")
    raise _unknown_error(name, " 압축 파일이면 풀어서 안의 문서를 하나씩 올려 주십시오.")


def _sniff_text(path: Path) -> Format:
    """Tell a text by what it decodes to."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        whole = not file.read(1)
    text = decode_letters(sample if whole else sample[: sample.rfind(b"\n", 0, -1) + 1] or sample)
    if text is None and _RIGHTS.match(sample):
        raise _locked_error(
            path.name, "문서 보안(DRM)으로 잠긴 파일입니다. 쓰시는 문서 보안 프로그램에서 보안을 해제한 파일을 올려 주십시오."
        )
    if text is None:
        raise _unknown_error(path.name)
    if not text.text.strip():
        raise DocumentError(f"{path.name}: 글자가 없는 파일입니다. 내용이 있는 파일을 올려 주십시오.", code="no_text")
    found = text_format(text.text)
    if found in {"text", "markdown", "html", "hwp"}:
        return found
    raise _unsupported_error(path.name, found, "DOCX, HWPX나 PDF")
