"""The engine of one machine: BM25 over words and pairs of letters, cosines of vectors, all in memory.

A search scores every passage: a millisecond at ten thousand, some ten at a hundred thousand (1 KB of vectors and 1-2 KB of postings
each). At ten million passages another engine takes its place behind the seam.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model.facets import KEYS, values_of
from corpus.model.nouns import Case
from indexer.arms.bm25 import Bm25
from indexer.arms.dense import DenseIndex
from indexer.engines.seam import NO_SCORES, Bounds, Candidates, Conditions, EngineQuery, Groups, Kinds, numbers_of


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of every passage beside its scores, a row each, and of every case its values by facet.

    `case_of` is the place in `case_ids` of each passage's case; `values` holds for each case what may be filtered by.
    """

    ids: tuple[str, ...]
    kinds: Kinds
    case_ids: tuple[str, ...]
    case_of: Groups
    values: Sequence[Mapping[str, Collection[str]]]


def columns_of(rows: Sequence[tuple[str, str, str]], cases: Sequence[Case]) -> Columns:
    """Return the columns of passages, given in order as (id, id of the case, kind), and of the cases that they belong to."""
    ids, owners, kinds = zip(*rows, strict=True) if rows else ((), (), ())
    case_ids = tuple(dict.fromkeys(owners))
    place = {case_id: number for number, case_id in enumerate(case_ids)}
    values = {case.id: {facet: values_of(case, facet) for facet in KEYS} for case in cases}
    case_of = np.array([place[case_id] for case_id in owners], dtype=np.intp)
    return Columns(ids, numbers_of(kinds), case_ids, case_of, [values.get(case_id, {}) for case_id in case_ids])


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """The arms of one generation, searched in full. Never changes, so threads may share it."""

    columns: Columns
    words: Bm25
    pairs: Bm25
    whole: Bm25
    dense: DenseIndex | None

    def candidates(self, query: EngineQuery, conditions: Conditions, k: int | None) -> Candidates:
        """Score every passage; see `Engine`."""
        held = self.columns
        every = Candidates(
            ids=held.ids,
            kinds=held.kinds,
            case_ids=held.case_ids,
            case_of=held.case_of,
            words=self.words.scores(query.words),
            pairs=self.pairs.scores(query.pairs),
            cosines=NO_SCORES if query.vector is None or self.dense is None else self.dense.scores(query.vector),
            whole=self.whole.scores(query.words),
            bounds=Bounds(self.words.bound_of(query.words), self.pairs.bound_of(query.pairs), self.whole.bound_of(query.words)),
        )
        if not conditions and k is None:
            return every
        meets = np.array([_meets(values, conditions) for values in held.values], dtype=np.bool_)
        rows = np.flatnonzero(meets[held.case_of])
        return _part(every, rows if k is None else _best_of_each_arm(every, rows, k))


def _meets(values: Mapping[str, Collection[str]], conditions: Conditions) -> bool:
    return all(not set(wanted).isdisjoint(values.get(facet, ())) for facet, wanted in conditions.items())


def _best_of_each_arm(candidates: Candidates, rows: Groups, k: int) -> Groups:
    """Return those of the rows that are among the `k` best of some arm, in their order; a score of nothing is none of the best."""
    best: set[int] = set()
    for scores in (candidates.words, candidates.pairs, candidates.cosines):
        if len(scores):
            own = rows[scores[rows] > 0]
            best.update(own[np.argsort(-scores[own], kind="stable")[:k]].tolist())
    return np.array(sorted(best), dtype=np.intp)


def _part(every: Candidates, rows: Groups) -> Candidates:
    """Return some rows, and the cases they belong to."""
    cases, case_of = np.unique(every.case_of[rows], return_inverse=True)
    return Candidates(
        ids=[every.ids[row] for row in rows],
        kinds=every.kinds[rows],
        case_ids=[every.case_ids[case] for case in cases],
        case_of=case_of.astype(np.intp),
        words=every.words[rows],
        pairs=every.pairs[rows],
        cosines=every.cosines[rows] if len(every.cosines) else NO_SCORES,
        whole=every.whole[cases],
        bounds=every.bounds,
    )
