"""What passages are called on pages and in files: their kinds, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

KIND_NAMES = {
    "background": "배경",
    "strategy": "전략",
    "governance": "추진체계",
    "programme": "사업 내용",
    "outcome": "성과",
    "lesson": "시사점",
    "voice": "현장의 목소리",
    "summary": "요약",
    "figure": "수치",
    "casebook": "원문",
}


def pages_told(pages: tuple[int, int | None]) -> str:
    """Return page numbers as a citation writes them: "294~309쪽"."""
    return f"{pages[0]}~{pages[1]}쪽" if pages[1] else f"{pages[0]}쪽부터"


def lines_told(lines: Sequence[tuple[int, int]]) -> str:
    """Return inclusive ranges of lines as a citation writes them: "9,181~9,191행, 9,289행"; "" without any."""
    return ", ".join(f"{first:,}~{last:,}행" if first != last else f"{first:,}행" for first, last in lines)
