"""A book that was removed leaves the judgments: its cases, queries made of it, searches with words it alone had, answers from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from judging.storage.answer_store import read_kept
from judging.storage.database import Database
from judging.storage.tables import FeedbackRow, JudgmentRow, KeptAnswerRow, LoggedRow, PooledRow, QueryRow
from service.asking.kept.answer_keeping import STORED

TellsOfBook = Callable[[str], bool]
"""Tells whether a text has words that only a book has."""


def forget_judged_book(url: str, book: str, tells: TellsOfBook) -> dict[str, int]:
    """Drop all that judging keeps of a book from the database of an address, where there is one; return how much of what.

    Raises:
        JudgingError: when the database cannot be used.

    """
    if not _is_there(url):
        return {}
    database = Database(url)
    try:
        gone = _forget(database, f"{book}:", tells) | {"kept_answers": _forget_answers(database, book, tells)}
        database.compact()
    finally:
        database.close()
    return gone


def _forget(database: Database, cases: str, tells: TellsOfBook) -> dict[str, int]:
    with database.writing() as session:
        queries = [row.id for row in session.scalars(select(QueryRow)) if (row.origin or "").startswith(cases) or tells(row.text)]
        searches = [row.text for row in session.scalars(select(LoggedRow)) if tells(row.text)]
        notes = [row.id for row in session.scalars(select(JudgmentRow).where(JudgmentRow.note != "")) if tells(row.note)]
        feedback = [row.id for row in session.scalars(select(FeedbackRow)) if _is_of_book(row, cases, tells)]
        own = [or_(row.case_id.startswith(cases, autoescape=True), row.query_id.in_(queries)) for row in (JudgmentRow, PooledRow)]
        judgments = session.scalars(select(JudgmentRow.id).where(own[0])).all()
        session.execute(update(JudgmentRow).where(JudgmentRow.id.in_(notes)).values(note=""))
        for rows in (
            delete(JudgmentRow).where(own[0]),
            delete(PooledRow).where(own[1]),
            delete(QueryRow).where(QueryRow.id.in_(queries)),
            delete(LoggedRow).where(LoggedRow.text.in_(searches)),
            delete(FeedbackRow).where(FeedbackRow.id.in_(feedback)),
        ):
            session.execute(rows)
    return {
        "judgments": len(judgments),
        "queries": len(queries),
        "searches": len(searches),
        "notes": len({*notes} - {*judgments}),
        "feedback": len(feedback),
    }


def _forget_answers(database: Database, book: str, tells: TellsOfBook) -> int:
    """Take a book out of the answers that are kept; return from how many. What is left of each stays at its address."""
    with database.writing() as session:
        told = [(row, left) for row in session.scalars(select(KeptAnswerRow)) if (left := read_kept(row).forget_book(book, tells))]
        for row, left in told:
            row.content = STORED.dump_python(left, mode="json")
    return len(told)


def _is_of_book(row: FeedbackRow, cases: str, tells: TellsOfBook) -> bool:
    """Tell whether an answer cites a book, or what was asked, answered or said has words that only it has."""
    return any(cited.startswith(cases) for cited in row.citations) or any(map(tells, (row.question, row.answer, row.note)))


def _is_there(url: str) -> bool:
    """Tell whether there may be a database: none is made to forget in it."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return True  # opening it tells what is wrong
    return not address.drivername.startswith("sqlite") or Path(address.database or "").is_file()
