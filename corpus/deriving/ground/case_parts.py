"""A case's blocks → its parts, by its own outline: what is long is parted at its headings, what is tiny joins what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model.document import Block
from corpus.model.place import Range
from corpus.structure.headings.outline_marks import read_mark
from corpus.structure.table_rows import head_text, one_line, row_texts

WHOLE, TINY, NOTHING = 1_200, 300, 80
"""Characters that a part may have without being parted; under which it is joined to another, and under which it is whatever comes of it."""
PARTS = 24
"""How many parts of an even length a long case would have: `WHOLE` grows with it, since nobody reads two hundred sections."""
HEADING = 80
_ENCLOSED = re.compile(r"[<〈《【〔\[「『“'\"]\s*([^<>〈〉《》【】〔〕\[\]]+?)\s*[>〉》】〕\]」』”'\"]")
_UNTOLD = frozenset({"toc_entry"})
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a case that says something: its number in the document, its words, tables as rows that say what each value is of."""

    number: int
    block: Block
    text: str

    @property
    def heads(self) -> bool:
        """Whether it is a heading."""
        return self.block.kind == "heading"

    @property
    def at(self) -> Range:
        """Its number as a range of blocks."""
        return self.number, self.number


@dataclass(frozen=True, slots=True)
class CasePart:
    """A part of a case: its blocks, what heads it, and the headings that stand above those, outermost first."""

    held: tuple[TextBlock, ...]
    headings: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words below its own heading, a block a line."""
        own = self.held[1:] if self.held[0].heads and len(self.held) > 1 else self.held
        return "\n".join(block.text for block in own)

    @property
    def size(self) -> int:
        """How many characters it has without headings."""
        return sum(len(block.text) for block in self.held if not block.heads)

    @property
    def blocks(self) -> Range:
        """Its blocks' numbers in the document."""
        return self.held[0].number, self.held[-1].number

    @property
    def lines(self) -> Range | None:
        """Its lines, where it has any."""
        lines = [block.block.lines for block in self.held if block.block.lines]
        return (min(first for first, _ in lines), max(last for _, last in lines)) if lines else None


def read_blocks(blocks: Sequence[Block], first: int) -> tuple[TextBlock, ...]:
    """Return the blocks of a case that say something, the first of all numbered `first`; a contents page says nothing of its own."""
    told = (TextBlock(number, block, _words_of(block)) for number, block in enumerate(blocks, first) if block.kind not in _UNTOLD)
    return tuple(block for block in told if _LETTER.search(block.text))


def part_case(held: Sequence[TextBlock]) -> tuple[CasePart, ...]:
    """Return the parts of a case in reading order; one without headings is one part."""
    if not held:
        return ()
    whole = max(WHOLE, sum(len(block.text) for block in held) // PARTS)
    return tuple(_join_tiny(_part(CasePart(tuple(held), _own_heading(held)), whole), whole))


def heading_words(text: str) -> str:
    """Return what a heading says, without the mark and the brackets around it: "1. 사업 배경" → "사업 배경"."""
    line = one_line(text)
    mark = read_mark(line)
    words = mark.title if mark and mark.title else line
    enclosed = _ENCLOSED.fullmatch(words)
    return (enclosed[1] if enclosed else words)[:HEADING].strip()


def _words_of(block: Block) -> str:
    if block.kind != "table":
        return "\n".join(filter(None, map(one_line, block.text.splitlines())))
    return "\n".join(filter(None, (head_text(block.cells), *(row.text for row in row_texts(block)))))


def _own_heading(held: Sequence[TextBlock]) -> tuple[str, ...]:
    return (heading_words(held[0].text),) if held[0].heads else ()


def _part(part: CasePart, whole: int) -> list[CasePart]:
    """Return a part, or where it is long the parts below its upper headings."""
    inner = part.held[1:] if part.held[0].heads else part.held
    levels = [block.block.level or 1 for block in inner if block.heads]
    if part.size <= whole or not levels:
        return [part]
    offset = len(part.held) - len(inner)
    cuts = [offset + at for at, block in enumerate(inner) if block.heads and (block.block.level or 1) == min(levels)]
    bounds = [0, *cuts, len(part.held)]
    pieces = [part.held[start:end] for start, end in pairwise(bounds) if end > start]
    above = (*part.above, *part.headings)
    parted: list[CasePart] = []
    for piece in pieces:
        own = piece[0] is not part.held[0]
        child = CasePart(piece, _own_heading(piece) if own else part.headings, above if own else part.above)
        parted += _part(child, whole) if own else [child]
    return [*_join_tiny(parted, whole)]


def _join_tiny(parts: Sequence[CasePart], whole: int) -> Iterator[CasePart]:
    """Yield parts, each tiny one joined to the next, or at the end to the one before, where both together are not long."""
    waiting: CasePart | None = None
    for part in parts:
        if waiting is None:
            waiting = part
        elif (least := min(waiting.size, part.size)) < TINY and (least < NOTHING or waiting.size + part.size <= whole + TINY):
            waiting = _join(waiting, part)
        else:
            yield waiting
            waiting = part
    if waiting is not None:
        yield waiting


def _join(one: CasePart, other: CasePart) -> CasePart:
    """Return two parts as one, headed by both; a heading with no text of its own is above the other."""
    if not one.size:
        return CasePart((*one.held, *other.held), other.headings or one.headings, other.above or one.above)
    headings = tuple(dict.fromkeys((*one.headings, *other.headings)))
    return CasePart((*one.held, *other.held), headings, one.above)
