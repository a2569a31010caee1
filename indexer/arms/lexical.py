"""Passages as words: their BM25 scores, and where each word stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.arms.bm25 import Bm25, other_shapes_refused
from indexer.text.analyser import Token


@dataclass(frozen=True, slots=True)
class Lookup:
    """Forms to be found in passages: token id → form, and a mark for each token id of the vocabulary."""

    names: dict[int, str]
    marks: NDArray[np.bool_]


class LexicalIndex:
    """BM25 over passages, with each passage's tokens and their character spans."""

    def __init__(self, words: Bm25, spans: NDArray[np.int32], bounds: NDArray[np.int64]) -> None:
        """Hold BM25 over words, spans of shape (tokens, 3) = (token id, start, end), and bounds of shape (passages + 1,)."""
        self._words, self._spans, self._bounds = words, spans, bounds

    @classmethod
    def build(cls, ids: Sequence[str], tokens: Sequence[Sequence[Token]]) -> LexicalIndex:
        """Index passages, given as the tokens of their indexed texts."""
        words = Bm25.build(ids, [[token.form for token in passage] for passage in tokens])
        rows = [(words.vocabulary[form], start, end) for passage in tokens for form, start, end in passage]
        bounds = np.cumsum([0, *(len(passage) for passage in tokens)], dtype=np.int64)
        return cls(words, np.array(rows, dtype=np.int32).reshape(-1, 3), bounds)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the passages."""
        return self._words.ids

    def scores(self, forms: Sequence[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage, shape (passages,); zero where no token is shared."""
        return self._words.scores(forms)

    def weighted(self, shares: Mapping[str, float]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage, shape (passages,), each token's part of it times the token's share."""
        return self._words.weighted(shares)

    def lookup(self, forms: Iterable[str]) -> Lookup:
        """Return what finds these forms in passages: made once a query, used for every passage shown."""
        vocabulary = self._words.vocabulary
        names = {vocabulary[form]: form for form in forms if form in vocabulary}
        marks = np.zeros(len(vocabulary), dtype=np.bool_)
        marks[list(names)] = True
        return Lookup(names, marks)

    def spans(self, row: int, lookup: Lookup) -> list[tuple[str, int, int]]:
        """Return (form, start, end) of the passage's tokens that are looked up, in text order; offsets into the indexed text."""
        own = self._spans[self._bounds[row] : self._bounds[row + 1]]
        return [(lookup.names[token], start, end) for token, start, end in own[lookup.marks[own[:, 0]]].tolist()]

    def counts(self, rows: Iterable[int]) -> NDArray[np.int64]:
        """Return how often each token of the vocabulary occurs in some passages together, shape (vocabulary,)."""
        tokens = [self._spans[self._bounds[row] : self._bounds[row + 1], 0] for row in rows]
        return np.bincount(np.concatenate([*tokens, np.empty(0, np.int32)]), minlength=len(self._words.vocabulary))

    def forms(self) -> list[str]:
        """Return the vocabulary, in the order of its token ids."""
        return sorted(self._words.vocabulary, key=self._words.vocabulary.__getitem__)

    def rarity(self, form: str) -> float:
        """Return the token's inverse document frequency, ln((N + 1) / (n + 1)); the highest for a token no passage holds."""
        return self._words.rarity(form)

    def save(self, folder: Path) -> None:
        """Write the index into a new folder, without pickles."""
        self._words.save(folder)
        np.save(folder / "spans.npy", self._spans, allow_pickle=False)
        np.save(folder / "bounds.npy", self._bounds, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index written by `save`.

        Raises:
            ValueError: when the files are of another shape.

        """
        with other_shapes_refused():
            spans = np.load(folder / "spans.npy", allow_pickle=False)
            return cls(Bm25.load(folder), spans, np.load(folder / "bounds.npy", allow_pickle=False))
