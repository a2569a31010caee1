"""The gate over HTTP: what a route depends on that asks for a role."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from fastapi import Request

from service.api.state import state_of
from service.gate.gate import Credentials, Gate, gate_of
from service.gate.role_keys import Role

KEY_COOKIE = "saerye_key"
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
