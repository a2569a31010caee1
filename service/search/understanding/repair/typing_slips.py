"""Typing slips: a word that is none → the word of the corpus that was meant.

A noisy channel (Kernighan, Church & Gale, "A spelling correction program based on a noisy channel model", COLING 1990): a word of the
corpus few keys away replaces what was typed only when it makes the text far likelier as Korean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import Protocol

from indexer.text.hangul import sounds_like
from service.search.understanding.repair.corpus_words import NearWord, Vocabulary, stems
from service.search.understanding.repair.loan_spelling import are_spellings, is_loanword

# Kiwi's logarithms are about 10 + 3n below zero for a word of n syllables that it knows, 10 + 9n for one that it does not.
_FLUENT_BASE, _FLUENT_EACH = 15.0, 5.0
GAIN = 7.0  # what a repair must win in log-likelihood
_FLUENT_GAIN = 10.0  # and from a word the dictionary has
_SPELLING_GAIN, _SPELLING_KEYS = 0.5, 2  # and from another spelling of a loanword, which differs by so many keys
_FLUENT_LEAST = 3  # syllables of it; two are too often another word
_KEY_COST = 5.0  # what a wrong key takes from it when readings are compared
_COMMON = 10  # occurrences that make a word likelier than one in the dictionary
_LETTERS = range(2, 21)  # syllables of a word that is looked at
_MOST_READINGS = 6  # looked at in context


class KoreanModel(Protocol):
    """Who knows Korean beyond the corpus."""

    def likelihood(self, text: str) -> float:
        """Return the logarithm of how likely a text is as Korean."""

    def add_spaces(self, text: str) -> str:
        """Return a text with the spaces it lacks."""


def is_fluent(word: str, reader: KoreanModel) -> bool:
    """Tell whether a word is Korean by the dictionary, be it unknown to the corpus."""
    return reader.likelihood(word) >= -(_FLUENT_BASE + _FLUENT_EACH * len(word))


class Slips:
    """Finds what a mistyped word was meant to be. Never changes, so threads may share it."""

    def __init__(self, vocabulary: Vocabulary, reader: KoreanModel) -> None:
        """Hold the corpus's words and a reader of Korean."""
        self._vocabulary, self._reader = vocabulary, reader

    def suspects(self, word: str) -> bool:
        """Tell whether a word of Hangul may be a slip: the corpus does not have it, and it names no region."""
        vocabulary = self._vocabulary
        return len(word) in _LETTERS and not (vocabulary.knows(word) or vocabulary.is_within_name(word) or vocabulary.is_place(word))

    def find_meant(self, word: str, before: Sequence[str], after: Sequence[str]) -> str | None:
        """Return what a suspect was meant to be between its neighbours, None where nothing is sure enough."""

        def likelihood(reading: str) -> float:
            return self._reader.likelihood(" ".join([*before, reading, *after]))

        fluent = is_fluent(word, self._reader)
        spellings = self._spellings(word)
        readings = [*spellings, *(self._near_dictionary_word(word) if fluent else self._readings(word))]
        if not readings:
            return None
        was = likelihood(word)
        gains = {near: likelihood(near.word) - was for near in readings[:_MOST_READINGS]}
        best = max(gains, key=lambda near: gains[near] - _KEY_COST * near.keys + log(1 + near.frequency))
        needed = _FLUENT_GAIN if fluent and best.word not in _sound_alikes(word) else GAIN
        needed = _SPELLING_GAIN if best in spellings else needed
        return best.word if gains[best] >= needed else None

    def _spellings(self, word: str) -> list[NearWord]:
        """Return the loanwords of the corpus that a word is another spelling of."""
        return [
            NearWord(near.word + particle, near.keys, near.frequency)
            for stem, particle in stems(word)
            if is_loanword(stem)
            for near in self._vocabulary.near(stem, _SPELLING_KEYS)
            if are_spellings(stem, near.word)
        ]

    def _near_dictionary_word(self, word: str) -> list[NearWord]:
        """Return what a word of the dictionary may stand for: common words one key away and, for a short one, sounding alike."""
        heard = set(_sound_alikes(word))
        found = [near for near in self._stem_readings(word) if near.keys == 1 and near.frequency >= _COMMON]
        return [near for near in found if len(word) >= _FLUENT_LEAST or near.word in heard]

    def _readings(self, word: str) -> list[NearWord]:
        """Return what a word may stand for, nearest first: also with a part of it right, or as it sounds."""
        vocabulary = self._vocabulary
        found = self._stem_readings(word) + [NearWord(heard, 1, 0) for heard in _sound_alikes(word)]
        for stem, particle in stems(word):
            for right, rest, left in vocabulary.parts(stem):
                found += [NearWord(right + near.word + left + particle, near.keys, near.frequency) for near in vocabulary.near(rest)]
        return list({near.word: near for near in sorted(found, key=lambda near: (-near.keys, near.frequency))}.values())[::-1]

    def _stem_readings(self, word: str) -> list[NearWord]:
        near = self._vocabulary.near
        return [NearWord(other.word + particle, other.keys, other.frequency) for stem, particle in stems(word) for other in near(stem)]


def _sound_alikes(word: str) -> Iterator[str]:
    """Yield a word with one syllable written as another that sounds alike."""
    for place, char in enumerate(word):
        for other in sounds_like(char):
            yield word[:place] + other + word[place + 1 :]
