"""A form with a file, taken apart as it comes: the file goes to the disk, and the fields beside it are few and short."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from corpus.errors import LibraryError
from corpus.library.disk.disk_space import FreeBytes, refuse_full, telling_full_disk
from service.api.body_limit import refuse_upload
from service.library.file_names import make_harmless

FILE = "file"
LONGEST_FIELD = 4_000  # bytes
STALLED = 60.0
"""Seconds without a byte after which a sender is given up."""
LOOK_EVERY = 32 * 1024 * 1024
"""Bytes after which it is looked whether the disk still has room: others write too."""


@dataclass(frozen=True, slots=True)
class ReceivedUpload:
    """A file that lies on the disk, its harmless name, its bytes, and the fields that were sent with it."""

    path: Path
    name: str
    size: int
    fields: dict[str, str]


async def receive_upload(request: Request, folder: Path, names: Collection[str], most: int, free: FreeBytes) -> ReceivedUpload:
    """Read a request's form into a folder.

    Raises:
        LibraryError: (invalid_parameter for what is no such form, too_large, storage_full, upload_broken_off).

    """
    parser = UploadForm(_boundary_of(request.headers.get("content-type")), folder / FILE, names, most)
    since = 0
    chunks = request.stream()
    try:
        while (chunk := await asyncio.wait_for(anext(chunks, None), STALLED)) is not None:
            since += len(chunk)
            if since > LOOK_EVERY:
                since = 0
                refuse_full(folder, 0, free)
            await asyncio.to_thread(parser.feed, chunk)
        return parser.finish()
    except (ClientDisconnect, TimeoutError) as error:
        told = "파일이 다 오기 전에 끊어졌습니다. 다시 올려 주십시오."
        raise LibraryError(told, code="upload_broken_off", field=FILE) from error
    finally:
        parser.close()


class UploadForm:
    """Takes a form apart by what its parser calls out."""

    def __init__(self, boundary: bytes, path: Path, names: Collection[str], most: int) -> None:
        self._path, self._names, self._most = path, names, most
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": self._add_to_header,
                "on_header_value": self._add_to_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._open_part,
                "on_part_data": self._add_to_part,
                "on_part_end": self._end_part,
                "on_end": self._end_form,
            },
        )
        self._headers: dict[bytes, bytes] = {}
        self._header, self._value = bytearray(), bytearray()
        self._field, self._told = "", bytearray()
        self._file: BinaryIO | None = None
        self._name: str | None = None
        self._size, self._whole = 0, False
        self._fields: dict[str, str] = {}

    def feed(self, chunk: bytes) -> None:
        """Take what has come.

        Raises:
            LibraryError: as `receive_upload`.

        """
        try:
            with telling_full_disk():
                self._parser.write(chunk)
        except FormParserError as error:
            raise _no_form() from error

    def finish(self) -> ReceivedUpload:
        """Return what the form held, after all of it has come.

        Raises:
            LibraryError: (invalid_parameter) where it broke off, or held no file.

        """
        if not self._whole:
            raise _no_form()
        if not self._name:
            raise LibraryError("file: 올릴 파일을 고르십시오.", code="invalid_parameter", field=FILE)
        self.close()
        return ReceivedUpload(self._path, make_harmless(self._name), self._size, self._fields)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin_part(self) -> None:
        self._headers, self._field, self._told = {}, "", bytearray()

    def _add_to_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        self._headers[bytes(self._header).lower()] = bytes(self._value)
        self._header, self._value = bytearray(), bytearray()

    def _open_part(self) -> None:
        """Find out what a part is: the file, or a field that is known and has not been told before."""
        _, options = parse_options_header(self._headers.get(b"content-disposition", b"").decode("latin-1"))
        field = options.get(b"name", b"").decode("utf-8", "replace")
        named = options.get(b"filename")
        is_file = field == FILE and named is not None and self._name is None
        if not is_file and (named is not None or field not in self._names or field in self._fields):
            known = ", ".join((FILE, *self._names))
            raise LibraryError(
                f"{field[:40]}: 쓸 수 없거나 두 번 적은 항목입니다. 쓸 수 있는 항목: {known}", code="invalid_parameter", field=field[:40]
            )
        self._field = field
        if is_file and named is not None:
            self._name, self._file = named.decode("utf-8", "replace"), self._path.open("xb")

    def _add_to_part(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._size += end - start
            if self._size > self._most:
                raise refuse_upload(self._most)
            self._file.write(data[start:end])
            return
        self._told += data[start:end]
        if len(self._told) > LONGEST_FIELD:
            raise LibraryError(f"{self._field}: 너무 깁니다.", code="invalid_parameter", field=self._field)

    def _end_part(self) -> None:
        if self._file is not None:
            self.close()
            return
        try:
            told = unicodedata.normalize("NFC", self._told.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise LibraryError(f"{self._field}: UTF-8로 적으십시오.", code="invalid_parameter", field=self._field) from error
        self._fields[self._field] = " ".join("".join(letter if letter.isprintable() else " " for letter in told).split())

    def _end_form(self) -> None:
        self._whole = True


def _boundary_of(content_type: str | None) -> bytes:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 0 < len(boundary) <= 200:  # noqa: PLR2004 - RFC 2046 has 70
        raise _no_form()
    return boundary


def _no_form() -> LibraryError:
    told = "multipart/form-data 형식으로, file에 파일을 넣어 끝까지 보내십시오."
    return LibraryError(told, code="invalid_parameter", field=FILE)
