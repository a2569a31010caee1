"""What ranking gives: the scores of a query, and the query with all that was made of it on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.seam import Candidates, Scores
from service.search.understanding.query_expansion import ExpandedQuery
from service.search.understanding.query_signals import Understood
from service.search.understanding.repair.query_repair import Repair


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates for one query, scored; a row a passage or a case, as in their columns. Higher is better.

    `evidence` scores passages as what a reader is shown: lifted by their case, since the right words in the wrong case are none, and a
    figure lowered, since a row of numbers that shares the query's words says less than the section it stands in.
    """

    forms: frozenset[str]
    sought: ExpandedQuery
    candidates: Candidates
    passages: Scores
    evidence: Scores
    cases: Scores
    matched: NDArray[np.bool_]
    degraded: bool


@dataclass(frozen=True, slots=True)
class RankedQuery:
    """A query as it was repaired, understood and ranked: what a search and an answer both begin with."""

    repair: Repair
    understood: Understood
    ranking: Ranking
