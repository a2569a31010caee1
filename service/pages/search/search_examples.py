"""What the start page offers to try: searches and questions made of what the served cases say, so that each of them leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from corpus.model.facets import places_of
from corpus.model.nouns import Case

EACH = 3
"""Examples of a task."""
TASKS = 3
LEAST, LONGEST = 4, 40  # characters of a theme or a need
_LARGEST = "예산이 가장 많은 사례는 어디인가?"
_COUNTED = re.compile(r"[가-힣 ]{1,12}(?:수|인원|액|자|률|율)")  # names of figures that read well in a sentence
_HANGUL, _FINALS = ord("가"), 28


@dataclass(frozen=True, slots=True)
class ExampleTask:
    """Something to come for: its name, how to put it, and examples."""

    name: str
    hint: str
    queries: tuple[str, ...]


def examples_of(cases: Sequence[Case]) -> tuple[ExampleTask, ...]:
    """Return the tasks with examples from cases here and there; without those for which no case has any."""
    asked = _pick_examples(cases, _question, 2)[: EACH - 1] + ((_LARGEST,) if any(case.budget_million_krw for case in cases) else ())
    tasks = (
        ExampleTask("비슷한 사업을 찾으실 때", "처한 상황이나 필요한 일을 적어 보십시오.", _pick_examples(cases, _need, 0)),
        ExampleTask("이름이나 주제로 찾으실 때", "지역, 사업 이름, 대상을 적어 보십시오.", _pick_examples(cases, _name, 1)),
        ExampleTask("궁금한 점을 물으실 때", "물음으로 적으시면 근거와 함께 답합니다.", asked),
    )
    return tuple(task for task in tasks if task.queries)


def _pick_examples(cases: Sequence[Case], example: Callable[[Case], str | None], task: int) -> tuple[str, ...]:
    """Return examples of cases spread over the list, and other ones for each task; the same each time."""
    starts = (len(cases) * (TASKS * place + task) // (TASKS * EACH) for place in range(EACH))
    found = (next(filter(None, map(example, chain(islice(cases, start, None), islice(cases, start)))), None) for start in starts)
    return tuple(dict.fromkeys(text for text in found if text))


def _need(case: Case) -> str | None:
    return next((need for need in case.needs if len(need) <= LONGEST and need.endswith("다")), None)


def _name(case: Case) -> str | None:
    place = "".join(places_of(case)[-1:])
    themes = (keyword for keyword in case.keywords if LEAST <= len(keyword) <= LONGEST and (not place or place[:-1] not in keyword))
    return next((f"{place} {theme}".strip() for theme in themes), None)


def _question(case: Case) -> str | None:
    """Return a question for a figure of a case: "거제시의 2022년 신청 인원은 몇 명인가?"."""
    place = places_of(case)[-1:]
    figures = [figure for figure in case.figures if figure.year and figure.actual is not None and _COUNTED.fullmatch(figure.name)]
    if not place or not figures:
        return None
    figure = figures[0]
    closed = (ord(figure.name[-1]) - _HANGUL) % _FINALS > 0  # its last syllable ends in a consonant
    how_much = "몇 명인가" if figure.unit == "명" else "얼마인가"
    return f"{place[0]}의 {figure.year}년 {figure.name}{'은' if closed else '는'} {how_much}?"
