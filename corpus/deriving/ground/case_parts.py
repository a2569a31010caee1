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

WHOLE, LEAST = 1_200, 300
"""Characters that a part may have without being parted, and that it may have in a short case, of which it is a `SHARE` at most."""
SHARE, PARTS = 6, 24
"""A short case is parted by sixths; how many parts of an even length a long one has: nobody reads two hundred sections."""
TINY, NOTHING = 4, 15
"""A part that is less than such a part of a whole one is joined to what stands beside it, where that stays whole, or in any case."""
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
    def level(self) -> int:
        """How deep a heading it is, from 1."""
        return self.block.level or 1

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
    total = sum(len(block.text) for block in held)
    whole = max(total // PARTS, min(WHOLE, max(LEAST, total // SHARE)))
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
    """Return what heads blocks altogether: their first, where it is a heading above all others."""
    levels = [block.level for block in held if block.heads]
    owned = held[0].heads and all(level > levels[0] for level in levels[1:])
    return (heading_words(held[0].text),) if owned else ()


def _part(part: CasePart, whole: int) -> list[CasePart]:
    """Return a part, or where it is long the parts below its upper headings; what stands before the first of these is one more."""
    start = len(part.headings)
    levels = [block.level for block in part.held[start:] if block.heads]
    if part.size <= whole or not levels:
        return [part]
    cuts = [at for at, block in enumerate(part.held) if at >= start and block.heads and block.level == min(levels)]
    parted = [CasePart(part.held[: cuts[0]], part.headings, part.above)] if cuts[0] else []
    for first, end in pairwise([*cuts, len(part.held)]):
        held = part.held[first:end]
        parted += _part(CasePart(held, (heading_words(held[0].text),), (*part.above, *part.headings)), whole)
    return [*_join_tiny(parted, whole)]


def _join_tiny(parts: Sequence[CasePart], whole: int) -> Iterator[CasePart]:
    """Yield parts, each tiny one joined to the next, or at the end to the one before, where both together are not long."""
    waiting: CasePart | None = None
    for part in parts:
        if waiting is None:
            waiting = part
        elif min(waiting.size, part.size) < whole / (TINY if waiting.size + part.size <= whole + whole // TINY else NOTHING):
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
