"""Where a result is good and where it fails: by kind, length, case and book; the failures themselves; and what `why` is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from corpus.model.ids import book_of
from eval.metrics.ranking_metrics import Estimate, Measured, only, separation, summarise
from eval.runs.reason_metrics import Why
from eval.runs.saved_results import SIMILAR_KIND, QueryRecord, Result

SHORT, MEDIUM = 4, 8
SHOWN = 3
ALL, LEAST_WRONG = "all", 10


@dataclass(frozen=True, slots=True)
class Failure:
    """A query whose gold case is not first: where it is (None: not among the hits kept), what stood before it, and how that is graded.

    A first hit of the highest grade is no failure to a reader: several cases can be right, though the query was written from one.
    """

    id: str
    kind: str
    query: str
    case: str
    place: int | None
    grade: int
    hits: tuple[str, ...]
    evidence: tuple[str, ...]
    lines: tuple[tuple[int, int], ...]
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """What `why` said of some first hits: how many hits, the share with a reason, reasons a hit, and the mean share covered."""

    hits: int
    share: float
    mean: float
    covered: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """`why` of right and of wrong first hits, and how well it tells them apart: by how many reasons, and by what they cover."""

    right: Reasons
    wrong: Reasons
    by_count: Estimate | None
    by_coverage: Estimate | None


def length(query: str) -> str:
    """Return whether a query is short, medium or long, by its words."""
    words = len(query.split())
    return "short" if words <= SHORT else "medium" if words <= MEDIUM else "long"


GROUPINGS: dict[str, Callable[[QueryRecord], str | None]] = {
    "kind": lambda asked: asked.kind,
    "length": lambda asked: length(asked.query),
    "case": lambda asked: asked.case,
    "book": lambda asked: book_of(asked.case) if asked.case else None,
}
_ORDER = ("short", "medium", "long")


def breakdown(result: Result, measure: str, grouping: str) -> list[Measured]:
    """Return a measure over each group of its queries, named by the group; kinds in their order, all others sorted."""
    values, group_of = result.measures[measure].values, GROUPINGS[grouping]
    groups: dict[str, list[str]] = {}
    for query, asked in result.queries.items():
        group = group_of(asked)
        if query in values and group is not None:
            groups.setdefault(group, []).append(query)
    if grouping != "kind":
        groups = dict(sorted(groups.items(), key=lambda item: (_ORDER.index(item[0]) if item[0] in _ORDER else 0, item[0])))
    return [summarise(group, only(values, queries)) for group, queries in groups.items()]


def failures(result: Result) -> list[Failure]:
    """Return the queries of one case that did not find it first, in the order of the set."""
    return [
        _failure(name, asked, asked.case)
        for name, asked in result.queries.items()
        if asked.case and asked.kind != SIMILAR_KIND and asked.hits[:1] != [asked.case]
    ]


def _failure(name: str, asked: QueryRecord, case: str) -> Failure:
    place = asked.hits.index(case) + 1 if case in asked.hits else None
    hits, evidence = tuple(asked.hits[:SHOWN]), tuple(asked.evidence[:SHOWN])
    grade = asked.grades.get(hits[0], 0) if hits else 0
    return Failure(name, asked.kind, asked.query, case, place, grade, hits, evidence, tuple(asked.lines), tuple(asked.gold))


def calibrations(result: Result) -> dict[str, Calibration]:
    """Return the calibration over all queries, and over each kind with enough wrong first hits: kinds differ in more than being right."""
    by_kind = {kind: {name: asked for name, asked in result.queries.items() if asked.kind == kind} for kind in result.kinds}
    found = {kind: calibrate(queries) for kind, queries in by_kind.items()}
    return {ALL: calibrate(result.queries)} | {kind: each for kind, each in found.items() if each.wrong.hits >= LEAST_WRONG}


def calibrate(queries: Mapping[str, QueryRecord]) -> Calibration:
    """Return what `why` said of right and of wrong first hits; queries without a hit, and those of no single case, are left out."""
    told = [(asked.hits[0] == asked.case, asked.why) for asked in queries.values() if asked.case and asked.hits and asked.why]
    right = [why for correct, why in told if correct]
    wrong = [why for correct, why in told if not correct]
    return Calibration(
        _reasons(right),
        _reasons(wrong),
        separation([why.reasons for why in right], [why.reasons for why in wrong]),
        separation([why.covered for why in right], [why.covered for why in wrong]),
    )


def _reasons(told: Sequence[Why]) -> Reasons:
    if not told:
        return Reasons(0, 0.0, 0.0, 0.0)
    counts = [why.reasons for why in told]
    return Reasons(len(told), fmean(count > 0 for count in counts), fmean(counts), fmean(why.covered for why in told))
