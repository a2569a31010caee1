"""Query and filters → ranked cases with their evidence. Knows no HTTP; everything it needs is passed in.

The path of a query: analyse → lexical scores and (when there is an encoder) dense scores over all passages → convex fusion → case scores
from each case's best passages → filters → the asked slice, with evidence, highlights and reasons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from threading import Lock
from time import perf_counter

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from corpus.errors import CaseNotFoundError
from corpus.passages import EVIDENCE_KINDS
from corpus.schema import Case, Passage
from indexer.encoder import Encoder
from indexer.store import Index
from indexer.tokens import Analyser
from service.present import Presenter
from service.query import FACETS, Filters, Mode, SearchRequest, values_of
from service.ranking import Scores, descending, fuse, group_scores, standardise
from service.regions import regions_in
from service.results import CaseList, FacetValue, Hit, Interpreted, SearchResult, SimilarResult

Observe = Callable[[str, float], None]
"""Called with a stage's name and its seconds."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The few numbers of the ranking, each chosen on folds by case (docs/experiments.md)."""

    lexical: float = 0.4
    depth: int = 8
    shared_facets: float = 0.5


@dataclass(frozen=True, slots=True)
class Ranking:
    """All passages and all cases, scored for one query. Higher is better; scores of different queries are not comparable."""

    forms: frozenset[str]
    passages: Scores
    cases: Scores
    matched: NDArray[np.bool_]
    degraded: bool


class Ranker:
    """Scores passages and the groups (cases, documents) they belong to. Needs no card, so any set of passages can be ranked."""

    def __init__(
        self,
        index: Index,
        analyser: Analyser,
        encoder: Encoder | None,
        *,
        weights: Weights | None = None,
        observe: Observe = lambda *_: None,
    ) -> None:
        """Hold an index, the analyser it was built with, and its encoder (None: lexical ranking only)."""
        self.index, self.analyser, self.weights, self._observe = index, analyser, weights or Weights(), observe
        self.encoder = encoder if index.dense is not None else None
        self.groups = tuple(dict.fromkeys(passage.case_id for passage in index.passages))
        number = {group: position for position, group in enumerate(self.groups)}
        self.group_of = np.array([number[passage.case_id] for passage in index.passages], dtype=np.intp)

    def rank(self, query: str, mode: Mode = "hybrid") -> Ranking:
        """Score everything for a clean query. Without an encoder the ranking is lexical, and says so."""
        with self._stage("analyse"):
            forms = self.analyser.forms(query)
        degraded = self.encoder is None and mode != "lexical"
        lexical = self._lexical(forms) if mode != "dense" or degraded else None
        dense = self._dense(query) if mode != "lexical" and not degraded else None
        with self._stage("fuse"):
            if lexical is not None and dense is not None:
                scores = fuse(lexical, dense, self.weights.lexical)
            else:
                scores = standardise(lexical if lexical is not None else dense if dense is not None else np.zeros(0, np.float32))
            cases = group_scores(scores, self.group_of, len(self.groups), self.weights.depth)
            matched = np.ones(len(self.groups), dtype=np.bool_)
            if dense is None and lexical is not None:
                matched = np.bincount(self.group_of, weights=lexical > 0, minlength=len(self.groups)) > 0
        return Ranking(frozenset(forms), scores, cases, matched, degraded)

    def _lexical(self, forms: Sequence[str]) -> Scores:
        with self._stage("lexical"):
            return self.index.lexical.scores(forms)

    def _dense(self, query: str) -> Scores:
        if self.encoder is None or self.index.dense is None:
            msg = "dense scores need an encoder"
            raise RuntimeError(msg)
        with self._stage("encode"):
            vector = self.encoder.queries([query])[0]
        with self._stage("dense"):
            return self.index.dense.scores(vector)

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self._observe(name, perf_counter() - start)


