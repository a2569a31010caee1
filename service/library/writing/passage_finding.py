"""Passages → which of them a few words find first, by words alone: enough to tell whether a query leads where it is said to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answers.sentences.reading import Grammar
from corpus.model.nouns import Passage
from indexer.arms.bm25 import Bm25

FIRST = 3
"""Passages among which a query must find what it was written for."""
LEAST_OF_BEST = 0.5
"""Share of the best passage's score below which another is not found: it shares a word of every report, and what is asked is the best's."""


class PassageFinder:
    """Finds passages by what they say, where they stand and what case they are of left aside: a title would find any of its case."""

    def __init__(self, passages: Sequence[Passage], grammar: Grammar) -> None:
        """Index the passages, each to be told from others by its id."""
        self._passages, self._grammar = tuple(passages), grammar
        self._arm = Bm25.build([passage.id for passage in passages], [self._terms(f"{one.heading}\n{one.text}") for one in passages])

    def find(self, text: str) -> list[Passage]:
        """Return the first few passages that share words with a text, best first."""
        scores = self._arm.scores(dict.fromkeys(self._terms(text), 1.0))
        best = np.argsort(-scores, kind="stable")[:FIRST]
        return [self._passages[at] for at in best if scores[at] > 0 and scores[at] >= LEAST_OF_BEST * scores[best[0]]]

    def _terms(self, text: str) -> list[str]:
        return [token.form for token in self._grammar.tokens(text)]
