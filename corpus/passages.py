"""Case → Passages: the one definition of what is searched, and of the text that is indexed for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.model.facets import SUBJECTS, CaseLike, places_of, values_of
from corpus.model.ids import book_of, figure_id, keywords_id, need_id, parse, section_id, summary_id
from corpus.model.nouns import Case, Figure, Origin, Passage, PassageKind, Region, Sourced
from corpus.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfPassage:
    """A kind of passage: what readers call it, and what it is good for.

    A section is a part of a card. Evidence can be shown to a reader; what is none only helps to find a case. A subject says what its case
    is about, as neither a number, what is said of the whole, nor a voice does. Prose has sentences that answer why and how: a row of
    numbers tells no reason, and a summary stands on no lines.
    """

    kind: PassageKind
    label: str
    is_section: bool
    is_evidence: bool
    is_subject: bool
    is_prose: bool


def _section(kind: PassageKind, label: str, *, is_subject: bool = True) -> KindOfPassage:
    return KindOfPassage(kind=kind, label=label, is_section=True, is_evidence=True, is_subject=is_subject, is_prose=True)


KINDS = (
    _section("background", "배경"),
    _section("strategy", "전략"),
    _section("governance", "추진체계"),
    _section("programme", "사업 내용"),
    _section("outcome", "성과"),
    _section("lesson", "시사점"),
    _section("voice", "현장의 목소리", is_subject=False),
    KindOfPassage(kind="summary", label="요약", is_section=False, is_evidence=True, is_subject=False, is_prose=False),
    KindOfPassage(kind="figure", label="수치", is_section=False, is_evidence=True, is_subject=False, is_prose=False),
    KindOfPassage(kind="casebook", label="원문", is_section=False, is_evidence=True, is_subject=False, is_prose=True),
    KindOfPassage(kind="keywords", label="주제어", is_section=False, is_evidence=False, is_subject=False, is_prose=False),
    KindOfPassage(kind="need", label="필요", is_section=False, is_evidence=False, is_subject=True, is_prose=False),
)
"""Every kind, each once: whatever groups kinds is made from this."""
KIND_LABELS = {row.kind: row.label for row in KINDS}
EVIDENCE_KINDS = frozenset(row.kind for row in KINDS if row.is_evidence)
SUBJECT_KINDS = frozenset(row.kind for row in KINDS if row.is_subject)
THEME_KINDS = frozenset(row.kind for row in KINDS if row.is_subject and row.is_section)
PROSE_KINDS = frozenset(row.kind for row in KINDS if row.is_prose)
PLACED_KINDS = EVIDENCE_KINDS - {"summary"}
"""Evidence that stands at one place of its book, whether or not its card can say at which: what a question is answered from."""


ORIGIN_LABELS: Mapping[Origin, str] = {
    "curated": "",
    "derived": "자동으로 정리한 사례",
    "reviewed": "자동으로 정리하고 사람이 살펴본 사례",
}
"""What readers are told of who wrote a case's card; of a person nothing."""


class Located(Protocol):
    """What has a region: a case, or what lists show of it."""

    @property
    def region(self) -> Region:
        """The region."""


def card_passages(case: Case) -> Iterator[Passage]:
    """Yield the passages of one card: summary, keywords, sections with their asks, needs, figures; none where only a text is known.

    A section that says which blocks of its book it is made of is the book's own words, and is searched as these (`sections_on`), not twice;
    nor are the figures of such a card, whose rows are searched where they stand.
    """
    if not case.sections:
        return
    context, whole = place_and_title(case), place_of_case(case)
    yield summary_passage(case)
    subjects = (value for facet in SUBJECTS for value in values_of(case, facet.key))
    words = ", ".join(dict.fromkeys((*case.keywords, *subjects)))
    yield Passage(keywords_id(case.id), case.id, "keywords", "주제어", words, context, place=whole)
    for number, section in enumerate(case.sections, 1):
        if section.blocks:
            continue
        yield Passage(
            section_id(case.id, number),
            case.id,
            section.kind,
            section.heading,
            section.text,
            context,
            "\n".join(section.asks),
            place_of_part(case, section),
        )
    for number, need in enumerate(case.needs, 1):
        yield Passage(need_id(case.id, number), case.id, "need", "", need, place=whole)
    if not any(section.blocks for section in case.sections):
        for number in range(1, len(case.figures) + 1):
            yield figure_passage(case, number)


def summary_passage(case: Case) -> Passage:
    """Return the passage of a case's summary."""
    return Passage(summary_id(case.id), case.id, "summary", case.headline, case.summary, place_and_title(case), place=place_of_case(case))


