"""Cases side by side: what each set out from, for whom, with what, in units that can be compared, and what only one of them does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.errors import RequestError
from corpus.facts.quantities import dimension
from corpus.model.facets import SUBJECTS, SUBJECTS_BY_RANK, values_of
from corpus.model.ids import anchor_of, canonical, figure_id, section_id
from corpus.model.nouns import Case, Figure, SectionKind
from indexer.text.letters import letters
from service.pages.cases.case_view import first_sentence
from service.pages.rendering.official_units import MILLION, NAMES, budget, compare_with_target, hundred_millions, write_common, write_exact
from service.search.case_order import count_targets
from service.search.contract.request import MOST_COMPARED

FIGURES_SHOWN, KEYWORDS_SHOWN, BAR = 4, 6, 120
RUN, RUN_SHARE = 4, 0.6
"""Letters in one run that two keywords of one meaning share, and which share of the shorter they are."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a common unit; `reached` says how it stands to its target, None without one."""

    anchor: str
    name: str
    year: int | None
    target: str
    actual: str
    reached: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """One of the cases compared. `budget_bar` is the width of its bar; of `aimed` targets, `met` are equalled or exceeded."""

    case: Case
    others: tuple[str, ...]
    problem: str
    backgrounds: list[tuple[str, str]]
    programmes: list[tuple[str, str]]
    delivery: list[tuple[str, str]]
    budget: str | None
    budget_common: str | None
    budget_bar: int
    amounts: dict[str, list[Amount]]
    met: int
    aimed: int
    only: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The cases compared, in the order asked for, and the facet values that all of them have."""

    columns: list[Column]
    shared: dict[str, list[str]]


def named_ids(given: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that are given one by one or joined by commas, each in its one spelling."""
    return tuple(canonical(part) for text in given for part in (piece.strip() for piece in text.split(",")) if part)


def wanted_ids(given: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of a comparison, given one by one or joined by commas.

    Raises:
        RequestError: when there are none, more than four, or one twice.

    """
    ids = named_ids(given)
    if not ids:
        raise RequestError("비교할 사례를 고르지 않았습니다. 아래 목록에서 넷까지 고르십시오.", field="ids")
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if twice:
        raise RequestError(f"같은 사례를 두 번 고르셨습니다: {', '.join(twice)[:40]}. 한 번씩만 고르십시오.", field="ids")
    if len(ids) > MOST_COMPARED:
        raise RequestError(f"한 번에 {MOST_COMPARED}건까지 비교할 수 있습니다. {len(ids)}건을 고르셨으니 줄여 주십시오.", field="ids")
    return ids


def compare(cases: Sequence[Case]) -> SideBySide:
    """Return cases side by side."""
    largest = max((case.budget_million_krw or 0 for case in cases), default=0)
    values = {facet.label: [values_of(case, facet.key) for case in cases] for facet in SUBJECTS}
    shared = {label: [value for value in own[0] if all(value in other for other in own[1:])] for label, own in values.items()}
    columns = [_column(case, [other for other in cases if other is not case], largest) for case in cases]
    return SideBySide(columns, {name: held for name, held in shared.items() if held} if len(cases) > 1 else {})


def _column(case: Case, others: Sequence[Case], largest: float) -> Column:
    millions = case.budget_million_krw
    met, aimed = count_targets(case)
    return Column(
        case=case,
        others=tuple(other.id for other in others),
        problem=first_sentence(case.summary)[0],
        backgrounds=_headings(case, "background"),
        programmes=_headings(case, "programme"),
        delivery=_headings(case, "governance"),
        budget=None if millions is None else budget(millions),
        budget_common=None if millions is None else hundred_millions(write_exact(millions) * MILLION),
        budget_bar=round(BAR * (millions or 0) / largest) if largest else 0,
        amounts={name: held for kind, name in NAMES.items() if (held := _amounts(case, kind))},
        met=met,
        aimed=aimed,
        only=_only(case, others) if others else {},
    )


def mean_alike(one: str, other: str) -> bool:
    """Tell whether two keywords are names of one thing: most of the shorter's letters stand in the longer in one run.

    무료통근버스 and 공동 통근버스 do, 청년센터 and 여성센터 do not.
    """
    own, others = letters(one), letters(other)
    run = SequenceMatcher(None, own, others, autojunk=False).find_longest_match().size
    return own == others or (run >= RUN and run >= RUN_SHARE * min(len(own), len(others)))


def _headings(case: Case, kind: SectionKind) -> list[tuple[str, str]]:
    """Return anchors and headings of a case's sections of one kind."""
    sections = enumerate(case.sections, 1)
    return [(anchor_of(section_id(case.id, number)), section.heading) for number, section in sections if section.kind == kind]


def _amounts(case: Case, kind: str) -> list[Amount]:
    """Return a case's figures of one dimension: those with a target first, else in the card's order."""
    own = [(number, figure) for number, figure in enumerate(case.figures, 1) if dimension(figure.unit)[0] == kind]
    own.sort(key=lambda item: compare_with_target(item[1]) is None)
    return [_amount(anchor_of(figure_id(case.id, number)), figure) for number, figure in own[:FIGURES_SHOWN]]


def _amount(anchor: str, figure: Figure) -> Amount:
    target, actual = write_common(figure.target, figure.unit), write_common(figure.actual, figure.unit)
    return Amount(anchor, figure.name, figure.year, target, actual, compare_with_target(figure))


def _only(case: Case, others: Sequence[Case]) -> dict[str, list[str]]:
    """Return the facet values and keywords that no other of the cases has, under whatever name."""
    found = {}
    for facet in SUBJECTS_BY_RANK:
        elsewhere = {value for other in others for value in values_of(other, facet.key)}
        found[facet.label] = [value for value in values_of(case, facet.key) if value not in elsewhere]
    taken = [keyword for other in others for keyword in other.keywords]
    found["주제어"] = [keyword for keyword in case.keywords if not any(mean_alike(keyword, one) for one in taken)][:KEYWORDS_SHOWN]
    return {name: values for name, values in found.items() if values}
