"""What is told of all values of a table: by the lines, headings and cell over it, and by what its own heads and values have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.facts.tables.cell_values import CellValue
from corpus.facts.tables.head_words import HeadWords, is_total, read_head, read_role, read_year
from corpus.facts.tables.printed_units import read_units
from corpus.facts.tables.printed_values import find_values
from corpus.facts.tables.table_bands import Band
from corpus.facts.tables.table_paths import PlacedCell
from corpus.model.document import Block
from corpus.model.fact import FactRole

_LINES_ABOVE = 3
_CAPTION = 120
"""Characters of a line that may be a table's caption, at most."""
_CAPTION_ROLE = re.compile(r"(?P<role>목표|실적|성과|계획|결과)(?=\W*$|\s*[:：]|\s*\()")
"""The word at the end of a caption, or of the part of it that names what follows, that says what it tells of."""
_REMARK, _TITLE = 40, 60
_TELLING = 100
"""As large as this, at the least, is a number that is known again."""
_MARGIN = 0.15
_MEASURING = re.compile(
    r"(?:수|률|율|액|비|금|량|인원|건수|비중|예산|기간|시간|일자|장소|내용|대상|방법|목적|점수|순위|효과|고용|매출|면적|규모)(?:\(.*\))?$"
)
"""How the names of what is measured end."""


@dataclass(frozen=True, slots=True)
class TableContext:
    """What is told of a whole table."""

    units: tuple[str, ...] = ()
    year: int | None = None
    role: FactRole | None = None
    labels: tuple[str, ...] = ()
    """What the rows around a table within a table's cell are called."""
    caption: str = ""
    """The nearest line that may be its title."""
    counted: Mapping[float, str] = field(default_factory=dict)
    """Numbers that the lines above print with a unit: where one stands in the table too, it is in that unit."""


def read_context(blocks: Sequence[Block], at: int, first: int) -> TableContext:
    """Return what is told over the table that is block `at` of a case; `first` is the number of the case's first block."""
    block = blocks[at]
    if block.inside is not None and 0 <= block.inside.block - first < len(blocks):
        return _within(blocks, block, first)
    above = _lines_above(blocks, at)
    units = next((units for text in above if (units := read_units(text))), ())
    caption = next((text for text in above if not read_units(text) or len(text) > _REMARK), block.path[-1] if block.path else "")
    remark = [text for text in above[:1] if read_units(text)]
    told = [text for text in (*remark, caption, *reversed(block.path)) if len(text) <= _TITLE]
    year = next((year for text in told if (year := read_year(text)[0]) is not None), None)
    named = _CAPTION_ROLE.search(caption) if len(caption) <= _CAPTION else None
    role = read_role(named["role"]) if named else None
    counted = {
        found.value.number: found.value.unit
        for text in (*above, *block.path[-1:])
        for found in find_values(text)
        if found.value.number is not None
        and found.value.unit is not None
        and found.value.kind != "rate"
        and abs(found.value.number) >= _TELLING
    }
    return TableContext(units, year, role, (), caption if len(caption) <= _CAPTION else "", counted)


def _lines_above(blocks: Sequence[Block], at: int) -> list[str]:
    """The lines right above a table, the nearest first, up to another table."""
    found: list[str] = []
    for block in reversed(blocks[max(0, at - _LINES_ABOVE) : at]):
        if block.kind == "table":
            break
        found.append(block.text)
    return found


