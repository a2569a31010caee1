"""Searches kept to be judged, where `SAERYE_QUERY_LOG=on`: their words with personal data masked, and how often; nothing else."""

from __future__ import annotations

import logging
from collections import Counter
from queue import Empty, Full, Queue
from threading import Thread
from typing import TYPE_CHECKING

from corpus.errors import JudgingError
from corpus.privacy.masking import mask_private

if TYPE_CHECKING:
    from judging.storage.judgment_store import Store

WAITING, LONGEST = 1000, 200
log = logging.getLogger("saerye")


class QueryLog:
    """Hears searches without making them wait, and writes them from a thread of its own; what it cannot keep up with is not kept."""

    def __init__(self, url: str) -> None:
        """Hold the address of the database, which is opened with the first search."""
        self._url = url
        self._heard: Queue[str] = Queue(WAITING)
        self._thread: Thread | None = None

    def hear(self, query: str) -> None:
        """Take a clean query; a long one is no search to judge, and is left."""
        if len(query) > LONGEST:
            return
        if self._thread is None:
            self._thread = Thread(target=self._write, name="query log", daemon=True)
            self._thread.start()
        try:
            self._heard.put_nowait(query)
        except Full:
            return

    def join(self) -> None:
        """Wait until all that was heard is kept."""
        self._heard.join()

    def _write(self) -> None:
        store: Store | None = None
        while True:
            heard = [self._heard.get(), *self._waiting()]
            try:
                store = store or _open(self._url)
                store.hear(Counter(map(mask_private, heard)))
            except JudgingError as error:
                log.warning("searches are not kept: %s", error)
            for _ in heard:
                self._heard.task_done()

    def _waiting(self) -> list[str]:
        found = []
        while True:
            try:
                found.append(self._heard.get_nowait())
            except Empty:
                return found


def _open(url: str) -> Store:
    """Open the database here: who keeps no searches imports none of it."""
    from judging.storage.database import Database
    from judging.storage.judgment_store import Store

    return Store(Database(url))
