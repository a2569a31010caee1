"""What the workbench's pages share: the store, the rankings, the evaluations, and who sits at the bench."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from fastapi import Request

from corpus.errors import RequestError
from corpus.model.sight import PUBLIC
from eval.sets.judged import QueryKind, load_judged
from judging.configurations import CONFIGURATIONS, MODES, Configuration, Rankings, choose_configurations
from judging.evaluating import Evaluations
from judging.pooling import pool_cases
from judging.records import Judge, NewQuery, QueryOrigin
from judging.storage.database import Database
from judging.storage.feedback_store import FeedbackStore
from judging.storage.judgment_store import Store
from service.api.state import state_of
from service.operations.present_sight import seeing
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher

JUDGE_COOKIE = "saerye_judge"


class Bench:
    """The stores over one database, opened by the first who needs it; rankings and evaluations."""

    def __init__(self, settings: Settings) -> None:
        """Hold the settings; nothing is opened yet."""
        self.settings = settings
        self.rankings, self.evaluations = Rankings(), Evaluations()
        self._database: Database | None = None
        self._opening = Lock()

    @property
    def store(self) -> Store:
        """What is kept of judging.

        Raises:
            JudgingError: when its database cannot be used.

        """
        return Store(self._open())

    @property
    def feedback(self) -> FeedbackStore:
        """What readers say of answers.

        Raises:
            JudgingError: when its database cannot be used.

        """
        return FeedbackStore(self._open())

    def _open(self) -> Database:
        with self._opening:
            if self._database is None:
                self._database = Database(self.settings.judging)
            return self._database

    def pool(self, searcher: CaseSearcher, configurations: Iterable[Configuration], text: str, depth: int) -> frozenset[str]:
        """Return the cases to be graded for a query."""
        return pool_cases((self.rankings.cases(searcher, each, text) for each in configurations), depth)


def bench_of(request: Request) -> Bench:
    """Return the bench of the workbench that serves a request."""
    bench: Bench = request.scope["judging"]
    return bench


def searcher_of(request: Request) -> CaseSearcher:
    """Return the searcher of what everybody sees, whoever judges: judgments are shared, and so is what they are of."""
    with seeing(PUBLIC):
        return state_of(request).runtime.served.searcher


def judge_of(request: Request) -> Judge | None:
    """Return who sits at the bench, by the browser's cookie; None where nobody has said yet."""
    number = request.cookies.get(JUDGE_COOKIE, "")
    return next((judge for judge in bench_of(request).store.judges() if str(judge.id) == number), None)


def require_judge(request: Request, judge_id: int | None = None) -> Judge:
    """Return who sits at the bench, who must be the judge that a form was made for.

    Raises:
        RequestError: when nobody does, or it is another.

    """
    judge = judge_of(request)
    if judge is None:
        raise RequestError("판정자 이름을 먼저 적어 주십시오. /judge에서 적을 수 있습니다.", field="judge")
    if judge_id is not None and judge.id != judge_id:
        raise RequestError(f"그사이 판정자가 {judge.name}(으)로 바뀌었습니다. 화면을 다시 열어 확인해 주십시오.", field="judge")
    return judge


def choose_pooled(searcher: CaseSearcher, ids: Sequence[str]) -> tuple[Configuration, ...]:
    """Return the configurations to pool: those chosen, or the modes that work.

    Raises:
        RequestError: when only one is chosen, whose own failures a pool of its finds could not show.

    """
    modes = ["lexical", "alone-words"] if searcher.degraded else list(MODES)
    return choose_configurations(ids or modes, least=2, most=len(CONFIGURATIONS))


def development(kind: str | None) -> list[tuple[str, QueryKind | None, str]]:
    """Return the development set's queries of a kind, topics among them, each with its id.

    Raises:
        RequestError: when there is none.

    """
    judged = load_judged()
    found: list[tuple[str, QueryKind | None, str]] = [(query.query, query.kind, query.id) for query in judged.queries]
    found += [(topic.query, None, topic.id) for topic in judged.topics]
    wanted = [each for each in found if kind is None or (each[1] or "topics") == kind]
    if not wanted:
        raise RequestError(f"개발용 질의 가운데 {kind!r} 종류가 없습니다.", field="kind")
    return wanted


def new_queries(
    request: Request, texts: Iterable[tuple[str, QueryKind | None, str | None]], source: QueryOrigin, ids: Sequence[str], depth: int
) -> list[NewQuery]:
    """Return queries with the pools of the chosen configurations."""
    bench, searcher = bench_of(request), searcher_of(request)
    configurations = choose_pooled(searcher, ids)
    return [NewQuery(text, kind, source, origin, bench.pool(searcher, configurations, text, depth)) for text, kind, origin in texts]
