"""Answers from one figure over its years: their sum or mean, the highest, the change between two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from answers.numbers import amount, apart, averaged, number, share
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.choosing import ChosenFigure
from answers.reckoning.request.cues import HANGUL_NUMBERS, MEAN, MOST, SUM, TIMES, asks, asks_least, asks_year
from answers.reckoning.table.figures import Row
from answers.reckoning.table.telling import draft, result
from answers.results import Confidence, Draft

Value = tuple[Row, Fraction]
_CHANGE = re.compile(
    r"늘|줄|증가|감소|올랐|오른|내렸|내린|하락|상승|변화|변했|바뀌|차이|증감|많아|적어|높아|낮아|더\s?올|빠졌|뛰|격차|보다|비해|대비"
)
_PERCENT = re.compile(r"몇\s?(?:%|퍼센트|프로|퍼(?![가-힣]))(?!\s?p|\s?포인트)|(?:증가|감소|증감|성장)[율률]|비율로")
_LAST_YEAR = re.compile(r"전년|전\s?해|지난해|작년|한\s?해\s?전|직전\s?연도")
_RECENT = re.compile(r"(?:최근|지난)\s?(\d|한|두|세|네|다섯)\s?(?:개\s?)?년|(\d)\s?개?년\s?(?:간|동안|치)")


def over_years(ask: Ask, found: ChosenFigure) -> Draft | None:
    """Return what a question over several years of a figure asks; None where it asks of one year, or a year is not stated."""
    row, text, confidence = found.row, ask.text, found.confidence
    by_target = "target" in ask.question.roles and "actual" not in ask.question.roles
    known = {
        each.year: (each, value) for each in found.years if each.year and (value := each.target if by_target else each.actual) is not None
    }
    years = _years_asked(ask, known)
    if not years or any(year not in known for year in years) or any(str(year) in row.name for year in ask.years):
        return None
    values = [known[year] for year in years]
    what = "목표" if by_target else result(values[-1][0])
    if asks_year(text):
        return _best_year(text, values, what, confidence)
    if asks(MEAN, text, row.name) or asks(SUM, text, row.name) or (ask.span and len(years) > len(ask.span) and not _CHANGE.search(text)):
        return _added(values, what, confidence, mean=asks(MEAN, text, row.name))
    return _change(text, (values[0], values[-1]), what, confidence) if len(values) > 1 else None


def _years_asked(ask: Ask, known: dict[int, Value]) -> list[int]:
    """Return the years asked over, in order; none for a question of one year."""
    text = ask.text
    adds = any(asks(cue, text) for cue in (SUM, MEAN, MOST))
    if ask.span:
        first, last = sorted(ask.span)
        return list(range(first, last + 1)) if adds else [first, last]
    if len(ask.years) > 1:
        return sorted(ask.years)
    if _LAST_YEAR.search(text) and len(known) > 1:
        this = ask.years[0] if ask.years else max(known)
        return [this - 1, this]
    if adds and len(known) > 1 and (recent := _RECENT.search(text)):
        written = recent[1] or recent[2]
        return sorted(known)[-(HANGUL_NUMBERS.get(written) or int(written)) :]
    return sorted(known) if asks_year(text) and len(known) > 1 else []


def _best_year(text: str, values: Sequence[Value], what: str, confidence: Confidence) -> Draft:
    row, value = (min if asks_least(text, MOST.search(text)) else max)(values, key=lambda pair: pair[1])
    working = ", ".join(f"{each.year}년 {each.told(number)}" for each, number in values)
    others = [each for each, _ in values]
    return draft(f"{row.year}년 ({row.name} {what} {row.told(value)})", [row], working, others=others, confidence=confidence)


def _added(values: Sequence[Value], what: str, confidence: Confidence, *, mean: bool) -> Draft:
    rows = [row for row, _ in values]
    total = sum((value for _, value in values), Fraction())
    terms, span = (
        " + ".join(f"{row.year}년 {row.told(value)}" for row, value in values),
        f"{rows[0].year}~{rows[-1].year}년 {rows[0].name} {what}",
    )
    if mean:
        told = averaged(total / len(values), rows[0].unit)
        return draft(f"{told} ({span} 평균)", rows, f"({terms}) ÷ {len(values)} = {told}", confidence=confidence)
    told = rows[0].told(total)
    return draft(f"{told} ({span} 합계)", rows, f"{terms} = {told}", confidence=confidence)


def _change(text: str, ends: tuple[Value, Value], what: str, confidence: Confidence) -> Draft:
    (first, before), (last, after) = ends
    gap, foreseen = after - before, "예측" in last.name
    way = "변동 없음" if gap == 0 else "증가" if gap > 0 else "감소"
    kind = (" 예측", "") if foreseen else ("", f", {what}")
    told = f"{first.year}년 {first.told(before)} → {last.year}년{kind[0]} {last.told(after)}{kind[1]}"
    if TIMES.search(text) and before:
        answer = f"{number(after / before, 2)}배"
        working = f"{last.told(after)} ÷ {first.told(before)} = {answer}"
    elif _PERCENT.search(text) and before and last.unit != "%":
        answer = f"{number(abs(share(gap, before)), 1)}% {way}"
        working = f"({last.told(after)} − {first.told(before)}) ÷ {first.told(before)} × 100 = {number(share(gap, before), 1)}%"
    else:
        answer = f"{amount(abs(gap), apart(last.unit))} {way}"
        working = f"{last.told(after)} − {first.told(before)} = {amount(gap, apart(last.unit))}"
    return draft(f"{answer} ({told})", [first, last], working, confidence=confidence)
