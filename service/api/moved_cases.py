"""Ids of cases that were joined to others lead there, for whoever may know of the book."""

from __future__ import annotations

from fastapi import Request

from service.api.state import state_of
from service.library.book_views import may_read
from service.operations.present_sight import current_sight


def find_moved_case(request: Request, case_id: str) -> str | None:
    """Return the id that a case's id has moved to; None where it has not, or who asks may not know."""
    found = state_of(request).desk.find_moved(case_id)
    if found is None or not may_read(found[1], current_sight()):
        return None
    return found[0]
