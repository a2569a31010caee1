"""The page where a key is entered, and who lacks one is led to."""

from __future__ import annotations

import time
from typing import Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from corpus.errors import AccessError, RequestError
from service.api.error_bodies import ErrorBody
from service.api.roles import KEY_COOKIE, OWN_FORMS, credentials_of, gate_at
from service.api.state import state_of
from service.gate.gate import SAFE_METHODS
from service.gate.role_keys import SESSION, token_of
from service.pages.rendering.page_templates import render

FORM = "application/x-www-form-urlencoded"
Door = Literal["open", "key", "closed"]
WRONG = "열쇠가 맞지 않습니다. 서버를 띄울 때 정한 값을 그대로 넣어 주십시오."
router = APIRouter(include_in_schema=False)


@router.get("/key")
@router.get("/judge/key")
async def key_page(request: Request) -> Response:
    """Show where a key is entered."""
    gate = gate_at(request)
    if not gate.keys.any:
        refused = gate.refusal("admin", credentials_of(request))
        return _page(request, 403, "closed") if refused else _page(request, 200, "open")
    return _page(request, 200, "key", back=_home(request))


@router.post("/key")
@router.post("/judge/key")
async def take_key(request: Request) -> Response:
    """Take a key, and give the browser what it keeps in its place."""
    gate = gate_at(request)
    refused = gate.refusal("reader", credentials_of(request), form=True)
    if refused is not None:
        raise refused
    entered, back = await _read_key_form(request)
    if not gate.keys.opened_by(entered):
        raise AccessError(WRONG, code="wrong_key", status=401)
    answer = RedirectResponse(back or _home(request), 303, {"Cache-Control": "no-store"})
    secure = request.url.scheme == "https"
    token = token_of(entered, time.time())
    answer.set_cookie(KEY_COOKIE, token, max_age=SESSION, path="/", httponly=True, samesite="strict", secure=secure)
    return answer


def render_gate_page(request: Request, status: int, body: ErrorBody) -> Response | None:
    """Return the page for who lacks a key; None for any other error."""
    code, message = body["error"]["code"] or "", body["error"]["message"] or ""
    if code.endswith("_closed"):
        return _page(request, status, "closed")
    if code == "wrong_key" or code.endswith("_key_needed"):
        back = request.url.path if request.method in SAFE_METHODS else _home(request)
        return _page(request, status, "key", message if code == "wrong_key" else "", back)
    return None


def _page(request: Request, status: int, door: Door, error: str = "", back: str = "/") -> Response:
    answer = render(state_of(request), "gate.html", {"gate": door, "error": error, "back": back, "query": ""}, status)
    answer.headers.update({**OWN_FORMS, "Cache-Control": "no-store"})
    return answer


async def _read_key_form(request: Request) -> tuple[str, str]:
    """Return the key of a form, and the page of this site to go back to."""
    if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
        raise RequestError(f"양식은 {FORM}으로 보내 주십시오.", code="unsupported_body")
    try:
        fields = parse_qs((await request.body()).decode("ascii"), max_num_fields=10, errors="strict")
    except ValueError as error:
        raise RequestError("보낸 양식을 읽을 수 없습니다. 화면을 다시 열어 보내 주십시오.", code="unreadable_body") from error
    back = fields.get("back", [""])[-1]
    is_here = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return fields.get("key", [""])[-1], back if is_here else ""


def _home(request: Request) -> str:
    return "/judge" if request.url.path.startswith("/judge") else "/"
