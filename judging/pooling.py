"""Which cases are to be graded for a query, and in which order a judge meets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

DEPTH = 10


def pool_cases(rankings: Iterable[Sequence[str]], depth: int = DEPTH) -> frozenset[str]:
    """Return the cases that any ranking has among its first `depth` (Spärck Jones & van Rijsbergen, 1975)."""
    return frozenset(case for ranking in rankings for case in ranking[:depth])


def shuffle_cases(cases: Iterable[str], query: int, judge: int) -> list[str]:
    """Return cases in an order of chance that is the same whenever this judge returns to this query, and another for each judge.

    A case that joins the pool later changes the order of no others.
    """
    return sorted(cases, key=lambda case: sha256(f"{query}/{judge}/{case}".encode()).digest())
