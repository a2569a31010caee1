"""A ZIP → let in or refused, before any library opens it: counted, unpacked into nothing and looked through for what only attacks hold."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.documents.limits import Limits
from corpus.errors import DocumentError

PACKED = b"PK\x03\x04"
_MEGABYTE = 1 << 20
_CHUNK = _MEGABYTE
_RATIO_FROM = 16 * _MEGABYTE  # what unpacks to less cannot hurt, however tightly it is packed
_DEEPEST = 3  # archives within archives: a document may hold a workbook, and that a picture's own; more has no use
_END, _END_SIZE, _LONGEST_REMARK = b"PK\x05\x06", 22, 65_535
_ENTRY_BYTES = 1_024  # of the directory, an entry with a long name
_ENCRYPTED = 0x1
_XML = re.compile(r"\.(xml|rels|hpf|vml|rdf)$", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)")
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_SAFE_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"euc-kr", b"cp949", b"ks_c_5601-1987"})
_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_UPWARDS = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)")
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""What `zipfile` raises where an archive is cut off, damaged, or packed in a way that documents are not."""


def entry_name(name: str) -> str:
    """Return an entry's name with slashes, as some writers have backslashes."""
    return name.replace("\\", "/")


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[ZipFile]:
    """Open a ZIP of whose directory it is known that it is not too long.

    Raises:
        DocumentError: `damaged_document` where it is cut off or broken, `too_large` where it has too many entries.

    """
    try:
        with path.open("rb") as file:
            _refuse_long_directory(file, path.name, limits)
            with ZipFile(file) as archive:
                yield archive
    except _BROKEN as error:
        raise damaged_archive(path.name) from error


def archive_warnings(path: Path, limits: Limits) -> tuple[str, ...]:
    """Return what a reader should know of a document's parts: that macros in it were left alone."""
    with open_archive(path, limits) as archive:
        macros = any(entry_name(name).lower().endswith("vbaproject.bin") for name in archive.namelist())
    return (f"{path.name}: 매크로가 들어 있는 문서입니다. 매크로는 실행하지 않고 내용만 읽었습니다.",) if macros else ()


def damaged_archive(name: str, where: str = "") -> DocumentError:
    """Return the error of a ZIP that is cut off or broken."""
    told = f"({where[:80]}) " if where else ""
    return DocumentError(
        f"{name}: 파일이 끊겼거나 깨져 있어 {told}열 수 없습니다. 원본을 다시 받거나 만든 프로그램에서 다시 저장해 주십시오.",
        code="damaged_document",
    )


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a ZIP that is a bomb, damaged, locked or hostile; it is unpacked in small pieces, and nothing is kept.

    Raises:
        DocumentError: `too_large`, `encrypted_document` or `damaged_document`, with the entry that is to blame.

    """
    with open_archive(path, limits) as archive:
        _ArchiveCheck(path.name, limits).look_through(archive, path.stat().st_size)


def _refuse_long_directory(file: IO[bytes], name: str, limits: Limits) -> None:
    """Refuse a directory whose entries would fill the memory before they are counted."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_REMARK))
    tail = file.read()
    file.seek(0)
    if (at := tail.rfind(_END)) >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > limits.entries * _ENTRY_BYTES:
        raise _too_many(name, limits)


def _too_many(name: str, limits: Limits) -> DocumentError:
    told = f"{name}: 압축 안에 든 항목이 {limits.entries:,}개를 넘어 읽지 않았습니다. 문서를 나누어 올려 주십시오."
    return DocumentError(told, code="too_large")


