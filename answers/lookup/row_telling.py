"""A value that was chosen → an answer in Korean: the value first, in brackets what it is the value of, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from answers.asked.question import Question
from answers.levels import Levels, confidence_of
from answers.lookup.reckoned_values import Operation, ReckonedValue
from answers.lookup.row_choice import ChosenPair, ChosenValue
from answers.lookup.row_citations import cite_value
from answers.lookup.row_signs import years_of
from answers.lookup.row_values import RowValue
from answers.results import Citation, Draft, NearMiss
from corpus.model.nouns import Passage
from corpus.rows.row_texts import BETWEEN, UNDER, tell_time

LONGEST = 80
"""Characters of an answer: its value first, as many heads as there is room for after it."""
NEAREST = 3
SIGN_OF: Mapping[Operation, str] = {"difference": "−", "sum": "+", "share": "÷"}
CALLED: Mapping[Operation, str] = {"difference": "두 값의 차이", "sum": "두 값의 합", "share": "두 값의 비율"}
NOT_FOUND = "자료에서 이 질문의 답을 찾지 못했습니다."


def tell_choice(question: Question, chosen: Sequence[ChosenValue], passages: Sequence[Passage], levels: Levels) -> Draft:
    """Return the likeliest value as an answer, or an honest no with the rows that come nearest."""
    cited = [(one, found) for one in chosen[:NEAREST] if (found := cite_value(one.value, passages)) is not None]
    if not cited or cited[0][0] is not chosen[0] or chosen[0].probability < levels.least:
        sure = confidence_of(1 - (chosen[0].probability if chosen else 0.0), levels)
        near = tuple(dict.fromkeys(found for _, found in cited))
        missed = tuple(near_miss(one.value, found) for one, found in cited)
        return Draft(NOT_FOUND, answerable=False, confidence=sure, citations=near, nearest=missed)
    best, citation = cited[0]
    return Draft(
        word_value(best.value),
        answerable=True,
        confidence=confidence_of(best.probability, levels),
        citations=(citation,),
        unverified=tuple(_unverified(question, best.value, citation)),
    )


def tell_reckoned(chosen: ChosenPair, passages: Sequence[Passage], levels: Levels) -> Draft | None:
    """Return what follows from two values, and how it was reckoned; None where it is too unsure, or where a value is not to be cited."""
    pair = chosen.pair
    cited = [cite_value(operand.value, passages) for operand in (pair.first, pair.second)]
    if chosen.probability < levels.least or not all(cited):
        return None
    return Draft(
        word_pair(pair),
        answerable=True,
        confidence=confidence_of(chosen.probability, levels),
        citations=tuple(dict.fromkeys(one for one in cited if one is not None)),
        working=show_working(pair),
    )


def word_pair(pair: ReckonedValue) -> str:
    """Return a result, then in brackets what its values share and by what they differ: "1,200명 (상용근로자: 2022년 − 2021년)"."""
    first, second = heads_of(pair.first.value), heads_of(pair.second.value)
    shared = [part for part in first if part in second][-1:]
    own = [" ".join(parts[parts.index(shared[0]) + 1 :] if shared else parts[-1:]) for parts in (first, second)]
    apart = f" {SIGN_OF[pair.operation]} ".join(own) if all(own) else ""
    about = ": ".join(part for part in (*shared, apart) if part)
    room = LONGEST - len(pair.text) - len(" ()")
    return f"{pair.text} ({about})" if about and len(about) <= room else f"{pair.text} ({CALLED[pair.operation]})"


def show_working(pair: ReckonedValue) -> str:
    """Return how a result was reckoned, each value with what it is the value of."""
    told = [word_value(operand.value) for operand in (pair.first, pair.second)]
    times = " × 100" if pair.operation == "share" else ""
    return f"{told[0]} {SIGN_OF[pair.operation]} {told[1]}{times} = {pair.text}"


def near_miss(value: RowValue, citation: Citation) -> NearMiss:
    """Return a value as one that is near: by what its fact calls it, else by the head nearest to it."""
    years, heads = years_of(value), heads_of(value)
    measure = value.fact.measure if value.fact is not None else heads[-1] if heads else ""
    return NearMiss(measure, value.text.strip(), min(years) if len(years) == 1 else None, value.found.row.case, citation)


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
