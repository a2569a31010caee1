"""Query and filters → ranked cases with their evidence. Knows no HTTP; everything it needs is passed in.

The path of a query: mended → ranked (service/search/ranking/ranker.py) → what the query names → filters → the asked slice, with evidence,
highlights and reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from threading import Lock
from time import perf_counter

from cachetools import LRUCache

from corpus.errors import CaseNotFoundError
from corpus.model.ids import id_order
from corpus.model.nouns import Case, FacetVocabulary, Passage
from corpus.passages import PLACED_KINDS
from indexer.model.encoder import Encoder
from indexer.model.pair_reader import PairReader
from indexer.views.seen_views import keep_books
from service.search.case_order import arrange_cases
from service.search.contract.request import Filters, Mode, SearchRequest
from service.search.contract.search_results import CaseList, Hit, Interpreted, SearchResult, SimilarResult
from service.search.presenting.true_marks import amounts_of
from service.search.query_conditions import ConditionedQuery, apply_conditions
from service.search.ranking.ranked_query import RankedQuery, Ranking
from service.search.ranking.ranker import Ranker
from service.search.ranking.ranking_weights import RankingWeights
from service.search.ranking.relevance_line import load_relevance_line
from service.search.ranking.score_formulas import descending
from service.search.search_parts import SearchParts, make_parts
from service.search.understanding.place_names import write_as_printed
from service.search.understanding.query_signals import Understood
from service.search.understanding.repair.query_repair import Repair

REMEMBERED = 16  # queries whose scores are kept, some bytes for each passage: of the searches that go on now, the answers come next


class CaseSearcher:
    """The search that the API, the pages, the console and the evaluation share."""

    def __init__(
        self,
        ranker: Ranker,
        parts: SearchParts | None = None,
        *,
        cache_size: int = 2048,
        reader: PairReader | None = None,
        unread: bool = False,
    ) -> None:
        """Hold a ranker over an index with cases, the parts for that index (made where none are given), and bounded caches.

        `reader` is what reads rows for answers; without one they are chosen by their letters, and `unread` says that there should be one.
        """
        self.ranker, self.reader, self.unread = ranker, reader, unread
        self.parts = parts or make_parts(ranker.index, ranker.analyser)
        self.cases, self.gazetteer = self.parts.cases, ranker.index.gazetteer
        self.books = {book.id: book for book in ranker.index.books}
        self.position = {case.id: number for number, case in enumerate(self.cases)}
        self._cache: LRUCache[SearchRequest, SearchResult] = LRUCache(cache_size)
        self._ranked: LRUCache[tuple[str, Mode, bool, tuple[str, ...]], RankedQuery] = LRUCache(REMEMBERED)
        self._cache_lock = Lock()

    def reweigh(self, weights: RankingWeights, encoder: Encoder | None = None) -> CaseSearcher:
        """Return a search with other weights over the same index and parts, which remembers nothing of this one's searches."""
        return CaseSearcher(self.ranker.reweigh(weights, encoder), self.parts, reader=self.reader, unread=self.unread)

    def keep_books(self, kept: Collection[str]) -> CaseSearcher:
        """Return a search of the same kind over some of the books alone, which remembers nothing of this one's searches."""
        old = self.ranker
        made = Ranker(keep_books(old.index, kept), old.analyser, old.encoder, weights=old.weights, observe=old.observe)
        return CaseSearcher(made, cache_size=int(self._cache.maxsize), reader=self.reader, unread=self.unread)

    @property
    def degraded(self) -> bool:
        """Whether hybrid searches are lexical only, because the model is missing."""
        return self.ranker.encoder is None

    @property
    def vocabulary(self) -> FacetVocabulary:
        """What the index knows of the values of facets."""
        return self.ranker.index.facet_values

    def case(self, case_id: str) -> Case:
        """Return a case by its id.

        Raises:
            CaseNotFoundError: when there is none.

        """
        if case_id not in self.position:
            raise CaseNotFoundError(case_id)
        return self.cases[self.position[case_id]]

    def recall(self, request: SearchRequest) -> SearchResult | None:
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
        filters = self.resolve(request.filters)
        self.parts.understanding.check(request.ignore)
        ranked = self.rank(request)
        corrected = ranked.repair.corrected
        found = apply_conditions(
            ranked, request.query, request.ignore, self.parts.exclusions, self.ranker.index.catalogue,
            lambda rest: self.ranker.rank(rest, request.mode),
        )  # fmt: skip
        ranking = found.ranking
        order = self._order(found)
        relevant = {case.id for case in order[: self._count_relevant(found, len(order))]}
        wanted = arrange_cases([case for case in order if filters.accepts(case)], relevant, request.order, self.vocabulary)
        hits = self._hits(wanted, ranking, ranked.repair.query, request, relevant)
        result = SearchResult(
            query=request.query,
            mode=request.mode,
            degraded=ranking.degraded,
            took_ms=_milliseconds(start),
            total=len(wanted),
            relevant_total=sum(case.id in relevant for case in wanted),
            did_you_mean=corrected,
            interpreted=Interpreted(found.understood.regions, corrected, found.signals),
            hits=hits,
            facets=self.parts.facets.of(order, filters),
        )
        if self._is_full(request, ranking):
            with self._cache_lock:
                self._cache[request] = result
        return result

    def resolve(self, filters: Filters) -> Filters:
        """Return filters with every region by the name that is shown of it.

        Raises:
            RequestError: when a filter has a value that no case has.

        """
        return self.parts.facets.resolve(filters)

    def _order(self, found: ConditionedQuery) -> list[Case]:
        """Return the cases that a query matches, best first: by their scores, by what it names that they have, and as it demands."""
        ranking, names = found.ranking, found.ranking.candidates.case_ids
        numbers = [self.position[case_id] for case_id in names]
        scores = ranking.cases + self.ranker.weights.signals * found.count_signals(len(self.cases))[numbers]
        places = [place for place in descending(scores) if ranking.matched[place] or numbers[place] in found.here]
        arranged = found.arrange([numbers[place] for place in places], [names[place] for place in places])
        return [self.cases[number] for number in arranged]

    def _count_relevant(self, found: ConditionedQuery, ordered: int) -> int:
        """Return how many of the cases in their order, the first of them, are about what was searched for."""
        if found.here:  # places and nothing else: what is there
            return len(found.here)
        if found.holding is not None:  # each shows what was quoted
            return ordered
        ranking = found.ranking
        named = found.count_signals(len(self.cases))[[self.position[case_id] for case_id in ranking.candidates.case_ids]]
        count = load_relevance_line().count(ranking, named, self.ranker.index.catalogue)
        return min(max(count, int(found.asked in self.position)), ordered - len(found.exclusion.behind))

    def rank(self, request: SearchRequest) -> RankedQuery:
        """Return a request's query repaired, understood and ranked, whatever its filters; of a query just ranked, what is remembered."""
        asked_for = (request.query, request.mode, request.as_typed, request.ignore)
        with self._cache_lock:
            found = self._ranked.get(asked_for)
        if found is None:
            repair = Repair(request.query) if request.as_typed else self.repair(request.query)
            understood = self.understand(repair.query, request.ignore)
            named = ((meaning.field, meaning.value, span) for meaning, span in understood.mentions if meaning.holders)
            printed = write_as_printed(repair.query, named, lambda name: self.gazetteer.province(name) is not None)
            found = RankedQuery(repair, understood, self.ranker.rank(printed, request.mode))
            if self._is_full(request, found.ranking):
                with self._cache_lock:
                    self._ranked[asked_for] = found
        return found

    def _is_full(self, request: SearchRequest, ranking: Ranking) -> bool:
        """Tell whether a ranking is as good as this search's can be: one whose vector came too late this time is not remembered."""
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
        """Return all passages that stand at one place of their book, best first: the evidence for a query, whatever the case."""
        ranking = self.rank(SearchRequest(query, mode, as_typed=as_typed)).ranking
        ids, shown = ranking.candidates.ids, ranking.candidates.of_kinds(PLACED_KINDS)
        return [self.ranker.index.catalogue[ids[row]] for row in descending(ranking.evidence) if shown[row]]

    def similar(self, case_id: str, limit: int = 5) -> SimilarResult:
        """Return the cases most like a case, best first."""
        start = perf_counter()
        found = self.ranker.index.catalogue.similar(self.case(case_id).id)
        hits = [
            self.parts.presenter.similar_hit(rank, self.case(alike.case_id), alike.shared) for rank, alike in enumerate(found[:limit], 1)
        ]
        return SimilarResult(case_id, self.degraded, _milliseconds(start), len(found), hits)

    def list_cases(self, filters: Filters, limit: int = 100, offset: int = 0) -> CaseList:
        """Return the cases that meet the filters, in order of their ids."""
        filters = self.resolve(filters)
        every = sorted(self.cases, key=lambda case: id_order(case.id))
        wanted = [case for case in every if filters.accepts(case)]
        shown = [self.parts.presenter.summary(case) for case in wanted[offset : offset + limit]]
        return CaseList(len(wanted), shown, self.parts.facets.of(every, filters))

    def _hits(self, wanted: list[Case], ranking: Ranking, query: str, asked_for: SearchRequest, relevant: Collection[str]) -> list[Hit]:
        amounts, first = amounts_of(query), asked_for.offset
        with self.ranker.stage("present"):
            return [
                self.parts.presenter.hit(rank, case, ranking, amounts, relevant=case.id in relevant)
                for rank, case in enumerate(wanted[first : first + asked_for.limit], first + 1)
            ]


def _milliseconds(start: float) -> float:
    return round((perf_counter() - start) * 1000, 2)
