"""Which of the cases that share some facet values stand out, and in what: the values they put first, and the targets they reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model.facets import SUBJECTS, values_of
from corpus.model.ids import id_order
from corpus.model.nouns import Case, Figure
from service.pages.rendering.official_units import RATES, compare_with_target, write_exact
from service.search.contract.request import Filters
from service.search.contract.search_results import CaseSummary
from service.search.presenting.hit_presenter import Presenter

FIGURES, MOST_LISTED = 2, 100
HEAD = 2  # letters of a value that a figure's name may share with it: 창업지원, 창업기업 수


@dataclass(frozen=True, slots=True)
class OutstandingCase:
    """A case in a list: those of the chosen values that are its own first ones, and a few figures that reached their target."""

    case: CaseSummary
    leading: list[str]
    figures: list[Figure]


def stand_out(cases: Sequence[Case], filters: Filters, most: int = MOST_LISTED) -> list[OutstandingCase]:
    """Return up to `most` cases that meet the filters, those first that put the chosen values foremost; else in order of their ids."""
    conditions = filters.conditions()
    chosen = {facet.key: conditions[facet.key] for facet in SUBJECTS if facet.key in conditions}
    held = sorted((case for case in cases if filters.accepts(case)), key=lambda case: (_depth(case, chosen), id_order(case.id)))
    heads = {part[:HEAD] for values in chosen.values() for value in values for part in value.split("·")}
    return [OutstandingCase(Presenter.summary(case), _leading_values(case, chosen), _figures_achieved(case, heads)) for case in held[:most]]


def _depth(case: Case, chosen: dict[str, frozenset[str]]) -> int:
    """Return how far down a case's lists the chosen values stand, 0 where each is its first."""
    return sum(min(place for place, value in enumerate(values_of(case, facet)) if value in values) for facet, values in chosen.items())


def _leading_values(case: Case, chosen: dict[str, frozenset[str]]) -> list[str]:
    return [values_of(case, facet)[0] for facet, values in chosen.items() if values_of(case, facet)[0] in values]


def _figures_achieved(case: Case, heads: set[str]) -> list[Figure]:
    """Return a few figures whose actual value reached its target, those first whose name speaks of what was chosen.

    Rates stand to their targets in points and are left out.
    """
    found: dict[str, Figure] = {}
    for figure in sorted(case.figures, key=lambda figure: not any(head in figure.name for head in heads)):
        if figure.unit not in RATES and compare_with_target(figure) and write_exact(figure.actual or 0) >= write_exact(figure.target or 0):
            found.setdefault(figure.name, figure)
    return list(found.values())[:FIGURES]
