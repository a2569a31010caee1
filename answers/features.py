"""How well a quantity or a name of a passage answers a question: a vector of plain features, each between about −1 and 1.

What weighs how much is learned (answers/choice.py); nothing here is tuned.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from answers.around import AROUND, REACH, Spot, around, changed
from answers.question import Question
from answers.reading import Reading
from answers.telling_words import Words
from corpus.facts.quantities import Mention
from indexer.text.analyser import Token

Features = NDArray[np.float64]
STEP = 0.35  # what each comma, clause or other number between them takes off, in the exponent
NAMES = (
    "evidence", "coverage", "sentence", "clause", "closeness", "last_word", "word_before", "year", "other_year", "role", "other_role",
    "figure", "figure_name", "same_unit", "total", "aside", "first_of_kind", "near_best", "approximate",
    "owned", "owns_after", "alien", "rarest_near", "listed", "changed", "head_said", "head_lacks",
    "role_unsaid", *AROUND, "figure_alien",
    "typed", "headed", "repeats", "joined", "quoted", "long", "several", "cut_before", "cut_after", "bracketed",
    "as_subject", "as_place", "as_object", "as_means", "place_subject", "place_at", "place_object",
    "place_means", "quoted_place", "counted", "most", "numbered", "rarest", "commonest", "apposed",
)  # fmt: skip
NAME_FEATURES = len(NAMES) - NAMES.index("typed")
_TARGET, _ACTUAL = re.compile(r"목표(?!대로|를\s?(?:넘|이|채|웃))|계획(?!대로)|예정|예상|전망"), re.compile(r"실적|달성|결과|기록")
_PLANNED = re.compile(r"[을를]?\s?(?:목표|계획|[가-힣 ]{0,6}(?:겠다|예정|계획|려고|려는|기로))")
_TOTAL = re.compile(r"총|모두|전체|합계|합쳐|통틀어|다 합")
_WRITTEN_NUMBER = re.compile(r"^[^가-힣%㎡]*[\d.,조억만천백\s]*")


def features_of(question: Question, words: Words, reading: Reading, score: float, mention: Mention, *, first: bool) -> Features:
    """Return the features of a quantity (or of a name put as one) in a ranked passage, shape (len(NAMES),); those of names are zero."""
    text, start, end = reading.passage.text, mention.start, mention.end
    sentence = reading.sentence_at(start)
    clause = next(((a, b) for a, b in sentence.clauses if a <= start < b), (sentence.start, sentence.end))
    inside = [token for token in reading.tokens if sentence.start <= token.start < sentence.end and not start <= token.start < end]
    in_sentence = {token.form for token in inside}
    in_clause = {token.form for token in inside if clause[0] <= token.start < clause[1]}
    before = max((token for token in inside if token.end <= start), key=lambda token: (token.end, token.end - token.start), default=None)
    spot = Spot(question, words, reading, sentence, mention, inside)
    closeness = _closeness(words, reading, inside, start, end)
    years = _years_before(reading, sentence.start, start)
    figure = reading.passage.kind == "figure"
    role = _role(text, sentence.start, start, end)
    asked = "target" if "target" in question.roles and "actual" not in question.roles else "actual"
    row = frozenset(reading.about) if figure else frozenset()
    values = (
        max(score, -6.0) / 6.0,
        words.share(in_sentence | reading.about),
        words.share(in_sentence),
        words.share(in_clause),
        sum(words.weights[form] * near for form, near in closeness.items()) / words.total,
        max((closeness.get(form, 0.0) for form in words.last), default=0.0),
        float(before is not None and before.form in words.weights),
        float(bool(question.years) and bool(years) and years[-1] in question.years),
        float(bool(question.years) and bool(years) and years[-1] not in question.years),
        float(role == asked),
        float(role is not None and role != asked),
        float(figure),
        len(row & set(words.weights)) / max(len(row), 1) if figure else 0.0,
        float(bool(mention.kind) and _unit_named(question.text, mention)),
        float(bool(_TOTAL.search(question.text)) and bool(_TOTAL.search(text[max(sentence.start, start - 12) : start]))),
        float(text[:start].count("(") > text[:start].count(")")),
        float(first),
        float(score > -0.5),  # noqa: PLR2004 - half a deviation from the best passage
        float(bool(re.search(r"약\s?$", text[:start])) or "여" in mention.text),
        _owned(words, reading, inside, mention) / words.total,
        _owned_after(words, reading, inside, mention) / words.total,
        float(before is not None and before.form not in words.weights and start - before.end < 3),  # noqa: PLR2004 - a space and a mark
        max((words.weights[form] * near for form, near in closeness.items()), default=0.0) / max(words.weights.values(), default=1.0),
        min(sum(sentence.start <= other.start < sentence.end and other.kind == mention.kind for other in reading.mentions), 8) / 8,
        changed(spot),
        float(bool(words.head) and words.head in in_sentence | reading.about),
        float(bool(words.head) and words.head not in in_sentence | reading.about),
        float(role is None and asked == "target"),
        *around(spot),
        _unsaid(words, reading) if figure else 0.0,
        *(0.0,) * NAME_FEATURES,
    )
    return np.array(values, dtype=np.float64)


def _closeness(words: Words, reading: Reading, inside: Sequence[Token], start: int, end: int) -> dict[str, float]:
    """Return how near each of the question's words stands: before the number counts more than after it, as Korean says "X는 N명"."""
    near: dict[str, float] = {}
    for token in inside:
        if token.form not in words.weights:
            continue
        after = token.start >= end
        gap = token.start - end + 6 if after else start - token.end
        low, high = (end, token.start) if after else (token.end, start)
        steps = sum(low <= mention.start < high for mention in reading.mentions) + len(
            re.findall(r"[,;]\s", reading.passage.text[low:high])
        )
        near[token.form] = max(near.get(token.form, 0.0), math.exp(-max(gap, 0) / REACH - STEP * steps))
    return near


