"""Which Hangul files are not read, and what is said then: locked ones, damaged ones, empty ones."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from corpus.documents.hangul.dochan_tree import PROTECTED, is_error
from corpus.documents.hangul.hangul_blocks import BlockWords
from corpus.errors import DocumentError

HangulKind = Literal["hwp", "hwpx", "hwpml"]

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_OLD = b"HWP Document File V"  # HWP 3 and before begin with it; in HWP 5 it stands within the OLE container
_XML_START = re.compile(rb"<HWPML[\s>]")
_START = 4096
_MANIFEST, _MANIFEST_BYTES = "META-INF/manifest.xml", 1 << 20
_LOCKED = re.compile(r"암호|DRM|encrypt", re.IGNORECASE)
_CONTENT = re.compile(r"섹션|section|레코드|stream|파싱 실패|읽기 실패|유효하지|OLE 파일", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"배포용\s*문서")
_PLACEHOLDER_LENGTH = 300  # characters: the sentence that stands for a protected text is all there is

_SAVE_PLAIN = "한글에서 암호를 풀고 다시 저장한 파일을 올려 주십시오."


def sniff_hangul(path: Path) -> HangulKind:
    """Which Hangul format a file is by its first bytes, whatever it is called.

    Raises:
        DocumentError: It is none (`unsupported_format`; `damaged_document` where nothing is in it).
    """
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(_OLE):
        return "hwp"
    if start.startswith(_ZIP):
        return "hwpx"
    if _XML_START.search(start.replace(b"\x00", b"")):
        return "hwpml"
    if start.startswith(_OLD):
        message = f"{path.name}: 한글 97 이전 형식(HWP 3)은 읽지 못합니다. 한글에서 HWPX로 다시 저장해 올려 주십시오."
        raise DocumentError(message, code="unsupported_format")
    message = f"{path.name}: 한글 문서가 아니거나 앞부분이 손상되었습니다. 한글에서 열리는지 확인하고 다시 저장해 올려 주십시오."
    raise DocumentError(message, code="damaged_document")


def refuse_locked_package(path: Path) -> None:
    """Refuse a HWPX file that is locked, or is no ZIP archive; an encrypted one would look like broken text.

    Raises:
        DocumentError: `encrypted_document` or `damaged_document`.
    """
    try:
        with zipfile.ZipFile(path) as package:
            names = {name.replace("\\", "/"): name for name in package.namelist()}
            if not names:
                raise DocumentError(f"{path.name}: 빈 압축 파일입니다. 한글에서 다시 저장해 올려 주십시오.", code="damaged_document")
            if _MANIFEST not in names:
                return
            with package.open(names[_MANIFEST]) as file:
                manifest = file.read(_MANIFEST_BYTES)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        message = f"{path.name}: 파일이 잘렸거나 손상되어 열 수 없습니다. 원본을 다시 내려받거나 한글에서 다시 저장해 올려 주십시오."
        raise DocumentError(message, code="damaged_document") from error
    if b"encryption-data" in manifest:
        raise DocumentError(f"{path.name}: 암호가 걸린 한글 문서입니다. {_SAVE_PLAIN}", code="encrypted_document")


def refuse_unread(name: str, words: Sequence[BlockWords], faults: Sequence[str]) -> tuple[str, ...]:
    """Refuse what was read without success; else the warnings for what was lost in small.

    Raises:
        DocumentError: `encrypted_document`, `damaged_document`, or `no_text` where nothing went wrong and nothing is there.
    """
    errors = [fault for fault in faults if is_error(fault)]
    text = "".join(word.text for word in words)
    if any(_LOCKED.search(fault) for fault in errors):
        raise DocumentError(f"{name}: 암호나 보안이 걸린 한글 문서입니다. {_SAVE_PLAIN}", code="encrypted_document")
    if PROTECTED in errors or (len(text) < _PLACEHOLDER_LENGTH and _PLACEHOLDER.search(text)):
        message = f"{name}: 배포용(읽기 전용) 문서라 본문을 읽을 수 없습니다. 배포용을 풀어 저장한 파일이나 PDF를 올려 주십시오."
        raise DocumentError(message, code="encrypted_document")
    broken = [fault for fault in faults if "손상 복구" in fault and "Section" in fault]
    if broken or any(_CONTENT.search(fault) for fault in errors) or (errors and not text):
        message = f"{name}: 파일이 잘렸거나 손상되어 본문을 다 읽지 못했습니다. 원본을 다시 내려받거나 한글에서 다시 저장해 올려 주십시오."
        raise DocumentError(message, code="damaged_document")
    if not text:
        message = f"{name}: 글자가 없습니다. 그림으로만 된 문서라면 PDF로 저장해 올려 주십시오(글자 인식으로 읽습니다)."
        raise DocumentError(message, code="no_text")
    lost = len(errors) + sum("손상 복구" in fault for fault in faults)
    return (f"파일에 손상된 곳이 {lost}군데 있어 일부가 빠졌을 수 있습니다. 원본과 대조해 주십시오.",) if lost else ()
