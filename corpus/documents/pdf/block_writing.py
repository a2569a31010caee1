"""Pages that were read into blocks: in reading order, without furniture, paragraphs and tables that run over pages as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.documents.drawn.page_nouns import Bookmark, DrawnTable, PageItem, Picture, ReadPage, TextLine
from corpus.documents.pdf.line_joining import LineJoins, learn_joins
from corpus.documents.pdf.page_furniture import PageFurniture, learn_furniture
from corpus.documents.pdf.paragraphs import (
    TextParagraph,
    cell_text,
    fills_lines,
    goes_on,
    learn_gaps,
    paragraphs_of,
    right_margin,
    type_size,
)
from corpus.documents.pdf.reading_order import order_items
from corpus.documents.pdf.table_pages import join_tables
from corpus.model.document import Block, Cell, Inside, ReadBy

_LARGER = 1.15  # times the size of most text: a heading by its size
_HEADING_LENGTH = 60
_MOST_HEADINGS = 0.12  # of the text: more is no heading's size
_LEVELS = 6


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, table or picture on its way to a block; `outer` is the piece that a table within a cell belongs to."""

    pages: tuple[int, int]
    read_by: ReadBy
    what: TextParagraph | DrawnTable | Picture | str
    outer: int | None = None


def write_blocks(pages: Sequence[ReadPage], bookmarks: Sequence[Bookmark] = ()) -> tuple[tuple[Block, ...], Mapping[int, str]]:
    """The blocks of pages in reading order, and the labels printed on them; `bookmarks` are the file's own outline."""
    furniture = learn_furniture(pages)
    bare = [_bare_page(page, furniture) for page in pages]
    regions = [order_items(_top_items(page)) for page in bare]
    gaps = learn_gaps((lines, margin) for page in regions for region in page for lines, margin in _runs(region))
    pieces = _join_pieces([_page_pieces(page, held, gaps) for page, held in zip(bare, regions, strict=True)])
    joins = _learn(bare, pieces)
    levels = _levels(pieces)
    outline = {(one.page, "".join(one.text.split())): one.level for one in bookmarks}
    blocks: list[Block] = []
    numbers: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        block = _block(piece, joins, levels)
        if block is None:
            continue
        if isinstance(piece.what, DrawnTable) and piece.what.inside is not None and piece.outer in numbers:
            block = replace(block, inside=Inside(numbers[piece.outer], *piece.what.inside[1:]))
        numbers[at] = len(blocks)
        blocks.append(block)
    return tuple(_by_outline(blocks, outline)), furniture.labels


def _bare_page(page: ReadPage, furniture: PageFurniture) -> ReadPage:
    """A page without what pages repeat."""
    lines = tuple(line for line in page.lines if (page.number, line) not in furniture.lines)
    tables = tuple(table for table in page.tables if (page.number, table.area) not in furniture.boxes)
    return replace(page, lines=lines, tables=tables, aside="" if page.number in furniture.aside else page.aside)


def _by_outline(blocks: Sequence[Block], outline: Mapping[tuple[int, str], int]) -> Sequence[Block]:
    """The blocks with the headings that the file's own outline names, where it names any; sizes then tell nothing more."""
    levels = {at: outline.get((block.page or 0, "".join(block.text.split()))) for at, block in enumerate(blocks) if not block.cells}
    if not any(levels.values()):
        return blocks
    plain = [replace(block, kind="paragraph", level=None) if block.kind == "heading" else block for block in blocks]
    return [replace(block, kind="heading", level=levels[at]) if levels.get(at) else block for at, block in enumerate(plain)]


def _top_items(page: ReadPage) -> list[PageItem]:
    """What stands on a page in nothing else."""
    return [*page.lines, *(table for table in page.tables if table.inside is None), *_outside(page)]


def _page_pieces(page: ReadPage, regions: Sequence[Sequence[PageItem]], gaps: Mapping[float, float]) -> list[_Piece]:
    """The pieces of one page in reading order, each table within a cell right after its outer one."""
    inner = {at: table for at, table in enumerate(page.tables) if table.inside is not None}
    pieces: list[_Piece] = []
    on = (page.number, page.number)
    for region in regions:
        for item in _paragraphs(region, gaps):
            if not isinstance(item, DrawnTable):
                pieces.append(_Piece(on, page.read_by, item))
                continue
            places = {page.tables.index(item): len(pieces)}
            pieces.append(_Piece(on, page.read_by, item))
            for at, table in inner.items():
                outer = places.get(table.inside[0]) if table.inside else None
                if outer is not None:
                    places[at] = len(pieces)
                    pieces.append(_Piece(on, page.read_by, table, outer))
    if page.aside:
        pieces.append(_Piece(on, page.read_by, page.aside))
    return pieces


def _outside(page: ReadPage) -> list[Picture]:
    """The pictures of a page; one in a table stands right below it."""
    found: list[Picture] = []
    for picture in page.pictures:
        area = picture.area
        x, y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
        around = next((one.area for one in page.tables if one.area.x0 < x < one.area.x1 and one.area.top < y < one.area.bottom), None)
        found.append(replace(picture, area=replace(area, top=around.bottom, bottom=around.bottom)) if around else picture)
    return found


