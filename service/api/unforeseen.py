"""What nobody foresaw, at the edge of the process: logged whole, once, and told without its inside."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from service.api.error_bodies import ErrorBody, body_of_status

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("saerye")
TellError = Callable[[Request, int, ErrorBody, Mapping[str, str] | None], Response]


class AnswerUnforeseen:
    """ASGI middleware: an exception that nothing else deals with is answered 500 here, within what every other answer goes through.

    Starlette's own place for it lies outside of all middleware: such an answer would bear none of their headers, and the server would log
    the trace a second time.
    """

    def __init__(self, app: ASGIApp, tell_error: TellError) -> None:
        self._app, self._tell_error = app, tell_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer it where that breaks. What has begun to be sent cannot be taken back, and is broken off."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_noting_begin(event: Message) -> None:
            nonlocal begun
            begun = begun or event["type"] == "http.response.start"
            await send(event)

        try:
            await self._app(scope, receive, send_noting_begin)
        except Exception as error:
            if begun:
                raise
            request = Request(scope, receive)
            log.error("unexpected error at %s", request.url.path, exc_info=error)
            await self._tell_error(request, 500, body_of_status(500), None)(scope, receive, send)
