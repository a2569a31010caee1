"""Words around a value → the noun phrase that it is of; by particles and the sound that each must follow, without an analyser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.facts.language.particles import NAMING, SUBJECT, TOPIC, split_particle

_COUNTING_WORDS = """총 약 모두 각 각각 무려 단 만 또 및 등 등의 등을 합계 합산 최종 무려 전체 대략 거의 이미 다시 중 중에 약간 겨우
    계 또한 특히 한편 그리고 금 이상 이하 이내 미만 초과 정도 규모 규모의 수준 내외 가량 이상의 이상을 이상이"""
_COUNTING = frozenset(_COUNTING_WORDS.split())
"""What says how much it is, not what."""
_VERB = re.compile(
    r"(?P<noun>[가-힣A-Za-z·]{2,}?)(?:(?:하|되|시키)(?:는|여|고|며|였[가-힣]*|었[가-힣]*|어|기[가-힣]*|지|도록|면|면서|고자|게|려[가-힣]*|던)|했[가-힣]*|됐[가-힣]*|한|된|할|될|함|됨|해|돼|합니다|됩니다|시켜|시킨|시킬|시킴)[.]?"
)
_VERBISH = re.compile(
    r"(?:[가-힣]*(?:위한|통한|관한|대한|의한|인한|있는|없는|받은|같은|높은|많은|따른|다른|늘어난|줄어든|나타난|거둔|이룬|얻은|아닌|[하되]는|했던|[가-힣]었던)|[가-힣]+(?:[하되][고며면]|하여|되어|이고|이며|으며|으면|면서|지만|아서|어서)|위해|통해|따라|인해|이며|이고|[가-힣]+다|[가-힣]+요)$"
)
_EDGE = re.compile(r"^[^\w가-힣「『“\"‘'㈜]+|[^\w가-힣」』”\"’'%㎡)]+$")
_LONGEST_BEFORE, _LONGEST_AFTER = 6, 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as worded, without its particle, and the particle: "" where it has none."""

    words: str
    particle: str


def phrase_before(text: str) -> Phrase:
    """Return the noun phrase that ends a text: "2022년 청년 취업자 수는 약" → "청년 취업자 수", 는; empty where none does."""
    words = _words(text)
    while words and words[-1] in _COUNTING:
        words.pop()
    if not words:
        return Phrase("", "")
    last, particle = split_particle(words.pop())
    if (verb := _VERB.fullmatch(last)) or _VERBISH.fullmatch(last):
        if verb is None or particle:
            return Phrase("", "verb")
        inner = phrase_before(" ".join(words)) if words else Phrase("", "")
        return Phrase(f"{inner.words} {verb['noun']}".strip(), "verb")
    found = [last]
    while words and len(found) < _LONGEST_BEFORE:
        word = words[-1]
        _, between = split_particle(word)
        if between not in {"", "의"} or word in _COUNTING - {"및"} or _VERBISH.fullmatch(word) or _VERB.fullmatch(word):
            break
        found.insert(0, words.pop())
    while found and found[0] in {"및", "등"}:
        found.pop(0)
    return Phrase(_EDGE.sub("", " ".join(found)), particle)


def phrase_after(text: str) -> Phrase:
    """Return the noun phrase behind a value with the noun of its verb, and the value's particle: "의 청년이 취업했다" → "청년 취업"."""
    own = re.match(r"[가-힣]+|\s+(?:[은는이가을를의에로]|으로)(?=\s)", text)  # also behind what a bracket held
    particle = own.group().strip() if own else ""
    found: list[str] = []
    for word in _words(text[own.end() if own else 0 :])[: _LONGEST_AFTER + 2]:
        if word in _COUNTING and not found:
            continue
        if verb := _VERB.fullmatch(word):
            found.append(verb["noun"])
            break
        if word in _COUNTING or _VERBISH.fullmatch(word) or len(found) == _LONGEST_AFTER:
            break
        stem, case = split_particle(word)
        found.append(stem)
        if case not in NAMING:
            break
    return Phrase(_EDGE.sub("", " ".join(found)), particle)


def topic_of(text: str) -> str | None:
    """Return the last noun phrase of a text that is marked as what is spoken of (은, 는, 이, 가), or None."""
    words = _words(text)
    for at in range(len(words) - 1, -1, -1):
        stem, particle = split_particle(words[at])
        if particle in TOPIC | SUBJECT and not _VERB.fullmatch(words[at]) and not _VERBISH.fullmatch(words[at]):
            found = phrase_before(" ".join(words[max(0, at - _LONGEST_BEFORE) : at + 1])).words or stem
            if len(found) > 1 and not found[0].isdigit():
                return found
    return None


def _words(text: str) -> list[str]:
    return [word for word in (_EDGE.sub("", word) for word in text.split()) if word]
