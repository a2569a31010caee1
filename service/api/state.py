"""What the routes share: the runtime, the metrics, and the limit on what is computed at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from answers.results import Answer
from corpus.errors import DeadlineError, JudgingError
from corpus.model.sight import PUBLIC
from service.api.bound_work import current_client
from service.asking.answer_feedback import AnswerFeedback
from service.asking.kept.answer_keeping import AnswerStore, keep_answer, store_answer
from service.asking.kept.kept_answer import KeptAnswer
from service.asking.kept.kept_standing import OpenedAnswer, open_kept
from service.library.book_desk import BookDesk
from service.library.checking.finding_check import FindingCheck
from service.library.intake import shelf_of
from service.library.job_runner import JobRunner
from service.library.job_work import JobTools
from service.library.upkeep.book_removal import ForgetsJudged
from service.limits.deadline import Deadline, bound_by
from service.operations.language_model import generator_of
from service.operations.metrics import Metrics
from service.operations.present_sight import current_sight
from service.operations.runtime import Runtime
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters, SearchRequest
from service.search.contract.search_results import SearchResult

KeepsFeedback = Callable[[AnswerFeedback], AnswerFeedback]
"""Keeps what is said of an answer, and returns it as it is kept."""
DRAWN_AT_ONCE = 2
"""Pages that are drawn at the same time, each in a process of its own."""
ANSWER_SECONDS = 5.0
"""How long a page waits for an answer; the search results do not wait longer."""


class State:
    """What the routes need: the runtime, the metrics, the limit on searches computed at once, and the library with its jobs.

    `heard` is told every search; `checks` remembers what was measured of books; `forgets_judged` drops what judging keeps of a book that is
    removed; `keeps_feedback` keeps what is said of answers, and `answers` keeps answers.
    """

    def __init__(self, runtime: Runtime, metrics: Metrics, tools: JobTools | None = None) -> None:
        self.runtime, self.metrics = runtime, metrics
        self.jobs, self.desk = JobRunner(runtime.settings, tools), BookDesk(shelf_of(runtime.settings))
        self.checks = FindingCheck()
        self.limiter = CapacityLimiter(runtime.settings.workers)
        self.drawing = CapacityLimiter(DRAWN_AT_ONCE)
        self.generator = generator_of(runtime.settings)
        self.forgets_judged: ForgetsJudged = lambda *_: {}
        self.heard: Callable[[str], None] = lambda _: None
        self.keeps_feedback: KeepsFeedback = _keep_nothing
        self.answers: AnswerStore = _NoAnswers()

    async def off_loop(self, work: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as anyio's own
        """Run blocking work on a thread, `workers` at a time: the loop goes on answering.

        Raises:
            DeadlineError: when it is not done in time, or the client has left. It stops at its next check, and while it waits for its
                turn it is not begun; until then it counts as one of the `workers`.

        """
        return await self._until(self._deadline, work, *arguments)

    async def draw_aside(self, work: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as anyio's own
        """Run work that draws pages beside what is computed; one that takes too long is kept all the same, for who asks again.

        Raises:
            DeadlineError: when it is not done in time.

        """
        return await self._until(self._deadline, work, *arguments, limiter=self.drawing)

    @property
    def _deadline(self) -> Deadline:
        client = current_client()
        return client.deadline if client else Deadline(self.runtime.settings.request_seconds)

    async def _until(self, deadline: Deadline, work: Any, *arguments: Any, limiter: CapacityLimiter | None = None) -> Any:  # noqa: ANN401
        begun = to_thread.run_sync(_begin_work, deadline, partial(work, *arguments), limiter=limiter or self.limiter)
        running = asyncio.ensure_future(begun)
        running.add_done_callback(_forget)
        client = current_client()
        leaving = asyncio.ensure_future(client.leave() if client else asyncio.Event().wait())
        try:
            await asyncio.wait({running, leaving}, timeout=deadline.left, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            if not running.done():
                deadline.call_off()
        if not running.done():
            raise DeadlineError
        return running.result()

    async def search(self, request: SearchRequest) -> SearchResult:
        """Return a remembered result, or compute it off the loop."""
        searcher = self.runtime.served.searcher
        if not request.offset and _is_for_everybody(searcher):  # judges see no more
            self.heard(request.query)
        remembered = searcher.recall(request)
        self.metrics.cache(hit=remembered is not None)
        if remembered is not None:
            return remembered
        result: SearchResult = await self.off_loop(searcher.search, request)
        return result

    async def answer(self, request: SearchRequest) -> Answer | None:
        """Return the answer to what was searched for, or None where it takes too long."""
        try:
            answer: Answer | None = await self._until(self._deadline.part(ANSWER_SECONDS), self.runtime.served.asker.answer, request)
        except DeadlineError:
            return None
        return answer

    async def keep_feedback(self, given: AnswerFeedback) -> AnswerFeedback:
        """Keep what somebody says of an answer, and return it as it is kept.

        Raises:
            RequestError: when a filter has a value that no case has.
            JudgingError: when it cannot be kept.

        """
        searcher = self.runtime.served.searcher
        whole = replace(given, filters=searcher.resolve(given.filters), restricted=not _is_for_everybody(searcher))
        kept: AnswerFeedback = await self.off_loop(self.keeps_feedback, whole)
        return kept

    async def keep_answer(self, answer: Answer, filters: Filters) -> KeptAnswer:
        """Keep an answer as it was found now, at an address of its own.

        Raises:
            RequestError: when there is none to keep, or its books have changed meanwhile.
            JudgingError: when it cannot be kept.

        """
        searcher, read = self.runtime.served.searcher, self.desk.shelf.read

        def keep() -> KeptAnswer:
            kept = keep_answer(answer, searcher.resolve(filters), searcher, read)
            store_answer(kept, self.answers, read)
            return kept

        kept: KeptAnswer = await self.off_loop(keep)
        return kept

    async def open_answer(self, answer_id: str) -> OpenedAnswer:
        """Return a kept answer as who asks may see it now.

        Raises:
            AnswerNotFoundError: where there is none for him.
            JudgingError: when it cannot be read.

        """
        searcher, sight, days = self.runtime.served.searcher, current_sight(), self.runtime.settings.kept_answers_days

        def find() -> OpenedAnswer:
            return open_kept(self.answers.find(answer_id), days, sight, searcher, self.desk.shelf.read)

        opened: OpenedAnswer = await self.off_loop(find)
        return opened


class _NoAnswers:
    """Keeps no answer: for an app that has nowhere to."""

    def add(self, _: KeptAnswer) -> None:
        raise JudgingError("이 서비스에는 답을 남길 곳이 없습니다. saerye serve로 띄운 서비스에서 하십시오.")

    def find(self, _: str) -> KeptAnswer | None:
        return None

    def drop(self, _: str) -> None:
        return None


def _keep_nothing(_: AnswerFeedback) -> AnswerFeedback:
    raise JudgingError("이 서비스에는 답에 대한 의견을 둘 곳이 없습니다. saerye serve로 띄운 서비스에 보내십시오.")


def _is_for_everybody(searcher: CaseSearcher) -> bool:
    """Tell whether everybody sees what a searcher searches."""
    return all(PUBLIC.sees(book.visibility) for book in searcher.books.values())


def _begin_work(deadline: Deadline, work: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Do a piece of work under its deadline, unless that has passed while it waited for its turn."""
    with bound_by(deadline):
        deadline.check()
        return work()


def _forget(running: asyncio.Future[Any]) -> None:
    """Take note of how work ended that nobody waits for, so that it is not reported as lost."""
    if not running.cancelled():
        running.exception()


def state_of(request: Request) -> State:
    """Return the state of the app that serves a request."""
    state: State = request.app.state.saerye
    return state
