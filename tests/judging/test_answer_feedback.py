"""What readers say of answers: kept, masked, bounded and migrated; sent by a program or a form; read by judges alone."""

import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.errors import RequestError
from judging.storage.book_forgetting import forget_judged_book
from judging.storage.database import Database
from judging.storage.feedback_store import FeedbackStore
from judging.storage.judgment_store import Store
from judging.workbench.feedback_pages import write_date
from service.api.routes import create_app
from service.asking.answer_feedback import REASONS, AnswerFeedback, clean_feedback
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE, KEY, OUTSIDE, Person, service_at, sqlite

DATA = Path(__file__).parents[1] / "data"
PATH = "/api/v1/answers/feedback"
ADMIN = "not-a-real-admin-key-0123456789"
QUESTION = "거제시 2022년 신청 인원은 몇 명입니까?"
ANSWER = "551명 (2022년 신청 인원, 목표 500명)"
PAGE = f"/?q={QUESTION}&sido=경상남도"
SAID = AnswerFeedback(
    question=QUESTION,
    filters=Filters(sido=("경상남도",)),
    answer="551명",
    right=False,
    reason="other_value",
    note="표의 값과 다릅니다",
    citations=("8-01/f01",),
)
SENT = {
    "question": QUESTION,
    "filters": {"sido": ["경상남도"]},
    "answer": "551명",
    "right": False,
    "reason": "other_value",
    "note": "표의 값과 다릅니다",
    "citations": ["jobs-2023:8-01/f01"],
}


def open_feedback(folder: Path) -> FeedbackStore:
    return FeedbackStore(Database(sqlite(folder)))


def said_in(folder: Path) -> list[AnswerFeedback]:
    return [kept.said for kept in open_feedback(folder).list_newest()]


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_what_is_said_is_kept_the_newest_first_and_told_apart(tmp_path: Path) -> None:
    store, right = open_feedback(tmp_path), replace(SAID, right=True, reason=None, note="", filters=Filters())
    before = datetime.now(UTC)
    assert (store.add(SAID), store.add(right)) == (SAID, right)
    assert [kept.said for kept in store.list_newest()] == [right, SAID]
    assert [kept.said for kept in store.list_newest(right=False)] == [SAID]
    assert [kept.said for kept in store.list_newest(offset=1, limit=1)] == [SAID]
    assert (store.count(), store.count(True), store.count(False)) == (2, 1, 1)
    assert all(before <= kept.given_at <= datetime.now(UTC) for kept in store.list_newest())


def test_personal_data_is_masked_before_it_is_kept(tmp_path: Path) -> None:
    told = "010-1234-5678이나 hong@example.kr로 알려 주십시오"
    kept = open_feedback(tmp_path).add(replace(SAID, question=f"{told}?", note=told, answer=f"담당 {told}"))
    for text in (kept.question, kept.note, kept.answer):
        assert ("1234-5678" in text, "hong" in text, "010-****-****" in text) == (False, False, True)
    assert b"1234-5678" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_the_oldest_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("judging.storage.feedback_store.MAX_FEEDBACK", 3)
    store = open_feedback(tmp_path)
    for number in range(5):
        store.add(replace(SAID, answer=f"{number}명"))
    assert [kept.said.answer for kept in store.list_newest(limit=9)] == ["4명", "3명", "2명"]


def test_nothing_is_kept_for_longer_than_a_year(tmp_path: Path) -> None:
    store = open_feedback(tmp_path)
    for number in range(2):
        store.add(replace(SAID, answer=f"{number}명"))
    aged = sqlite3.connect(tmp_path / "judging.sqlite3")
    for number, days in ((1, 366), (2, 364)):
        when = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S.%f")
        aged.execute("UPDATE answer_feedback SET given_at = ? WHERE id = ?", (when, number))
    aged.commit()
    aged.close()
    store.drop_old()
    assert [kept.said.answer for kept in store.list_newest()] == ["1명"]


@pytest.mark.parametrize("old", ["v0_1_0/data/judging.sqlite3", "judging-1.sql"])
def test_an_older_database_keeps_what_it_has_and_takes_feedback(tmp_path: Path, old: str) -> None:
    if old.endswith(".sql"):
        connection = sqlite3.connect(tmp_path / "judging.sqlite3")
        connection.executescript((DATA / old).read_text(encoding="utf-8"))
    else:
        shutil.copy(DATA / old, tmp_path)
        connection = sqlite3.connect(tmp_path / "judging.sqlite3")
    judges = [name for (name,) in connection.execute("SELECT name FROM judge ORDER BY id")]
    connection.close()
    open_feedback(tmp_path).add(SAID)
    assert said_in(tmp_path) == [SAID]
    assert judges
    assert [judge.name for judge in Store(Database(sqlite(tmp_path))).judges()] == judges


def test_what_tells_of_a_removed_book_is_dropped(tmp_path: Path) -> None:
    store = open_feedback(tmp_path)
    for said in (
        SAID,
        replace(SAID, citations=("gone:1/s01",)),
        replace(SAID, question="훌라춤 교사는 몇 명입니까?"),
        replace(SAID, answer="훌라춤"),
        replace(SAID, note="훌라춤"),
    ):
        store.add(said)
    assert forget_judged_book(sqlite(tmp_path), "gone", lambda text: "훌라" in text)["feedback"] == 4
    assert said_in(tmp_path) == [SAID]


