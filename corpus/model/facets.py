"""The facets of a case, one row each. Filters, parameters, counts, axes, columns and options are loops over this table.

A new facet is a row here and an attribute of `Case`; what cases are about has also a file of its values in corpus/vocabulary/facets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from corpus.model.nouns import Origin, Region


class CaseLike(Protocol):
    """A case, or what lists show of it: whatever has the attributes that the facets' paths begin with."""

    @property
    def region(self) -> Region | None:
        """Where it is."""

    @property
    def title(self) -> str:
        """What it is called officially."""

    @property
    def headline(self) -> str:
        """What is peculiar to it, in a line."""

    @property
    def origin(self) -> Origin:
        """Who wrote its card."""


@dataclass(frozen=True, slots=True)
class Facet:
    """What cases can be told apart by.

    `key` names it in requests, addresses and counts, `label` on pages and in files; `path` leads to its values from a case: `book.year`.
    `scope` says in a command's help which cases a value leaves. A `place` is a region's name; a card has it by the facet's key. An
    `ordered` facet says what a case is about, its most important values first. An `axis` can be crossed with another. `rank` orders what
    two cases may share, 1 the most telling, and `clause` says it of them. A `source` tells which book a case is from.
    """

    key: str
    label: str
    path: tuple[str, ...]
    scope: str
    place: bool = False
    ordered: bool = False
    axis: bool = False
    rank: int = 0
    clause: str = ""
    source: bool = False


FACETS = (
    Facet("award", "수상 부문", ("award",), "이 수상 부문의 사례에서만"),
    Facet("sido", "시·도", ("region", "provinces"), "이 시·도의 사례에서만", place=True, axis=True),
    Facet("sigungu", "시·군·구", ("region", "districts"), "이 시·군·구의 사례에서만", place=True),
    Facet(
        "target", "지원 대상", ("targets",), "이 대상을 지원한 사례에서만",
        ordered=True, axis=True, rank=2, clause="{} 대상으로",
    ),
    Facet(
        "policy_measure", "정책 수단", ("policy_measures",), "이 정책 수단을 쓴 사례에서만",
        ordered=True, axis=True, rank=1, clause="{}에 힘썼습니다",
    ),
    Facet(
        "industry", "산업", ("industries",), "이 산업의 사례에서만",
        ordered=True, axis=True, rank=3, clause="{} 분야에서",
    ),
    Facet("book", "자료", ("book", "id"), "이 자료의 사례에서만", source=True),
    Facet("year", "발간 연도", ("book", "year"), "이 해에 나온 자료의 사례에서만", source=True),
)  # fmt: skip
KEYS = tuple(facet.key for facet in FACETS)
LABELS = {facet.key: facet.label for facet in FACETS}
PLACES = PROVINCE, DISTRICT = tuple(facet.key for facet in FACETS if facet.place)
SUBJECTS = tuple(facet for facet in FACETS if facet.ordered)
"""What cases are about: they are compared, ranked and named by these."""
SUBJECTS_BY_RANK = tuple(sorted(SUBJECTS, key=lambda facet: facet.rank))
SOURCES = tuple(facet.key for facet in FACETS if facet.source)
"""What tells cases apart by the book they are from: nothing to choose where there is one book."""
BOOK_KINDS = tuple(facet for facet in FACETS if not (facet.place or facet.ordered or facet.source))
"""What a book sorts its cases by, its `kinds`: shown with the place wherever a case is."""
AXES = tuple(sorted((facet.key for facet in FACETS if facet.axis), key=lambda key: key == PROVINCE))
CROSSED = (
    ("target", "policy_measure"),
    ("industry", "policy_measure"),
    ("target", "industry"),
    ("sido", "policy_measure"),
    ("sido", "target"),
    ("sido", "industry"),
)
"""The axes worth crossing, rows and columns, the most telling pair first: the one that topics are made of."""
_PATHS: Mapping[str, tuple[str, ...]] = {facet.key: facet.path for facet in FACETS}


def values_of(case: CaseLike, facet: str) -> tuple[str, ...]:
    """Return a case's values of a facet, most important first."""
    if facet not in _PATHS:
        msg = f"no such facet: {facet}"
        raise ValueError(msg)
    held: object = case
    for name in _PATHS[facet]:
        held = None if held is None else getattr(held, name)
    return held if isinstance(held, tuple) else () if held is None else (str(held),)


def places_of(case: CaseLike) -> tuple[str, ...]:
    """Return the names of a case's region as its book prints them, the widest first; none where it has no region."""
    return tuple(filter(None, (case.region.sido, case.region.sigungu))) if case.region else ()


def kinds_of(case: CaseLike) -> tuple[str, ...]:
    """Return what a book sorts a case under."""
    return tuple(value for facet in BOOK_KINDS for value in values_of(case, facet.key))
