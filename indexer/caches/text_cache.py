"""A table on disk of what was computed of texts, by who computed it and the text: a killed build loses one batch of it at most."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import BuildError

LOOKUP = 500


@dataclass(frozen=True, slots=True)
class CacheTable:
    """What a table is called: by users (`what`), and in its file, with the columns of who computed and what it was."""

    what: str
    name: str
    owner: str
    value: str


def keep_texts(path: Path, table: CacheTable, texts: Iterable[str]) -> int:
    """Drop all that was computed of other texts than these, whoever computed it, so that the file holds none of it; return how much.

    Raises:
        BuildError: when the file is damaged or the disk refuses.

    """
    if not path.is_file():
        return 0
    with TextCache(path, table, "") as cache:
        return cache.keep_only(texts)


class TextCache:
    """A SQLite table (owner, SHA-256 of the text) → bytes and their checksum. A context manager."""

    def __init__(self, path: Path, table: CacheTable, owner: str) -> None:
        """Open or create the table.

        Raises:
            BuildError: when the file is not a usable database.

        """
        self._path, self._table, self._owner = path, table, owner
        with self._readable_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30)
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
                columns = f"{table.owner} TEXT, text BLOB, {table.value} BLOB, checksum BLOB, PRIMARY KEY ({table.owner}, text)"
                self._db.execute(f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}) WITHOUT ROWID")
            except sqlite3.Error:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def get(self, texts: Sequence[str]) -> dict[str, bytes]:
        """Return what is known, by text. An entry whose checksum does not fit is as good as absent.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        keys = {sha256(text.encode()).digest(): text for text in texts}
        found: dict[str, bytes] = {}
        digests, table = list(keys), self._table
        for start in range(0, len(digests), LOOKUP):
            some = digests[start : start + LOOKUP]
            marks = ",".join("?" * len(some))
            query = f"SELECT text, {table.value}, checksum FROM {table.name} WHERE {table.owner} = ? AND text IN ({marks})"  # noqa: S608
            with self._readable_errors(), closing(self._db.execute(query, (self._owner, *some))) as rows:
                for key, value, checksum in rows:
                    if isinstance(value, bytes) and sha256(value).digest() == checksum:
                        found[keys[key]] = value
        return found

    def put(self, values: Mapping[str, bytes]) -> None:
        """Store values by their texts, in one transaction.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        rows = [(self._owner, sha256(text.encode()).digest(), value, sha256(value).digest()) for text, value in values.items()]
        with self._readable_errors(), self._db:
            self._db.executemany(f"INSERT OR REPLACE INTO {self._table.name} VALUES (?, ?, ?, ?)", rows)  # noqa: S608 - no value of a user's

    def keep_only(self, texts: Iterable[str]) -> int:
        """Drop what is known of other texts, and the places in the file that held it; return how much.

        Raises:
            BuildError: when the file is damaged or the disk refuses.

        """
        with self._readable_errors():
            with self._db:
                self._db.execute("CREATE TEMP TABLE kept (text BLOB PRIMARY KEY)")
                self._db.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((sha256(text.encode()).digest(),) for text in texts))
                gone = self._db.execute(f"DELETE FROM {self._table.name} WHERE text NOT IN (SELECT text FROM kept)").rowcount  # noqa: S608
            self._db.execute("DROP TABLE kept")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone

    @contextmanager
    def _readable_errors(self) -> Iterator[None]:
        """Tell a disk that refuses from a damaged file: the way out differs."""
        what = f"{self._table.what} 보관 파일 {self._path.name}"
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise BuildError(f"{what}을(를) 쓸 수 없습니다({error}). 디스크 공간과 쓰기 권한을 확인하십시오.") from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter where the message quotes damaged text
            raise BuildError(f"{what}이(가) 손상되었습니다({error}). 지우고 다시 하십시오. 다시 계산하면 되는 자료입니다.") from error