def figure_passage(case: Case, number: int) -> Passage:
    """Return the passage of a case's figure, numbered from 1."""
    figure = case.figures[number - 1]
    told, at = figure_sentence(case, figure), place_of_part(case, figure)
    return Passage(figure_id(case.id, number), case.id, "figure", figure.name, told, place_and_title(case), place=at)


def place_of_case(case: Case) -> Place:
    """Return where a case stands in its book."""
    return Place(book_of(case.id), pages=case.pages, page_from=case.page_from)


def place_of_part(case: Case, part: Sourced) -> Place:
    """Return where a section or a figure stands in its case's book: on its own pages where the card says them, else on the case's."""
    own = part if part.pages else case
    return Place(book_of(case.id), part.source, own.pages, part.blocks, own.page_from)


def home_section(case: Case, passage: Passage) -> str | None:
    """Return the id of the section at which a piece of the book's text is read, or None for text that no section was written from.

    Of the sections it overlaps it is the one that most of its lines were written into, the first of equals.
    """
    lines = passage.place.lines
    if lines is None:
        return None
    named = {name: case.sections[ref.number - 1].source for name in passage.sections if (ref := parse(name)) and ref.number}
    sources = {name: source for name, source in named.items() if source}
    return max(sources, key=lambda name: overlap(sources[name], lines), default=None)


def sections_on(case: Case, lines: tuple[int, int]) -> tuple[str, ...]:
    """Return the ids of the sections whose source shares lines with a piece of the book's text."""
    return tuple(
        section_id(case.id, number) for number, section in enumerate(case.sections, 1) if section.source and overlap(section.source, lines)
    )


def asks_on(case: Case, passage: Passage) -> str:
    """Return what is written that the section at which a piece of the book's text is read answers, a line each."""
    home = home_section(case, passage)
    ref = parse(home) if home else None
    return "\n".join(case.sections[ref.number - 1].asks) if ref and ref.number else ""


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return how many lines two inclusive ranges share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]) + 1)


def place(case: CaseLike) -> str:
    """Return the region as officials write it: "경상남도 거제시"; "" where a case has none."""
    return " ".join(places_of(case))


def place_or_title(case: CaseLike) -> str:
    """Return the shortest that tells which case is meant: its region, its title where it has none."""
    return place(case) or case.title


def name_of(case: CaseLike) -> str:
    """Return what a case goes by beside its region: the headline that a person wrote, since many share a title, else its title."""
    return case.headline.removesuffix(".") if case.origin == "curated" else case.title


def official_title(case: CaseLike) -> str:
    """Return the title of a case that goes by its headline; "" where it goes by its title."""
    return case.title if name_of(case) != case.title else ""


def place_and_title(case: CaseLike) -> str:
    """Return region and title: what a passage cut out of its case would otherwise lose."""
    return " ".join(filter(None, (place(case), case.title)))


def figure_sentence(case: Case, figure: Figure) -> str:
    """Return a figure as a line: "경상남도 거제시 2022년 신청인원: 목표 500명, 실적 551명"."""
    named = " ".join(filter(None, (place(case), f"{figure.year}년" if figure.year else "", figure.name)))
    parts = [
        f"{name} {_number(value)}{figure.unit}" for name, value in (("목표", figure.target), ("실적", figure.actual)) if value is not None
    ]
    return f"{named}: {', '.join(parts) or '값이 적혀 있지 않음'}"


def indexed_text(passage: Passage) -> str:
    """Return the text both arms index: context, heading and text, then the expansion; shown text comes first in it."""
    return "\n".join(filter(None, (passage.context, passage.heading, passage.text, passage.expansion)))


def all_card_passages(cases: Iterable[Case]) -> tuple[Passage, ...]:
    """Return the passages of all cards, in card order."""
    return tuple(passage for case in cases for passage in card_passages(case))


def without_kinds(passages: Iterable[Passage], kinds: Collection[PassageKind]) -> tuple[Passage, ...]:
    """Return the passages that are of none of these kinds."""
    return tuple(passage for passage in passages if passage.kind not in kinds)


def without_asks(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages as if no asks were written for their sections; what the casebook's parser adds to its own text stays."""
    return tuple(passage if passage.kind == "casebook" else replace(passage, expansion="") for passage in passages)


def without_expansion(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages as a new document has them, for which nobody has written needs or asks."""
    return without_kinds(without_asks(passages), {"need"})


def _number(value: float) -> str:
    """Write a number with thousands separators: 1038320.0 → "1,038,320"."""
    return f"{value:,}".removesuffix(".0")


def text_offset(passage: Passage) -> int:
    """Return where the shown text starts within `indexed_text`, in characters."""
    return sum(len(part) + 1 for part in (passage.context, passage.heading) if part)
