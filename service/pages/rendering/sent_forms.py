"""What a page's form sends: decoded, bounded and typed by a model of pydantic. A field's fault is told in the one shape of errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from urllib.parse import parse_qs

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, BeforeValidator, ValidationError

from corpus.errors import RequestError

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 400
M = TypeVar("M", bound=BaseModel)


def take_last(value: object) -> object:
    """Return the last of the values that a form's field has, and None for one left open."""
    last = value[-1] if isinstance(value, list) and value else value
    return None if last == "" else last


Number = Annotated[int, BeforeValidator(take_last)]
Line = Annotated[str, BeforeValidator(lambda value: take_last(value) or "")]


def form_reader(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """Return what reads a form of a kind from a request; each field comes as the list of its values.

    Raises:
        RequestError: when it is no form.
        RequestValidationError: naming the field at fault.

    """

    async def read(request: Request) -> M:
        if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
            raise RequestError(f"양식은 {FORM}으로 보내 주십시오.")
        try:
            fields = parse_qs((await request.body()).decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
        except ValueError as error:
            raise RequestError("보낸 양식을 읽을 수 없습니다. 화면을 다시 열어 보내 주십시오.") from error
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            raise RequestValidationError(
                [{**detail, "loc": ("body", *detail["loc"])} for detail in error.errors(include_url=False)]
            ) from error

    return read
