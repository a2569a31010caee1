"""Files that are on the disk before anything says that they are there, and are replaced in one step."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file and ask the system to put it on the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def copy_synced(path: Path, source: Path) -> None:
    """Copy a file byte for byte to a new one, a piece at a time, and ask the system to put it on the disk."""
    with source.open("rb") as there, path.open("xb") as here:
        shutil.copyfileobj(there, here)
        here.flush()
        os.fsync(here.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put content in the place of a file's, in one step: a reader finds the old or the new, and so does whoever comes after a crash."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        write_synced(beside, data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """Ask the system to put a file's content, or a folder's list of names, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
