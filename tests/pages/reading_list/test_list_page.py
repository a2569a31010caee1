"""The reading list over HTTP: its page without scripts, the part that a script asks for, the buttons, the files."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from urllib.parse import quote, unquote

import docx
import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from httpx2 import Response

from indexer.generations.build import build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.api.body_limit import LARGER
from service.app import create_service
from service.pages.reading_list.formats import FORMATS
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.pages.cases.test_case_pages import one, read, words
from tests.support.made.cards import CARDS
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, analyser: Analyser) -> Iterator[TestClient]:
    """A service over the three cases, one with markup in its title."""
    folder = tmp_path_factory.mktemp("list")
    for case_id, text in CARDS.items():
        (folder / f"{case_id}.yaml").write_text(text.replace("반도체 설계를", "반도체 <i>설계</i>를"), encoding="utf-8")
    build_index(read_corpus(folder, thesaurus=None), folder / "index", CountEncoder(), segment=analyser.tokens)
    runtime = HeldRuntime(CaseSearcher(Ranker(open_index(folder / "index")[0], analyser, CountEncoder())))
    with TestClient(create_service(runtime), base_url=HERE) as client:
        yield client


def export(client: TestClient, **fields: str | list[str]) -> Response:
    return client.post("/list/export", data={"ids": ["8-01", "8-02/s01"], "format": "docx", **fields})


@pytest.mark.parametrize("path", ["/list", "/list?ids=8-01,8-02/s01,9-01,9-99"])
def test_the_page_obeys_its_own_policy_and_has_one_heading_and_no_id_twice(client: TestClient, path: str) -> None:
    page = read(client, path)
    assert page.select("[style], style, script:not([src])") == []
    assert [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)] == []
    assert len(page.select("h1")) == 1
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert words(one(page, '.masthead [aria-current="page"]')) == "읽을거리"
    loaded = [str(tag.get("src") or tag.get("href")) for tag in page.select("script, link")]
    assert all(client.get(address).status_code == 200 for address in loaded)


def test_without_ids_the_page_says_why_it_is_empty_where_scripts_do_not_run(client: TestClient) -> None:
    page = read(client, "/list")
    assert "자바스크립트가 꺼져 있으면 보여 드릴 수 없습니다" in words(one(page, "noscript"))
    assert one(page, "#items").get_text().strip() == ""
    assert page.select("textarea") == []


def test_ids_in_the_address_show_a_list_in_order_that_can_be_had_as_a_file(client: TestClient) -> None:
    page = read(client, "/list?ids=8-02/s01,8-01&ids=8-02")
    assert [words(head) for head in page.select(".entry h2")] == [
        "전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다",
        "경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다",
    ]
    assert [words(head) for head in page.select(".excerpts h3")] == ["사업 내용 섬마을 해설사"]
    assert words(one(page, ".excerpts .citation p:first-child")).endswith("22쪽부터, 원문 30~41행.")
    assert words(page.select(".origins li")[0]).endswith("22쪽부터, 원문 30~41행.")
    assert [field["value"] for field in page.select('input[name="ids"][form="export"]')] == ["8-02", "8-02/s01", "8-01"]
    assert [button["value"] for button in page.select('#export button[name="format"]')] == ["hwpx", "docx", "xlsx", "csv", "md"]
    assert [words(cell) for cell in page.select(".entry table td")] == [
        "-",
        "-",
        "61.5%",
        "-",
        "40~41행",
        "2022",
        "500명",
        "551명",
        "110.2%",
        "20행",
    ]
    assert page.select("textarea, [data-move], [data-remove]") == []


def test_what_is_not_there_is_told_and_markup_is_text(client: TestClient) -> None:
    page = read(client, "/list?ids=9-01,9-99,%3Cb%3E")
    assert [words(item) for item in page.select(".missing code")] == ["9-99", "<b>"]
    assert words(one(page, ".entry h2")) == "서울특별시 반도체 <i>설계</i>를 배운 이들이 창업한 사례다"
    assert "보여 드릴 것이 없습니다" in words(one(read(client, "/list?ids=9-99"), ".nothing"))


def test_too_many_ids_are_refused_in_a_sentence(client: TestClient) -> None:
    path = "/list?ids=" + ",".join(f"8-{number:03}" for number in range(201))
    assert "200개까지" in words(one(read(client, path, 422), "main"))
    assert client.get(path).json()["error"]["field"] == "ids"


def test_a_browsers_own_items_come_with_fields_for_notes_and_buttons(client: TestClient) -> None:
    part = read(client, "/list/items?ids=8-01,8-01/s01,8-01/s02,8-02,9-99")
    assert part.select("html") == []
    assert [field["name"] for field in part.select('textarea[form="export"]')] == [
        "note:8-01",
        "note:8-01/s01",
        "note:8-01/s02",
        "note:8-02",
    ]
    assert all(part.select(f'label[for="{field["id"]}"]') for field in part.select("textarea"))
    moves = [(button["data-key"], button.get("aria-disabled")) for button in part.select("[data-move]")]
    assert moves == [
        ("up:case:8-01", "true"), ("down:case:8-01", None), ("up:8-01/s01", "true"), ("down:8-01/s01", None),
        ("up:8-01/s02", None), ("down:8-01/s02", "true"), ("up:case:8-02", None), ("down:case:8-02", "true"),
    ]  # fmt: skip
    assert [button["data-remove"] for button in part.select("[data-remove]")] == ["9-99", "8-01", "8-01/s01", "8-01/s02", "8-02"]
    assert "아직 담은 것이 없습니다" in words(one(read(client, "/list/items?ids="), ".nothing"))


def collected(page: BeautifulSoup) -> list[str]:
    assert all("hidden" in button.attrs for button in page.select("[data-collect]"))  # until a script can keep them
    return [str(button["data-collect"]) for button in page.select("[data-collect]")]


def test_every_hit_passage_and_citation_can_be_collected(client: TestClient) -> None:
    page = read(client, "/?q=조선소 청년 새 일터")
    hits = collected(page)
    assert hits[0] == "8-01"
    assert len(hits) == len(set(hits)) == len(page.select(".hits > li, .passage"))
    answered = read(client, "/?q=거제시 2022년 신청 인원은 몇 명입니까?")
    assert [str(button["data-collect"]) for button in answered.select(".answer [data-collect]")] == ["8-01/f01"]
    assert collected(read(client, "/?target=청년")) == ["8-01"]
    assert collected(read(client, "/")) == []


def test_a_case_and_each_of_its_sections_can_be_collected(client: TestClient) -> None:
    assert collected(read(client, "/cases/8-01")) == ["8-01", "8-01/s01", "8-01/s02"]


def test_all_that_can_be_collected_can_be_shown(client: TestClient) -> None:
    every = {name for path in ("/?q=조선소 청년", "/?q=어르신", "/cases/8-02", "/cases/9-01") for name in collected(read(client, path))}
    assert read(client, f"/list?ids={','.join(sorted(every))}").select(".missing") == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_has_its_type_and_a_name_that_browsers_understand(client: TestClient, format: str) -> None:
    response = export(client, format=format, title="청년 / 정착: \u202e사례")
    assert response.status_code == 200
    assert response.headers["content-type"] == FORMATS[format].media_type
    told = re.fullmatch(r"attachment; filename=\"reading-list\.(\w+)\"; filename\*=UTF-8''(\S+)", response.headers["content-disposition"])
    assert told
    assert (told[1], unquote(told[2])) == (format, f"청년 정착 사례 {date.today().isoformat()}.{format}")
    assert quote(unquote(told[2]), safe="") == told[2]


def test_a_file_holds_the_notes_that_were_sent(client: TestClient) -> None:
    response = export(client, **{"note:8-01": "예산 <b>확인</b>\r\n둘째 줄", "note:8-02/s01": ""})
    told = [paragraph.text for paragraph in docx.Document(BytesIO(response.content)).paragraphs]
    assert told[told.index("메모") + 1 :][:2] == ["예산 <b>확인</b>", "둘째 줄"]
    assert told.count("메모") == 1


def test_errors_have_the_one_shape_and_name_what_is_wrong(client: TestClient) -> None:
    missing = export(client, ids=["8-01", "9-99", "8-01/s77"])
    assert (missing.status_code, missing.json()["error"]["code"], missing.json()["error"]["field"]) == (404, "item_not_found", "ids")
    assert "9-99, 8-01/s77" in missing.json()["error"]["message"]
    wrong = export(client, format="pdf")
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "format")
    page = client.post("/list/export", data={"ids": "9-99", "format": "csv"}, headers={"accept": "text/html"})
    assert "9-99" in words(one(BeautifulSoup(page.text, "html.parser"), "main"))


def test_many_long_notes_pass_and_a_body_without_end_does_not(client: TestClient) -> None:
    passages = ["8-01", "8-01/s01", "8-01/s02", "8-01/summary", "8-02", "8-02/s01", "9-01", "9-01/s01"]
    assert export(client, ids=passages, format="csv", **{f"note:{name}": "가" * 10_000 for name in passages}).status_code == 200
    told = client.post("/list/export", content=b"ids=" + b"1" * LARGER["/list/export"])
    assert (told.status_code, told.json()["error"]["code"]) == (413, "body_too_large")
    assert client.post("/api/v1/ask", content=b"1" * 70_000).status_code == 413