def _unsaid(words: Words, reading: Reading) -> float:
    """Return which share of a figure's name the question does not say."""
    name = re.sub(r"\(.*?\)", "", reading.passage.heading)
    forms = {token.form for token in reading.tokens if token.form in reading.about and token.form in name.lower()}
    return sum(not words.said([form]) for form in forms) / max(len(forms), 1)


def _owned(words: Words, reading: Reading, inside: Sequence[Token], mention: Mention) -> float:
    """Return the weight of the question's words whose next number of this kind is this one: "갑 10명, 을 50명" gives 50명 to 을."""
    rivals = [other for other in reading.mentions if other.kind == mention.kind and other.end <= mention.start]
    after = max((other.end for other in rivals), default=0)
    return sum(
        words.weights[form] for form in {t.form for t in inside if after <= t.start and t.end <= mention.start} & words.weights.keys()
    )


def _owned_after(words: Words, reading: Reading, inside: Sequence[Token], mention: Mention) -> float:
    """Return the weight of the question's words that follow this number before the next of its kind: "50명의 을", "50명이 창업했다"."""
    rivals = [other for other in reading.mentions if other.kind == mention.kind and other.start >= mention.end]
    until = min((other.start for other in rivals), default=len(reading.passage.text))
    return sum(words.weights[form] for form in {t.form for t in inside if mention.end <= t.start and t.end <= until} & words.weights.keys())


def _years_before(reading: Reading, opened: int, start: int) -> list[int]:
    """Return the years named before a place in its sentence, else in the passage's heading, else anywhere before it."""
    everywhere = list(_years(reading.mentions, start))
    here = [year for place, year in everywhere if place >= opened]
    heading = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", reading.passage.heading)]
    return here or heading or [year for _, year in everywhere]


def _years(found: Sequence[Mention], stop: int) -> Iterator[tuple[int, int]]:
    for mention in found:
        if mention.start >= stop:
            return
        if mention.kind == "년" and isinstance(mention.value, float) and mention.value > 1900:  # noqa: PLR2004 - a calendar year
            yield mention.start, int(mention.value)
        elif mention.kind == "date" and isinstance(mention.value, tuple) and mention.value[0] > 31:  # noqa: PLR2004 - year first
            yield mention.start, mention.value[0]


def _role(text: str, opened: int, start: int, end: int) -> str | None:
    """Return whether a number is written as a target or as a result, by the nearest such word around it."""
    before = text[max(opened, start - 14) : start]
    target = max((match.end() for match in _TARGET.finditer(before)), default=-1)
    actual = max((match.end() for match in _ACTUAL.finditer(before)), default=-1)
    if target < 0 and actual < 0:
        return "target" if _PLANNED.match(text[end : end + 14]) else None
    return "target" if target > actual else "actual"


def _unit_named(text: str, mention: Mention) -> bool:
    """Tell whether the question asks with the very unit the answer has: "몇 개사" and 14개사."""
    unit = _WRITTEN_NUMBER.sub("", mention.text).replace(" ", "")
    return mention.kind != "name" and bool(unit) and f"몇{unit}" in text.replace(" ", "")
