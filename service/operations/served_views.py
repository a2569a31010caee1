"""What is served of a generation to those who see the same books of it, and which of it is served to somebody now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from corpus.model.nouns import Passage
from corpus.model.sight import Sight
from service.asking.asker import Asker
from service.asking.clipped_questions import FollowUps
from service.operations.present_sight import PresentBooks
from service.pages.maps.meaning_map import MeaningMap, draw_meaning
from service.search.case_searcher import CaseSearcher
from service.search.topics import Topics, show_topics
from service.search.understanding.completion import MAX_TYPED, Suggester, Suggestion

log = logging.getLogger("saerye")
MOST_TRIMMED = 4
"""Views that are remembered without books that have been withdrawn since the build."""


@dataclass(frozen=True, slots=True)
class Served:
    """What some see of the generation in service, its passages by their ids among it. Caches are its own: none is shared with another."""

    searcher: CaseSearcher
    asker: Asker
    follow_ups: FollowUps
    suggester: Suggester
    topics: Topics
    meaning: MeaningMap | None
    passages: Mapping[str, Passage]

    def complete_repaired(self, typed: str) -> list[Suggestion]:
        """Return what a text may become once it is repaired: keys of the other language, Hanja, places in Latin letters."""
        meant = self.searcher.repair(typed).corrected if len(typed) <= MAX_TYPED else None
        return self.suggester.complete(meant) if meant else []

    @property
    def generation(self) -> str:
        """Id of the generation."""
        return self.searcher.ranker.index.manifest.generation


def serve(searcher: CaseSearcher) -> Served:
    """Return all that is served of a searcher's generation."""
    index = searcher.ranker.index
    return Served(
        searcher=searcher,
        asker=Asker(searcher),
        follow_ups=FollowUps(searcher),
        suggester=Suggester(searcher.cases, searcher.gazetteer),
        topics=show_topics(searcher.cases, index.themes, degraded=index.dense is None),
        meaning=draw_meaning(searcher.cases, index.layout, index.facet_values, searcher.gazetteer),
        passages=index.catalogue,
    )


class ViewChoice:
    """Chooses among what was built: the most that somebody may see, without any book that he may not see any more."""

    def __init__(self, present: PresentBooks) -> None:
        self._present = present
        self._trimmed: LRUCache[tuple[str, frozenset[str], frozenset[str]], Future[Served]] = LRUCache(MOST_TRIMMED)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="trimming")
        self._lock = Lock()

    def choose(self, built: Sequence[Served], sight: Sight) -> Served | None:
        """Return what somebody sees now; None while there is nothing that holds no book he may not see.

        Where books of a view have been withdrawn since the build, it is made again without them, beside the requests; until that is done,
        he sees a view that has none of them, or nothing.
        """
        best, coming = self._choose(built, sight)
        return _take_made(coming) or best if coming else best

    async def wait_for_any(self, built: Sequence[Served], sight: Sight, seconds: float) -> None:
        """Wait so long at most until there is something that somebody may see, where that is being made."""
        best, coming = self._choose(built, sight)
        if best is None and coming is not None:
            await asyncio.wait([asyncio.wrap_future(coming)], timeout=seconds)

    def _choose(self, built: Sequence[Served], sight: Sight) -> tuple[Served | None, Future[Served] | None]:
        """Return the most of what was built that somebody may see whole, and what is being made for him where that holds more."""
        books = {book.id: book for one in built for book in one.searcher.books.values()}
        seen = {name for name, book in books.items() if self._present.may_see(sight, book)}
        kept = [(one, seen & one.searcher.books.keys()) for one in built]
        if not kept:
            return None, None
        whole = [one for one, own in kept if len(own) == len(one.searcher.books)]
        best = max(whole, key=lambda one: len(one.searcher.books), default=None)
        widest, own = max(kept, key=lambda each: len(each[1]))
        if len(own) > (len(best.searcher.books) if best else 0):
            return best, self._trim(widest, frozenset(own))
        return best, None

    def _trim(self, view: Served, kept: frozenset[str]) -> Future[Served]:
        """Return a view with some of its books alone, which may still be in the making."""
        key = view.generation, frozenset(view.searcher.books), kept
        with self._lock:
            made = self._trimmed.get(key)
            if made is None:
                made = self._trimmed[key] = self._worker.submit(_serve_part, view, kept)
        return made


def _take_made(coming: Future[Served]) -> Served | None:
    return coming.result() if coming.done() and coming.exception() is None else None


def _serve_part(view: Served, kept: frozenset[str]) -> Served:
    try:
        return serve(view.searcher.keep_books(kept))
    except Exception:  # the edge of its thread
        log.exception("a view could not be made without the books that were withdrawn")
        raise
