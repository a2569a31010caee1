"""The database of judgments: its verbs, what it was before, several writers, a sudden death, and addresses that do not work."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from corpus.errors import JudgingError, RequestError
from judging.records import Graded, NewQuery, PooledQuery, Tally
from judging.storage.database import Database
from judging.storage.judgment_store import Store
from judging.storage.kept_searches import MAX_LOGGED, NEWEST
from judging.storage.tables import JudgingTable
from tests.support.served.judging import asked, open_store, sqlite

FIRST_VERSION = Path(__file__).parents[1] / "data" / "judging-1.sql"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def test_a_judge_comes_back_by_name(store: Store) -> None:
    first = store.judge("김판정")
    assert store.judge("이평가") != first
    assert store.judge("김판정") == first
    assert [judge.name for judge in store.judges()] == ["김판정", "이평가"]


def test_a_query_is_kept_once_and_its_pool_grows(store: Store) -> None:
    assert store.add([NewQuery("청년", "need", "own", None, frozenset({"8-01"})), NewQuery("관광", None, "log", None, frozenset())]) == 2
    assert store.add([NewQuery("청년", None, "development", "n1", frozenset({"8-01", "9-01"}))]) == 0
    assert store.queries() == [PooledQuery(1, "청년", "need", "own", None), PooledQuery(2, "관광", None, "log", None)]
    assert store.pool(1) == {"8-01", "9-01"}
    assert store.deepen({1: ["9-01", "8-02"], 2: ["8-01"]}) == 2


def test_the_newest_grade_counts_and_the_one_before_it_once_it_is_withdrawn(store: Store) -> None:
    judge, query = store.judge("김판정"), asked(store)
    store.grade(Graded(judge.id, query.id, "8-01", 1, ""))
    store.grade(Graded(judge.id, query.id, "8-01", 3, "다시 읽음"))
    store.grade(Graded(judge.id, query.id, "8-01", 3, "다시 읽음"))  # says nothing new
    assert store.grades() == [Graded(judge.id, query.id, "8-01", 3, "다시 읽음")]
    assert store.withdraw(judge) == (query.id, "8-01")
    assert store.grades() == [Graded(judge.id, query.id, "8-01", 1, "")]
    assert store.withdraw(judge) == (query.id, "8-01")
    assert (store.withdraw(judge), store.grades()) == (None, [])


def test_what_is_finished_and_what_comes_next(store: Store) -> None:
    judge, other = store.judge("김판정"), store.judge("이평가")
    first, second = asked(store, "청년", ("8-01",)), asked(store, "관광", ("8-01", "8-02"))
    store.grade(Graded(judge.id, second.id, "8-02", 2, ""))
    store.grade(Graded(other.id, second.id, "8-02", 0, ""))
    assert store.tallies(judge) == [Tally(first, 1, 0, 0), Tally(second, 2, 1, 2)]
    assert (store.next(judge), store.next(judge, first.id), store.next(judge, second.id)) == (first.id, second.id, first.id)
    store.grade(Graded(judge.id, first.id, "8-01", 2, ""))
    assert store.next(judge, second.id) == second.id
    store.grade(Graded(judge.id, second.id, "8-01", 2, ""))
    assert store.next(judge) is None


def test_a_query_taken_out_counts_no_more_until_it_is_back(store: Store) -> None:
    judge, query = store.judge("김판정"), asked(store)
    store.grade(Graded(judge.id, query.id, "8-01", 2, ""))
    store.retire(query.id)
    assert (store.queries(), store.grades(), store.tallies(judge)) == ([], [], [])
    with pytest.raises(RequestError, match="질의 1이"):
        store.grade(Graded(judge.id, query.id, "8-02", 2, ""))
    asked(store)
    assert len(store.grades()) == 1


def test_only_what_is_pooled_can_be_graded(store: Store) -> None:
    judge, query = store.judge("김판정"), asked(store, pool=("8-01",))
    with pytest.raises(RequestError, match="판정할 사례가 아닙니다"):
        store.grade(Graded(judge.id, query.id, "9-01", 2, ""))


def test_searches_are_counted_and_those_that_are_judged_are_not_offered(store: Store) -> None:
    store.hear({"바다": 1, "청년": 5})
    store.hear({"바다": 2})
    asked(store, "청년")
    assert store.list_heard() == [("바다", 3)]


def test_the_rarest_and_oldest_searches_make_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("judging.storage.kept_searches.MAX_LOGGED", 6)
    monkeypatch.setattr("judging.storage.kept_searches.NEWEST", 2)
    store.hear({"청년": 3, "관광": 2, "가": 1, "나": 1, "다": 1, "라": 1})
    store.hear({"새것": 1})
    assert dict(store.list_heard()) == {"청년": 3, "관광": 2, "나": 1, "다": 1, "라": 1, "새것": 1}
    store.hear({"나": 1})  # heard again, it is newer than the others
    store.hear({"더": 1})
    assert dict(store.list_heard()) == {"청년": 3, "관광": 2, "나": 2, "라": 1, "새것": 1, "더": 1}


def test_a_flood_of_junk_neither_takes_what_is_frequent_nor_keeps_out_what_is_new(store: Store) -> None:
    store.hear({"청년 창업": 9})
    for first in range(0, 2 * MAX_LOGGED, 1000):
        store.hear({f"쓰레기 {number}": 2 for number in range(first, first + 1000)})
    store.hear({"어르신 관광": 1})
    store.hear({f"다른 것 {number}": 2 for number in range(NEWEST - 1)})
    store.hear({"어르신 관광": 1})
    found = dict(store.list_heard())
    assert (len(found), found["청년 창업"], found["어르신 관광"]) == (MAX_LOGGED, 9, 2)


def test_only_its_owner_reads_a_new_database(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        store = open_store(tmp_path)
        store.judge("김판정")
    finally:
        os.umask(mask)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert "judging.sqlite3" in modes
    assert set(modes.values()) == {0o600}


def test_the_mode_that_somebody_gave_a_database_stays(tmp_path: Path) -> None:
    open_store(tmp_path)
    file = tmp_path / "judging.sqlite3"
    file.chmod(0o640)
    open_store(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_steps_and_models_agree(tmp_path: Path) -> None:
    open_store(tmp_path)
    with create_engine(sqlite(tmp_path)).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), JudgingTable.metadata) == []


def test_a_database_of_the_first_version_keeps_its_judgments(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "judging.sqlite3")
    old.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    old.close()
    store = open_store(tmp_path)
    judge = store.judge("처음")
    assert store.grades() == [Graded(judge.id, 1, "8-01", 3, ""), Graded(judge.id, 1, "8-02", 0, "")]
    store.grade(Graded(judge.id, 1, "8-02", 1, "새 판에서"))
    assert store.grades()[1].note == "새 판에서"


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_store(tmp_path)
    connection = sqlite3.connect(tmp_path / "judging.sqlite3")
    connection.execute("UPDATE alembic_version SET version_num = '99'")
    connection.commit()
    connection.close()
    with pytest.raises(JudgingError, match="새 판"):
        open_store(tmp_path)


def test_sqlite_writes_ahead_and_holds_its_keys(tmp_path: Path) -> None:
    database = Database(sqlite(tmp_path))
    with database.reading() as session:
        told = [session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert told == ["wal", 2, 1]


def test_addresses_that_do_not_work_are_told_without_what_they_hold(tmp_path: Path) -> None:
    for url, told in {
        "nothing": "주소를 쓸 수 없습니다",
        "oracle9://u:secret@h/x": "주소를 쓸 수 없습니다",
        f"sqlite:///{tmp_path}/no/such/folder/x.db": "unable to open database file",
        "mysql+nodriver://u:secret@h/x": "주소를 쓸 수 없습니다",
        "mysql+pymysql://u:secret@h/x": "드라이버 pymysql",
    }.items():
        with pytest.raises(JudgingError) as caught:
            Database(url)
        assert told in str(caught.value)
        assert "secret" not in str(caught.value)
        assert str(tmp_path) not in str(caught.value)


GRADER = """
import sys
from judging.storage.database import Database
from judging.records import Graded
from judging.storage.judgment_store import Store

