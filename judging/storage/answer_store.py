"""Answers kept at addresses of their own: so many, for so many days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from judging.storage.database import Database
from judging.storage.tables import KeptAnswerRow
from service.asking.kept.answer_keeping import STORED
from service.asking.kept.kept_answer import KeptAnswer

MAX_KEPT = 10_000


class KeptAnswerStore:
    """The answers that are kept, each for some days; over a number, the oldest make room."""

    def __init__(self, database: Database, days: int) -> None:
        """Hold an open database, and drop what is too old."""
        self._database, self._longest = database, timedelta(days=days)
        with database.writing() as session:
            self._make_room(session)

    def add(self, kept: KeptAnswer) -> None:
        """Keep an answer."""
        with self._database.writing() as session:
            session.add(KeptAnswerRow(id=kept.id, kept_at=kept.kept_at, content=STORED.dump_python(kept, mode="json")))
            session.flush()
            self._make_room(session)

    def find(self, answer_id: str) -> KeptAnswer | None:
        """Return the answer of an id, None where none is kept; one that is too old is dropped, with all that are."""
        with self._database.reading() as session:
            row = session.get(KeptAnswerRow, answer_id)
        if row is None:
            return None
        kept = read_kept(row)
        if kept.kept_at >= datetime.now(UTC) - self._longest:
            return kept
        with self._database.writing() as session:
            self._make_room(session)
        return None

    def drop(self, answer_id: str) -> None:
        """Keep an answer no more."""
        with self._database.writing() as session:
            session.execute(delete(KeptAnswerRow).where(KeptAnswerRow.id == answer_id))

    def _make_room(self, session: Session) -> None:
        session.execute(delete(KeptAnswerRow).where(KeptAnswerRow.kept_at < datetime.now(UTC) - self._longest))
        newest = select(KeptAnswerRow.id).order_by(KeptAnswerRow.kept_at.desc(), KeptAnswerRow.id)
        if surplus := session.scalars(newest.offset(MAX_KEPT)).all():
            session.execute(delete(KeptAnswerRow).where(KeptAnswerRow.id.in_(surplus)))


def read_kept(row: KeptAnswerRow) -> KeptAnswer:
    """Return a row's answer."""
    return STORED.validate_python(row.content)
