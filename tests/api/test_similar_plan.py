from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.app import create_service
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import MAX_PLAN
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime

DRAFT = "섬 어르신 일거리 계획\n어르신께 관광 해설을 가르쳐 섬에서 일하시게 한다. 어르신이 섬을 안내한다."
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def client(three_built: Path, analyser: Analyser) -> Iterator[TestClient]:
    with TestClient(create_service(HeldRuntime(CaseSearcher(Ranker(open_index(three_built)[0], analyser, CountEncoder()))))) as client:
        yield client


def test_a_draft_gets_cases_in_the_shape_of_hits(client: TestClient) -> None:
    response = client.post("/api/v1/similar", json={"text": DRAFT, "limit": 2})
    assert response.status_code == 200
    body = response.json()
    assert set(body) == {"degraded", "took_ms", "total", "hits"}
    assert [hit["rank"] for hit in body["hits"]] == [1, 2]
    assert body["hits"][0]["case"]["id"] == "8-02"
    assert set(body["hits"][0]) == {"rank", "case", "passages", "why", "matched_need", "reason", "relevant", "shared", "lacks"}
    assert [set(one) for one in body["hits"][0]["shared"]] == [{"aspect", "label", "draft", "passage"}] * len(body["hits"][0]["shared"])


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({"text": ""}, "text", "invalid_parameter"),
        ({"text": " \n\t"}, "text", "invalid_parameter"),
        ({"text": "…!"}, "text", "invalid_parameter"),
        ({"text": "가" * (MAX_PLAN + 1)}, "text", "query_too_long"),
        ({}, "text", "invalid_parameter"),
        ({"text": "가", "limit": 0}, "limit", "invalid_parameter"),
        ({"text": "가", "many": 1}, "many", "invalid_parameter"),
    ],
)
def test_a_draft_that_cannot_be_read_is_told_in_the_one_shape(client: TestClient, sent: dict[str, object], field: str, code: str) -> None:
    response = client.post("/api/v1/similar", json=sent)
    assert response.status_code == 422
    error = response.json()["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


def test_the_longest_draft_is_taken_and_a_longer_body_is_not_read(client: TestClient) -> None:
    assert client.post("/api/v1/similar", json={"text": "섬 어르신 관광. " * (MAX_PLAN // 10)}).status_code == 200
    assert client.post("/api/v1/similar", json={"text": "가" * 200_000}).status_code == 413


def test_the_page_shows_the_cases_and_keeps_the_draft_in_its_box(client: TestClient) -> None:
    empty = client.get("/plan")
    assert empty.status_code == 200
    assert 'name="text"' in empty.text
    shown = client.post("/plan", data={"text": DRAFT})
    assert shown.status_code == 200
    assert "어르신과 함께하는 섬마을 관광" in shown.text
    assert "섬 어르신 일거리 계획" in shown.text
    assert shown.headers["cache-control"] == "private, no-store"


def test_the_page_tells_what_is_wrong_above_the_box(client: TestClient) -> None:
    refused = client.post("/plan", data={"text": "  "}, headers={"accept": "text/html"})
    assert refused.status_code == 422
    assert "계획안이 비어 있습니다" in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert client.post("/plan", data={"text": "  "}).json()["error"]["field"] == "text"
    assert client.post("/plan", content="가", headers={"content-type": "text/plain"}).status_code == 422


def test_markup_in_a_draft_is_text(client: TestClient) -> None:
    shown = client.post("/plan", data={"text": "</textarea><script>alert(1)</script> 어르신 관광"})
    assert "<script>alert" not in shown.text
    assert "&lt;script&gt;alert(1)" in shown.text


def test_the_longest_draft_fits_into_a_form(client: TestClient) -> None:
    body = "text=" + "%EA%B0%80" * MAX_PLAN  # nine bytes a letter
    assert client.post("/plan", content=body, headers=FORM).status_code == 200
