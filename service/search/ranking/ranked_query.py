"""What ranking gives: the scores of a query, and the query with all that was made of it on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.search.ranking.score_formulas import Scores
from service.search.understanding.query_expansion import ExpandedQuery
from service.search.understanding.query_repair import Repair
from service.search.understanding.query_signals import Understood


@dataclass(frozen=True, slots=True)
class Ranking:
    """All passages and all cases, scored for one query. Higher is better; scores of different queries are not comparable.

    `cosines` are the passages' with the query, empty without a model. `evidence` scores passages as what a reader is shown: lifted by
    their case, since the right words in the wrong case are none, and a figure lowered, since a row of numbers that shares the query's
    words says less than the section it stands in.
    """

    forms: frozenset[str]
    sought: ExpandedQuery
    passages: Scores
    evidence: Scores
    cases: Scores
    cosines: Scores
    matched: NDArray[np.bool_]
    degraded: bool


@dataclass(frozen=True, slots=True)
class RankedQuery:
    """A query as it was repaired, understood and ranked: what a search and an answer both begin with."""

    repair: Repair
    understood: Understood
    ranking: Ranking
