"""The folders of generations: which there are, which to try, which to keep, and who may write one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import BuildError
from indexer.generations.current_pointer import current_generation
from indexer.generations.manifest import MANIFEST, MANIFEST_HASH
from indexer.generations.synced_files import unreadable

BUILD_LOCK = "build.lock"
GENERATIONS, VIEWS = "generations", "views"
KEPT = 2
_GENERATION = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")


def candidates(root: Path, problems: list[str]) -> list[str]:
    """Return generation ids to try: the current one, then the others, newest first."""
    try:
        whole = list_generations(root)
    except OSError as error:
        raise unreadable("폴더", error) from error
    current = current_generation(root)
    if whole and current not in whole:
        problems.append("지금 쓸 색인을 가리키는 CURRENT 파일이 없거나 손상되었습니다.")
    return [name for name in whole if name == current] + [name for name in whole if name != current]


def files_of(folder: Path) -> list[Path]:
    """Return a generation's files, in order; of its views, which vouch for their own, what each says of itself."""
    own = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in own if path.relative_to(folder).parts[0] != VIEWS or path.name in {MANIFEST, MANIFEST_HASH})


def view_folders(folder: Path) -> list[Path]:
    """Return the folders of a generation's views."""
    return sorted((folder / VIEWS).iterdir()) if (folder / VIEWS).is_dir() else []


def prune(root: Path, current: str, before: str | None) -> None:
    """Keep the current generation and the one in service before it, which after a roll-back is not the newest."""
    by_worth = sorted(list_generations(root), key=lambda name: (name != current, name != before))
    for name in by_worth[KEPT:]:
        shutil.rmtree(root / GENERATIONS / name, ignore_errors=True)


def list_generations(root: Path) -> list[str]:
    """Return the ids of the generations on disk, newest first; what else lies there is none of ours."""
    folder = root / GENERATIONS
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted((path.name for path in paths if _GENERATION.fullmatch(path.name)), reverse=True)


def remove_left_overs(root: Path) -> None:
    """Remove what builds that were killed left behind."""
    for path in (root / GENERATIONS).glob(".making-*"):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the lock that keeps a second build out; the system drops it when the program ends, however it ends."""
    lock = FileLock(root / BUILD_LOCK, timeout=0)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise BuildError("다른 프로그램이 지금 색인을 만들고 있습니다. 끝난 뒤에 다시 하십시오.") from error
    except OSError as error:
        raise BuildError(f"색인 폴더 {root}에 쓸 수 없습니다: {error.strerror}. 쓰기 권한을 확인하십시오.") from error
    try:
        yield
    finally:
        lock.release()
