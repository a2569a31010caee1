"""A result of answers as rows of text: measures, how far each level of confidence can be relied on, latency, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from answers.results import Confidence
from eval.metrics.ranking_metrics import Measured, summarise
from eval.reports.result_rows import Row
from eval.runs.saved_results import RIGHT, AnswerMark, QueryRecord, Reply, Result
from eval.sets.computed import Op

LEVELS: tuple[Confidence, ...] = ("high", "medium", "low")
_COMPUTED: frozenset[str] = frozenset(get_args(Op))
_NO_ANSWER = frozenset({"far", "near", "trap"})


@dataclass(frozen=True, slots=True)
class ConfidenceGroup:
    """Answers whose confidence is looked at together: to which kinds of question, given or withheld, and the marks that are right."""

    name: str
    kinds: frozenset[str]
    given: bool
    right: frozenset[AnswerMark]


# An answer in points is in none of them, for whether one is right is no yes or no; any answer to a question without one is wrong.
GROUPS = (
    ConfidenceGroup("facts", frozenset({"fact"}), given=True, right=frozenset({"exact"})),
    ConfidenceGroup("facts, contained", frozenset({"fact"}), given=True, right=frozenset({"exact", "contained"})),
    ConfidenceGroup("computed", _COMPUTED, given=True, right=frozenset({"right"})),
    ConfidenceGroup("all of these", _COMPUTED | _NO_ANSWER | {"fact"}, given=True, right=frozenset({"exact", "right"})),
    ConfidenceGroup("abstentions", _COMPUTED | _NO_ANSWER | {"fact", "why"}, given=False, right=frozenset({"right"})),
)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of a group's answers told at one level of confidence, the share that is right."""

    group: str
    level: Confidence
    right: Measured


def reliability(result: Result) -> list[Reliability]:
    """Return how far each level can be relied on; a level that a group never has is left out."""
    found = (Reliability(group.name, level, _right(result, group, level)) for group in GROUPS for level in LEVELS)
    return [each for each in found if each.right.values]


def latency(result: Result) -> dict[str, float]:
    """Return the median and 99th percentile of what an answer took, in milliseconds: each question asked once, one at a time."""
    took = [reply.took_ms for _, _, reply in _replies(result)]
    return {name: round(float(np.percentile(took, share)), 1) for name, share in (("p50", 50), ("p99", 99))} if took else {}


def measure_rows(result: Result) -> list[Row]:
    """Return a row a measure, a heading first."""
    return [["measure", "questions", "value", "low", "high"], *([found.name, *_figures(found)] for found in result.measures.values())]


def reliability_rows(found: Sequence[Reliability]) -> list[Row]:
    """Return a row a group and level, a heading first."""
    return [["answers", "confidence", "told", "right", "low", "high"], *([each.group, each.level, *_figures(each.right)] for each in found)]


def failure_rows(result: Result) -> list[Row]:
    """Return a row an answer that is not right, a heading first: what it is worth, what was wanted and told, and how sure."""
    heads = ["question", "kind", "mark", "confidence", "wanted", "answer", "text"]
    return [heads, *(_failure(name, asked, reply) for name, asked, reply in _replies(result) if reply.mark not in RIGHT)]


def _right(result: Result, group: ConfidenceGroup, level: Confidence) -> Measured:
    values = {
        name: float(reply.mark in group.right)
        for name, asked, reply in _replies(result)
        if asked.kind in group.kinds and reply.answerable == group.given and reply.confidence == level
    }
    return summarise(group.name, values)


def _figures(found: Measured) -> Row:
    return [str(len(found.values)), *(f"{value:.3f}" for value in (found.mean, found.low, found.high))]


def _failure(name: str, asked: QueryRecord, reply: Reply) -> Row:
    wanted = " / ".join(reply.wanted) or " ".join(f"{first}-{last}" for first, last in asked.lines) or "-"
    return [name, asked.kind, reply.mark, reply.confidence, wanted, " ".join(reply.answer.split()), asked.query]


def _replies(result: Result) -> Iterator[tuple[str, QueryRecord, Reply]]:
    for name, asked in result.queries.items():
        if asked.reply:
            yield name, asked, asked.reply
