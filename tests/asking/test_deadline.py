"""What is not done in time is told as such, and what nobody waits for is not done."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Event

import pytest
from fastapi.testclient import TestClient

from corpus.errors import DeadlineError
from indexer.generations.generation_store import Index
from indexer.model.encoder import Vectors
from indexer.text.analyser import Analyser
from service.api.bound_work import Client, serve_client
from service.api.state import State
from service.app import create_service
from service.asking.asker import LATE, Asker
from service.limits.deadline import Deadline, bound_by, bound_to_share, check_deadline, current_deadline, in_time
from service.operations.metrics import Metrics
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE


class Clock:
    """Tells the hour it is set to; with a `step`, each look at it takes so long."""

    def __init__(self) -> None:
        self.now = self.step = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class HeldEncoder(CountEncoder):
    """Encodes no query until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = Event()

    def queries(self, texts: Sequence[str]) -> Vectors:
        assert self.go.wait(20)
        return super().queries(texts)


# The deadline itself.


def test_a_deadline_passes() -> None:
    clock = Clock()
    deadline = Deadline(10, clock=clock)
    clock.now = 9.0
    deadline.check()
    assert deadline.left == 1.0
    clock.now = 10.0
    assert deadline.left == 0.0
    with pytest.raises(DeadlineError):
        deadline.check()


def test_a_part_ends_with_the_whole_and_can_be_called_off_by_itself() -> None:
    clock = Clock()
    whole = Deadline(10, clock=clock)
    short, long = whole.part(3), whole.part(30)
    assert (short.left, long.left) == (3.0, 10.0)
    short.call_off()
    assert (short.left, whole.left) == (0.0, 10.0)
    whole.call_off()
    assert (long.left, whole.left) == (0.0, 0.0)


def test_work_is_bound_by_its_own_deadline_alone() -> None:
    check_deadline()
    with bound_by(Deadline(10, clock=Clock())), bound_to_share(0.5):
        deadline = current_deadline()
        assert deadline is not None
        assert deadline.left == 5.0
        deadline.call_off()
        with pytest.raises(DeadlineError):
            check_deadline()
    assert current_deadline() is None
    with bound_to_share(0.5):
        assert current_deadline() is None


def test_what_a_future_comes_to_is_not_waited_for_beyond_its_share() -> None:
    late, done = Future[int](), Future[int]()
    done.set_result(1)
    with bound_by(Deadline(0.01)):
        assert (in_time(done, 0.5), in_time(late, 0.5)) == (1, None)
    assert late.cancelled()


# What is made of it.


def test_a_search_does_without_a_vector_that_comes_too_late(index: Index, analyser: Analyser) -> None:
    encoder = HeldEncoder()
    searcher, words = CaseSearcher(Ranker(index, analyser, encoder)), CaseSearcher(Ranker(index, analyser, None))
    for mode in ("hybrid", "dense"):
        request = SearchRequest("섬마을 어르신 관광", mode)
        with bound_by(Deadline(0.05, clock=Clock())):  # waits as long as it may, and is at no end for it
            late = searcher.search(request)
        assert (late.degraded, late.hits) == (True, words.search(request).hits)
        assert searcher.recall(request) is None
    encoder.go.set()
    assert not searcher.search(SearchRequest("섬마을 어르신 관광")).degraded
    assert searcher.recall(SearchRequest("섬마을 어르신 관광")) is not None


def test_an_answer_is_late_and_says_so_wherever_the_time_runs_out(index: Index, analyser: Analyser) -> None:
    asker = Asker(CaseSearcher(Ranker(index, analyser, CountEncoder())))
    question = "조선소 일감이 줄어 도시를 떠난 거제시 청년은 몇 명인가?"
    whole = asker.ask(question)
    assert (whole.answerable, whole.degraded) == (True, False)
    seen = set()
    for looks in range(1, 60):
        clock = Clock()
        with bound_by(Deadline(looks, clock=clock)):
            clock.step = 0.5
            answer = asker.ask(question)
        seen.add((answer.answerable, answer.degraded))
        if not answer.answerable:
            assert (answer.answer, answer.confidence, answer.citations) == (LATE, "low", [])
    assert {(False, True), (True, False)} <= seen <= {(False, True), (True, True), (True, False)}


