"""What was found → an answer in Korean with its citations, short and in the source's words."""

from __future__ import annotations

from collections.abc import Sequence

from answers.asked.question import Question, Scope
from answers.levels import confidence_of
from answers.results import Citation, Confidence, Draft
from answers.sentences.extract import Found, Ranked, held_words
from answers.sentences.points import Point, points
from answers.sentences.reading import Reading
from corpus.particle_forms import fit_particles

NEAREST = 3
LONGEST_WORD = 20  # that is named as unknown; nothing longer is a word
UNTOLD_WORDS = 3


def compose(question: Question, found: Found, ranked: Ranked) -> Draft:
    """Return the answer that sentences of the evidence give, or that they give none."""
    if not ranked or found.sufficient < found.levels.least:
        return no_answer(_not_there(found), ranked, confidence_of(1 - found.sufficient, found.levels))
    told = points(found.words, ranked, reasons=question.kind == "reason")
    return Draft(
        in_points(told),
        answerable=True,
        confidence=confidence_of(found.sufficient, found.levels),
        citations=_of_points(told),
        unverified=tuple(_unverified(found, held_words(ranked))),
    )


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


def in_points(told: Sequence[Point]) -> str:
    """Return points as lines; one point as it is."""
    return told[0].text if len(told) == 1 else "\n".join(f"· {point.text}" for point in told)


def _of_points(told: Sequence[Point]) -> tuple[Citation, ...]:
    return tuple(Citation.of(point.reading.passage, point.text) for point in told)


def _first_sentence(reading: Reading) -> str:
    text = reading.passage.text
    first = reading.sentences[0] if reading.sentences else None
    return text[first.start : first.end].strip() if first else text


def _unverified(found: Found, held: frozenset[str]) -> list[str]:
    """Return the question's telling words that the cited text does not say."""
    lacking = sorted((form for form in found.words.weights if form not in held), key=lambda form: -found.words.weights[form])
    told = (form for form in lacking[:UNTOLD_WORDS] if 1 < len(form) <= LONGEST_WORD)
    return [fit_particles(f"질문의 '{form}'은(는) 근거 문장에서 확인하지 못했습니다.") for form in told]
