"""Where texts stand, through the whole program: in a book of pages without lines, some estimated, and in one with neither."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from judging.workbench.shown_cases import show_cases
from service.app import create_service
from service.console.answer_lines import write_citation
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.books import FARMS, WELFARE, write_library
from tests.support.models.analysers import analyser_of
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE

pytestmark = pytest.mark.flow

DERIVED = "자동으로 정리한 사례"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> CaseSearcher:
    folder = tmp_path_factory.mktemp("places")
    corpus = read_corpus(None, library=write_library(folder / "library"))
    analyser = analyser_of(corpus.words)
    build_index(corpus, folder / "index", CountEncoder(), segment=analyser.tokens)
    return CaseSearcher(Ranker(open_index(folder / "index")[0], analyser, CountEncoder()))


@pytest.fixture(scope="module")
def client(search: CaseSearcher) -> Iterator[TestClient]:
    with TestClient(create_service(HeldRuntime(search)), base_url=HERE) as client:
        yield client


def sources(client: TestClient, query: str, case: str) -> dict[str, Any]:
    hits = client.get("/api/v1/search", params={"q": query}).json()["hits"]
    (hit,) = [hit for hit in hits if hit["case"]["id"] == case]
    return {passage["id"].split("/")[1]: passage["source"] for passage in hit["passages"]}


def page(client: TestClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path, headers={"accept": "text/html"}).text, "html.parser")


def told(found: Any) -> list[str]:  # noqa: ANN401 - tags
    return [" ".join(tag.find(string=True).split()) for tag in found]


def text_at(found: BeautifulSoup, selector: str) -> str:
    return "".join(tag.text for tag in found.select(selector))


def test_a_hit_has_its_own_page_else_its_cases_and_lines_only_where_there_are_any(client: TestClient) -> None:
    assert sources(client, "밤 돌봄", f"{WELFARE}:1") == {
        "s01": {"book": WELFARE, "lines": None, "pages": [5, 6], "page_from": "layout"},
        "summary": {"book": WELFARE, "lines": None, "pages": [3, 9]},
        "f01": {"book": WELFARE, "lines": None, "pages": [9, 9], "page_from": "file"},
    }
    nothing = {"book": FARMS, "lines": None, "pages": None}
    assert sources(client, "농촌 빈집", f"{FARMS}:a1") == {"s01": nothing, "summary": nothing}


def test_a_hits_case_tells_who_wrote_its_card(client: TestClient) -> None:
    hits = client.get("/api/v1/search", params={"q": "살고 싶다"}).json()["hits"]
    assert {hit["case"]["id"]: (hit["case"]["origin"], hit["case"]["pages"]) for hit in hits} == {
        f"{WELFARE}:1": ("curated", [3, 9]),
        f"{FARMS}:a1": ("derived", None),
    }


def test_a_question_is_answered_from_a_case_without_lines(client: TestClient, search: CaseSearcher) -> None:
    asked = client.post("/api/v1/ask", json={"question": "안산시의 2021년 이용 아동은 몇 명인가?"}).json()
    assert [(found["passage_id"], found["lines"], found["pages"], found["page_from"]) for found in asked["citations"]] == [
        (f"{WELFARE}:1/f01", None, [9, 9], "file")
    ]
    why = client.post("/api/v1/ask", json={"question": "해남군 농촌 마을의 집은 얼마나 비어 있었나?"}).json()
    found = why["citations"][0]
    assert (found["passage_id"], found["lines"], found["pages"], "page_from" in found) == (f"{FARMS}:a1/s01", None, None, False)
    assert f"{FARMS}:a1/s01" in {passage.id for passage in search.passages("농촌 빈집")}


def test_pages_tell_an_estimate_as_one_and_a_text_without_a_page_by_its_heading(client: TestClient) -> None:
    hits = page(client, "/?q=밤 돌봄과 농촌 빈집")
    assert set(told(hits.select(".passage .cite"))) == {
        "「2021 돌봄」 약 5~6쪽",
        "「2021 돌봄」 3~9쪽",
        "「2021 돌봄」 9쪽",
        "「2024 농촌」 ‘빈집’ 대목 · 공공누리 제1유형",
        "「2024 농촌」 ‘빈집을 고쳐 농촌 살이를 해 보게 한 이야기다.’ 대목 · 공공누리 제1유형",
    }
    assert [tag.text for tag in hits.select(".origin")] == [DERIVED]
    one, other = page(client, f"/cases/{WELFARE}:1"), page(client, f"/cases/{FARMS}:a1")
    assert told(one.select("#s01 .cite")) == ["약 5~6쪽"]
    assert told(one.select("#f01 td:last-child")) == ["9쪽"]
    assert text_at(one, "#citation") == "경기도 안산시, “밤에도 문 여는 돌봄방”, 가람복지부, 「2021 돌봄 우수 모음」, 2021, 3~9쪽."
    assert (
        text_at(other, "#citation")
        == "전라남도 해남군, “빈집을 고쳐 농촌에 산다”, 누리농업부, 「2024 농촌 이야기」, 2024. (공공누리 제1유형)"
    )
    assert [text_at(found, ".keyfacts div:last-child dd") for found in (one, other)] == [
        "「2021 돌봄」 3~9쪽",
        "「2024 농촌」 · 공공누리 제1유형",
    ]
    assert (DERIVED in text_at(other, ".story-head .meta"), DERIVED in text_at(one, ".story-head .meta")) == (True, False)
    both = page(client, f"/compare?ids={WELFARE}:1,{FARMS}:a1")
    assert [cell.text for cell in both.select("tr:last-child td")] == ["「2021 돌봄」 3~9쪽", "「2024 농촌」 · 공공누리 제1유형"]
    assert DERIVED in text_at(both, "thead")


def test_files_cite_by_page_and_by_heading_and_mark_what_no_person_wrote(client: TestClient) -> None:
    ids = [f"{WELFARE}:1/s01", f"{WELFARE}:1/f01", f"{FARMS}:a1", f"{FARMS}:a1/s01"]
    table = client.post("/list/export", data={"format": "csv", "ids": ids}).content.decode("utf-8-sig")
    rows = [
        (row["구분"], row["쪽"], row["원문 행"], row["출처"].split("」, ")[1])
        for row in csv.DictReader(StringIO(table))
        if row["번호"].isdigit()
    ]
    assert rows == [
        ("대목", "약 5~6쪽", "", "2021, 약 5~6쪽."),
        ("대목", "9쪽", "", "2021, 9쪽."),
        (f"사례({DERIVED})", "", "", "2024. (공공누리 제1유형)"),
        (f"대목({DERIVED})", "", "", "2024, ‘빈집’ 대목. (공공누리 제1유형)"),
    ]
    markdown = client.post("/list/export", data={"format": "md", "ids": ids}).content.decode().replace("\\", "")
    assert "「2021 돌봄 우수 모음」, 2021, 약 5~6쪽, 9쪽." in markdown
    assert f"사례 번호 {FARMS}:a1 · {DERIVED}" in markdown
    for form in ("docx", "hwpx", "xlsx"):
        assert client.post("/list/export", data={"format": form, "ids": ids}).status_code == 200


def test_a_judge_sees_it_and_the_terminal_tells_it(search: CaseSearcher, client: TestClient) -> None:
    (case,) = show_cases(search, "농촌 빈집", [f"{FARMS}:a1"], {})
    assert case.passage is not None
    assert (case.passage.id, case.text) == (f"{FARMS}:a1/s01", "농촌 마을의 집이 열에 셋은 비어 있었다.")
    answer = client.app.state.saerye.runtime.served.asker.ask("안산시의 2021년 이용 아동은 몇 명인가?")  # type: ignore[attr-defined]
    assert write_citation(answer.citations[0]).startswith(f"[사례 {WELFARE}:1, 9쪽] 이용 아동: “")
