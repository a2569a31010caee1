"""What a person has set of a card, over what was derived of it: each field checked as a card's, whatever the text is read as next time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import ValidationError

from corpus.errors import LibraryError
from corpus.model.nouns import Case
from corpus.validation import key, message

Correctable = Literal[
    "headline", "summary", "period", "budget_million_krw", "targets", "measures", "industries", "keywords", "needs", "partners",
    "sections", "metrics", "notes",
]  # fmt: skip
"""The keys of a card that a person may set beside title, region, kind, year and place, which its case's record holds itself."""
CORRECTABLE: tuple[Correctable, ...] = get_args(Correctable)


def correct_card(case: Case, corrected: Mapping[str, Any]) -> Case:
    """Return a case with what a person has set in the place of what was derived.

    Raises:
        LibraryError: (invalid_parameter) naming the field that cannot be so.

    """
    if not corrected:
        return case
    try:
        return Case.model_validate({**case.model_dump(by_alias=True), **corrected}, strict=False)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise LibraryError(f"{key(first['loc'])}: {message(first)}", code="invalid_parameter", field=str(first["loc"][0])) from error
