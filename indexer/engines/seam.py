"""The seam behind which engines are swapped: what an engine is asked, the columns it returns, and the fixed statistics of its arms.

An engine finds passages; it neither fuses nor shows them. What it returns are plain columns, so one that runs elsewhere (Milvus,
Elasticsearch) fills them from its own answers. Texts and records come from the catalogue, by id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.passages import KINDS
from indexer.model.encoder import Vectors

Scores = NDArray[np.float32]
Groups = NDArray[np.intp]
Kinds = NDArray[np.int8]
Conditions = Mapping[str, Collection[str]]
"""Facet → values: a case meets them when it has one of the values of every facet. None are no condition."""
NO_SCORES: Scores = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineQuery:
    """A query as its arms need it: words and pairs of letters with what each counts for, and its unit vector, None where there is none."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    vector: Vectors | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How great the scores of a query's own terms are together, in the arms whose scores grow with them; 0 where no passage has any."""

    words: float
    pairs: float
    whole: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Passages that may answer a query, a row each, and the cases they belong to.

    `kinds` (as `numbers_of` numbers them) and `case_of` (place in `case_ids`) are of shape (passages,), as are the arms' scores; `whole`,
    the score of a case's words as one text, is of shape (cases,). `cosines` are empty where the query has no vector.
    """

    ids: Sequence[str]
    kinds: Kinds
    case_ids: Sequence[str]
    case_of: Groups
    words: Scores
    pairs: Scores
    cosines: Scores
    whole: Scores
    bounds: Bounds

    def of_kinds(self, kinds: Collection[str], rows: Groups | None = None) -> NDArray[np.bool_]:
        """Tell of each passage, or of those in some rows alone, whether it is of some kinds."""
        wanted = np.array([row.kind in kinds for row in KINDS])
        told: NDArray[np.bool_] = wanted[self.kinds if rows is None else self.kinds[rows]]
        return told


def numbers_of(kinds: Iterable[str]) -> Kinds:
    """Return the places of kinds of passages in the table of kinds."""
    numbers: dict[str, int] = {row.kind: number for number, row in enumerate(KINDS)}
    return np.array([numbers[kind] for kind in kinds], dtype=np.int8)


class Engine(Protocol):
    """Finds passages. What it is asked and what it returns is the same for every engine, and so are the scales of its scores."""

    def candidates(self, query: EngineQuery, conditions: Conditions, k: int | None) -> Candidates:
        """Return the `k` best passages of each arm, all arms' scores for each of them, in an order that is always the same; None: all.

        Only passages of cases that meet the conditions are returned. Which others there are changes no score.
        """
