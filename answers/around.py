"""What stands around a quantity in its sentence: the words that name it, what is said of it, and the other quantities beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answers.question import Question
from answers.reading import Reading
from answers.telling_words import Words
from answers.vocabulary import ACT_OF
from corpus.facts.quantities import Mention, Value
from indexer.text.analyser import Sentence, Token

AROUND = (
    "base", "of_base", "label", "label_only", "predicate", "predicate_alien", "dated_label", "dated_predicate", "later_kind", "alike_near",
    "given_near", "given_other", "largest", "period", "increment_asked", "increment_alien", "rate_named", "rate_alien",
    "act_named", "act_alien", "act_after", "act_after_alien",
)  # fmt: skip
"""What `around` returns, in its order."""
REACH = 25.0  # characters over which a word's bearing on a number falls to a third
CLOSE = 16  # characters within which a year stands by a quantity
GENERAL = 6  # a question that so many kinds of quantity would answer prefers none of them
_OF_WHICH = re.compile(r"\s?(?:중에?|가운데)(?=[\s,])")
_MARKS = re.compile(r"[,;]\s?|(?<=[가-힣])(?:고|며|아|어|해|서)\s")
_TOTAL = re.compile(r"총|전체|합계|합쳐|통틀어|다 합")
_GREW = re.compile(r"\s?(?:\([^)]*\)\s?)?(?:[가-힣]{0,3}\s)?(?:늘|불어|증가|줄|감소|오르|올랐|올라|상승|하락|내리|더)")
_RATE = re.compile(r"(?<![가-힣])[가-힣]+[률율]")
_DATED = frozenset({"date", "년", "월", "일", "period"})
_OLD = re.compile(r"(?:오르|늘|줄|내리|바뀌|고치|개선|증가|감소|하|되)기?\s?(?:전|이전)|이전|원래|당초|처음|전에|종전|기존")


@dataclass(frozen=True, slots=True)
class Spot:
    """A quantity in its sentence, under a question; `inside` are the sentence's tokens but for the quantity's own."""

    question: Question
    words: Words
    reading: Reading
    sentence: Sentence
    mention: Mention
    inside: Sequence[Token]

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.reading.passage.text

    def others(self) -> list[Mention]:
        """Return the other quantities of its kind in the sentence."""
        return [
            told
            for told in self.reading.mentions
            if told.kind == self.mention.kind and told is not self.mention and self.sentence.start <= told.start < self.sentence.end
        ]


def around(spot: Spot) -> tuple[float, ...]:
    """Return the features named in `AROUND`, each between about −1 and 1."""
    text, mention, question = spot.text, spot.mention, spot.question
    label, predicate = _label(spot), _predicate(spot)
    named, told = _said(spot, label), _said(spot, predicate)
    dated = mention.kind in _DATED
    grew = _GREW.match(text, mention.end) is not None
    asked_rate = [found.group() for found in _RATE.finditer(question.text)]
    rate = [found for found in _RATE.findall(text[label[0] : label[1]]) if len(found) > 1]
    return (
        float(bool(_OF_WHICH.match(text, mention.end))),
        float(bool(_OF_WHICH.search(text[max(spot.sentence.start, mention.start - 8) : mention.start]))),
        named[0],
        named[1],
        told[0],
        float(told[2] and not told[0]),
        dated * named[0],
        dated * told[0],
        question.wanted.index(mention.kind) / len(question.wanted) if mention.kind in question.wanted[:GENERAL] else 0.0,
        _alike_near(spot),
        *_given(spot),
        float(bool(_TOTAL.search(question.text)) and _largest(spot)),
        float(mention.kind == "period"),
        float(grew and "change" in question.roles),
        float(grew and "change" not in question.roles),
        float(bool(rate) and any(one[-4:].endswith(rate[-1][-3:]) for one in asked_rate)),
        float(bool(rate) and bool(asked_rate) and not any(one[-4:].endswith(rate[-1][-3:]) for one in asked_rate)),
        *_acts(spot, (label[0], predicate[1])),
        *_acts(spot, predicate),
    )


def changed(spot: Spot) -> float:
    """Return −1 for the old value of a change ("1.8%에서 0.7%로") where the new one is asked, 1 where the old one is; 0 for others.

    "2021년 87명에서" is no old value to a question for 2021.
    """
    text, start = spot.text, spot.mention.start
    if any(re.search(rf"{year}년[^\d]{{0,{CLOSE}}}$", text[max(0, start - CLOSE - 5) : start]) for year in spot.question.years):
        return 0.0
    if not re.match(r"(?:\s?[가-힣]{1,3})?(?:에서|이던|였던|이었던)\s", text[spot.mention.end :]):
        return 0.0
    return 1.0 if _OLD.search(spot.question.text) else -1.0


def same(one: Value, other: Value) -> bool:
    """Tell whether two values agree as far as both are told: "9월 23일" is the day of "2022년 9월 23일"."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        short = min(len(one), len(other))
        return one[-short:] == other[-short:]
    return one == other


