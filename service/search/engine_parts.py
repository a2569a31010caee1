"""What an engine is made of beside its ranker: all that an index and an analyser make up, and no weight changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model.nouns import Case
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.presenting.facet_counts import FacetCounts
from service.search.presenting.hit_presenter import Presenter
from service.search.ranking.score_formulas import Groups
from service.search.ranking.similar_cases import SimilarCases
from service.search.understanding.query_repair import Repairer, make_repairer
from service.search.understanding.query_signals import Understanding


@dataclass(frozen=True, slots=True)
class EngineParts:
    """The cases, and what repairs queries, understands them, counts, shows and compares. Never changes: engines and threads may share it.

    The cases stand in the order of the ranker's groups; a case's place in it is its number.
    """

    cases: tuple[Case, ...]
    facets: FacetCounts
    repairer: Repairer
    understanding: Understanding
    presenter: Presenter
    similar: SimilarCases


def make_parts(index: Index, groups: Sequence[str], group_of: Groups, analyser: Analyser) -> EngineParts:
    """Return the parts for an index with cases; `groups` are their ids in order, `group_of` assigns the passages to them."""
    by_id = {case.id: case for case in index.cases}
    cases = tuple(by_id[group] for group in groups)
    return EngineParts(
        cases=cases,
        facets=FacetCounts(cases),
        repairer=make_repairer(index, cases, analyser),
        understanding=Understanding(cases, analyser, index.regions, index.facet_values),
        presenter=Presenter(index, group_of),
        similar=SimilarCases(index, cases, group_of),
    )
