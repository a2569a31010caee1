"""Ids and notes → a reading list: what each id stands for is looked up in the index, never taken from the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.citations import tell_lines, tell_pages
from corpus.errors import RequestError
from corpus.model.book import Book
from corpus.model.facets import BOOK_KINDS, SUBJECTS, values_of
from corpus.model.ids import book_of, canonical, case_of
from corpus.model.nouns import Case, Figure, Passage
from corpus.model.place import Place
from corpus.passages import EVIDENCE_KINDS, KIND_LABELS, ORIGIN_LABELS, name_of, official_title, place, place_of_case
from service.pages.cases.case_view import OriginalBlock, blocks, citation, own_place
from service.pages.reading_list.contents import Excerpt, ListedCase, ListedFigure, Overview, ReadingList
from service.pages.rendering.figure_glance import choose_leading_figures
from service.pages.rendering.official_units import budget, compare_with_target, month, write_value

MOST = 200
"""Items of one list."""
LONGEST_NOTE, LONGEST_TITLE = 10_000, 100
MOST_LINES, MOST_LINES_TOGETHER = 500, 5_000
"""Lines of one note, and of all notes of a list: each becomes a paragraph, which a writer makes of a dozen objects."""
TITLE = "읽을거리"
_GLANCE = 6
# What XML 1.0 cannot hold, and the other control characters, which no writer shows alike.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What a browser asks for: ids in order, its owner's title, and notes by id."""

    ids: tuple[str, ...]
    title: str = TITLE
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A reading list, and the ids that the index does not have."""

    contents: ReadingList
    missing: tuple[str, ...]


def wanted_ids(given: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of a list, given one by one or joined by commas, each once.

    Raises:
        RequestError: when there are more than `MOST`.

    """
    ids = tuple(dict.fromkeys(canonical(part) for text in given for part in (piece.strip() for piece in text.split(",")) if part))
    if len(ids) > MOST:
        raise RequestError(f"읽을거리에는 {MOST}개까지 담을 수 있습니다. {len(ids):,}개를 보내셨으니 나누어 담으십시오.", field="ids")
    return ids


def gather(
    wanted: ListRequest, cases: Mapping[str, Case], passages: Mapping[str, Passage], books: Mapping[str, Book], today: date
) -> Gathered:
    """Return the list asked for, cited by the books; passages of a case stand together, where the first thing of the case stands."""
    held = set(wanted.ids)
    listed = (passage for name in held if (passage := passages.get(name)))
    found = {passage.id: passage for passage in listed if passage.kind in EVIDENCE_KINDS}
    by_case: dict[str, list[Passage]] = {}
    for name in wanted.ids:
        if name in cases or name in found:
            by_case.setdefault(case_of(name), []).extend([found[name]] if name in found else [])
    entries = tuple(
        _entry(cases[case_id], books[book_of(case_id)], own, wanted.notes, whole=case_id in held) for case_id, own in by_case.items()
    )
    missing = tuple(name for name in wanted.ids if name not in cases and name not in found)
    return Gathered(ReadingList(" ".join(clean(wanted.title).split()) or TITLE, today, entries), missing)


def clean(text: str) -> str:
    """Return a text in NFC with plain line breaks and spaces, without what XML forbids."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", plain)).strip()


def _entry(case: Case, book: Book, own: Sequence[Passage], notes: Mapping[str, str], *, whole: bool) -> ListedCase:
    taken = [replace(place_of_case(case), lines=passage.place.lines) if whole else passage.place for passage in own]
    return ListedCase(
        id=case.id,
        name=clean(" ".join(filter(None, (place(case), name_of(case))))),
        official=clean(official_title(case)),
        title=clean(case.title),
        place=place(case),
        kinds=tuple(clean(", ".join(values_of(case, facet.key))) for facet in BOOK_KINDS),
        headline=clean(case.headline),
        pages=tell_pages(place_of_case(case)),
        origin=ORIGIN_LABELS[case.origin],
        citation=clean(citation(case, book)),
        source=clean(citation(case, book, taken)),
        overview=_overview(case, clean(notes.get(case.id, ""))) if whole else None,
        excerpts=tuple(_excerpt(case, book, passage, clean(notes.get(passage.id, ""))) for passage in own),
    )


def _overview(case: Case, note: str) -> Overview:
    rows = {figure: _row(figure, own_place(case, figure)) for figure in case.figures}
    glance = tuple(rows[figure] for figure in choose_leading_figures(case.figures, _GLANCE))
    return Overview(clean(case.summary), tuple(_facts(case)), tuple(rows[figure] for figure in case.figures), glance, note)


def _facts(case: Case) -> Iterable[tuple[str, str]]:
    start, end = case.period.start, case.period.end
    if start or end:
        yield "기간", f"{month(start) if start else ''} ~ {month(end) if end else ''}".strip()
    if case.budget_million_krw is not None:
        yield "예산", budget(case.budget_million_krw)
    for facet in SUBJECTS:
        if values := values_of(case, facet.key):
            yield facet.label, ", ".join(values)


def _excerpt(case: Case, book: Book, passage: Passage, note: str) -> Excerpt:
    text = clean(passage.text)
    whole = (OriginalBlock(is_table=False, rows=[[line] for line in text.split("\n")]),)
    parts = tuple(blocks(text)) if passage.kind == "casebook" else whole
    return Excerpt(
        id=passage.id,
        label=KIND_LABELS[passage.kind],
        heading=clean(passage.heading),
        text=text,
        blocks=parts,
        pages=tell_pages(passage.place),
        lines=tell_lines([passage.place.lines] if passage.place.lines else ()),
        citation=clean(citation(case, book, [passage.place], passage.heading)),
        note=note,
    )


def _row(figure: Figure, at: Place) -> ListedFigure:
    return ListedFigure(
        name=clean(figure.name),
        year=figure.year,
        target=write_value(figure.target, figure.unit),
        actual=write_value(figure.actual, figure.unit),
        reached=compare_with_target(figure) or "-",
        unit=clean(figure.unit),
        target_number=figure.target,
        actual_number=figure.actual,
        line=(tell_lines([at.lines]) if at.lines else tell_pages(at)) or "-",
    )
