"""The search page as a browser without JavaScript gets it."""

import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from answers.results import Answer
from indexer.generations.generation_store import Index, open_index
from indexer.text.analyser import Analyser
from service.api import state
from service.app import create_service
from service.search.case_searcher import REMEMBERED, CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder
from tests.support.served.held import HeldRuntime


@pytest.fixture(scope="module")
def runtime(three_built: Path, analyser: Analyser) -> HeldRuntime:
    return HeldRuntime(CaseSearcher(Ranker(open_index(three_built)[0], analyser, CountEncoder())))


@pytest.fixture(scope="module")
def client(runtime: HeldRuntime) -> Iterator[TestClient]:
    with TestClient(create_service(runtime)) as client:
        yield client


def page(client: TestClient, *pairs: tuple[str, str | int], status: int = 200) -> str:
    response = client.get("/", params=list(pairs))
    assert response.status_code == status
    return response.text


def test_the_start_offers_examples_by_task_and_every_case(client: TestClient) -> None:
    start = page(client)
    for told in (
        "비슷한 사업을 찾으실 때",
        "이름이나 주제로 찾으실 때",
        "궁금한 점을 물으실 때",
        "사례 3건",
        'href="/topics"',
        'href="/compare"',
    ):
        assert told in start
    assert 'class="answer' not in start


def test_a_question_gets_its_answer_on_top_with_a_way_to_the_evidence(client: TestClient) -> None:
    text = page(client, ("q", "거제시 2022년 신청 인원은 몇 명입니까?"))
    answer = text[text.index('<section class="answer"') : text.index('<div class="columns">')]
    assert '<p class="lead">551명</p>' in answer
    assert "근거가 뚜렷합니다" in answer
    assert re.search(r'href="/cases/8-01\?q=[^"]+#f01"', answer)
    assert "「2023 일자리대상」 8~21쪽, 원문 20행" in answer
    assert "aria-live" not in answer
    assert text.index('id="answer"') < text.index('id="count"')


def test_an_honest_no_looks_like_an_answer_and_shows_what_is_near(client: TestClient) -> None:
    text = page(client, ("q", "화성 탐사 로켓은 몇 대를 쏘았나?"))
    answer = text[text.index('<section class="answer none"') : text.index('<div class="columns">')]
    assert "자료에서 답을 찾지 못했습니다" in answer
    assert "가장 가까운 대목" in answer
    assert "근거가 뚜렷합니다" not in answer
    assert 'class="hits"' in text


def test_only_questions_are_answered_and_only_on_the_first_page(client: TestClient) -> None:
    assert 'class="answer' not in page(client, ("q", "어르신 관광 일자리"))
    assert 'class="answer' not in page(client, ("q", "거제시 신청 인원은 몇 명입니까?"), ("offset", 1))


def test_a_quantity_that_is_named_is_answered_where_it_is_found(client: TestClient) -> None:
    assert '<p class="lead">551명</p>' in page(client, ("q", "거제시 2022년 신청 인원"))
    assert 'class="answer' not in page(client, ("q", "화성 탐사 로켓 예산"))


