"""How well a quantity or a name of a passage answers a question: a vector of plain features, each between about −1 and 1.

What weighs how much is learned (answers/choice.py); nothing here is tuned.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from answers.quantities import Mention, Value
from answers.question import Question
from answers.reading import Reading
from answers.vocabulary import SYNONYMS
from indexer.tokens import Sentence, Token

Features = NDArray[np.float64]
Rarity = Callable[[str], float]
REACH = 25.0  # characters over which a word's bearing on a number falls to a third
STEP = 0.35  # what each comma, clause or other number between them takes off, in the exponent
NAMES = (
    "evidence", "coverage", "sentence", "clause", "closeness", "last_word", "word_before", "year", "other_year", "role", "other_role",
    "figure", "figure_name", "same_unit", "total", "aside", "first_of_kind", "near_best", "approximate",
    "owned", "owns_after", "alien", "rarest_near", "listed", "changed", "head_said", "head_lacks",
    "role_unsaid", "base", "of_base", "label", "label_only", "predicate", "predicate_alien", "later_kind", "alike_near",
    "given_near", "given_other", "largest", "figure_alien",
    "typed", "headed", "repeats", "joined", "quoted", "long", "several", "cut_before", "cut_after", "bracketed",
    "as_subject", "as_place", "as_object", "as_means", "place_subject", "place_at", "place_object",
    "place_means", "quoted_place", "counted", "most", "numbered", "rarest", "commonest", "apposed",
)  # fmt: skip
NAME_FEATURES = len(NAMES) - NAMES.index("typed")
_TARGET, _ACTUAL = re.compile(r"목표(?!대로|를\s?(?:넘|이|채|웃))|계획(?!대로)|예정|예상|전망"), re.compile(r"실적|달성|결과|기록")
_OLD = re.compile(r"(?:오르|늘|줄|내리|바뀌|고치|개선|증가|감소|하|되)기?\s?(?:전|이전)|이전|원래|당초|처음|전에|종전|기존")
_PLANNED = re.compile(r"[을를]?\s?(?:목표|계획|[가-힣 ]{0,6}(?:겠다|예정|계획|려고|려는|기로))")
_OF_WHICH = re.compile(r"\s?(?:중에?|가운데)(?=[\s,])")
_LABEL_OPENS = re.compile(r"[,;(·]\s?|(?<=[가-힣])(?:고|며|아|어|해|서)\s")
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

    `head` is the last of them but for roles: the thing whose amount is asked, the 사업비 of "총사업비는 얼마인가". `alike` leads from words
    that stand for one of the question's to that one.
    """

    weights: dict[str, float]
    last: frozenset[str]
    head: str = ""
    alike: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """Sum of the weights; never zero."""
        return sum(self.weights.values()) or 1.0

    def share(self, held: frozenset[str] | set[str]) -> float:
        """Return which share of the weight the words in `held` carry."""
        return sum(weight for form, weight in self.weights.items() if form in held) / self.total

    def said(self, forms: Iterable[str]) -> set[str]:
        """Return the question's words that forms say, themselves or by a word that stands for them (뽑다 for 채용)."""
        return {form if form in self.weights else self.alike[form] for form in forms if form in self.weights or form in self.alike}


def words_of(question: Question, tokens: Sequence[Token], rarity: Rarity) -> Words:
    """Return a question's telling words; not those of a quantity it names ("2022년") or of the unit it asks ("몇 명")."""
    within = [(mention.start, mention.end) for mention in question.given]
    within += [match.span() for match in _ASKED_UNIT.finditer(question.text)]
    told = [t for t in tokens if t.form not in _LIGHT and not any(start <= t.start < end for start, end in within)]
    weights: dict[str, float] = {}
    for place, token in enumerate(told):
        weights[token.form] = max(weights.get(token.form, 0.0), max(rarity(token.form), 0.1) * (0.6 + 0.8 * place / max(len(told) - 1, 1)))
    head = next((token.form for token in reversed(told) if token.form not in _ROLES and not token.form.endswith("다")), "")
    alike = {other: form for form in weights for other in SYNONYMS.get(form, ()) if other not in weights}
    return Words(weights, frozenset(token.form for token in told[-2:]), head, alike)


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
        float(role is None and asked == "target"),
        float(bool(_OF_WHICH.match(text[end:]))),
        float(bool(_OF_WHICH.search(text[max(sentence.start, start - 8) : start]))),
        *_label(words, reading, inside, sentence.start, start),
        *_predicate(words, reading, inside, end, sentence.end),
        question.wanted.index(mention.kind) / len(question.wanted) if mention.kind in question.wanted else 0.0,
        _alike_near(words, inside, start, end),
        *_given(question, reading, sentence, mention),
        float(bool(_TOTAL.search(question.text)) and _largest(reading, sentence, mention)),
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


