"""What a question asks: the kind of answer, the year, target or result, and the quantities it names.

What is to be done and which kind of value answers is learned from the questions of many writers (`question_model.py`); patterns read what
is closed in the language: 언제, 왜, 어떻게, a counter after 몇, years, and the words of plans and results.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from answers.asked.question_model import intents_of, kinds_of
from answers.asked.spoken_numbers import write_numbers
from answers.asked.vocabulary import OF_A_SCHEME
from corpus.facts.quantities import Mention, mentions
from corpus.vocabulary.letter_classifier import Scores

Kind = Literal["quantity", "date", "name", "reason", "method", "yes_no"]
"""What answers: a value of a kind in `wanted`, a day or year, what somebody or something is called, why, how or what, yes or no."""
Role = Literal["target", "actual", "attainment", "change"]

_HOW_MANY = re.compile(r"몇\s?(?=[^\s?])")
_WHEN = re.compile(r"언제(?!나|든)|며칠(?!\s?(?:간|동안|씩|이나|만|안))")
_WHY = re.compile(r"까닭|이유|왜(?![가-힣])|배경[은과]|(?<![가-힣])원인|사유")
_HOW = re.compile(
    r"어떻게(?!\s?(?:되|돼|됩|됐))|어떤\s?(?:방법|방식|식|일|노력|절차|지원|대책|전략|조치|효과|성과|방향|체계|장치|순서|문제|역할|제도|변화|내용|한계)"
    r"|무엇을|뭘\s|비결|(?:한계|과제|방향|방법|방식|특징|효과|전략|절차|내용)[은는과와]"
)
_WHETHER = re.compile(r"(?:인가요?|나요?|습니까|는지|을까요?|있어요?|되나요?|맞나요?)\s?[?？]?\s*$")
_ASKS = re.compile(r"몇|얼마|언제|어디|누구|누가|무엇|뭐|뭘|무슨|어느|어떤|어떻게|왜|며칠|[은는]\s?[?？]?\s*$")
_AMOUNT = ("얼마", "어느 정도")
_SHORT_YEAR = re.compile(r"[12]\d\s?년")  # "22년 목표"
_TARGET = re.compile(
    rf"목표(?!{OF_A_SCHEME})|계획(?:한|했|인원|치|이던)|예정|원래|애초|당초|[가-힣](?:으?려던|려고\s?한|려고\s?했|기로\s?한)|내다본|기대(?:한|하는|되는)"
)
_ACTUAL = re.compile(r"실적|결과|실제|달성한|이룬")
_ATTAINMENT = re.compile(r"달성[률율]|목표\s?대비|목표.{0,12}(?:넘|초과|달성|채웠|미달|못\s?미)")
_CHANGE = re.compile(
    r"(?:보다|대비|에서|사이에?|전년|부터)[^?]{0,40}(?:늘|줄|증가|감소|올랐|내렸|상승|하락|변화|변했|바뀌|차이|증감)|증감|변화"
)
_OF_NO_NUMBER: Mapping[str, tuple[Kind, tuple[str, ...]]] = {
    "date": ("date", ("date", "년", "월", "개월", "일")), "name": ("name", ()), "why": ("reason", ()), "points": ("method", ()),
    "yes_no": ("yes_no", ()), "other": ("name", ()),
}  # fmt: skip
_LIKELY, _SURELY = 0.1, 0.6
"""How probable a kind of value is at least that may be asked for, and one that is hardly to be doubted."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood. `wanted` are the kinds of quantity that would answer it; `given` are the quantities it names.

    `guessed`: nothing of it says surely that a value is asked for.
    """

    text: str
    kind: Kind
    wanted: tuple[str, ...]
    years: tuple[int, ...]
    given: tuple[Mention, ...]
    roles: frozenset[Role]
    guessed: bool = False

    @property
    def intents(self) -> Scores:
        """How probable each intent is: what is to be done for the question."""
        return intents_of(self.text)

    @property
    def asks_value(self) -> bool:
        """Whether a value answers: a quantity, a date or a name, and no sentences."""
        return bool(self.wanted) or self.kind == "name"


def analyse(text: str) -> Question:
    """Return what a clean question asks, numbers in words as digits."""
    text = write_numbers(text)
    given = tuple(mentions(text))
    years = tuple(dict.fromkeys(read_years(given)))
    counted, kinds = _counted(text), kinds_of(text)
    numbered = bool(counted) or any(word in text for word in _AMOUNT)
    told = None if numbered else _said_outright(text)
    kind, wanted = _OF_NO_NUMBER[told] if told else _read_kind(counted, kinds, numbered=numbered)
    guessed = not counted and max(kinds.values()) < _SURELY
    return Question(text, kind, wanted, years, given, frozenset(_roles(text)), guessed)


def _said_outright(text: str) -> str | None:
    """Return what answers where a word for it stands in the question: when, why, how, whether."""
    if _WHETHER.search(text) and not _ASKS.search(text):
        return "yes_no"
    for pattern, answered in ((_WHEN, "date"), (_WHY, "why"), (_HOW, "points")):
        if pattern.search(text):
            return answered
    return None


def _read_kind(counted: Sequence[str], kinds: Scores, *, numbered: bool) -> tuple[Kind, tuple[str, ...]]:
    """Return what answers: what is counted after 몇, else what questions of these letters most often ask; a number where one is asked."""
    ranked = sorted(kinds, key=lambda kind: -kinds[kind])
    if not numbered and ranked[0] in _OF_NO_NUMBER:
        return _OF_NO_NUMBER[ranked[0]]
    values = [kind for kind in ranked if kind not in _OF_NO_NUMBER]
    likely = [kind for kind in values if kinds[kind] >= _LIKELY] or values[:1]
    return "quantity", tuple(dict.fromkeys((*counted, *likely)))


def _counted(text: str) -> tuple[str, ...]:
    """Return the kinds of quantity that 몇 asks for: "몇 명" → 명."""
    if "몇" not in text:
        return ()
    found = Counter(one.kind for one in mentions(_HOW_MANY.sub("1", text)) if one.kind)
    return tuple(found - Counter(one.kind for one in mentions(text)))


def read_years(given: Sequence[Mention]) -> list[int]:
    """Return the calendar years that quantities stand for, in order: "2022년", "22년", a date that has its year."""
    found = []
    for mention in given:
        if mention.kind == "년" and isinstance(mention.value, float) and _SHORT_YEAR.fullmatch(mention.text):
            found.append(2000 + int(mention.value))
        if mention.kind == "년" and isinstance(mention.value, float) and 1950 <= mention.value <= 2100:  # noqa: PLR2004 - calendar years
            found.append(int(mention.value))
        elif mention.kind == "date" and isinstance(mention.value, tuple) and mention.value[0] > 31:  # noqa: PLR2004 - no day of a month
            found.append(mention.value[0])
    return found


def _roles(text: str) -> list[Role]:
    found: list[tuple[Role, re.Pattern[str]]] = [
        ("attainment", _ATTAINMENT), ("target", _TARGET), ("actual", _ACTUAL), ("change", _CHANGE),
    ]  # fmt: skip
    return [role for role, pattern in found if pattern.search(text)]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a question names, as search recognised it: a facet's value, the [start, end) characters, and the cases that have it."""

    field: str
    value: str
    start: int
    end: int
    cases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases a question is about, as its names and the caller's filters say.

    `cases` are ids (None: all); `absent` are places it names that no case covers; `recognitions` are what it names, in order, as often as
    it does; `placed` tells that it names a place that some case has.
    """

    cases: frozenset[str] | None = None
    absent: tuple[str, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    placed: bool = False
