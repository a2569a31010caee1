"""Where passages stand, and what their summaries are worth, as pages and files say it."""

from __future__ import annotations

from collections.abc import Sequence

DISCLAIMER = "요약은 원문을 바탕으로 새로 쓴 글입니다. 옮기실 때에는 함께 적힌 쪽과 행에서 원문을 확인하십시오."


def write_pages(pages: tuple[int, int | None]) -> str:
    """Return page numbers as a citation writes them: "294~309쪽"."""
    return f"{pages[0]}~{pages[1]}쪽" if pages[1] else f"{pages[0]}쪽부터"


def write_pages_of_book(title: str | None, pages: tuple[int, int | None]) -> str:
    """Return page numbers with the book they are of, where it is known: "「농업 우수사례」 294~309쪽"."""
    return f"「{title}」 {write_pages(pages)}" if title else write_pages(pages)


def write_lines(lines: Sequence[tuple[int, int]]) -> str:
    """Return inclusive ranges of lines as a citation writes them: "9,181~9,191행, 9,289행"; "" without any."""
    return ", ".join(f"{first:,}~{last:,}행" if first != last else f"{first:,}행" for first, last in lines)