def _label(words: Words, reading: Reading, inside: Sequence[Token], opened: int, start: int) -> tuple[float, float]:
    """Return how much of the question the words right before a number say, and which share of those words is of the question.

    They reach back to the mark or the number before: the 위기기업 컨설팅 of "신규 고용 2,711명, 위기기업 컨설팅 43명".
    """
    text = reading.passage.text
    marks = [match.end() for match in _LABEL_OPENS.finditer(text, opened, start)]
    back = max([opened, *marks, *(other.end for other in reading.mentions if opened <= other.end <= start)])
    forms = [token.form for token in inside if back <= token.start and token.end <= start]
    said = words.said(forms)
    return sum(words.weights[form] for form in said) / words.total, sum(bool(words.said([form])) for form in forms) / max(len(forms), 1)


def _predicate(words: Words, reading: Reading, inside: Sequence[Token], end: int, closed: int) -> tuple[float, float]:
    """Return whether what follows a number, up to the next mark or number, says a word of the question, or only others."""
    text = reading.passage.text
    mark = _LABEL_OPENS.search(text, end, closed)
    until = min([closed, *([mark.start()] if mark else []), *(other.start for other in reading.mentions if other.start >= end)])
    forms = [token.form for token in inside if end <= token.start and token.end <= until]
    said = words.said(forms)
    return sum(words.weights[form] for form in said) / words.total, float(bool(forms) and not said)


def _given(question: Question, reading: Reading, sentence: Sentence, mention: Mention) -> tuple[float, float]:
    """Return how near before a number its sentence names what the question names by number (2기, 9월 23일), or another of that kind.

    Only the nearest of a kind counts: what stands between "2기에는" and the next "3기에는" is of the second.
    """
    said, other = 0.0, 0.0
    for given in question.given:
        if given.kind in {"년", "", mention.kind}:
            continue
        before = [
            told for told in reading.mentions if sentence.start <= told.start and told.end <= mention.start and told.kind == given.kind
        ]
        if before and same(before[-1].value, given.value):
            said = max(said, math.exp(-(mention.start - before[-1].end) / REACH))
        elif before:
            other = 1.0
    return said, other


def same(one: Value, other: Value) -> bool:
    """Tell whether two values agree as far as both are told: "9월 23일" is the day of "2022년 9월 23일"."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        short = min(len(one), len(other))
        return one[-short:] == other[-short:]
    return one == other


def _largest(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    rivals = [told.value for told in reading.mentions if sentence.start <= told.start < sentence.end and told.kind == mention.kind]
    return isinstance(mention.value, float) and all(value <= mention.value for value in rivals if isinstance(value, float))


def _unsaid(words: Words, reading: Reading) -> float:
    """Return which share of a figure's name the question does not say."""
    name = re.sub(r"\(.*?\)", "", reading.passage.heading)
    forms = {token.form for token in reading.tokens if token.form in reading.about and token.form in name.lower()}
    return sum(not words.said([form]) for form in forms) / max(len(forms), 1)


def _alike_near(words: Words, inside: Sequence[Token], start: int, end: int) -> float:
    """Return the weight of the question's words that stand near a number only by another word, by nearness."""
    near: dict[str, float] = {}
    for token in inside:
        if (form := words.alike.get(token.form)) is not None:
            gap = token.start - end + 6 if token.start >= end else start - token.end
            near[form] = max(near.get(form, 0.0), math.exp(-max(gap, 0) / REACH))
    return sum(words.weights[form] * nearness for form, nearness in near.items()) / words.total


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
