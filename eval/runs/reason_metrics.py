"""What a reader is told of why a case is first: how many reasons, and how much of the query the evidence beside them holds."""

from __future__ import annotations

from dataclasses import dataclass

from service.search.case_searcher import CaseSearcher
from service.search.contract.search_results import SearchResult


@dataclass(frozen=True, slots=True)
class Why:
    """Of a first hit: the number of its reasons, and the share of the query's weight that its evidence holds.

    A word weighs its rarity among cases, so that one of every case weighs nothing and one of no case most.
    """

    reasons: int
    covered: float


class WhyReader:
    """Reads what results of one search say of their first hits."""

    def __init__(self, searcher: CaseSearcher) -> None:
        """Hold the search's analyser and records."""
        self._analyser, self._records = searcher.ranker.analyser, searcher.ranker.index.catalogue

    def first(self, result: SearchResult) -> Why | None:
        """Return what is said of the first hit; None where nothing was found."""
        if not result.hits:
            return None
        forms = set(self._analyser.forms(result.did_you_mean or result.query))
        held = {form for passage in result.hits[0].passages for form, _, _ in self._records.spans(passage.id, forms)}
        weight = {form: self._records.case_rarity(form) for form in sorted(forms)}
        whole = sum(weight.values())
        return Why(len(result.hits[0].why), sum(weight[form] for form in weight if form in held) / whole if whole else 0.0)
