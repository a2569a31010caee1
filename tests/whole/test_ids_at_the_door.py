"""Ids as clients may spell them, at every door: the default book's name before a case's number, and cases of another book."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.model.ids import case_of
from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.app import create_service
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.books import BOOKS, FARMS
from tests.support.made.cards import CARDS
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE

OTHER = "jobs-2024:1"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, analyser: Analyser) -> Iterator[TestClient]:
    """A service over the three cases, the last of them of another book."""
    folder = tmp_path_factory.mktemp("books")
    for case_id in ("8-01", "8-02"):
        (folder / f"{case_id}.yaml").write_text(CARDS[case_id], encoding="utf-8")
    other = folder / "library" / "jobs-2024"
    (other / "cards").mkdir(parents=True)
    book = BOOKS[FARMS].replace("id: farms-2024", "id: jobs-2024").replace("name: 이야기", "name: 지역산업맞춤형 일자리창출 지원사업")
    (other / "book.yaml").write_text(book, encoding="utf-8")
    (other / "cards" / "1.yaml").write_text(CARDS["9-01"].replace("id: 9-01", "id: '1'"), encoding="utf-8")
    build_index(read_corpus(folder, thesaurus=None, library=folder / "library"), folder / "index", CountEncoder(), segment=analyser.tokens)
    searcher = CaseSearcher(Ranker(open_index(folder / "index")[0], analyser, CountEncoder()))
    with TestClient(create_service(HeldRuntime(searcher)), base_url=HERE) as client:
        yield client


def told(client: TestClient, path: str) -> Any:  # noqa: ANN401 - JSON
    response = client.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def page(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path, headers=HTML)
    assert response.status_code == status, response.text[:300]
    return BeautifulSoup(response.text, "html.parser")


def test_the_default_books_name_before_a_case_changes_nothing(client: TestClient) -> None:
    assert told(client, "/api/v1/cases/jobs-2023:8-01") == told(client, "/api/v1/cases/8-01")
    alike = told(client, "/api/v1/cases/jobs-2023:8-01/similar")
    assert (alike["case_id"], [hit["case"]["id"] for hit in alike["hits"]]) == (
        "8-01",
        [hit["case"]["id"] for hit in told(client, "/api/v1/cases/8-01/similar")["hits"]],
    )
    assert client.get("/cases/jobs-2023:8-01", headers=HTML).text == client.get("/cases/8-01", headers=HTML).text


@pytest.mark.parametrize("name", ["jobs-2023:9-99", "jobs-2023:jobs-2024:1", "jobs-2024:8-01", "jobs-2023:", ":8-01"])
@pytest.mark.parametrize("path", ["/api/v1/cases/{}", "/api/v1/cases/{}/similar", "/cases/{}", "/compare?ids={}"])
def test_what_no_case_is_called_is_not_found(client: TestClient, name: str, path: str) -> None:
    response = client.get(path.format(name))
    assert (response.status_code, response.json()["error"]["code"]) == (404, "case_not_found")


def test_cases_are_compared_under_either_spelling_and_never_with_themselves(client: TestClient) -> None:
    heads = page(client, f"/compare?ids=jobs-2023:8-01,{OTHER}").select("thead th a[href^='/cases/']")
    assert [head["href"] for head in heads] == ["/cases/8-01", f"/cases/{OTHER}"]
    twice = client.get("/compare?ids=8-01,jobs-2023:8-01")
    assert (twice.status_code, twice.json()["error"]["field"]) == (422, "ids")
    picked = page(client, "/compare?ids=jobs-2023:8-01,9-99", status=404).select("input[name='ids'][checked]")
    assert [box["value"] for box in picked] == ["8-01"]


def test_a_list_holds_what_is_named_twice_once(client: TestClient) -> None:
    items = page(client, f"/list?ids=jobs-2023:8-01/s02,{OTHER}/s01,8-01/s02,jobs-2023:8-01,{OTHER}")
    assert [field["value"] for field in items.select("input[name='ids']")] == ["8-01", "8-01/s02", OTHER, f"{OTHER}/s01"]
    assert items.select(".missing") == []


def test_a_file_holds_notes_whatever_spelling_they_come_under(client: TestClient) -> None:
    fields = {
        "format": "csv",
        "ids": ["jobs-2023:8-01", f"{OTHER}/s01"],
        "note:jobs-2023:8-01": "첫째 메모",
        f"note:{OTHER}/s01": "둘째 메모",
    }
    response = client.post("/list/export", data=fields)
    assert response.status_code == 200, response.text
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["사례 번호"], row["메모"]) for row in rows[:2]] == [("8-01", "첫째 메모"), (OTHER, "둘째 메모")]


def test_a_case_of_another_book_is_found_shown_and_linked(client: TestClient) -> None:
    [hit] = told(client, "/api/v1/search?q=반도체 창업&limit=1")["hits"]
    assert (hit["case"]["id"], case_of(hit["passages"][0]["id"])) == (OTHER, OTHER)
    links = [str(link["href"]) for link in page(client, "/?q=반도체 창업").select(f"a[href^='/cases/{OTHER}']")]
    assert any(link.endswith("#s01") for link in links)
    anchors = {tag["id"] for tag in page(client, f"/cases/{OTHER}").select("[id]")}
    assert {link.rpartition("#")[2] for link in links if "#" in link} <= anchors
    answer = client.post("/api/v1/ask", json={"question": "반도체 설계 교육은 어떻게 했나?"}).json()
    assert OTHER in {citation["case_id"] for citation in answer["citations"]}
    assert all(case_of(citation["passage_id"]) == citation["case_id"] for citation in answer["citations"])
