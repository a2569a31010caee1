"""What a running service holds: what each may see of the current generation, swapped when a new one appears, and why when it cannot be."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from corpus.errors import IndexNotReadyError, ModelError, StoreError
from indexer.generations.current_pointer import current_generation
from indexer.generations.generation_store import Index, open_index
from indexer.model.encoder import Encoder
from indexer.model.model_store import open_encoder
from indexer.model.pair_reader import PairReader
from indexer.model.reader_store import open_reader
from indexer.text.analyser import Analyser, analyser_config
from indexer.views.seen_views import open_views
from service.operations.library_watch import LibraryWatch
from service.operations.present_sight import PresentBooks, choose_once, current_sight
from service.operations.served_views import Served, ViewChoice, serve
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Observe, Ranker

log = logging.getLogger("saerye")
Build = Callable[[Settings], Awaitable[str | None]]
Stage = Literal["preparing", "loading", "settled"]
_COMING: dict[Stage, str] = {
    "preparing": "색인을 만드는 중입니다. 처음에는 1~2분 걸립니다. 잠시 뒤에 다시 하십시오.",
    "loading": "불러오는 중입니다. 몇 초 걸립니다. 잠시 뒤에 다시 하십시오.",
}
CHANGING = "자료가 바뀌어 색인을 다시 만드는 중입니다. 잠시 뒤에 다시 하십시오."
ASK_KEEPER = "바뀐 자료로 색인을 만들지 못했습니다. 자료를 돌보는 사람에게 알려 주십시오."  # for what may name books to readers
UNFORESEEN = "색인을 살피다가 뜻밖의 문제가 생겼습니다. 서버의 기록에 까닭이 있습니다."
VIEW_SECONDS = 5.0
"""How long a request waits for what it may see; then it is told to come again."""
MOST_PASSED = 64
"""Looks after which a generation that could not be taken is tried again: 1, 2, 4 … up to this. What was refused may be granted later."""


@dataclass(slots=True)
class Runtime:
    """Loads generations and hands out what who asks may see of the one in service. `problems` says what is amiss, in Korean sentences.

    `prepare` is awaited before the first load, and `rebuild` when the library's books have changed since; both return why the index could
    not be brought up to date. `stage` is how far the start has come: until it is settled, an index is on its way. A generation that cannot
    be taken is tried again, ever more seldom.
    """

    settings: Settings
    observe: Observe = lambda *_: None
    prepare: Build | None = None
    rebuild: Build | None = None
    build_problem: str | None = None
    problems: list[str] = field(default_factory=list)
    stage: Stage = "loading"
    _served: Served | None = None
    _views: tuple[Served, ...] = ()
    _encoder: Encoder | None = None
    _reader: PairReader | None = None
    _analyser: Analyser | None = None
    _seen: str | None = None
    _failed: bool = False
    _passed: int = 0
    _patience: int = 1
    _lock: Lock = field(default_factory=Lock)
    _library: LibraryWatch = field(init=False)
    _choice: ViewChoice = field(init=False)

    def __post_init__(self) -> None:
        """Watch the library that the settings name."""
        self._library, self._choice = LibraryWatch(self.settings.library), ViewChoice(PresentBooks(self.settings.library))

    @property
    def served(self) -> Served:
        """What who asks sees of the generation in service: of all that was built, the most that holds no book he may not see now.

        Raises:
            IndexNotReadyError: with the reason, when there is none yet.

        """
        if self._served is None:
            coming = _COMING.get(self.stage)
            raise IndexNotReadyError(coming or " ".join(self.problems_told), coming=coming is not None)
        found = self._choose_view()
        if found is None:
            raise IndexNotReadyError(CHANGING, coming=True)
        return found

    @property
    def ready(self) -> bool:
        """Whether a generation is in service, with something in it for who asks."""
        return self._choose_view() is not None

    @property
    def problems_told(self) -> list[str]:
        """The problems as who asks is told of them: what a build says of the books is for who sees them all."""
        if current_sight().everything or not self.build_problem:
            return self.problems
        return [ASK_KEEPER if told == self.build_problem else told for told in self.problems]

    async def await_view(self) -> None:
        """Wait a little where what who asks may see is being made: a book was withdrawn, and the index is not built anew yet."""
        if not self.ready:
            await self._choice.wait_for_any(self._built_views(), current_sight(), VIEW_SECONDS)

    def _choose_view(self) -> Served | None:
        return choose_once(lambda: self._choice.choose(self._built_views(), current_sight()))

    def _built_views(self) -> tuple[Served, ...]:
        return (self._served, *self._views) if self._served else ()

    def load(self) -> None:
        """Load the current generation; when it cannot be, keep what is in service and remember why."""
        with self._lock:
            self._seen, self._failed = current_generation(self.settings.index), True
            problems = [self.build_problem] if self.build_problem else []
            try:
                index, passed_over = open_index(self.settings.index)
                problems += passed_over
                if self._served is None or self._served.generation != index.manifest.generation:
                    views, damaged = open_views(self.settings.index, index.manifest.generation)
                    problems += damaged
                    opened = tuple(self._open(each, problems) for each in (index, *views))
                    self._served, self._views = opened[0], opened[1:]
                    log.info("serving generation %s", index.manifest.generation)
                self._failed = bool(passed_over)
            except StoreError as error:
                problems.append(str(error))
            self._settle(problems)

    def refresh(self) -> None:
        """Load again if another generation has been made current since the last look, or the last one could not be taken."""
        if current_generation(self.settings.index) != self._seen:
            self.build_problem, self._passed, self._patience = None, 0, 1
            self.load()
        elif self._failed:
            self._passed += 1
            if self._passed >= self._patience:
                self._passed, self._patience = 0, min(2 * self._patience, MOST_PASSED)
                self.load()

    async def watch(self) -> None:
        """Prepare, load, then look for a new generation and for changed books for ever; run as a task of the service."""
        if self.prepare is not None:
            self.stage = "preparing"
            await self._go_on(self._prepare(self.prepare))
            self.stage = "loading"
        await self._go_on(asyncio.to_thread(self.load))
        if self.ready:
            await self._go_on(asyncio.to_thread(self.served.asker.warm))
        while True:
            await asyncio.sleep(self.settings.reload_seconds)
            await self._go_on(asyncio.to_thread(self.refresh))
            if self.rebuild is not None:
                await self._go_on(self._follow_library(self.rebuild))

    async def _prepare(self, prepare: Build) -> None:
        self.build_problem = UNFORESEEN  # what stands where it breaks
        self.build_problem = await self._build(prepare)

    async def _follow_library(self, rebuild: Build) -> None:
        """Build beside what is in service where the library's books have changed, and tell why that could not be done."""
        if not await asyncio.to_thread(self._library.has_changed, current_generation(self.settings.index)):
            return
        problem = await self._build(rebuild)
        await asyncio.to_thread(self.refresh)
        others = [told for told in self.problems if told != self.build_problem]
        self.build_problem = problem
        self._settle([problem, *others] if problem else others)

    async def _build(self, build: Build) -> str | None:
        """Build what the library holds now, and return why it could not be done."""
        books = await asyncio.to_thread(self._library.begin, current_generation(self.settings.index))
        problem = await build(self.settings)
        if problem is None:
            self._library.remember(books)
        return problem

    async def _go_on(self, step: Awaitable[None]) -> None:
        """Take a step of the watch; whatever breaks in it is logged and told, and the watch goes on: it is the edge of its task."""
        try:
            await step
        except Exception:
            log.exception("the watch for a new index broke, and goes on")
            self._settle([*self.problems, UNFORESEEN])

    def _settle(self, problems: list[str]) -> None:
        """Tell how loading ended; what was told before is not logged again."""
        told = list(dict.fromkeys(problems))
        for problem in told:
            if problem not in self.problems:
                log.warning("%s", problem)
        self.problems, self.stage = told, "settled"

    def _open(self, index: Index, problems: list[str]) -> Served:
        inputs = index.manifest.inputs
        words = inputs.analyser["words"]
        if dict(analyser_config(words)) != inputs.analyser:
            problems.append("색인을 만든 형태소 분석기와 지금의 분석기가 다릅니다. 'saerye build'로 다시 만드십시오.")
        if self._analyser is None or self._analyser.words != tuple(words):
            self._analyser = Analyser(words)
        encoder = self._open_encoder(inputs.model, problems)
        ranker = Ranker(index, self._analyser, encoder, observe=self.observe)
        reader = self._open_reader(problems) if encoder else None
        unread = encoder is not None and reader is None
        return serve(CaseSearcher(ranker, cache_size=self.settings.cache, reader=reader, unread=unread))

    def _open_reader(self, problems: list[str]) -> PairReader | None:
        """Return what reads rows for answers, or None with the reason: they are then chosen by their letters."""
        try:
            if self._reader is None:
                self._reader = open_reader(self.settings.models, threads=self.settings.encoder_threads, prepare=False)
        except ModelError as error:
            problems.append(f"{error} 그동안 답은 낱말만 비교해 찾습니다.")
        return self._reader

    def _open_encoder(self, model_id: str | None, problems: list[str]) -> Encoder | None:
        """Return the encoder of the index, or None with the reason: the search then goes on with words alone."""
        if model_id is None:
            problems.append("이 색인은 임베딩 모델 없이 만들어졌습니다. 낱말로만 찾습니다.")
            return None
        try:
            if self._encoder is None:
                threads = self.settings.encoder_threads
                self._encoder = open_encoder(self.settings.model, self.settings.models, threads=threads, prepare=False)
        except ModelError as error:
            problems.append(f"{error} 그동안 낱말로만 찾습니다.")
            return None
        if self._encoder.model_id != model_id:
            problems.append(
                f"색인은 모델 {model_id}로 만들었는데 지금 모델은 {self._encoder.model_id}입니다. 'saerye build'로 다시 만드십시오."
            )
            return None
        return self._encoder
