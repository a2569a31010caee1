"""What readers say of answers, kept to be read by judges: personal data masked, the newest only, and none for longer than a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from corpus.model.facets import LABELS
from corpus.privacy.masking import mask_private
from judging.records import KeptFeedback
from judging.storage.database import Database
from judging.storage.tables import FeedbackRow
from service.asking.answer_feedback import AnswerFeedback
from service.search.contract.request import Filters

MAX_FEEDBACK, LONGEST_KEPT = 10_000, timedelta(days=365)


class FeedbackStore:
    """What was said of answers. Who does not keep the books sees nothing that is `restricted`: it may hold words of books for some."""

    def __init__(self, database: Database) -> None:
        """Hold an open database."""
        self._database = database

    def add(self, given: AnswerFeedback) -> AnswerFeedback:
        """Keep what was said of an answer, masked; return it so. What is too old, or over the number, makes room."""
        kept = mask_feedback(given)
        row = FeedbackRow(
            question=kept.question,
            filters={facet: [*values] for facet, values in kept.filters.chosen},
            answer=kept.answer,
            is_right=kept.right,
            reason=kept.reason,
            note=kept.note,
            citations=[*kept.citations],
            restricted=kept.restricted,
            given_at=datetime.now(UTC),
        )
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            _make_room(session)
        return kept

    def list_newest(
        self, *, right: bool | None = None, restricted: bool = False, offset: int = 0, limit: int = MAX_FEEDBACK
    ) -> list[KeptFeedback]:
        """Return a slice of what was said, the newest first: all of it, or only what calls an answer right, or wrong."""
        wanted = select(FeedbackRow).where(*_conditions(right, restricted=restricted)).order_by(FeedbackRow.id.desc())
        with self._database.reading() as session:
            return [_feedback(row) for row in session.scalars(wanted.offset(offset).limit(limit))]

    def count(self, right: bool | None = None, *, restricted: bool = False) -> int:
        """Return how much was said, or how much that calls an answer right, or wrong."""
        with self._database.reading() as session:
            return session.scalar(select(func.count(FeedbackRow.id)).where(*_conditions(right, restricted=restricted))) or 0

    def drop_old(self) -> None:
        """Drop what is too old: where nobody says anything any more, nothing else would."""
        with self._database.writing() as session:
            _make_room(session)


def mask_feedback(given: AnswerFeedback) -> AnswerFeedback:
    """Return what was said with personal data masked; an answer was, but whoever calls may send any other."""
    answer = mask_private(given.answer, office_names="keep")
    return replace(given, question=mask_private(given.question), answer=answer, note=mask_private(given.note))


def _make_room(session: Session) -> None:
    session.execute(delete(FeedbackRow).where(FeedbackRow.given_at < datetime.now(UTC) - LONGEST_KEPT))
    last_kept = session.scalar(select(FeedbackRow.id).order_by(FeedbackRow.id.desc()).offset(MAX_FEEDBACK - 1).limit(1))
    if last_kept is not None:
        session.execute(delete(FeedbackRow).where(FeedbackRow.id < last_kept))


def _conditions(right: bool | None, *, restricted: bool) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [] if restricted else [FeedbackRow.restricted.is_(False)]
    return conditions if right is None else [*conditions, FeedbackRow.is_right.is_(right)]


def _feedback(row: FeedbackRow) -> KeptFeedback:
    said = AnswerFeedback(
        question=row.question,
        filters=Filters.of({facet: values for facet, values in row.filters.items() if facet in LABELS}),
        answer=row.answer,
        right=row.is_right,
        reason=row.reason,  # type: ignore[arg-type]  # kept as it was given
        note=row.note,
        citations=tuple(row.citations),
        restricted=row.restricted,
    )
    given_at = row.given_at if row.given_at.tzinfo else row.given_at.replace(tzinfo=UTC)  # SQLite keeps no zone
    return KeptFeedback(row.id, given_at, said)
