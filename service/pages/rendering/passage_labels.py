"""Where passages stand, as pages and files say it."""

from __future__ import annotations

from collections.abc import Sequence


def pages_told(pages: tuple[int, int | None]) -> str:
    """Return page numbers as a citation writes them: "294~309쪽"."""
    return f"{pages[0]}~{pages[1]}쪽" if pages[1] else f"{pages[0]}쪽부터"


def lines_told(lines: Sequence[tuple[int, int]]) -> str:
    """Return inclusive ranges of lines as a citation writes them: "9,181~9,191행, 9,289행"; "" without any."""
    return ", ".join(f"{first:,}~{last:,}행" if first != last else f"{first:,}행" for first, last in lines)
