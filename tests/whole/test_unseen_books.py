"""What somebody does not see has left nothing: every reply is that of a library that never had the books, over every route."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.library.record_fields import set_fields, set_status
from corpus.library.shelf import RECORD, Shelf
from service.api.roles import KEY_COOKIE
from tests.support.made.books import FARMS
from tests.support.served.judging import HERE
from tests.support.served.unseen import (
    ADMIN,
    CARDED,
    FILED,
    GROUP,
    JUDGE,
    KEYS,
    OPEN,
    OTHER,
    RARE,
    build_library,
    list_routes,
    serve_library,
    settings_of,
    write_books,
)  # fmt: skip

pytestmark = pytest.mark.flow

READERS = {"nobody": {}, "another group": {"authorization": f"Bearer {KEYS[OTHER]}"}, "a judge": {"authorization": f"Bearer {JUDGE}"}}
MEMBER = {"authorization": f"Bearer {KEYS[GROUP]}"}
KEEPER = {"authorization": f"Bearer {ADMIN}"}
EXPORT = "/judge/export.feedback"
TYPED = (
    "청년 창업",
    "농촌 관광 돌봄",
    "어르신",
    RARE,
    "훌팡",
    "ㅎㅍㄱ",
    "훌팡것",
    f"{RARE}공제",
    f"{RARE}군 청년",
    f"{RARE} 교사는 몇 명인가?",
    "해남군",
    "2025년 창업 실적이 가장 많은 곳은?",
)
IDS = ("8-01", f"{FARMS}:a1", f"{OPEN}:1", f"{CARDED}:1", f"{FILED}:1", f"{FILED}:text")
FILLED = {
    "book_id": ("jobs-2023", FARMS, OPEN, CARDED, FILED),
    "case_id": IDS,
    "job_id": ("1",),
    "query_id": ("1",),
}
FILTERS = [
    ("book", FILED),
    ("book", CARDED),
    ("year", "2025"),
    ("award", f"{RARE}상"),
    ("sigungu", f"{RARE}군"),
    ("target", f"{RARE}대상"),
    ("sido", "전라남도"),
]
QUERIES: Mapping[str, list[Any]] = {
    "/api/v1/search": [
        *({"q": typed, "mode": mode} for typed in TYPED for mode in ("hybrid", "lexical", "dense")),
        *({"q": "청년", name: value} for name, value in FILTERS),
        {"q": RARE, "as_typed": "true"}, {"q": "청년", "ignore": f"brand:{RARE}공제"},
    ],
    "/api/v1/cases": [{}, *({name: value} for name, value in FILTERS)],
    "/api/v1/suggest": [{"q": typed} for typed in (*TYPED, "ㅎ", "후", "훌", "청", "전라")],
    "/": [{}, *({"q": typed} for typed in TYPED), *({name: value} for name, value in FILTERS)],
    "/topics": [{}, {"rows": "sido", "columns": "industry"}, *({name: value} for name, value in FILTERS)],
    "/compare": [{}, {"ids": f"8-01,{CARDED}:1"}, {"ids": f"8-01,{FARMS}:a1"}],
    "/list": [{"ids": list(IDS)}, {"ids": [f"{CARDED}:1/s01", f"{FILED}:1/L3"]}],
    "/list/items": [{"ids": list(IDS)}],
}  # fmt: skip
POSTED: Mapping[str, list[tuple[str, Any]]] = {
    "/api/v1/ask": [("json", {"question": typed}) for typed in TYPED],
    "/api/v1/ask/stream": [("json", {"question": typed}) for typed in TYPED],
    "/list/export": [
        *(("data", {"format": name, "ids": [f"{FARMS}:a1"]}) for name in ("csv", "md")),
        *(("data", {"format": name, "ids": list(IDS)}) for name in ("csv", "md", "docx", "hwpx", "xlsx")),
    ],
    "/judge/judge": [("data", {"name": "김판정"})],
    "/judge/queries/own": [("data", {"queries": "청년 창업", "kind": "", "depth": "10"})],
    "/judge/import": [("data", {"name": "이평가", "qrels": f"1 0 {CARDED}:1 3\n"})],
}


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory, three_cards: Path) -> tuple[Path, Path]:
    """Two data folders, built: with the books that only the group sees, and as if they had never been."""
    folders = tmp_path_factory.mktemp("with"), tmp_path_factory.mktemp("without")
    for data, hidden in zip(folders, (True, False), strict=True):
        write_books(data, hidden=hidden)
        build_library(three_cards, settings_of(data))
    return folders


@pytest.fixture(scope="module")
def served(libraries: tuple[Path, Path]) -> tuple[TestClient, TestClient]:
    """The services over both; nobody's keys are sent where none are given."""
    clients = [TestClient(serve_library(settings_of(data))[0], base_url=HERE, follow_redirects=False) for data in libraries]
    return clients[0], clients[1]


