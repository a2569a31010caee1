"""Passages as they are read for answers: sentences, clauses, words and quantities, each with its place in the shown text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from cachetools import LRUCache

from corpus.facts.quantities import Mention, mentions
from corpus.model.nouns import Passage
from indexer.text.analyser import Sentence, Token

REMEMBERED = 8192
"""Passages kept read: all of a small corpus, a few tens of megabytes at most."""


class Grammar(Protocol):
    """What reading needs of an analyser of Korean."""

    def tokens(self, text: str) -> list[Token]:
        """Return the index tokens of a text."""

    def sentences(self, text: str) -> list[Sentence]:
        """Return the sentences of a text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage, read. `about` are the words of its place, title and heading: true of every sentence in it."""

    passage: Passage
    about: frozenset[str]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence that holds a character; the whole text as one where none does."""
        whole = Sentence(0, len(self.passage.text), [(0, len(self.passage.text))], [])
        return next((found for found in self.sentences if found.start <= place < found.end), whole)


class Reader:
    """Reads passages and remembers what it read, since a corpus's passages come up again and again."""

    def __init__(self, grammar: Grammar) -> None:
        """Hold the analyser the index was built with."""
        self._grammar = grammar
        self._read: LRUCache[str, Reading] = LRUCache(REMEMBERED)
        self._lock = Lock()

    def read(self, passage: Passage) -> Reading:
        """Return a passage read."""
        with self._lock:
            known = self._read.get(passage.id)
        if known is not None:
            return known
        reading = Reading(
            passage,
            frozenset(token.form for token in self._grammar.tokens(f"{passage.context}\n{passage.heading}")),
            tuple(self._grammar.tokens(passage.text)),
            tuple(self._sentences(passage)),
            tuple(mentions(passage.text)),
        )
        with self._lock:
            self._read[passage.id] = reading
        return reading

    def _sentences(self, passage: Passage) -> Iterator[Sentence]:
        """Yield a passage's sentences; in the casebook's text none goes over the end of a line, which is a row or an item of a list."""
        if passage.kind != "casebook":
            yield from self._grammar.sentences(passage.text)
            return
        start = 0
        for line in passage.text.split("\n"):
            for found in self._grammar.sentences(line):
                yield _moved(found, start)
            start += len(line) + 1


def _moved(found: Sentence, by: int) -> Sentence:
    clauses = [(start + by, end + by) for start, end in found.clauses]
    return Sentence(found.start + by, found.end + by, clauses, [(start + by, end + by) for start, end in found.phrases])