class Engine:
    """The engine the API, the pages, the console and the evaluation share."""

    def __init__(self, ranker: Ranker, *, cache_size: int = 2048) -> None:
        """Hold a ranker over an index with cases, and a bounded cache of results."""
        self.ranker = ranker
        index = ranker.index
        by_id = {case.id: case for case in index.cases}
        self.cases: tuple[Case, ...] = tuple(by_id[group] for group in ranker.groups)
        self.position = {case.id: number for number, case in enumerate(self.cases)}
        self._values = {facet: [values_of(case, facet) for case in self.cases] for facet in FACETS}
        self.known = {facet: frozenset(chain.from_iterable(values)) for facet, values in self._values.items()}
        self._present = Presenter(index, ranker.group_of)
        self._cache: LRUCache[SearchRequest, SearchResult] = LRUCache(cache_size)
        self._cache_lock = Lock()
        self._likeness = _likeness(index, self.cases, ranker)

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
            RequestError: when a filter has a value that no case has.

        """
        start = perf_counter()
        request.filters.check(self.known)
        ranking = self.ranker.rank(request.query, request.mode)
        order = [int(number) for number in descending(ranking.cases) if ranking.matched[number]]
        wanted = [number for number in order if request.filters.accepts(self.cases[number])]
        hits = self._hits(wanted, ranking, request.offset, request.limit)
        result = SearchResult(
            query=request.query,
            mode=request.mode,
            degraded=ranking.degraded,
            took_ms=_milliseconds(start),
            total=len(wanted),
            did_you_mean=None,
            interpreted=Interpreted(regions_in(request.query, ranking.forms, self.cases), None),
            hits=hits,
            facets=self._facets(order, request.filters),
        )
        with self._cache_lock:
            self._cache[request] = result
        return result

    def passages(self, query: str, mode: Mode = "hybrid") -> list[Passage]:
        """Return all passages that stand somewhere in the casebook, best first: the evidence for a query, whatever the case."""
        scores = self.ranker.rank(query, mode).passages
        found = self.ranker.index.passages
        return [found[row] for row in descending(scores) if found[row].lines and found[row].kind in EVIDENCE_KINDS]

    def similar(self, case_id: str, limit: int = 5) -> SimilarResult:
        """Return the cases most like a case, best first."""
        start = perf_counter()
        own = self.position[self.case(case_id).id]
        order = [int(number) for number in descending(self._likeness[own]) if number != own]
        hits = [self._similar_hit(rank, own, number) for rank, number in enumerate(order[:limit], 1)]
        return SimilarResult(case_id, self.degraded, _milliseconds(start), len(order), hits)

    def list_cases(self, filters: Filters, limit: int = 100, offset: int = 0) -> CaseList:
        """Return the cases that meet the filters, in order of their ids."""
        filters.check(self.known)
        every = sorted(range(len(self.cases)), key=lambda number: self.cases[number].id)
        wanted = [number for number in every if filters.accepts(self.cases[number])]
        shown = [self._present.summary(self.cases[number]) for number in wanted[offset : offset + limit]]
        return CaseList(len(wanted), shown, self._facets(every, filters))

    def _hits(self, wanted: list[int], ranking: Ranking, offset: int, limit: int) -> list[Hit]:
        with self.ranker._stage("present"):
            return [
                self._present.hit(rank, self.cases[number], number, ranking.passages, ranking.forms)
                for rank, number in enumerate(wanted[offset : offset + limit], offset + 1)
            ]

    def _similar_hit(self, rank: int, own: int, other: int) -> Hit:
        ours, theirs = self.cases[own], self.cases[other]
        shared = [
            value
            for facet in ("policy_measure", "target", "industry")
            for value in values_of(ours, facet)
            if value in values_of(theirs, facet)
        ]
        return self._present.similar_hit(rank, theirs, other, shared)

    def _facets(self, candidates: list[int], filters: Filters) -> dict[str, list[FacetValue]]:
        """Count each facet's values over the cases that meet all *other* filters, so that a choice can be widened."""
        conditions = filters.conditions()
        facets = {}
        for facet in FACETS:
            others = [wanted for name, wanted in conditions.items() if name != facet]
            open_to = [n for n in candidates if filters.accepts(self.cases[n], ignoring=facet)] if others else candidates
            counts = Counter(chain.from_iterable(self._values[facet][number] for number in open_to))
            facets[facet] = [FacetValue(value, count) for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        return facets


def _likeness(index: Index, cases: Sequence[Case], ranker: Ranker) -> NDArray[np.float32]:
    """Return how alike any two cases are, shape (cases, cases): shared facets weighted by rarity, and what their sections mean."""
    facets = _facet_vectors(cases)
    shared = facets @ facets.T
    if index.dense is None:
        return shared
    vectors = index.dense.vectors()
    told = np.array(
        [
            passage.kind in EVIDENCE_KINDS - {"figure", "summary", "casebook", "voice"} or passage.kind == "need"
            for passage in index.passages
        ]
    )
    centroids = np.stack([vectors[told & (ranker.group_of == number)].mean(axis=0) for number in range(len(cases))])
    centroids -= centroids.mean(axis=0)  # what all award cases say is no likeness
    centroids /= np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-9)
    weight = ranker.weights.shared_facets
    likeness: NDArray[np.float32] = weight * shared + (1 - weight) * (centroids @ centroids.T)
    return likeness


def _facet_vectors(cases: Sequence[Case]) -> NDArray[np.float32]:
    """Return unit vectors over facet values: rare values count more, and the first of a case's list more than the last."""
    values = sorted(
        {(facet, value) for case in cases for facet in ("target", "policy_measure", "industry") for value in values_of(case, facet)}
    )
    vectors = np.zeros((len(cases), len(values)), dtype=np.float32)
    for column, (facet, value) in enumerate(values):
        for row, case in enumerate(cases):
            own = values_of(case, facet)
            if value in own:
                vectors[row, column] = 1 / (1 + 0.3 * own.index(value))
    rarity = np.log((len(cases) + 1) / np.maximum((vectors > 0).sum(axis=0), 1))
    vectors *= rarity
    unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def _milliseconds(start: float) -> float:
    return round((perf_counter() - start) * 1000, 2)
