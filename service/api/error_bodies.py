"""Exceptions → the one JSON error shape, `{"error": {"code", "message", "field"}}`, for every route and status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.errors import RequestError
from corpus.validation import key, message

ErrorBody = dict[str, dict[str, str | None]]
MESSAGES = {
    404: ("not_found", "그런 주소가 없습니다. /docs에서 쓸 수 있는 주소를 확인하십시오."),
    405: ("method_not_allowed", "이 주소는 그 방식(메서드)의 요청을 받지 않습니다."),
    500: ("internal_error", "서비스 안에서 문제가 생겼습니다. 같은 일이 되풀이되면 관리자에게 알려 주십시오."),
}
OTHER = ("bad_request", "요청을 처리할 수 없습니다.")


def error_body(code: str, text: str, field: str | None = None) -> ErrorBody:
    """Return the body of an error."""
    return {"error": {"code": code, "message": text, "field": field}}


def body_of_request_error(error: RequestError) -> ErrorBody:
    """Return the body of an error of our own."""
    return error_body(error.code, error.message, error.field)


def body_of_validation(errors: Sequence[Mapping[str, Any]]) -> ErrorBody:
    """Return the body for a request that does not fit its parameters: the first fault, by the parameter's name."""
    first = errors[0]
    place = [part for part in first["loc"][1:] if part != "tagged-union"]
    field = str(place[0]) if place else None
    return error_body("invalid_parameter", f"{key(place) or '요청'}: {message(first)}", field)


def body_of_status(status: int) -> ErrorBody:
    """Return the body for a bare HTTP status."""
    return error_body(*MESSAGES.get(status, OTHER))
