"""Books of two ministries beside the embedded one: searched, read, compared, cited, answered from, collected and served again."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from judging.qrels import merge_grades, write_qrels
from judging.records import Graded
from service.app import create_service
from service.pages.cases.outstanding_cases import stand_out
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import Filters
from service.search.ranking.ranker import Ranker
from tests.support.made.books import CARDS as BOOK_CARDS
from tests.support.made.books import FARMS, WELFARE, write_library
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE, asked, open_store

pytestmark = pytest.mark.flow


@pytest.fixture(scope="module")
def client(books_built: Path) -> Iterator[TestClient]:
    index = open_index(books_built)[0]
    ranker = Ranker(index, analyser_of(index.manifest.inputs.analyser["words"]), CountEncoder())
    with TestClient(create_service(HeldRuntime(CaseSearcher(ranker))), base_url=HERE) as client:
        yield client


def found(client: TestClient, query: str) -> Any:  # noqa: ANN401 - JSON
    return client.get("/api/v1/search", params={"q": query}).json()


def test_all_books_are_searched_together_and_every_hit_names_its_own(client: TestClient) -> None:
    result = found(client, "농촌 빈집")
    assert result["total"] == 5
    first = result["hits"][0]
    assert (first["case"]["id"], first["case"]["book"]["id"], first["case"]["book"]["year"]) == (f"{FARMS}:a1", FARMS, 2024)
    assert {passage["source"]["book"] for passage in first["passages"]} == {FARMS}
    assert {hit["case"]["book"]["id"] for hit in result["hits"]} == {"jobs-2023", WELFARE, FARMS}


def test_a_case_of_any_book_has_its_page_and_is_compared(client: TestClient) -> None:
    assert client.get(f"/api/v1/cases/{WELFARE}:1").json()["book"]["title"] == "2021 돌봄 우수 모음"
    assert "밤에도 문 여는 돌봄방" in client.get(f"/cases/{WELFARE}:1", headers={"accept": "text/html"}).text
    both = client.get(f"/compare?ids={WELFARE}:1,{FARMS}:a1", headers={"accept": "text/html"})
    assert both.status_code == 200
    assert "빈집을 고쳐 농촌에 산다" in both.text
    assert all(f">{source}</td>" in both.text for source in ("「2021 돌봄」 3~9쪽", "「2024 농촌」 · 공공누리 제1유형"))
    assert client.get(f"/api/v1/cases/{FARMS}:a1/similar").json()["total"] == 4


def test_the_start_offers_what_its_own_cases_say(client: TestClient) -> None:
    start = client.get("/", headers={"accept": "text/html"}).text
    examples = start[start.index('class="examples"') : start.index('class="columns"')]
    assert re.findall(r">([^<>]+)</a>", examples) == [
        "조선소를 나온 젊은이가 다른 일을 찾게 돕고 싶다", "어르신 일거리를 관광에서 찾고 싶다",
        "밤늦게 일하는 부모의 아이를 맡길 곳이 있으면 좋겠다",
        "거제시 청년내일채움공제", "서울특별시 반도체설계교실", "안산시 달빛돌봄방",
        "거제시의 2022년 신청 인원은 몇 명인가?", "예산이 가장 많은 사례는 어디인가?",
    ]  # fmt: skip


def test_answers_cite_the_book_they_are_from(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": "안산시의 2021년 이용 아동은 몇 명인가?"}).json()
    assert answer["answer"].startswith("236명")
    assert [(told["case_id"], told["book"]) for told in answer["citations"]] == [(f"{WELFARE}:1", WELFARE)]


def test_a_list_holds_cases_of_several_books(client: TestClient) -> None:
    fields = {"format": "csv", "ids": ["8-01", f"{FARMS}:a1/s01"]}
    response = client.post("/list/export", data=fields)
    assert response.status_code == 200
    assert f"{FARMS}:a1" in response.content.decode("utf-8-sig")


def test_cases_are_filtered_by_book_and_by_year(client: TestClient) -> None:
    one = client.get("/api/v1/search", params={"q": "살고 싶다", "book": FARMS}).json()
    assert [hit["case"]["id"] for hit in one["hits"]] == [f"{FARMS}:a1"]
    assert {value["value"]: value["count"] for value in one["facets"]["book"]} == {"jobs-2023": 3, WELFARE: 1, FARMS: 1}
    listed = client.get("/api/v1/cases", params={"year": ["2021", "2024"]}).json()
    assert [case["id"] for case in listed["cases"]] == [f"{WELFARE}:1", f"{FARMS}:a1"]
    assert client.get("/api/v1/cases", params={"book": "nobody"}).json()["error"]["field"] == "book"


def test_pages_name_the_books_where_there_are_several(client: TestClient) -> None:
    page = client.get("/", params={"q": "농촌", "book": FARMS}, headers={"accept": "text/html"}).text
    assert "<legend>자료</legend>" in page
    assert page.count("2024 농촌") >= 2  # the condition chosen, and the hit
    assert "2021 돌봄" in page


def test_a_case_of_any_book_is_judged(tmp_path: Path, client: TestClient) -> None:
    store = open_store(tmp_path)
    query, judge = asked(store, "농촌", (f"{FARMS}:a1", "8-01")), store.judge("김판정")
    store.grade(Graded(judge.id, query.id, f"{FARMS}:a1", 3, ""))
    assert write_qrels(merge_grades(store.grades())) == f"q{query.id} 0 {FARMS}:a1 3\n"


def test_a_case_is_cited_as_its_own_book_is(client: TestClient) -> None:
    told = "경기도 안산시, “밤에도 문 여는 돌봄방”, 가람복지부, 「2021 돌봄 우수 모음」, 2021, 3~9쪽."
    assert told in client.get(f"/cases/{WELFARE}:1", headers={"accept": "text/html"}).text
    exported = client.post("/list/export", data={"format": "md", "ids": [f"{WELFARE}:1", "8-01"]}).content.decode()
    assert "가람복지부, 「2021 돌봄 우수 모음」, 2021, 3\\~9쪽" in exported.replace("~", "\\~").replace("\\\\~", "\\~")
    assert "고용노동부" in exported


def test_cases_are_listed_by_number_where_their_names_are_numbers(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library")
    for name in ("10", "2"):
        card = BOOK_CARDS[WELFARE]["1"].replace("id: '1'", f"id: '{name}'")
        (library / WELFARE / "cards" / f"{name}.yaml").write_text(card, encoding="utf-8")
    corpus = read_corpus(None, library=library)
    wanted = [f"{WELFARE}:1", f"{WELFARE}:2", f"{WELFARE}:10", f"{FARMS}:a1"]
    assert [case.id for case in corpus.cases] == wanted
    analyser = analyser_of(corpus.words)
    build_index(corpus, tmp_path / "index", None, segment=analyser.tokens)
    search = CaseSearcher(Ranker(open_index(tmp_path / "index")[0], analyser, None))
    assert [case.id for case in search.list_cases(Filters()).cases] == wanted
    assert [found.case.id for found in stand_out(search.cases, Filters())] == wanted
