"""Values read with the number in the unit that is printed."""

import time

import pytest

from corpus.facts.language.unit_words import kind_of_unit
from corpus.facts.written_values import written_values


@pytest.mark.parametrize(
    ("text", "value", "number", "unit", "kind"),
    [
        ("총사업비 30억 원", "30억 원", 30, "억원", "amount"),
        ("3천만원을", "3천만원", 3, "천만원", "amount"),
        ("5천여 만원", "5천여 만원", 5, "천만원", "amount"),
        ("7억 4천 6백만원", "7억 4천 6백만원", 746_000_000, "원", "amount"),
        ("예산 67억 투입", "67억", 67, "억원", "amount"),
        ("5억투입", "5억", 5, "억원", "amount"),
        ("보강 6억6천,", "6억6천", 660_000_000, "원", "amount"),
        ("500만 달러", "500만 달러", 500, "만달러", "amount"),
        ("1만 2천 명", "1만 2천 명", 12000, "명", "count"),
        ("13만 2,371명", "13만 2,371명", 132371, "명", "count"),
        ("약15천명", "15천명", 15, "천명", "count"),
        ("320여개사", "320여개사", 320, "개사", "count"),
        ("50명양성", "50명", 50, "명", "count"),
        ("42만 단어", "42만 단어", 42, "만단어", "count"),
        ("1,428종목을", "1,428종목", 1428, "종목", "count"),
        ("오백여 명", "오백여 명", 500, "명", "count"),
        ("백오십 개소", "백오십 개소", 150, "개소", "count"),
        ("삼십억 원", "삼십억 원", 30, "억원", "amount"),
        ("열두 개사", "열두 개사", 12, "개사", "count"),
        ("세 차례", "세 차례", 3, "차례", "count"),
        ("두 과정만 열어", "두 과정", 2, "과정", "count"),
        ("탐지견 두 마리가", "두 마리", 2, "마리", "count"),
        ("네 사업의 참여자", "네 사업", 4, "사업", "count"),
        ("두달간", "두달", 2, "달", "duration"),
        ("천 척의 배", "천 척", 1000, "척", "count"),
        ("66.3%로", "66.3%", 66.3, "%", "rate"),
        ("△3.2%p", "△3.2%p", -3.2, "%p", "rate"),
        ("4년 연속", "4년", 4, "년", "duration"),
        ("2년연속", "2년", 2, "년", "duration"),
        ("전국 1위", "1위", 1, "위", "rank"),
        ("만족도 92점", "92점", 92, "점", "score"),
        ("466,871㎡", "466,871㎡", 466871, "㎡", "measure"),
        ("3.7배", "3.7배", 3.7, "배", "ratio"),
        ("19~34세", "19~34세", None, "세", "measure"),
        ("10명~20명", "10명~20명", None, "명", "count"),
        ("1천만～1.5억원", "1천만～1.5억원", None, "억원", "amount"),
        ("15.6 : 1", "15.6 : 1", None, None, "ratio"),
        ("경쟁률은 3대 1의 수준", "3대 1", None, None, "ratio"),
        ("12.5:1로 집계", "12.5:1", None, None, "ratio"),
        ("전년 대비 △3.2% 감소", "△3.2%", -3.2, "%", "rate"),
        ("당초보다 -120백만원 조정", "-120백만원", -120, "백만원", "amount"),
        ("100분의 60", "100분의 60", None, None, "ratio"),
        ("컴퓨터 2대 보급", "2대", 2, "대", "count"),
    ],
)
def test_a_value_is_read_in_its_printed_unit(text: str, value: str, number: float | None, unit: str | None, kind: str) -> None:
    (found,) = written_values(text)
    assert (text[found.start : found.end], found.number, found.unit, found.kind) == (value, number, unit, kind)


@pytest.mark.parametrize(
    "text",
    [
        "제25182호", "코로나19 이전", "동작50플러스센터", "4차산업", "30대 여성", "민선 8기", "1년차", "2단계 이상", "062-123-4567",
        "1-2021-043277-7", "15:00 ~ 17:30", "(단위: 백만원)", "지하 1층", "333자금", "3조직", "1인 가구", "1.2.3",
    ],
)  # fmt: skip
def test_what_counts_off_or_names_is_no_value(text: str) -> None:
    assert written_values(text) == []


def test_a_number_alone_has_no_unit_and_what_is_taken_is_left_out() -> None:
    assert [(value.number, value.unit) for value in written_values("청년 80, 중장년 40")] == [(80, None), (40, None)]
    assert [value.number for value in written_values("2022년 50명", [(0, 5)])] == [50]


@pytest.mark.parametrize(
    ("unit", "kind"),
    [("백만 원", "amount"), ("억", "amount"), ("천명", "count"), ("개 기관", "count"), ("%p", "rate"), ("", "count"), (None, "count")],
)
def test_a_unit_says_the_kind(unit: str | None, kind: str) -> None:
    assert kind_of_unit(unit) == kind


@pytest.mark.parametrize("piece", ["1,", "3~", "백", "일이삼사오육칠팔구십백천만", "1/", "3여 ", "9", "1:"])
def test_long_rows_of_signs_are_read_in_linear_time(piece: str) -> None:
    start = time.process_time()
    written_values(piece * 20_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "세부 사업",
        "그릇 세척은",
        "두부와 반찬",
        "문을 열면",
        "의존적 구조인",
        "속눈썹 네일",
        "세 번째",
        "이용자(천 명)",
        "(단위: 곳, 천 명)",
    ],
)
def test_words_that_begin_like_a_number_and_lists_of_units_are_no_values(text: str) -> None:
    assert written_values(text) == []
