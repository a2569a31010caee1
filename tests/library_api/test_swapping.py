"""Books that come and go over HTTP while many search: no request fails, and each is found, and is gone, in its time."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import httpx2
import pytest

from corpus.library.shelf import Shelf
from indexer.generations.build import build_index, read_corpus
from indexer.text.analyser import Analyser
from service.app import create_service
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from tests.support.made.documents import document_of, put_book, story
from tests.support.served.browser import serving

BOOK = "stories"
PATIENCE = 120.0
FROM_AFAR = {"X-Forwarded-For": "203.0.113.7"}
"""The mark of a proxy: who asks is a reader, and sees what everybody does."""
ASKED = ("/api/v1/search?q=청년 상담", "/api/v1/search?q=골목 시장", "/api/v1/books", "/api/v1/cases", "/?q=청년")


class Reader(Thread):
    """Asks one thing after another until it is told to stop, and keeps every answer that was none."""

    def __init__(self, address: str, headers: dict[str, str], enough: Event) -> None:
        super().__init__(daemon=True)
        self.address, self.headers, self.enough = address, headers, enough
        self.answers: Counter[int] = Counter()
        self.failed: list[str] = []

    def run(self) -> None:
        """Ask."""
        with httpx2.Client(base_url=self.address, headers=self.headers, timeout=30) as client:
            while not self.enough.is_set():
                for asked in ASKED:
                    try:
                        answer = client.get(asked)
                    except httpx2.HTTPError as error:
                        self.failed.append(f"{asked}: {error!r}")
                        continue
                    self.answers[answer.status_code] += 1
                    if answer.status_code != 200:
                        self.failed.append(f"{asked}: {answer.status_code} {answer.text[:200]}")


def wait_until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.flow
def test_books_come_and_go_and_no_request_fails(tmp_path: Path, three_cards: Path, analyser: Analyser) -> None:
    shelf = Shelf(tmp_path / "library")
    put_book(shelf, document_of([story(number) for number in range(1, 5)]), f"{BOOK}.pdf")

    def build(settings: Settings) -> None:
        build_index(read_corpus(three_cards, thesaurus=None, library=settings.library), settings.index, None, segment=analyser.tokens)

    async def rebuild(settings: Settings) -> str | None:
        await asyncio.to_thread(build, settings)
        return None

    runtime = Runtime(Settings(data=tmp_path, reload_seconds=0.05), prepare=rebuild, rebuild=rebuild)
    runtime._analyser = analyser
    with serving(create_service(runtime)) as address, httpx2.Client(base_url=address, timeout=30) as keeper:
        wait_until(lambda: runtime.ready)

        def do(deed: str) -> None:
            tag = keeper.get(f"/api/v1/books/{BOOK}").headers["etag"]
            assert keeper.post(f"/api/v1/books/{BOOK}/{deed}", headers={"if-match": tag}).status_code == 200

        def is_found(headers: dict[str, str]) -> bool:
            found = keeper.get("/api/v1/search", params={"q": "골목 시장", "book": BOOK}, headers=headers)
            return found.status_code == 200 and found.json()["total"] > 0

        enough = Event()
        readers = [Reader(address, headers, enough) for headers in ({}, FROM_AFAR, FROM_AFAR)]
        for reader in readers:
            reader.start()
        for _ in range(2):
            do("publish")
            wait_until(lambda: is_found(FROM_AFAR))
            do("withdraw")
            assert not is_found(FROM_AFAR)
            wait_until(lambda: not is_found({}))  # the keeper sees it until the index is built without it
        enough.set()
        for reader in readers:
            reader.join(PATIENCE)
    assert [told for reader in readers for told in reader.failed] == []
    assert all(reader.answers[200] >= len(ASKED) for reader in readers)
