"""Answers over many cases: ranked, filtered, counted, added, averaged; every figure that was reckoned with is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from answers.numbers import ADDLESS, amount, averaged
from answers.reckoning.classes import Class, class_of
from answers.reckoning.lists import LONGEST, lines, listed, names
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.wanted import AGAINST, By, Wanted, number_of
from answers.reckoning.table.case_labels import label_of
from answers.reckoning.table.figures import FigureTable, Row
from answers.reckoning.table.measures import JOBS
from answers.reckoning.table.telling import draft, place, places, refusal, stated
from answers.results import Draft
from corpus.model.ids import id_order

_STOCKS = frozenset({"취업자 수", "상용근로자 수", "고용보험 피보험자 수", "일자리 창출"})  # a province's hold its cities' and counties'
_COUNTER = re.compile(r"몇\s?(곳|군데|건|개)")
_RATE = re.compile(r"달성\s?[률율도]")
_FEW = 3


def over_cases(ask: Ask, wanted: Wanted, table: FigureTable) -> Draft | None:
    """Return what a question asks over cases; None where it names no measure that cases report."""
    if wanted.deed == "none" or (found := measured(ask, wanted, table)) is None:
        return None
    if wanted.unstated and wanted.deed in {"filter", "count"}:
        return _unstated(ask, found, table)
    return told(ask, wanted, found)


def measured(ask: Ask, wanted: Wanted, table: FigureTable) -> Class | None:
    """Return the figures a question over cases is about; None where there are none, or its bounds are in another unit."""
    kind = next((test.kind for test in wanted.tests if test.by == "actual"), "")
    found = class_of(ask, table, against=wanted.against, kind=kind)
    same = found is not None and (kind in {"", found.rows[0].kind} or {kind, found.rows[0].kind} <= JOBS)
    return found if same else None


def told(ask: Ask, wanted: Wanted, found: Class) -> Draft | None:
    """Return what is wanted of some figures."""
    numbers: tuple[By, ...] = (wanted.by, *(test.by for test in wanted.tests))
    judged = [row for row in found.rows if all(number_of(row, by) is not None for by in numbers)]
    rows = [row for row in judged if all(test.meets(row) for test in wanted.tests)]
    if not judged:
        return refusal(f"견줄 목표나 값이 적혀 있지 않습니다({found.label}: {', '.join(places(found.rows))}).", found.rows)
    if wanted.deed == "rank":
        return _ranked(ask, wanted, found, rows) if rows else None
    if wanted.deed in {"sum", "mean"}:
        return _added(wanted, found, rows) if len(rows) > 1 else None
    if wanted.deed == "count" and not (wanted.tests or wanted.stated):
        return None
    return _filtered(ask, wanted, found, rows, judged)


def _ranked(ask: Ask, wanted: Wanted, found: Class, rows: Sequence[Row]) -> Draft:
    """Return the first of ranked rows, or those from a place on; ties at the ends are told."""
    by = wanted.by
    if by == "attained" and all(row.unit == "%" for row in rows) and not _RATE.search(ask.text):
        by = "beyond"
    ordered = sorted(rows, key=lambda row: (number_of(row, by) or Fraction()) * (1 if wanted.low else -1))
    numbers = [number_of(row, by) for row in ordered]
    many = wanted.many or (_FEW if len(ordered) > 2 * _FEW else 1)
    first = min(wanted.first, len(ordered)) - 1
    last = min(first + many, len(ordered))
    while last < len(ordered) and numbers[last] == numbers[last - 1]:
        last += 1
    while first > 0 and numbers[first] == numbers[first - 1]:
        first -= 1
    best = ordered[first:last]
    high, low = ("높은", "낮은") if rows[0].unit == "%" or by != "actual" else ("많은", "적은")
    said = f"{found.label} {len(ordered)}곳을 {low if wanted.low else high} 순으로 놓음"
    tied = " 공동" if len(best) > many else ""
    return draft(f"{listed(ask.text, best, by)}{tied}", best, lines(said, ordered, by, found.notes), others=ordered)


def _added(wanted: Wanted, found: Class, rows: Sequence[Row]) -> Draft:
    values = [number_of(row, wanted.by) or Fraction() for row in rows]
    total, unit = sum(values, Fraction()), "%" if wanted.by == "attained" else rows[0].unit
    if wanted.deed == "sum" and unit in ADDLESS:
        return refusal(f"비율이나 점수는 더하면 뜻이 없어 더하지 않습니다({found.label}). 평균이나 순위는 답할 수 있습니다.", rows)
    joined = " + ".join(amount(value, unit) for value in values)
    if wanted.deed == "sum":
        told, notes = amount(total, unit), [*found.notes, *_overlapping(found, rows)]
        return draft(f"{told} ({found.label} {len(rows)}곳 합계)", rows, lines(f"{joined} = {told}", rows, "actual", notes))
    told = averaged(total / len(rows), unit)
    working = lines(f"({joined}) ÷ {len(rows)} = {told}", rows, "actual", found.notes)
    return draft(f"{told} ({found.label} {len(rows)}곳 단순 평균)", rows, working)


def _overlapping(found: Class, rows: Sequence[Row]) -> list[str]:
    """Return that a province's figure holds those of its cities, where both were added."""
    if found.measure is None or found.measure.label not in _STOCKS:
        return []
    regions = [(row, row.case.region) for row in rows if row.case.region]
    provinces = {name for _, region in regions if region.sigungu is None for name in region.provinces}
    within = [place(row) for row, region in regions if region.sigungu and not provinces.isdisjoint(region.provinces)]
    return [f"{', '.join(within)}의 값은 시·도의 값에도 들어 있어 합계에 겹칩니다."] if within else []


def _filtered(ask: Ask, wanted: Wanted, found: Class, rows: Sequence[Row], judged: Sequence[Row]) -> Draft:
    """Return the rows that met the tests, or how many; with all that were judged."""
    by: By = next((test.by for test in wanted.tests if test.by in AGAINST), wanted.by)
    working = lines(f"{found.label} {len(judged)}곳 가운데 {len(rows)}곳", judged, by, found.notes)
    if wanted.deed == "count":
        counter = _COUNTER.search(ask.text)
        beside = ", ".join(names(ask.text, rows)) if 0 < len(rows) <= LONGEST else f"견준 곳 {len(judged)}곳"
        answer = f"{len(rows)}{counter[1] if counter else '곳'} ({beside})"
    else:
        answer = listed(ask.text, rows, by) if rows else f"해당하는 곳이 없습니다({found.label} {len(judged)}곳을 견줌)."
    return draft(answer, rows, working, others=judged)


def _unstated(ask: Ask, found: Class, table: FigureTable) -> Draft:
    """Return the cases that do not report a measure."""
    having = {row.case.id for row in found.rows}
    without = [table.cases[case_id] for case_id in sorted(ask.held - having, key=id_order)]
    counter = _COUNTER.search(ask.text)
    answer = f"{len(without)}{counter[1] if counter else '곳'} ({', '.join(map(label_of, without))})" if without else "없습니다."
    working = f"사례 {len(ask.held)}건 − 적힌 사례 {len(having)}건({found.label}) = {len(without)}건"
    return draft(answer, [], "\n".join([working, *(f"- {stated(row)}" for row in found.rows)]), others=found.rows)
