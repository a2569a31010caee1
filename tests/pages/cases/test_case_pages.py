"""The pages of cases, read as a browser reads them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Passage
from corpus.model.place import Place
from indexer.generations.build import Corpus, build_index, read_corpus
from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.app import create_service
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.cards import CARDS
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime

BROWSER = {"accept": "text/html"}
ORIGINAL = Passage(
    "8-01/L11",
    "8-01",
    "casebook",
    "1. <배경>",
    "조선소 <b>일감</b>\n구분 | 2021\n청년 | 300",
    "거제",
    place=Place(DEFAULT_BOOK, (11, 13), (8, 21)),
    sections=("8-01/s01",),
)


OFFICIAL = "떠나는 청년을 붙잡는 조선소 도시"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, analyser: Analyser) -> Iterator[TestClient]:
    """A service over the three cases, one of them with a piece of the casebook and markup in its title."""
    folder = tmp_path_factory.mktemp("pages")
    for case_id, text in CARDS.items():
        (folder / f"{case_id}.yaml").write_text(text.replace("반도체 창업 교실", "반도체 <i>창업</i> 교실"), encoding="utf-8")
    corpus: Corpus = read_corpus(folder, thesaurus=None)
    with_original = replace(corpus, passages=(*corpus.passages, ORIGINAL))
    build_index(with_original, folder / "index", CountEncoder(), segment=analyser.tokens)
    index, _ = open_index(folder / "index")
    with TestClient(create_service(HeldRuntime(CaseSearcher(Ranker(index, analyser, CountEncoder()))))) as client:
        yield client


def read(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == status, path
    return BeautifulSoup(response.text, "html.parser")


def one(parent: Tag, selector: str) -> Tag:
    found = parent.select(selector)
    assert len(found) == 1, selector
    return found[0]


def words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


PATHS = [
    "/cases/8-01",
    "/cases/9-01",
    "/topics",
    "/topics?rows=sido&columns=industry",
    "/topics?sido=전라남도",
    "/?target=청년",
    "/compare",
    "/compare?ids=8-01,9-01",
    "/compare?ids=8-01",
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_obey_their_own_policy_and_have_one_heading_and_no_id_twice(client: TestClient, path: str) -> None:
    page = read(client, path)
    assert page.select("[style], style, script:not([src])") == []
    assert [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)] == []
    assert len(page.select("h1")) == 1
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for inside in page.select('a[href^="#"]'):
        assert str(inside["href"])[1:] in ids
    loaded = [str(tag.get("src") or tag.get("href")) for tag in page.select("script, link")]
    assert all(client.get(address).status_code == 200 for address in loaded)
    for field in page.select("select, input:not([type=hidden])"):
        assert field.find_parent("label") or page.select(f'label[for="{field.get("id")}"]'), field


def test_a_case_is_told_in_order_with_its_anchors(client: TestClient) -> None:
    page = read(client, "/cases/8-01")
    assert [words(link) for link in page.select(".contents a")] == ["요약", "배경", "사업 내용", "수치 1", "함께한 기관 1", "비슷한 사례"]
    assert words(one(page, "#s02 h3")) == "청년 이어주기"
    assert words(one(page, "#f01 th")) == "신청 인원"
    assert [words(cell) for cell in page.select("#f01 td")] == ["2022", "500명", "551명", "110.2%", "", "20행"]
    assert [rect["width"] for rect in page.select("#f01 rect")] == ["145", "160"]
    facts = words(one(page, ".keyfacts"))
    assert "기간 2022. 1. ~ 2022. 12." in facts
    assert "예산 12억 5,050만 원" in facts


def test_a_case_goes_by_its_place_and_what_is_peculiar_to_it(client: TestClient) -> None:
    page = read(client, "/cases/8-01")
    assert words(one(page, "h1")) == "경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다"
    assert words(one(page, ".gist")) == OFFICIAL


@pytest.mark.parametrize(
    ("path", "trail"),
    [
        ("/cases/8-01", [("홈", "/"), ("경상남도", "/?sido=경상남도"), ("거제시", "/?sido=경상남도&sigungu=거제시"), (OFFICIAL, None)]),
        ("/topics", [("홈", "/"), ("주제", None)]),
        ("/compare", [("홈", "/"), ("비교", None)]),
        ("/compare?ids=8-01,9-01", [("홈", "/"), ("비교", "/compare"), ("나란히 보기", None)]),
        ("/?target=청년", [("홈", "/"), ("조건에 맞는 사례", None)]),
        ("/?q=청년", [("홈", "/"), ("검색 결과", None)]),
    ],
)
def test_each_page_says_where_it_stands(client: TestClient, path: str, trail: list[tuple[str, str | None]]) -> None:
    page = read(client, path)
    steps = page.select(".trail li")
    assert [(words(step), unquote(str(step.a["href"])) if step.a else None) for step in steps] == trail
    assert [words(step) for step in page.select(".trail [aria-current=page]")] == [words(steps[-1])]


def test_the_first_page_has_no_trail(client: TestClient) -> None:
    assert read(client, "/").select(".trail") == []


def test_originals_stand_beside_their_section_and_are_escaped(client: TestClient) -> None:
    page = read(client, "/cases/8-01")
    details = one(page, "#s01 details.source")
    assert words(one(details, ".cite")) == "1. <배경> · 원문 11~13행"
    assert words(one(details, ".original > p:not(.cite)")) == "조선소 <b>일감</b>"
    assert [[words(cell) for cell in row.select("td")] for row in details.select("tr")] == [["구분", "2021"], ["청년", "300"]]
    assert one(page, "#s01 #L11").get_text() == ""  # where /cases/8-01#L11 lands
    assert page.select("#s02 details.source") == []


def test_the_citation_can_be_read_and_its_button_waits_for_the_script(client: TestClient) -> None:
    page = read(client, "/cases/9-01")
    assert words(one(page, "#citation")).startswith("서울특별시, “반도체 <i>창업</i> 교실”, 고용노동부,")
    button = one(page, "button[data-copies]")
    assert (button["data-copies"], button.has_attr("hidden")) == ("citation", True)
    assert page.select("h1 i") == []


def test_similar_cases_give_their_reason_and_lead_to_a_comparison(client: TestClient) -> None:
    form = one(read(client, "/cases/8-01"), "#similar form")
    assert form["action"] == "/compare"
    assert form.select(".reason") == []  # these cards have nothing in common
    ids = [str(field["value"]) for field in form.select("input")]
    assert (ids[0], sorted(ids[1:])) == ("8-01", ["8-02", "9-01"])
    page = read(client, "/compare?ids=8-01&ids=8-02")
    assert len(page.select(".sides thead th")) == 3


def test_the_map_is_a_table_whose_marks_lead_to_searches(client: TestClient) -> None:
    page = read(client, "/topics")
    table = one(page, "table.heat")
    assert {tag["scope"] for tag in table.select("th")} == {"row", "col"}
    marks = table.select("td a")
    assert {words(mark) for mark in marks} == {"1"}
    for mark in marks:
        assert len(read(client, str(mark["href"])).select(".cards > li")) == 1, mark["aria-label"]
    assert "고령자, 직접일자리: 사례 1건" in {mark["aria-label"] for mark in marks}
    assert words(one(page, ".gaps li:first-child strong")).endswith("아직 사례 없음")
    assert words(one(page, ".gaps li:first-child .near:nth-of-type(2)")).startswith("가장 가까운 짝: ")


def counted(client: TestClient, path: str) -> int:
    """How many cases the search page behind a link tells and shows."""
    page = read(client, path)
    told = re.search(r"사례 (\d+)건", words(one(page, "#count")))
    assert told is not None
    assert len(page.select(".cards > li")) == int(told[1])
    return int(told[1])


@pytest.mark.parametrize("path", ["/topics", "/topics?rows=sido&columns=industry", "/topics?rows=industry&columns=target&sido=전라남도"])
def test_every_mark_that_tells_a_number_leads_to_as_many_cases(client: TestClient, path: str) -> None:
    page = read(client, path)
    marks = page.select(".heat td a, .gaps a, .every-gap a, .tiles a, .regions a, .neighbourhoods .meta a")
    assert len(marks) > 4
    for mark in marks:
        told = re.search(r"(\d+) ?건?$", words(mark))
        assert told is not None, mark
        assert counted(client, str(mark["href"])) == int(told[1]), mark


def test_each_province_is_one_tile_and_one_without_a_case_leads_nowhere(client: TestClient) -> None:
    page = read(client, "/topics")
    tiles = page.select(".tiles > li")
    names = [words(one(tile, "span")) for tile in tiles]
    assert (len(tiles), len(set(names))) == (17, 17)
    assert {words(tile) for tile in tiles if tile.select("a")} == {"경남 1 건", "전남 1 건", "서울 1 건"}
    assert {words(tile) for tile in tiles if not tile.select("a")} == {
        f"{name} 사례 없음" for name in names if name not in {"경남", "전남", "서울"}
    }
    assert "경상남도 1건 거제시 1" in words(one(page, ".regions"))
    assert "울산광역시, 광주광역시, 부산광역시" in words(one(page, ".places .none"))


def test_of_a_chosen_province_the_districts_with_cases_are_listed(client: TestClient) -> None:
    page = read(client, "/topics?sido=전라남도")
    assert words(one(page, ".places h3")) == "전라남도의 시·군·구"
    assert [words(item) for item in page.select(".places .regions li")] == ["전라남도 1건 여수시 1"]
    assert words(one(page, ".tiles .picked")) == "전남 1 건"
    assert [str(case["href"]) for case in page.select(".picked-cases a")] == ["/cases/8-02"]


def test_the_map_by_meaning_can_be_read_without_seeing_it(client: TestClient) -> None:
    page = read(client, "/topics")
    plane = one(page, "svg.plane")
    assert (plane["role"], plane["aria-labelledby"]) == ("group", "meaning-title")
    marks = plane.select("a.mark")
    listed = page.select(".neighbourhoods ol a")
    assert [str(mark["href"]) for mark in marks] == [str(link["href"]) for link in listed]
    assert [str(mark["aria-label"]).split(" ", 1)[0] for mark in marks] == ["1", "2", "3"]
    assert all(read(client, str(mark["href"])).h1 for mark in marks)
    told = {str(mark["href"]): words(one(mark, "title")) for mark in marks}
    assert told["/cases/9-01"] == "서울특별시, 반도체 <i>창업</i> 교실"
    assert plane.select("i") == []
    assert len(plane.select("circle.dot")) == 2  # the other award has square marks
    assert page.select('a.skip[href="#neighbourhoods"]') != []


def test_without_vectors_the_page_says_why_there_is_no_map(three_of_words: Path, analyser: Analyser) -> None:
    index, _ = open_index(three_of_words / "index")
    with TestClient(create_service(HeldRuntime(CaseSearcher(Ranker(index, analyser, None))))) as client:
        page = read(client, "/topics")
    assert page.select("svg.plane") == []
    assert "의미 검색 모델 없이 만들어져" in words(one(page, "section[aria-labelledby=meaning-title] .notice"))
    assert len(page.select(".tiles > li")) == 17


def test_cases_of_a_combination_tell_at_once_why_they_stand_out(client: TestClient) -> None:
    page = read(client, "/?target=청년&target=고령자&policy_measure=직접일자리&policy_measure=취업연계·고용서비스")
    first, second = page.select(".cards > li")
    assert words(one(first, ".why")) == "가장 앞세운 것 청년, 취업연계·고용서비스"
    assert words(one(first, ".glance")) == "신청 인원 2022년 551명 목표의 110.2%"
    assert words(one(second, ".why")) == "가장 앞세운 것 고령자, 직접일자리"
    compare = page.select('a[href^="/compare?ids="]')
    assert [words(link) for link in compare] == ["2건 나란히 보기"]
    assert len(read(client, str(compare[0]["href"])).select(".sides thead th")) == 3


def test_the_map_can_be_narrowed_and_turned(client: TestClient) -> None:
    page = read(client, "/topics?rows=target&columns=policy_measure&sido=전라남도&industry=")
    assert [words(row) for row in page.select(".heat tbody th")] == ["고령자"]
    assert one(page, "#only-sido option[selected]")["value"] == "전라남도"
    turned = read(client, "/topics?rows=industry&columns=sido&sido=전라남도")  # what is crossed is not narrowed
    assert len(turned.select(".heat tbody tr")) == 3
    assert words(one(page, ".switch [aria-current]")) == "지원 대상 × 정책 수단"
    ways = {words(link): str(link["href"]) for link in page.select(".switch a")}
    assert ways["지원 대상 × 산업"] == "/topics?rows=target&columns=industry&sido=%EC%A0%84%EB%9D%BC%EB%82%A8%EB%8F%84#map-title"
    assert ways["⇄ 세로와 가로 바꾸기"].startswith("/topics?rows=policy_measure&columns=target&sido=")


@pytest.mark.parametrize("query", ["rows=target&columns=target", "rows=weather", "sido=<b>달나라</b>"])
def test_a_map_that_cannot_be_drawn_is_refused_on_a_page(client: TestClient, query: str) -> None:
    page = read(client, f"/topics?{query}", 422)
    assert words(one(page, ".notice.error h1")) == "주소에 쓸 수 없는 값이 있습니다"
    assert page.select("b") == []


def test_cases_stand_side_by_side(client: TestClient) -> None:
    page = read(client, "/compare?ids=9-01,8-01")
    rows = {words(one(row, "th")): [words(cell) for cell in row.select("td")] for row in page.select(".sides tbody tr")}
    assert rows["예산 억 원"] == ["9억 원", "12.505억 원 12억 5,050만 원"]
    assert rows["수치: 사람 명"] == ["원문에 없음", "신청 인원 2022년 551명 목표 500명, 대비 110.2%"]
    assert rows["문제"][1].endswith("펼쳤다. 조선업 불황")
    assert "정책 수단 창업지원" in rows["이 사례에만 있는 것"][0]
    assert [str(link["href"]) for link in page.select(".drop")] == ["/compare?ids=8-01", "/compare?ids=9-01"]
    assert page.select(".sides i") == []
    assert [field["value"] for field in page.select(".pick input[checked]")] == ["8-01", "9-01"]


@pytest.mark.parametrize(
    ("ids", "status", "told"),
    [
        ("", 422, "고르지 않았습니다"),
        ("8-01,8-01", 422, "두 번 고르셨습니다"),
        ("8-01,8-02,9-01,8-03,8-04", 422, "4건까지 비교할 수 있습니다"),
        ("8-01,<b>9-99</b>", 404, "사례 번호 ‘<b>9-99</b>’은(는) 없습니다"),
    ],
)
def test_what_cannot_be_compared_is_told_with_the_way_out(client: TestClient, ids: str, status: int, told: str) -> None:
    page = read(client, f"/compare?ids={ids}", status)
    assert told in words(one(page, ".notice.error"))
    assert len(page.select(".pick input[name=ids]")) == 3
    assert page.select("b") == []
    body = client.get("/compare", params={"ids": ids})
    assert (body.status_code, set(body.json()["error"])) == (status, {"code", "message", "field"})


def test_without_ids_cases_can_be_chosen(client: TestClient) -> None:
    page = read(client, "/compare")
    assert page.select(".notice.error") == []
    assert len(page.select(".pick details[open] input[name=ids]")) == 3
