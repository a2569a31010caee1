"""Shapes that the API's routes share: strict parameters, filters, and the one shape of errors."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from corpus.model.ids import canonical
from service.search.contract.request import Filters

Values = Annotated[list[str], Field(max_length=50)]
AnyCaseId = Annotated[str, AfterValidator(canonical)]
"""The id of a case in either spelling; whoever takes it gets the one."""


class Strict(BaseModel):
    """Base of what clients send: a name that is not listed is refused, since a misspelt filter would silently not filter."""

    model_config = ConfigDict(extra="forbid")


class FilterParameters(Strict):
    """Filters: a repeated one means any of its values, different ones mean all."""

    award: Values = []
    sido: Values = []
    sigungu: Values = []
    target: Values = []
    policy_measure: Values = []
    industry: Values = []

    def filters(self) -> Filters:
        """Return the filters as the engine takes them; the order of values does not matter."""
        return Filters(**{name: tuple(sorted(set(getattr(self, name)))) for name in FilterParameters.model_fields})


class ErrorDetail(BaseModel):
    """What went wrong: a stable code, a sentence, and the parameter at fault."""

    code: str
    message: str
    field: str | None


class ErrorResponse(BaseModel):
    """The one shape of every error."""

    error: ErrorDetail


ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorResponse} for status in (404, 422, 503)}
