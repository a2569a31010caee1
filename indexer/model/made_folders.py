"""Folders of models that are made on this machine, once: beside their place, renamed when whole, and checked before they are loaded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Annotated

from filelock import FileLock
from pydantic import Field, TypeAdapter
from safetensors import SafetensorError

from corpus.errors import ModelError

CHECKSUMS = "checksums.json"
Step = Callable[[str], None]
_CHECKSUMS = TypeAdapter(Annotated[dict[str, str], Field(min_length=1)])


def make_once(folder: Path, fill: Callable[[Path], Path]) -> Path:
    """Return a folder, making it first where it is not there; a second program waits for the first, and finds it made.

    `fill` is given a folder to work in and returns the one within that is to be kept. Where it breaks, nothing is left that looks finished.

    Raises:
        ModelError: when the disk refuses.

    """
    if (folder / CHECKSUMS).is_file():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f".{folder.name}.lock")):
            if not (folder / CHECKSUMS).is_file():
                _make(folder, fill)
    except (OSError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"모델 폴더를 만들 수 없습니다: {reason}. 디스크 공간(1GB)과 쓰기 권한을 확인하십시오.") from error
    return folder


def verified_hash(folder: Path) -> str:
    """Compare every file with the checksums written when the folder was made, and return the hash over them all.

    Raises:
        ModelError: naming the first file that is missing or altered.

    """
    try:
        expected = _CHECKSUMS.validate_json((folder / CHECKSUMS).read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"모델 폴더 {folder.name}이(가) 없거나 온전하지 않습니다. 지우고 'saerye build'를 하면 다시 만듭니다.") from error
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file() or digest_file(path) != digest:
            raise ModelError(f"모델 파일 {name}이(가) 없거나 달라졌습니다. 폴더 {folder.name}을(를) 지우면 다시 만듭니다.")
    return sha256(json.dumps(expected, sort_keys=True).encode()).hexdigest()


def model_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a model by their names within its folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".md", ".lock"}:
            yield path.relative_to(folder).as_posix(), path


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _make(folder: Path, fill: Callable[[Path], Path]) -> None:
    work = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(work, ignore_errors=True)
    try:
        made = fill(work)
        checksums = {name: digest_file(path) for name, path in model_files(made)}
        (made / CHECKSUMS).write_text(json.dumps(checksums, indent=1), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
