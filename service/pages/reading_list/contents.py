"""A reading list with everything it says, in plain values: the same for the page and for every format. No logic beyond its own text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service.pages.cases.case_view import OriginalBlock

NOTE = "메모"
FIGURE_COLUMNS = ("수치", "연도", "목표", "실적", "목표 대비", "원문")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage: what kind of text it is (`label`), the text whole and as lines and tables, where it stands, and the note on it."""

    id: str
    label: str
    heading: str
    text: str
    blocks: tuple[OriginalBlock, ...]
    pages: str
    lines: str
    citation: str
    note: str


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """A figure of a case: values as they are written, and the bare numbers in `unit`; `line` is where the book has it."""

    name: str
    year: int | None
    target: str
    actual: str
    reached: str
    unit: str
    target_number: float | None
    actual_number: float | None
    line: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The figure as a line of a table under `FIGURE_COLUMNS`."""
        return self.name, str(self.year or "-"), self.target, self.actual, self.reached, self.line


@dataclass(frozen=True, slots=True)
class Overview:
    """A case that was collected as a whole: its summary, facts by name, all its figures, those to see at a glance, and the note on it."""

    summary: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[ListedFigure, ...]
    glance: tuple[ListedFigure, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case of the list, whole (`overview`), in passages, or both; `source` cites it with all the lines the list takes from it.

    `name` is its place and what it goes by, `official` its title where it does not go by that. `kinds` are what its book sorts it
    under, one text for each facet of `BOOK_KINDS`; "" where the book does not. `origin` says of a card that no person wrote that it is one.
    """

    id: str
    name: str
    official: str
    title: str
    place: str
    kinds: tuple[str, ...]
    headline: str
    pages: str
    origin: str
    citation: str
    source: str
    overview: Overview | None
    excerpts: tuple[Excerpt, ...]

    @property
    def about(self) -> str:
        """Which case it is in a line: its official title, what it is sorted under, its number, and that no person wrote its card."""
        return " · ".join(filter(None, (self.official, *self.kinds, f"사례 번호 {self.id}", self.origin)))


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A reading list as of a day, its cases in their order. No text in it holds a character that XML forbids."""

    title: str
    date: date
    entries: tuple[ListedCase, ...]

    @property
    def day(self) -> str:
        """The day as officials write it: "2026. 11. 22."."""
        return f"{self.date.year}. {self.date.month}. {self.date.day}."

    @property
    def ids(self) -> tuple[str, ...]:
        """What it holds, in its order: a case before its passages."""
        own = [((entry.id,) if entry.overview else (), (excerpt.id for excerpt in entry.excerpts)) for entry in self.entries]
        return tuple(name for whole, parts in own for name in (*whole, *parts))

    @property
    def extent(self) -> str:
        """How much it holds, each thing counted once: "사례 2건, 대목 3곳"."""
        cases = sum(entry.overview is not None for entry in self.entries)
        passages = sum(len(entry.excerpts) for entry in self.entries)
        return ", ".join(told for count, told in ((cases, f"사례 {cases}건"), (passages, f"대목 {passages}곳")) if count)
