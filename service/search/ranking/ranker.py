"""A clean query → scores of all passages and all cases: both arms, fused, and each case by its best passages and its words as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from copy import copy
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from indexer.arms.bm25 import Bm25
from indexer.arms.lexical import LexicalIndex
from indexer.generations.generation_store import Index
from indexer.model.encoder import Encoder, Vectors
from indexer.text.analyser import Analyser, letter_pairs
from service.limits.deadline import check_deadline, in_time
from service.search.contract.request import Mode
from service.search.ranking.ranked_query import Ranking
from service.search.ranking.score_formulas import Scores, fuse, group_scores, standardise
from service.search.understanding.query_expansion import ExpandedQuery, Expander

NO_ARM: Scores = np.zeros(0, dtype=np.float32)
ENCODING = 0.5  # of the time that is left, at most; the words alone need little
ENCODERS = 2  # queries encoded at the same time; more would only wait for the same cores
Observe = Callable[[str, float], None]
"""Called with a stage's name and its seconds."""


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The few numbers of the ranking, each chosen on folds by case (docs/experiments.md)."""

    lexical: float = 0.3
    pairs: float = 0.35
    whole: float = 0.5
    signals: float = 0.1
    thesaurus: float = 0.4
    depth: int = 8
    case: float = 0.8
    figure: float = 1.0


class Ranker:
    """Scores passages and the groups (cases, documents) they belong to. Needs no card, so any set of passages can be ranked."""

    def __init__(
        self,
        index: Index,
        analyser: Analyser,
        encoder: Encoder | None,
        *,
        weights: RankingWeights | None = None,
        observe: Observe = lambda *_: None,
    ) -> None:
        """Hold an index, the analyser it was built with, and its encoder (None: lexical ranking only)."""
        self.index, self.analyser, self.weights, self._observe = index, analyser, weights or RankingWeights(), observe
        self._expander = Expander(index.thesaurus, analyser.tokens, index.lexical.rarity)
        self.encoder = encoder if index.dense is not None else None
        self._beside = ThreadPoolExecutor(max_workers=ENCODERS, thread_name_prefix="encoder")
        self.groups = tuple(dict.fromkeys(passage.case_id for passage in index.passages))
        number = {group: position for position, group in enumerate(self.groups)}
        self.group_of = np.array([number[passage.case_id] for passage in index.passages], dtype=np.intp)
        self._is_figure = np.array([passage.kind == "figure" for passage in index.passages], dtype=np.float32)

    def reweighted(self, weights: RankingWeights, encoder: Encoder | None = None) -> Ranker:
        """Return a ranker with other weights, and another encoder of the same model where one is given. All else is shared.

        What it does is not observed: it is no search of a user's.
        """
        other = copy(self)
        other.weights, other._observe = weights, lambda *_: None
        other.encoder = (encoder or self.encoder) if self.index.dense is not None else None
        return other

    def rank(self, query: str, mode: Mode = "hybrid") -> Ranking:
        """Score everything for a clean query. Without an encoder, or when that takes too long, the ranking is lexical, and says so."""
        # The network runs outside Python's lock: while it works on the query, this thread counts words.
        encoder = self.encoder if mode != "lexical" else None
        vector = self._beside.submit(copy_context().run, self._encode, encoder, query) if encoder is not None else None
        with self.stage("analyse"):
            tokens = self.analyser.tokens(query)
            forms, sought = [token.form for token in tokens], self._expander.expand(tokens)
        lexical = self._lexical(query, forms, sought) if mode != "dense" else NO_ARM
        encoded = None if vector is None else in_time(vector, ENCODING)
        degraded = encoded is None and mode != "lexical"
        if degraded and mode == "dense":
            lexical = self._lexical(query, forms, sought)
        dense = self._dense(encoded) if encoded is not None else NO_ARM
        with self.stage("fuse"):
            scores = (
                fuse(lexical, dense, self.weights.lexical)
                if len(lexical) and len(dense)
                else standardise(lexical if len(lexical) else dense)
            )
            cases = standardise(group_scores(scores, self.group_of, len(self.groups), self.weights.depth))
            if len(lexical):
                cases = cases + self._whole_weight * standardise(self._words(self.index.whole, forms, sought))
            matched = np.ones(len(self.groups), dtype=np.bool_)
            if mode == "lexical" or degraded:
                words = self._words(self.index.lexical, forms, sought)
                matched = np.bincount(self.group_of, weights=words > 0, minlength=len(self.groups)) > 0
            evidence = scores + self.weights.case * cases[self.group_of] - self.weights.figure * self._is_figure
        return Ranking(frozenset(forms), sought, scores, evidence, cases, dense, matched, degraded)

    @property
    def _whole_weight(self) -> float:
        """Weight of a group's words as one text: nothing new where each group is one passage."""
        return self.weights.whole * (1 - len(self.groups) / len(self.group_of))

    def _lexical(self, query: str, forms: Sequence[str], sought: ExpandedQuery) -> Scores:
        """Return words and pairs of letters combined: the pairs find what is spelt or spaced otherwise."""
        with self.stage("lexical"):
            words, pairs = self._words(self.index.lexical, forms, sought), self.index.pairs.scores(letter_pairs(query))
            return fuse(pairs, words, self.weights.pairs)

    def _words(self, index: LexicalIndex | Bm25, forms: Sequence[str], sought: ExpandedQuery) -> Scores:
        """Return the scores of the typed words, and of what the thesaurus adds to them."""
        scores: Scores = index.scores(forms) + self.weights.thesaurus * index.weighted(sought.shares)
        return scores

    def _encode(self, encoder: Encoder, query: str) -> Vectors:
        with self.stage("encode"):
            vector: Vectors = encoder.queries([query])[0]
        return vector

    def _dense(self, vector: Vectors) -> Scores:
        if self.index.dense is None:
            msg = "dense scores need vectors of passages"
            raise RuntimeError(msg)
        with self.stage("dense"):
            return self.index.dense.scores(vector)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Report how long the block took; there must be time left for it."""
        check_deadline()
        start = perf_counter()
        yield
        self._observe(name, perf_counter() - start)
