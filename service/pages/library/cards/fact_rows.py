"""The facts of a case as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model.fact import Fact, FactOrigin, FactRole
from corpus.model.place import Range
from service.pages.library.cards.reasons import SURE, tell_score

PAGE = 50
_ROLES: dict[FactRole, str] = {"target": "목표", "actual": "실적", "earlier": "이전", "change": "증감", "plan": "계획"}
_ORIGINS: dict[FactOrigin, str] = {"card": "카드", "field": "항목", "table": "표", "prose": "문장"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A fact: what of whom, its value, and where it was read."""

    measure: str
    subject: str
    value: str
    unit: str
    year: str
    role: str
    origin: str
    sure: str
    doubtful: bool
    lines: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """A page of a case's facts, from the one numbered `offset`, of so many."""

    rows: tuple[FactRow, ...]
    offset: int
    total: int
    starts: tuple[int, ...]


def list_facts(facts: Sequence[Fact], case: str, offset: int) -> FactTable:
    """Return a page of a case's facts."""
    own = [fact for fact in facts if fact.case == case]
    at = offset if offset < len(own) else 0
    rows = tuple(_row(fact) for fact in own[at : at + PAGE])
    return FactTable(rows=rows, offset=at, total=len(own), starts=tuple(range(0, len(own), PAGE)))


def _row(fact: Fact) -> FactRow:
    return FactRow(
        measure=fact.measure,
        subject=fact.subject or "",
        value=fact.value,
        unit=fact.unit or "",
        year=f"{fact.year}년" if fact.year else "",
        role=_ROLES[fact.role] if fact.role else "",
        origin=_ORIGINS[fact.origin],
        sure=tell_score(fact.score),
        doubtful=fact.score < SURE,
        lines=fact.lines,
    )
