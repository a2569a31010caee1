"""Query and filters → ranked cases with their evidence. Knows no HTTP; everything it needs is passed in.

The path of a query: analyse → lexical scores and (when there is an encoder) dense scores over all passages → convex fusion → case scores
from each case's best passages → what the query names → filters → the asked slice, with evidence, highlights and reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from copy import copy
from dataclasses import dataclass, replace
from threading import Lock
from time import perf_counter

import numpy as np
from cachetools import LRUCache

from corpus.errors import CaseNotFoundError
from corpus.model.nouns import Case, Passage
from corpus.passages import EVIDENCE_KINDS
from indexer.arms.bm25 import Bm25
from indexer.arms.lexical import LexicalIndex
from indexer.generations.generation_store import Index
from indexer.model.encoder import Encoder, Vectors
from indexer.text.analyser import Analyser, letter_pairs
from service.limits.deadline import check_deadline, in_time
from service.search.contract.request import Filters, Mode, SearchRequest
from service.search.contract.search_results import CaseList, Hit, Interpreted, SearchResult, SimilarResult
from service.search.engine_parts import EngineParts, make_parts
from service.search.ranking.ranked_query import RankedQuery, Ranking
from service.search.ranking.score_formulas import Scores, descending, fuse, group_scores, standardise
from service.search.understanding.query_expansion import ExpandedQuery, Expander
from service.search.understanding.query_repair import Repair
from service.search.understanding.query_signals import Understood

NO_ARM: Scores = np.zeros(0, dtype=np.float32)
ENCODING = 0.5  # of the time that is left, at most; the words alone need little
ENCODERS = 2  # queries encoded at the same time; more would only wait for the same cores
REMEMBERED = 16  # queries whose scores are kept, some bytes for each passage: of the searches that go on now, the answers come next
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


class Engine:
    """The engine the API, the pages, the console and the evaluation share."""

    def __init__(self, ranker: Ranker, parts: EngineParts | None = None, *, cache_size: int = 2048) -> None:
        """Hold a ranker over an index with cases, the parts for that index (made where none are given), and bounded caches."""
        self.ranker = ranker
        self.parts = parts or make_parts(ranker.index, ranker.groups, ranker.group_of, ranker.analyser)
        self.cases, self.known = self.parts.cases, self.parts.facets.known
        self.position = {case.id: number for number, case in enumerate(self.cases)}
        self._cache: LRUCache[SearchRequest, SearchResult] = LRUCache(cache_size)
        self._ranked: LRUCache[tuple[str, Mode, bool, tuple[str, ...]], RankedQuery] = LRUCache(REMEMBERED)
        self._cache_lock = Lock()

    def reweighted(self, weights: RankingWeights, encoder: Encoder | None = None) -> Engine:
        """Return an engine with other weights over the same index and parts, which remembers nothing of this one's searches."""
        return Engine(self.ranker.reweighted(weights, encoder), self.parts)

    @property
    def degraded(self) -> bool:
        """Whether hybrid searches are lexical only, because the model is missing."""
        return self.ranker.encoder is None

    def case(self, case_id: str) -> Case:
        """Return a case by its id.

        Raises:
            CaseNotFoundError: when there is none.

        """
        if case_id not in self.position:
            raise CaseNotFoundError(case_id)
        return self.cases[self.position[case_id]]

    def cached(self, request: SearchRequest) -> SearchResult | None:
        """Return the result of an equal search made before, if it is still remembered."""
        start = perf_counter()
        with self._cache_lock:
            found = self._cache.get(request)
        return replace(found, took_ms=_milliseconds(start)) if found else None

    def search(self, request: SearchRequest) -> SearchResult:
        """Rank the cases for a request whose query is clean.

        Raises:
            RequestError: when a filter has a value that no case has, or what is to be ignored can be named by no query.

        """
        start = perf_counter()
        request.filters.check(self.known)
        self.parts.understanding.check(request.ignore)
        ranked = self.rank(request)
        ranking, understood, corrected = ranked.ranking, ranked.understood, ranked.repair.corrected
        scores = ranking.cases + self.ranker.weights.signals * understood.told(len(self.cases))
        order = [int(number) for number in descending(scores) if ranking.matched[number]]
        wanted = [number for number in order if request.filters.accepts(self.cases[number])]
        hits = self._hits(wanted, ranking, request.offset, request.limit)
        result = SearchResult(
            query=request.query,
            mode=request.mode,
            degraded=ranking.degraded,
            took_ms=_milliseconds(start),
            total=len(wanted),
            did_you_mean=corrected,
            interpreted=Interpreted(understood.regions, corrected, understood.signals),
            hits=hits,
            facets=self.parts.facets.of(order, request.filters),
        )
        if self._is_full(request, ranking):
            with self._cache_lock:
                self._cache[request] = result
        return result

    def rank(self, request: SearchRequest) -> RankedQuery:
        """Return a request's query repaired, understood and ranked, whatever its filters; of a query just ranked, what is remembered."""
        asked_for = (request.query, request.mode, request.as_typed, request.ignore)
        with self._cache_lock:
            found = self._ranked.get(asked_for)
        if found is None:
            repair = Repair(request.query) if request.as_typed else self.repair(request.query)
            found = RankedQuery(repair, self.understand(repair.query, request.ignore), self.ranker.rank(repair.query, request.mode))
            if self._is_full(request, found.ranking):
                with self._cache_lock:
                    self._ranked[asked_for] = found
        return found

    def _is_full(self, request: SearchRequest, ranking: Ranking) -> bool:
        """Tell whether a ranking is as good as this engine's can be: one whose vector came too late this time is not remembered."""
        return request.mode == "lexical" or ranking.degraded == self.degraded

    def repair(self, query: str) -> Repair:
        """Return what a clean query was meant to be: keys of the wrong language, 초성, spaces and slips mended."""
        with self.ranker.stage("repair"):
            return self.parts.repairer.repair(query)

    def understand(self, query: str, ignore: Sequence[str] = ()) -> Understood:
        """Return what a clean, mended query names: regions, awards, programmes and facets, but for what is to be ignored."""
        with self.ranker.stage("understand"):
            return self.parts.understanding.understand(query, ignore)

    def passages(self, query: str, mode: Mode = "hybrid", *, as_typed: bool = False) -> list[Passage]:
        """Return all passages that stand somewhere in the casebook, best first: the evidence for a query, whatever the case."""
        scores = self.rank(SearchRequest(query, mode, as_typed=as_typed)).ranking.evidence
        found = self.ranker.index.passages
        return [found[row] for row in descending(scores) if found[row].lines and found[row].kind in EVIDENCE_KINDS]

    def similar(self, case_id: str, limit: int = 5) -> SimilarResult:
        """Return the cases most like a case, best first."""
        start = perf_counter()
        own = self.position[self.case(case_id).id]
        order = self.parts.similar.order(own)
        hits = []
        for rank, number in enumerate(order[:limit], 1):
            shared = self.parts.similar.shared(own, number)
            hits.append(self.parts.presenter.similar_hit(rank, self.cases[number], number, shared))
        return SimilarResult(case_id, self.degraded, _milliseconds(start), len(order), hits)

    def list_cases(self, filters: Filters, limit: int = 100, offset: int = 0) -> CaseList:
        """Return the cases that meet the filters, in order of their ids."""
        filters.check(self.known)
        every = sorted(range(len(self.cases)), key=lambda number: self.cases[number].id)
        wanted = [number for number in every if filters.accepts(self.cases[number])]
        shown = [self.parts.presenter.summary(self.cases[number]) for number in wanted[offset : offset + limit]]
        return CaseList(len(wanted), shown, self.parts.facets.of(every, filters))

    def _hits(self, wanted: list[int], ranking: Ranking, offset: int, limit: int) -> list[Hit]:
        with self.ranker.stage("present"):
            return [
                self.parts.presenter.hit(rank, self.cases[number], number, ranking.evidence, ranking.sought)
                for rank, number in enumerate(wanted[offset : offset + limit], offset + 1)
            ]


def _milliseconds(start: float) -> float:
    return round((perf_counter() - start) * 1000, 2)
