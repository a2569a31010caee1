"""The nouns: a case as its card records it, and the passage that is searched. No logic, and nothing of the project but the ids' grammar.

Field names are the product's vocabulary; where a card's key differs (`measures`, `metrics`), the alias says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from corpus.model.ids import BOOK_PATTERN, CASE_PATTERN, canonical
from corpus.model.place import NOWHERE, PageFrom, Place

Breadth = Literal["programme", "government"]
"""How much of what a local government does a case tells of: one programme, or all of it."""
SectionKind = Literal["background", "strategy", "governance", "programme", "outcome", "lesson", "voice"]
Origin = Literal["curated", "derived", "reviewed"]
"""Who wrote a card: a person; rules, from its book; or rules, and a person has looked it through."""
PassageKind = Literal[
    "background", "strategy", "governance", "programme", "outcome", "lesson", "voice",
    "summary", "keywords", "need", "figure", "casebook",
]  # fmt: skip

LAST_LINE = 1_000_000


def _refuse_backwards(span: tuple[int, int]) -> tuple[int, int]:
    """Refuse a range that runs backwards; the message is the user's."""
    if span[0] > span[1]:
        msg = f"범위의 시작({span[0]})이 끝({span[1]})보다 뒤에 있습니다"
        raise ValueError(msg)
    return span


def _ordered_pages(pages: tuple[int, int | None]) -> tuple[int, int | None]:
    """Refuse pages that run backwards; an open end (None) is allowed."""
    if pages[1] is not None:
        _refuse_backwards((pages[0], pages[1]))
    return pages


def _unsaid(value: object) -> bool:
    return value is None


def unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a value given twice."""
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        msg = f"같은 값이 두 번 있습니다: {', '.join(twice)}"
        raise ValueError(msg)
    return values


BookId = Annotated[str, StringConstraints(pattern=rf"^{BOOK_PATTERN}$")]
CaseId = Annotated[str, StringConstraints(pattern=rf"^{CASE_PATTERN}$"), AfterValidator(canonical)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=r"\S")]
Award = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
"""What a case's book calls a kind of its cases."""
Line = Annotated[int, Field(ge=1, le=LAST_LINE)]
LineRange = Annotated[tuple[Line, Line], Field(strict=False), AfterValidator(_refuse_backwards)]
Block = Annotated[int, Field(ge=0, le=LAST_LINE)]
BlockRange = Annotated[tuple[Block, Block], Field(strict=False), AfterValidator(_refuse_backwards)]
Page = Annotated[int, Field(ge=1, le=100_000)]
Pages = Annotated[tuple[Page, Page | None], Field(strict=False), AfterValidator(_ordered_pages)]
Month = Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")]
Number = Annotated[int | float, Field(allow_inf_nan=False)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]
Licence = Literal["공공누리 1", "공공누리 2", "공공누리 3", "공공누리 4", "none", "unknown"]
"""Under what a book may be used by others."""
Thesaurus = Mapping[str, tuple[str, ...]]
"""A word that may be typed → the words to look for beside it."""


