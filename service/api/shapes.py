"""Shapes that the API's routes share: strict parameters, filters, and the one shape of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from corpus.model.facets import KEYS
from corpus.model.ids import canonical
from service.search.contract.request import Filters

Values = Annotated[list[str], Field(max_length=50)]
AnyCaseId = Annotated[str, AfterValidator(canonical)]
"""The id of a case in either spelling; whoever takes it gets the one."""


class Strict(BaseModel):
    """Base of what clients send: a name that is not listed is refused, since a misspelt filter would silently not filter."""

    model_config = ConfigDict(extra="forbid")


class _FacetParameters(Strict):
    """What is done with the parameters of filters, whichever facets there are."""

    def values(self, facet: str) -> list[str]:
        """Return the values given for a facet."""
        given: list[str] = getattr(self, facet)
        return given

    def filters(self) -> Filters:
        """Return the filters as the engine takes them; the order of values does not matter."""
        return Filters.of({key: sorted(set(self.values(key))) for key in KEYS})


if TYPE_CHECKING:

    class FilterParameters(_FacetParameters):
        """One parameter a facet."""
else:
    FilterParameters = create_model(
        "FilterParameters",
        __base__=_FacetParameters,
        __module__=__name__,
        __doc__="Filters: a repeated one means any of its values, different ones mean all.",
        **{key: (Values, []) for key in KEYS},
    )


class ErrorDetail(BaseModel):
    """What went wrong: a stable code, a sentence, and the parameter at fault."""

    code: str
    message: str
    field: str | None


class ErrorResponse(BaseModel):
    """The one shape of every error."""

    error: ErrorDetail


ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorResponse} for status in (404, 422, 503)}
