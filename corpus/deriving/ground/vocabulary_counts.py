"""A facet's vocabulary over a case's parts → where each of its values is spoken of, the longest word counting where several stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model.nouns import KnownValue

_KEPT = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class ValueMention:
    """A value spoken of: by which word of the vocabulary, where among the letters, and whether a word of the text begins there."""

    value: str
    word: str
    at: int
    starts: bool


@dataclass(frozen=True, slots=True)
class LetterText:
    """A text's letters and digits without blanks, marks and case, whether each begins a word, and where in the text it stands."""

    letters: str
    starts: tuple[bool, ...]
    places: tuple[int, ...]


def letter_text(text: str) -> LetterText:
    """Return a text's letters."""
    letters: list[str] = []
    starts: list[bool] = []
    places: list[int] = []
    before = -2
    for match in _KEPT.finditer(text):
        for letter in match[0].casefold():
            letters.append(letter)
            starts.append(match.start() != before + 1)
            places.append(match.start())
            before = match.start()
    return LetterText("".join(letters), tuple(starts), tuple(places))


def find_mentions(text: LetterText, values: Sequence[KnownValue]) -> list[ValueMention]:
    """Return where values are spoken of, in order; of words that overlap the longest is meant, and of equals the first."""
    found = [mention for known in values for word in (known.value, *known.words) for mention in _find_word(text, known.value, word)]
    taken: set[int] = set()
    kept: list[ValueMention] = []
    for mention in sorted(found, key=lambda mention: (-len(mention.word), mention.at)):
        letters = range(mention.at, mention.at + len(mention.word))
        if taken.isdisjoint(letters):
            taken.update(letters)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.at)


def _find_word(text: LetterText, value: str, word: str) -> Iterator[ValueMention]:
    """Yield where a word stands; one that begins within a word of the text may not reach beyond it, and Latin letters stand alone."""
    sought = letter_text(word).letters
    at = text.letters.find(sought)
    while at >= 0:
        end = at + len(sought)
        if _stands_alone(text, at, end, sought) and (text.starts[at] or not any(text.starts[at + 1 : end])):
            yield ValueMention(value, sought, at, text.starts[at])
        at = text.letters.find(sought, at + 1)


def _stands_alone(text: LetterText, start: int, end: int, sought: str) -> bool:
    before = start > 0 and not text.starts[start] and _LATIN.match(sought[0]) and _LATIN.match(text.letters[start - 1])
    after = end < len(text.letters) and not text.starts[end] and _LATIN.match(sought[-1]) and _LATIN.match(text.letters[end])
    return not before and not after
