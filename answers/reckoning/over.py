"""Answers over many cases: ranked, filtered, counted, added, averaged; every figure that was reckoned with is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from answers.numbers import ADDLESS, amount, averaged
from answers.reckoning.classes import Class, class_of
from answers.reckoning.lists import LONGEST, lines, listed, names
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.cues import CHANGED_MOST
from answers.reckoning.request.wanted import AGAINST, By, Wanted, number_of
from answers.reckoning.table.case_labels import label_of
from answers.reckoning.table.figures import Ages, FigureTable, Row, ages_told
from answers.reckoning.table.measures import JOBS
from answers.reckoning.table.telling import draft, place, places, refusal, stated
from answers.results import Draft
from corpus.model.ids import id_order

_STOCKS = frozenset({"취업자 수", "상용근로자 수", "고용보험 피보험자 수", "일자리 창출"})  # a province's hold its cities' and counties'
_COUNTER = re.compile(r"몇\s?(곳|군데|건|개)")
_RATE = re.compile(r"달성\s?[률율도]")
_FEW, _COMPARED = 3, 2


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
        return refusal(f"비교할 목표나 값이 적혀 있지 않습니다({found.label}: {', '.join(places(found.rows))}).", found.rows)
    if found.measure is None and wanted.deed in {"rank", "filter", "count"} and len({row.case.id for row in judged}) < _COMPARED:
        return _alone(found, judged)
    if wanted.deed == "rank" and wanted.by == "actual" and CHANGED_MOST.search(ask.text) and not all("change" in row.flags for row in rows):
        return refusal(f"얼마나 달라졌는지 적은 사례가 둘이 안 되어 비교할 수 없습니다({found.label}).", rows)
    if wanted.deed == "rank":
        return _ranked(ask, wanted, found, rows) if len(rows) >= _COMPARED else _alone(found, judged)
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
    if (split := _by_ages(found, rows, by, low=wanted.low)) is not None:
        one = wanted.first == 1 and wanted.many <= 1
        return split if one else refusal(f"연령 기준이 사례마다 달라 순위를 매길 수 없습니다({found.label}).", rows)
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
    among = f"비교할 수 있는 {len(ordered)}곳의 {found.label}에서 골랐습니다."
    answer = "\n".join([f"{listed(ask.text, best, by)}{tied}", among, *_untold(ask, found)])
    return draft(answer, best, lines(said, ordered, by, found.notes), others=ordered, confidence=found.confidence)


def _by_ages(found: Class, rows: Sequence[Row], by: By, *, low: bool) -> Draft | None:
    """Return the first of each range of ages, where one that was left out comes before those of the commonest: then no one is first."""

    def rank(row: Row) -> Fraction:
        return (number_of(row, by) or Fraction()) * (-1 if low else 1)

    groups: dict[Ages | None, list[Row]] = {}
    for row in (*rows, *(other for other in found.others if number_of(other, by) is not None)):
        groups.setdefault(row.ages, []).append(row)
    firsts = sorted(((max(group, key=rank), len(group)) for group in groups.values()), key=lambda first: -rank(first[0]))
    if len(firsts) < 2 or firsts[0][0] in rows:  # noqa: PLR2004 - two ranges of ages
        return None
    told = [
        f"{ages_told(row.ages)} {f'{count}곳 가운데' if count > 1 else '한 곳'} {place(row)}({row.told(number_of(row, by) or Fraction())})"
        for row, count in firsts
    ]
    best = [row for row, _ in firsts]
    said = f"{found.label}의 연령 기준이 사례마다 달라 기준별로 비교함"
    everybody = [row for group in groups.values() for row in group]
    answer = f"{', '.join(told)}\n연령 기준이 달라 서로 비교할 수 없어 기준별로 적었습니다."
    return draft(answer, best, lines(said, everybody, by), others=everybody, confidence="medium")


def _alone(found: Class, rows: Sequence[Row]) -> Draft:
    """Return that there is nothing to compare a figure with."""
    told = ", ".join(f"{place(row)} {row.name}" for row in rows[:1])
    return refusal(f"비교할 수치를 적은 사례가 하나뿐이라 비교할 수 없습니다({told}).", rows)


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
        beside = ", ".join(names(ask.text, rows)) if 0 < len(rows) <= LONGEST else f"비교한 곳 {len(judged)}곳"
        answer = f"{len(rows)}{counter[1] if counter else '곳'} ({beside})"
    else:
        if not rows:
            return refusal(f"해당하는 곳이 없습니다({found.label} {len(judged)}곳을 비교함).", judged)
        answer = listed(ask.text, rows, by)
    return draft("\n".join([answer, *_untold(ask, found)]), rows, working, others=judged, confidence=found.confidence)


def _untold(ask: Ask, found: Class) -> tuple[str, ...]:
    """Return what a question does not say itself of the figures that were compared: where it names ages, others were not asked for."""
    return () if ask.ages else found.notes


def _unstated(ask: Ask, found: Class, table: FigureTable) -> Draft:
    """Return the cases that do not report a measure."""
    having = {row.case.id for row in found.rows}
    without = [table.cases[case_id] for case_id in sorted(ask.held - having, key=id_order)]
    counter = _COUNTER.search(ask.text)
    answer = f"{len(without)}{counter[1] if counter else '곳'} ({', '.join(map(label_of, without))})" if without else "없습니다."
    working = f"사례 {len(ask.held)}건 − 적힌 사례 {len(having)}건({found.label}) = {len(without)}건"
    return draft(answer, [], "\n".join([working, *(f"- {stated(row)}" for row in found.rows)]), others=found.rows)
