"""What was found → an answer in Korean with its citations, short and in the source's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answers.choice import Chosen
from answers.extract import Found, Ranked, held_words
from answers.levels import Levels
from answers.points import Point, points
from answers.question import Question, Scope
from answers.reading import Reading
from answers.results import Citation, Confidence, Draft
from corpus.model.nouns import Passage

LONGEST = 80
"""Characters of a short answer, its value first, the words it stands among after it."""
NEAREST = 3
SURE_NAME = 0.5
LONGEST_WORD = 20  # that is named as unknown; nothing longer is a word
UNTOLD_WORDS = 3


def compose(question: Question, found: Found, ranked: Ranked) -> Draft:
    """Return the answer that the evidence gives, or that it gives none."""
    if not ranked or found.sufficient < found.levels.least or (question.wanted and not found.chosen):
        return no_answer(_not_there(found), ranked, confidence_of(1 - found.sufficient, found.levels))
    confidence = confidence_of(found.sufficient, found.levels)
    unverified = tuple(_unverified(question, found, held_words(found.chosen, ranked)))
    if found.chosen:
        best = found.chosen[0]
        return Draft(short_answer(best), answerable=True, confidence=confidence, citations=(_of_choice(best),), unverified=unverified)
    told = points(found.words, ranked, reasons=question.kind == "reason")
    return Draft(in_points(told), answerable=True, confidence=confidence, citations=_of_points(told), unverified=unverified)


def no_answer(sentence: str, ranked: Ranked, confidence: Confidence = "high") -> Draft:
    """Return an honest no, with the nearest passages for the reader to judge."""
    near = tuple(Citation.of(reading.passage, _first_sentence(reading)) for reading, _ in ranked[:NEAREST])
    return Draft(sentence, answerable=False, confidence=confidence, citations=near)


def _not_there(found: Found) -> str:
    """Return the sentence that the cases hold no answer, naming the words that stand nowhere in them."""
    unknown = sorted(found.unknown, key=lambda form: -found.words.weights[form])[:UNTOLD_WORDS]
    named = ", ".join(f"'{form}'" for form in unknown if 1 < len(form) <= LONGEST_WORD)
    return f"자료에 {named}에 관한 내용이 없어 답할 수 없습니다." if named else "자료에서 이 질문의 답을 찾지 못했습니다."


def premise(told: Sequence[str]) -> str:
    """Return the sentence that what a question takes for granted is not in the cases."""
    named = ", ".join(f"'{text}'" for text in told)
    return f"질문에 나온 {named}에 해당하는 내용이 이 사례에 없어 답할 수 없습니다."


def absent(scope: Scope) -> str:
    """Return the sentence that a place has no case."""
    named = ", ".join(scope.absent)
    return f"{named} 사례는 자료에 실려 있지 않습니다."


def confidence_of(probability: float, levels: Levels) -> Confidence:
    """Return the level a probability is told as."""
    return "high" if probability >= levels.high else "medium" if probability >= levels.medium else "low"


def short_answer(chosen: Chosen) -> str:
    """Return the value, then in brackets as much of its clause as there is room for."""
    candidate = chosen.candidate
    passage = candidate.reading.passage
    if candidate.mention is None and chosen.probability < SURE_NAME:  # better the words around than a wrong name put first
        return _around(candidate.reading, candidate.start, candidate.end, LONGEST)
    value = candidate.text.strip()
    room = LONGEST - len(value) - 3
    said = (
        _row_of(passage, candidate.start) if passage.kind == "figure" else _around(candidate.reading, candidate.start, candidate.end, room)
    )
    return f"{value} ({said})" if said and len(said) <= room and said != value else value


def in_points(told: Sequence[Point]) -> str:
    """Return points as lines; one point as it is."""
    return told[0].text if len(told) == 1 else "\n".join(f"· {point.text}" for point in told)


def _of_choice(chosen: Chosen) -> Citation:
    reading = chosen.candidate.reading
    sentence = reading.sentence_at(chosen.candidate.start)
    return Citation.of(reading.passage, reading.passage.text[sentence.start : sentence.end].strip())


def _of_points(told: Sequence[Point]) -> tuple[Citation, ...]:
    return tuple(Citation.of(point.reading.passage, point.text) for point in told)


def _around(reading: Reading, start: int, end: int, room: int) -> str:
    """Return the sentence a value stands in; where that is too long, its clause with as many whole words before it as there is room for."""
    sentence = reading.sentence_at(start)
    text = reading.passage.text
    whole = text[sentence.start : sentence.end].strip(" ,.·\n")
    if len(whole) <= room:
        return whole
    closed = next((b for a, b in sentence.clauses if a <= start < b), sentence.end)
    stop = closed if closed - start <= room // 2 else end
    opened = max(sentence.start, stop - room + 1)
    cut = text[opened:stop].strip(" ,·\n")
    return cut if opened == sentence.start else "…" + re.sub(r"^\S*\s", "", cut)


def _row_of(passage: Passage, start: int) -> str:
    """Return a figure's name with its year and whether the value is its target or its result."""
    before = passage.text[:start]
    role = "목표" if before.rfind("목표") > before.rfind("실적") else "실적"
    year = re.search(r"(?:19|20)\d\d년", before.split(":")[0])
    return " ".join(filter(None, (year.group() if year else "", passage.heading, role)))


def _first_sentence(reading: Reading) -> str:
    text = reading.passage.text
    first = reading.sentences[0] if reading.sentences else None
    return text[first.start : first.end].strip() if first else text


def _unverified(question: Question, found: Found, held: frozenset[str]) -> list[str]:
    """Return what the question says that the cited text does not: its telling words, and its year."""
    lacking = sorted((form for form in found.words.weights if form not in held), key=lambda form: -found.words.weights[form])
    told = [f"질문의 '{form}'은(는) 근거 문장에서 확인하지 못했습니다." for form in lacking[:UNTOLD_WORDS] if 1 < len(form) <= LONGEST_WORD]
    if question.years and found.signs["year_missing"]:
        told.append(f"근거의 연도가 질문의 {question.years[0]}년과 다를 수 있습니다.")
    return told
