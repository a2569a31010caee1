"""What the cases are about: combinations of facets, and themes found in their sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from corpus.model.facets import CROSSED, values_of
from corpus.model.ids import id_order
from corpus.model.nouns import Case
from indexer.derived.themes import LEAST_CASES, MOST_CASES, SectionCluster
from service.search.contract.search_results import CaseSummary, FacetTopic
from service.search.presenting.hit_presenter import Presenter


@dataclass(frozen=True, slots=True)
class ThemeCase:
    """A case within a theme, and its sections that belong there, the most typical first."""

    case: CaseSummary
    passages: list[str]


@dataclass(frozen=True, slots=True)
class Theme:
    """Sections of several cases that mean alike, `count` cases in all. `id` is stable as long as the index is."""

    id: str
    label: str
    sections: int
    count: int
    cases: list[ThemeCase]


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics, the widest first. Themes need vectors: without a model there are none, and `degraded` says so."""

    degraded: bool
    combinations: list[FacetTopic]
    themes: list[Theme]


def show_topics(cases: Sequence[Case], themes: Sequence[SectionCluster], *, degraded: bool) -> Topics:
    """Return the topics of an index: its themes as they were found at the build, and what facets its cases join."""
    by_id = {case.id: case for case in cases}
    return Topics(degraded, _combinations(cases), [_theme(theme, by_id) for theme in themes])


def _theme(found: SectionCluster, cases: Mapping[str, Case]) -> Theme:
    own = [ThemeCase(Presenter.summary(cases[held.case_id]), list(held.passages)) for held in found.cases]
    return Theme(found.id, found.label, found.sections, found.count, own)


def _combinations(cases: Sequence[Case]) -> list[FacetTopic]:
    """Return the pairs of values of the two facets best crossed that several cases join."""
    joined: defaultdict[tuple[str, str], list[tuple[int, Case]]] = defaultdict(list)
    for case in cases:
        rows, columns = (list(enumerate(values_of(case, facet))) for facet in CROSSED[0])
        for (down, row), (across, column) in product(rows, columns):
            joined[row, column].append((down + across, case))
    found = []
    for pair, holding in sorted(joined.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(holding) >= LEAST_CASES:
            foremost = [case for _, case in sorted(holding, key=lambda held: (held[0], id_order(held[1].id)))[:MOST_CASES]]
            found.append(FacetTopic(*pair, len(holding), [Presenter.summary(case) for case in foremost]))
    return found