class Record(BaseModel):
    """Base of what a card holds: frozen, strictly typed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", str_strip_whitespace=True)


class Region(Record):
    """The local government of a case; `sigungu` is None for a province or metropolitan city."""

    sido: Text
    sigungu: Text | None

    @property
    def provinces(self) -> tuple[str, ...]:
        """The names of provinces that it is counted and found under."""
        return (self.sido,)

    @property
    def districts(self) -> tuple[str, ...]:
        """The names of districts that it is counted and found under."""
        return () if self.sigungu is None else (self.sigungu,)


class FiledRegion(Region):
    """A region that an index counts and finds under other names than its book has printed, which stay what is shown of the case."""

    filed: tuple[tuple[Text, ...], tuple[Text, ...]]

    @property
    def provinces(self) -> tuple[str, ...]:
        """Its province by the name shown of it, and any in which it has lain or lies now."""
        return self.filed[0]

    @property
    def districts(self) -> tuple[str, ...]:
        """Its district by the name shown of it."""
        return self.filed[1]


class Period(Record):
    """When the programme ran, `YYYY` or `YYYY-MM`, None where the source does not say."""

    start: Month | None
    end: Month | None


class Sourced(Record):
    """What a part of a card says of its place in the book, each None where the book's format has none: `source` is a range of lines.

    Without pages of its own a part has its case's. What few cards say stands in a record only where it is said.
    """

    source: LineRange | None = None
    pages: Annotated[Pages | None, Field(exclude_if=_unsaid)] = None
    blocks: Annotated[BlockRange | None, Field(exclude_if=_unsaid)] = None
    page_from: Annotated[PageFrom | None, Field(exclude_if=_unsaid)] = None


class Section(Sourced):
    """One part of a case in our own words."""

    kind: SectionKind
    heading: Text
    text: Text
    asks: Annotated[Texts, Field(max_length=10)]


class Figure(Sourced):
    """One reported number: what, when, target and actual value, in which unit. None where not stated."""

    name: Text
    year: Annotated[int, Field(ge=1950, le=2100)] | None
    target: Number | None
    actual: Number | None
    unit: Text


class BookRef(Record):
    """The book a case is from, as the case tells of it."""

    id: BookId
    title: Text
    short_title: Text
    year: int | None
    licence: Annotated[Licence | None, Field(exclude_if=_unsaid)] = None
    source: Annotated[Text | None, Field(exclude_if=_unsaid)] = None
    """The address that the book is from."""


class Case(Record):
    """One case, as its card records it. `policy_measures` and `figures` are `measures` and `metrics` there.

    A ministry's or a company's case has no region; which award it has, whom it is for and by what means, a card need not say. A book
    without pages gives its cases none.
    """

    id: CaseId
    award: Award | None
    region: Region | None
    title: Text
    headline: Text
    summary: Text
    period: Period
    budget_million_krw: Annotated[Number, Field(ge=0)] | None
    pages: Pages | None = None
    page_from: Annotated[PageFrom | None, Field(exclude_if=_unsaid)] = None
    targets: Annotated[Texts, AfterValidator(unique)]
    policy_measures: Annotated[Texts, Field(alias="measures"), AfterValidator(unique)]
    industries: Annotated[Texts, AfterValidator(unique)]
    keywords: Annotated[Texts, AfterValidator(unique)]
    needs: Texts
    partners: Texts
    sections: Annotated[tuple[Section, ...], Field(strict=False)]
    figures: Annotated[tuple[Figure, ...], Field(strict=False, alias="metrics")]
    notes: Texts
    origin: Origin = "curated"
    book: BookRef | None = None
    """Known from where a card lies, so no card says it, and a card alone has none."""


class KnownValue(Record):
    """A value that a facet may have, the ordinary words for it, and what a case that has it is about, where that goes with it."""

    value: Text
    words: Annotated[Texts, AfterValidator(unique)] = ()
    about: Breadth | None = None


def _of_one_name(values: tuple[KnownValue, ...]) -> tuple[KnownValue, ...]:
    """Refuse a value given twice."""
    unique(tuple(known.value for known in values))
    return values


class KnownValues(Record):
    """The values of one facet, in the order in which lists show them."""

    values: Annotated[tuple[KnownValue, ...], Field(strict=False), AfterValidator(_of_one_name)]


FacetVocabulary = Mapping[str, tuple[KnownValue, ...]]
"""A facet's key → what is known of its values, in their order."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched.

    `text` is what a reader sees (Unicode NFC). `context` (region and title) and `expansion` (short queries the passage answers) are
    indexed with it but not shown. `place` is where it stands in its book: without lines where it has no single place there.
    `sections` names the card sections whose source a casebook passage overlaps.
    """

    id: str
    case_id: str
    kind: PassageKind
    heading: str
    text: str
    context: str = ""
    expansion: str = ""
    place: Place = NOWHERE
    sections: tuple[str, ...] = ()
