"""Entries of contents as blocks of the document, each with the page that it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model.document import Block, Inside, ReadFile
from corpus.structure.headings.contents_pages import ContentsEntry, learn_offset


def insert_entries(
    blocks: Sequence[Block], entries: Sequence[ContentsEntry], targets: Mapping[int, int]
) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """Return the blocks with the entries of contents among them, and the new number of each old block.

    A paragraph that is an entry becomes one; the entries that a table holds stand below it, and the table stays.
    """
    by_block: dict[int, list[int]] = {}
    for place, entry in enumerate(entries):
        by_block.setdefault(entry.at, []).append(place)
    found: list[Block] = []
    numbers: list[int] = []
    for at, block in enumerate(blocks):
        numbers.append(len(found))
        places = by_block.get(at, [])
        if block.cells or not places:
            found.append(block)
        for place in places:
            entry = entries[place]
            told = replace(
                block, kind="toc_entry", text=entry.text, label=entry.label, target_page=targets.get(place), level=None, cells=()
            )
            found.append(replace(told, lines=_entry_lines(block, entry.line)) if block.cells else told)
    return tuple(_point_to(block, numbers) for block in found), tuple(numbers)


def target_pages(read: ReadFile, entries: Sequence[ContentsEntry], matches: Mapping[int, int]) -> dict[int, int]:
    """Return the physical page that each entry leads to, by its place among them.

    It is that of the entry's heading, unless the page printed beside the entry is another one; then that one, found by how much pages of
    the file are more than the numbers printed on them.
    """
    placed = [(entries[place].label or "", page) for place, at in matches.items() if (page := read.blocks[at].page) is not None]
    offset = learn_offset(read.printed_pages, placed)
    targets: dict[int, int] = {}
    for place, entry in enumerate(entries):
        heading = read.blocks[matches[place]].page if place in matches else None
        told = int(entry.label) + offset if entry.label and entry.label.isdecimal() and offset is not None else None
        if told is not None and not 1 <= told <= (read.page_count or told):
            told = None
        page = heading if told is None or (heading is not None and abs(heading - told) <= 1) else told
        if page is not None:
            targets[place] = page
    return targets


def _entry_lines(table: Block, line: int) -> tuple[int, int]:
    """Where an entry stands that a table holds: in a text its row's line, else how far below the table's first line."""
    if table.lines is None:
        return line, line
    at = min(table.lines[0] + line, table.lines[1])
    return at, at


def _point_to(block: Block, numbers: Sequence[int]) -> Block:
    """A table within a table, with the new number of the outer one."""
    if block.inside is None:
        return block
    return replace(block, inside=Inside(numbers[block.inside.block], block.inside.row, block.inside.col))
