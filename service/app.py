"""The whole service: API and pages in one app, and errors told as the asker reads: JSON to programs, a page to people."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from service.api import create_app
from service.case_pages import add_case_pages
from service.errors import ErrorBody
from service.pages import add_pages, error_page
from service.reading_list.web import add_reading_list
from service.runtime import Runtime
from service.state import state_of


def create_service(runtime: Runtime) -> FastAPI:
    """Return the app that `saerye serve` runs."""
    app = create_app(runtime, tell_error=tell_error)
    add_pages(app)
    add_case_pages(app)
    add_reading_list(app)
    return app


def tell_error(request: Request, status: int, body: ErrorBody, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as a page when a browser asks for one, else in the API's shape."""
    path = request.url.path
    programs = path.startswith(("/api/", "/metrics", "/livez", "/readyz", "/openapi.json"))
    if not programs and "text/html" in request.headers.get("accept", ""):
        return error_page(state_of(request), status, body["error"]["message"] or "")
    return JSONResponse(body, status, headers=dict(headers or {}))
