"""A document's blocks → passages: packed under the headings they stand below, tables by rows that are never without their head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.model.document import Block
from corpus.model.ids import text_id
from corpus.model.nouns import Case, Passage
from corpus.model.place import PageFrom
from corpus.outline.headings import HARD, Heading
from corpus.outline.packing import TARGET, UNIT_LINE, Unit, pack_units
from corpus.outline.text_cutting import tell_pack
from corpus.passages import asks_on, place_and_title, place_of_case, sections_on
from corpus.structure.table_rows import head_text, one_line, row_texts

SEPARATING = 2
"""The upper levels of a case's own headings that part its passages; deeper ones only group them."""
_UNTOLD = frozenset({"toc_entry"})


def document_passages(blocks: Sequence[Block], first: int, case: Case) -> Iterator[Passage]:
    """Yield the passages of a case that is made of these blocks, the first of them numbered `first` in its document."""
    at = {line: number for number, block in enumerate(blocks, first) if block.lines for line in range(block.lines[0], block.lines[1] + 1)}
    for pack in pack_units(tuple(_in_order(_units(blocks)))):
        lines = pack[0].lines[0], pack[-1].lines[-1]
        held = [blocks[number - first] for number in range(at[lines[0]], at[lines[1]] + 1)]
        yield _passage(pack, case, held, (at[lines[0]], at[lines[1]]))


def _passage(pack: Sequence[Unit], case: Case, held: Sequence[Block], blocks: tuple[int, int]) -> Passage:
    heading, told = tell_pack(pack)
    lines = pack[0].lines[0], pack[-1].lines[-1]
    pages, page_from = pages_of(held)
    made = Passage(
        id=text_id(case.id, lines[0]),
        case_id=case.id,
        kind="casebook",
        heading=heading or case.title,
        text=told,
        context=place_and_title(case),
        place=replace(place_of_case(case), lines=lines, pages=pages or case.pages, blocks=blocks, page_from=page_from or case.page_from),
        sections=sections_on(case, lines),
    )
    return replace(made, expansion=asks_on(case, made))


def pages_of(blocks: Sequence[Block]) -> tuple[tuple[int, int] | None, PageFrom | None]:
    """Return the pages that blocks stand on and what knows them; None where their format has none."""
    pages = [page for block in blocks if block.page for page in (block.pages or (block.page, block.page))]
    return ((min(pages), max(pages)) if pages else None), next((block.page_from for block in blocks if block.page_from), None)


def _units(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Yield headings, prose and pieces of tables in order; what stands above a table as its caption or its unit goes along with it."""
    ranks = _ranks(blocks)
    path: tuple[Heading, ...] = ()
    waiting: list[Unit] = []
    for block in blocks:
        if block.lines is None or block.kind in _UNTOLD:
            continue
        lines = tuple(range(block.lines[0], block.lines[1] + 1))
        if block.kind == "table":
            yield from _table_units(block, path, waiting)
            waiting = []
        elif block.kind == "heading":
            yield from waiting
            waiting = []
            held = Heading(ranks[len(block.path)], one_line(block.text), lines)
            path = (*(above for above in path if above.level < held.level), held)
            yield Unit(lines, block.text, path, heading=True)
        elif block.text.strip():
            unit = Unit(lines, block.text, path)
            if block.kind == "caption" or UNIT_LINE.fullmatch(block.text.strip()):
                waiting.append(unit)
            else:
                yield from (*waiting, unit)
                waiting = []
    yield from waiting


def _in_order(units: Iterator[Unit]) -> Iterator[Unit]:
    """Yield units whose lines follow one another: what stands on lines that the one before has already goes along with that."""
    before: Unit | None = None
    for unit in units:
        fresh = unit.lines if before is None else tuple(line for line in unit.lines if line > before.lines[-1])
        if before is not None and not fresh:
            before = replace(before, text=f"{before.text}\n{unit.text}")
            continue
        if before is not None:
            yield before
        before = replace(unit, lines=fresh)
    if before is not None:
        yield before


def _ranks(blocks: Sequence[Block]) -> dict[int, int]:
    """Return a rank for each depth of headings among the blocks: the upper ones part passages, the others are below `HARD`.

    The depth is how many headings stand above, whatever levels a format gives: one text has the same passages in each of its forms.
    """
    depths = sorted({len(block.path) for block in blocks if block.kind == "heading"})
    return {depth: at + 1 if at < SEPARATING else HARD + 1 + at - SEPARATING for at, depth in enumerate(depths)}


def _table_units(block: Block, path: tuple[Heading, ...], above: Sequence[Unit]) -> Iterator[Unit]:
    """Yield a table in pieces of about `TARGET` characters, each with the caption and the head."""
    assert block.lines is not None  # noqa: S101 - told by the caller
    rows = [*row_texts(block)]
    told = [unit.text for unit in above]
    head = "\n".join(filter(None, (*told, head_text(block.cells))))
    start = above[0].lines[0] if above else block.lines[0]
    body: list[str] = []
    for number, row in enumerate(rows):
        end = _line_of(block, rows[number + 1].row) - 1 if number + 1 < len(rows) else block.lines[1]
        body.append(row.text)
        full = sum(map(len, body)) + (len(rows[number + 1].text) if number + 1 < len(rows) else 0) > TARGET
        if number + 1 == len(rows) or (full and end >= start):
            yield Unit(tuple(range(start, max(end, start) + 1)), "\n".join(filter(None, (head, *body))), path, head=head)
            start, body = max(end, start) + 1, []
    if not rows and head:
        yield Unit(tuple(range(start, block.lines[1] + 1)), head, path, head="")


def _line_of(block: Block, row: int) -> int:
    """Return the line that a row of a table begins on: each row has one where there are as many, else its share of the table's lines."""
    assert block.lines is not None  # noqa: S101 - told by the caller
    first, last = block.lines
    height = max((cell.row + cell.row_span for cell in block.cells), default=1)
    return min(last, first + row * (last - first + 1) // height)
