"""What a user typed → what he meant: Hanja, keys of the wrong language, 초성, spaces and slips. A correct query comes back unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

from corpus.model.facets import places_of
from corpus.model.nouns import Case
from corpus.passages import indexed_text
from corpus.vocabulary.gazetteer import region_forms
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from indexer.text.hangul import compose_hangul, is_initial, keystrokes, latin
from indexer.text.romanisation import romanise
from service.search.understanding.repair.corpus_words import Vocabulary, count_words, stems
from service.search.understanding.repair.hanja_words import read_word
from service.search.understanding.repair.typing_slips import GAIN, KoreanModel, Slips, is_fluent

SlipKind = Literal["keyboard", "initials", "spacing", "typo", "english", "romanised", "hanja"]
MOST_WORDS = 12
MOST_LETTERS = 60  # of a word; nothing longer is one
MOST_SLIPS = 4  # words of a query that are looked at; one with more is about something else
MOST_SPELT = 20  # letters typed with a space after each that are tried as one word
_SPELT_LEAST = 3
_PAIR = 2
_JOINED_LEAST = 3  # syllables of a word that was typed in two
_KEYS_LEAST = 3  # Latin letters that may be a Hangul word; two are an abbreviation
_CHANCE = 2  # syllables an English word may give by chance
_ENGLISH_LEAST = 5  # letters of an English word the corpus need not have
_JOIN_GAIN = 4.0
_LATIN_RUN = re.compile(r"[A-Za-z]+")
_LATIN_NAME = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*)([가-힣]{0,3})")
_ROMANISED_LEAST = 4  # letters of a place's name; nothing shorter is sure to be one
_HANGUL = re.compile(r"[가-힣]+")
_HANGUL_KEYS = re.compile(r"[가-힣ㄱ-ㅣ]+")
_TYPED_INITIALS = re.compile(r"([ㄱ-ㅎ]{2,})([가-힣]?)")
_LONE_LETTER = re.compile(r"[ㄱ-ㅣ]")
_LONE_VOWEL = re.compile(r"[ㅏ-ㅣ]")
_ENGLISH_VOWEL = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class QueryChange:
    """A repair: what was typed, what is searched for instead, and which kind of slip it was."""

    was: str
    now: str
    kind: SlipKind


@dataclass(frozen=True, slots=True)
class Repair:
    """The query to search for; `corrected` is the same where anything changed, else None."""

    query: str
    corrected: str | None = None
    changes: tuple[QueryChange, ...] = ()


Step = tuple[list[str], list[QueryChange]]
"""The words after a rule, and what it changed."""


class Repairer:
    """Repairs queries by a corpus's vocabulary and a reader of Korean. Never changes, so threads may share it."""

    def __init__(self, vocabulary: Mapping[str, int], names: Sequence[str], reader: KoreanModel, places: Iterable[str] = ()) -> None:
        """Hold the corpus's words with their frequencies, its names, the reader, and the ways to write regions."""
        places = frozenset(places)
        self._vocabulary, self._reader = Vocabulary(vocabulary, names, places), reader
        self._slips = Slips(self._vocabulary, reader)
        self._romanised = _romanised_places([*places], frozenset(names))

    def repair(self, query: str) -> Repair:
        """Return what a clean query (NFC, single spaces) was meant to be; one of many words is left alone."""
        typed_so = query.split()
        if len(typed_so) > MOST_WORDS + MOST_SPELT or any(len(word) > MOST_LETTERS for word in typed_so):
            return Repair(query)
        words, changes = self._join_syllables(typed_so)
        if len(words) <= MOST_WORDS:
            for step in (self._hanja, self._romanised_names, self._keyboard, self._initials, self._move_spaces, self._typos):
                words, made = step(words)
                changes += made
        corrected = " ".join(words)
        return Repair(corrected, corrected, tuple(changes)) if changes else Repair(query)

    def _hanja(self, words: Sequence[str]) -> Step:
        """Read words in Hanja."""
        read = [read_word(word, self._vocabulary, self._reader) for word in words]
        return _apply_changes(words, [QueryChange(word, now, "hanja") if now else None for word, now in zip(words, read, strict=True)])

    # Places in Latin letters

    def _romanised_names(self, words: Sequence[str]) -> Step:
        """Read places that are written as on road signs: Geoje-si → 거제시."""
        return _apply_changes(words, [self._place(match) if (match := _LATIN_NAME.fullmatch(word)) else None for word in words])

    def _place(self, match: re.Match[str]) -> QueryChange | None:
        place = self._romanised.get(match[1].replace("-", "").lower())
        return QueryChange(match[0], place + match[2], "romanised") if place else None

    # Keys of the wrong language

    def _keyboard(self, words: Sequence[str]) -> Step:
        """Read Latin keys as Hangul and Hangul keys as English; after one sure word, also what is no word of the corpus."""
        readings = [self._hangul(word) or self._english(word) for word in words]
        sure = any(reading and reading.kind == "keyboard" for reading in readings)
        readings = [reading or (self._any_hangul(word) if sure else None) for word, reading in zip(words, readings, strict=True)]
        return _apply_changes(words, readings)

    def _hangul(self, word: str) -> QueryChange | None:
        run = _LATIN_RUN.search(word)
        if run is None or len(run[0]) < _KEYS_LEAST or self._vocabulary.frequency(run[0]):
            return None
        for reading in dict.fromkeys((compose_hangul(run[0]), compose_hangul(run[0].swapcase()))):  # Caps Lock turns shift round
            if len(reading) > 1 and _HANGUL.fullmatch(reading) and self._is_word(reading):
                return QueryChange(word, word.replace(run[0], reading), "keyboard")
        return None

    def _is_word(self, reading: str) -> bool:
        """Tell whether a reading of Latin keys is a word; two syllables can be English by chance (also → 미내), so the corpus must know."""
        return self._vocabulary.knows(reading) or (len(reading) > _CHANCE and is_fluent(reading, self._reader))

    def _any_hangul(self, word: str) -> QueryChange | None:
        run = _LATIN_RUN.search(word)
        if run is None or self._vocabulary.frequency(run[0]) or not _HANGUL.fullmatch(compose_hangul(run[0])):
            return None
        return QueryChange(word, word.replace(run[0], compose_hangul(run[0])), "keyboard")

    def _english(self, word: str) -> QueryChange | None:
        """Read Hangul as the English it was meant to be; only lone letters, or no word at all, are that."""
        if not _HANGUL_KEYS.fullmatch(word) or all(map(is_initial, keystrokes(word))) or self._vocabulary.knows(word):
            return None
        fluent = is_fluent(word, self._reader)
        for stem, particle in stems(word):
            english = latin(stem).lower()
            if len(english) > 1 and self._vocabulary.frequency(english) and (_LONE_LETTER.search(stem) or not fluent):
                return QueryChange(word, self._vocabulary.spell(english) + particle, "english")
        english = latin(word).lower()
        spelt = len(english) >= _ENGLISH_LEAST and _LONE_VOWEL.search(word) and _ENGLISH_VOWEL.search(english)
        return QueryChange(word, english, "english") if spelt else None

    # 초성

    def _initials(self, words: Sequence[str]) -> Step:
        """Replace words given by their 초성: first as one name, then each."""
        typed_so = [_TYPED_INITIALS.fullmatch("".join(keystrokes(char) if char < "가" else char for char in word)) for word in words]
        whole = "".join(match[1] for match in typed_so if match)
        if len(words) > 1 and all(match and not match[2] for match in typed_so) and (names := self._vocabulary.names_with_initials(whole)):
            return names[0].split(), [QueryChange(" ".join(words), names[0], "initials")]
        return _apply_changes(words, [self._from_initials(match) if match else None for match in typed_so])

    def _from_initials(self, match: re.Match[str]) -> QueryChange | None:
        if len(set(match[1])) == 1:  # ㅋㅋ
            return None
        word = self._vocabulary.with_initials(match[1])
        return QueryChange(match[0], word + match[2], "initials") if word else None

    # Spaces. Words run together are left so: Kiwi parts them anyway, and with the spaces put in nothing was found better.

    def _join_syllables(self, words: Sequence[str]) -> Step:
        """Join what was typed with a space after each syllable; the last may carry a particle."""
        made: list[str] = []
        changes = []
        place = 0
        while place < len(words):
            run = list(takewhile(_is_syllable, words[place : place + MOST_SPELT]))
            found = self._spelt_out(run, words[place + len(run) :][:1]) if len(run) >= _SPELT_LEAST else None
            if found:
                changes.append(found)
            taken = len(found.was.split()) if found else max(len(run), 1)
            made += found.now.split() if found else words[place : place + taken]
            place += taken
        return made, changes

    def _spelt_out(self, run: Sequence[str], after: Sequence[str]) -> QueryChange | None:
        """Return the word spelt by single syllables; what follows may belong to it: 공 제로."""
        was, joined = " ".join(run), "".join(run)
        if after and self._vocabulary.has(joined + after[0]):
            return self._spelt_out([*run, *after], [])
        now = joined if self._vocabulary.has(joined) else self._reader.add_spaces(joined)
        return QueryChange(was, now, "spacing") if self._reader.likelihood(now) - self._reader.likelihood(was) >= GAIN else None

    def _move_spaces(self, words: Sequence[str]) -> Step:
        """Join neighbours that are one word of the corpus, or move the space between two to where two words part."""
        made: list[str] = []
        changes = []
        for word in words:
            tried = (([*made[-count:], word], count) for count in (2, 1) if count <= len(made))
            found = next(((change, count) for parts, count in tried if (change := self._together(parts))), None)
            if found:
                change, count = found
                changes.append(change)
                made[-count:] = change.now.split()
            else:
                made.append(word)
        return made, changes

    def _together(self, parts: Sequence[str]) -> QueryChange | None:
        was, joined, vocabulary = " ".join(parts), "".join(parts), self._vocabulary
        if len(joined) < _JOINED_LEAST or not _HANGUL.fullmatch(joined) or all(map(vocabulary.knows, parts)):
            return None
        now = joined if vocabulary.has(joined) else self._reader.add_spaces(joined) if len(parts) == _PAIR else was
        if now == was or not all(map(vocabulary.knows, now.split())):
            return None
        return QueryChange(was, now, "spacing") if self._reader.likelihood(now) - self._reader.likelihood(was) >= _JOIN_GAIN else None

    # Slips

    def _typos(self, words: Sequence[str]) -> Step:
        """Replace the first few words that are none by the words that were meant."""
        made = list(words)
        changes = []
        runs = [(place, match[0]) for place, word in enumerate(words) if (match := _HANGUL.search(word))]
        for place, run in islice(((place, run) for place, run in runs if self._slips.suspects(run)), MOST_SLIPS):
            if meant := self._slips.find_meant(run, made[:place][-1:], words[place + 1 : place + 2]):
                made[place] = words[place].replace(run, meant)
                changes.append(QueryChange(words[place], made[place], "typo"))
        return made, changes


