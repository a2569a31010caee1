"""How well a quantity or a name of a passage answers a question: a vector of plain features, each between about −1 and 1.

What weighs how much is learned (answers/choice.py); nothing here is tuned.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answers.quantities import Mention
from answers.question import Question
from answers.reading import Reading
from indexer.tokens import Token

Features = NDArray[np.float64]
Rarity = Callable[[str], float]
REACH = 25.0  # characters over which a word's bearing on a number falls to a third
STEP = 0.35  # what each comma, clause or other number between them takes off, in the exponent
NAMES = (
    "evidence", "coverage", "sentence", "clause", "closeness", "last_word", "word_before", "year", "other_year", "role", "other_role",
    "figure", "figure_name", "same_unit", "total", "aside", "first_of_kind", "near_best", "approximate",
    "owned", "owns_after", "alien", "rarest_near", "listed", "changed", "head_said", "head_lacks",
    "typed", "headed", "repeats", "joined", "quoted", "long",
)  # fmt: skip
_TARGET, _ACTUAL = re.compile(r"목표|계획|예정|예상|전망"), re.compile(r"실적|달성|결과|기록")
_OLD = re.compile(r"(?:오르|늘|줄|내리|바뀌|고치|개선|증가|감소|하|되)기?\s?(?:전|이전)|이전|원래|당초|처음|전에|종전|기존")
_TOTAL = re.compile(r"총|모두|전체|합계|합쳐|통틀어|다 합")
_WRITTEN_NUMBER = re.compile(r"^[^가-힣%㎡]*[\d.,조억만천백\s]*")
_ASKED_UNIT = re.compile(r"몇\s?[가-힣%㎡]{1,2}")
_ROLES = frozenset({
    "실적", "목표", "계획", "결과", "금액", "규모", "인원", "수", "명", "사람", "총", "모두", "전체", "숫자", "비율", "값", "기업",
    "기관", "곳", "율", "률",
})  # fmt: skip
_LIGHT = frozenset({
    "몇", "얼마", "언제", "어디", "무엇", "누구", "이다", "있다", "하다", "되다", "것", "수", "때", "알리다", "어느", "어떤", "무슨",
    "정도", "말하다", "년",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The question's words that say what about: form → weight (its rarity, more towards the end, where Korean puts the thing asked).

    `head` is the last of them but for roles: the thing whose amount is asked, the 사업비 of "총사업비는 얼마인가".
    """

    weights: dict[str, float]
    last: frozenset[str]
    head: str = ""

    @property
    def total(self) -> float:
        """Sum of the weights; never zero."""
        return sum(self.weights.values()) or 1.0

    def share(self, held: frozenset[str] | set[str]) -> float:
        """Return which share of the weight the words in `held` carry."""
        return sum(weight for form, weight in self.weights.items() if form in held) / self.total


def words_of(question: Question, tokens: Sequence[Token], rarity: Rarity) -> Words:
    """Return a question's telling words; not those of a quantity it names ("2022년") or of the unit it asks ("몇 명")."""
    within = [(mention.start, mention.end) for mention in question.given]
    within += [match.span() for match in _ASKED_UNIT.finditer(question.text)]
    told = [t for t in tokens if t.form not in _LIGHT and not any(start <= t.start < end for start, end in within)]
    weights: dict[str, float] = {}
    for place, token in enumerate(told):
        weights[token.form] = max(weights.get(token.form, 0.0), max(rarity(token.form), 0.1) * (0.6 + 0.8 * place / max(len(told) - 1, 1)))
    head = next((token.form for token in reversed(told) if token.form not in _ROLES and not token.form.endswith("다")), "")
    return Words(weights, frozenset(token.form for token in told[-2:]), head)


def features_of(question: Question, words: Words, reading: Reading, score: float, mention: Mention, *, first: bool) -> Features:
    """Return the features of a quantity (or of a name put as one) in a ranked passage, shape (len(NAMES),); those of names are zero."""
    text, start, end = reading.passage.text, mention.start, mention.end
    sentence = reading.sentence_at(start)
    clause = next(((a, b) for a, b in sentence.clauses if a <= start < b), (sentence.start, sentence.end))
    inside = [token for token in reading.tokens if sentence.start <= token.start < sentence.end and not start <= token.start < end]
    in_sentence = {token.form for token in inside}
    in_clause = {token.form for token in inside if clause[0] <= token.start < clause[1]}
    before = max((token for token in inside if token.end <= start), key=lambda token: (token.end, token.end - token.start), default=None)
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
        _changed(question, text, end),
        float(bool(words.head) and words.head in in_sentence | reading.about),
        float(bool(words.head) and words.head not in in_sentence | reading.about),
        *(0.0,) * 6,
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


def _changed(question: Question, text: str, end: int) -> float:
    """Return −1 for the old value of a change ("1.8%에서 0.7%로") where the new one is asked, 1 where the old one is; 0 for others."""
    if not re.match(r"(?:\s?[가-힣]{1,3})?(?:에서|이던|였던|이었던)\s", text[end:]):
        return 0.0
    return 1.0 if _OLD.search(question.text) else -1.0


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
    before, after = text[max(opened, start - 14) : start], text[end : end + 6]
    target = max((match.end() for match in _TARGET.finditer(before)), default=-1)
    actual = max((match.end() for match in _ACTUAL.finditer(before)), default=-1)
    if target < 0 and actual < 0:
        return "target" if re.match(r"\s?(?:을|를)?\s?(?:목표|계획)", after) else None
    return "target" if target > actual else "actual"


def _unit_named(text: str, mention: Mention) -> bool:
    """Tell whether the question asks with the very unit the answer has: "몇 개사" and 14개사."""
    unit = _WRITTEN_NUMBER.sub("", mention.text).replace(" ", "")
    return mention.kind != "name" and bool(unit) and f"몇{unit}" in text.replace(" ", "")
