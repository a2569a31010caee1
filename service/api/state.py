"""What the routes share: the runtime, the metrics, and the limit on what is computed at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from answers.results import Answer
from service.operations.language_model import generator_of
from service.operations.metrics import Metrics
from service.operations.runtime import Runtime
from service.search.contract.request import SearchRequest
from service.search.contract.search_results import SearchResult

ANSWER_SECONDS = 5.0
"""How long a page waits for an answer; the search results do not wait longer."""


class State:
    """What the routes need: the runtime, the metrics, and the limit on searches computed at once. `heard` is told every search."""

    def __init__(self, runtime: Runtime, metrics: Metrics) -> None:
        self.runtime, self.metrics = runtime, metrics
        self.limiter = CapacityLimiter(runtime.settings.workers)
        self.generator = generator_of(runtime.settings)
        self.heard: Callable[[str], None] = lambda _: None

    async def off_loop(self, work: Any, *arguments: Any) -> Any:  # noqa: ANN401 - as anyio's own
        """Run blocking work on a thread, `workers` at a time: the loop goes on answering."""
        return await to_thread.run_sync(partial(work, *arguments), limiter=self.limiter)

    async def search(self, request: SearchRequest) -> SearchResult:
        """Return a remembered result, or compute it off the loop."""
        engine = self.runtime.served.engine
        if not request.offset:
            self.heard(request.query)
        remembered = engine.cached(request)
        self.metrics.cache(hit=remembered is not None)
        if remembered is not None:
            return remembered
        result: SearchResult = await self.off_loop(engine.search, request)
        return result

    async def answer(self, request: SearchRequest) -> Answer | None:
        """Return the answer to what was searched for, or None where it takes too long; its thread then ends by itself, within the limit."""
        asking = asyncio.ensure_future(self.off_loop(self.runtime.served.asker.answer, request))
        done, _ = await asyncio.wait({asking}, timeout=ANSWER_SECONDS)
        answer: Answer | None = asking.result() if done else None
        return answer


def state_of(request: Request) -> State:
    """Return the state of the app that serves a request."""
    state: State = request.app.state.saerye
    return state
