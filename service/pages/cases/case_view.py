"""A case as its page tells it: chapters of sections, the casebook's own lines beside each, figures with bars, and the citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from corpus.citations import cite_case, tell_lines, tell_pages, tell_place, tell_places, tell_use
from corpus.model.book import Book
from corpus.model.ids import anchor_of, figure_id, need_id, section_id
from corpus.model.nouns import Case, Figure, Passage, Section, SectionKind, Sourced
from corpus.model.place import Place
from corpus.passages import home_section, place_of_case, place_of_part
from service.pages.rendering.official_units import compare_with_target, write_value

BAR = 160  # width of the longer bar, in the units of the drawing
PictureOf = Callable[[Place], str]
_SENTENCE = re.compile(r"(?<=[다요]\.)\s+")
_CELLS = " | "


@dataclass(frozen=True, slots=True)
class OriginalBlock:
    """Lines of an original that belong together: a table's rows, or lines of text of one cell each."""

    is_table: bool
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Original:
    """A piece of the book's own text and where it stands; `anchor` is that of its passage: L9181.

    `picture` is the address of its page with it marked, "" where there is none.
    """

    anchor: str
    heading: str
    where: str
    blocks: list[OriginalBlock]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section and its passage's id, its first sentence and the rest, the originals it was written from, and the passages found here.

    `where` is told as far as the section has a place of its own within its case, `picture` as of an original. A section in the book's own
    words has these as `own_words`, text and tables, and no originals beside them.
    """

    id: str
    anchor: str
    section: Section
    where: str
    lead: str
    rest: str
    own_words: list[OriginalBlock]
    originals: list[Original]
    anchors: list[str]
    picture: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The sections of one kind, in the card's order."""

    kind: SectionKind
    parts: list[SectionView]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as a line of the table; the bars' widths are told where target and actual are, the longer one being `BAR`."""

    anchor: str
    figure: Figure
    where: str
    target: str
    actual: str
    reached: str | None
    bars: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that the page of a case shows; each need with its anchor."""

    case: Case
    chapters: list[Chapter]
    figures: list[FigureRow]
    needs: list[tuple[str, str]]
    elsewhere: list[Original]
    citation: str

    @property
    def has_originals(self) -> bool:
        """Tell whether the casebook's text is there."""
        return bool(self.elsewhere) or any(part.originals for chapter in self.chapters for part in chapter.parts)


def no_picture(_: Place) -> str:
    """Return that there is none."""
    return ""


def view_case(case: Case, passages: Iterable[Passage], book: Book, picture: PictureOf = no_picture) -> CaseView:
    """Return a case of a book as its page tells it; of its passages those of the book's own text stand beside the sections.

    `picture` gives the address of a place's page.
    """
    own = [passage for passage in passages if passage.kind == "casebook"]
    homes = {passage.id: home_section(case, passage) for passage in own}
    parts = [_part(case, number, own, homes, picture) for number in range(1, len(case.sections) + 1)]
    chapters = [Chapter(kind, held) for kind in get_args(SectionKind) if (held := [part for part in parts if part.section.kind == kind])]
    figures = [
        _row(anchor_of(figure_id(case.id, number)), figure, own_place(case, figure)) for number, figure in enumerate(case.figures, 1)
    ]
    needs = [(anchor_of(need_id(case.id, number)), need) for number, need in enumerate(case.needs, 1)]
    elsewhere = [_original(passage, picture) for passage in own if homes[passage.id] is None]
    return CaseView(case, chapters, figures, needs, elsewhere, citation(case, book))


def citation(case: Case, book: Book, places: Iterable[Place] = (), heading: str = "") -> str:
    """Return how a report cites a case, or places in it, as its book is cited; what has no page and no line is cited by its heading.

    Under what the book may be used, and its address, stand behind, where they are known: "… 9쪽. (공공누리 제1유형, https://…)".
    """
    told, use = cite_case(book, case, tell_places([*places] or [place_of_case(case)], heading)), tell_use(book)
    return f"{told} ({use})" if use else told


def first_sentence(text: str) -> tuple[str, str]:
    """Return a text's first sentence and what follows it."""
    lead, *rest = _SENTENCE.split(text, maxsplit=1)
    return lead, "".join(rest)


def blocks(text: str) -> list[OriginalBlock]:
    """Return an original's lines as text and tables; rows of a table are joined by " | " in passages."""
    found: list[OriginalBlock] = []
    for line in text.splitlines():
        is_table = _CELLS in line
        if not found or found[-1].is_table != is_table:
            found.append(OriginalBlock(is_table, []))
        found[-1].rows.append([cell.strip() for cell in line.split(_CELLS)] if is_table else [line])
    return [_square_rows(block) for block in found]


def _square_rows(block: OriginalBlock) -> OriginalBlock:
    """Give every row of a table as many cells as the longest has."""
    widest = max(map(len, block.rows))
    return OriginalBlock(block.is_table, [row + [""] * (widest - len(row)) for row in block.rows])


def _part(case: Case, number: int, own: Sequence[Passage], homes: dict[str, str | None], picture: PictureOf) -> SectionView:
    section, name = case.sections[number - 1], section_id(case.id, number)
    lead, rest = first_sentence(section.text)
    own_words = blocks(section.text) if section.blocks else []
    beside = [] if own_words else [_original(passage, picture) for passage in own if name in passage.sections]
    found_here = [anchor_of(passage) for passage, home in homes.items() if home == name]
    at = own_place(case, section)
    return SectionView(name, anchor_of(name), section, tell_place(at), lead, rest, own_words, beside, found_here, picture(at))


def own_place(case: Case, part: Sourced) -> Place:
    """Return where a part of a case stands within it: without pages where it has only its case's."""
    at = place_of_part(case, part)
    return at if part.pages else replace(at, pages=None)


def _original(passage: Passage, picture: PictureOf) -> Original:
    """Return a passage of the book's text; its page is told where the format knows it, else it is only that of its case."""
    at = passage.place if passage.place.page_from else replace(passage.place, pages=None)
    return Original(anchor_of(passage.id), passage.heading, tell_place(at), blocks(passage.text), picture(at))


def _row(anchor: str, figure: Figure, at: Place) -> FigureRow:
    first = at.lines and at.lines[0]
    where = (tell_lines([(first, first)]) if first else tell_pages(at)) or "-"
    target, actual = write_value(figure.target, figure.unit), write_value(figure.actual, figure.unit)
    return FigureRow(anchor, figure, where, target, actual, compare_with_target(figure), _bars(figure))


def _bars(figure: Figure) -> tuple[int, int] | None:
    """Return the widths of a figure's two bars; what is negative or nothing has none."""
    if figure.target is None or figure.actual is None or min(figure.target, figure.actual) < 0:
        return None
    longest = max(figure.target, figure.actual)
    return (round(BAR * figure.target / longest), round(BAR * figure.actual / longest)) if longest else None
