"""What a search page is asked for → the search that is made for it, its question completed by those before."""

from __future__ import annotations

from service.api.state import State
from service.pages.rendering.page_templates import PAGE
from service.pages.search.search_view import Address
from service.search.contract.request import Filters, SearchRequest


async def complete_query(state: State, address: Address) -> str | None:
    """Return what the query means after the questions before it, None where it is taken as it is."""
    if not address.before or address.alone:
        return None
    completed: str | None = await state.off_loop(state.runtime.served.follow_ups.complete, address.query, address.before)
    return completed


def search_for(address: Address, completed: str | None, filters: Filters, offset: int = 0) -> SearchRequest:
    """Return the search of an address with a query."""
    return SearchRequest(completed or address.query, "hybrid", filters, PAGE, offset, address.as_typed, address.ignored, address.order)
