"""The searches kept to be judged: how each is remembered, and which make room."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from judging.storage.tables import LoggedRow

MAX_LOGGED, NEWEST = 5000, 1000


def keep(session: Session, searches: Mapping[str, int]) -> None:
    """Keep searches with how often they were made; once there are too many, the rarest and oldest make room.

    The newest stay however rare they are: beside thousands that somebody made twice, nothing new could ever be heard twice.
    """
    last = session.scalar(select(func.max(LoggedRow.number))) or 0
    known = {row.text: row for row in session.scalars(select(LoggedRow).where(LoggedRow.text.in_(searches)))}
    for number, (text, times) in enumerate(searches.items(), last + 1):
        row = known.get(text)
        if row is None:
            session.add(LoggedRow(text=text, times=times, number=number))
        else:
            row.times, row.number = row.times + times, number
    session.flush()
    surplus = (session.scalar(select(func.count(LoggedRow.text))) or 0) - MAX_LOGGED
    if surplus > 0:
        newest = select(LoggedRow.text).order_by(LoggedRow.number.desc()).limit(NEWEST)
        others = select(LoggedRow.text).where(LoggedRow.text.not_in(newest)).order_by(LoggedRow.times, LoggedRow.number, LoggedRow.text)
        session.execute(delete(LoggedRow).where(LoggedRow.text.in_(session.scalars(others.limit(surplus)).all())))
