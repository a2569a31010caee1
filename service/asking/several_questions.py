"""Several questions in one text: taken apart, each made whole by what the first is about, and their answers joined."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Protocol

from answers.asked.question import analyse
from answers.asked.question_model import intents_of
from answers.asked.vocabulary import ASKING_VALUE, CHOOSING, OF_CASES, PLAIN, SAYING
from answers.results import Draft
from indexer.text.analyser import Morpheme
from indexer.text.function_words import CONJUNCTIONS

PARTS, MAYBE, _DIFFERENCE, _RECKONED = 3, 0.01, 0.85, 0.3
"""Questions answered of one text; how probable it is at least that a sentence which two words ask in asks for two things, and at most
that the difference of two joined values is asked for, or another reckoning.
"""
_AGAIN = "앞의 물음과 다른 값을 자료에서 찾지 못했습니다."
_SEVERAL = re.compile(r"(?<=[?？])\s*(?=\S)")
_AMONG = ("그중", "그 중", "이중", "그 가운데")
_JOINING = frozenset({"JC", "JKB", "MAJ", "MAG", "SP"})
_NAMING, _VERBS = frozenset({"NNG", "NNP", "NNB", "XSN", "XPN", "SL", "SN", "UN"}), frozenset({"VV", "VA", "VX"})
_COUNTS, _TOGETHER = re.compile(r"몇|얼마"), ("합", "빼", "뺀", "나머지", "사이")
_EACH = re.compile(r"\s*각각\s*")
_WORD, _PARTICLE = re.compile(r"\S+"), re.compile(r"^(?:은|는|이|가|을|를|도)(?=\s|[?？]|$)")
_NOUNS, _JOINS, _SUBJECT = frozenset({"NNG", "NNP", "SL", "UN"}), "EC", frozenset({"JX", "JKS", "JKO"})


class Morphology(Protocol):
    """What takes a text apart."""

    def morphemes(self, text: str) -> Sequence[Morpheme]:
        """Return the morphemes of a text in order."""


def parts_of(text: str, grammar: Morphology, places: Collection[str] = (), regions: Collection[str] = ()) -> Sequence[str]:
    """Return the questions in a text, three at most, each so that it can be understood alone; a text that asks one thing as it is.

    A later one that names one of `places` is left as it is. `regions` are the names by which two places may be asked for in one.
    """
    parts = split_questions(text, grammar)
    if len(parts) == 1:
        return [*split_pair(text, grammar, regions)] or [text]
    topic = _topic(parts[0], grammar)
    return [parts[0], *(part if any(place in part for place in places) else _complete(part, topic, grammar) for part in parts[1:PARTS])]


def split_questions(text: str, grammar: Morphology) -> list[str]:
    """Return the questions in a text as they stand there."""
    return [part for sentence in _sentences(text) for part in _clauses(sentence, grammar)]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text that holds two question marks; else the text."""
    parts = [part.strip() for part in _SEVERAL.split(text) if any(char.isalnum() for char in part)]
    if len(parts) > 1 and not parts[-1].endswith(("?", "？")):  # "어디죠? 2022년 기준으로요."
        parts[-2:] = [" ".join(parts[-2:])]
    return parts if len(parts) > 1 else [text]


def _clauses(sentence: str, grammar: Morphology) -> Iterator[str]:
    """Yield the clauses of a sentence that each ask for something: "몇 개 기업이 참여했고 | 몇 명이 취업했나"."""
    found = grammar.morphemes(sentence)
    asking = frozenset(_asking(sentence, found))
    start, end, asked = 0, 0, False
    for morpheme in found if len(asking) > 1 and intents_of(sentence)["two"] >= MAYBE else ():
        if morpheme.start in asking:
            if end:
                yield sentence[start:end].strip()
                start = end
            end = 0
            asked = True
        elif asked and (morpheme.tag == _JOINS or sentence[morpheme.start : morpheme.end] == ","):
            end = morpheme.end
    yield sentence[start:].strip(" ,")


def split_pair(text: str, grammar: Morphology, regions: Collection[str] = ()) -> tuple[str, ...]:
    """Return the two questions of one whose last words join two values, or two places, with 와: "예산과 참여 인원은 각각 얼마".

    Each is whole: what stands before the first is said of both. Nothing where two are not asked for: "수료인원과 취업인원의 차이는".
    """
    found = grammar.morphemes(text)
    joints = [at for at, one in enumerate(found) if text[one.start : one.end] in CONJUNCTIONS and one.tag in _JOINING]
    intents = intents_of(text)
    if len(joints) != 1 or intents["difference"] > _DIFFERENCE or max(intents[one] for one in ("sum", "share", "compare")) > _RECKONED:
        return ()
    before, after = found[: joints[0]], found[joints[0] + 1 :]
    first, second = _last_noun(text, before), _next_noun(after)
    if first is None or second is None:
        return ()
    places = _two_places(text, first, second, regions if text[found[joints[0]].start] != "," else ())
    if not _asks_alone(text, [one for one in after if one.start >= second.stop], of_places=bool(places)):
        return ()
    if places:
        return places
    rest = text[second.stop :]
    values = (text[first.start : first.stop], text[second.start : second.stop])
    each = "각각" in rest and _COUNTS.search(rest) is not None
    if rest.strip() and not _PARTICLE.match(rest) and rest[0] not in " ?？":
        return ()
    if not each and (intents["two"] < MAYBE or not all(map(_is_value, values))):
        return ()
    said = _EACH.sub(" ", _PARTICLE.sub("", rest)).strip(" ?？")
    topic, asked = text[: first.start].strip(), said if any(word in said for word in ASKING_VALUE) else ""
    one, other = (f"{topic} {value}{'은' if _ends_in_consonant(value) else '는'} {asked}".strip() + "?" for value in values)
    return one, other


