"""What a reader found in a file → a document: headings with their levels, contents entries, the canonical text, and the cases in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model.document import Block, Document, Inside, ReadFile
from corpus.structure.canonical_text import write_lines
from corpus.structure.case_splitting import CaseGround, find_cases
from corpus.structure.contents_matching import confirm_contents, match_contents
from corpus.structure.contents_pages import ContentsEntry, find_contents, learn_offset
from corpus.structure.heading_levels import find_paths
from corpus.structure.headings_found import HeadingFound, MarkedBlock, find_headings, kind_of_rest, mark_block
from corpus.vocabulary.gazetteer import Gazetteer


def structure_document(read: ReadFile, *, name: str, gazetteer: Gazetteer | None = None) -> Document:
    """Return the document that a read file is; `name` is what it is called where it has no title of its own.

    What is peculiar to a document is learnt from it: the order of its marks, which lines are its contents, what begins a case in it.
    """
    marked = [mark_block(block) for block in read.blocks]
    entries, matches = _contents(read.blocks, marked)
    apart = {entry.at for entry in entries}
    headings = find_headings(read.blocks, marked, apart)
    levels, paths = find_paths(headings, len(read.blocks))
    blocks = _with_structure(read, marked, headings, levels, paths)
    blocks, numbers = _with_entries(blocks, read, entries, matches)
    lines, blocks = write_lines(blocks, read.lines)
    ground = _renumber(blocks, numbers, marked, headings, entries, matches)
    cases = find_cases(ground, gazetteer=gazetteer, name=read.title or name).cases
    return Document(
        format=read.format,
        lines=lines,
        blocks=blocks,
        cases=cases,
        page_count=read.page_count,
        title=read.title,
        warnings=read.warnings,
    )


def _contents(blocks: Sequence[Block], marked: Sequence[MarkedBlock]) -> tuple[tuple[ContentsEntry, ...], dict[int, int]]:
    """The entries of contents pages, and for each, by its place among them, the block it leads to."""
    told = find_contents(blocks)
    matches = match_contents(told, marked)
    kept = sorted(confirm_contents(told, matches))
    return tuple(told[place] for place in kept), {new: matches[place] for new, place in enumerate(kept) if place in matches}


def _with_structure(
    read: ReadFile,
    marked: Sequence[MarkedBlock],
    headings: Mapping[int, HeadingFound],
    levels: Mapping[int, int],
    paths: Sequence[Sequence[int]],
) -> list[Block]:
    """The blocks with what they are, the headings above them, and what is printed on their page."""
    found = []
    for at, block in enumerate(read.blocks):
        path = tuple(marked[above].text for above in paths[at])
        label = read.printed_pages.get(block.page) if block.page is not None else None
        if at in headings:
            changed = replace(block, kind="heading", text=marked[at].text, level=levels[at])
        else:
            changed = kind_of_rest(block, marked[at], read.blocks[max(0, at - 1) : at + 2])
        found.append(replace(changed, path=path, printed_page=block.printed_page or label))
    return found


def _with_entries(
    blocks: Sequence[Block], read: ReadFile, entries: Sequence[ContentsEntry], matches: Mapping[int, int]
) -> tuple[tuple[Block, ...], list[int]]:
    """The blocks with the entries of contents among them, those of a table below it; and the new number of each old block."""
    targets = _target_pages(read, entries, matches)
    by_block: dict[int, list[int]] = {}
    for place, entry in enumerate(entries):
        by_block.setdefault(entry.at, []).append(place)
    found: list[Block] = []
    numbers: list[int] = []
    for at, block in enumerate(blocks):
        numbers.append(len(found))
        places = by_block.get(at, ())
        if block.cells or not places:
            found.append(block)
        for place in places:
            entry = entries[place]
            words = replace(block, kind="toc_entry", text=entry.text, label=entry.label, target_page=targets.get(place), level=None, cells=())
            if block.cells:
                words = replace(words, lines=_entry_lines(block, entry.line))
            found.append(words)
    return tuple(_point_to(block, numbers) for block in found), numbers


def _entry_lines(table: Block, line: int) -> tuple[int, int]:
    """Where an entry stands that a table holds: in a text its row's line, else how far below the table's first line."""
    if table.lines is None:
        return line, line
    at = min(table.lines[0] + line, table.lines[1])
    return at, at


def _point_to(block: Block, numbers: Sequence[int]) -> Block:
    if block.inside is None:
        return block
    return replace(block, inside=Inside(numbers[block.inside.block], block.inside.row, block.inside.col))


def _target_pages(read: ReadFile, entries: Sequence[ContentsEntry], matches: Mapping[int, int]) -> dict[int, int]:
    """The physical page that each entry leads to: that of its heading, unless the page printed beside it is another; then that one."""
    placed = [(entries[place].label or "", page) for place, at in matches.items() if (page := read.blocks[at].page) is not None]
    offset = learn_offset(read.printed_pages, placed)
    targets: dict[int, int] = {}
    for place, entry in enumerate(entries):
        heading = read.blocks[matches[place]].page if place in matches else None
        told = int(entry.label) + offset if entry.label and entry.label.isdecimal() and offset is not None else None
        page = heading if told is None or (heading is not None and abs(heading - told) <= 1) else told
        if page is not None and page >= 1:
            targets[place] = min(page, read.page_count or page)
    return targets


def _renumber(
    blocks: tuple[Block, ...],
    numbers: Sequence[int],
    marked: Sequence[MarkedBlock],
    headings: Mapping[int, HeadingFound],
    entries: Sequence[ContentsEntry],
    matches: Mapping[int, int],
) -> CaseGround:
    """What cases are sought in, by the final numbers of the blocks."""
    by_number = {numbers[at]: held for at, held in enumerate(marked)}
    nothing = MarkedBlock("", None)
    return CaseGround(
        blocks=blocks,
        marked=tuple(by_number.get(at, nothing) if block.kind != "toc_entry" else nothing for at, block in enumerate(blocks)),
        headings={numbers[at]: found for at, found in headings.items()},
        entries=tuple(entries),
        matches={place: numbers[at] for place, at in matches.items()},
    )