def _label(spot: Spot) -> tuple[int, int]:
    """Return the [start, end) of the words that name a quantity: back to the mark, or to the quantity of its kind, before it.

    They are the 위기기업 컨설팅 of "신규 고용 2,711명, 위기기업 컨설팅 43명", and the 침수 복구비 of "침수 복구비 847개소(5억 원)"; a base
    ("168명 중 71명") and a bracket with nothing in it before the quantity close no label.
    """
    text, start = spot.text, spot.mention.start
    closed = [told.end for told in spot.others() if told.end <= start and not _OF_WHICH.match(text, told.end)]
    marks = [match.end() for match in _MARKS.finditer(text, spot.sentence.start, start)]
    opened = text.rfind("(", spot.sentence.start, start)
    inner = [opened + 1] if opened >= 0 and any(opened < token.start < start for token in spot.inside) else []
    return max([spot.sentence.start, *closed, *marks, *inner]), start


def _predicate(spot: Spot) -> tuple[int, int]:
    """Return the [start, end) of what follows a quantity, up to the next mark or quantity of its kind."""
    end = spot.mention.end
    mark = _MARKS.search(spot.text, end, spot.sentence.end)
    following = [told.start for told in spot.others() if told.start >= end]
    return end, min([spot.sentence.end, *([mark.start()] if mark else []), *following])


def _said(spot: Spot, span: tuple[int, int]) -> tuple[float, float, bool]:
    """Return which share of the question's weight the words of a span say, which share of them says any, and whether there are words."""
    forms = [token.form for token in spot.inside if span[0] <= token.start and token.end <= span[1]]
    said = spot.words.said(forms)
    telling = sum(bool(spot.words.said([form])) for form in forms) / max(len(forms), 1)
    return sum(spot.words.weights[form] for form in said) / spot.words.total, telling, bool(forms)


def _acts(spot: Spot, span: tuple[int, int]) -> tuple[float, float]:
    """Return whether the words of a span tell the act or the kind of money that the question asks for, or only another.

    "1,114명이 방문하고 202명이 채용됐다": of those who came the second number tells nothing, though both count people.
    """
    told = _acts_of(token.form for token in spot.inside if span[0] <= token.start and token.end <= span[1])
    asked = _acts_of(spot.words.weights)
    return float(bool(told & asked)), float(bool(told) and bool(asked) and not told & asked)


def _acts_of(forms: Iterable[str]) -> set[int]:
    return {act for form in forms if (act := ACT_OF.get(form)) is not None}


def _given(spot: Spot) -> tuple[float, float]:
    """Return how near a quantity its sentence names what the question names by number (2기, 9월 23일), and whether another is named.

    Before it only the nearest of a kind counts: what stands between "2기에는" and the next "3기에는" is of the second.
    """
    said, other = 0.0, 0.0
    for given in spot.question.given:
        if given.kind in {"년", "", spot.mention.kind}:
            continue
        told = [
            found for found in spot.reading.mentions if found.kind == given.kind and spot.sentence.start <= found.start < spot.sentence.end
        ]
        before = [found for found in told if found.end <= spot.mention.start][-1:]
        after = [found for found in told if not before and found.start >= spot.mention.end][:1]
        gaps = [spot.mention.start - found.end for found in before if same(found.value, given.value)]
        gaps += [found.start - spot.mention.end + 6 for found in after if same(found.value, given.value)]
        if gaps:
            said = max(said, math.exp(-min(gaps) / REACH))
        elif before:
            other = 1.0
    return said, other


def _largest(spot: Spot) -> bool:
    value = spot.mention.value
    return isinstance(value, float) and all(told.value <= value for told in spot.others() if isinstance(told.value, float))


def _alike_near(spot: Spot) -> float:
    """Return the weight of the question's words that stand near a quantity only by another word, by nearness."""
    near: dict[str, float] = {}
    for token in spot.inside:
        if (form := spot.words.alike.get(token.form)) is not None:
            after = token.start >= spot.mention.end
            gap = token.start - spot.mention.end + 6 if after else spot.mention.start - token.end
            near[form] = max(near.get(form, 0.0), math.exp(-max(gap, 0) / REACH))
    return sum(spot.words.weights[form] * nearness for form, nearness in near.items()) / spot.words.total