def _within(blocks: Sequence[Block], block: Block, first: int) -> TableContext:
    """What the cell around a table, and the labels of its row, tell of it."""
    assert block.inside is not None  # noqa: S101 - told by the caller
    outer = blocks[block.inside.block - first]
    around = read_context(blocks, block.inside.block - first, first)
    row = [cell for cell in outer.cells if cell.row <= block.inside.row < cell.row + cell.row_span and cell.col < max(1, block.inside.col)]
    own = " ".join(cell.text for cell in outer.cells if (cell.row, cell.col) == (block.inside.row, block.inside.col))
    labels = tuple(" ".join(cell.text.split()) for cell in row if 0 < len(cell.text.strip()) <= _CAPTION // 2)
    return TableContext(
        read_units(own) or around.units, around.year, around.role, (*around.labels, *labels[:1]), around.caption, around.counted
    )


@dataclass(frozen=True, slots=True)
class TableAxes:
    """What the heads and values of a band have in common."""

    by_rows: bool
    """Whether its rows say what is measured, rather than its columns."""
    latest: int | None
    years: int
    changes: bool
    totals: frozenset[tuple[str, ...]]
    """The heads over the columns of totals, without their own."""
    summed: bool
    """Whether there are totals among its rows."""
    units: tuple[str, ...]
    """What they are in, for want of another unit: as the totals are ("합계(명)"), or as the lines above print one of them."""
    listed: tuple[str, ...]
    """The units that a line within the table says."""
    printed: Mapping[tuple[str, ...], str]
    """The one unit in which values of a row, or else of a column, are printed, by the path of either."""
    reached: frozenset[tuple[str, ...]]
    """The heads over which what was reached stands beside what was meant to be."""
    aimed: bool
    """Whether there are targets among its values."""


def find_axes(band: Band, cells: Sequence[tuple[PlacedCell, CellValue]], context: TableContext) -> TableAxes:
    """Look at the value cells of a band, each with its first value, as a whole."""
    words = [read_head(text) for text in dict.fromkeys(text for one, _ in cells for text in (*one.column_path, *one.row_path))]
    over, left = (_years_of(path for one, _ in cells for path in paths(one)) for paths in (_columns_of, _rows_of))
    years = over or (left if len(left) > 1 else set())
    totals = {one.column_path[:-1] for one, _ in cells if one.column_path and tells_total(one.column_path[-1])}
    return TableAxes(
        by_rows=_measures_in_rows(cells) if band.heads else True,
        latest=max(years, default=context.year),
        years=len(years),
        changes=any(head.role == "change" for head in words),
        totals=frozenset(totals),
        summed=any(is_total(text) for one, _ in cells for text in one.row_path),
        units=_units_of_all(cells, words, context),
        printed=_printed_units(cells),
        reached=frozenset(one.column_path[:-1] for one, _ in cells if one.column_path and read_head(one.column_path[-1]).role == "target"),
        aimed=any(head.role == "target" for head in words),
        listed=next((told for text in band.remarks if (told := read_units(text))), ()),
    )


def _columns_of(placed: PlacedCell) -> tuple[str, ...]:
    return placed.column_path


def _rows_of(placed: PlacedCell) -> tuple[str, ...]:
    return placed.row_path


def _years_of(heads: Iterable[str]) -> set[int]:
    return {year for text in heads if (year := read_head(text).year) is not None}


def _printed_units(cells: Sequence[tuple[PlacedCell, CellValue]]) -> dict[tuple[str, ...], str]:
    """The unit of each row and column whose values are printed with no other; changes and rates beside others are left out."""
    found: dict[tuple[str, ...], set[str]] = {}
    for one, value in cells:
        if value.whole and value.value.unit is not None and value.value.kind != "rank" and value.role != "change":
            for path in (one.row_path, one.column_path):
                found.setdefault(path, set()).add(value.value.unit)
    return {path: next(iter(units)) for path, units in found.items() if path and len(units) == 1}


def tells_total(head: str) -> bool:
    """Whether a column's head says that its values are the sum of others."""
    return read_head(head).share == "total"


def _units_of_all(cells: Sequence[tuple[PlacedCell, CellValue]], words: Sequence[HeadWords], context: TableContext) -> tuple[str, ...]:
    """The one unit that counts for a band's values without another: of its totals, of a number told above, or of its heads."""
    heads = {text for one, _ in cells for text in one.column_path[-1:] if tells_total(text)}
    heads |= {text for one, _ in cells for text in one.row_path[-1:] if is_total(text)}
    of_totals = {units for text in heads if (units := read_head(text).units)}
    known = {
        (context.counted[found.value.number],)
        for _, found in cells
        if found.value.unit is None and found.value.number is not None and found.value.number in context.counted
    }
    of_heads = {head.units for head in words if head.units}
    labels = Counter(units for text in {text for one, _ in cells for text in one.row_path[-1:]} if (units := read_head(text).units))
    most = {units for units, count in labels.items() if 2 * count > labels.total()}
    return next((next(iter(found)) for found in (of_totals, known, of_heads, most) if len(found) == 1), ())


def _measures_in_rows(cells: Sequence[tuple[PlacedCell, CellValue]]) -> bool:
    """Whether the labels of rows say what is measured: values are alike along the rows rather than down the columns."""
    sorts = [(one.row_path, one.column_path, _sort_of(value)) for one, value in cells]
    along, down = _likeness([(row, sort) for row, _, sort in sorts]), _likeness([(col, sort) for _, col, sort in sorts])
    if along is not None and down is not None and abs(along - down) > _MARGIN:
        return along > down
    rows = {row[-1] for row, _, _ in sorts if row}
    columns = {read_head(col[-1]).rest for _, col, _ in sorts if col}
    return _measuring(rows) > _measuring(columns - {""})


def _likeness(pairs: Sequence[tuple[tuple[str, ...], str]]) -> float | None:
    """How much of a group's values are of its most frequent sort; None where no group has two."""
    groups: dict[tuple[str, ...], Counter[str]] = {}
    for group, sort in pairs:
        groups.setdefault(group, Counter())[sort] += 1
    told = [found for found in groups.values() if found.total() > 1]
    return sum(found.most_common(1)[0][1] for found in told) / sum(found.total() for found in told) if told else None


def _sort_of(found: CellValue) -> str:
    return found.value.unit or found.value.kind


def _measuring(names: set[str]) -> float:
    return sum(_MEASURING.search("".join(name.split())) is not None for name in names) / len(names) if names else 0.0