def calls(client: TestClient) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every route, with whatever may be asked of it."""
    forms = {"origin": HERE, "sec-fetch-site": "same-origin"}
    for method, template in list_routes(client.app):  # type: ignore[arg-type]
        names = re.findall(r"{(\w+)", template)
        paths = [template]
        for name in names:
            paths = [re.sub(rf"{{{name}[^}}]*}}", value, path) for path in paths for value in FILLED.get(name, ("1",))]
        for path in paths:
            if method == "GET":
                for asked in QUERIES.get(template, [{}]):
                    for accept in ("text/html", "application/json"):
                        yield method, path, {"params": asked, "headers": {"accept": accept}}
            else:
                for kind, sent in POSTED.get(template, [("json", {}), ("data", {"x": "1"})]):
                    yield method, path, {kind: sent, "headers": forms}


def steady(text: str) -> str:
    """A reply without what differs from one time to the next."""
    return re.sub(r'("took_ms": ?)[\d.]+|("(?:generation|added)": ?")[^"]+', r"\1\2", text)


def answer(client: TestClient, who: Mapping[str, str], method: str, path: str, sent: dict[str, Any]) -> tuple[int, str]:
    headers = {**sent["headers"], **who}
    with client.stream(method, path, **{**sent, "headers": headers}) as response:
        content = response.read()
    office = response.headers.get("content-type", "").startswith("application/") and content[:2] == b"PK"
    return response.status_code, "" if office else steady(content.decode("utf-8", "replace"))


@pytest.mark.parametrize("who", READERS)
def test_who_does_not_see_books_is_answered_as_if_they_had_never_been(served: tuple[TestClient, TestClient], who: str) -> None:
    seen = 0
    for method, path, sent in calls(served[0]):
        told, other = (answer(client, READERS[who], method, path, sent) for client in served)
        if path == "/metrics":
            assert RARE not in told[1]
            continue
        assert told == other, (method, path, sent)
        if RARE not in json.dumps(sent, ensure_ascii=False):
            assert RARE not in told[1], (method, path, sent)
            seen += told[0] == 200
            if CARDED not in f"{path}{sent}" and FILED not in f"{path}{sent}":
                assert CARDED not in told[1], (method, path, sent)
    assert seen > 60


def found(client: TestClient, typed: str, who: Mapping[str, str]) -> list[str]:
    told = client.get("/api/v1/search", params={"q": typed, "mode": "lexical"}, headers=who)
    assert told.status_code == 200, told.text
    return [hit["case"]["id"] for hit in told.json()["hits"]]


def test_who_has_the_key_finds_the_books_everywhere(served: tuple[TestClient, TestClient]) -> None:
    client = served[0]
    for who in (MEMBER, KEEPER):
        assert {f"{CARDED}:1", f"{FILED}:1"} <= {*found(client, RARE, who)}
        listed = {book["id"]: book for book in client.get("/api/v1/books", headers=who).json()["books"]}
        assert (listed[FILED]["searchable"], listed[CARDED]["visibility"]) == (True, [GROUP])
        assert client.get(f"/api/v1/cases/{CARDED}:1", headers=who).json()["book"]["licence"] == "none"
        assert RARE in client.get("/api/v1/topics", headers=who).text + client.get("/topics", headers=who).text
        assert RARE in client.get("/api/v1/suggest", params={"q": "훌"}, headers=who).text
        asked = client.post("/api/v1/ask", json={"question": f"{RARE} 교사는 몇 명인가?"}, headers=who).json()
        assert asked["citations"][0]["book"] == CARDED
        assert client.get(f"/api/v1/books/{FILED}/text", headers=who).status_code == 200
    assert found(client, RARE, {}) == []


def test_what_a_member_says_of_an_answer_is_read_by_who_keeps_the_books_alone(served: tuple[TestClient, TestClient]) -> None:
    said = {"question": f"{RARE} 교사는 몇 명인가?", "answer": RARE, "right": False, "citations": [f"{CARDED}:1/s01"]}
    assert served[0].post("/api/v1/answers/feedback", json=said, headers=MEMBER).status_code == 201
    files = {name: served[0].get(EXPORT, headers=who) for name, who in (("judge", READERS["a judge"]), ("keeper", KEEPER))}
    assert [(name, file.status_code, RARE in file.text) for name, file in files.items()] == [("judge", 200, False), ("keeper", 200, True)]


def test_an_answer_from_books_for_some_opens_to_them_alone(served: tuple[TestClient, TestClient]) -> None:
    made = served[0].post("/api/v1/answers", json={"question": f"{RARE}군 2025년 창업 실적은?"}, headers=MEMBER).json()
    assert {book["id"] for book in made["books"]} >= {CARDED}
    paths = (f"/api/v1/answers/{made['id']}", made["address"])
    opened = {
        name: [served[0].get(path, headers=who).status_code for path in paths]
        for name, who in {**READERS, "member": MEMBER, "keeper": KEEPER}.items()
    }
    assert opened == {**{name: [404, 404] for name in READERS}, "member": [200, 200], "keeper": [200, 200]}


def test_a_key_is_entered_once_in_a_browser(libraries: tuple[Path, Path]) -> None:
    client = TestClient(serve_library(settings_of(libraries[0]))[0], base_url=HERE, follow_redirects=False)
    own = {"origin": HERE, "sec-fetch-site": "same-origin"}
    assert RARE not in client.get("/", headers={"accept": "text/html"}).text
    assert client.post("/key", data={"key": KEYS[GROUP], "back": "/"}, headers=own).status_code == 303
    assert client.cookies.get(KEY_COOKIE)
    page = client.get("/", headers={"accept": "text/html"})
    assert RARE in page.text
    assert (page.headers["cache-control"], "Cookie" in page.headers["vary"]) == ("private, no-store", True)
    assert client.get("/judge").status_code == 401
    assert client.get("/api/v1/jobs").status_code == 401


def test_a_reader_is_told_of_no_group_but_his_own(served: tuple[TestClient, TestClient], libraries: tuple[Path, Path]) -> None:
    shelf = Shelf(libraries[0] / "library")
    before = shelf.read(FILED)
    set_fields(shelf, FILED, {"visibility": (GROUP, OTHER)})
    try:
        path = f"/api/v1/books/{FILED}"
        told = {name: served[0].get(path, headers=who).json()["visibility"] for name, who in (("member", MEMBER), ("keeper", KEEPER))}
        assert told == {"member": [GROUP], "keeper": [GROUP, OTHER]}
    finally:
        set_fields(shelf, FILED, {"visibility": before.visibility})


@pytest.fixture
def changing(tmp_path: Path, libraries: tuple[Path, Path]) -> tuple[TestClient, Shelf]:
    """A service over a library of its own, which is not built again while the test goes on."""
    shutil.copytree(libraries[0], tmp_path / "data")
    settings = settings_of(tmp_path / "data")
    return TestClient(serve_library(settings)[0], base_url=HERE, follow_redirects=False), Shelf(settings.library)


def within(seconds: float, done: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("change", ["withdrawn", "for a group", "gone", "damaged"])
def test_what_is_withdrawn_is_seen_by_nobody_from_then_on(changing: tuple[TestClient, Shelf], change: str) -> None:
    client, shelf = changing
    assert f"{OPEN}:1" in found(client, "골목 시장", {})
    if change == "withdrawn":
        set_status(shelf, OPEN, published=False)
    elif change == "for a group":
        set_fields(shelf, OPEN, {"visibility": (OTHER,)})
    elif change == "gone":
        shelf.remove(OPEN)
    else:
        (shelf.folder / OPEN / RECORD).write_text("{}", encoding="utf-8")
    first = client.get("/api/v1/search", params={"q": "골목 시장"})
    assert (first.status_code, "골목 시장 이야기" in first.text) in {(503, False), (200, False)}
    within(20, lambda: all(client.get("/api/v1/search", params={"q": "골목 시장"}, headers=who).status_code == 200 for who in ({}, MEMBER)))
    for path in ("/api/v1/search?q=골목 시장", "/api/v1/cases", "/", "/topics", "/compare", "/api/v1/topics", "/api/v1/suggest?q=골목"):
        assert "골목 시장 이야기" not in client.get(path, headers={"accept": "text/html"}).text, path
    assert client.get(f"/api/v1/cases/{OPEN}:1").status_code == 404
    assert [case["id"] for case in client.get("/api/v1/cases").json()["cases"]] == ["8-01", "8-02", "9-01", "care-2021:1", f"{FARMS}:a1"]
    assert f"{FARMS}:a1" in found(client, "빈집", {})
    assert {f"{CARDED}:1", f"{FILED}:1"} <= {*found(client, RARE, MEMBER)}
    assert f"{OPEN}:1" not in found(client, "골목 시장", MEMBER)


def test_what_becomes_for_some_is_seen_by_them_at_once(changing: tuple[TestClient, Shelf]) -> None:
    client, shelf = changing
    set_fields(shelf, OPEN, {"visibility": (GROUP,)})
    assert f"{OPEN}:1" in found(client, "골목 시장", MEMBER)


def test_what_becomes_for_all_comes_with_the_next_build(changing: tuple[TestClient, Shelf], three_cards: Path) -> None:
    client, shelf = changing
    set_fields(shelf, FILED, {"visibility": ("all",)})
    assert found(client, RARE, {}) == []
    runtime = client.app.state.saerye.runtime  # type: ignore[attr-defined]
    build_library(three_cards, runtime.settings)
    runtime.refresh()
    assert {*found(client, RARE, {})} == {f"{FILED}:1", f"{FILED}:2"}


def test_an_original_is_given_where_its_licence_lets_anybody_have_it(
    served: tuple[TestClient, TestClient], libraries: tuple[Path, Path]
) -> None:
    client, shelf = served[0], Shelf(libraries[0] / "library")
    given = client.get(f"/api/v1/books/{OPEN}/original")
    assert (given.status_code, given.content) == (200, b"open.pdf")
    assert given.headers["content-disposition"] == 'attachment; filename="open.pdf"'
    assert (given.headers["x-content-type-options"], given.headers["content-type"]) == ("nosniff", "application/octet-stream")
    assert client.get(f"/api/v1/books/{FILED}/original").status_code == 404
    named = client.get(f"/api/v1/books/{FILED}/original", headers=MEMBER)
    assert (named.status_code, named.headers["content-disposition"][:29]) == (200, "attachment; filename*=utf-8''")
    for licence in ("none", "unknown"):
        set_fields(shelf, OPEN, {"licence": licence})
        refused = client.get(f"/api/v1/books/{OPEN}/original")
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "original_withheld")
        assert client.get(f"/api/v1/books/{OPEN}/original", headers=KEEPER).content == b"open.pdf"
    set_fields(shelf, OPEN, {"licence": "공공누리 4"})


def test_licence_and_source_stand_with_what_is_cited(served: tuple[TestClient, TestClient]) -> None:
    client, html = served[0], {"accept": "text/html"}
    asked = client.post("/api/v1/ask", json={"question": "농촌 마을의 집은 얼마나 비어 있었나?"}).json()["citations"][0]
    assert (asked["book"], asked["licence"], asked["source"]) == (FARMS, "공공누리 1", "https://farms.example/2024")
    hits = client.get("/api/v1/search", params={"q": "농촌 빈집"}).json()["hits"]
    hit = next(hit["case"]["book"] for hit in hits if hit["case"]["id"] == f"{FARMS}:a1")
    assert (hit["licence"], hit["source"]) == ("공공누리 1", "https://farms.example/2024")
    assert "공공누리 제1유형" in client.get("/", params={"q": "농촌 빈집"}, headers=html).text
    cited = "(공공누리 제1유형, https://farms.example/2024)"
    assert cited in client.get(f"/cases/{FARMS}:a1", headers=html).text
    own = {"origin": HERE, "sec-fetch-site": "same-origin"}
    for name in ("csv", "md"):
        file = client.post("/list/export", data={"format": name, "ids": f"{FARMS}:a1"}, headers=own).content.decode("utf-8-sig")
        assert cited in file.replace("\\", "")
