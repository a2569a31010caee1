"""The tables. What they were before is told by the steps in `migrations/`; a test holds both against each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, ForeignKeyConstraint, Index, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.asking.answer_feedback import LONGEST_ANSWER, LONGEST_NOTE

NAME, TEXT, NOTE, CASE, ADDRESS = 40, 1000, 500, 100, 40
"""Longest name of a judge, query, note, id of a case and of a kept answer, in characters."""


class JudgingTable(DeclarativeBase):
    """Base of the tables; constraints are named by rule, so that a later step can change them in any database."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class JudgeRow(JudgingTable):
    """Someone who judges."""

    __tablename__ = "judge"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME), unique=True)
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class QueryRow(JudgingTable):
    """A query; one taken out (`retired_at`) keeps its judgments."""

    __tablename__ = "query"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(TEXT), unique=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str | None] = mapped_column(String(CASE))
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    retired_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class PooledRow(JudgingTable):
    """A case to be graded for a query. Which configuration found it is kept nowhere: a judge is to be blind to it."""

    __tablename__ = "pooled"

    query_id: Mapped[int] = mapped_column(ForeignKey("query.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(CASE), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class JudgmentRow(JudgingTable):
    """A grade given. Nothing is overwritten: a judge's newest row that was not withdrawn is what counts."""

    __tablename__ = "judgment"
    __table_args__ = (
        ForeignKeyConstraint(["query_id", "case_id"], ["pooled.query_id", "pooled.case_id"]),
        CheckConstraint("grade BETWEEN 0 AND 3", name="grade"),
        Index("ix_judgment_of", "judge_id", "query_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"))
    query_id: Mapped[int]
    case_id: Mapped[str] = mapped_column(String(CASE))
    grade: Mapped[int]
    note: Mapped[str] = mapped_column(String(NOTE), server_default="")
    judged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class LoggedRow(JudgingTable):
    """Words that were searched for, how often, and which were heard later (`number`): nothing of who, when or from where."""

    __tablename__ = "logged"
    __table_args__ = (Index("ix_logged_number", "number"),)

    text: Mapped[str] = mapped_column(String(TEXT), primary_key=True)
    times: Mapped[int]
    number: Mapped[int] = mapped_column(server_default="0")


class FeedbackRow(JudgingTable):
    """What somebody said of an answer, and when, never who; `restricted`: of an answer from books that not everybody sees."""

    __tablename__ = "answer_feedback"
    __table_args__ = (Index("ix_answer_feedback_given_at", "given_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(String(TEXT))
    filters: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    answer: Mapped[str] = mapped_column(String(LONGEST_ANSWER))
    is_right: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE))
    citations: Mapped[list[str]] = mapped_column(JSON)
    restricted: Mapped[bool]
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class KeptAnswerRow(JudgingTable):
    """An answer at an address of its own, whole; nothing of who keeps it or opens it."""

    __tablename__ = "kept_answer"
    __table_args__ = (Index("ix_kept_answer_kept_at", "kept_at"),)

    id: Mapped[str] = mapped_column(String(ADDRESS), primary_key=True)
    kept_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
