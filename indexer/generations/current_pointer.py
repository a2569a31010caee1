"""Which generation is in service: the file CURRENT, switched in one step."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.library.disk.synced_writing import sync

CURRENT = "CURRENT"


def current_generation(root: Path) -> str | None:
    """Return the id of the current generation, None when there is none."""
    try:
        return (root / CURRENT).read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def make_current(root: Path, generation: str) -> None:
    """Switch the current generation in one step: a reader sees the old id or the new one, never half of either."""
    beside = root / f".{CURRENT}"
    with beside.open("w", encoding="ascii") as file:
        file.write(generation + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(root / CURRENT)
    sync(root)
