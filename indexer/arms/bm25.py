"""Terms → BM25 scores of documents. The one door to bm25s.

BM25 after Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009), in Lucene's variant, by bm25s (arXiv 2407.03618).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import log, sqrt
from pathlib import Path
from tokenize import TokenError

import bm25s
import numpy as np
from numpy.typing import NDArray

# k1 1.2 with b .5: against b .75, +.007 nDCG@10 on the development set and −.001 on the public one.
K1, B = 1.2, 0.5


class Bm25:
    """BM25 over documents of terms: words of passages, letter pairs of passages, words of whole cases."""

    def __init__(self, matrix: bm25s.BM25, ids: Sequence[str]) -> None:
        """Hold a score matrix and the ids of its documents."""
        self._matrix, self.ids = matrix, tuple(ids)
        self._holders: NDArray[np.int64] = np.diff(matrix.scores["indptr"])
        # bm25s adds a token of no letters, which has no column.
        self.vocabulary: dict[str, int] = {term: column for term, column in matrix.vocab_dict.items() if column < len(self._holders)}
        self._greatest = _greatest(matrix.scores["data"], matrix.scores["indptr"])

    @classmethod
    def build(cls, ids: Sequence[str], documents: Sequence[Sequence[str]]) -> Bm25:
        """Index documents, given as their terms."""
        vocabulary: dict[str, int] = {}
        term_ids = [[vocabulary.setdefault(term, len(vocabulary)) for term in document] for document in documents]
        matrix = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
        matrix.index(bm25s.tokenization.Tokenized(ids=term_ids, vocab=vocabulary), show_progress=False)
        return cls(matrix, ids)

    def holders(self, term: str) -> int:
        """Return how many documents hold the term."""
        column = self.vocabulary.get(term)
        return 0 if column is None else int(self._holders[column])

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """Return the score of every document, shape (documents,), each term's part times its weight; zero where none is shared."""
        scores = np.zeros(len(self.ids), dtype=np.float32)
        values, holders, bounds = (self._matrix.scores[part] for part in ("data", "indices", "indptr"))
        for term, weight in weights.items():
            column = self.vocabulary.get(term)
            if column is not None:
                own = slice(bounds[column], bounds[column + 1])
                scores[holders[own]] += weight * values[own]  # a document stands once in a column
        return scores

    def bound_of(self, weights: Mapping[str, float]) -> float:
        """Return how great the scores of some terms are together: the root of the sum of the squares of the terms' greatest parts.

        The plain sum is reached only by a document that has every term, and grows with their number; what documents do score grows with
        its root, as sums of independent parts do.
        """
        columns = ((self.vocabulary.get(term), weight) for term, weight in weights.items())
        return sqrt(sum((weight * float(self._greatest[column])) ** 2 for column, weight in columns if column is not None))

    def rarity(self, term: str) -> float:
        """Return the term's inverse document frequency, ln((N + 1) / (n + 1)); the highest for a term no document holds."""
        return log((len(self.ids) + 1) / (self.holders(term) + 1))

    def save(self, folder: Path) -> None:
        """Write the index into a new folder, without pickles."""
        folder.mkdir(parents=True)
        self._matrix.save(folder)
        (folder / "ids.json").write_text(json.dumps(self.ids), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Bm25:
        """Read an index written by `save`.

        Raises:
            ValueError: when the files are of another shape.

        """
        with refuse_other_shapes():
            matrix = bm25s.BM25.load(folder, load_corpus=False, load_vocab=True)
            return cls(matrix, json.loads((folder / "ids.json").read_text(encoding="utf-8")))


def _greatest(values: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the greatest value of each column, shape (terms,); 0 of one without values."""
    greatest = np.zeros(len(bounds) - 1, dtype=np.float32)
    held = np.diff(bounds) > 0
    if held.any():
        greatest[held] = np.maximum.reduceat(values, bounds[:-1][held])
    return greatest


@contextmanager
def refuse_other_shapes() -> Iterator[None]:
    """Raise ValueError for what numpy, bm25s and we ourselves stumble over in files that are not what they should be."""
    try:
        yield
    except (EOFError, TokenError, TypeError, AttributeError, LookupError) as error:
        raise ValueError(str(error)) from error
