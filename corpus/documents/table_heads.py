"""A table's cells → the same with its header rows marked: by the file's own marks, else by spans and by figures that begin below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from corpus.model.document import Cell

_MOST_ROWS = 4
_SHORT, _SHORTER = 40, 15  # characters of a header cell: at most, and where no figures stand below
_TWO_COLUMNS = 6  # the same in a table of two columns, which is more often one of labels and values
_LONGER = 1.5  # times as long as the header are the cells below it, where no figures tell
_MUCH_LONGER = 3.0
_ROWS_LOOKED_AT = 200
_FIGURE = re.compile(r"[△▲▼↑↓+\-–−*]?\s*[\(\[]?[₩$€]?\s*[-–△▲]?\d[\d,.]*\s*[^\d\s]{0,4}(?:\s[^\d\s]{1,2})?[\)\]]?")
_DAY = re.compile(r"(?:19|20)\d\d\s*[년./-]\s*\d{1,2}\s*[월./-]?(?:\s*\d{1,2}\s*[일.]?)?$")
_NOTHING = re.compile(r"[-–−‐·.]*")
_TIME = re.compile(
    r"['‘’`]?(?:(?:19|20)\d\d|\d\d(?=\s*(?:년|\.|[~-])))\s*년?(?:도|대|산)?"
    r"|['‘’`]\d\d\s*년?(?:도)?"
    r"|['‘’`]?(?:\d{2,4}\s*[년./-]\s*)?\d{1,2}\s*(?:월|분기|주차?|일|차년도|[./]\s*\dQ|[Qq]|/4|\.(?=$))(?:\s*(?:분기|말))?"
    r"|['‘’`]?\d{2,4}\s*[.]\s*[1-4]\s*[Qq/]\s*(?:4)?|[1-9]0\s*대|\d{1,2}\s*(?:단계|순위|등급|호|회차?|차시?|기|반|학년|급|과|군)"
)
"""A year, quarter, month or step: digits that name a column, and count nothing."""
_TOLD_TIME = re.compile(
    r"['‘’`]?(?:(?:19|20)\d\d|\d\d)\s*년\s*도?\s*[가-힣(].*|['‘’`]\d\d\s*[가-힣(].*|\d{1,2}\s*(?:단계\s*[가-힣]|대\s*[가-힣]{2}|[.)]\s*[가-힣]).*"
    r"|.*\d\D{0,6}(?:미만|이상|이하|초과|이내)",
    re.DOTALL,
)
"""A year with what is told of it ("2020년 실적"), how many chief things ("5대 전략"), an item's number, or bounds: names too."""

_VALUED = re.compile(
    r"(?<![\w'‘’.~])[-+△▲]?\d[\d,.]*\s?(?:여\s?)?(?:[%％㎡]|[조억만천백]*\s?(?:원|명|개|건|회|곳|팀|억|社|시간|(?:사|인|점|부|호|대)(?!\s?[가-힣])))"
    r"(?!\s?(?:미만|이상|이하|이내|초과|[~∼～]))"
)
_BESIDE = 15
"""Characters of words beside a value, at most, that leave it a value: "교육 15명", "3.5억원 (국비 2, 시비 1.5)"."""
CORNER = re.compile(r"(?:구분|항목|연번|순번|번호|연도|년도|분류|부문|회차|차시|No\.?)(?:[(\[].*)?", re.IGNORECASE)
"""What tables write in the corner above their row labels and beside their column names, blanks aside."""
_CALLED = re.compile(r"[가-힣]{1,4}(?<!설)명")
UNIT_LINE = re.compile(r"[\[(<]?\s*단위\b.*|\(.*\)|\[.*\]|※.*")

Rows = Mapping[int, Sequence[Cell]]


