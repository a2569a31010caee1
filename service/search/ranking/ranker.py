"""A clean query → scores of all passages and all cases: both arms, fused, and each case by its best passages and its words as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from copy import copy
from time import perf_counter

import numpy as np

from indexer.engines.seam import Candidates, EngineQuery
from indexer.generations.generation_store import Index
from indexer.model.encoder import Encoder, Vectors
from indexer.text.analyser import Analyser, letter_pairs
from service.limits.deadline import check_deadline, in_time
from service.search.contract.request import Mode
from service.search.ranking.ranked_query import Ranking
from service.search.ranking.ranking_weights import RankingWeights
from service.search.ranking.score_formulas import fuse_arms, group_scores, score_whole, share_cases
from service.search.understanding.query_expansion import ExpandedQuery, Expander

ENCODING = 0.5  # of the time that is left, at most; the words alone need little
ENCODERS = 2  # queries encoded at the same time; more would only wait for the same cores
Observe = Callable[[str, float], None]
"""Called with a stage's name and its seconds."""


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
        self.index, self.analyser, self.weights, self.observe = index, analyser, weights or RankingWeights(), observe
        self._expander = Expander(index.thesaurus, analyser.tokens, index.catalogue.rarity)
        self.encoder = encoder if index.dense is not None else None
        self._beside = ThreadPoolExecutor(max_workers=ENCODERS, thread_name_prefix="encoder")

    def reweigh(self, weights: RankingWeights, encoder: Encoder | None = None) -> Ranker:
        """Return a ranker with other weights, and another encoder of the same model where one is given. All else is shared.

        What it does is not observed: it is no search of a user's.
        """
        other = copy(self)
        other.weights, other.observe = weights, lambda *_: None
        other.encoder = (encoder or self.encoder) if self.index.dense is not None else None
        return other

    def rank(self, query: str, mode: Mode = "hybrid") -> Ranking:
        """Score everything for a clean query. Without an encoder, or when that takes too long, the ranking is lexical, and says so."""
        # The network runs outside Python's lock: while it works on the query, this thread segments it.
        encoder = self.encoder if mode != "lexical" else None
        vector = self._beside.submit(copy_context().run, self._encode, encoder, query) if encoder is not None else None
        with self.stage("analyse"):
            tokens = self.analyser.tokens(query)
            sought = self._expander.expand(tokens)
            beside = {form: self.weights.thesaurus * share for form, share in sought.shares.items()}
            words = {**Counter(token.form for token in tokens), **beside}
            pairs = Counter(letter_pairs(query))
        encoded = None if vector is None else in_time(vector, ENCODING)
        degraded = encoded is None and mode != "lexical"
        with self.stage("candidates"):
            # All of them, whatever the filters: one ranking serves every choice of filters, and the counts beside each choice.
            found = self.index.engine.candidates(EngineQuery(words=words, pairs=pairs, vector=encoded), {}, None)
        with self.stage("fuse"):
            return self._fuse(found, sought, mode=mode, degraded=degraded)

    def _fuse(self, found: Candidates, sought: ExpandedQuery, *, mode: Mode, degraded: bool) -> Ranking:
        weights, count = self.weights, len(found.case_ids)
        by_words = mode != "dense" or degraded
        scores = fuse_arms(found, self.index.statistics, weights, by_words=by_words)
        cases = group_scores(scores, found.case_of, count, weights.depth)
        if by_words:
            cases = cases + self._whole_weight * score_whole(found, self.index.statistics)
        matched = np.ones(count, dtype=np.bool_)
        if mode == "lexical" or degraded:
            matched = np.bincount(found.case_of, weights=found.words > 0, minlength=count) > 0
        evidence = scores + weights.case * share_cases(cases)[found.case_of]
        evidence -= weights.figure * found.of_kinds({"figure"}).astype(np.float32)
        return Ranking(sought.typed, sought, found, scores, evidence, cases, matched, degraded)

    @property
    def _whole_weight(self) -> float:
        """Weight of a case's words as one text: nothing new where each is one passage."""
        records = self.index.catalogue
        return self.weights.whole * (1 - records.case_count / len(records))

    def _encode(self, encoder: Encoder, query: str) -> Vectors:
        with self.stage("encode"):
            vector: Vectors = encoder.queries([query])[0]
        return vector

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Report how long the block took; there must be time left for it."""
        check_deadline()
        start = perf_counter()
        yield
        self.observe(name, perf_counter() - start)
