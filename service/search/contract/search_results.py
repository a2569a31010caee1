"""What a search returns: the nouns of the HTTP contract, version 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from corpus.model.facets import BOOK_KINDS, DISTRICT, PROVINCE, SUBJECTS
from corpus.model.nouns import BookRef, Origin, PassageKind, Region
from corpus.model.place import PageRange, Place
from service.search.contract.request import Mode

BRAND = "brand"
"""The field of a signal that is a name of a programme; that of any other is its facet."""
WITHOUT, PHRASE = "without", "phrase"
"""The fields of what the query wants left out, and of what it has in quotation marks."""
SIGNAL_FIELDS = (PROVINCE, DISTRICT, *(facet.key for facet in BOOK_KINDS), BRAND, *(facet.key for facet in SUBJECTS))
SignalField = Annotated[str, Field(json_schema_extra={"enum": [*SIGNAL_FIELDS, WITHOUT, PHRASE]})]


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case as lists show it."""

    id: str
    title: str
    region: Region | None
    award: str | None
    headline: str
    pages: PageRange | None
    targets: tuple[str, ...]
    policy_measures: tuple[str, ...]
    industries: tuple[str, ...]
    book: BookRef | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage shown as evidence. `highlights` are [start, end) character offsets into `text` (Unicode NFC)."""

    id: str
    kind: PassageKind
    heading: str
    text: str
    highlights: list[tuple[int, int]]
    source: Place


@dataclass(frozen=True, slots=True)
class Hit:
    """A case in a ranking, its best passages, the query's words they hold, the curated need that led here, and why it is similar.

    `relevant`: whether it is about what was searched for; those that are not come after those that are, and are shown all the same.
    """

    rank: int
    case: CaseSummary
    passages: list[PassageHit]
    why: list[str]
    matched_need: str | None
    reason: str | None = None
    relevant: bool = True


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many cases a filter value would give, all other filters kept."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Signal:
    """Something recognised in the query: a facet's value, or a name of a programme (`brand`).

    What it wants left out (`without`) is told as such a value or word, with the cases that went behind the others; a phrase in quotation
    marks (`phrase`) with those that show it as typed.

    `text` stands at the [start, end) characters `span` of the query, or of `corrected` where that is told. `cases` is how many cases have
    the value; 0 for a region of Korea that none has.
    """

    field: SignalField
    value: str
    text: str
    span: tuple[int, int]
    cases: int


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What was understood in the query: regions that some case has, the query as mended, and everything that speaks for some cases."""

    regions: list[str]
    corrected: str | None
    signals: list[Signal]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a search. `degraded`: the embedding model is missing or took too long, so the ranking is lexical only.

    Of the `total` cases the first `relevant_total` are about what was searched for.
    """

    query: str
    mode: Mode
    degraded: bool
    took_ms: float
    total: int
    relevant_total: int
    did_you_mean: str | None
    interpreted: Interpreted
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]


@dataclass(frozen=True, slots=True)
class FacetTopic:
    """Cases that join two facet values, the one that holds them most important first."""

    target: str
    policy_measure: str
    count: int
    cases: list[CaseSummary]


@dataclass(frozen=True, slots=True)
class SimilarResult:
    """The cases most like one case."""

    case_id: str
    degraded: bool
    took_ms: float
    total: int
    hits: list[Hit]


Aspect = Literal["problem", "target", "means"]
"""What a plan and a case can have in common: the problem, the people meant, what is done."""


@dataclass(frozen=True, slots=True)
class SharedAspect:
    """Something that a plan and a case have in common: what it is called, the plan's sentence, the case's passage (none for a target)."""

    aspect: Aspect
    label: str
    draft: str
    passage: PassageHit | None


@dataclass(frozen=True, slots=True)
class PlanHit(Hit):
    """A case that resembles a plan, in what, and what it did that the plan lacks. `relevant`: it shares more than words with the plan."""

    shared: list[SharedAspect] = field(default_factory=list)
    lacks: list[PassageHit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanResult:
    """The cases most like a plan. `degraded`: without the model cases are ranked by words, and what is shared is not told."""

    degraded: bool
    took_ms: float
    total: int
    hits: list[PlanHit]


@dataclass(frozen=True, slots=True)
class CaseList:
    """A slice of the cases that meet the filters, in order of their ids."""

    total: int
    cases: list[CaseSummary]
    facets: dict[str, list[FacetValue]]
