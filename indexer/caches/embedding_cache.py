"""Vectors already computed, by model and text, so that unchanged text is never embedded twice and a killed build loses one batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from indexer.caches.text_cache import CacheTable, TextCache
from indexer.model.encoder import Encoder, Vectors

BATCH = 64
Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many there are)."""
EMBEDDINGS = CacheTable("임베딩", "embedding", "model", "vector")


class EmbeddingCache(TextCache):
    """The vectors of a model's texts, float32."""

    def __init__(self, path: Path, model_id: str, dimension: int) -> None:
        """Open or create the table.

        Raises:
            BuildError: when the file is not a usable database.

        """
        super().__init__(path, EMBEDDINGS, model_id)
        self._dimension = dimension

    def vectors(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the known vectors, by text; one of another length is as good as absent.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        known = self.get(texts)
        return {text: np.frombuffer(value, dtype=np.float32) for text, value in known.items() if len(value) == self._dimension * 4}

    def put_vectors(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Store vectors of texts, shape (len(texts), dimension), in one transaction.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        self.put({text: np.ascontiguousarray(vector, dtype=np.float32).tobytes() for text, vector in zip(texts, vectors, strict=True)})


def embed(texts: Sequence[str], encoder: Encoder, cache_path: Path, progress: Progress) -> Vectors:
    """Return the texts' vectors, shape (len(texts), dimension), computing only those that the cache does not hold."""
    with EmbeddingCache(cache_path, encoder.model_id, encoder.dimension) as cache:
        known = cache.vectors(texts)
        # In an order that is not chance's: of a build that was killed, the next one does the rest.
        missing = sorted({text for text in texts if text not in known}, key=lambda text: (len(text), text))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            vectors = encoder.passages(batch)
            cache.put_vectors(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
            progress("임베딩", min(start + BATCH, len(missing)), len(missing))
    return np.stack([known[text] for text in texts])
