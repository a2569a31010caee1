"""The workbench as a part of the service: its routes, each behind the gate."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends

from judging.workbench.feedback_pages import router as feedback
from judging.workbench.grading_pages import router as grading
from judging.workbench.query_pages import router as querying
from judging.workbench.result_pages import router as results
from judging.workbench.workbench import Bench
from service.api.roles import OWN_FORMS, require
from service.operations.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN = [(name.lower().encode(), value.encode()) for name, value in {**OWN_FORMS, "Cache-Control": "no-store"}.items()]


def create_workbench(settings: Settings) -> ASGIApp:
    """Return the workbench; its database is opened by the first page that needs it."""
    return WithBench(_routes(), Bench(settings))


@cache
def _routes() -> APIRouter:
    """Return the routes, which know of no settings and so are made once."""
    router = APIRouter()
    for part in (querying, grading, results, feedback):
        router.include_router(part, dependencies=[Depends(require("judge", form=True))])
    return router


class WithBench:
    """ASGI app: the routes, with the bench and headers of their own."""

    def __init__(self, routes: ASGIApp, bench: Bench) -> None:
        self._routes, self._bench = routes, bench

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the bench; what is answered is kept nowhere, and forms tell where they come from."""

        async def send_own_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                own = {name for name, _ in OWN}
                event["headers"] = [*(pair for pair in event["headers"] if pair[0] not in own), *OWN]
            await send(event)

        await self._routes({**scope, "judging": self._bench}, receive, send_own_headers)
