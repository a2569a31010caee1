"""A case's blocks → the lines of its prose, and what holds for all of them: the year it tells of, and whether of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.facts.language.value_measures import clean
from corpus.facts.language.value_roles import is_reference, role_of_outline, role_of_register
from corpus.facts.language.written_dates import written_dates
from corpus.model.document import Block
from corpus.model.fact import FactRole
from corpus.model.nouns import Case

_PROSE = frozenset({"heading", "paragraph", "list_item", "caption", "note"})


@dataclass(frozen=True, slots=True)
class ProseContext:
    """What holds for a whole case: its id, title, the year it tells of, and whether it tells of what was done or is to be."""

    case: str
    title: str
    year: int | None
    role: FactRole | None


@dataclass(frozen=True, slots=True)
class ProseLine:
    """A line of a block: its text, its lines in the canonical text, its block and this one's number, and which line of it it is, from 0."""

    text: str
    lines: tuple[int, int] | None
    block: Block
    number: int
    at: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that the line stands under, outermost first, itself where it is one."""
        return (*self.block.path, *((self.block.text,) if self.block.kind == "heading" else ()))

    @property
    def above(self) -> str | None:
        """The heading right above it, without the marks of an outline."""
        return (clean(self.block.path[-1]).strip() or None) if self.block.path else None


def read_context(case: Case, blocks: Sequence[Block]) -> ProseContext:
    """Return what holds for the prose of a case that is made of these blocks."""
    role = role_of_register(case.title) or (role_of_register(case.book.title) if case.book else None)
    role = role or role_of_outline([block.text for block in blocks if block.kind == "heading"])
    return ProseContext(case.id, case.title, year_of_case(case, blocks), role)


def year_of_case(case: Case, blocks: Sequence[Block]) -> int | None:
    """Return the year that a case tells of: its title's, else the latest that is named more than half as often as any, else its book's."""
    if titled := [date.year for date in written_dates(case.title, None) if date.year]:
        return titled[-1]
    latest = case.book.year if case.book else None
    told = Counter(
        date.year for block in blocks for date in written_dates(block.text, None) if date.year and (latest is None or date.year <= latest)
    )
    often = max(told.values(), default=0) / 2
    return max((year for year, times in told.items() if times > often), default=latest)


def year_of_headings(headings: Sequence[str]) -> int | None:
    """Return the year that the innermost heading which is of one names for its own sake."""
    for heading in reversed(headings):
        said = [date for date in written_dates(heading, None) if date.year is not None and date.kind != "period"]
        if years := [date.year for date in said if not is_reference(heading[date.end :]) and not heading.startswith("까지", date.end)]:
            return years[-1]
    return None


def prose_lines(blocks: Sequence[Block], first: int) -> Iterator[ProseLine]:
    """Yield the lines of prose of blocks, the first numbered `first`; a table of one cell is a box around prose."""
    for number, block in enumerate(blocks, first):
        if block.kind not in _PROSE and not (block.kind == "table" and len(block.cells) == 1):
            continue
        lines = [line for line in block.text.split("\n") if line.strip()]
        own = block.lines is not None and block.lines[1] - block.lines[0] + 1 == len(lines)
        for at, text in enumerate(lines):
            place = (block.lines[0] + at, block.lines[0] + at) if own and block.lines else block.lines
            yield ProseLine(text, place, block, number, at)
