"""Loanwords that are spelt in several ways: 데이타 for 데이터, 워크샾 for 워크숍.

Two words are spellings of one where both are loanwords by their letters, and where they differ by a few keys that only loanwords mix up:
vowels, and ㄱ ㄲ ㅋ, ㅂ ㅃ ㅍ, ㄷ ㄸ ㅌ or ㅅ ㅆ ㅈ ㅉ ㅊ among themselves. That a word is borrowed is learned from lists by others.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from corpus.vocabulary.letter_classifier import LetterClassifier, letters_of, read_classifiers
from indexer.text.hangul import keystrokes

LOAN_WEIGHTS = Path(__file__).with_name("loan-weights.safetensors")
LOAN, OWN = "loan", "own"
LIKELY = 0.75
"""How probable it is at least that a word is borrowed."""
_ALIKE = {key: kind for kind, keys in (("k", "ㄱㄲㅋ"), ("p", "ㅂㅃㅍ"), ("t", "ㄷㄸㅌ"), ("s", "ㅅㅆㅈㅉㅊ")) for key in keys}
_SILENT, _SLURRED = "ㅇ", "ㅡ"
_LAST_CONSONANT = "ㅎ"


def letters_and_keys(word: str) -> str:
    """Return a word with its keys, as its letters are read."""
    return f"{word} {''.join(map(keystrokes, word))}"


@lru_cache(4096)
def is_loanword(word: str) -> bool:
    """Tell whether a word is borrowed, by its letters."""
    return _classifier().classify(letters_of([letters_and_keys(word)]))[LOAN] >= LIKELY


def are_spellings(word: str, other: str) -> bool:
    """Tell whether two words that differ by a few keys are spellings of one loanword."""
    return sounds(word) == sounds(other) and is_loanword(word) and is_loanword(other)


def sounds(word: str) -> str:
    """Return the consonants of a word, those that loanwords mix up as one, and v for each vowel; what is silent or slurred is left out."""
    keys = (key for key in "".join(map(keystrokes, normalize("NFC", word))) if key != _SLURRED)
    kinds = (_ALIKE.get(key, key) if key <= _LAST_CONSONANT else "v" for key in keys)
    return "".join(kind for kind, _ in groupby(kinds) if kind != _SILENT)


@cache
def _classifier() -> LetterClassifier:
    return read_classifiers(LOAN_WEIGHTS)["loan"]
