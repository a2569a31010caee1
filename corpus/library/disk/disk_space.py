"""How much of the disk is free, and a full one told as what it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

from corpus.errors import LibraryError

ROOM = 64 * 1024 * 1024
"""Bytes of the disk that adding a book leaves free."""
TIMES = 3
"""A book takes no more of the disk than so many times its file, with its text beside it."""
FreeBytes = Callable[[Path], int]


def free_bytes(folder: Path) -> int:
    """Return the bytes that are free where a folder is or will be."""
    present = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(present).free


def refuse_full(folder: Path, size: int, free: FreeBytes = free_bytes) -> None:
    """Refuse a file of a size for which there is no room, with all that is made of it.

    Raises:
        LibraryError: (storage_full).

    """
    needed = TIMES * size + ROOM
    if free(folder) < needed:
        told = f"디스크에 {needed // 1024 // 1024:,} MiB가 비어 있어야 합니다. 자리를 비운 뒤 다시 하십시오."
        raise LibraryError(told, code="storage_full", field="file")


@contextmanager
def telling_full_disk() -> Iterator[None]:
    """Tell a write that the disk refuses for want of room as that.

    Raises:
        LibraryError: (storage_full).

    """
    try:
        yield
    except OSError as error:
        if error.errno not in {ENOSPC, EDQUOT}:
            raise
        told = "디스크가 가득 차 쓸 수 없습니다. 자리를 비운 뒤 다시 하십시오. 자료는 전과 같습니다."
        raise LibraryError(told, code="storage_full", field="file") from error
