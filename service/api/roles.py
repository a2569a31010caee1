"""The gate over HTTP: what a route depends on that asks for a role, and what every request is answered with: the sight of who asks."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.datastructures import MutableHeaders

from corpus.model.sight import PUBLIC
from service.api.state import state_of
from service.gate.gate import Credentials, Gate, gate_of
from service.gate.role_keys import Role
from service.operations.present_sight import seeing

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from service.operations.runtime import Runtime

KEY_COOKIE = "saerye_key"
DEPENDS_ON = "Authorization, Cookie"
STATIC = "/static/"
"""What is the same for everybody, whatever is seen."""
OWN_FORMS = {"Referrer-Policy": "same-origin"}
"""For pages with a form: without a referrer a browser sends no origin with a form either, and that tells our own from others'."""


def require(role: Role, *, form: bool = False) -> Callable[[Request], Awaitable[None]]:
    """Return what a route depends on that asks for a role; `form`: it takes the forms of pages, which come from nowhere else.

    Raises:
        AccessError: from the route, before it reads anything.

    """

    async def enter(request: Request) -> None:
        refused = gate_at(request).refusal(role, credentials_of(request), form=form)
        if refused is not None:
            raise refused

    return enter


def has_role(request: Request, role: Role) -> bool:
    """Tell whether whoever asks has a role: what they are shown may depend on it."""
    return role in gate_at(request).roles(credentials_of(request))


def gate_at(request: Request) -> Gate:
    """Return the gate of the service that a request has come to."""
    return gate_of(state_of(request).runtime.settings)


def credentials_of(request: Request) -> Credentials:
    """Return what a request bears."""
    return Credentials(request.method, request.headers, request.cookies.get(KEY_COOKIE, ""), time.time())


class ReaderSight:
    """ASGI middleware: a request is worked on with the sight of who asks, and no cache between gives an answer to somebody else."""

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self._app, self._runtime = app, runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            await self._app(scope, receive, send)
            return
        gate = gate_of(self._runtime.settings)
        sight = gate.sight(credentials_of(Request(scope)))

        async def send_for_one(event: Message) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                headers.add_vary_header(DEPENDS_ON)
                if sight != PUBLIC and gate.keys.any:
                    headers.setdefault("Cache-Control", "private, no-store")
            await send(event)

        with seeing(sight):
            await self._runtime.await_view()
            await self._app(scope, receive, send_for_one)
