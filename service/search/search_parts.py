"""What a search is made of beside its ranker: all that an index and an analyser make up, and no weight changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.model.nouns import Case
from corpus.vocabulary.gazetteer import file_cases
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.presenting.facet_counts import FacetCounts
from service.search.presenting.hit_presenter import Presenter
from service.search.programmes.same_programmes import ProgrammeLink, link_programmes
from service.search.understanding.exclusions import Exclusions
from service.search.understanding.query_signals import Understanding
from service.search.understanding.repair.query_repair import Repairer, make_repairer


@dataclass(frozen=True, slots=True)
class SearchParts:
    """The cases, and what repairs queries, understands them, counts, shows and compares. Never changes: searches and threads may share it.

    A case's place among the cases is its number. `programmes` holds for a case those of other books that tell of the same in another year.
    """

    cases: tuple[Case, ...]
    facets: FacetCounts
    repairer: Repairer
    understanding: Understanding
    exclusions: Exclusions
    presenter: Presenter
    programmes: Mapping[str, tuple[ProgrammeLink, ...]]


def make_parts(index: Index, analyser: Analyser) -> SearchParts:
    """Return the parts for an index with cases."""
    cases = file_cases(index.cases, index.gazetteer)
    return SearchParts(
        cases=cases,
        facets=FacetCounts(cases, index.gazetteer),
        repairer=make_repairer(index, cases, analyser),
        understanding=Understanding(cases, analyser, index.gazetteer, index.facet_values),
        exclusions=Exclusions(cases, analyser),
        presenter=Presenter(index.catalogue),
        programmes=link_programmes(cases, index.facet_values),
    )
