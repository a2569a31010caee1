"""A database of judgments, opened and brought up to date: SQLite beside the index, or any other by its SQLAlchemy address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import JudgingError
from indexer.seed import SEED

WAIT = 10.0
"""Seconds a writer waits for another one of the same SQLite file."""
WRITES = "saerye_writes"
STEPS = Path(__file__).parent / "migrations"
LOCK = SEED
"""Number of the lock that PostgreSQL's writers take in turn."""


class Database:
    """Sessions to read and to write. Each write is one transaction, and on disk when it returns."""

    def __init__(self, url: str) -> None:
        """Open the database of an SQLAlchemy address, make what is missing, and change what is from an older version.

        Raises:
            JudgingError: when the address, its driver or the database cannot be used.

        """
        try:
            self._engine = create_engine(url, **({"connect_args": {"timeout": WAIT}} if url.startswith("sqlite") else {}))
        except ModuleNotFoundError as error:
            package = "psycopg[binary]" if error.name == "psycopg" else error.name
            raise JudgingError(
                f"SAERYE_JUDGING_URL의 데이터베이스를 쓰려면 드라이버 {error.name}이(가) 있어야 합니다. "
                f"pip install '{package}'로 설치하고 다시 시작하십시오."
            ) from error
        except (ArgumentError, ValueError) as error:
            raise JudgingError(
                "SAERYE_JUDGING_URL의 주소를 쓸 수 없습니다. sqlite:///경로나 postgresql+psycopg://사용자:암호@서버/이름처럼 적으십시오."
            ) from error
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _set_up_sqlite)
            _make_file(self._engine.url.database)
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(**{WRITES: True})
        with _tell_refusal(), self._writer.begin() as connection:
            migrate(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session over one consistent state of the database."""
        with _tell_refusal(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept together when the block ends, or not at all."""
        with _tell_refusal(), Session(self._writer) as session, session.begin():
            yield session

    def compact(self) -> None:
        """Give SQLite's file back what deleted rows left in it; other databases do so by themselves."""
        if self._engine.dialect.name == "sqlite":
            with _tell_refusal():
                connection = self._engine.raw_connection()
                try:
                    for command_ in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                        connection.cursor().execute(command_).fetchall()
                finally:
                    connection.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _make_file(path: str | None) -> None:
    """Make SQLite's file where it is not there: nobody but its owner is to read what is kept. What lies beside it takes its mode."""
    if path and path != ":memory:" and not path.startswith("file:"):
        with suppress(OSError):  # SQLite tells what it cannot open
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def migrate(connection: Connection) -> None:
    """Take the steps that a database has not taken yet, within the transaction of the connection.

    Raises:
        JudgingError: when a newer version of the program made it.

    """
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise JudgingError("판정 데이터베이스가 이 프로그램보다 새 판에서 만들어졌습니다. 프로그램을 새 판으로 바꾸십시오.") from error


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Write ahead, so that readers never wait for a writer; flush each transaction to the disk before it is acknowledged."""
    if not isinstance(connection, SqliteConnection):
        return
    connection.isolation_level = None  # transactions begin when SQLAlchemy says so, not at Python's first write
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Begin; writers take turns from their first moment, so that none is refused half-way for what another did meanwhile."""
    writes = connection.get_execution_options().get(WRITES)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif connection.dialect.name == "postgresql" and writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


@contextmanager
def _tell_refusal() -> Iterator[None]:
    """Tell what the database refuses in one sentence, without its address."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig) if isinstance(error.orig, SqliteError) else type(error.orig).__name__  # a server's own words name it
        raise JudgingError(
            f"판정 데이터베이스를 쓸 수 없습니다({reason}). 폴더의 권한과 디스크 공간, SAERYE_JUDGING_URL을 확인하십시오."
        ) from error
