"""What a reader found in a file → a document: headings with their levels, contents entries, the canonical text, and the cases in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model.document import Block, Document, OutlinedCase, ReadFile
from corpus.structure.canonical_text import write_lines
from corpus.structure.cases.case_ground import CaseGround
from corpus.structure.cases.case_groups import find_kinds
from corpus.structure.cases.case_splitting import FoundCases, find_cases
from corpus.structure.contents_blocks import insert_entries, target_pages
from corpus.structure.headings.contents_matching import confirm_contents, match_contents
from corpus.structure.headings.contents_pages import ContentsEntry, find_contents
from corpus.structure.headings.heading_levels import find_paths
from corpus.structure.headings.headings_found import HeadingFound, MarkedBlock, find_headings, kind_of_rest, mark_block
from corpus.vocabulary.gazetteer import Gazetteer


def structure_document(read: ReadFile, *, name: str, gazetteer: Gazetteer | None = None) -> Document:
    """Return the document that a read file is; `name` is what it is called where it has no title of its own.

    What is peculiar to a document is learnt from it: what its contents are, what heads its parts, what begins a case in it, and how deep
    its marks stand. `gazetteer` knows the regions by the names of the day; without it they have their present ones.
    """
    marked = tuple(mark_block(block) for block in read.blocks)
    entries, matches = _contents(read.blocks, marked)
    headings = find_headings(read.blocks, marked, {entry.at for entry in entries})
    targets = target_pages(read, entries, matches)
    blocks, numbers = insert_entries(read.blocks, entries, targets)
    lines, blocks = write_lines(_told_headings(blocks, numbers, marked, headings), read.lines)
    ground = _number_anew(blocks, numbers, marked, headings, entries, matches)
    found = find_cases(ground, gazetteer=gazetteer, name=read.title or name)
    blocks, cases = _with_levels(ground, found, read)
    return Document(
        format=read.format, lines=lines, blocks=blocks, cases=cases, page_count=read.page_count, title=read.title, warnings=read.warnings
    )


def _contents(blocks: Sequence[Block], marked: Sequence[MarkedBlock]) -> tuple[tuple[ContentsEntry, ...], dict[int, int]]:
    """The entries of contents pages, and for each, by its place among them, the block it leads to."""
    told = find_contents(blocks)
    matches = match_contents(told, marked)
    kept = sorted(confirm_contents(told, matches))
    return tuple(told[place] for place in kept), {new: matches[place] for new, place in enumerate(kept) if place in matches}


def _told_headings(
    blocks: Sequence[Block], numbers: Sequence[int], marked: Sequence[MarkedBlock], headings: Mapping[int, HeadingFound]
) -> list[Block]:
    """The blocks with headings told as such: a box that is drawn around one is that heading, and keeps its cells."""
    found = list(blocks)
    for at in headings:
        found[numbers[at]] = replace(found[numbers[at]], kind="heading", text=marked[at].text)
    return found


def _number_anew(
    blocks: tuple[Block, ...],
    numbers: Sequence[int],
    marked: Sequence[MarkedBlock],
    headings: Mapping[int, HeadingFound],
    entries: Sequence[ContentsEntry],
    matches: Mapping[int, int],
) -> CaseGround:
    """What cases are sought in, by the final numbers of the blocks, contents among them."""
    words = dict(zip(numbers, marked, strict=True))
    nothing = MarkedBlock("", None)
    return CaseGround(
        blocks=blocks,
        marked=tuple(nothing if block.kind == "toc_entry" else words.get(at, nothing) for at, block in enumerate(blocks)),
        headings={numbers[at]: found for at, found in headings.items()},
        entries=tuple(replace(entry, at=numbers[entry.at]) for entry in entries),
        matches={place: numbers[at] for place, at in matches.items()},
    )


def _with_levels(ground: CaseGround, found: FoundCases, read: ReadFile) -> tuple[tuple[Block, ...], tuple[OutlinedCase, ...]]:
    """The blocks with what they are, the headings above and the number printed on their page; the cases with the kind that groups them."""
    spans = [(case.blocks[0], case.blocks[1], titled) for case, titled in zip(found.cases, found.titled, strict=False)]
    headings = dict(ground.headings)
    for _, _, titled in spans:
        if titled not in headings and not ground.blocks[titled].cells:  # a title that bears no mark is one all the same
            headings[titled] = HeadingFound("case", None, ground.marked[titled].text)
    levels, paths = find_paths(headings, len(ground.blocks), spans)
    blocks = []
    for at, block in enumerate(ground.blocks):
        path = tuple(ground.marked[above].text for above in paths[at])
        label = read.printed_pages.get(block.page) if block.page is not None else None
        if at in headings:
            told = replace(block, kind="heading", level=levels[at])
        else:
            told = kind_of_rest(block, ground.marked[at], ground.blocks[max(0, at - 1) : at + 2])
        blocks.append(replace(told, path=path, printed_page=block.printed_page or label))
    return tuple(blocks), find_kinds(ground, found, [paths[titled] for _, _, titled in spans])