# Who waits, and who has left.


def state(workers: int = 1, seconds: float = 30.0) -> State:
    return State(Runtime(Settings(workers=workers, request_seconds=seconds)), Metrics())


class Caller:
    """A client that leaves when it is told to."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, object]:
        await self.gone.wait()
        return {"type": "http.disconnect"}


async def asked_by(caller: Caller, state: State, work: object, seconds: float = 30.0) -> object:
    with serve_client(Client(caller.receive, Deadline(seconds))):
        return await state.off_loop(work)


def test_work_whose_client_leaves_stops_at_its_next_check_and_what_waits_is_never_begun() -> None:
    begun, go, stopped = Event(), Event(), Event()
    waited: list[str] = []

    def running() -> None:
        begun.set()
        assert go.wait(20)
        try:
            check_deadline()
        except DeadlineError:
            stopped.set()
            raise

    async def run() -> None:
        held = state()
        first, second = Caller(), Caller()
        jobs = [asyncio.create_task(asked_by(first, held, running)), asyncio.create_task(asked_by(second, held, lambda: waited.append("")))]
        await asyncio.to_thread(begun.wait, 20)
        first.gone.set()
        second.gone.set()
        assert [type(ended) for ended in await asyncio.gather(*jobs, return_exceptions=True)] == [DeadlineError, DeadlineError]
        assert held.limiter.borrowed_tokens == 1  # it still runs, and still counts
        go.set()
        assert await held.off_loop(lambda: "the next is served") == "the next is served"

    asyncio.run(run())
    assert (stopped.is_set(), waited) == (True, [])


def test_waiting_for_a_turn_counts() -> None:
    begun, go = Event(), Event()

    def running() -> bool:
        begun.set()
        return go.wait(20)

    async def run() -> None:
        held = state()
        first = asyncio.create_task(held.off_loop(running))
        await asyncio.to_thread(begun.wait, 20)
        with pytest.raises(DeadlineError):
            await asked_by(Caller(), held, lambda: "", seconds=0.05)
        go.set()
        assert await first

    asyncio.run(run())


def test_a_body_that_comes_while_work_is_done_is_kept() -> None:
    async def run() -> None:
        messages = [{"type": "http.request", "body": b"a"}, {"type": "http.request", "body": b"b"}, {"type": "http.disconnect"}]

        async def receive() -> dict[str, object]:
            return messages.pop(0)  # type: ignore[return-value]

        client = Client(receive, Deadline(1))
        await client.leave()
        assert await client.receive() == {"type": "http.request", "body": b"a"}

    asyncio.run(run())


def test_what_takes_too_long_is_told_in_the_one_shape_and_on_a_page(index: Index, analyser: Analyser) -> None:
    runtime = HeldRuntime(CaseSearcher(Ranker(index, analyser, CountEncoder())))
    runtime.settings = Settings(reload_seconds=3600, request_seconds=1e-9)
    with TestClient(create_service(runtime), base_url=HERE) as client:
        for answered in (
            client.get("/api/v1/search", params={"q": "청년"}),
            client.post("/api/v1/ask", json={"question": "청년은 몇 명인가?"}),
            client.post("/api/v1/ask/stream", json={"question": "청년은 몇 명인가?"}),
        ):
            assert (answered.status_code, answered.json()["error"]["code"]) == (503, "deadline_passed")
        page = client.get("/", params={"q": "청년"}, headers={"accept": "text/html"})
        assert (page.status_code, "시간 안에 마치지 못했습니다" in page.text, 'value="청년"' in page.text) == (503, True, True)