def mark_heads(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells with `head` true in the header rows at the top and false elsewhere.

    Rows that the file marks count first, where all cells of them are marked. Else the first row is a header where its cells are short, hold
    no figures and have figures or longer texts below them. Rows below belong to the header as far as its cells reach down or are divided in
    them. A table of one row has none.
    """
    rows = _rows_of(cells)
    head = _head_height(rows)
    return tuple(cell if cell.head == (cell.row < head) else replace(cell, head=cell.row < head) for cell in cells)


def _rows_of(cells: Sequence[Cell]) -> Rows:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    return {number: sorted(rows[number], key=lambda cell: cell.col) for number in sorted(rows)}


def _head_height(rows: Rows) -> int:
    """Return how many rows from the top are the header."""
    if not rows:
        return 0
    last = max(cell.row + cell.row_span for row in rows.values() for cell in row)
    marked = _marked_height(rows)
    height = marked if marked < last else 0
    top = _unit_lines(rows, last)
    if height == 0 and last > top + 1 and _begins_with_head(rows, top, last):
        height = top + 1
    while 0 < height < min(_MOST_ROWS, last) and (reach := _reach(rows, height)) > height:
        height = reach
    return height if height < last else 0


def _marked_height(rows: Rows) -> int:
    """Return how many rows from the top have only cells that the file marks; a mark in a first column alone is none of a header row."""
    height = 0
    while height in rows and all(cell.head or not cell.text.strip() for cell in rows[height]) and any(cell.head for cell in rows[height]):
        height += 1
    return height


def _unit_lines(rows: Rows, last: int) -> int:
    """Return how many rows at the top hold nothing but one remark, such as the unit of all figures."""
    top = 0
    while top < min(_MOST_ROWS, last) - 1:
        texts = [cell.text.strip() for cell in rows.get(top, ()) if cell.text.strip()]
        if len(texts) > 1 or (texts and not UNIT_LINE.fullmatch(texts[0])):
            break
        top += 1
    return top


def _begins_with_head(rows: Rows, top: int, last: int) -> bool:
    """Whether the first row, unmarked, is a header; `top` remarks stand above it."""
    first = [cell for cell in rows.get(top, ()) if cell.text.strip()]
    width = max(cell.col + cell.col_span for row in rows.values() for cell in row)
    if len(first) < 2 or any(len(cell.text) > _SHORT or is_figure(cell.text) or _begins_with_value(cell.text) for cell in first):  # noqa: PLR2004 - a pair
        return False
    if any(cell.head for cell in first) and not all(cell.head for cell in first):
        return False  # a row whose label alone is marked
    if top + max(cell.row_span for cell in first) >= last:
        return False
    if sum(_DAY.match(cell.text.strip()) is not None for cell in first) == 1:
        return False  # a name and its date, and another name and value
    if first[0].col == 0 and CORNER.fullmatch("".join(first[0].text.split())):
        return True
    if _names_columns_alone(rows, top, last, width):
        return True
    start = top + 1
    while start < last - 1 and _continues(rows.get(start, ())):
        start += 1
    below = [cell for number in range(start, min(last, _ROWS_LOOKED_AT)) for cell in rows.get(number, ()) if cell.text.strip()]
    counts = is_valued if width > 2 else is_figure  # noqa: PLR2004 - label and value
    figures = [cell for cell in below if cell.col > 0 and counts(cell.text)]
    if figures and len({cell.row for cell in figures}) * 2 >= len({cell.row for cell in below}) and _labels(first, width, figures):
        return True
    return _is_shorter(first, [cell for cell in below if not is_figure(cell.text)], width)


def _names_columns_alone(rows: Rows, top: int, last: int, width: int) -> bool:
    """Whether the first row stands over records: its corner is blank, or calls the others names (사업명), and every row below begins."""
    first = [cell for cell in rows[top] if cell.text.strip()]
    below = [rows.get(number, ()) for number in range(top + 1, last)]
    begun = all(any(cell.col == 0 and cell.text.strip() and len(cell.text) <= _SHORT for cell in row) for row in below)
    if not begun or len(below) < 2 or width < 3:  # noqa: PLR2004 - a label and two columns, two rows
        return False
    if first[0].col == 0:
        return width % 2 == 1 and len(first) == width and _CALLED.fullmatch("".join(first[0].text.split())) is not None
    return first[0].col == 1 and len(first) == width - 1


def _continues(row: Sequence[Cell]) -> bool:
    """Whether a row below a header goes on with it: it names nothing in the first column, and holds no figures."""
    return not any((cell.col == 0 and cell.text.strip()) or is_figure(cell.text) for cell in row)


def _labels(first: Sequence[Cell], width: int, figures: Sequence[Cell]) -> bool:
    """Whether figures stand below cells of the first row; in two columns a long text over them is a value, not their name."""
    named = {col for cell in first for col in range(cell.col, cell.col + cell.col_span)}
    short = width > 2 or all(len(cell.text) <= _SHORTER for cell in first)  # noqa: PLR2004 - label and value
    return short and any(cell.col in named for cell in figures)


def _is_shorter(first: Sequence[Cell], below: Sequence[Cell], width: int) -> bool:
    """Whether the first row names what stands below by being shorter than it, all columns that hold words having a name."""
    most, times = (_SHORTER, _LONGER) if width > 2 else (_TWO_COLUMNS, _MUCH_LONGER)  # noqa: PLR2004 - label and value
    named = {col for cell in first for col in range(cell.col, cell.col + cell.col_span)}
    named |= {1} if 0 in named and max(named) > 1 else set()  # a name over two columns of labels
    if any(cell.col not in named for cell in below) or any(len(cell.text) > most for cell in first):
        return False
    under = [len(cell.text) for cell in below if cell.col > 0]
    return bool(under) and fmean(under) >= times * fmean(len(cell.text) for cell in first)


def _reach(rows: Rows, height: int) -> int:
    """Return how far the header reaches when cells that span rows, and a row below that divides or continues it, are counted in."""
    above = [cell for number in range(height) for cell in rows.get(number, ())]
    down = max((cell.row + cell.row_span for cell in above), default=height)
    if down > height:
        return down
    row = rows.get(height, ())
    texts = [cell for cell in row if cell.text.strip()]
    if not texts or not rows.get(height + 1) or any(len(cell.text) > _SHORT or is_valued(cell.text) for cell in texts):
        return height
    begins_empty = not any(cell.col == 0 and cell.text.strip() for cell in row)
    named_above = any(cell.col == 0 and cell.text.strip() for cell in above)
    named_below = any(cell.col == 0 and cell.text.strip() for cell in rows.get(height + 1, ()))
    if begins_empty and (named_above or named_below) and _unnamed_ends(rows, height):
        return height + 1
    ends = [(cell.col, _end(cell, above)) for cell in above if cell.row + cell.row_span == height and cell.text.strip()]
    parts = [sum(first <= part.col < end for part in texts) for first, end in ends if end - first > 1]
    marked = any(cell.head for cell in above) and all(cell.head for cell in texts)
    return height + 1 if marked or (parts and max(parts) > 1 and _figures_below(rows, height)) else height


def _end(cell: Cell, heads: Sequence[Cell]) -> int:
    """Return the column after the last that a head reaches over: with the blank ones right of it, up to the next head of its row."""
    row = [other for other in heads if other.row == cell.row]
    last = max(other.col + other.col_span for other in row)
    return min((other.col for other in row if other.col > cell.col and other.text.strip()), default=last)


def _unnamed_ends(rows: Rows, height: int) -> bool:
    """Whether rows with a first cell of their own follow: else the first column is empty all the way down."""
    return any(cell.col == 0 and cell.text.strip() for number, row in rows.items() if number > height for cell in row)


def _figures_below(rows: Rows, height: int) -> bool:
    """Whether figures begin right below the row, which a row of data between header rows would have itself."""
    return any(is_figure(cell.text) for cell in rows.get(height + 1, ()) if cell.col > 0)


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, with sign and unit, or the dash that stands for none; a year or quarter names, and is no figure."""
    bare = text.strip()
    if not bare or _TIME.fullmatch(bare) or _TOLD_TIME.fullmatch(bare):
        return False
    return bool(_FIGURE.fullmatch(bare) or _NOTHING.fullmatch(bare))


def is_valued(text: str) -> bool:
    """Whether a cell holds a figure, or one with its unit at its beginning or among few words: "3.5억원 (국비 2)", "교육 15명"."""
    if is_figure(text):
        return True
    bare = text.strip(" -·•○●\n")
    found = _VALUED.search(bare)
    return found is not None and (found.start() == 0 or len(bare) - len(found[0]) <= _BESIDE)


def _begins_with_value(text: str) -> bool:
    return _VALUED.match(text.strip()) is not None and _TIME.fullmatch(text.strip()) is None
