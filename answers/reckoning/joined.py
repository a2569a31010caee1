"""Answers over cases by two measures at once: "예산이 1,000억 원 이상이면서 고용률이 70%를 넘는 지자체"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from answers.asked.question import analyse
from answers.reckoning.classes import Class
from answers.reckoning.over import measured, told
from answers.reckoning.pairs import MOST_PARTS
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.wanted import Wanted, number_of, wanted
from answers.reckoning.table.figures import FigureTable, ages_in
from answers.reckoning.table.measures import by_character
from answers.reckoning.table.telling import citations
from answers.results import Draft

_AND = re.compile(r"(?:과|와|이랑|랑|및|,)\s*$")  # "고용률과 청년고용률 목표를 모두": the first shares what is said of the second
_MEAN = re.compile(r"평균\s?$")  # before a measure it is asked of that measure
_CHOSEN = frozenset({"rank", "sum", "mean"})


@dataclass(frozen=True, slots=True)
class Part:
    """What a question asks of one of its measures, and the figures of it."""

    ask: Ask
    wanted: Wanted
    figures: Class


def over_both(ask: Ask, whole: Wanted, table: FigureTable) -> Draft | None:
    """Return what a question asks of cases by several measures: each a condition, the last may rank, add or average; None: not so."""
    parts = list(_parts(ask, table)) if len(_starts(ask)) <= MOST_PARTS else []
    if len(parts) != len({asked.measure.label for asked in ask.measures}) or not any(part.wanted.tests for part in parts):
        return None
    held = frozenset.intersection(*(_met(part) for part in parts))
    main = next((part for part in parts if part.wanted.deed in _CHOSEN), parts[-1])
    deed = main.wanted.deed if main.wanted.deed in _CHOSEN else "count" if whole.deed == "count" else "filter"
    kept = replace(main.figures, rows=tuple(row for row in main.figures.rows if row.case.id in held))
    if not kept.rows:
        return None
    found = told(replace(ask, measures=main.ask.measures), replace(main.wanted, deed=deed, stated=True), kept)
    if found is None:
        return None
    rows = [row for part in parts for row in part.figures.rows if row.case.id in held]
    beside = "\n".join(f"조건: {part.figures.label} {len(_met(part))}곳" for part in parts)
    return replace(found, citations=tuple(dict.fromkeys((*found.citations, *citations(rows)))), working=f"{beside}\n{found.working}")


def _starts(ask: Ask) -> list[int]:
    """Return where a question goes over to another measure, its first among them."""
    return [asked.start for at, asked in enumerate(ask.measures) if at == 0 or asked.measure != ask.measures[at - 1].measure]


def _parts(ask: Ask, table: FigureTable) -> Iterator[Part]:
    starts = _starts(ask)
    starts = [0, *(len(_MEAN.sub("", ask.text[:start])) for start in starts[1:])]
    spans = list(zip(starts, [*starts[1:], len(ask.text)], strict=True))
    for at, (start, end) in enumerate(spans):
        text = ask.text[start : spans[-1][1] if _AND.search(ask.text[start:end]) and at < len(spans) - 1 else end]
        question = analyse(text)
        measures = tuple(asked for asked in ask.measures if start <= asked.start < end)
        inside = by_character(measures)
        telling = tuple((word, weight) for word, weight in ask.telling if word.start in inside)
        part = replace(ask, question=question, telling=telling, measures=measures, ages=ages_in(ask.text[start:end]))
        asked = wanted(question)
        if (figures := measured(part, asked, table)) is not None:
            yield Part(part, asked, figures)


def _met(part: Part) -> frozenset[str]:
    """Return the cases that report a part's measure and meet its tests."""
    rows = (row for row in part.figures.rows if number_of(row, part.wanted.by) is not None)
    return frozenset(row.case.id for row in rows if all(test.meets(row) for test in part.wanted.tests))