def _two_places(text: str, first: range, second: range, regions: Collection[str]) -> tuple[str, ...]:
    """Return a question of two places as one of each, nothing where it is of other things."""
    found = _WORD.search(text, second.start)
    place = "" if found is None else found.group().removesuffix("의").rstrip("?？")
    if not {place, text[first.start : first.stop]} <= {*regions}:
        return ()
    rest = _EACH.sub(" ", text[second.start + len(place) :])
    return f"{text[: first.stop]}{rest}", f"{text[: first.start]}{place}{rest}"


def _last_noun(text: str, found: Sequence[Morpheme]) -> range | None:
    """Return where the noun before a joint stands: its word, with the one before it where it only counts (이용자 수)."""
    if not found or found[-1].tag not in _NAMING or (found and any(text[one.start : one.end] in ASKING_VALUE for one in found)):
        return None
    end = found[-1].end
    words = list(_WORD.finditer(text, 0, end))
    start = words[-1].start()
    if len(words) > 1 and words[-1].group() in PLAIN:
        start = words[-2].start()
    return range(start, end)


def _next_noun(found: Sequence[Morpheme]) -> range | None:
    """Return where the noun after a joint stands, to its particle."""
    end = 0
    for one in found:
        if one.tag not in _NAMING:
            break
        end = one.end
    return range(found[0].start, end) if end else None


def _asks_alone(text: str, found: Sequence[Morpheme], *, of_places: bool) -> bool:
    """Tell whether nothing but words of asking stands among some morphemes; of places, also what is asked of them, but no choice."""
    told = [(text[one.start : one.end], one.tag.split("-")[0]) for one in found]
    if any(word in CHOOSING or word.startswith(_TOGETHER) for word, _ in told) or (told and told[0][1] == "JKG" and not of_places):
        return False
    before = takewhile(lambda one: one[0] not in ASKING_VALUE, told)
    words = (word for word, tag in before if tag in _NAMING | _VERBS | {"MAG"})
    return of_places or all(word in OF_CASES or word == "각각" or word.startswith(SAYING) for word in words)


def _is_value(noun: str) -> bool:
    asked = analyse(f"{noun}은?")
    return asked.kind == "quantity" and not asked.guessed


def _ends_in_consonant(word: str) -> bool:
    return (ord(word[-1]) - ord("가")) % 28 > 0 if "가" <= word[-1] <= "힣" else False


def _topic(question: str, grammar: Morphology) -> str:
    """Return what a question says before it asks; where no word of it asks, all but the last."""
    asking = _asking(question, grammar.morphemes(question))
    return question[: asking[0]].strip() if asking else " ".join(question.split()[:-1])


def _complete(part: str, topic: str, grammar: Morphology) -> str:
    """Return a later question after what the first is about.

    Where it has a subject of its own, the first one's is left out: "공제 신청은 몇 명이고 해지는 몇 명인가" → "공제 해지는 몇 명인가".
    """
    found = grammar.morphemes(part)
    asking, words = _asking(part, found), topic.split()
    own = any(morpheme.tag in _NOUNS and (not asking or morpheme.start < asking[0]) for morpheme in found)
    if own and len(words) > 1 and not part.startswith(_AMONG) and grammar.morphemes(topic)[-1].tag in _SUBJECT:
        words.pop()
    return f"{' '.join(words)} {part}"


def _asking(text: str, found: Sequence[Morpheme]) -> list[int]:
    return [morpheme.start for morpheme in found if text[morpheme.start : morpheme.end] in ASKING_VALUE]


def _refuse_again(draft: Draft) -> Draft:
    """Return a no for a question whose answer is that to another one: one of both has been mistaken for the other."""
    return Draft(_AGAIN, answerable=False, confidence="medium", citations=draft.citations)


def join_drafts(drafts: Sequence[Draft]) -> Draft:
    """Return the answers to several questions as one, numbered; as sure as the least sure of them. One alone stays as it is."""
    if len(drafts) == 1:
        return drafts[0]
    drafts = [_refuse_again(draft) if draft.answerable and draft in drafts[:at] else draft for at, draft in enumerate(drafts)]
    levels = ("low", "medium", "high")
    return Draft(
        "\n".join(f"{number}) {draft.answer}" for number, draft in enumerate(drafts, 1)),
        answerable=any(draft.answerable for draft in drafts),
        confidence=min((draft.confidence for draft in drafts), key=levels.index),
        citations=tuple(dict.fromkeys(found for draft in drafts for found in draft.citations)),
        working="\n".join(draft.working for draft in drafts if draft.working) or None,
        unverified=tuple(dict.fromkeys(told for draft in drafts for told in draft.unverified)),
        remarks=tuple(dict.fromkeys(told for draft in drafts for told in draft.remarks)),
        nearest=tuple(dict.fromkeys(near for draft in drafts for near in draft.nearest)),
    )
