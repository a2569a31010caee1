"""What a reader is told of why a case is first: how many reasons, and how much of the query the evidence beside them holds."""

from __future__ import annotations

from dataclasses import dataclass

from service.search.contract.search_results import SearchResult
from service.search.engine import Engine


@dataclass(frozen=True, slots=True)
class Why:
    """Of a first hit: the number of its reasons, and the share of the query's weight that its evidence holds.

    A word weighs its rarity among cases, so that one of every case weighs nothing and one of no case most.
    """

    reasons: int
    covered: float


class WhyReader:
    """Reads what results of one engine say of their first hits."""

    def __init__(self, engine: Engine) -> None:
        """Hold the engine's analyser and index, and where in it each passage is."""
        self._analyser, self._index = engine.ranker.analyser, engine.ranker.index
        self._row = {passage.id: row for row, passage in enumerate(self._index.passages)}

    def first(self, result: SearchResult) -> Why | None:
        """Return what is said of the first hit; None where nothing was found."""
        if not result.hits:
            return None
        forms = set(self._analyser.forms(result.did_you_mean or result.query))
        lookup = self._index.lexical.lookup(forms)
        rows = [self._row[passage.id] for passage in result.hits[0].passages]
        held = {form for row in rows for form, _, _ in self._index.lexical.spans(row, lookup)}
        weight = {form: self._index.whole.rarity(form) for form in sorted(forms)}
        whole = sum(weight.values())
        return Why(len(result.hits[0].why), sum(weight[form] for form in weight if form in held) / whole if whole else 0.0)
