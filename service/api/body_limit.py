"""A bound on request bodies: a question is short, and what is longer is refused before it is read."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from corpus.errors import LibraryError
from service.api.error_bodies import body_of_request_error, error_body

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from service.api.unforeseen import TellError

MAX_BODY = 64 * 1024
LARGER = {"/list/export": 2 * 1024 * 1024, "/library/": 512 * 1024, "/api/v1/similar": 256 * 1024, "/plan": 256 * 1024}
"""Paths that take more, and those below them: a reading list comes with its notes; a card's section and the draft of a plan are 20,000
letters long at most, of which a form makes nine bytes each."""
FORM = 1024 * 1024
"""What a form may hold beside its file."""


LINGER, LINGER_SECONDS = 64 * 1024 * 1024, 2.0
"""What is read of a body after its answer, in bytes and seconds at most."""


class LimitBody:
    """ASGI middleware: bodies over the bound of their path, declared or sent, are answered 413 in the one error shape.

    `uploads` are paths to which files are sent, each with the bytes of the largest: such a body is passed on as it comes, and not kept.
    """

    def __init__(self, app: ASGIApp, tell_error: TellError, uploads: Mapping[str, int] | None = None) -> None:
        self._app, self._tell_error, self._uploads = app, tell_error, uploads or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the bound, then pass the request on with it."""
        if scope["type"] != "http" or scope["method"] not in {"POST", "PUT", "PATCH"}:
            await self._app(scope, receive, send)
            return
        if scope["method"] == "POST" and scope["path"] in self._uploads:
            await self._pass_on(scope, receive, send, self._uploads[scope["path"]])
            return
        most = next((larger for path, larger in LARGER.items() if scope["path"].startswith(path)), MAX_BODY)
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
            await self._tell_error(Request(scope), 413, told, None)(scope, receive, send)
            return
        await self._app(scope, _replay_body(body, receive), send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        """Pass a request on with its body as it comes; who is answered before all of it has come is to send no more.

        A connection that is closed while something still comes in is reset, and the answer is lost with it: a little is read and dropped.
        """
        came, whole = 0, False

        async def receive_counting() -> Message:
            nonlocal came, whole
            event = await receive()
            came += len(event.get("body", b""))
            whole = whole or not event.get("more_body", False)
            if came > most + FORM:
                raise refuse_upload(most)
            return event

        async def send_closing(event: Message) -> None:
            if event["type"] == "http.response.start" and not whole:
                MutableHeaders(scope=event)["Connection"] = "close"
            if event["type"] == "http.response.body" and not event.get("more_body", False) and not whole:
                await send({**event, "more_body": True})
                await _drop_rest(receive)
                event = {"type": "http.response.body", "body": b""}
            await send(event)

        declared = dict(scope["headers"]).get(b"content-length", b"")
        if declared.isdigit() and int(declared) > most + FORM:
            await self._tell_error(Request(scope), 413, body_of_request_error(refuse_upload(most)), None)(scope, receive, send_closing)
            return
        await self._app(scope, receive_counting, send_closing)


async def _drop_rest(receive: Receive) -> None:
    """Read what a client still sends, for a short while, and drop it."""
    came = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER_SECONDS):
            while came < LINGER:
                event = await receive()
                if not event.get("more_body", False):
                    return
                came += len(event["body"])


def refuse_upload(most: int) -> LibraryError:
    """Return the error of a file over the bound."""
    told = f"파일이 너무 큽니다. {most // 1024 // 1024:,}MB까지 받습니다. 문서를 나누어 올리거나, 서버의 SAERYE_UPLOAD_MB를 늘리십시오."
    return LibraryError(told, code="too_large", field="file")


def _replay_body(body: bytes, receive: Receive) -> Receive:
    """Return a receiver that gives a body once, then what comes after it (a disconnection)."""
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay
