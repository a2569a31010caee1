"""Stand-ins whose results can be worked out by hand."""

import re
from collections.abc import Sequence

import numpy as np

from indexer.model.encoder import Vectors
from indexer.text.analyser import Token

WORDS = ("청년", "어르신", "창업", "반도체", "돌봄", "농촌", "관광")


def count_vector(text: str) -> Vectors:
    """How often each of WORDS occurs in the text, then a 1, scaled to unit length."""
    counts = np.array([*(text.count(word) for word in WORDS), 1], dtype=np.float32)
    return np.asarray(counts / np.linalg.norm(counts), dtype=np.float32)


class CountEncoder:
    """An Encoder by `count_vector`, the same for queries and passages. Remembers every query and every batch of passages it was given."""

    def __init__(self, model_id: str = "counts@1") -> None:
        self.model_id = model_id
        self.dimension = len(WORDS) + 1
        self.batches: list[list[str]] = []
        self.queried: list[str] = []

    @property
    def embedded(self) -> list[str]:
        """The passages embedded so far."""
        return [text for batch in self.batches for text in batch]

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.queried += texts
        return self._vectors(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        return np.array([count_vector(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)


def split_words(text: str) -> list[Token]:
    """Tokens are the words between white space and marks: an analyser for tests that are not about Korean."""
    return [Token(word.group().lower(), *word.span()) for word in re.finditer(r"\w+", text)]
