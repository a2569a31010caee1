"""Files of a generation: known by their bytes, and brought to the disk before anything says that they are there."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path

from corpus.errors import StoreError


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def is_whole(path: Path, size: int, digest: str) -> bool:
    """Tell whether a file is there and has the size and the digest it was written with."""
    try:
        return path.stat().st_size == size and digest_of(path) == digest
    except FileNotFoundError:
        return False


def unreadable(what: str, error: OSError) -> StoreError:
    """Return what to raise where the system refuses to read: rights, too many open files, a failing disk. The message holds no path."""
    reason = error.strerror or type(error).__name__
    return StoreError(f"색인 {what}을(를) 읽을 수 없습니다({reason}). 폴더의 권한과 열어 둔 파일의 수를 확인하십시오.")