@dataclass(slots=True)
class _ArchiveCheck:
    """What has been counted of an archive and of those within it, against one budget."""

    name: str
    limits: Limits
    entries: int = 0
    unpacked: int = 0

    def look_through(self, archive: ZipFile, packed: int, depth: int = 1) -> None:
        infos = archive.infolist()
        self.entries += len(infos)
        if self.entries > self.limits.entries:
            raise _too_many(self.name, self.limits)
        self._refuse_names(infos)
        for info in infos:
            if not info.is_dir():
                self._look_into(archive, info, packed, depth)

    def _refuse_names(self, infos: Sequence[ZipInfo]) -> None:
        if locked := next((info for info in infos if info.flag_bits & _ENCRYPTED), None):
            raise DocumentError(
                f"{self.name}: 암호로 잠긴 파일({locked.filename[:60]})이 들어 있습니다. 암호를 풀고 다시 저장해 올려 주십시오.",
                code="encrypted_document",
            )
        names = [entry_name(info.filename) for info in infos]
        if outside := next((name for name in names if _UPWARDS.search(name)), None):
            raise self._hostile(outside, "폴더 밖을 가리키는 이름이 들어 있습니다")
        if twice := next((name for name, times in Counter(names).items() if times > 1), None):
            raise self._hostile(twice, "같은 이름의 항목이 두 번 들어 있습니다")

    def _look_into(self, archive: ZipFile, info: ZipInfo, packed: int, depth: int) -> None:
        """Unpack one entry piece by piece: what its header says of its size is not believed."""
        name, size, tail = entry_name(info.filename), 0, b""
        with archive.open(info) as stream, SpooledTemporaryFile(max_size=8 * _MEGABYTE) as inner:
            while chunk := stream.read(_CHUNK):
                first = size == 0
                size += len(chunk)
                self._count(len(chunk), size, max(1, info.compress_size), packed)
                if _XML.search(name):
                    tail = self._refuse_declarations(name, chunk, tail, first=first)
                elif inner.tell() or (first and chunk.startswith(PACKED)):
                    inner.write(chunk)
            if nested := inner.tell():
                self._look_into_nested(name, inner, nested, depth)

    def _look_into_nested(self, name: str, inner: IO[bytes], packed: int, depth: int) -> None:
        if depth >= _DEEPEST:
            told = f"{self.name}: 압축 파일이 {_DEEPEST}겹 넘게 들어 있어 읽지 않았습니다({name[:80]}). 안의 문서를 꺼내어 올려 주십시오."
            raise DocumentError(told, code="too_large")
        inner.seek(0)
        try:
            with ZipFile(inner) as archive:
                self.look_through(archive, packed, depth + 1)
        except _BROKEN as error:
            raise damaged_archive(self.name, name) from error

    def _count(self, more: int, size: int, packed: int, whole: int) -> None:
        self.unpacked += more
        if self.unpacked > self.limits.unpacked_mb * _MEGABYTE:
            told = f"풀면 {self.limits.unpacked_mb}MB를 넘습니다"
        elif (size > _RATIO_FROM and size > packed * self.limits.unpacked_ratio) or (
            self.unpacked > _RATIO_FROM and self.unpacked > whole * self.limits.unpacked_ratio
        ):
            told = f"풀면 {self.limits.unpacked_ratio}배가 넘게 커집니다"
        else:
            return
        raise DocumentError(f"{self.name}: 압축을 {told}. 읽지 않았습니다. 문서를 나누거나 그림을 줄여 올려 주십시오.", code="too_large")

    def _refuse_declarations(self, name: str, chunk: bytes, tail: bytes, *, first: bool) -> bytes:
        """Refuse entities and document types, also across two pieces, and encodings that would hide them."""
        encoding = _ENCODING.match(chunk) if first else None
        if first and not chunk.lstrip().startswith(_STARTS):
            raise damaged_archive(self.name, name)
        if _DECLARED.search(tail + chunk) or (encoding and encoding[1].lower() not in _SAFE_ENCODINGS):
            raise self._hostile(name, "문서에 있을 수 없는 XML 선언(DOCTYPE·ENTITY나 알 수 없는 인코딩)이 들어 있습니다")
        return chunk[-32:]

    def _hostile(self, where: str, what: str) -> DocumentError:
        told = f"{self.name}: {what}({where[:80]}). 안전하지 않아 읽지 않았습니다. 만든 프로그램에서 다시 저장해 올려 주십시오."
        return DocumentError(told, code="damaged_document")
