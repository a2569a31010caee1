"""Books over HTTP: listed, set, published, withdrawn, taken out, and seen by whom they are for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.library.shelf import RECORD
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.books import FARMS, WELFARE, write_library
from tests.support.models.doubles import CountEncoder
from tests.support.served.judging import HERE
from tests.support.served.library_service import Intake, add, client_of, library_service, send, wait_for

ADMIN = "not-a-real-admin-key-0123"
KEEPER = {"authorization": f"Bearer {ADMIN}"}
BOOK = "/api/v1/books/stories"


def books_of(client: TestClient, **headers: str) -> dict[str, Any]:
    response = client.get("/api/v1/books", headers=headers)
    assert response.status_code == 200, response.text
    return {book["id"]: book for book in response.json()["books"]}


def code_of(response: Any) -> tuple[int, str, str | None]:  # noqa: ANN401 - a response
    error = response.json()["error"]
    return response.status_code, error["code"], error["field"]


def test_books_are_listed_with_what_is_known_of_them(client: TestClient) -> None:
    add(client, "1 2 3", title="우수 이야기", year="2021", licence="공공누리 1", visibility="all")
    listed = books_of(client)
    assert [*listed] == ["jobs-2023", "stories"]
    embedded, book = listed.values()
    assert (embedded["kept"], embedded["status"], embedded["searchable"], embedded["year"]) == ("embedded", "published", False, 2023)
    assert book == {
        "id": "stories", "kept": "file", "title": "우수 이야기", "publisher": None, "year": 2021, "kind": None, "language": "ko",
        "licence": "공공누리 1", "source": None, "contact": None, "visibility": ["all"], "status": "draft", "format": "pdf",
        "file_name": "stories.pdf", "pages": 4, "cases": 3, "origins": {"derived": 3}, "unreviewed": 3, "warnings": 0,
        "searchable": False, "revision": 1, "problem": None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def searcher(books_built: Path) -> CaseSearcher:
    index = open_index(books_built)[0]
    return CaseSearcher(Ranker(index, Analyser(index.manifest.inputs.analyser["words"]), CountEncoder()))


@pytest.fixture
def served(tmp_path: Path, searcher: CaseSearcher) -> Iterator[TestClient]:
    """A service over the three cases and two books that were put in by hand."""
    write_library(tmp_path / "library")
    with client_of(library_service(tmp_path, Intake(), searcher)) as client:
        yield client


def test_books_of_cards_are_told_by_the_index(served: TestClient) -> None:
    listed = books_of(served)
    assert [(name, book["kept"], book["cases"], book["origins"]) for name, book in listed.items()] == [
        ("jobs-2023", "embedded", 3, {"curated": 3}),
        (WELFARE, "by_hand", 1, {"curated": 1}),
        (FARMS, "by_hand", 1, {"derived": 1}),
    ]
    told = served.get(f"/api/v1/books/{FARMS}").json()
    assert (told["title"], told["publisher"], told["status"], told["visibility"]) == (
        "2024 농촌 이야기",
        "누리농업부",
        "published",
        ["all"],
    )
    assert [(case["id"], case["title"], case["kind"], case["origin"]) for case in told["cases"]] == [
        (f"{FARMS}:a1", "빈집을 고쳐 농촌에 산다", "이야기", "derived")
    ]
    assert len(served.get("/api/v1/books/jobs-2023").json()["cases"]) == 3
    for book in ("jobs-2023", FARMS):
        assert code_of(served.patch(f"/api/v1/books/{book}", json={"title": "다른 이름"})) == (422, "invalid_parameter", "book")
        assert code_of(served.delete(f"/api/v1/books/{book}"))[:2] == (422, "invalid_parameter")
        assert code_of(served.get(f"/api/v1/books/{book}/text"))[:2] == (422, "invalid_parameter")


def test_the_embedded_books_text_is_the_file_that_was_attached(tmp_path: Path) -> None:
    (tmp_path / "casebook.txt").write_text("첫 줄\n둘째 줄\n셋째 줄\n", encoding="utf-8")
    with client_of(library_service(tmp_path / "data", Intake(), casebook=tmp_path / "casebook.txt")) as client:
        told = client.get("/api/v1/books/jobs-2023/text", params={"lines": "2-3"}).json()
        assert (told["lines"], told["of"], told["text"]) == ([2, 3], 3, "둘째 줄\n셋째 줄")
        assert code_of(client.get("/api/v1/books/jobs-2023"))[:2] == (503, "index_not_ready")


def test_a_region_of_a_case_is_one_of_korea(served: TestClient) -> None:
    add(served)
    wrong = served.patch(f"{BOOK}/cases/1", json={"region": {"sido": "없는도", "sigungu": None}})
    assert code_of(wrong) == (422, "invalid_parameter", "region")
    right = served.patch(f"{BOOK}/cases/1", json={"region": {"sido": "전북특별자치도", "sigungu": "전주시"}})
    assert right.json()["cases"][0]["region"] == {"sido": "전북특별자치도", "sigungu": "전주시"}


def test_a_book_is_set_by_who_has_seen_its_present_state(client: TestClient) -> None:
    add(client)
    read = client.get(BOOK)
    assert (read.headers["etag"], read.json()["revision"]) == ('"1"', 1)
    assert "sketch" not in read.json()
    changed = client.patch(BOOK, json={"title": "새 이름", "year": 2020, "contact": "총괄과"}, headers={"if-match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert (changed.json()["title"], changed.json()["year"], changed.json()["contact"]) == ("새 이름", 2020, "총괄과")
    late = client.patch(BOOK, json={"title": "늦은 이름"}, headers={"if-match": '"1"'})
    assert code_of(late) == (412, "changed_meanwhile", "If-Match")
    for seen in ('W/"2"', '"1", "2"', "*", "2"):
        assert client.patch(BOOK, json={"year": 2020}, headers={"if-match": seen}).headers["etag"] == '"2"'  # nothing changes
    assert code_of(client.patch(BOOK, json={"year": 2021}, headers={"if-match": '"x"'}))[:2] == (412, "changed_meanwhile")
    assert client.patch(BOOK, json={"year": None, "contact": None, "licence": None}).json()["year"] is None
    assert client.get(BOOK).json()["title"] == "새 이름"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"year": "올해"}, "year"),
        ({"year": 12}, "year"),
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"licence": "아무거나"}, "licence"),
        ({"status": "published"}, "status"),
        ({"cases": []}, "cases"),
    ],
)
def test_what_a_book_cannot_be_is_refused_by_name(client: TestClient, body: dict[str, object], field: str) -> None:
    add(client)
    assert code_of(client.patch(BOOK, json=body)) == (422, "invalid_parameter", field)
    assert client.get(BOOK).json()["revision"] == 1


def test_a_book_is_published_withdrawn_and_taken_out(client: TestClient) -> None:
    add(client)
    published = client.post(f"{BOOK}/publish", headers={"if-match": '"1"'})
    assert (published.status_code, published.json()["status"], published.headers["etag"]) == (200, "published", '"2"')
    assert client.post(f"{BOOK}/publish").headers["etag"] == '"2"'
    assert code_of(client.post(f"{BOOK}/withdraw", headers={"if-match": '"1"'}))[0] == 412
    assert client.post(f"{BOOK}/withdraw").json()["status"] == "draft"
    assert code_of(client.delete(BOOK, headers={"if-match": '"1"'}))[0] == 412
    gone = [{"what": "files", "count": 5}, {"what": "jobs", "count": 1}]
    assert client.delete(BOOK).json() == {"book": "stories", "removed": True, "gone": gone, "index": "unchanged"}
    assert code_of(client.get(BOOK)) == (404, "book_not_found", "book")
    assert code_of(client.delete(BOOK))[:2] == (404, "book_not_found")
    assert add(client) == "stories-2"


def test_a_new_edition_and_another_reading_keep_ids_and_what_was_set(client: TestClient) -> None:
    add(client, "1 2")
    client.patch(f"{BOOK}/cases/1", json={"title": "고친 제목"})
    told = wait_for(client, send(client, "1 2 3", "edition.pdf", replaces="stories"))
    assert (told["state"], told["kind"], told["book"], told["result"]["book"]) == ("done", "replace", "stories", "stories")
    assert any("새로 나타난 사례" in message for message in told["messages"])
    assert next(case["title"] for case in told["result"]["cases"]) == "고친 제목"
    again = client.post(f"{BOOK}/reparse")
    assert again.status_code == 202
    read = wait_for(client, again.json()["job"])
    assert (read["state"], read["kind"], read["file_name"]) == ("done", "reparse", "edition.pdf")
    assert [case["id"] for case in read["result"]["cases"]] == ["stories:1", "stories:2", "stories:3"]


def test_the_text_is_read_by_lines(client: TestClient) -> None:
    add(client, "1")
    whole = client.get(f"{BOOK}/text").json()
    assert (whole["book"], whole["lines"], whole["of"]) == ("stories", [1, 10], 10)
    told = client.get(f"{BOOK}/text", params={"lines": "2-3"}).json()
    assert (told["lines"], told["text"]) == ([2, 3], "\n".join(whole["text"].split("\n")[1:3]))
    assert client.get(f"{BOOK}/text", params={"lines": "9-400"}).json()["lines"] == [9, 10]
    assert client.get(f"{BOOK}/text", params={"lines": "4"}).json()["lines"] == [4, 4]
    for wrong in ("0-3", "3-2", "11-12", "a-b", "-", "1-2-3", "1" * 19):
        assert code_of(client.get(f"{BOOK}/text", params={"lines": wrong})) == (422, "invalid_parameter", "lines")


def test_a_damaged_book_is_told_of_and_the_others_are_listed(client: TestClient, tmp_path: Path) -> None:
    add(client)
    add(client, "3 4", "other.pdf")
    (tmp_path / "data" / "library" / "other" / RECORD).write_text("{}", encoding="utf-8")
    listed = books_of(client)
    assert (listed["stories"]["problem"], listed["other"]["title"]) == (None, None)
    assert "손상" in listed["other"]["problem"]
    assert code_of(client.get("/api/v1/books/other"))[:2] == (500, "damaged_book")


@pytest.mark.parametrize("book", ["nothing", "..", "%2e%2e", "Stories", "a" * 200])
def test_an_unknown_book_is_not_found(client: TestClient, book: str) -> None:
    for method, rest in (("GET", ""), ("GET", "/text"), ("POST", "/publish"), ("POST", "/undo"), ("POST", "/reparse"), ("DELETE", "")):
        response = client.request(method, f"/api/v1/books/{book}{rest}")
        assert response.status_code in {404, 405}, (method, rest)
        assert response.json()["error"]["code"] in {"book_not_found", "not_found", "method_not_allowed"}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[TestClient]:
    """A service with a key, whose library holds a draft, a book for all and one for a group."""
    with client_of(library_service(tmp_path, Intake(), admin_key=ADMIN)) as client:
        client.headers |= KEEPER
        add(client, "1", "draft.pdf")
        add(client, "2", "open.pdf", publish="true")
        add(client, "3", "inner.pdf", publish="true", visibility="총괄과,기획과")
        del client.headers["authorization"]
        yield client


def test_readers_see_what_is_published_for_all(kept: TestClient) -> None:
    assert [*books_of(kept)] == ["jobs-2023", "open"]
    assert [*books_of(kept, **KEEPER)] == ["jobs-2023", "draft", "inner", "open"]
    for rest in ("", "/text"):
        for book in ("draft", "inner"):
            assert code_of(kept.get(f"/api/v1/books/{book}{rest}")) == (404, "book_not_found", "book")
            assert kept.get(f"/api/v1/books/{book}{rest}", headers=KEEPER).status_code == 200
        assert kept.get(f"/api/v1/books/open{rest}").status_code == 200
    assert kept.get("/api/v1/books/inner", headers=KEEPER).json()["visibility"] == ["총괄과", "기획과"]


def test_readers_are_shown_no_personal_data_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "casebook.txt").write_text("문의\n010-1234-5678로 하십시오\n", encoding="utf-8")
    with client_of(library_service(tmp_path / "data", Intake(), casebook=tmp_path / "casebook.txt", admin_key=ADMIN)) as client:
        shown = client.get("/api/v1/books/jobs-2023/text").json()["text"]
        assert "1234-5678" not in shown
        assert len(shown.split("\n")) == 2
        assert "1234-5678" in client.get("/api/v1/books/jobs-2023/text", headers=KEEPER).json()["text"]


def test_one_answer_holds_so_much_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "casebook.txt").write_text("줄\n" * 2000 + "글" * 60_000 + "\n" + "끝\n" * 3, encoding="utf-8")
    with client_of(library_service(tmp_path / "data", Intake(), casebook=tmp_path / "casebook.txt")) as client:

        def lines_of(asked: str) -> object:
            return client.get("/api/v1/books/jobs-2023/text", params={"lines": asked}).json()["lines"]

        assert (lines_of(""), lines_of("5-1999"), lines_of("1999-2004"), lines_of("2001-2004")) == (
            [1, 1000],
            [5, 1004],
            [1999, 2000],
            [2001, 2001],
        )


CHANGING = (
    ("POST", "/api/v1/books", None), ("PATCH", "/api/v1/books/open", {"year": 2020}), ("DELETE", "/api/v1/books/open", None),
    *(("POST", f"/api/v1/books/open/{what}", None) for what in ("publish", "withdraw", "undo", "reparse")),
    ("PATCH", "/api/v1/books/open/cases/1", {"year": 2020}), ("POST", "/api/v1/books/open/cases/1/split", {"line": 4}),
    ("POST", "/api/v1/books/open/cases/1/join", {"with": "2"}), ("DELETE", "/api/v1/jobs/1", None), ("POST", "/api/v1/jobs/1/retry", None),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body"), CHANGING)
def test_every_change_is_a_librarians_and_from_nowhere_else(kept: TestClient, method: str, path: str, body: object) -> None:
    for origin in ({}, {"origin": HERE, "sec-fetch-site": "same-origin"}):
        refused = kept.request(method, path, json=body, headers=origin)
        assert code_of(refused)[:2] == (401, "librarian_key_needed")
    for foreign in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        refused = kept.request(method, path, json=body, headers=foreign | KEEPER)
        assert code_of(refused)[:2] == (403, "foreign_form")
    assert kept.get("/api/v1/books/open", headers=KEEPER).json()["revision"] == 2


@pytest.mark.parametrize("path", ["/api/v1/jobs", "/api/v1/jobs/1", "/api/v1/jobs/1/events"])
def test_jobs_are_told_to_librarians(kept: TestClient, path: str) -> None:
    assert code_of(kept.get(path))[:2] == (401, "librarian_key_needed")
    assert kept.get(path, headers=KEEPER).status_code in {200, 404}


def test_another_name_for_this_machine_is_no_way_in(client: TestClient) -> None:
    assert client.get("/api/v1/books", headers={"host": "evil.example"}).status_code == 421
    assert client.post("/api/v1/books", headers={"host": "evil.example"}).status_code == 421
