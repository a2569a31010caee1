"""The library while the service runs: a book that is put there, edited, broken or taken away is noticed, built beside and told of."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import pytest

from corpus.errors import BuildError, CorpusError
from corpus.library.published import signature_of
from indexer.generations.build import build_index, read_corpus
from indexer.text.analyser import Analyser
from service.operations.index_upkeep import rebuild
from service.operations.library_watch import LibraryWatch
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.search.contract.request import SearchRequest
from tests.support.made.books import BOOKS, CARDS, FARMS, WELFARE, write_library


class Builder:
    """Builds in this process what a build of its own would, and counts how often; `hindered` is why it cannot."""

    def __init__(self, cards: Path, analyser: Analyser) -> None:
        self.cards, self.analyser = cards, analyser
        self.builds, self.hindered = 0, ""

    async def __call__(self, settings: Settings) -> str | None:
        self.builds += 1
        if self.hindered:
            return self.hindered
        try:
            corpus = read_corpus(self.cards, thesaurus=None, library=settings.library)
            build_index(corpus, settings.index, None, segment=self.analyser.tokens)
        except (CorpusError, BuildError) as error:
            return str(error)
        return None


@pytest.fixture
def builder(three_cards: Path, analyser: Analyser) -> Builder:
    return Builder(three_cards, analyser)


@pytest.fixture
def runtime(tmp_path: Path, builder: Builder, analyser: Analyser) -> Runtime:
    runtime = Runtime(Settings(data=tmp_path, reload_seconds=0.001), prepare=builder, rebuild=builder)
    runtime._analyser = analyser
    return runtime


def add(library: Path, book: str) -> None:
    (library / book / "cards").mkdir(parents=True)
    (library / book / "book.yaml").write_text(BOOKS[book], encoding="utf-8")
    for name, card in CARDS[book].items():
        (library / book / "cards" / f"{name}.yaml").write_text(card, encoding="utf-8")


def watched(runtime: Runtime, story: Callable[[Callable[[Callable[[], bool]], Awaitable[None]]], Awaitable[None]]) -> None:
    """Run a story beside the watch; it is handed what waits until something is so."""

    async def run() -> None:
        watching = asyncio.create_task(runtime.watch())

        async def until(so: Callable[[], bool]) -> None:
            async with asyncio.timeout(60):
                while not so():
                    assert not watching.done()
                    await asyncio.sleep(0.001)

        await until(lambda: runtime.ready)
        await story(until)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching

    asyncio.run(run())


def books_of(runtime: Runtime) -> list[str]:
    return [book.id for book in runtime.served.searcher.ranker.index.books]


def test_a_book_comes_changes_and_goes_while_the_service_runs(runtime: Runtime, builder: Builder, tmp_path: Path) -> None:
    library = tmp_path / "library"

    async def story(until: Callable[[Callable[[], bool]], Awaitable[None]]) -> None:
        assert (books_of(runtime), builder.builds) == (["jobs-2023"], 1)
        add(library, FARMS)
        await until(lambda: books_of(runtime) == ["jobs-2023", FARMS])
        assert runtime.served.searcher.search(SearchRequest("빈집")).hits[0].case.id == f"{FARMS}:a1"
        card = library / FARMS / "cards" / "a1.yaml"
        card.write_text(card.read_text(encoding="utf-8").replace("열에 셋은", "열에 넷은"), encoding="utf-8")
        await until(
            lambda: (
                "열에 넷은" in runtime.served.passages[f"{FARMS}:a1/s01"].text if f"{FARMS}:a1/s01" in runtime.served.passages else False
            )
        )
        rmtree(library / FARMS)
        await until(lambda: books_of(runtime) == ["jobs-2023"])

    watched(runtime, story)


def test_a_broken_book_is_told_by_its_name_and_the_service_goes_on(runtime: Runtime, builder: Builder, tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    path = library / WELFARE / "book.yaml"
    whole = path.read_text(encoding="utf-8")

    async def story(until: Callable[[Callable[[], bool]], Awaitable[None]]) -> None:
        served = runtime.served.generation
        path.write_bytes(b"\x00\xff: [")
        await until(lambda: any(f"{WELFARE}/book.yaml" in problem for problem in runtime.problems))
        told, builds = list(runtime.problems), builder.builds
        assert (runtime.served.generation, books_of(runtime)) == (served, ["jobs-2023", WELFARE, FARMS])
        await asyncio.sleep(0.05)
        assert (builder.builds, runtime.problems) == (builds, told)  # nothing is tried again before something changes
        path.write_text(whole, encoding="utf-8")
        await until(lambda: not any("book.yaml" in problem for problem in runtime.problems))
        assert [problem for problem in runtime.problems if problem not in told] == []
        rmtree(library / WELFARE)
        await until(lambda: books_of(runtime) == ["jobs-2023", FARMS])

    watched(runtime, story)


def test_what_another_build_was_in_the_way_of_is_built_after_it(runtime: Runtime, builder: Builder, tmp_path: Path) -> None:
    async def story(until: Callable[[Callable[[], bool]], Awaitable[None]]) -> None:
        builder.hindered = "다른 프로그램이 지금 색인을 만들고 있습니다."
        add(tmp_path / "library", FARMS)
        await until(lambda: builder.hindered in runtime.problems)
        builder.hindered, builds = "", builder.builds
        await asyncio.sleep(0.05)
        assert builder.builds == builds
        corpus = read_corpus(builder.cards, thesaurus=None)
        build_index(corpus, runtime.settings.index, None, segment=builder.analyser.tokens)
        await until(lambda: FARMS in books_of(runtime))
        assert "다른 프로그램이 지금 색인을 만들고 있습니다." not in runtime.problems

    watched(runtime, story)


def test_a_build_by_hand_is_not_built_again(runtime: Runtime, builder: Builder, tmp_path: Path) -> None:
    write_library(tmp_path / "library")

    async def story(until: Callable[[Callable[[], bool]], Awaitable[None]]) -> None:
        before = runtime.served.generation
        build_index(read_corpus(builder.cards, thesaurus=None), runtime.settings.index, None, segment=builder.analyser.tokens)
        await until(lambda: runtime.served.generation != before)
        await asyncio.sleep(0.05)
        assert (builder.builds, books_of(runtime)) == (1, ["jobs-2023"])

    watched(runtime, story)


def test_files_that_still_come_are_waited_for(tmp_path: Path) -> None:
    library = tmp_path / "library"
    watch = LibraryWatch(library)
    watch.remember(watch.begin(None))
    looks = []
    for _ in range(2):
        looks.append(watch.has_changed(None))
    add(library, WELFARE)
    looks.append(watch.has_changed(None))
    add(library, FARMS)
    looks += [watch.has_changed(None), watch.has_changed(None)]
    assert looks == [False, False, False, False, True]


def test_a_signature_tells_every_change_of_what_is_read_and_of_nothing_else(tmp_path: Path) -> None:
    library = write_library(tmp_path)
    found = signature_of(library)
    assert [name for name, *_ in found] == [
        f"{WELFARE}/book.yaml", f"{WELFARE}/cards/1.yaml", f"{FARMS}/book.yaml", f"{FARMS}/cards/a1.yaml",
    ]  # fmt: skip
    for beside in ("notes.txt", f"{FARMS}/profile.yaml", f"{FARMS}/cards/a1.yaml~"):
        (library / beside).write_text("메모", encoding="utf-8")
    assert signature_of(library) == found
    card = library / FARMS / "cards" / "a1.yaml"
    was = card.stat()
    new = card.with_suffix(".new")
    new.write_bytes(card.read_bytes())
    os.utime(new, ns=(was.st_atime_ns, was.st_mtime_ns))
    new.rename(card)  # as editors write: as large and as old as before, and another file
    assert signature_of(library) != found
    assert signature_of(tmp_path / "nowhere") == ()


@pytest.mark.flow
def test_a_build_of_its_own_tells_which_book_cannot_be_read(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    (library / FARMS / "book.yaml").write_text(BOOKS[FARMS].replace("year: 2024", "year: 24"), encoding="utf-8")
    told = asyncio.run(rebuild(Settings(data=tmp_path)))
    assert told == (f"색인을 만들지 못했습니다. 자료 정보에 잘못된 곳이 1군데 있습니다. {FARMS}/book.yaml: year: 1,900 이상이어야 합니다")