def test_the_results_do_not_wait_for_a_slow_answer(client: TestClient, runtime: HeldRuntime, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> Answer | None:
        time.sleep(0.3)
        return None

    monkeypatch.setattr(state, "ANSWER_SECONDS", 0.01)
    monkeypatch.setattr(runtime.served.asker, "answer", slow)
    text = page(client, ("q", "섬마을 어르신은 몇 명입니까?"))
    assert "답을 찾는 데 시간이 걸려" in text
    assert 'class="hits"' in text


@pytest.mark.parametrize("more", [[], [("as_typed", "true")], [("ignore", "sigungu:거제시")]])
def test_a_question_is_encoded_once_for_its_results_and_its_answer(index: Index, analyser: Analyser, more: list[tuple[str, str]]) -> None:
    """And not at all when the same is asked again, sought in fewer cases, or read on: only filters and pages differ."""
    encoder, question = CountEncoder(), "거제시 2022년 신청 인원은 몇 명입니까?"
    with TestClient(create_service(HeldRuntime(CaseSearcher(Ranker(index, analyser, encoder))))) as client:
        for others in ([], [], [("sido", "경상남도")], [("offset", 1)]):
            assert ('class="lead">551명' in page(client, ("q", question), *more, *others)) == (("offset", 1) not in others)
        assert encoder.queried == [question]


def test_a_remembered_result_whose_scores_are_forgotten_costs_one_encoding(index: Index, analyser: Analyser) -> None:
    encoder, question = CountEncoder(), "거제시 2022년 신청 인원은 몇 명입니까?"
    with TestClient(create_service(HeldRuntime(CaseSearcher(Ranker(index, analyser, encoder))))) as client:
        first = page(client, ("q", question))
        for number in range(REMEMBERED):
            page(client, ("q", f"관광 {number}"))
        assert page(client, ("q", question)) == first
    assert encoder.queried.count(question) == 2


def test_what_is_ignored_is_ignored_by_the_answer_too(client: TestClient) -> None:
    question = "대구광역시 청년 상담사는 몇 명인가?"
    assert "대구광역시 사례는 자료에 실려 있지 않습니다." in page(client, ("q", question))
    assert "대구광역시 사례는 자료에 실려 있지 않습니다." not in page(client, ("q", question), ("ignore", "sido:대구광역시"))


def test_a_result_says_why_it_fits_with_its_figures_and_evidence(client: TestClient) -> None:
    text = page(client, ("q", "조선소 청년 새 일터"))
    first = text[text.index('<ol class="hits"') :].split("</li>\n<li>")[0]
    for told in (
        "조선소를 떠난 청년에게",
        "맞는 까닭",
        "<dt>신청 인원 <span>2022년</span></dt>",
        "<b>551명</b> <span>목표 500명</span>",
        "<mark>",
    ):
        assert told in first
    assert re.search(r"「2023 일자리대상」 8~21쪽, 원문 \d+~\d+행", first)
    assert re.search(r'href="/cases/8-01\?q=[^"]+#s0\d"', first)


def test_every_link_keeps_the_whole_state(client: TestClient) -> None:
    asked = [("q", "어르신 관광"), ("target", "고령자"), ("sido", "전라남도"), ("ignore", "industry:관광·MICE"), ("as_typed", "true")]
    text = page(client, *asked)
    addresses = [set(parse_qsl(urlsplit(link.replace("&amp;", "&")).query)) for link in re.findall(r'href="(/\?[^"]+)"', text)]
    assert set(asked) - {("target", "고령자")} in addresses  # a chip takes one filter off
    assert set(asked) - {("ignore", "industry:관광·MICE")} in addresses  # what was understood can be put back
    assert set(asked) - {("as_typed", "true")} in addresses
    assert {pair for pair in asked if pair[0] not in {"target", "sido"}} in addresses  # all filters off
    narrow = text[text.index('<form action="/" method="get" aria-label="거르기">') :]
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', narrow[: narrow.index("</form>")])
    assert set(kept) == set(asked)


def test_an_empty_result_says_why_and_what_to_try(client: TestClient) -> None:
    text = page(client, ("q", "일자리"), ("target", "고령자"), ("industry", "조선"))
    assert "고르신 조건을 한꺼번에 갖춘 사례가 없기 때문입니다." in text
    assert "조선 밖의 사례까지 1건" in text
    assert f'href="/?{urlencode({"q": "일자리"})}&amp;{urlencode({"target": "고령자"})}"' in text
    assert "첫 쪽부터 보기" in page(client, ("q", "일자리"), ("offset", 40))
    assert "이 조건에 맞는 사례가 없습니다" in page(client, ("target", "고령자"), ("industry", "조선"))


@pytest.mark.parametrize("field", ["q", "target", "ignore"])
def test_markup_is_text_wherever_it_comes_from(client: TestClient, field: str) -> None:
    text = client.get("/", params={"q": "청년은 몇 명?", field: "<img src=x onerror=alert(1)>\"'></title>?"}).text
    assert "<img" not in text
    assert "&lt;img" in text


def test_ten_thousand_characters_are_refused_shortly(client: TestClient) -> None:
    text = page(client, ("q", "a" * 10_000), status=422)
    assert "너무 깁니다" in text
    assert len(text) < 10_000
    assert page(client, ("q", "가" * 1000))


class Outline(HTMLParser):
    """Heading levels, ids, and inputs of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.ids += [given["id"] or ""] if "id" in given else []
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in given) else []


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("q", "어르신 관광")],
        [("q", "거제시 2022년 신청 인원은 몇 명입니까?")],
        [("q", "화성 탐사 로켓은 몇 대를 쏘았나?")],
        [("target", "고령자"), ("industry", "조선")],
        [("q", "가" * 1001)],
    ],
)
def test_headings_step_down_one_by_one_ids_are_single_and_nothing_is_inline(
    client: TestClient, pairs: list[tuple[str, str | int | float | bool | None]]
) -> None:
    outline = Outline(client.get("/", params=pairs).text)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.inline == []


def test_a_first_view_is_light(client: TestClient) -> None:
    parts = ("/", "/static/site.css", "/static/suggest.js", "/static/icon.svg")
    assert sum(len(client.get(part).content) for part in parts) <= 100 * 1024


def test_what_was_understood_stands_in_one_row_and_a_year_can_be_taken_out(client: TestClient) -> None:
    text = page(client, ("q", "거제시 2022년 신청 인원 목표는 몇 명입니까?"))
    assert text.count("이렇게 이해했습니다") == 1
    row = text[text.index('id="understood"') : text.index('<section class="answer"')]
    assert f'href="/?{urlencode({"q": "거제시 신청 인원 목표는 몇 명입니까?"})}"' in row
    assert "'2022년'을 빼고 다시 묻기" in row
    assert '<span class="kind">구분</span> 목표' in row
    assert "거제시: 이해한 것에서 빼기" in row
    assert "빼고 다시 묻기" not in page(client, ("q", "거제시 신청 인원은 몇 명입니까?"))


def test_a_question_of_which_nothing_is_understood_has_no_row(client: TestClient) -> None:
    assert "이렇게 이해했습니다" not in page(client, ("q", "화성 탐사 로켓 이름"))


def test_an_answer_can_be_copied_into_a_report(client: TestClient) -> None:
    text = page(client, ("q", "거제시 2022년 신청 인원은 몇 명입니까?"))
    report = text[text.index('<textarea id="report"') : text.index("</textarea>")]
    assert "readonly" in report
    assert "물음: 거제시 2022년 신청 인원은 몇 명입니까?\n답: 551명" in report
    assert re.search(r"찾은 날: \d{4}\. \d{1,2}\. \d{1,2}\.$", report)
    assert re.search(r'data-copies="report" hidden>', text)
    assert "/static/case.js" in text
    for query in ("화성 탐사 로켓은 몇 대를 쏘았나?", "어르신 관광 일자리"):
        assert 'id="report"' not in page(client, ("q", query))


def test_a_clipped_question_is_completed_from_the_one_before_and_can_be_asked_as_typed(client: TestClient) -> None:
    """The questions before travel with the form; what was understood is told, with a way back."""
    first = page(client, ("q", "거제시 고용률은 얼마인가요?"))
    assert '<input type="hidden" name="before" value="거제시 고용률은 얼마인가요?">' in first
    pairs = (("q", "그럼 여수는요?"), ("before", "거제시 고용률은 얼마인가요?"))
    text = page(client, *pairs)
    assert "‘여수 고용률은 얼마인가요?’로 이해했습니다." in text
    assert '<p class="lead">61.5%</p>' in text
    assert f'href="/?{urlencode([*pairs, ("alone", "true")])}"'.replace("&", "&amp;") in text
    alone = page(client, *pairs, ("alone", "true"))
    assert "이해했습니다. <a" not in alone
    assert "앞 질문에 이어 묻기" in alone
    assert 'name="before"' not in page(client, ("q", "어르신 관광 일자리"))


def test_what_is_left_out_and_quoted_is_told_and_can_be_undone(client: TestClient) -> None:
    text = page(client, ("q", "조선업 말고 어르신 관광"))
    assert '<span class="kind">빼고 찾기</span> 조선' in text
    assert f'href="/?{urlencode({"q": "조선업 말고 어르신 관광", "ignore": "without:조선"})}"'.replace("&", "&amp;") in text
    undone = page(client, ("q", "조선업 말고 어르신 관광"), ("ignore", "without:조선"))
    assert '<span class="kind">빼고 찾기</span> <s>조선</s>' in undone
    assert "적힌 그대로 쓴 대목은 없습니다" in page(client, ("q", '"해설 관광" 어르신'))
    assert '<span class="kind">적힌 그대로</span> 관광 해설' in page(client, ("q", '"관광 해설" 어르신'))
