"""Passages out of lines: headings, prose and table pieces become units, and units are packed under the headings they stand below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model.profile import CaseSpan, Reason
from corpus.outline.book_rules import BookRules
from corpus.outline.headings import HARD, Heading, Outline
from corpus.outline.text_tables import cut_table, duplicate_rows, html_text

TARGET, LEAST, MOST = 500, 200, 800  # characters of a passage: wanted, too short to stand alone, never more (but for a longer line)
PARAGRAPHS = 300  # characters of a passage of a plain document: as long as a card's section (docs/experiments.md)
_CAPTION_LENGTH, _CAPTION_GAP = 60, 3  # a table's caption is no longer, in characters, and no farther above, in lines
_ABOVE_TABLE = 2  # the units that can belong to a table: its caption and the line that names the unit
UNIT_LINE = re.compile(r"[\[(（【<]?\s*(?:단위|기준)\s*[:：].{1,40}")
_BLANK_LINES = re.compile(r"\n\s*\n")
_PROSE_END = re.compile(r"[다요음함임됨][.!]?$|[.:,]$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is never torn apart: a heading, a line of prose or a piece of a table, with the headings it stands under."""

    lines: tuple[int, ...]
    text: str
    path: tuple[Heading, ...]
    heading: bool = False
    head: str = ""  # the caption and header rows that the text begins with, for a piece of a table

    @property
    def section(self) -> tuple[Heading, ...]:
        """The headings that separate passages."""
        return tuple(heading for heading in self.path if heading.level <= HARD)


def read_units(lines: Sequence[str], span: CaseSpan, junk: dict[int, Reason], rules: BookRules) -> Iterator[Unit]:
    """Headings, prose and tables of a case in order. Adds the copies of nested tables to `junk`."""
    outline = Outline(lines, span.last, junk, rules)
    path: tuple[Heading, ...] = ()
    waiting: list[Unit] = []  # what may turn out to be the caption of a table
    number = span.first
    while number <= span.last:
        raw = lines[number - 1]
        if number in junk or not raw.strip():
            number += 1
        elif "\t" in raw or "<table" in raw:
            rows = _table_rows(lines, number, span.last, junk)
            number = rows[-1] + 1
            caption = _take_caption(waiting, rows[0])
            yield from waiting
            waiting = []
            yield from _table_units(lines, rows, caption, path, junk)
        else:
            heading = outline.at(number)
            if heading:
                path = (*(above for above in path if above.level < heading.level), heading)
            taken = heading.lines if heading else (number,)
            text = "\n".join(html_text(lines[n - 1]) for n in taken)
            waiting.append(Unit(taken, text, path, heading is not None))
            if len(waiting) > _CAPTION_GAP:
                yield waiting.pop(0)
            number = taken[-1] + 1
    yield from waiting


def _table_rows(lines: Sequence[str], first: int, last: int, junk: dict[int, Reason]) -> list[int]:
    """The lines of the table that begins at `first`: rows follow each other without a blank line; rules between them are skipped."""
    rows: list[int] = []
    for number in range(first, last + 1):
        raw = lines[number - 1]
        if number not in junk and not ("\t" in raw and raw.strip()) and not ("<table" in raw or raw.strip().startswith("<ul")):
            break
        if number not in junk:
            rows.append(number)
    return rows


def _take_caption(waiting: list[Unit], first: int) -> list[Unit]:
    """Take from the end of `waiting` the unit line and the caption or heading just above a table that begins at line `first`."""
    taken: list[Unit] = []
    while waiting and len(taken) < _ABOVE_TABLE and first - waiting[-1].lines[-1] <= _CAPTION_GAP:
        above = waiting[-1]
        unit = UNIT_LINE.fullmatch(above.text) is not None
        if not unit and not above.heading and (len(above.text) > _CAPTION_LENGTH or "\n" in above.text or _PROSE_END.search(above.text)):
            break
        taken.insert(0, waiting.pop())
        first = above.lines[0]
        if not unit:
            break
    return taken


def _table_units(
    lines: Sequence[str], rows: Sequence[int], caption: Sequence[Unit], path: tuple[Heading, ...], junk: dict[int, Reason]
) -> Iterator[Unit]:
    """The pieces of a table as units; copies of nested tables go to `junk`."""
    table = [(number, lines[number - 1]) for number in rows]
    copies = duplicate_rows(table)
    junk |= dict.fromkeys(copies, "duplicate table")
    above = [(number, lines[number - 1]) for unit in caption for number in unit.lines]
    for piece in cut_table([row for row in table if row[0] not in copies], above, TARGET):
        last = piece.lines[-1]
        while last + 1 in copies:  # a copy belongs to the range of what it repeats, so that its line leads to that passage
            last += 1
        yield Unit((*piece.lines, *range(piece.lines[-1] + 1, last + 1)), piece.text, path, head=piece.head)


def pack_units(units: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Group units into passages: never across a separating heading, of about `TARGET` characters, headings with what they head."""
    pack: list[Unit] = []
    for unit in units:
        if pack and _crosses(pack, unit):
            yield tuple(pack)
            pack = []
        elif pack and _full(pack, unit):
            kept = len(pack)
            while kept > 1 and pack[kept - 1].heading:
                kept -= 1
            if not all(held.heading for held in pack):
                yield tuple(pack[:kept])
                pack = pack[kept:]
        pack.append(unit)
    if pack:
        yield tuple(pack)


def pack_paragraphs(text: str, most: int = PARAGRAPHS) -> list[str]:
    """Cut a text at its blank lines into pieces of at most `most` characters; a longer paragraph stays whole. At least one piece."""
    pieces: list[str] = []
    for paragraph in filter(None, (part.strip() for part in _BLANK_LINES.split(text))):
        if pieces and len(pieces[-1]) + len(paragraph) <= most:
            pieces[-1] += f"\n\n{paragraph}"
        else:
            pieces.append(paragraph)
    return pieces or [text]


def _crosses(pack: Sequence[Unit], unit: Unit) -> bool:
    """Whether `unit` begins another separated section; headings that stand alone go along with the first of their subsections."""
    section = pack[-1].section
    if unit.section == section:
        return False
    return not (all(held.heading for held in pack) and unit.section[: len(section)] == section)


def _full(pack: Sequence[Unit], unit: Unit) -> bool:
    """Whether the pack should end before `unit`."""
    size = sum(len(held.text) for held in pack)
    total = size + len(unit.text)
    wanted = LEAST // 2 if unit.heading and unit.path[-1].level == HARD + 1 else TARGET // 2
    return total > (TARGET if size >= LEAST else MOST) or (unit.heading and size >= wanted)
