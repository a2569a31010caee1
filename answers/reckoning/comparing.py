"""Figures set beside one another: why they do not compare, or how far apart they are, which is more, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from answers.numbers import ADDLESS, amount, apart, averaged, number
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.cues import ATTAINED, DIFFERENCE, EACH, MEAN, MOST, SUM, TIMES, WHICH, asks
from answers.reckoning.table.figures import Row, ages_told
from answers.reckoning.table.measures import JOBS
from answers.reckoning.table.telling import attained, called, draft, place, refusal, stated
from answers.results import Draft

Value = tuple[Row, Fraction]
SHARE = re.compile(r"비율|비중|몇\s?(?:%|퍼센트|프로)(?!\s?p)")
_LESS = re.compile(r"더?\s?(?:낮|적|작)(?:은|을|나|습|았|었|게|다)|덜")
_OF = re.compile(r"대비|중|가운데|에서")
_PLACE_ASKED = re.compile(r"어느|어디")
_YES_NO = re.compile(r"(?:나요|습니까|은가요?|은지|을까요?|나|어요|니)\s?[?？]?$")
_MORE = re.compile(r"더\s?\S+")


def compared(ask: Ask, rows: Sequence[Row]) -> Draft | None:
    """Return what a question asks of figures set beside one another; a refusal where they do not compare."""
    text = ask.text
    cues = (SUM, MEAN, DIFFERENCE, WHICH, MOST, SHARE, TIMES, _YES_NO)
    if (asks(EACH, text) and not asks(DIFFERENCE, text) and not asks(SUM, text)) or not any(asks(cue, text) for cue in cues):
        return _each(rows)
    if asks(ATTAINED, text):
        reached = [(row, attained(row)) for row in rows if row.both and row.target]
        return _more(text, reached, "%") if len(reached) == len(rows) else None
    if (reason := _unlike(rows)) is not None:
        return refusal(reason, rows)
    by_target = "target" in ask.question.roles and not {"actual", "attainment"} & ask.question.roles
    values = [(row, value) for row in rows if (value := row.target if by_target else row.actual) is not None]
    return _reckoned(text, values) if len(values) == len(rows) else None


def _reckoned(text: str, values: Sequence[Value]) -> Draft:
    (first, one), (last, other) = values[0], values[-1]
    if (asks(SUM, text) or asks(MEAN, text)) and not asks(WHICH, text):
        return _added(values, mean=asks(MEAN, text))
    if asks(TIMES, text) and other:
        times = f"{number(one / other, 2)}배"
        return draft(f"{times} ({_list(values)})", [row for row, _ in values], f"{first.told(one)} ÷ {last.told(other)} = {times}")
    if asks(SHARE, text) and not asks(DIFFERENCE, text) and first.unit != "%" and one and other:
        return _share(text, values[0], values[-1])
    if asks(DIFFERENCE, text) and not asks(_PLACE_ASKED, text):
        return _difference(values)
    return _more(text, values, first.unit)


def _unlike(rows: Sequence[Row]) -> str | None:
    """Return why figures cannot be set against one another or added, or None where they can."""
    told = ", ".join(f"{place(row)} {row.name} {_either(row)}" for row in rows)
    if len({"jobs" if row.kind in JOBS else row.kind for row in rows}) > 1:
        return f"단위와 뜻이 서로 다른 수치라 더하거나 비교할 수 없습니다: {told}."
    if rows[0].unit == "%" and len({row.ages for row in rows}) > 1 and len({row.core for row in rows}) == 1:
        ages = ", ".join(f"{place(row)} {ages_told(row.ages)}" for row in rows)
        return f"같은 연령 기준의 {rows[0].core}이 아니라서 비교할 수 없습니다: {ages}."
    if any(len({flag in row.flags for row in rows}) > 1 for flag in ("cumulative", "each")):
        return f"누계와 한 해 값, 또는 전체와 한 단위의 값이라 비교할 수 없습니다: {told}."
    if len({row.year for row in rows if row.year}) > 1:
        return f"같은 해의 수치가 없어 비교할 수 없습니다: {', '.join(f'{place(row)} {row.year}년' for row in rows)}."
    return None


def _either(row: Row) -> str:
    """Return a row's result, or its target where there is none."""
    return row.told(row.actual) if row.actual is not None else row.told(row.target) if row.target is not None else ""


def _each(rows: Sequence[Row]) -> Draft:
    return draft(", ".join(f"{place(row)} {row.name} {_either(row)}" for row in rows), rows, "\n".join(stated(row) for row in rows))


def _list(values: Sequence[Value]) -> str:
    """Return figures in a row, by what tells them apart: place or name."""
    same = len({row.case.id for row, _ in values}) == 1
    return ", ".join(f"{row.name if same else place(row)} {row.told(value)}" for row, value in values)


def _added(values: Sequence[Value], *, mean: bool) -> Draft:
    rows, total = [row for row, _ in values], sum((value for _, value in values), Fraction())
    if rows[0].unit in ADDLESS and not mean:
        return refusal(f"비율이나 점수는 더하면 뜻이 없어 더하지 않습니다: {', '.join(called(row) for row in rows)}.", rows)
    told = averaged(total / len(values), rows[0].unit) if mean else rows[0].told(total)
    terms = " + ".join(row.told(value) for row, value in values)
    return draft(f"{told} ({_list(values)})", rows, f"({terms}) ÷ {len(values)} = {told}" if mean else f"{terms} = {told}")


def _share(text: str, first: Value, last: Value) -> Draft:
    """Return a share: of "수료인원 대비 취업인원" and "수료인원 중 취업인원" the second is a share of the first."""
    whole, part = (first, last) if _OF.search(text) else (last, first)
    percent = f"{number(part[1] / whole[1] * 100, 1)}%"
    working = f"{part[0].told(part[1])} ÷ {whole[0].told(whole[1])} × 100 = {percent}"
    return draft(f"{percent} ({_list([part, whole])})", [part[0], whole[0]], working)


def _difference(values: Sequence[Value]) -> Draft:
    (row, value), (other, less) = sorted(values[:2], key=lambda pair: -pair[1])
    gap = amount(value - less, apart(row.unit))
    return draft(f"{gap} ({_list(values[:2])})", [each for each, _ in values[:2]], f"{row.told(value)} − {other.told(less)} = {gap}")


def _more(text: str, values: Sequence[Value], unit: str) -> Draft:
    """Return which of some values, in a unit, is the most or, where that is asked, the least."""
    rows = [row for row, _ in values]
    same = len({row.case.id for row in rows}) == 1
    (row, value), *others = sorted(values, key=lambda pair: pair[1], reverse=not _LESS.search(text))
    working = "\n".join(stated(each) for each in rows)
    beside = ", ".join(f"{each.name if same else place(each)} {_told(other, unit)}" for each, other in others)
    if value == others[0][1]:
        return draft(f"같습니다 ({row.name if same else place(row)} {_told(value, unit)}, {beside})", rows, working)
    apart_by = f", 차이 {_told(abs(value - others[0][1]), apart(unit))}" if len(others) == 1 else ""
    told = f"{row.name if same else place(row)} ({_told(value, unit)}, {beside}{apart_by})"
    yes_no = _YES_NO.search(text) and not asks(WHICH, _MORE.sub("", text)) and "중" not in text
    return draft(f"{'예' if row is rows[0] else '아니요'}, {told}" if yes_no else told, rows, working)


def _told(value: Fraction, unit: str) -> str:
    """Return a value in a unit; a rate in two decimals at most."""
    return f"{number(value, 2)}{unit}" if unit in {"%", "%p"} else amount(value, unit)
