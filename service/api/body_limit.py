"""A bound on request bodies: a question is short, and what is longer is refused before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from service.api.error_bodies import error_body

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
LARGER = {"/list/export": 2 * 1024 * 1024}
"""Paths that take more: a reading list comes with its notes."""


class LimitBody:
    """ASGI middleware: bodies over the bound of their path, declared or sent, are answered 413 in the one error shape."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the bound, then pass the request on with it."""
        if scope["type"] != "http" or scope["method"] not in {"POST", "PUT", "PATCH"}:
            await self._app(scope, receive, send)
            return
        most = LARGER.get(scope["path"], MAX_BODY)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        body, more = b"", not (declared.isdigit() and int(declared) > most)
        while more and len(body) <= most:
            event = await receive()
            if event["type"] == "http.disconnect":
                return
            body += event.get("body", b"")
            more = event.get("more_body", False)
            declared = b"0"
        if len(body) > most or int(declared or b"0") > most:
            told = error_body("body_too_large", f"보낸 내용이 너무 큽니다. {most:,}바이트까지 받습니다.")
            await JSONResponse(told, 413)(scope, receive, send)
            return
        await self._app(scope, _replay_body(body, receive), send)


def _replay_body(body: bytes, receive: Receive) -> Receive:
    """Return a receiver that gives a body once, then what comes after it (a disconnection)."""
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay
