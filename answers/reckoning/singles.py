"""Answers from one figure of one year: what it is, and how far it reached its target."""

from __future__ import annotations

import re
from fractions import Fraction

from answers.asked.vocabulary import OF_A_SCHEME
from answers.numbers import amount, apart, number
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.choosing import ChosenFigure
from answers.reckoning.request.cues import MEAN, MOST, TIMES, asks
from answers.reckoning.table.figures import Row
from answers.reckoning.table.telling import attained, beyond, called, draft, place, refusal, result, stated
from answers.reckoning.years import over_years
from answers.results import Confidence, Draft

_PERCENT = re.compile(r"몇\s?(?:%|퍼센트|프로|퍼)(?!\s?p|\s?포인트)")
_RATE = re.compile(r"달성\s?[률율도]")
_RATIO = re.compile(
    r"달성\s?[률율도]|목표(?:치)?(?:의|\s?대비|에\s?대한|에\s?견주어|에\s?비해)"
    r"|몇\s?(?:%|퍼센트|프로|퍼)(?!\s?p|\s?포인트)[^?]{0,10}(?:달성|채|이뤘|이룬)"
)
_GAP = re.compile(
    r"목표(?:치)?(?:보다|를|에|에서|와|과)?[^?]{0,14}(?:몇|얼마나?)\s?\S{0,4}\s?[^?]{0,8}"
    r"(?:높|낮|많|적|넘|웃돌|밑돌|초과|모자|부족|미달|차이|못\s?미|앞서|뒤|벗어|더|덜|상회|하회)"
    r"|(?:몇|얼마나?)\s?\S{0,4}[^?]{0,6}(?:초과\s?달성|미달)|목표(?:치)?(?:와|과)의?\s?(?:실적\s?)?차이|목표와\s?실적의\s?차이"
)
_REACHED = re.compile(
    r"목표(?:치|한|를|만큼|에|가|는|인원|보다|대로|\s|로|한\s?만큼|했던)[^?]{0,24}"
    r"(?:넘|초과|달성|채웠|채우|채운|이뤘|이루|미달|미치|도달|충족|됐|되었|됩|밑돌|웃돌|상회|못|높|낮|많|적|성공|실패|이상|맞)"
    r"|(?:달성|초과|미달)(?:했|하였|되었|됐|인가|인지)"
)
_MORE = re.compile(r"(?:몇|얼마나?)\s?(?:%|퍼센트|프로)?\s?(?:p|포인트)?[^?]{0,6}(?:더|초과|넘|웃돌|상회|높|많)")
_WHETHER = re.compile(r"넘겼는지|달성했는지|채웠는지|달성률[^?]*넘")
_HOW_FAR = re.compile(r"몇|얼마|달성\s?[률율도]|어느\s?정도")
_BOTH = re.compile(r"목표와\s?실적|실적과\s?목표|목표\s?및\s?실적|목표,\s?실적")
_RESULT = re.compile(r"실적|실제|결과")
_NO_TARGET = re.compile(rf"목표(?={OF_A_SCHEME})")


def one_figure(ask: Ask, found: ChosenFigure) -> Draft | None:
    """Return the answer a chosen figure gives, in its year or over several. None: the figure is not for what is asked."""
    if (over := over_years(ask, found)) is not None:
        return over
    row = found.row
    text = ask.text.replace(row.name, " ")  # whose asides may hold words of asking: "(달성률 201%)"
    if len(ask.years) > 1 and not all(str(year) in row.name for year in ask.years):
        return None
    if asks(MEAN, text, row.name) or asks(MOST, text, row.name):
        return None  # of several numbers, which no single figure tells
    return _attainment(text, row, found.confidence) if _attainment_asked(text, row) else _value(ask, row, found.confidence)


def _attainment_asked(text: str, row: Row) -> bool:
    if "달성률" in row.core:
        return False
    said = _NO_TARGET.sub("  ", text)
    return _RATE.search(text) is not None or ("목표" in said and any(cue.search(said) for cue in (_RATIO, _GAP, _REACHED)))


