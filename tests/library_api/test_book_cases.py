"""The cases of a book: set, placed anew, cut in two, joined, and the last step taken back; ids that moved lead on."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.library.case_edits import accept_above
from tests.support.served.library_service import Intake, add, client_of, library_service
from tests.support.served.shelved_book import shelve_book

BOOK = "/api/v1/books/stories"
CASES = f"{BOOK}/cases"
HTML = {"accept": "text/html"}
ADMIN = "not-a-real-admin-key-0123"


@pytest.fixture(autouse=True)
def _book(client: TestClient) -> None:
    """A book of three cases, of ten lines and eight blocks each."""
    add(client, "1 2 3")


def cases_of(client: TestClient) -> dict[str, Any]:
    return {case["id"]: case for case in client.get(BOOK).json()["cases"]}


def code_of(response: Any) -> tuple[int, str, str | None]:  # noqa: ANN401 - a response
    error = response.json()["error"]
    return response.status_code, error["code"], error["field"]


def test_a_case_is_set_and_what_is_set_by_hand_is_marked(client: TestClient) -> None:
    body = {"title": "고친 제목", "region": {"sido": "경기도", "sigungu": None}, "kind": "으뜸상", "year": 2019, "status": "accepted"}
    changed = client.patch(f"{CASES}/2", json=body, headers={"if-match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    case = cases_of(client)["stories:2"]
    assert {name: case[name] for name in body} == body
    assert case["by_hand"] == ["title", "region", "kind", "year"]
    assert (client.get(BOOK).json()["unreviewed"], client.get(BOOK).json()["origins"]) == (2, {"derived": 2, "reviewed": 1})
    assert client.patch(f"{CASES}/stories:2", json={"year": None}).json()["cases"][1]["year"] is None
    assert code_of(client.patch(f"{CASES}/2", json=body, headers={"if-match": '"1"'})) == (412, "changed_meanwhile", "If-Match")


def test_a_field_of_the_card_is_set_by_hand_and_taken_back(client: TestClient) -> None:
    body = {
        "summary": "사람이 고쳐 적은 요약.",
        "targets": ["청년"],
        "budget_million_krw": 120,
        "period": {"start": "2021-03", "end": None},
    }
    assert client.patch(f"{CASES}/2", json=body).status_code == 200
    assert cases_of(client)["stories:2"]["corrected"] == body
    assert client.patch(f"{CASES}/2", json={"derived": ["summary", "period"], "targets": []}).status_code == 200
    assert cases_of(client)["stories:2"]["corrected"] == {"targets": [], "budget_million_krw": 120}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"targets": ["청년", "청년"]}, "targets"),
        ({"period": {"start": "2021-13", "end": None}}, "period"),
        ({"budget_million_krw": -1}, "budget_million_krw"),
        ({"sections": [{"kind": "nothing", "heading": "머리", "text": "글", "asks": []}]}, "sections"),
        ({"derived": ["title"]}, "derived"),
    ],
)
def test_what_no_card_holds_is_refused_by_its_name(client: TestClient, body: dict[str, Any], field: str) -> None:
    response = client.patch(f"{CASES}/2", json=body)
    assert response.status_code == 422
    assert response.json()["error"]["field"].startswith(field)
    assert cases_of(client)["stories:2"]["corrected"] == {}


def test_a_case_that_is_left_out_is_not_counted(client: TestClient) -> None:
    client.patch(f"{CASES}/1", json={"status": "left_out"})
    book = next(book for book in client.get("/api/v1/books").json()["books"] if book["id"] == "stories")
    assert (book["cases"], book["unreviewed"]) == (2, 2)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": " "}, "title"),
        ({"status": "fine"}, "status"),
        ({"year": 1200}, "year"),
        ({"lines": [5, 3]}, "lines"),
        ({"lines": [0, 3]}, "lines"),
        ({"lines": [31, 40]}, "lines"),
        ({"lines": [1, 12]}, "lines"),
        ({"region": {"sido": ""}}, "region"),
        ({"blocks": [1, 2]}, "blocks"),
    ],
)
def test_what_a_case_cannot_be_is_refused_by_name(client: TestClient, body: dict[str, object], field: str) -> None:
    assert code_of(client.patch(f"{CASES}/1", json=body)) == (422, "invalid_parameter", field)
    assert client.get(BOOK).json()["revision"] == 1


def test_a_case_is_placed_anew_on_whole_blocks(client: TestClient) -> None:
    first = client.patch(f"{CASES}/1", json={"lines": [1, 8]}).json()["cases"][0]
    assert (first["lines"], first["blocks"], first["pages"]) == ([1, 10], [0, 7], [2, 2])  # its table is one block
    first = client.patch(f"{CASES}/1", json={"lines": [1, 6]}).json()["cases"][0]
    assert (first["lines"], first["blocks"]) == ([1, 6], [0, 5])
    second = client.patch(f"{CASES}/2", json={"lines": [7, 20]}).json()["cases"][1]
    assert (second["lines"], second["pages"]) == ([7, 20], [2, 3])


def test_a_case_is_cut_in_two_and_the_step_is_taken_back(client: TestClient) -> None:
    changed = client.post(f"{CASES}/2/split", json={"line": 14}, headers={"if-match": '"1"'}).json()
    assert [(case["id"], case["lines"], case["status"]) for case in changed["cases"]] == [
        ("stories:1", [1, 10], "draft"), ("stories:2", [11, 13], "draft"), ("stories:4", [14, 20], "draft"),
        ("stories:3", [21, 30], "draft"),
    ]  # fmt: skip
    assert code_of(client.post(f"{BOOK}/undo", headers={"if-match": '"1"'}))[:2] == (412, "changed_meanwhile")
    back = client.post(f"{BOOK}/undo", headers={"if-match": '"2"'})
    assert (back.status_code, back.headers["etag"]) == (200, '"3"')
    assert [case["id"] for case in back.json()["cases"]] == ["stories:1", "stories:2", "stories:3"]
    assert back.json()["moved"] == {"4": "2"}
    assert code_of(client.post(f"{BOOK}/undo"))[:2] == (422, "invalid_parameter")
    again = client.post(f"{CASES}/2/split", json={"line": 15}).json()
    assert [case["id"] for case in again["cases"]] == ["stories:1", "stories:2", "stories:5", "stories:3"]  # an id is given once


@pytest.mark.parametrize("line", [1, 10, 11, 21, 999, 0, "drei"])
def test_a_line_that_does_not_cut_a_case_is_refused(client: TestClient, line: object) -> None:
    assert code_of(client.post(f"{CASES}/2/split", json={"line": line})) == (422, "invalid_parameter", "line")


def test_joined_cases_are_one_and_the_other_id_leads_there(client: TestClient) -> None:
    client.post(f"{BOOK}/publish")
    changed = client.post(f"{CASES}/1/join", json={"with": "stories:2"}, headers={"if-match": '"2"'})
    assert [(case["id"], case["lines"], case["pages"]) for case in changed.json()["cases"]] == [
        ("stories:1", [1, 20], [2, 3]), ("stories:3", [21, 30], [4, 4]),
    ]  # fmt: skip
    moved = client.get("/api/v1/cases/stories:2")
    assert (moved.status_code, moved.json(), moved.headers["location"]) == (301, {"moved_to": "stories:1"}, "/api/v1/cases/stories%3A1")
    page = client.get("/cases/stories:2", headers=HTML)
    assert (page.status_code, page.headers["location"]) == (301, "/cases/stories%3A1")
    client.post(f"{BOOK}/undo")
    assert [*cases_of(client)] == ["stories:1", "stories:2", "stories:3"]
    assert client.get("/api/v1/cases/stories:2").json()["error"]["code"] == "index_not_ready"  # it is a case again


def test_drafts_above_a_score_are_accepted_together_and_the_step_is_taken_back(client: TestClient) -> None:
    client.patch(f"{CASES}/3", json={"status": "left_out"})
    changed = client.post(f"{BOOK}/accept", json={"score": 1}, headers={"if-match": '"2"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"3"')
    assert [case["status"] for case in changed.json()["cases"]] == ["accepted", "accepted", "left_out"]
    assert code_of(client.post(f"{BOOK}/accept", json={"score": 0}, headers={"if-match": '"2"'})) == (412, "changed_meanwhile", "If-Match")
    assert [case["status"] for case in client.post(f"{BOOK}/undo").json()["cases"]] == ["draft", "draft", "left_out"]


@pytest.mark.parametrize("body", [{}, {"score": 1.01}, {"score": -0.1}, {"score": "high"}, {"score": None}])
def test_a_score_that_is_none_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert code_of(client.post(f"{BOOK}/accept", json=body)) == (422, "invalid_parameter", "score")


def test_only_those_that_are_sure_enough_are_accepted(tmp_path: Path) -> None:
    record = shelve_book(tmp_path)
    accepted = accept_above(record, 0.9)
    assert [case.status for case in accepted.cases] == ["accepted", "draft", "accepted"]
    assert accept_above(record, 0.91) == record
    assert {case.status for case in accept_above(record, 0).cases} == {"accepted"}


def test_readers_are_not_told_where_a_case_of_a_draft_has_gone(client: TestClient, tmp_path: Path) -> None:
    client.post(f"{CASES}/1/join", json={"with": "2"})
    assert client.get("/api/v1/cases/stories:2").status_code == 301
    with client_of(library_service(tmp_path / "data", Intake(), admin_key=ADMIN)) as reader:
        assert reader.get("/api/v1/cases/stories:2").json()["error"]["code"] == "index_not_ready"


@pytest.mark.parametrize(("case", "other", "code", "field"), [
    ("1", "3", "invalid_parameter", "with"), ("1", "1", "invalid_parameter", "with"), ("1", "9", "case_not_found", "case"),
    ("9", "1", "case_not_found", "case"),
])  # fmt: skip
def test_only_neighbours_are_joined(client: TestClient, case: str, other: str, code: str, field: str) -> None:
    assert code_of(client.post(f"{CASES}/{case}/join", json={"with": other}))[1:] == (code, field)
    assert code_of(client.post(f"{CASES}/1/join", json={}))[1:] == ("invalid_parameter", "with")


def test_what_others_have_changed_since_is_not_taken_back(client: TestClient, tmp_path: Path) -> None:
    client.patch(f"{CASES}/1", json={"year": 2019})
    with client_of(library_service(tmp_path / "data", Intake())) as other:
        other.patch(f"{CASES}/2", json={"year": 2018})
    assert code_of(client.post(f"{BOOK}/undo"))[:2] == (422, "invalid_parameter")
    assert [case["year"] for case in cases_of(client).values()] == [2019, 2018, None]
