"""Every request's deadline, counted from its arrival, and a watch for its client: work that nobody waits for is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from service.limits.deadline import Deadline

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Client:
    """Who waits for an answer, and until when. What it sends is passed on; while work is done for it, its leaving is seen."""

    def __init__(self, receive: Receive, deadline: Deadline) -> None:
        self._receive, self.deadline = receive, deadline
        self._read: Message | None = None

    async def receive(self) -> Message:
        """Return what the client sends next."""
        if self._read is None:
            return await self._receive()
        message, self._read = self._read, None
        return message

    async def leave(self) -> None:
        """Wait until the client has left. The first message that it sends meanwhile, its body, is kept; no route reads a second."""
        while (message := await self._receive())["type"] != "http.disconnect":
            self._read = self._read or message


_CLIENT: ContextVar[Client | None] = ContextVar("client", default=None)


def current_client() -> Client | None:
    """Return who waits for the request in hand."""
    return _CLIENT.get()


@contextmanager
def serve_client(client: Client) -> Iterator[None]:
    """Do the work of a block for a client."""
    token = _CLIENT.set(client)
    try:
        yield
    finally:
        _CLIENT.reset(token)


class BoundWork:
    """ASGI middleware that gives every request its deadline and its client."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = Client(receive, Deadline(self._seconds))
        with serve_client(client):
            await self._app(scope, client.receive, send)
