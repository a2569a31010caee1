"""A value that was chosen → an answer in Korean: the value first, in brackets what it is the value of, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asked.question import Question
from answers.levels import Levels, confidence_of
from answers.lookup.row_choice import ChosenValue
from answers.lookup.row_citations import cite_value
from answers.lookup.row_signs import years_of
from answers.lookup.row_values import RowValue
from answers.results import Citation, Draft
from corpus.model.nouns import Passage
from corpus.rows.row_texts import BETWEEN, UNDER, tell_time

LONGEST = 80
"""Characters of an answer: its value first, as many heads as there is room for after it."""
NEAREST = 3
NOT_FOUND = "자료에서 이 질문의 답을 찾지 못했습니다."


def tell_choice(question: Question, chosen: Sequence[ChosenValue], passages: Sequence[Passage], levels: Levels) -> Draft:
    """Return the likeliest value as an answer, or an honest no with the rows that come nearest."""
    cited = [(one, found) for one in chosen[:NEAREST] if (found := cite_value(one.value, passages)) is not None]
    if not cited or cited[0][0] is not chosen[0] or chosen[0].probability < levels.least:
        sure = confidence_of(1 - (chosen[0].probability if chosen else 0.0), levels)
        near = tuple(dict.fromkeys(found for _, found in cited))
        return Draft(NOT_FOUND, answerable=False, confidence=sure, citations=near)
    best, citation = cited[0]
    return Draft(
        word_value(best.value),
        answerable=True,
        confidence=confidence_of(best.probability, levels),
        citations=(citation,),
        unverified=tuple(_unverified(question, best.value, citation)),
    )


def word_value(value: RowValue) -> str:
    """Return a value, then in brackets the heads that it stands under, the nearest of them where there is no room for all."""
    told = value.text.strip()
    about = ""
    for part in reversed(heads_of(value)):
        longer = f"{part} · {about}" if about else part
        if len(told) + len(longer) + 3 > LONGEST:
            break
        about = longer
    return f"{told} ({about})" if about else told


def heads_of(value: RowValue) -> list[str]:
    """Return what a value stands under, outermost first: headings, heads, what a sentence calls it, its year and role."""
    row, fact = value.found.row, value.fact
    parts = [part.strip("… ") for one in row.context.split(BETWEEN) for part in one.split(UNDER)]
    if fact is not None and row.kind == "sentence":
        parts += [fact.measure, tell_time(fact)]
    said = "".join(value.text.split())
    return [part for part in dict.fromkeys(parts) if part and "".join(part.split()) != said]


def _unverified(question: Question, value: RowValue, citation: Citation) -> list[str]:
    """Return what the question says that the row does not: its year."""
    asked = set(question.years)
    if not asked or not asked.isdisjoint(years_of(value)) or any(str(year) in citation.quote for year in asked):
        return []
    return [f"근거의 연도가 질문의 {min(asked)}년과 다를 수 있습니다."]