def _paragraphs(region: Sequence[PageItem], gaps: Mapping[float, float]) -> Iterator[TextParagraph | DrawnTable | Picture]:
    lines = [item for item in region if isinstance(item, TextLine)]
    running = fills_lines(lines, right_margin(lines)) if lines else False
    paragraphs = (paragraph for run, margin in _runs(region) for paragraph in paragraphs_of(run, margin, running, gaps))
    by_first = {paragraph.lines[0]: paragraph for paragraph in paragraphs}
    for item in region:
        if not isinstance(item, TextLine):
            yield item
        elif item in by_first:
            yield by_first[item]


def _runs(region: Sequence[PageItem]) -> Iterator[tuple[list[TextLine], float]]:
    """The region's lines between tables and pictures, and the margin, which all have."""
    lines = [item for item in region if isinstance(item, TextLine)]
    margin = right_margin(lines) if lines else 0.0
    for written, run in groupby(region, key=lambda item: isinstance(item, TextLine)):
        if written:
            yield [item for item in run if isinstance(item, TextLine)], margin


def _join_pieces(pages: Sequence[Sequence[_Piece]]) -> list[_Piece]:
    """The pieces of all pages; what runs over a page's end or a column's is one piece."""
    pieces: list[_Piece] = []
    last = None  # the place of the last piece that stands in no other
    for page in pages:
        start = len(pieces)
        moved: dict[int, int] = {}
        for at, piece in enumerate(page):
            outer = moved.get(piece.outer) if piece.outer is not None else None
            joined = _join_two(pieces[last], piece, first=at == 0) if last is not None and outer is None else None
            if joined is not None and last is not None:
                pieces[last] = joined
                moved[at] = last
                continue
            moved[at] = len(pieces)
            pieces.append(replace(piece, outer=outer))
            if outer is None:
                last = moved[at]
        if len(pieces) == start and not page:
            last = None  # nothing runs over an empty page
    return pieces


def _join_two(one: _Piece, other: _Piece, *, first: bool) -> _Piece | None:
    """Two pieces as one; None where they are two."""
    pages = (one.pages[0], other.pages[1])
    if isinstance(one.what, DrawnTable) and isinstance(other.what, DrawnTable) and first and one.pages[1] < other.pages[0]:
        table = join_tables(one.what, other.what)
        return replace(one, pages=pages, what=table) if table else None
    if isinstance(one.what, TextParagraph) and isinstance(other.what, TextParagraph) and goes_on(one.what, other.what):
        apart = one.pages[1] < other.pages[0] or other.what.lines[0].base < one.what.lines[-1].base
        if apart and one.read_by == other.read_by:
            return replace(one, pages=pages, what=TextParagraph((*one.what.lines, *other.what.lines), other.what.runs_on))
    return None


def _learn(pages: Sequence[ReadPage], pieces: Sequence[_Piece]) -> LineJoins:
    paragraphs = [piece.what.lines for piece in pieces if isinstance(piece.what, TextParagraph)]
    cells = [cell.lines for page in pages for table in page.tables for cell in table.cells]
    lines = [line for page in pages for line in page.lines]
    return learn_joins([*lines, *(line for one in cells for line in one)], [pair for one in paragraphs for pair in pairwise(one)])


def _levels(pieces: Sequence[_Piece]) -> dict[float, int]:
    """The levels of sizes of type that are clearly larger than most text's: the largest is the first."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if isinstance(piece.what, TextParagraph) and piece.read_by == "text":
            for line in piece.what.lines:
                sizes[type_size(line)] += len(line.text)
    if not sizes:
        return {}
    usual, whole = max(sizes, key=lambda size: (sizes[size], -size)), sum(sizes.values())
    large = sorted((size for size in sizes if size >= _LARGER * usual), reverse=True)
    if sum(sizes[size] for size in large) > _MOST_HEADINGS * whole:
        return {}
    return {size: level for level, size in enumerate(large[:_LEVELS], start=1)}


def _block(piece: _Piece, joins: LineJoins, levels: Mapping[float, int]) -> Block | None:
    """A piece as a block; None where it has no words and is no picture."""
    page, what = piece.pages[0], piece.what
    blank = Block(kind="figure", text="", page=page, pages=piece.pages, page_from="file", read_by=piece.read_by)
    if isinstance(what, Picture):
        return blank
    if isinstance(what, DrawnTable):
        cells = _cells(what, joins)
        return replace(blank, kind="table", text=_table_text(cells), cells=cells) if any(cell.text for cell in cells) else None
    if isinstance(what, str):
        return replace(blank, kind="paragraph", text=what)
    text = joins.text_of(what.lines)
    level = min(levels.get(type_size(line), 0) for line in what.lines) if len(text) <= _HEADING_LENGTH else 0
    return replace(blank, kind="heading" if level else "paragraph", text=text, level=level or None)


def _cells(table: DrawnTable, joins: LineJoins) -> tuple[Cell, ...]:
    return tuple(
        Cell(cell.row, cell.col, cell.row_span, cell.col_span, text=cell_text(cell.lines, cell.area, joins))
        for cell in sorted(table.cells, key=lambda one: (one.row, one.col))
    )


def _table_text(cells: Sequence[Cell]) -> str:
    """A table's rows as lines, a spanned cell once."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return "\n".join(" | ".join(row) for _, row in sorted(rows.items()))
