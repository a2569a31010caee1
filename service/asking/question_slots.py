"""The slots of a question: the place, year, role, programme and group it names, its words, and where it begins to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from answers.asked.question import analyse
from answers.asked.spoken_numbers import write_numbers
from answers.asked.vocabulary import ASKING, OF_A_SCHEME
from corpus.facts.quantities import mentions
from corpus.model.facets import PLACES
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.analyser import Analyser, Morpheme
from service.search.contract.search_results import BRAND
from service.search.understanding.query_signals import Understood

SlotName = Literal["place", "year", "role", "programme", "group"]
_NAMED: dict[str, SlotName] = {**dict.fromkeys(PLACES, "place"), BRAND: "programme", "target": "group"}
_YEAR = re.compile(r"(?<![\d,.])(?:(?:19|20)\d\d\s?[~∼-]\s?)?(?:(?:19|20)\d\d|[012]\d)\s?년도?(?!\s?(?:간|동안|이상|차|새))")
_FROM_NOW = (
    (-2, re.compile(r"재작년|전전년도?|지지난\s?해")),
    (-1, re.compile(r"그\s?(?:바로\s?)?(?:전|앞)\s?해|(?<!전)전년도?|앞\s해|(?<!재)작년|(?<!지)지난\s?해")),
    (0, re.compile(r"올해|금년|지금|현재|요즘")),
    (1, re.compile(r"(?:그\s?)?다음\s?해|이듬해|내년")),
)
"""Years by their distance from another."""
_ROLE = re.compile(rf"목표치?(?!{OF_A_SCHEME})|계획치?|실적치?|실제|결과치?")
_NOUNS = frozenset({"NNG", "NNP", "NR", "SL", "SN", "SH", "UN", "XR"})
_VERBS, _MADE_OF_NOUNS = frozenset({"VV", "VA"}), frozenset({"XSV", "XSA"})
_PARTICLES = frozenset({"JX", "JKS", "JKO", "JKG", "JKB", "JKC", "JC", "EF", "VCP", "EC", "ETM", "SF", "SP", "MM", "NP"})
_THING = ("거", "것", "꺼", "건")
_NO_CLAIM = frozenset({"년", "월", "date", "세", "살", "기", "차"})
_LONG_NUMBER = re.compile(r"\d{3}|\d\.\d")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands at the [start, end) characters of a question; `value` of a year is the year, of one told by another the distance."""

    name: SlotName
    value: str | int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """A word's [start, end) characters, where its particles begin, its tags, and whether it says anything, and names anything."""

    start: int
    end: int
    core: int
    tags: tuple[str, ...]
    tells: bool
    names: bool


@dataclass(frozen=True, slots=True)
class SlottedQuestion:
    """A question with its slots and words in order, and the forms of its words.

    `asking` is the character at which it begins to ask; `asks` tells that a word does, `claims` that a number is to be confirmed.
    """

    text: str
    slots: tuple[Slot, ...]
    words: tuple[QuestionWord, ...]
    asking: int
    asks: bool
    claims: bool
    forms: frozenset[str]

    def __getitem__(self, word: QuestionWord) -> str:
        """Return a word without its particles."""
        return self.text[word.start : word.core]

    def of(self, *names: SlotName) -> tuple[Slot, ...]:
        """Return the slots of some names."""
        return tuple(slot for slot in self.slots if slot.name in names)

    def holds(self, word: QuestionWord, *names: SlotName) -> bool:
        """Tell whether a slot of some names lies in a word."""
        return any(slot.start < word.core and slot.end > word.start for slot in self.of(*names))


def region_forms(gazetteer: Gazetteer) -> frozenset[str]:
    """Return every way to write a region, short ones (여수) among them."""
    regions = (entry for province in gazetteer.provinces for entry in (province, *gazetteer.districts_of(province.code)))
    return frozenset(form for entry in regions for form in entry.forms)


