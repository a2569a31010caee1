"""Vectors already computed, by model and text, so that unchanged text is never embedded twice and a killed build loses one batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus.errors import BuildError
from indexer.model.encoder import Encoder, Vectors

LOOKUP, BATCH = 500, 64
Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many there are)."""
TABLE = """CREATE TABLE IF NOT EXISTS embedding
    (model TEXT, text BLOB, vector BLOB, checksum BLOB, PRIMARY KEY (model, text)) WITHOUT ROWID"""


class EmbeddingCache:
    """A SQLite table (model id, SHA-256 of the text) → float32 vector and its checksum. A context manager."""

    def __init__(self, path: Path, model_id: str, dimension: int) -> None:
        """Open or create the table.

        Raises:
            BuildError: when the file is not a usable database.

        """
        self._path, self._model_id, self._dimension = path, model_id, dimension
        with self._readable_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30)
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute(TABLE)
            except sqlite3.Error:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def get(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the known vectors, by text. An entry whose checksum does not fit is as good as absent.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        keys = {sha256(text.encode()).digest(): text for text in texts}
        found: dict[str, Vectors] = {}
        digests = list(keys)
        for start in range(0, len(digests), LOOKUP):
            some = digests[start : start + LOOKUP]
            marks = ",".join("?" * len(some))
            query = f"SELECT text, vector, checksum FROM embedding WHERE model = ? AND text IN ({marks})"  # noqa: S608 - only marks
            with self._readable_errors(), closing(self._db.execute(query, (self._model_id, *some))) as rows:
                for key, vector, checksum in rows:
                    whole = isinstance(vector, bytes) and len(vector) == self._dimension * 4 and sha256(vector).digest() == checksum
                    if whole:
                        found[keys[key]] = np.frombuffer(vector, dtype=np.float32)
        return found

    def put(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Store vectors of texts, shape (len(texts), dimension), in one transaction.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        rows = []
        for text, vector in zip(texts, vectors, strict=True):
            raw = np.ascontiguousarray(vector, dtype=np.float32).tobytes()
            rows.append((self._model_id, sha256(text.encode()).digest(), raw, sha256(raw).digest()))
        with self._readable_errors(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?)", rows)

    @contextmanager
    def _readable_errors(self) -> Iterator[None]:
        """Tell a disk that refuses from a damaged file: the way out differs."""
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise BuildError(
                f"임베딩 보관 파일 {self._path.name}을(를) 쓸 수 없습니다({error}). 디스크 공간과 쓰기 권한을 확인하십시오."
            ) from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter where the message quotes damaged text
            raise BuildError(
                f"임베딩 보관 파일 {self._path.name}이(가) 손상되었습니다({error}). 지우고 다시 하십시오. 다시 계산하면 되는 자료입니다."
            ) from error


def embed(texts: Sequence[str], encoder: Encoder, cache_path: Path, progress: Progress) -> Vectors:
    """Return the texts' vectors, shape (len(texts), dimension), computing only those that the cache does not hold."""
    with EmbeddingCache(cache_path, encoder.model_id, encoder.dimension) as cache:
        known = cache.get(texts)
        # In an order that is not chance's: of a build that was killed, the next one does the rest.
        missing = sorted({text for text in texts if text not in known}, key=lambda text: (len(text), text))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            vectors = encoder.passages(batch)
            cache.put(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
            progress("임베딩", min(start + BATCH, len(missing)), len(missing))
    return np.stack([known[text] for text in texts])
