"""The nouns of a page as it is drawn: glyphs, lines of text, tables by their rulings. In points from its upper left. No logic."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model.document import ReadBy


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page; a stroke is one too, thin in one direction."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def meets(self, other: Area) -> bool:
        """Whether another rectangle lies here, in part at least."""
        return self.x0 <= other.x1 and other.x0 <= self.x1 and self.top <= other.bottom and other.top <= self.bottom


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box, the line it stands on, and whether a blank follows it. `place` counts glyphs as the file writes them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    place: int
    blank_after: bool = False

    @property
    def size(self) -> float:
        """The height of its font's box, which is the font's size as drawn."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is drawn on a page.

    `aside` are characters turned by a right angle, `unmapped` counts those that the file gives no character for, `dpi` are the dots an
    inch of the largest picture.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    aside: str = ""
    unmapped: int = 0
    strokes: tuple[Area, ...] = ()
    fills: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()
    dpi: float = 0.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's own outline: its words, its depth from 1, and the page it leads to."""

    text: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters that stand on one line without a wide gap."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    place: int = 0
    blank_after: bool = False
    row: bool = False
    """Whether wide gaps part it, as they do in a row of a list."""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell between rulings, with its lines of text from above."""

    row: int
    col: int
    row_span: int
    col_span: int
    area: Area
    lines: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table between rulings. Open at the top or bottom: no ruling closes it there, so that a row may go on over the page's end."""

    area: Area
    edges: tuple[float, ...]
    """Where its columns begin and end, from the left."""
    rows: int
    cells: tuple[DrawnCell, ...]
    open_top: bool = False
    open_bottom: bool = False
    inside: tuple[int, int, int] | None = None
    """Of a table in a cell: the outer table's number on this page, and the cell's row and column."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of noticeable size."""

    area: Area


PageItem = TextLine | DrawnTable | Picture


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page before its lines are put in order: text outside tables, tables, pictures; and what is doubtful about it."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...] = ()
    tables: tuple[DrawnTable, ...] = ()
    pictures: tuple[Picture, ...] = ()
    aside: str = ""
    read_by: ReadBy = "text"
    warnings: tuple[str, ...] = field(default=())


def area_of(item: PageItem) -> Area:
    """The rectangle that an item of a page takes up."""
    return Area(item.x0, item.top, item.x1, item.bottom) if isinstance(item, TextLine) else item.area
