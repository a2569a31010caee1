"""A value as printed → number, unit and kind."""

import pytest

from corpus.facts.tables.cell_values import read_cell
from corpus.facts.tables.head_words import read_head
from corpus.facts.tables.printed_units import choose_unit, read_units
from corpus.facts.tables.printed_values import find_values, read_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", (1234, None, "count")),
        ("△3.2%", (-3.2, "%", "rate")),
        ("16명 ↓", (-16, "명", "count")),
        ("1.8%p ↑", (1.8, "%p", "rate")),
        ("1,200(24%)", (1200, None, "count")),
        ("120/150", (120, None, "count")),
        ("4,510명", (4510, "명", "count")),
        ("1,500여명", (1500, "명", "count")),
        ("30억 원", (30, "억원", "amount")),
        ("+447억", (447, "억", "amount")),
        ("3억 5천만원", (35000, "만원", "amount")),
        ("1조 1,426억원", (11426, "억원", "amount")),
        ("5천만원", (5000, "만원", "amount")),
        ("2만 6천명", (26000, "명", "count")),
        ("13만 2,371명", (132371, "명", "count")),
        ("10.8만명", (10.8, "만명", "count")),
        ("746백만원", (746, "백만원", "amount")),
        ("366천명", (366, "천명", "count")),
        ("3.9배", (3.9, "배", "ratio")),
        ("25:1", (None, None, "ratio")),
        ("2위(광역시)", (2, "위", "rank")),
        ("120시간", (120, "시간", "duration")),
        ("5~7명", (None, "명", "count")),
        ("2022. 1. 1. ~ 12. 31.", (None, None, "period")),
        ("3.28.-6.10.", (None, None, "period")),
        ("'22.9. ~ '26.12.", (None, None, "period")),
        ("2022-01-27", (None, None, "date")),
        ("22.12월", (None, None, "date")),
        ("2022년", (None, None, "date")),
        ("-", (None, None, "text")),
        ("○", (None, None, "text")),
        ("4차산업", (None, None, "text")),
        ("취업 상담", (None, None, "text")),
        ("", (None, None, "text")),
    ],
)
def test_the_text_of_a_cell(text: str, value: tuple[object, ...]) -> None:
    assert tuple(read_value(text)) == value


@pytest.mark.parametrize("text", ["5대 전략", "4차산업혁명", "2차전지", "민선 7기 공약", "1단계 사업", "K2", "제3호선"])
def test_digits_that_are_part_of_a_name_are_no_values(text: str) -> None:
    assert [found.text for found in find_values(text) if found.value.unit != "호"] == []


def test_values_among_words_stand_in_order_with_their_places() -> None:
    text = "2024년까지 116.8억원 투자, 청년 30여 명 채용"
    assert [(found.text, found.value.number, found.value.unit) for found in find_values(text)] == [
        ("2024년", None, None), ("116.8억원", 116.8, "억원"), ("30여 명", 30, "명"),
    ]  # fmt: skip
    assert all(text[found.start : found.end] == found.text for found in find_values(text))


def test_what_a_head_says() -> None:
    head = read_head("2022년 추진 실적(백만원)")
    assert (head.year, head.role, head.units, head.rest) == (2022, "actual", ("백만원",), "")
    assert read_head("추 진 실 적").role == "actual"
    assert read_head("전년대비 증감률").role == read_head("'21년 대비").role == "change"
    assert read_head("'21년 대비").year is None
    assert read_head("목표대비 달성률(%)").role == "actual"
    assert (read_head("전년도 실적").role, read_head("전년도 실적").ago) == ("earlier", -1)
    assert read_head("직업능력 양성과정").role is None
    assert read_head("목표 및 실적").role is None
    totals = ("합 계", "소계", "총계(명)", "총 4개 과정", "2022년 합계", "국비 소계(억원)", "읍면동 계")
    assert {read_head(text).share for text in totals} == {"total"}
    assert {read_head(text).share for text in ("직계", "회계", "일반회계 전출", "산학 관계")} == {None}
    assert (read_head("투자금액(억원)").rest, read_head("고용률(15~64세)").rest) == ("투자금액", "고용률(15~64세)")


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("(단위: 명, 백만원)", ("명", "백만원")),
        ("<단위: 천명>", ("천명",)),
        ("(경상금액, 억원, %)", ("억원", "%")),
        ("취업자(명)", ("명",)),
        ("매출 단위 : 천원", ("천원",)),
        ("(주)가온산업", ()),
        ("고용률(15~64세)", ()),
    ],
)
def test_units_that_words_list(text: str, units: tuple[str, ...]) -> None:
    assert read_units(text) == units


def test_of_several_units_that_counts_which_goes_with_the_name() -> None:
    units = ("명", "백만원", "%", "%p")
    assert choose_unit(units, ["예산"], None) == ("백만원", True)
    assert choose_unit(units, ["수료인원"], None) == ("명", True)
    assert choose_unit(units, ["고용률 (15~64세)"], "actual") == ("%", True)
    assert choose_unit((), ["사업체 수"], None) == ("개", False)
    assert choose_unit((), ["취업자 수"], None) == ("명", False)
    assert choose_unit(("백만원",), ["취업자 수"], None) == ("명", False)


def test_lines_and_items_of_a_cell_are_read_apart() -> None:
    values = [(one.name, one.text, one.value.number) for one in read_cell("- 대상: 청년 구직자\n- 규모 : 30명\n· 참석 12명(여성 5명)")]
    assert values == [("대상", "청년 구직자", None), ("규모", "30명", 30), ("참석", "12명", 12), ("여성", "5명", 5)]


@pytest.mark.parametrize(
    ("head", "year", "ago", "rest"),
    [
        ("(기준일 : 2022. 12. 31.)", 2022, None, "(기준일 : 31.)"),
        ("'22. 10. 16.", 2022, None, "16"),
        ("3기(2026, 배정)", 2026, None, "3기( , 배정)"),
        ("지난해 실적과 올해 목표", None, None, "실적과 올해"),
        ("재작년 취업자", None, -2, "취업자"),
        ("고용인원 10.6% ↑", None, None, "고용인원 10.6%"),
        ("추진실적 및", None, None, ""),
        ("참여 1,950명", None, None, "참여 1,950명"),
    ],
)
def test_what_a_head_names_beside_years_and_roles(head: str, year: int | None, ago: int | None, rest: str) -> None:
    said = read_head(head)
    assert (said.year, said.ago, said.rest) == (year, ago, rest)
