"""The names under which the service is asked: one for this machine alone answers to no other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from service.api.error_bodies import error_body
from service.gate.request_origin import answers_to

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from service.api.unforeseen import TellError
    from service.operations.runtime import Runtime

UNKNOWN = (
    "이 서비스의 것이 아닌 이름(Host)으로 온 요청입니다. http://127.0.0.1이나 http://localhost로 여시고, 프록시를 두셨으면 그 이름을 "
    "SAERYE_NAMES에 적어 서버를 띄우십시오."
)


class KnownNames:
    """ASGI middleware: a service for this machine answers to its own names alone."""

    def __init__(self, app: ASGIApp, runtime: Runtime, tell_error: TellError) -> None:
        self._app, self._runtime, self._tell_error = app, runtime, tell_error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 421 where it names another."""
        if scope["type"] == "http":
            settings = self._runtime.settings
            hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if not answers_to(hosts[0] if len(hosts) == 1 else "", settings.host, settings.other_names):
                told = self._tell_error(Request(scope, receive), 421, error_body("unknown_host", UNKNOWN), None)
                await told(scope, receive, send)
                return
        await self._app(scope, receive, send)
