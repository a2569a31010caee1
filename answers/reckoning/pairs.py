"""Answers from a few named figures, of places or of measures: how far apart, which is more, both together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from answers.reckoning.comparing import SHARE, compared
from answers.reckoning.request.asks import Ask
from answers.reckoning.request.choosing import chosen
from answers.reckoning.request.cues import DIFFERENCE, EACH, SUM, TIMES, WHICH, asks
from answers.reckoning.table.case_labels import label_of
from answers.reckoning.table.figures import BUDGET, FigureTable, Row
from answers.reckoning.table.measures import by_character
from answers.reckoning.table.telling import refusal
from answers.reckoning.table.words import Term
from answers.results import Draft
from corpus.model.ids import id_order
from indexer.text.letters import letters

MOST_PARTS = 12
"""Figures a question may name side by side; one with more is a list of words."""
_CUT = re.compile(
    r"(?<![결효성초통학교])[과와]\s|(?<=[가-힣\d)])(?:이랑|랑|하고)\s|(?<!목표)\s(?:및|그리고|대비|중에서?|가운데)\s|[,，]\s|보다\s|에\s비해\s"
)
_RECKONING = frozenset({"비율", "비중", "합계"})  # what is to be reckoned, not words of a figure's name


def of_places(ask: Ask, table: FigureTable) -> Draft | None:
    """Return what a question asks of the same figure of two or more places, or of one figure of each."""
    rows: list[Row] = []
    segments = _segments(ask)
    for here, own in zip(ask.places, segments, strict=True):
        rows_here = table.of(here.cases)
        readings = (replace(reading, places=(here,)) for reading in _readings(ask, own, segments))
        found = next((found for reading in readings if (found := chosen(reading, rows_here, table))), None)
        if found is None:
            without = (case_id for case_id in sorted(here.cases, key=id_order) if table.cases[case_id].budget_million_krw is None)
            return next((without_budget(table, case_id) for case_id in without), None) if ask.asks_for(BUDGET) else None
        rows.append(found.row)
    return compared(ask, rows)


def of_measures(ask: Ask, rows: Sequence[Row], table: FigureTable) -> Draft | None:
    """Return what a question asks of two or more figures of one place; None where it names but one."""
    if not any(asks(cue, ask.text) for cue in (SUM, DIFFERENCE, EACH, WHICH, SHARE, TIMES)):
        return None
    parts = _parts(ask)
    if len(parts) > MOST_PARTS:
        return None
    picked: list[Row] = []
    titles, measured = {letters(row.case.title) for row in rows}, by_character(ask.measures)
    for words in parts:
        if not any(word.start in measured for word in words) and any(all(word.form in title for word in words) for title in titles):
            continue  # the programme's own name, which may hold a conjunction
        found = chosen(_of_words(ask, frozenset(words)), rows, table)
        if found is None:
            return _unlike(ask, picked)
        picked.append(found.row)
    distinct = list({row.citation.passage_id: row for row in picked}.values())
    return compared(ask, distinct) if len(distinct) > 1 else None


def without_budget(table: FigureTable, case_id: str) -> Draft:
    """Return that a case does not state its budget, with the part of it that it states, if any."""
    case, rows = table.cases[case_id], table.of([case_id])
    part = next((row for row in rows if row.kind == "won" and row.core.endswith("예산") and "cumulative" not in row.flags), None)
    note = f" {part.name} {part.told(part.actual)}만 적혀 있으며 이는 일부입니다." if part and part.actual is not None else ""
    noted = [text for text in case.notes if "예산" in text and ("없" in text or "않" in text)]
    named = f"{label_of(case)} 사례({case.title})" if case.region else f"사례({case.title})"
    reason = f"{named}에는 예산이 적혀 있지 않습니다.{note}"
    return refusal(reason, [part] if part else [], beside=[] if part else [table.summary(case_id)], noted=noted)


def _segments(ask: Ask) -> list[frozenset[Term]]:
    """Return the words that stand with each place: those from it to the next."""
    return list(map(frozenset, _divided(ask, [place.start for place in ask.places])[1:]))


def _divided(ask: Ask, cuts: Sequence[int]) -> list[list[Term]]:
    """Return the telling words before the first of some places in a text, and from each of them to the next."""
    parts: list[list[Term]] = [[] for _ in range(len(cuts) + 1)]
    for word, _ in ask.telling:
        parts[bisect_right(cuts, word.start)].append(word)
    return parts


def _readings(ask: Ask, own: frozenset[Term], segments: Sequence[frozenset[Term]]) -> Iterator[Ask]:
    """Yield what a question may ask of a place: its own words with those of no place; also the last place's; also all measures."""
    every = frozenset(word for word, _ in ask.telling)
    elsewhere = frozenset().union(*segments) - own
    at = by_character(ask.measures)
    measured = frozenset(word for word in elsewhere if word.start in at)
    yield _of_words(ask, every - elsewhere if own else every)
    yield _of_words(ask, every - (elsewhere - segments[-1]))
    yield _of_words(ask, every - (elsewhere - measured))


def _parts(ask: Ask) -> list[list[Term]]:
    """Return the words of each part of a question that names several figures: "수료인원과 취업인원의 차이"."""
    return [words for words in _divided(ask, [match.end() for match in _CUT.finditer(ask.text)]) if words]


def _of_words(ask: Ask, kept: frozenset[Term]) -> Ask:
    """Return a question with only some of its telling words, and the measures that these name."""
    telling = tuple((word, weight) for word, weight in ask.telling if word in kept)
    starts = sorted(word.start for word in kept)
    measures = tuple(asked for asked in ask.measures if bisect_left(starts, asked.start) < bisect_left(starts, asked.end))
    question = replace(ask.question, wanted=())  # the unit asked for is that of the whole, not of each
    return replace(ask, question=question, heard=replace(ask.heard, forms=ask.heard.forms - _RECKONING), telling=telling, measures=measures)


def _unlike(ask: Ask, rows: Sequence[Row]) -> Draft | None:
    """Return that two measures do not compare, though a case does not even report one of them."""
    measures = list({asked.measure.label: asked.measure for asked in ask.measures}.values())
    if not any(one.kinds.isdisjoint(other.kinds) for one, other in pairwise(measures)):
        return None
    return refusal(f"단위와 뜻이 서로 다른 수치라 더하거나 비교할 수 없습니다: {', '.join(measure.label for measure in measures)}.", rows)
