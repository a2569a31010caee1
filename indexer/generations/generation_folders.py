"""The folders of generations: which there are, which to try, which to keep."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from indexer.generations.current_pointer import current_generation
from indexer.generations.synced_files import unreadable

GENERATIONS = "generations"
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