def test_texts_are_cleaned_and_what_is_right_has_no_reason() -> None:
    said = clean_feedback(replace(SAID, answer="· 하나\n· 둘", note="가" * 199 + "\r\n", citations=("8-01/f01", "8-01/f01")))
    assert (said.answer, said.note, said.citations) == ("· 하나 · 둘", "가" * 199, ("8-01/f01",))
    with pytest.raises(RequestError, match="까닭") as caught:
        clean_feedback(replace(SAID, right=True))
    assert caught.value.field == "reason"


def test_a_program_says_what_it_thinks_of_an_answer(person: Person, tmp_path: Path) -> None:
    kept = person.client.post(PATH, json=SENT)
    told = {"question": QUESTION, "right": False, "reason": "other_value", "note": "표의 값과 다릅니다"}
    assert (kept.status_code, kept.json()) == (201, told)
    assert person.client.post(PATH, json={"question": QUESTION, "answer": "551명", "right": True}).status_code == 201
    bare = AnswerFeedback(question=QUESTION, filters=Filters(), answer="551명", right=True, reason=None, note="", citations=())
    assert said_in(tmp_path) == [bare, SAID]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "가" * 1001}, "question"),
        ({"answer": " "}, "answer"),
        ({"answer": "가" * 4001}, "answer"),
        ({"answer": None}, "answer"),
        ({"right": "yes"}, "right"),
        ({"right": 1}, "right"),
        ({"reason": "because"}, "reason"),
        ({"right": True}, "reason"),
        ({"note": "가" * 201}, "note"),
        ({"citations": ["8-01/f1"]}, "citations"),
        ({"citations": ["<b>"]}, "citations"),
        ({"citations": "8-01/f01"}, "citations"),
        ({"citations": ["8-01/f01"] * 51}, "citations"),
        ({"filters": {"sido": ["없는도"]}}, "sido"),
        ({"filters": {"x": []}}, "filters"),
        ({"judge": 1}, "judge"),
    ],
)
def test_rubbish_is_refused_by_name_and_not_kept(person: Person, tmp_path: Path, changed: dict[str, Any], field: str) -> None:
    refused = person.client.post(PATH, json=SENT | changed)
    error = refused.json()["error"]
    assert (refused.status_code, set(error), error["field"]) == (422, {"code", "message", "field"}, field)
    assert "Input should" not in error["message"]
    assert not (tmp_path / "judging.sqlite3").exists()


def test_other_sites_are_refused_and_without_an_index_nothing_was_answered(person: Person, tmp_path: Path) -> None:
    foreign = person.client.post(PATH, json=SENT, headers={"origin": "http://evil.example"})
    assert (foreign.status_code, foreign.json()["error"]["code"]) == (403, "foreign_form")
    assert person.send("/answers/feedback", form_of(), {"origin": "http://evil.example"}).status_code == 403
    assert person.send("/answers/feedback", form_of(), {}).status_code == 403
    waiting = TestClient(service_at(tmp_path, None), base_url=HERE).post(PATH, json=SENT)
    assert (waiting.status_code, waiting.json()["error"]["code"]) == (503, "index_not_ready")
    assert not (tmp_path / "judging.sqlite3").exists()


def test_a_service_that_keeps_nothing_says_so(searcher: CaseSearcher) -> None:
    with TestClient(create_app(HeldRuntime(searcher)), base_url=HERE) as client:
        refused = client.post(PATH, json=SENT)
    assert (refused.status_code, "둘 곳이 없습니다" in refused.json()["error"]["message"]) == (503, True)


def form_of(**fields: str | list[str]) -> dict[str, str | list[str]]:
    return {"q": QUESTION, "sido": ["경상남도"], "answer": "551명", "citations": ["8-01/f01"], "verdict": "wrong", "note": "", **fields}


def test_one_click_below_an_answer_is_thanked_for(person: Person, tmp_path: Path) -> None:
    page = soup(person.get(PAGE))
    form = page.select_one("#feedback form")
    assert form is not None
    assert page.select_one("#feedback h3").text == "이 답이 맞습니까?"  # type: ignore[union-attr]
    buttons = [(str(button["value"]), button.text) for button in form.select("button")]
    assert buttons == [("right", "맞습니다"), ("wrong", "아닙니다"), *REASONS.items()]
    hidden: dict[str, list[str]] = {}
    for field in form.select('input[type="hidden"]'):
        hidden.setdefault(str(field["name"]), []).append(str(field["value"]))
    assert (hidden["q"], hidden["sido"], hidden["answer"]) == ([QUESTION], ["경상남도"], [ANSWER])
    for verdict, right, reason in (("right", True, None), ("wrong", False, None), ("other_year", False, "other_year")):
        back = person.post(str(form["action"]), **hidden, verdict=verdict, note="")
        assert back.endswith("&said=thanks#feedback")
        thanked = soup(person.get(back.partition("#")[0]))
        assert "고맙습니다" in thanked.select_one('#feedback [role="status"]').text  # type: ignore[union-attr]
        assert thanked.select("#feedback form") == []
        said = said_in(tmp_path)[0]
        assert (said.question, said.filters, said.answer) == (QUESTION, Filters(sido=("경상남도",)), ANSWER)
        assert (said.right, said.reason, said.citations) == (right, reason, tuple(hidden["citations"]))
    assert len(said_in(tmp_path)) == 3


