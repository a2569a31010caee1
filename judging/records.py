"""The nouns of the workbench: who judges, what is asked, and what was judged. No logic, and nothing of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from eval.sets.judged import QueryKind
from service.asking.answer_feedback import AnswerFeedback

QueryOrigin = Literal["own", "development", "log"]
GRADES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Judge:
    """Someone who judges."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NewQuery:
    """A query to be judged, with the cases to be graded for it. `origin` is its id in the development set, where it is from there."""

    text: str
    kind: QueryKind | None
    source: QueryOrigin
    origin: str | None
    pool: frozenset[str]


@dataclass(frozen=True, slots=True)
class PooledQuery:
    """A query that is judged."""

    id: int
    text: str
    kind: QueryKind | None
    source: QueryOrigin
    origin: str | None

    @property
    def name(self) -> str:
        """Its id in files of TREC's formats."""
        return f"q{self.id}"


@dataclass(frozen=True, slots=True)
class Tally:
    """A query, how many cases are to be graded for it, how many of them one judge has graded, and how many judges have graded any."""

    query: PooledQuery
    pooled: int
    graded: int
    judges: int


@dataclass(frozen=True, slots=True)
class Graded:
    """What a judge says of a case for a query, now."""

    judge: int
    query: int
    case: str
    grade: int
    note: str


@dataclass(frozen=True, slots=True)
class KeptFeedback:
    """What somebody said of an answer, as it is kept, and when."""

    id: int
    given_at: datetime
    said: AnswerFeedback
