"""The words of a corpus, to be found by what was typed instead: by nearly the same keys, and by 초성. The one door to rapidfuzz."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from indexer.text.function_words import WORD_ENDINGS
from indexer.text.hangul import initials, keystrokes

SHORT = 3  # syllables up to which one key may be wrong; from then on, two
FREQUENT = 2  # occurrences from which a word can be what was meant
NAME_WORTH = 30  # what it counts for to be a region, a keyword or a title, in occurrences
CLEAR = 2.0  # how many times as worthy the best word with some 초성 must be as the next
_NEAR_SHOWN = 8
_NAMES_SHOWN = 2
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_LONGEST = max(map(len, WORD_ENDINGS))
_STEM_LEAST = 2


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word of the corpus that a text may stand for, how many keys they differ by, and how often the corpus has the word."""

    word: str
    keys: int
    frequency: int


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each white-space word of some texts occurs, without marks, and also without a particle at its end."""
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    for word, count in list(counts.items()):
        for stem, _ in stems(word)[1:2]:
            counts[stem] += count
    return counts


def stems(word: str) -> list[tuple[str, str]]:
    """Return the ways to part a word into stem and particle, the whole word first, then longer particles before shorter ones."""
    parted = ((word[:-length], word[-length:]) for length in range(min(_LONGEST, len(word) - _STEM_LEAST), 0, -1))
    return [(word, ""), *((stem, end) for stem, end in parted if end in WORD_ENDINGS)]


class Vocabulary:
    """A corpus's words with their frequencies, and its names. Never changes, so threads may share it."""

    def __init__(self, frequencies: Mapping[str, int], names: Sequence[str], places: Iterable[str] = ()) -> None:
        """Prepare the words for look-up by keys and by 초성; a name also stands for its words, and may be written without spaces.

        `places` are ways to write regions: one is never read as another word, be it in the corpus or not.
        """
        self._places = frozenset(places)
        self._worth: Counter[str] = Counter()
        for word, count in frequencies.items():
            self._worth[word.lower()] += count
        for part in dict.fromkeys(part for name in names for part in ("".join(_WORD.findall(name)), *_WORD.findall(name))):
            self._worth[part.lower()] += NAME_WORTH
        by_frequency = sorted(frequencies, key=lambda word: (frequencies[word], word))
        self._written = {word.lower(): word for word in by_frequency if word.isascii() and not word.islower()}
        self._keys: defaultdict[int, dict[str, str]] = defaultdict(dict)
        by_initials: defaultdict[str, list[str]] = defaultdict(list)
        for word, worth in self._worth.items():
            if worth >= FREQUENT and len(word) >= _STEM_LEAST and _is_hangul(word) and not self._is_inflected(word):
                self._keys[len(word)][word] = keystrokes(word)
                by_initials[initials(word)].append(word)
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            squashed = "".join(_WORD.findall(name))
            if _is_hangul(squashed) and len(self._named[initials(squashed)]) < _NAMES_SHOWN:
                self._named[initials(squashed)].append(name)
        self._within = {word[first:last] for name in names for word in _WORD.findall(name) for first, last in _ranges(len(word))}
        self._by_initials = {letters: self._clearest(words) for letters, words in by_initials.items()}

    def frequency(self, word: str) -> int:
        """Return how often the corpus has a word, whatever its case; being a name counts as many occurrences."""
        return self._worth[word.lower()]

    def spell(self, word: str) -> str:
        """Return a word as the corpus writes it most often: mro → MRO."""
        return self._written.get(word.lower(), word)

    def has(self, word: str) -> bool:
        """Tell whether the corpus has a word or its stem."""
        return any(self._worth[stem.lower()] for stem, _ in stems(word))

    def is_place(self, word: str) -> bool:
        """Tell whether a word names a Korean city, county, district or province, with or without its last syllable or a particle."""
        return any(stem in self._places or (stem[-1] in "시군구도" and stem[:-1] in self._places) for stem, _ in stems(word))

    def is_within_name(self, word: str) -> bool:
        """Tell whether a word is a part of a name, be it no word by itself: 애꿈 of 청년애꿈수당."""
        return any(stem in self._within for stem, _ in stems(word))

    def knows(self, word: str) -> bool:
        """Tell whether the corpus has a word, its stem, or all the words it is put together from."""
        return any(self._worth[stem.lower()] or self._is_compound(stem) for stem, _ in stems(word))

    def names_with_initials(self, letters: str) -> list[str]:
        """Return the names with these 초성, their spaces left out, in the order they were given."""
        return self._named.get(letters, [])

    def with_initials(self, letters: str) -> str | None:
        """Return the word with these 초성, or two together that have them; None where none is clearly the best.

        Names go first: 거제시 and 김제시 cannot be told apart by ㄱㅈㅅ, so both are returned and the other words of a query decide.
        """
        if len(letters) > _STEM_LEAST and letters in self._named:
            return " ".join(self._named[letters])
        if letters in self._by_initials:
            return self._by_initials[letters]
        cuts = range(_STEM_LEAST, len(letters) - _STEM_LEAST + 1)
        pairs = ((self._by_initials.get(letters[:cut]), self._by_initials.get(letters[cut:])) for cut in cuts)
        whole = [(first, second) for first, second in pairs if first and second]
        return " ".join(max(whole, key=lambda pair: min(map(self.frequency, pair)))) if whole else None

    def near(self, word: str, most: int = 0) -> list[NearWord]:
        """Return the words of the corpus that differ by few keys, `most` or by their length, nearest and most frequent first."""
        allowed = most or (1 if len(word) <= SHORT else 2)
        keys = keystrokes(word)
        found = [
            NearWord(other, int(distance), self._worth[other])
            for length in range(len(word) - 1, len(word) + 2)
            for _, distance, other in extract(
                keys, self._keys.get(length, {}), scorer=OSA.distance, score_cutoff=allowed, limit=_NEAR_SHOWN
            )
        ]
        return sorted(found, key=lambda near: (near.keys, -near.frequency, near.word))[:_NEAR_SHOWN]

    def parts(self, word: str) -> Iterator[tuple[str, str, str]]:
        """Yield a word as (known words, the rest, known words), with a rest of two syllables or more and one side empty."""
        for cut in range(_STEM_LEAST, len(word) - _STEM_LEAST + 1):
            if self._is_compound(word[:cut]):
                yield word[:cut], word[cut:], ""
            if self._is_compound(word[cut:]):
                yield "", word[:cut], word[cut:]

    def _is_inflected(self, word: str) -> bool:
        """Tell whether a word is another one of the corpus, as frequent, with a particle: it is found by that one."""
        return any(self._worth[stem] >= self._worth[word] for stem, _ in stems(word)[1:])

    def _is_compound(self, word: str) -> bool:
        """Tell whether a word falls into known words of two syllables or more."""
        reached = {0}
        for end in range(_STEM_LEAST, len(word) + 1):
            if any(start in reached and self._worth[word[start:end]] >= FREQUENT for start in range(end - 1)):
                reached.add(end)
        return len(word) in reached

    def _clearest(self, words: list[str]) -> str | None:
        ranked = sorted(words, key=lambda word: (-self._worth[word], word))
        return ranked[0] if all(self._worth[best] >= CLEAR * self._worth[next_] for best, next_ in list(pairwise(ranked))[:1]) else None


def _ranges(length: int) -> Iterator[tuple[int, int]]:
    return ((first, last) for first in range(length) for last in range(first + _STEM_LEAST, length + 1))


def _is_hangul(word: str) -> bool:
    return all("가" <= char <= "힣" for char in word)