class SlotReader:
    """Reads the slots of questions. Never changes, so threads may share it."""

    def __init__(self, understand: Callable[[str], Understood], grammar: Analyser, gazetteer: Gazetteer) -> None:
        """Hold what recognises names, what takes a text apart, and the regions."""
        self.gazetteer, self._understand, self._grammar = gazetteer, understand, grammar
        self._places = region_forms(gazetteer)

    def read(self, typed: str) -> SlottedQuestion:
        """Return a clean question with its slots, numbers in words as digits."""
        text = write_numbers(typed)
        found = self._grammar.morphemes(text)
        words = tuple(_words(text, found))
        slots = [*self._find_named(text), *_years(text), *(Slot("role", m.group(), *m.span()) for m in _ROLE.finditer(text))]
        if not any(slot.name == "place" for slot in slots):  # a place's short name, alone, may be an everyday word elsewhere
            first = next((word for word in words if word.names), None)
            if first is not None and first.core < first.end and text[first.start : first.core] in self._places:
                slots.append(Slot("place", text[first.start : first.core], first.start, first.core))
        slots = [slot for slot in slots if slot.name != "place" or not is_measure(text[slot.start : slot.end])]
        slots = [slot for slot in slots if not _lies_under(slot, slots)]
        asking = [one.start for one in found if text[one.start : one.end] in ASKING]
        forms = {token.form for token in self._grammar.tokens(text) if len(token.form) > 1 and not token.form.isdigit()}
        claimed = [one.start for one in mentions(text) if (one.kind or _LONG_NUMBER.search(one.text)) and one.kind not in _NO_CLAIM]
        start = min(asking or claimed, default=_last_words_at(text, words))
        ordered = tuple(sorted(slots, key=lambda slot: slot.start))
        return SlottedQuestion(text, ordered, words, start, bool(asking), bool(claimed) and not asking, frozenset(forms - ASKING))

    def _find_named(self, text: str) -> Iterator[Slot]:
        for meaning, (start, end) in self._understand(text).mentions:
            if meaning.field in _NAMED:
                yield Slot(_NAMED[meaning.field], meaning.value, start, end)


def _years(text: str) -> Iterator[Slot]:
    for found in _YEAR.finditer(text):
        digits = re.findall(r"\d+", found.group())[-1]
        yield Slot("year", int(digits) if len(digits) > 2 else 2000 + int(digits), *found.span())  # noqa: PLR2004 - "22년"
    for distance, pattern in _FROM_NOW:
        for found in pattern.finditer(text):
            yield Slot("year", distance, *found.span())


def _lies_under(slot: Slot, slots: Sequence[Slot]) -> bool:
    """Tell whether a programme's name holds a slot that is no place."""
    over = (other for other in slots if other.name == "programme" and slot.name not in {"programme", "place"})
    return any(other.start <= slot.start and slot.end <= other.end for other in over)


def _words(text: str, found: Sequence[Morpheme]) -> Iterator[QuestionWord]:
    for match in _WORD.finditer(text):
        start, end = match.span()
        own: list[Morpheme] = []
        for one in found:
            if (
                start <= one.start and one.end <= end and one.start >= max((before.end for before in own), default=start)
            ):  # no part of a name
                own.append(one)
        core = end
        for one in sorted(own, key=lambda one: -one.start):
            form = text[one.start : one.end]
            if (one.tag not in _PARTICLES and not (one.tag == "NNB" and form in _THING)) or form in ASKING:
                break
            core = min(core, one.start)
        while core > start and not text[core - 1].isalnum():
            core -= 1
        tags = tuple(one.tag.split("-")[0] for one in own)
        asks = any(text[one.start : one.end] in ASKING for one in own)
        nouns = any(tag in _NOUNS for tag in tags)
        names = nouns and not asks and _MADE_OF_NOUNS.isdisjoint(tags)
        yield QuestionWord(start, end, max(core, start + 1), tags, nouns or asks or not _VERBS.isdisjoint(tags), names)


def is_measure(noun: str) -> bool:
    """Tell whether a noun alone asks for a quantity ("고용률은?")."""
    asked = analyse(f"{noun}은?")
    return asked.kind == "quantity" and not asked.guessed


def _last_words_at(text: str, words: Sequence[QuestionWord]) -> int:
    """Return where a question's last words without a noun begin."""
    last = len(words)
    while last > 1 and not words[last - 1].names:
        last -= 1
    return words[last].start if last < len(words) else len(text)
