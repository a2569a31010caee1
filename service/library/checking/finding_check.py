"""Known items run through the served search: at which rank the case and the passage come, by kind of query, book by book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import fmean
from threading import Lock

from cachetools import LRUCache

from corpus.errors import LibraryError
from corpus.model.fact import Fact
from corpus.model.ids import book_of
from corpus.passages import PLACED_KINDS
from service.library.checking.known_items import ItemKind, KnownItem, make_items
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest
from service.search.ranking.score_formulas import descending

DEPTH = 10
"""Ranks that are looked at; what comes later counts as not found."""
MOST_QUERIES = 200
"""Queries of a book."""
_REMEMBERED = 64
_ENOUGH = 2.0  # seconds that are left to a request: with fewer no other book is begun
FactsOf = Callable[[str], Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class RankShares:
    """How high something came: the mean of 1/rank over the queries (0 where it was not among the first `DEPTH`), and two shares."""

    mrr: float
    hit_1: float
    hit_5: float


@dataclass(frozen=True, slots=True)
class FoundKind:
    """How well the queries of one kind, or all of them, found the case and the passage that they were made from."""

    kind: ItemKind | None
    queries: int
    case: RankShares
    passage: RankShares


@dataclass(frozen=True, slots=True)
class BookFinding:
    """How well a book's own headings, facts and figures are found: over all queries, and by kind. None over all: it says nothing to ask."""

    book: str
    title: str
    whole: FoundKind | None
    kinds: tuple[FoundKind, ...]


@dataclass(frozen=True, slots=True)
class FindingReport:
    """A book's finding beside that of the others in the index; `unmeasured` are those for which the time did not suffice."""

    own: BookFinding
    others: tuple[BookFinding, ...]
    unmeasured: tuple[str, ...]


class FindingCheck:
    """Measures how well books are found; what was measured of a generation is remembered."""

    def __init__(self) -> None:
        self._measured: LRUCache[tuple[str, str, int], BookFinding] = LRUCache(_REMEMBERED)
        self._lock, self._one = Lock(), Lock()

    def compare(
        self, searcher: CaseSearcher, book: str, facts_of: FactsOf, most: int, *, left: Callable[[], float] = lambda: _ENOUGH
    ) -> FindingReport:
        """Measure a book of the index, and the others while more than a little of the time is `left` (seconds).

        Raises:
            DeadlineError: when the time did not suffice for the book itself.

        """
        own = self.measure(searcher, book, facts_of, most)
        others: list[BookFinding] = []
        unmeasured: list[str] = []
        for other in (name for name in searcher.books if name != book):
            known = self._recall(searcher, other, most)
            if known is None and left() < _ENOUGH:
                unmeasured.append(other)
                continue
            try:
                others.append(known or self.measure(searcher, other, facts_of, most))
            except LibraryError:  # taken out since the index was built
                unmeasured.append(other)
        return FindingReport(own, tuple(others), tuple(unmeasured))

    def measure(self, searcher: CaseSearcher, book: str, facts_of: FactsOf, most: int) -> BookFinding:
        """Measure a book of the index by up to `most` queries; one at a time, apart from what the service's own searches remember."""
        with self._one:
            if (known := self._recall(searcher, book, most)) is not None:
                return known
            cases = [case for case in searcher.cases if book_of(case.id) == book]
            items = make_items(book, cases, searcher.ranker.index.catalogue.passages_of, facts_of(book), most)
            own = searcher.reweigh(searcher.ranker.weights)
            ranks = [(item, *_ranks(own, item)) for item in items]
            kinds = tuple(_tell(kind, [rank for rank in ranks if rank[0].kind == kind]) for kind in dict.fromkeys(i.kind for i in items))
            found = BookFinding(book, searcher.books[book].title, _tell(None, ranks) if ranks else None, kinds)
            with self._lock:
                self._measured[searcher.ranker.index.manifest.generation, book, most] = found
            return found

    def _recall(self, searcher: CaseSearcher, book: str, most: int) -> BookFinding | None:
        with self._lock:
            return self._measured.get((searcher.ranker.index.manifest.generation, book, most))


def _ranks(searcher: CaseSearcher, item: KnownItem) -> tuple[int | None, int | None]:
    """Return the ranks from 1 at which an item's case, and the first of its passages, come; None where neither is among the first."""
    request = SearchRequest(item.query, limit=DEPTH)
    ranking = searcher.rank(request).ranking
    ids, shown = ranking.candidates.ids, ranking.candidates.of_kinds(PLACED_KINDS)
    passages = islice((ids[row] for row in descending(ranking.evidence) if shown[row]), DEPTH)
    cases = (hit.case.id for hit in searcher.search(request).hits)
    return _rank_of(cases, {item.case}), _rank_of(passages, item.passages)


def _rank_of(found: Iterable[str], wanted: frozenset[str] | set[str]) -> int | None:
    return next((rank for rank, name in enumerate(found, 1) if name in wanted), None)


def _tell(kind: ItemKind | None, ranks: Sequence[tuple[KnownItem, int | None, int | None]]) -> FoundKind:
    return FoundKind(kind, len(ranks), _shares([case for _, case, _ in ranks]), _shares([passage for _, _, passage in ranks]))


def _shares(ranks: Sequence[int | None]) -> RankShares:
    within = {most: fmean(rank is not None and rank <= most for rank in ranks) for most in (1, 5)}
    return RankShares(round(fmean(1 / rank if rank else 0.0 for rank in ranks), 3), round(within[1], 3), round(within[5], 3))