store = Store(Database(sys.argv[1]))
judge = store.judge(sys.argv[2])
for number in range(int(sys.argv[3])):
    store.grade(Graded(judge.id, 1, f"c{number:03}", number % 4, ""))
    print(number, flush=True)
"""


def grader(folder: Path, name: str, count: int) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", GRADER, sqlite(folder), name, str(count)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.flow
def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    asked(store, pool=tuple(f"c{number:03}" for number in range(60)))
    graders = [grader(tmp_path, name, 60) for name in ("김판정", "이평가")]
    assert [each.wait(timeout=60) for each in graders] == [0, 0]
    for each in graders:
        each.communicate()
    for judge in store.judges():
        assert [graded.grade for graded in store.grades(judge=judge)] == [number % 4 for number in range(60)]


@pytest.mark.flow
def test_two_processes_that_open_a_new_database_at_once_both_do(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GRADER, sqlite(tmp_path), "김판정", "0"]
    graders = [subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) for _ in range(2)]
    assert [each.wait(timeout=60) for each in graders] == [0, 0]
    assert len(open_store(tmp_path).judges()) == 1


@pytest.mark.flow
def test_a_server_killed_in_the_middle_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    asked(open_store(tmp_path), pool=tuple(f"c{number:03}" for number in range(900)))
    killed = grader(tmp_path, "김판정", 900)
    assert killed.stdout is not None
    acknowledged = [int(killed.stdout.readline()) for _ in range(25)]
    killed.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in killed.stdout.read().split("\n") if line]
    killed.wait()
    killed.stdout.close()
    kept = {graded.case for graded in open_store(tmp_path).grades()}
    assert len(acknowledged) < 900
    assert {f"c{number:03}" for number in acknowledged} <= kept
