"""A case without region, award, targets, measures, figures and budget, as a company's or a ministry's may be: through the whole program."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from answers.reckoning.table.figures import FigureTable
from answers.reckoning.table.telling import place, stated, titled
from corpus.cards import load_cases, load_regions
from corpus.model.nouns import Case
from corpus.passages import card_passages
from corpus.vocabulary.facet_values import load_vocabulary, unknown_values
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.derived.meaning_layout import CasePosition
from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.app import create_service
from service.pages.maps.meaning_map import draw_meaning
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.cards import CARDS
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE

BARE = """\
id: 9-51
award: null
region: null
title: 밤에도 답하는 챗봇 상담
headline: 챗봇이 밤에 들어온 문의에 답한 사례다.
summary: 상담원이 퇴근한 뒤의 문의를 챗봇이 받아 기다림을 줄였다.
period: {start: null, end: null}
budget_million_krw: null
pages: [3, null]
targets: []
measures: []
industries: [반도체]
keywords: [챗봇]
needs: []
partners: []
sections:
  - kind: outcome
    heading: 챗봇 상담의 성과
    text: 챗봇이 문의 840건에 답했다.
    source: [70, 72]
    asks: [챗봇을 들여 무엇이 나아졌나]
metrics: []
notes: []
"""
NAME = "밤에도 답하는 챗봇 상담"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bare")
    for case_id, text in {**CARDS, "9-51": BARE}.items():
        (folder / f"{case_id}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bare(folder: Path) -> Case:
    return next(case for case in load_cases(folder) if case.id == "9-51")


@pytest.fixture(scope="module")
def client(folder: Path, analyser: Analyser) -> Iterator[TestClient]:
    build_index(read_corpus(folder, thesaurus=None), folder / "index", CountEncoder(), segment=analyser.tokens)
    searcher = CaseSearcher(Ranker(open_index(folder / "index")[0], analyser, CountEncoder()))
    with TestClient(create_service(HeldRuntime(searcher)), base_url=HERE) as client:
        yield client


def page(client: TestClient, path: str) -> BeautifulSoup:
    """A page that neither fails nor shows a value that is not there."""
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200
    shown = BeautifulSoup(answer.text, "html.parser")
    assert "None" not in shown.get_text()
    assert shown.select("b:empty, p:empty, dd:empty, .meta:empty") == []
    return shown


def told(client: TestClient, question: str) -> dict[str, object]:
    found: dict[str, object] = client.post("/api/v1/ask", json={"question": question}).json()
    return found


def test_it_is_loaded_without_a_warning_and_cut_into_passages(folder: Path, bare: Case) -> None:
    assert unknown_values(load_cases(folder), load_vocabulary()) == []
    assert (bare.region, bare.award, bare.targets, bare.policy_measures, bare.figures) == (None, None, (), (), ())
    summary, keywords, section = card_passages(bare)
    assert (summary.context, section.context) == (NAME, NAME)
    assert keywords.text == "챗봇, 반도체"


def test_it_is_found_and_filtered(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "챗봇 상담"}).json()
    assert found["hits"][0]["case"] == {
        "id": "9-51",
        "title": NAME,
        "region": None,
        "award": None,
        "headline": "챗봇이 밤에 들어온 문의에 답한 사례다.",
        "pages": [3, None],
        "targets": [],
        "policy_measures": [],
        "industries": ["반도체"],
        "book": found["hits"][1]["case"]["book"],
        "origin": "curated",
    }
    assert found["facets"]["industry"][0] == {"value": "반도체", "count": 2}
    assert sum(value["count"] for value in found["facets"]["award"]) == 3
    narrowed = client.get("/api/v1/search", params={"q": "챗봇", "sido": ["경상남도", "전라남도", "서울특별시"]}).json()
    assert {hit["case"]["id"] for hit in narrowed["hits"]} == set(CARDS)
    assert client.get("/api/v1/cases/9-51").json()["region"] is None
    assert client.get("/api/v1/suggest", params={"q": "챗봇"}).json()["suggestions"][0]["text"] == "챗봇"
    assert client.get("/api/v1/suggest", params={"q": "서울 챗"}).status_code == 200


def test_what_it_shares_is_told(client: TestClient) -> None:
    hits = client.get("/api/v1/cases/9-51/similar").json()["hits"]
    assert {hit["case"]["id"]: hit["reason"] for hit in hits}["9-01"].startswith("둘 다 반도체 분야에서 추진한 사례입니다.")
    assert "9-51" in {hit["case"]["id"] for hit in client.get("/api/v1/cases/8-01/similar").json()["hits"]}


def test_its_page_leaves_out_what_it_does_not_have(client: TestClient) -> None:
    shown = page(client, "/cases/9-51")
    assert shown.title is not None
    assert shown.title.text == f"{NAME} - 사례"
    assert [item.get_text(strip=True) for item in shown.select(".trail li")] == ["홈", NAME]
    assert shown.select_one(".story-head .meta").text == "사례 번호 9-51"  # type: ignore[union-attr]
    assert [name.text for name in shown.select(".keyfacts dt")] == ["예산", "산업", "출처"]
    assert shown.select_one("#citation").text.startswith(f"“{NAME}”, ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=챗봇", "/?industry=반도체", "/?target=청년", "/topics", "/topics?rows=sido&columns=target", "/compare", "/cases/9-01"],
)
def test_pages_that_may_list_it_can_be_read(client: TestClient, path: str) -> None:
    page(client, path)


def test_it_stands_beside_others(client: TestClient) -> None:
    shown = page(client, "/compare?ids=9-51,9-01")
    assert shown.title is not None
    assert shown.title.text == f"{NAME}, 서울특별시 사례 나란히 보기 - 사례"
    rows = {row.th.text: [cell.get_text(" ", strip=True) for cell in row.select("td")] for row in shown.select("tbody tr") if row.th}
    assert rows["지원 대상"] == ["-", "구직자 창업자"]
    assert rows["산업"] == ["반도체 모두", "반도체 모두"]


def test_it_is_collected_and_sent_on(client: TestClient) -> None:
    shown = page(client, "/list?ids=9-51,9-51/s01,9-01")
    assert shown.select(".entry header .meta")[0].get_text(strip=True) == f"{NAME} · 사례 번호 9-51"
    for form, holds in {
        "md": f"\n\n{NAME} · 사례 번호 9-51\n",
        "csv": f'"1","사례","9-51","","","{NAME}"',
        "docx": f">{NAME} · 사례 번호 9-51<",
        "hwpx": f">{NAME} · 사례 번호 9-51<",
        "xlsx": NAME,
    }.items():
        written = client.post("/list/export", data={"format": form, "ids": ["9-51", "9-51/s01"]})
        assert written.status_code == 200
        assert holds in text_of(written.content)
        assert "None" not in re.sub(r'"[^"]*"', "", text_of(written.content)) or form == "csv"


def text_of(content: bytes) -> str:
    """A file's text, or that of all XML in it."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    archive = ZipFile(BytesIO(content))
    return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


