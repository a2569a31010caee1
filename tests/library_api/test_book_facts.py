"""The facts of a book over HTTP: as lines of facts.jsonl, by filters, a slice at a time, and to whom they may be told."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.facts.card_facts import card_facts
from corpus.library.derived_books import derived_key
from corpus.library.disk.derived_folder import FACTS, write_derived
from corpus.library.shelf import DERIVED, Shelf
from corpus.model.fact import Fact
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.books import FARMS, write_library
from tests.support.models.doubles import CountEncoder
from tests.support.served.library_service import Intake, add, client_of, library_service

FACTS_OF = "/api/v1/books/stories/facts"
ADMIN = "not-a-real-admin-key-0123"
KEEPER = {"authorization": f"Bearer {ADMIN}"}


def fact(number: int, **told: Any) -> Fact:  # noqa: ANN401 - fields of a fact
    given: dict[str, Any] = {
        "id": f"stories:1/v{number}", "case": "stories:1", "subject": "나루군", "measure": "참여 주민", "value": f"{number}명",
        "number": number, "unit": "명", "kind": "count", "year": 2021, "role": "actual", "row_path": ("참여 주민",),
        "column_path": ("실적",), "lines": (7, 7), "page": 2, "origin": "table", "rule": "made up", "score": 0.9,
    }  # fmt: skip
    return Fact(**{**given, **told})


KEPT = (
    fact(1),
    fact(2, role="target", year=2020),
    fact(3, case="stories:2", measure="총 사업비", kind="amount", unit="억원", origin="prose", clause="나루군 홍길동 과장이 3억원을 썼다"),
    fact(4, case="stories:2", subject=None, year=None, role=None),
)


@pytest.fixture
def folder(client: TestClient, tmp_path: Path) -> Path:
    """A book of two cases whose facts are these."""
    add(client, "1 2", licence="공공누리 1")
    shelf = Shelf(tmp_path / "data" / "library")
    write_derived(shelf.folder / "stories" / DERIVED, derived_key(shelf.read("stories")), (), KEPT)
    return shelf.folder / "stories" / DERIVED


def told(client: TestClient, **asked: object) -> Any:  # noqa: ANN401 - JSON
    response = client.get(FACTS_OF, params=asked)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    return response.json()


def numbers(client: TestClient, **asked: object) -> list[int]:
    return [one["number"] for one in told(client, **asked)["facts"]]


def test_each_is_told_as_a_line_of_the_file(client: TestClient, folder: Path) -> None:
    (kept,) = folder.glob(f"*/{FACTS}")
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert told(client) == {"book": "stories", "total": 4, "offset": 0, "limit": 100, "facts": lines}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"case": "1"}, [1, 2]),
        ({"case": "stories:2"}, [3, 4]),
        ({"kind": "amount"}, [3]),
        ({"role": "target"}, [2]),
        ({"year": 2021}, [1, 3]),
        ({"measure": "총사업"}, [3]),
        ({"origin": "table", "year": 2021}, [1]),
        ({"measure": "없는 것"}, []),
    ],
)
def test_they_are_filtered(client: TestClient, folder: Path, asked: dict[str, object], found: list[int]) -> None:
    assert numbers(client, **asked) == found
    assert told(client, **asked)["total"] == len(found)


def test_they_come_a_slice_at_a_time(client: TestClient, folder: Path) -> None:
    assert [numbers(client, offset=offset, limit=3) for offset in (0, 3, 6)] == [[1, 2, 3], [4], []]
    assert told(client, offset=3, limit=3)["total"] == 4
    for wrong in ({"limit": 501}, {"limit": 0}, {"offset": -1}, {"kind": "colour"}, {"years": 2021}):
        response = client.get(FACTS_OF, params=wrong)
        assert (response.status_code, response.json()["error"]["field"]) == (422, next(iter(wrong)))


def test_a_case_that_is_not_there_is_said(client: TestClient, folder: Path) -> None:
    response = client.get(FACTS_OF, params={"case": "9"})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "case_not_found")
    assert client.get("/api/v1/books/none/facts").json()["error"]["code"] == "book_not_found"


def test_facts_of_a_draft_are_for_librarians(client: TestClient, folder: Path, tmp_path: Path) -> None:
    with client_of(library_service(tmp_path / "data", Intake(), admin_key=ADMIN)) as locked:
        assert locked.get(FACTS_OF).status_code == 404
        assert locked.get(FACTS_OF, headers=KEEPER).json()["total"] == 4
        assert locked.post("/api/v1/books/stories/publish", headers=KEEPER).status_code == 200
        assert locked.get(FACTS_OF).json()["total"] == 4


@pytest.fixture(scope="module")
def searcher(books_built: Path) -> CaseSearcher:
    index = open_index(books_built)[0]
    return CaseSearcher(Ranker(index, Analyser(index.manifest.inputs.analyser["words"]), CountEncoder()))


def test_facts_of_a_book_of_cards_are_those_that_its_cards_state(tmp_path: Path, searcher: CaseSearcher) -> None:
    write_library(tmp_path / "library")
    with client_of(library_service(tmp_path, Intake(), searcher)) as served:
        whole = served.get("/api/v1/books/jobs-2023/facts", params={"limit": 500}).json()
        stated = [fact for case in searcher.cases if ":" not in case.id for fact in card_facts(case)]
        assert (whole["total"], [one["id"] for one in whole["facts"]]) == (len(stated), [one.id for one in stated])
        figure = next(one for one in stated if one.rule == "card:metric" and one.role == "actual")
        asked = {"case": f"jobs-2023:{figure.case}", "role": "actual", "measure": figure.measure, "origin": "card"}
        found = served.get("/api/v1/books/jobs-2023/facts", params=asked).json()["facts"]
        assert figure.value in [one["value"] for one in found]
        assert {one["case"] for one in found} == {figure.case}
        farms = served.get(f"/api/v1/books/{FARMS}/facts", params={"case": "a1"}).json()["facts"]
        assert {one["case"] for one in farms} == {f"{FARMS}:a1"}
        for path, code in ((f"{FARMS}/facts?case=zz", "case_not_found"), ("none/facts", "book_not_found")):
            assert served.get(f"/api/v1/books/{path}").json()["error"]["code"] == code


def test_without_an_index_facts_of_cards_are_not_ready(client: TestClient) -> None:
    assert client.get("/api/v1/books/jobs-2023/facts").json()["error"]["code"] == "index_not_ready"
