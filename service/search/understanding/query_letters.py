"""A query as its recognisers see it: letters alone, and where words and morphemes begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.text.analyser import Analyser
from service.search.understanding.repair.corpus_words import stems

Span = tuple[int, int]
"""[start, end) of letters."""
_NO_LETTER = "ㆍ"  # a letter to Unicode, the middle dot of "보건ㆍ복지" to officials
_KEY = 2


def is_letter(char: str) -> bool:
    """Tell a letter or digit from a space or mark."""
    return char.isalnum() and char != _NO_LETTER


def squash(text: str) -> str:
    """Return the letters and digits of a text in lower case: how names are compared, whatever their spaces and marks."""
    return "".join(_lower(char) for char in text if is_letter(char))


@dataclass(frozen=True, slots=True)
class LetteredText:
    """A text with its letters (`squash`), the offset of each in the text, where something may begin and end, and the tags of morphemes.

    `starts`, `ends`, `nouns` (where nouns begin) and the spans of `tags` count letters.
    """

    text: str
    letters: str
    offsets: tuple[int, ...]
    starts: frozenset[int]
    ends: frozenset[int]
    tags: Mapping[Span, str]
    nouns: frozenset[int]

    def span(self, letters: Span) -> Span:
        """Return the [start, end) characters of the text that a span of letters stands for."""
        return self.offsets[letters[0]], self.offsets[letters[1] - 1] + 1

    def is_followed_by_noun(self, end: int) -> bool:
        """Tell whether a noun is attached to what ends here: 50 is no age in "5060명"."""
        attached = end < len(self.offsets) and self.offsets[end] == self.offsets[end - 1] + 1
        return attached and end in self.nouns


def read_letters(text: str, analyser: Analyser) -> LetteredText:
    """Return a text as recognisers see it.

    A thing may begin where a morpheme does that is no particle, ending or suffix, and where a word does; it may end where a morpheme
    does, a word, or a word without its particle: Kiwi reads 구로 as "nine ways" at times.
    """
    before, offsets = [0], []
    for at, char in enumerate(text):
        if is_letter(char):
            offsets.append(at)
        before.append(len(offsets))
    tags = {(before[start], before[end]): tag for tag, start, end in analyser.morphemes(text) if before[start] < before[end]}
    starts = {start for (start, _), tag in tags.items() if not tag.startswith(("J", "E", "XS"))}
    ends = {end for _, end in tags}
    at = 0
    for word in text.split(" "):
        starts.add(before[at])
        ends |= {before[at + len(stem)] for stem, _ in stems(word)} if word else set()
        at += len(word) + 1
    nouns = frozenset(start for (start, _), tag in tags.items() if tag.startswith("N"))
    return LetteredText(text, squash(text), tuple(offsets), frozenset(starts), frozenset(ends), tags, nouns)


class Forms:
    """Texts to be found in readings, squashed, each whole between a start and an end. Never changes, so threads may share it."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Sort the forms, of two letters or more, by their first two."""
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        for form in sorted(set(forms), key=lambda form: (-len(form), form)):
            self._by_start[form[:_KEY]].append(form)

    def find(self, reading: LetteredText) -> Iterator[tuple[str, Span]]:
        """Yield every form that stands in a reading with the letters it covers, from left to right and the longest first."""
        letters = reading.letters
        for start in sorted(reading.starts):
            for form in self._by_start.get(letters[start : start + _KEY], ()):
                end = start + len(form)
                if end in reading.ends and letters.startswith(form, start):
                    yield form, (start, end)


def _lower(char: str) -> str:
    """Return a letter in lower case where that is one letter too: offsets must hold."""
    lower = char.lower()
    return lower if len(lower) == 1 else char
