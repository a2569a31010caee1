"""Where good hits end: whether any case is about what was searched for, and which of them are.

Two logistic regressions over what a ranking shows, on scales that are the same for every query and every index: of a search, whether there
is anything; of each case, whether it belongs. Learned from judged searches of several writers (eval/training/train_relevance.py); a ranking
without vectors has weights of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engines.seam import Scores
from indexer.records.catalogue import Catalogue
from service.search.ranking.ranked_query import Ranking

RELEVANCE_WEIGHTS = Path(__file__).parent / "relevance-weights.json"
HYBRID, LEXICAL = "hybrid", "lexical"
SEARCH_SIGNS = ("best case", "best words", "best whole", "weight of words", "share unknown", "prepared", "best meaning")
CASE_SIGNS = ("score", "whole", "named", "behind the best", "prepared")
"""What is seen of a search, its meaning only where there are vectors, and of each case. Prepared is a case that has needs written for
searching, which lie nearer to searches than any text of a book; of a search it is told of the best case."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearJudge:
    """Weights of signs, a constant, and the least probability from which on it is yes."""

    weights: Array
    constant: float
    least: float

    def accepts(self, signs: Array) -> NDArray[np.bool_]:
        """Tell of each row of signs, shape (rows, signs), whether it is yes."""
        accepted: NDArray[np.bool_] = np.exp(-np.logaddexp(0, -(signs @ self.weights + self.constant))) >= self.least
        return accepted


@dataclass(frozen=True, slots=True)
class RelevanceLine:
    """What judges a search and its cases, for rankings with vectors (`HYBRID`) and without (`LEXICAL`)."""

    search: Mapping[str, LinearJudge]
    case: Mapping[str, LinearJudge]

    def count(self, ranking: Ranking, named: Scores, records: Catalogue) -> int:
        """Return how many cases are about what was searched for; `named` is how many signals speak for each, shape (cases,)."""
        kind = kind_of(ranking)
        if not len(ranking.cases) or not self.search[kind].accepts(search_signs(ranking, records)[None])[0]:
            return 0
        return int(self.case[kind].accepts(case_signs(ranking, named)).sum())


def kind_of(ranking: Ranking) -> str:
    """Return which weights judge a ranking."""
    return HYBRID if len(ranking.candidates.cosines) else LEXICAL


def search_signs(ranking: Ranking, records: Catalogue) -> Array:
    """Return what is seen of a search, shape (signs,): see SEARCH_SIGNS."""
    found = ranking.candidates
    weights = {form: records.rarity(form) for form in ranking.sought.typed}
    unknown = sum(weight for form, weight in weights.items() if not records.holding_cases(form))
    seen = [
        ranking.cases.max(),
        _share(found.words, found.bounds.words).max(initial=0),
        _share(found.whole, found.bounds.whole).max(initial=0),
        np.log1p(found.bounds.words),
        unknown / max(sum(weights.values()), 1.0),
        _is_prepared(ranking)[ranking.cases.argmax()],
    ]
    return np.array([*seen, found.cosines.max()] if len(found.cosines) else seen, dtype=np.float64)


def case_signs(ranking: Ranking, named: Scores) -> Array:
    """Return what is seen of each case, shape (cases, signs): see CASE_SIGNS."""
    found, scores = ranking.candidates, ranking.cases
    columns = [scores, _share(found.whole, found.bounds.whole), named, scores - scores.max(), _is_prepared(ranking)]
    return np.column_stack(columns).astype(np.float64)


def _share(scores: Scores, bound: float) -> Scores:
    """Return which share of what the query's own terms could score is reached; nothing where no passage has any."""
    return scores / np.float32(bound) if bound > 0 else np.zeros_like(scores)


def _is_prepared(ranking: Ranking) -> NDArray[np.bool_]:
    found = ranking.candidates
    prepared: NDArray[np.bool_] = np.bincount(found.case_of, weights=found.of_kinds({"need"}), minlength=len(found.case_ids)) > 0
    return prepared


@cache
def load_relevance_line(path: Path = RELEVANCE_WEIGHTS) -> RelevanceLine:
    """Read the weights the package ships.

    Raises:
        ValueError: when the file was learned for other signs than this program has.

    """
    held = json.loads(path.read_text(encoding="utf-8"))
    return RelevanceLine(
        {kind: _read_judge(held[kind]["search"], search_signs_of(kind)) for kind in (HYBRID, LEXICAL)},
        {kind: _read_judge(held[kind]["case"], CASE_SIGNS) for kind in (HYBRID, LEXICAL)},
    )


def search_signs_of(kind: str) -> Sequence[str]:
    """Return which signs of a search a kind of ranking shows."""
    return SEARCH_SIGNS if kind == HYBRID else SEARCH_SIGNS[:-1]


def _read_judge(held: Mapping[str, object], signs: Sequence[str]) -> LinearJudge:
    weights = held["signs"]
    if not isinstance(weights, dict) or tuple(weights) != tuple(signs):
        msg = f"{RELEVANCE_WEIGHTS.name} was learned for other signs; run scripts/train"
        raise ValueError(msg)
    return LinearJudge(np.array([*weights.values()]), float(str(held["constant"])), float(str(held["least"])))