def test_the_page_with_the_form_lets_browsers_say_where_it_is_from(person: Person) -> None:
    assert person.client.get(PAGE).headers["referrer-policy"] == "same-origin"
    assert person.client.get("/?q=어르신 관광").headers["referrer-policy"] == "no-referrer"


def test_an_honest_no_is_asked_about_too(person: Person) -> None:
    page = soup(person.get("/?q=화성 탐사 로켓은 몇 대를 쏘았나?"))
    assert page.select_one(".answer.none #feedback button[value='answer_exists']") is not None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"verdict": ""}, "verdict"),
        ({"verdict": "because"}, "verdict"),
        ({"q": ""}, "question"),
        ({"answer": ""}, "answer"),
        ({"note": "가" * 201}, "note"),
        ({"citations": ["x"]}, "citations"),
        ({"sido": ["없는도"]}, "sido"),
        ({"offset": "3"}, "offset"),
    ],
)
def test_a_form_with_rubbish_is_refused_by_name(person: Person, changed: dict[str, Any], field: str) -> None:
    refused = person.send("/answers/feedback", form_of(**changed))
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, field)


def test_judges_read_what_was_said_and_take_it_as_a_file(person: Person, tmp_path: Path) -> None:
    assert "보일 의견이 없습니다" in person.get("/judge/feedback")
    store = open_feedback(tmp_path)
    store.add(replace(SAID, note="<b>굵게</b>"))
    store.add(replace(SAID, right=True, reason=None, note="", citations=()))
    page = soup(person.get("/judge/feedback"))
    rows = [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    when = [write_date(kept.given_at) for kept in store.list_newest()]
    assert rows[0] == [f"{QUESTION} 시·도 경상남도", "551명", "맞음", "", when[0]]
    assert rows[1][2:] == ["아님", "다른 값입니다 “<b>굵게</b>”", when[1]]
    assert page.select_one('a[href="/cases/8-01#f01"]') is not None
    assert [link.text for link in page.select('[aria-label="보일 의견"] a')] == ["모두 2건", "맞음 1건", "아님 1건"]
    assert len(soup(person.get("/judge/feedback?verdict=wrong")).select("tbody tr")) == 1
    file = person.client.get("/judge/export.feedback?verdict=wrong")
    assert file.headers["content-disposition"] == 'attachment; filename="answer-feedback.jsonl"'
    (line,) = file.text.splitlines()
    told = json.loads(line)
    assert abs(datetime.fromisoformat(told.pop("given_at")) - datetime.now(UTC)) < timedelta(minutes=5)
    cited = {"citations": ["8-01/f01"], "restricted": False, "note": "<b>굵게</b>"}
    assert told == SENT | cited
    assert len(person.client.get("/judge/export.feedback").text.splitlines()) == 2
    assert person.client.get("/judge/feedback?verdict=maybe").status_code == 422


def test_the_list_goes_on_over_pages(person: Person, tmp_path: Path) -> None:
    store = open_feedback(tmp_path)
    for number in range(51):
        store.add(replace(SAID, answer=f"{number}명"))
    assert [link.text for link in soup(person.get("/judge/feedback")).select('[aria-label="쪽"] a')] == ["1", "2"]
    assert len(soup(person.get("/judge/feedback?offset=50")).select("tbody tr")) == 1


def test_readers_give_feedback_and_judges_alone_read_it(tmp_path: Path, searcher: CaseSearcher) -> None:
    app = service_at(tmp_path, searcher, host=OUTSIDE, judge_key=KEY, admin_key=ADMIN)
    person = Person(app, f"http://{OUTSIDE}:8000")
    assert person.send("/answers/feedback", form_of()).status_code == 303
    for path in ("/judge/feedback", "/judge/export.feedback"):
        assert person.client.get(path).status_code == 401
        assert person.client.get(path, headers={"authorization": f"Bearer {KEY}"}).status_code == 200


def test_what_was_answered_from_books_for_some_is_for_who_keeps_the_books(tmp_path: Path, searcher: CaseSearcher) -> None:
    open_feedback(tmp_path).add(replace(SAID, restricted=True))
    app = service_at(tmp_path, searcher, host=OUTSIDE, judge_key=KEY, admin_key=ADMIN)
    client = TestClient(app, base_url=f"http://{OUTSIDE}:8000")
    lines = [
        len(client.get("/judge/export.feedback", headers={"authorization": f"Bearer {key}"}).text.splitlines()) for key in (KEY, ADMIN)
    ]
    assert lines == [0, 1]
    assert "보일 의견이 없습니다" in client.get("/judge/feedback", headers={"authorization": f"Bearer {KEY}"}).text
