"""The workbench as a part of the service: its routes behind the gate. Nothing reaches a route that the gate has not let in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from judging.access import SESSION, Gate, gate, is_key, same_origin, token_of
from judging.bench import Bench
from judging.forms import Key, sent
from judging.grading_pages import router as grading
from judging.query_pages import router as querying
from judging.result_pages import router as results
from service.errors import error_body
from service.pages import render
from service.settings import Settings
from service.state import state_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY_COOKIE = "saerye_judge_key"
KEY_PAGE = "/judge/key"
SAFE_METHODS = frozenset({"GET", "HEAD"})
CLOSED = "판정 화면은 이 컴퓨터에서 직접 열 때에만 열쇠 없이 쓸 수 있습니다. 서버를 띄울 때 SAERYE_JUDGE_KEY를 정하십시오."
LOCKED = "판정 화면의 열쇠가 필요합니다. /judge/key에서 넣으십시오."
FOREIGN = "다른 곳에서 보낸 양식은 받지 않습니다. 판정 화면을 다시 열어 보내 주십시오."
WRONG = "열쇠가 맞지 않습니다. SAERYE_JUDGE_KEY의 값을 그대로 넣어 주십시오."


def create_workbench(settings: Settings) -> ASGIApp:
    """Return the workbench; its database is opened by the first page that needs it."""
    router = APIRouter()
    for part in (querying, grading, results):
        router.include_router(part)
    return Gatekeeper(router, Bench(settings))


class Gatekeeper:
    """ASGI app: the gate, the page of the key, and behind them the routes."""

    def __init__(self, routes: ASGIApp, bench: Bench) -> None:
        self._routes, self._bench = routes, bench
        self._host, secret = bench.settings.host, bench.settings.judge_key
        self._key = secret.get_secret_value() if secret else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer who may not come in; pass the others on with the bench."""
        request = Request(scope, receive)
        answer = await self._refusal(request)
        if answer is not None:
            answer.headers["Cache-Control"] = "no-store"
            await answer(scope, receive, send)
            return

        async def send_own_policy(event: Message) -> None:
            if event["type"] == "http.response.start":
                # Without a referrer a browser sends no origin with a form either, and that is what tells our own forms from others'.
                event["headers"] = [*event["headers"], (b"referrer-policy", b"same-origin"), (b"cache-control", b"no-store")]
            await send(event)

        await self._routes({**scope, "judging": self._bench}, receive, send_own_policy)

    async def _refusal(self, request: Request) -> Response | None:
        """Return what a request is answered that does not reach the routes."""
        let_in = gate(self._host, self._key, request.headers, request.cookies.get(KEY_COOKIE, ""), time.time())
        if let_in == "closed":
            return _told(request, 403, "judge_closed", CLOSED, let_in)
        if request.method not in SAFE_METHODS and not same_origin(request.headers):
            return _told(request, 403, "foreign_form", FOREIGN, let_in)
        if request.url.path == KEY_PAGE and self._key is not None:
            return await self._key_page(request, self._key)
        return _told(request, 401, "judge_key_needed", LOCKED, let_in) if let_in == "key" else None

    async def _key_page(self, request: Request, key: str) -> Response:
        """Show where the key is entered, or take it."""
        if request.method in SAFE_METHODS:
            return _gate_page(request, 200, "key", "")
        form = await sent(Key)(request)
        if not is_key(form.key, key):
            return _told(request, 401, "wrong_key", WRONG, "key")
        answer = RedirectResponse("/judge", 303)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            KEY_COOKIE, token_of(key, time.time()), max_age=SESSION, path="/judge", httponly=True, samesite="strict", secure=secure
        )
        return answer


def _told(request: Request, status: int, code: str, message: str, let_in: Gate) -> Response:
    """Return a refusal as the asker reads: a page, or the one shape of errors."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(error_body(code, message), status)
    return _gate_page(request, status, let_in, message if code in {"foreign_form", "wrong_key"} else "")


def _gate_page(request: Request, status: int, let_in: Gate, error: str) -> Response:
    answer = render(state_of(request), "judge_gate.html", {"gate": let_in, "error": error, "query": "", "here": "judge"}, status)
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
