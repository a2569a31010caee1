"""What the search page is made of: addresses that hold its whole state, chips that take a part of it away, ways out of an empty result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from corpus.model.facets import KEYS
from corpus.model.nouns import Case
from service.search.contract.request import Filters, Order, SearchRequest

ORDERS: Mapping[Order, str] = {
    "fit": "가까운 순",
    "region": "지역 순",
    "year": "최근 자료 순",
    "budget": "예산이 많은 순",
    "result": "목표를 많이 이룬 순",
}


@dataclass(frozen=True, slots=True)
class Address:
    """What a search page is asked for, from which the addresses of other searches are made.

    `before` are the questions asked before; `alone` tells that the query is not to be completed from them.
    """

    query: str
    chosen: Mapping[str, Sequence[str]]
    ignored: tuple[str, ...]
    as_typed: bool
    before: tuple[str, ...] = ()
    alone: bool = False
    order: Order = "fit"

    def pairs(self) -> list[tuple[str, str]]:
        """Return the whole state but the offset, as names and values."""
        pairs = [("q", self.query)] if self.query else []
        pairs += [(facet, value) for facet in KEYS for value in self.chosen[facet]]
        pairs += [("ignore", signal) for signal in self.ignored]
        pairs += [("before", question) for question in self.before] if self.query else []
        pairs += [("order", self.order)] if self.order != "fit" else []
        return pairs + [(name, "true") for name, chosen in (("as_typed", self.as_typed), ("alone", self.alone)) if chosen]

    def link(self, *, without: tuple[str, str] | None = None, plus: tuple[str, str] | None = None, offset: int = 0) -> str:
        """Return the address of this search with one parameter taken away or added, at an offset."""
        pairs = [pair for pair in self.pairs() if pair != without]
        pairs += [plus] if plus else []
        pairs += [("offset", str(offset))] if offset else []
        return "/?" + urlencode(pairs) if pairs else "/"

    def only(self, facet: str, value: str) -> str:
        """Return the address of this search with one value of a facet and no other of it."""
        return replace(self, chosen={**self.chosen, facet: (value,)}).link()

    def reorder(self, order: Order) -> str:
        """Return the address of this search in another order."""
        return replace(self, order=order).link()

    def drop_filters(self) -> str:
        """Return the address of this search without any filter."""
        return "/?" + urlencode([pair for pair in self.pairs() if pair[0] not in KEYS])


@dataclass(frozen=True, slots=True)
class WayOut:
    """A filter that an empty result may be freed of, and how many cases the others leave."""

    facet: str
    values: tuple[str, ...]
    cases: int
    href: str


def ways_out(cases: Sequence[Case], filters: Filters, address: Address) -> list[WayOut]:
    """Return the filters without which there would be cases, those that leave most first."""
    return sorted(_ways(cases, filters, address), key=lambda way: -way.cases)


def _ways(cases: Sequence[Case], filters: Filters, address: Address) -> Iterator[WayOut]:
    for facet, values in address.chosen.items():
        left = sum(filters.accepts(case, ignoring=facet) for case in cases) if values else 0
        if left:
            href = replace(address, chosen={**address.chosen, facet: ()}).link()
            yield WayOut(facet, tuple(values), left, href)


@dataclass(frozen=True, slots=True)
class ResultPages:
    """The pages of a result: their numbers with the offset of each, and the one shown."""

    offsets: tuple[tuple[int, int], ...]
    current: int


def pages_of(total: int, request: SearchRequest) -> ResultPages:
    """Return the pages of a result of `total` cases."""
    starts = range(0, total, request.limit)
    return ResultPages(tuple(enumerate(starts, 1)), request.offset // request.limit + 1)
