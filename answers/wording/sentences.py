"""A model's text → sentences with the labels they cite; by marks and full stops alone, so that more text moves no earlier boundary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = r"[\[［【〔]", r"[\]］】〕]"
_MARK = rf"{_OPEN}(?P<labels>\d{{1,3}}(?:\s*,\s*\d{{1,3}})*){_CLOSE}"
_MARKS = re.compile(rf"\s*{_MARK}")
_ANY_MARK = re.sub(r"\?P<labels>", "?:", _MARK)
# A stop behind a Korean syllable (a date's stand behind digits) with the marks that follow; or marks, then a stop; or a line's end.
_BOUNDARY = re.compile(rf"(?<=[가-힣])[.!?][\"'”’)]*(?:(?:\s*{_ANY_MARK})+|(?=\s|$))|(?:\s*{_ANY_MARK})+\s*[.!?]|\s*\n(?:\s*{_ANY_MARK})*")
_UNFINISHED = re.compile(r"[\s\d,.!?\[\]［］【】〔〕]*$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of a model's text without its marks, and the labels it cites."""

    text: str
    labels: tuple[int, ...]


def cited_sentences(text: str) -> list[Cited]:
    """Return the sentences of a text that have words, each with the labels that stand in it or right behind it."""
    found = []
    for start, end in _spans(text):
        part = text[start:end]
        labels = (int(label) for match in _MARKS.finditer(part) for label in match["labels"].split(","))
        told = " ".join(_MARKS.sub("", part).split())
        if any(char.isalnum() for char in told):
            found.append(Cited(told, tuple(dict.fromkeys(labels))))
    return found


def finished(text: str) -> str:
    """Return the part of a text still being written that further text cannot change: all but its last sentence."""
    sure = _UNFINISHED.sub("", text)
    return text[: max((end for _, end in _spans(sure) if end < len(sure)), default=0)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the [start, end) characters of the sentences; the last may be unfinished, or empty."""
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        yield start, boundary.end()
        start = boundary.end()
    yield start, len(text)