def _value(ask: Ask, row: Row, confidence: Confidence) -> Draft | None:
    target = "target" in ask.question.roles and "actual" not in ask.question.roles and "목표" not in row.name
    if _BOTH.search(ask.text) and row.target is not None and row.actual is not None:
        answer = f"목표 {row.told(row.target)}, {result(row)} {row.told(row.actual)} ({called(row)})"
    elif target and row.target is None:
        return _without(row, "목표")
    elif target and row.target is not None:
        other = f", {result(row)} {row.told(row.actual)}" if row.actual is not None else ""
        answer = f"{row.told(row.target)} ({called(row)} 목표{other})"
    elif row.actual is not None:
        answer = f"{row.told(row.actual)} ({called(row)}{_beside(ask, row)})"
    elif row.target is not None and not _RESULT.search(ask.text):
        answer = f"{row.told(row.target)} ({called(row)}{'' if '목표' in row.name else ' 목표·계획'})"
    else:
        return None
    return draft(answer, [row], stated(row), confidence=confidence)


def _beside(ask: Ask, row: Row) -> str:
    """Return what is told beside a result: that it is foreseen, its target, that its ages are not stated."""
    foreseen = ", 예측" if "예측" in row.name else ""
    target = f", 목표 {row.told(row.target)}" if row.target is not None else ""
    ages = ", 연령 기준은 적혀 있지 않음" if ask.ages and row.ages is None else ""
    return f"{foreseen}{target}{ages}"


def _attainment(text: str, row: Row, confidence: Confidence) -> Draft:
    if row.target is None or row.actual is None or row.target == 0:
        return _without(row, "목표" if not row.target else "실적")
    said, rate, gap = _NO_TARGET.sub("  ", text), attained(row), beyond(row)
    percent, distance, year = f"{number(rate, 1)}%", amount(abs(gap), apart(row.unit)), f"{row.year}년 " if row.year else ""
    values = f"{year}{result(row)} {row.told(row.actual)}, 목표 {row.told(row.target)}"
    points = f", {distance} {_side(row, gap)}" if row.unit == "%" else ""
    if TIMES.search(said):
        answer = f"{number(rate / 100, 2)}배 ({values}, 달성률 {percent})"
    elif _GAP.search(said) and (row.unit == "%" or not _PERCENT.search(said)):
        answer = f"{distance} {_side(row, gap)} ({values}{'' if row.unit == '%' else f', 달성률 {percent}'})"
    elif _GAP.search(said) and _MORE.search(said) and not _RATIO.search(said) and gap > 0:
        answer = f"{number(rate - 100, 1)}% 초과 (달성률 {percent}, {values})"
    elif _HOW_FAR.search(said) and not _WHETHER.search(said):
        answer = f"{percent} ({values}{points})"
    else:
        answer = f"{_verdict(gap)} 달성률 {percent}({values}{points})"
    working = f"{stated(row)}\n{row.told(row.actual)} ÷ {row.told(row.target)} × 100 = {percent}, 목표와 {distance} 차이"
    return draft(answer, [row], working, confidence=confidence)


def _side(row: Row, gap: Fraction) -> str:
    if gap == 0:
        return "차이(목표와 같음)"
    lower = "lower" in row.flags
    return ("낮아 목표 달성" if lower else "초과") if gap > 0 else ("높아 목표 미달" if lower else "미달")


def _verdict(gap: Fraction) -> str:
    if gap == 0:
        return "목표를 달성했으나 넘기지는 않았습니다(목표와 같음)."
    return "목표를 넘겨 달성했습니다." if gap > 0 else "목표를 달성하지 못했습니다(미달)."


def _without(row: Row, missing: str) -> Draft:
    """Return that a figure's target or result is not stated."""
    value = row.actual if missing == "목표" else row.target
    has = f"{result(row) if missing == '목표' else '목표'} {row.told(value)}만 적혀 있고 " if value is not None else ""
    particle = "가" if missing == "목표" else "이"
    return refusal(f"{place(row)}의 {called(row)}에는 {has}{missing}{particle} 없어 답할 수 없습니다.", [row])
