"""What a reading list holds, and how a browser asks for it."""

from urllib.parse import urlencode

import pytest

from corpus.errors import RequestError
from corpus.model.nouns import Case
from service.pages.reading_list.export_form import FORM, read_form
from service.pages.reading_list.gathering import LONGEST_NOTE, MOST, MOST_LINES, clean, wanted_ids
from tests.pages.test_style import STATIC
from tests.support.served.reading_lists import HOSTILE, IDS, SHOWN, contents, gathered


def test_passages_stand_with_their_case_where_it_first_stands(cases: tuple[Case, ...]) -> None:
    held = contents(cases)
    assert held.ids == ("8-01", "8-01/s02", "8-01/L11", "8-01/f01", "8-02/s01")
    assert (held.title, held.day, held.extent) == ("참고 <사례>", "2026. 11. 22.", "사례 1건, 대목 4곳")
    assert [bool(entry.overview) for entry in held.entries] == [True, False]
    assert gathered(cases, ("8-02/s01", "8-01")).contents.ids == ("8-02/s01", "8-01")


def test_a_case_says_what_its_card_says(cases: tuple[Case, ...]) -> None:
    geoje, yeosu = contents(cases).entries
    assert (geoje.title, geoje.place, *geoje.kinds) == ("떠나는 청년을 붙잡는 조선소 도시", "경상남도 거제시", "지역일자리 목표 공시제")
    assert geoje.overview
    assert dict(geoje.overview.facts) == {
        "기간": "2022. 1. ~ 2022. 12.",
        "예산": "12억 5,050만 원",
        "지원 대상": "청년, 퇴직·실직자",
        "정책 수단": "취업연계·고용서비스",
        "산업": "조선",
    }
    assert [row.cells for row in geoje.overview.glance] == [("신청 인원", "2022", "500명", "551명", "110.2%", "20행")]
    assert geoje.overview.figures[0].actual_number == 551
    assert yeosu.overview is None


def test_every_item_is_cited_with_its_page_and_lines(cases: tuple[Case, ...]) -> None:
    geoje, yeosu = contents(cases).entries
    book = "고용노동부, 「2023 전국지방자치단체 일자리대상 우수사례집」, 2023. 11."
    assert geoje.citation == f"경상남도 거제시, “떠나는 청년을 붙잡는 조선소 도시”, {book}, 8~21쪽."
    assert geoje.excerpts[0].citation.endswith("8~21쪽, 원문 15~22행.")
    assert yeosu.excerpts[0].citation == f"전라남도 여수시, “어르신과 함께하는 섬마을 관광”, {book}, 22쪽부터, 원문 30~41행."
    assert geoje.source.endswith("8~21쪽, 원문 11~13행, 15~22행, 20행.")
    assert [(excerpt.label, excerpt.lines) for excerpt in geoje.excerpts] == [
        ("사업 내용", "15~22행"),
        ("원문", "11~13행"),
        ("수치", "20행"),
    ]


def test_originals_keep_their_tables(cases: tuple[Case, ...]) -> None:
    original = contents(cases).entries[0].excerpts[1]
    assert [(block.is_table, block.rows) for block in original.blocks] == [
        (False, [["조선소 *일감*"]]),
        (True, [["구분", "2021"], ["청년", "=300"]]),
        (False, [["끝."]]),
    ]


def test_what_the_index_does_not_have_is_named_and_the_rest_is_there(cases: tuple[Case, ...]) -> None:
    found = gathered(cases, ("9-99", "8-01/s77", "8-02", "8-02/n01", "8-02/keywords", "../etc"))
    assert found.contents.ids == ("8-02",)
    assert found.missing == ("9-99", "8-01/s77", "8-02/n01", "8-02/keywords", "../etc")


def test_notes_lose_what_no_file_can_hold_and_nothing_else(cases: tuple[Case, ...]) -> None:
    assert clean(HOSTILE) == SHOWN
    assert clean("가\u0301".encode().decode()) == "가\u0301"
    overview = contents(cases).entries[0].overview
    assert overview
    assert overview.note == SHOWN


def test_ids_are_given_one_by_one_or_by_commas_each_once() -> None:
    assert wanted_ids(["8-01, 8-02/s01", "8-01", ""]) == ("8-01", "8-02/s01")
    assert len(wanted_ids([",".join(f"8-{number:03}" for number in range(MOST))])) == MOST
    with pytest.raises(RequestError, match="201개를 보내셨으니"):
        wanted_ids([f"8-{number:03}" for number in range(MOST + 1)])


def form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs).encode()


def test_a_form_is_read_with_its_notes() -> None:
    sent = read_form(
        form(("format", "docx"), ("title", "제목"), ("ids", "8-01"), ("note:8-01", "가\r\n나"), ("ids", "8-02")), f"{FORM}; charset=utf-8"
    )
    assert (sent.suffix, sent.wanted.title, sent.wanted.ids, dict(sent.wanted.notes)) == (
        "docx",
        "제목",
        ("8-01", "8-02"),
        {"8-01": "가\r\n나"},
    )


ONE = ("ids", "8-01")
DOCX = ("format", "docx")
FAULTS = [
    (form(DOCX), "ids", "담은 것"),
    (form(ONE), "format", "hwpx, docx, xlsx, csv, md"),
    (form(ONE, ("format", "pdf")), "format", "hwpx, docx, xlsx, csv, md"),
    (form(ONE, DOCX, ("tittle", "가")), "tittle", "정해지지 않은 항목"),
    (form(ONE, DOCX, ("title", "가" * 101)), "title", "101자"),
    (form(ONE, DOCX, ("note:8-02", "가")), "note:8-02", "담지 않은 것"),
    (form(ONE, DOCX, ("note:8-01", "가" * (LONGEST_NOTE + 1))), "note:8-01", "10,001자"),
    (form(ONE, DOCX, ("note:8-01", "가\r\n" * (MOST_LINES + 1))), "note:8-01", "501줄"),
    (
        form(DOCX, *[pair for n in range(11) for pair in (("ids", f"8-{n:02}"), (f"note:8-{n:02}", "가\n" * MOST_LINES))]),
        "note:8-10",
        "모두 5,000줄을 넘습니다",
    ),
    ("ids=가".encode(), None, "읽을 수 없습니다"),
    (form(*[("ids", "8-01")] * 411), None, "200개까지"),
]


@pytest.mark.parametrize(("body", "field", "told"), FAULTS)
def test_a_fault_is_told_by_its_field(body: bytes, field: str | None, told: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_form(body, FORM)
    assert caught.value.field == field
    assert told in caught.value.message


def test_only_a_form_is_taken() -> None:
    with pytest.raises(RequestError, match="x-www-form-urlencoded"):
        read_form(b"{}", "application/json")


def test_the_browser_and_the_service_agree_on_the_bound() -> None:
    assert f"MOST = {MOST};" in (STATIC / "collect.js").read_text(encoding="utf-8")
    assert len(IDS) <= MOST
