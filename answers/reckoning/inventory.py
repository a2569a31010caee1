"""Answers over all figures with a target, where a question names no measure: "목표를 넘긴 사례는?", "음성군에서 미달한 지표"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from answers.numbers import number
from answers.reckoning.lists import lines
from answers.reckoning.request.wanted import AGAINST, Condition, Wanted
from answers.reckoning.table.case_labels import label_of
from answers.reckoning.table.figures import Row
from answers.reckoning.table.telling import attained, draft
from answers.results import Draft


def of_case(wanted: Wanted, rows: Sequence[Row]) -> Draft | None:
    """Return which of a case's figures met a test against their targets, or came first against them."""
    judged = _judged(rows)
    if wanted.deed == "rank" and wanted.by == "attained":
        return _ranked(wanted, judged)
    tests = _tests(wanted)
    if not tests or not judged or wanted.deed not in {"filter", "count"}:
        return None
    met = [row for row in judged if all(test.meets(row) for test in tests)]
    said = f"목표와 실적이 함께 적힌 수치 {len(judged)}개 가운데 {len(met)}개"
    named = ", ".join(_told(row) for row in met)
    answer = f"{len(met)}개 ({named or said})" if wanted.deed == "count" else named or f"없습니다({said})."
    return draft(answer, met, lines(said, met, "attained"), others=judged)


def of_cases(wanted: Wanted, rows: Sequence[Row]) -> Draft | None:
    """Return the cases that have figures which met a test against their targets, with how many; one of each case is cited."""
    judged, tests = _judged(rows), _tests(wanted)
    if not tests or not judged or wanted.deed not in {"filter", "count"}:
        return None
    met = [row for row in judged if all(test.meets(row) for test in tests)]
    counted = Counter(row.case.id for row in met)
    called = {row.case.id: label_of(row.case) for row in met}
    parts = [f"{name} {counted[case_id]}개" for case_id, name in called.items()]
    answer = f"{len(counted)}곳" if wanted.deed == "count" else f"{len(counted)}곳: {', '.join(parts)}"
    said = f"목표와 실적이 함께 적힌 수치 {len(judged)}개 가운데 {len(met)}개"
    cited = list({row.case.id: row for row in reversed(met)}.values())[::-1]
    return draft(answer, cited, lines(said, met, "attained"), confidence="medium")


def _judged(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.both and row.target and row.at != "budget"]


def _tests(wanted: Wanted) -> list[Condition]:
    return [test for test in wanted.tests if test.by in AGAINST]


def _told(row: Row) -> str:
    told = [f"목표 {row.told(row.target)}"] if row.target is not None else []
    return f"{row.name}({', '.join([row.told(row.actual), *told]) if row.actual is not None else ''})"


def _ranked(wanted: Wanted, judged: Sequence[Row]) -> Draft | None:
    """Return the figures that came first against their targets; of those where more is better, for these compare."""
    ordered = sorted((row for row in judged if "lower" not in row.flags), key=lambda row: attained(row) * (1 if wanted.low else -1))
    best = ordered[wanted.first - 1 : wanted.first - 1 + max(wanted.many, 1)]
    if len(ordered) <= len(best):
        return None
    answer = ", ".join(f"{row.name}({number(attained(row), 1)}%)" for row in best)
    return draft(answer, best, lines(f"달성률 {len(ordered)}개를 순서대로 놓음", ordered, "attained"), others=ordered)
