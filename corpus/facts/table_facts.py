"""A table → its facts: every value of every cell with the heads over and left of it, what it measures, its unit, year and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.documents.table_heads import is_figure
from corpus.facts.tables.cell_values import CellValue, read_cell
from corpus.facts.tables.head_words import is_total, read_head
from corpus.facts.tables.table_bands import split_bands
from corpus.facts.tables.table_context import TableAxes, TableContext, find_axes
from corpus.facts.tables.table_grid import lay_out
from corpus.facts.tables.table_paths import PlacedCell, place_cells
from corpus.facts.tables.value_reading import TableValue, names_of, role_of, share_of, unit_of, year_of
from corpus.model.document import Block
from corpus.model.fact import Fact, FactKind
from corpus.model.nouns import Case

_BESIDE_NAMES = {"amount", "count", "rate"}
_BOUND = re.compile(r"이상|이하|이내|미만|초과|~|단위")
_RISES = re.compile(r"증가|상승|확대")
_YEAR_LABEL = re.compile(r"연\s?도|년\s?도|설립|개소|준공|수상\s?년")
_DAY_LABEL = re.compile(r"일자|일시|일정|날짜|기간|[가-힣]일$")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_DAY = re.compile(r"\d\D{1,3}\d{1,2}")
_LABEL = 60
_SHORT = 40
"""Characters of a value whose cell needs no looking into."""


def table_facts(case: Case, block: Block, number: int, context: TableContext, inner: Sequence[Block] = ()) -> Iterator[Fact]:
    """Yield the facts of a table that is block `number` of its document, in reading order; `inner` are the tables within its cells.

    The id of a fact counts within its block, so that it stays as long as the table does. A table of one cell is text, and has none here.
    """
    if len([cell for cell in block.cells if cell.text.strip()]) < 2:  # noqa: PLR2004 - a label and a value
        return
    count, lined = 0, _has_lines(block)
    for band in split_bands(lay_out(block, inner)):
        placed = [(one, _values_of(one)) for one in place_cells(band)]
        axes = find_axes(band, [(one, values[0]) for one, values in placed if values and not one.label and not one.head], context)
        for one, values in placed:
            for value in values:
                count += 1
                yield _make_fact(case, block, f"{number}.{count}", _tell(one, value, axes, context), lined=lined)


def _values_of(placed: PlacedCell) -> tuple[CellValue, ...]:
    """The values of a cell: of a head, or of a label without one, only those beside a name, no bounds, ages or numbers in a list."""
    found = tuple(read_cell(placed.cell.text))
    if placed.label and placed.kept == "all":
        return tuple(one for one in found if not is_total(one.text))
    if not (placed.head or placed.label):
        return found
    return tuple(one for one in found if _stands_in_name(one, placed))


def _stands_in_name(one: CellValue, placed: PlacedCell) -> bool:
    """Whether a value in a head or a label is more than part of a name: an amount beside it, a day, or what the row tells of in words."""
    if one.value.kind in {"date", "period"}:
        return placed.label and _DAY.search(one.text) is not None
    if placed.kept == "names" and one.whole and not is_total(one.text):
        return one.value.kind == "name"
    if one.whole and placed.row_path and not placed.column_path and one.value.unit is not None:
        return True
    return bool(one.name and one.value.unit and one.value.kind in _BESIDE_NAMES) and not _BOUND.search(placed.cell.text)


def _tell(placed: PlacedCell, found: CellValue, axes: TableAxes, context: TableContext) -> TableValue:
    """A value with its heads read."""
    own = (" ".join(placed.cell.text.split()),) if placed.label and not found.whole and len(placed.cell.text) <= _LABEL else ()
    row_path = tuple(dict.fromkeys((*context.labels, *placed.row_path, *own)))
    return TableValue(
        found=found,
        placed=placed,
        row_path=row_path,
        columns=tuple(map(read_head, reversed(placed.column_path))),
        rows=tuple(map(read_head, reversed(row_path))),
        axes=axes,
        context=context,
    )


def _make_fact(case: Case, block: Block, place: str, told: TableValue, *, lined: bool) -> Fact:
    """One value with all that its place says of it: `place` is the number of the block and of the value in it."""
    found, placed = told.found, told.placed
    role = role_of(told)
    measure, subject = names_of(told)
    unit, kind, said = unit_of(told, role)
    dated = _is_dated(found, (measure, *placed.column_path[-1:]))
    return Fact(
        id=f"{case.id}/t{place}",
        case=case.id,
        subject=subject or case.title,
        measure=measure,
        value=found.text,
        number=None if dated else _signed_number(found, placed),
        unit=None if dated else unit,
        kind="date" if dated else kind,
        year=year_of(told, role),
        role=role,
        part=share_of(told),
        row_path=told.row_path,
        column_path=placed.column_path,
        clause=found.clause,
        lines=(block.lines[0] + placed.cell.row,) * 2 if lined and block.lines else block.lines,
        page=block.page,
        page_from=block.page_from,
        block=int(place.partition(".")[0]),
        cell=(placed.cell.row, placed.cell.col),
        origin="table",
        rule="cell" if found.whole else "cell words",
        score=_score(placed, found, kind, said=said),
    )


def _is_dated(found: CellValue, names: Sequence[str]) -> bool:
    """Whether a bare number is a year or a day: its head calls it one."""
    number = found.value.number
    if number is None or found.value.unit is not None or "," in found.text:
        return False
    year = isinstance(number, int) and _FIRST_YEAR <= number <= _LAST_YEAR
    return any((year and _YEAR_LABEL.search(name)) or ("." in found.text and _DAY_LABEL.search("".join(name.split()))) for name in names)


def _signed_number(found: CellValue, placed: PlacedCell) -> int | float | None:
    """The number of a value; a full triangle is no minus where the head says that all rises."""
    number = found.value.number
    rises = found.text.startswith("▲") and any(_RISES.search(text) for text in (*placed.column_path, *placed.row_path[-1:]))
    return abs(number) if rises and number is not None else number


def _has_lines(block: Block) -> bool:
    """Whether each row of a table stands on a line of its own."""
    if block.lines is None:
        return False
    first, last = block.lines
    return last - first + 1 == max(cell.row + cell.row_span for cell in block.cells)


def _score(placed: PlacedCell, found: CellValue, kind: FactKind, *, said: bool) -> float:
    """How sure a fact is: less without heads, with a unit that is nowhere printed, among other words, and of a label."""
    score = 0.95 if placed.row_path and placed.column_path else 0.8 if placed.row_path or placed.column_path else 0.5
    score -= 0.0 if said or kind in {"name", "text"} else 0.1
    score -= 0.0 if found.whole and (is_figure(found.text) or len(found.text) < _SHORT) else 0.15
    return round(score - (0.2 if placed.label else 0.0), 2)
