"""Quantities as Korean officials write them, read into one base unit."""

import itertools

import pytest

from corpus.facts.quantities import agree, dimension, mentions, number_of


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("13만 2,371명", "명", 132371),
        ("6만5천명", "명", 65000),
        ("1천37명", "명", 1037),
        ("3천여 명", "명", 3000),
        ("1,188억 원", "won", 118_800_000_000),
        ("118,800백만원", "won", 118_800_000_000),
        ("2조 7009억원", "won", 2_700_900_000_000),
        ("12만 5천원", "won", 125_000),
        ("7억 4천 6백만원", "won", 746_000_000),
        ("746백만원", "won", 746_000_000),
        ("3,328,806천원", "won", 3_328_806_000),
        ("30억", "won", 3_000_000_000),
        ("96.8%", "%", 96.8),
        ("△3.2%p", "%p", -3.2),
        ("1,100여 개사", "개", 1100),
        ("53개 기관", "개", 53),
        ("5,992.5시간", "시간", 5992.5),
        ("약 65만회".removeprefix("약 "), "회", 650_000),
        ("466,871㎡", "㎡", 466_871),
        ("19~34세", "세", 34),
        ("2022년 9월 14일", "date", (2022, 9, 14)),
        ("2022.9.14.", "date", (2022, 9, 14)),
        ("2022-11-09", "date", (2022, 11, 9)),
        ("2021년 12월", "date", (2021, 12)),
        ("15.6 대 1", "ratio", (156, 10)),
        ("15.6 : 1", "ratio", (156, 10)),
    ],
)
def test_a_quantity_is_read_whole(text: str, kind: str, value: float | tuple[int, ...]) -> None:
    (found,) = mentions(f"모두 {text}")
    assert (found.kind, found.value, found.text) == (kind, value, text)


def test_mentions_stand_in_order_and_do_not_overlap() -> None:
    found = mentions("2022년 9월 14일 30대 3개 대학이 1,188억 원을 96.8% 썼다")
    assert [(m.kind, m.text) for m in found] == [
        ("date", "2022년 9월 14일"), ("대", "30대"), ("개", "3개"), ("won", "1,188억 원"), ("%", "96.8%"),
    ]  # fmt: skip
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


def test_a_quarter_is_no_date() -> None:
    assert [(m.kind, m.value) for m in mentions("2022년 3/4분기 50명")] == [("년", 2022), ("분기", 3), ("명", 50)]


@pytest.mark.parametrize(
    ("text", "number"), [("13만 2,371", 132371), ("746백만", 746e6), ("천", 1000), ("2조 7009억", 2.7009e12), ("-6.1", -6.1)]
)
def test_digits_and_scales_spell_a_number(text: str, number: float) -> None:
    assert number_of(text) == number


def test_an_unlisted_unit_is_its_own_kind() -> None:
    assert (dimension("개 사"), dimension("마리")) == (("개", 1), ("마리", 1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("30만원", "300천원", True),
        ("132,371명", "13만 2,371명", True),
        ("2022년 9월 14일", "2022.9.14.", True),
        ("14개사", "14곳", True),
        ("484", "484명", True),
        ("(사)한국커리어", "사 한국커리어", True),
        ("34명", "134명", False),
        ("34명", "34%", False),
        ("5건", "5개사", True),
        ("영천시", "영덕군", False),
    ],
)
def test_answers_agree_when_they_say_the_same(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("애로 74건(인력 10, 판로 41)", [("건", 74, "74건"), ("건", 10, "10건"), ("건", 41, "41건")]),
        ("3억 원(국비 2, 구비 1)", [("won", 3e8, "3억 원"), ("won", 2e8, "2억원"), ("won", 1e8, "1억원")]),
        ("12개사(2022년) 7", [("개", 12, "12개사"), ("년", 2022, "2022년"), ("", 7, "7")]),
    ],
)
def test_numbers_in_brackets_take_the_unit_before_them(text: str, found: list[tuple[str, float, str]]) -> None:
    assert [(m.kind, m.value, m.text) for m in mentions(text)] == found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("세 차례", "회", 3),
        ("네 곳", "개", 4),
        ("석 달", "개월", 3),
        ("2기의", "기", 2),
        ("3분씩", "분", 3),
        ("360m를", "m", 360),
        ("2,175kg", "kg", 2175),
    ],
)
def test_counts_in_words_and_rarer_units(text: str, kind: str, value: float) -> None:
    assert [(m.kind, m.value) for m in mentions(text)] == [(kind, value)]


@pytest.mark.parametrize("digits", ["9" * 17, "9" * 309, "9" * 5000, "9," * 309 + "9", "0." + "9" * 309])
@pytest.mark.parametrize("text", ["{}명 이상", "{}원", "{}만 원", "5~{}%", "{}~5%", "{}:1", "1:{}", "{} 대 1", "{}년", "{}"])
def test_more_digits_than_any_figure_has_are_no_number(text: str, digits: str) -> None:
    assert digits not in "".join(found.text for found in mentions(text.format(digits)))


def test_as_many_digits_as_a_figure_may_have_are_a_number() -> None:
    (found,) = mentions("9,007,199,254,740,992원")
    assert (found.kind, found.value) == ("won", 2.0**53)