def _apply_changes(words: Sequence[str], changes: Sequence[QueryChange | None]) -> Step:
    """Return the words after some changes, each of one word into one or more."""
    made = [change.now if change else word for word, change in zip(words, changes, strict=True)]
    return " ".join(made).split(), [change for change in changes if change]


def _romanised_places(places: Sequence[str], names: frozenset[str]) -> dict[str, str]:
    """Return the places by their names in Latin letters, those that some case has before others that sound alike."""
    spelt = {(romanise(place), place) for place in places if len(place) > 1 and _HANGUL.fullmatch(place)}
    found = sorted(spelt, key=lambda item: (any(name.startswith(item[1]) for name in names), item), reverse=True)
    return {latin_name: place for latin_name, place in reversed(found) if len(latin_name) >= _ROMANISED_LEAST}


def _is_syllable(word: str) -> bool:
    return len(word) == 1 and "가" <= word <= "힣"


def make_repairer(index: Index, cases: Sequence[Case], analyser: Analyser) -> Repairer:
    """Return the repairer of an index: it knows the words of the cards and the thesaurus; a misread word of the OCR must not count."""
    own = [passage for passage in index.catalogue.passages() if passage.kind != "casebook"]
    words = count_words((*map(indexed_text, own), *index.thesaurus))
    regions = [name for case in cases for name in reversed(places_of(case))]
    names = (*regions, *(keyword for case in cases for keyword in case.keywords), *(case.title for case in cases))
    return Repairer(words, tuple(dict.fromkeys(names)), analyser, region_forms(index.regions))
