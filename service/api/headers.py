"""Headers alike for every response: what keeps a page safe, redirects that stay here, and a HEAD request answered as GET is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
# Swagger UI, served from this machine too, starts itself with an inline script and styles.
DOCS_POLICY = POLICY.replace(
    "default-src 'self'", "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
)
_ANOTHER = re.compile(r"^https?://[^/]*")


class SecurityHeaders:
    """ASGI middleware: nothing from elsewhere, no framing, no sniffing, no referrer; a page that needs another policy brings it.

    A redirect leads to a path of this site: the host that a framework would put before it is the one that the request made up.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers as the response starts."""

        async def send_with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Referrer-Policy", "no-referrer")
                headers.setdefault("Content-Security-Policy", DOCS_POLICY if scope["path"] == "/docs" else POLICY)
                if "location" in headers:
                    headers["Location"] = within_site(headers["location"])
            await send(event)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class AnswerHead:
    """ASGI middleware: HEAD is answered with the status and headers of GET; the body is left out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass HEAD on as GET, and everything else as it is."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_no_body(event: Message) -> None:
            await send({**event, "body": b""} if event["type"] == "http.response.body" else event)

        await self._app({**scope, "method": "GET"}, receive, send_no_body)


def within_site(location: str) -> str:
    """Return the path of an address with all that follows it; two slashes at its front would lead to another site."""
    if not _ANOTHER.match(location):
        return location
    return "/" + _ANOTHER.sub("", location).lstrip("/")
