"""The levers of the ranking, one a line: what `saerye eval ablation` moves, alone and one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from corpus.passages import without_asks, without_expansion, without_kinds
from eval.runs.index_variants import PassageChange
from indexer.model.adapter import STRENGTH
from service.search.contract.request import Mode
from service.search.ranking.ranking_weights import ADDED

# One arm by itself: the passages by words only, nothing beside them.
ALONE_WEIGHTS: Mapping[str, Any] = dict.fromkeys(ADDED, 0)
WORDS: Mapping[str, Any] = {**ALONE_WEIGHTS, "lexical": 1, "pairs": 0}
# So much of a weight that what it is added to only parts ties.
ALL_BUT_ALONE = 1000


@dataclass(frozen=True, slots=True)
class Lever:
    """A change of the whole system: of fields of `Weights`, of the passages indexed, of the request, or of the model's adapter."""

    name: str
    weights: Mapping[str, Any] = field(default_factory=dict)
    passages: PassageChange | None = None
    mode: Mode = "hybrid"
    as_typed: bool = False
    adapter: float = STRENGTH


ALONE = (
    Lever("words", WORDS),
    Lever("pairs of letters", {**WORDS, "pairs": 1}),
    Lever("whole cases", {**WORDS, "whole": ALL_BUT_ALONE}),
    Lever("vectors", ALONE_WEIGHTS, mode="dense"),
    Lever("vectors, adapter 0", ALONE_WEIGHTS, mode="dense", adapter=0),
)
LEFT_OUT = (
    Lever("words (pairs 1)", {"pairs": 1}),
    Lever("pairs of letters (pairs 0)", {"pairs": 0}),
    Lever("words and pairs (lexical 0)", {"lexical": 0}),
    Lever("vectors (lexical 1)", {"lexical": 1}),
    Lever("the model (mode lexical)", mode="lexical"),
    Lever("all passages but the best (depth 1)", {"depth": 1}),
    *(Lever(f"{what} ({weight} 0)", {weight: 0}) for weight, what in ADDED.items()),
    Lever("repair", as_typed=True),
    Lever("adapter (strength 0)", adapter=0),
    Lever("asks", passages=without_asks),
    Lever("needs", passages=partial(without_kinds, kinds={"need"})),
    Lever("asks and needs", passages=without_expansion),
    Lever("asks, needs and adapter", passages=without_expansion, adapter=0),  # the adapter has learnt the cards' asks and needs
    Lever("figures", passages=partial(without_kinds, kinds={"figure"})),
    Lever("keywords", passages=partial(without_kinds, kinds={"keywords"})),
)
GROUPS: Mapping[str, tuple[Lever, ...]] = {"alone": ALONE, "left out": LEFT_OUT}
