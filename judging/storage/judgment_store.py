"""What is kept of judging, in few verbs. Grades are only ever added: one counts until its judge gives another or withdraws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from corpus.errors import RequestError
from corpus.model.ids import id_order
from judging.records import Graded, Judge, NewQuery, PooledQuery, Tally
from judging.storage.database import Database
from judging.storage.kept_searches import keep
from judging.storage.tables import JudgeRow, JudgmentRow, LoggedRow, PooledRow, QueryRow

MAX_JUDGES, MAX_QUERIES = 100, 5000


class Store:
    """Judges, queries, pools, grades and the searches kept to be judged."""

    def __init__(self, database: Database) -> None:
        """Hold an open database."""
        self._database = database

    def judge(self, name: str) -> Judge:
        """Return the judge of a clean name, who joins with it if it is new.

        Raises:
            RequestError: when there are too many judges.

        """
        with self._database.writing() as session:
            row = session.scalar(select(JudgeRow).where(JudgeRow.name == name))
            if row is None:
                if (session.scalar(select(func.count(JudgeRow.id))) or 0) >= MAX_JUDGES:
                    raise RequestError(f"판정자는 {MAX_JUDGES}명까지입니다. 있는 이름을 골라 주십시오.", field="name")
                row = JudgeRow(name=name, joined_at=_now())
                session.add(row)
                session.flush()
            return Judge(row.id, row.name)

    def judges(self) -> list[Judge]:
        """Return every judge, in the order they joined."""
        with self._database.reading() as session:
            return [Judge(row.id, row.name) for row in session.scalars(select(JudgeRow).order_by(JudgeRow.id))]

    def add(self, queries: Sequence[NewQuery]) -> int:
        """Keep queries with their pools; of one that is there already the pool grows, and it comes back if it was taken out.

        Returns how many are new.

        Raises:
            RequestError: when there would be too many queries.

        """
        with self._database.writing() as session:
            before = session.scalar(select(func.count(QueryRow.id))) or 0
            for query in queries:
                row = session.scalar(select(QueryRow).where(QueryRow.text == query.text))
                if row is None:
                    row = QueryRow(text=query.text, kind=query.kind, source=query.source, origin=query.origin, added_at=_now())
                    session.add(row)
                    session.flush()
                row.retired_at = None
                _pool(session, row.id, query.pool)
            after = session.scalar(select(func.count(QueryRow.id))) or 0
            if after > MAX_QUERIES:
                raise RequestError(f"질의는 {MAX_QUERIES:,}건까지 둘 수 있습니다. 지금 {before:,}건이 있습니다.", field="queries")
            return after - before

    def deepen(self, pools: Mapping[int, Iterable[str]]) -> int:
        """Add cases to the pools of queries; return how many were not there."""
        with self._database.writing() as session:
            return sum(_pool(session, query, cases) for query, cases in pools.items())

    def retire(self, query_id: int) -> None:
        """Take a query out; its judgments stay, and count no more until it is added again."""
        with self._database.writing() as session:
            _query_row(session, query_id).retired_at = _now()

    def query(self, query_id: int) -> PooledQuery:
        """Return a query.

        Raises:
            RequestError: when there is none, or it was taken out.

        """
        with self._database.reading() as session:
            return _query(_query_row(session, query_id))

    def queries(self) -> list[PooledQuery]:
        """Return every query that is judged, by its number."""
        with self._database.reading() as session:
            return [_query(row) for row in session.scalars(select(QueryRow).where(QueryRow.retired_at.is_(None)).order_by(QueryRow.id))]

    def pool(self, query_id: int) -> frozenset[str]:
        """Return the cases to be graded for a query."""
        with self._database.reading() as session:
            return frozenset(session.scalars(select(PooledRow.case_id).where(PooledRow.query_id == query_id)))

    def tallies(self, judge: Judge | None, *, offset: int = 0, limit: int = MAX_QUERIES) -> list[Tally]:
        """Return a slice of the queries with how far their judging is; of nobody in particular, nothing is graded."""
        with self._database.reading() as session:
            return [_tally(row) for row in session.execute(_tallies(judge).order_by(QueryRow.id).offset(offset).limit(limit))]

    def next(self, judge: Judge, after: int = 0) -> int | None:
        """Return the first query after one that a judge has not finished, or the first of all such; None when all are finished."""
        unfinished = _tallies(judge).subquery()
        open_ones = select(unfinished.c.id).where(unfinished.c.pooled > unfinished.c.graded)
        with self._database.reading() as session:
            found = session.scalar(open_ones.order_by(unfinished.c.id <= after, unfinished.c.id).limit(1))
            return None if found is None else int(found)

    def grade(self, graded: Graded) -> None:
        """Keep a grade; what says nothing new is not kept again.

        Raises:
            RequestError: when the query is not judged, or the case is not in its pool.

        """
        with self._database.writing() as session:
            _query_row(session, graded.query)
            if session.get(PooledRow, (graded.query, graded.case)) is None:
                raise RequestError(f"사례 {graded.case[:20]!r}은(는) 이 질의에서 판정할 사례가 아닙니다.", field="case")
            now = session.scalar(
                select(JudgmentRow)
                .where(
                    JudgmentRow.judge_id == graded.judge,
                    JudgmentRow.query_id == graded.query,
                    JudgmentRow.case_id == graded.case,
                    JudgmentRow.withdrawn_at.is_(None),
                )
                .order_by(JudgmentRow.id.desc())
                .limit(1)
            )
            if now is None or (now.grade, now.note) != (graded.grade, graded.note):
                session.add(_judgment(graded))

    def grade_all(self, grades: Sequence[Graded]) -> None:
        """Keep grades that were given elsewhere, their cases added to the pools."""
        with self._database.writing() as session:
            for graded in grades:
                _pool(session, graded.query, [graded.case])
                session.add(_judgment(graded))

    def withdraw(self, judge: Judge) -> tuple[int, str] | None:
        """Withdraw the newest grade of a judge: the one before it counts again. Return its query and case, or None without any."""
        with self._database.writing() as session:
            newest = select(JudgmentRow).where(JudgmentRow.judge_id == judge.id, JudgmentRow.withdrawn_at.is_(None))
            row = session.scalar(newest.order_by(JudgmentRow.id.desc()).limit(1))
            if row is None:
                return None
            row.withdrawn_at = _now()
            return row.query_id, row.case_id

    def grades(self, *, judge: Judge | None = None, query_id: int | None = None) -> list[Graded]:
        """Return the grades that count, of queries that are judged: all, or those of one judge or one query."""
        standing = select(func.max(JudgmentRow.id)).where(JudgmentRow.withdrawn_at.is_(None))
        if judge is not None:
            standing = standing.where(JudgmentRow.judge_id == judge.id)
        if query_id is not None:
            standing = standing.where(JudgmentRow.query_id == query_id)
        newest = standing.group_by(JudgmentRow.judge_id, JudgmentRow.query_id, JudgmentRow.case_id)
        kept = select(JudgmentRow).join(QueryRow, QueryRow.id == JudgmentRow.query_id).where(QueryRow.retired_at.is_(None))
        with self._database.reading() as session:
            rows = session.scalars(
                kept.where(JudgmentRow.id.in_(newest)).order_by(JudgmentRow.query_id, JudgmentRow.case_id, JudgmentRow.judge_id)
            )
            return [Graded(row.judge_id, row.query_id, row.case_id, row.grade, row.note) for row in rows]

    def hear(self, searches: Mapping[str, int]) -> None:
        """Keep masked searches with how often they were made."""
        with self._database.writing() as session:
            keep(session, searches)

    def list_heard(self) -> list[tuple[str, int]]:
        """Return the searches that are not yet among the queries, the most frequent first."""
        waiting = select(LoggedRow).where(LoggedRow.text.not_in(select(QueryRow.text)))
        with self._database.reading() as session:
            rows = session.scalars(waiting.order_by(LoggedRow.times.desc(), LoggedRow.text))
            return [(row.text, row.times) for row in rows]


def _now() -> datetime:
    return datetime.now(UTC)


def _query_row(session: Session, query_id: int) -> QueryRow:
    row = session.get(QueryRow, query_id)
    if row is None or row.retired_at is not None:
        raise RequestError(f"질의 {query_id}이(가) 없습니다. 질의 목록에서 고르십시오.", field="query")
    return row


def _query(row: QueryRow) -> PooledQuery:
    return PooledQuery(row.id, row.text, row.kind, row.source, row.origin)  # type: ignore[arg-type]  # kept as it was given


def _judgment(graded: Graded) -> JudgmentRow:
    return JudgmentRow(
        judge_id=graded.judge, query_id=graded.query, case_id=graded.case, grade=graded.grade, note=graded.note, judged_at=_now()
    )


def _pool(session: Session, query_id: int, cases: Iterable[str]) -> int:
    """Add cases to a pool in the order of their ids, which tells nothing of who found them."""
    known = set(session.scalars(select(PooledRow.case_id).where(PooledRow.query_id == query_id)))
    new = sorted(set(cases) - known, key=id_order)
    session.add_all(PooledRow(query_id=query_id, case_id=case, added_at=_now()) for case in new)
    session.flush()
    return len(new)


def _tallies(judge: Judge | None) -> Select[int, str, str | None, str, str | None, int, int, int]:
    """Return the query of (id, text, kind, source, origin, pooled, graded, judges) for each query that is judged."""
    pooled = select(PooledRow.query_id, func.count().label("cases")).group_by(PooledRow.query_id).subquery()
    standing = select(JudgmentRow.query_id, JudgmentRow.judge_id, func.count(func.distinct(JudgmentRow.case_id)).label("cases")).where(
        JudgmentRow.withdrawn_at.is_(None)
    )
    by_judge = standing.group_by(JudgmentRow.query_id, JudgmentRow.judge_id).subquery()
    own = select(by_judge.c.query_id, by_judge.c.cases).where(by_judge.c.judge_id == (judge.id if judge else 0)).subquery()
    judges = select(by_judge.c.query_id, func.count().label("judges")).group_by(by_judge.c.query_id).subquery()
    return (
        select(
            QueryRow.id, QueryRow.text, QueryRow.kind, QueryRow.source, QueryRow.origin,
            func.coalesce(pooled.c.cases, 0).label("pooled"),
            func.coalesce(own.c.cases, 0).label("graded"),
            func.coalesce(judges.c.judges, 0).label("judges"),
        )
        .outerjoin(pooled, pooled.c.query_id == QueryRow.id)
        .outerjoin(own, own.c.query_id == QueryRow.id)
        .outerjoin(judges, judges.c.query_id == QueryRow.id)
        .where(QueryRow.retired_at.is_(None))
    )  # fmt: skip


def _tally(row: Row[int, str, str | None, str, str | None, int, int, int]) -> Tally:
    identity, text, kind, source, origin, pooled, graded, judges = row
    return Tally(PooledQuery(identity, text, kind, source, origin), pooled, graded, judges)  # type: ignore[arg-type]  # as it was given
