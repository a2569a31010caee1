"""The text that citations count in: a text file's own lines, else lines written from the blocks once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model.document import Block


def write_lines(blocks: Sequence[Block], own: tuple[str, ...] | None) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Return the lines of the canonical text, and the blocks with the lines that each stands on.

    Of a text these are its own. Else a paragraph is a line, a table a line a row, and a blank line stands above a heading, and around a
    table. Entries of contents that a table holds are on that table's lines; a block without words is on the line above.
    """
    if own is not None:
        return own, tuple(blocks)
    lines: list[str] = []
    placed: list[Block] = []
    table = (1, 1)
    for at, block in enumerate(blocks):
        if block.lines is not None and block.kind == "toc_entry":  # told from the table's first line
            placed.append(replace(block, lines=(min(table[0] + block.lines[0], table[1]),) * 2))
            continue
        words = _own_lines(block)
        before = blocks[at - 1] if at else None
        if lines and lines[-1] and words and (block.kind == "heading" or block.cells or (before is not None and before.cells)):
            lines.append("")
        first = len(lines) + 1
        lines += words
        span = (first, len(lines)) if words else (max(1, len(lines)),) * 2
        table = span if block.cells else table
        placed.append(replace(block, lines=span))
    return (*lines,) or ("",), tuple(placed)


def _own_lines(block: Block) -> list[str]:
    """The lines that a block is written on; a heading that is a drawn box says all that is in the box."""
    if block.cells and block.kind == "heading":
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
        text = "\n".join(" ".join(filter(None, row)) for row in rows.values())
    else:
        text = block.text
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