def test_questions_are_answered_from_it_and_around_it(client: TestClient) -> None:
    answer = told(client, "챗봇은 문의 몇 건에 답했나?")
    assert str(answer["answer"]).startswith("840건")
    assert json.loads(json.dumps(answer["citations"]))[0]["case_id"] == "9-51"
    assert told(client, "챗봇 상담의 예산은 얼마인가?")["answerable"] is False
    assert told(client, "예산을 밝히지 않은 사례는 몇 곳인가?")["answer"] == f"2곳 (여수시, {NAME})"


@pytest.mark.parametrize(
    "question",
    [
        "시·군 가운데 예산이 가장 큰 곳은?",
        "목표 공시제 사례는 몇 곳인가?",
        "경남의 시 가운데 고용률이 높은 곳은?",
        "거제시와 여수시의 예산은?",
    ],
)
def test_questions_about_places_pass_it_by(client: TestClient, question: str) -> None:
    assert NAME not in str(told(client, question)["answer"])


def test_a_figure_without_a_place_is_told_by_its_cases_title(cases: tuple[Case, ...], analyser: Analyser) -> None:
    placeless = cases[0].model_copy(update={"region": None})
    row = FigureTable([placeless, cases[1]], analyser, load_vocabulary()).rows[0]
    assert (place(row), titled(row)) == (placeless.title, placeless.title)
    assert row.citation.quote == "2022년 신청 인원: 목표 500명, 실적 551명"
    assert stated(row) == f"{placeless.title} 2022년 신청 인원: 목표 500명, 실적 551명"


def test_on_the_map_it_bears_its_title_and_a_sign_of_its_own(bare: Case, folder: Path) -> None:
    cases = load_cases(folder)
    drawn = draw_meaning(
        cases,
        {case.id: CasePosition(float(number), 0.0, 0) for number, case in enumerate(cases)},
        load_vocabulary(),
        Gazetteer(load_regions()),
    )
    assert drawn is not None
    marks = {mark.case.id: mark for group in drawn.neighbourhoods for mark in group.marks}
    assert (marks["9-51"].name, marks["9-51"].sign) == (bare.title, 2)
    assert drawn.signs[2] == ""
