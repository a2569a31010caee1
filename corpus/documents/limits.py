"""How much of a file is read at most: files are hostile until proved otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PagesTold = Callable[[int, int], None]
"""Called with (how many pages are read, how many there are) by readers that go page by page."""


def tell_nobody(_: int, __: int) -> None:
    """Let nobody know how far the pages are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one file's reading: seconds and megabytes of the process, and what the file may hold, unpacked."""

    seconds: float = 900.0
    memory_mb: int = 1536
    file_mb: int = 200
    unpacked_mb: int = 512
    unpacked_ratio: int = 200
    """Bytes unpacked for one packed: only where more than a few megabytes come out."""
    entries: int = 10_000
    pages: int = 5_000
    cells: int = 2_000_000
    nesting: int = 20
    page_seconds: float = 3.0
    """For the tables of one page; past it the page's text is kept, and its tables are marked to be checked."""


LIMITS = Limits()
