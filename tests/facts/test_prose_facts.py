"""Facts of made-up prose: value, number, unit, year, role and what names it."""

import time
from dataclasses import replace

import pytest

from corpus.facts.language.prose_lines import year_of_case
from corpus.facts.prose_facts import prose_facts
from corpus.model.document import Block, Cell
from tests.support.made.casebook import card
from tests.support.made.prose import facts_of, prose, told


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("2021년 청년 취업자 수는 1,234명을 기록했다.", [("1,234명", 1234, "명", 2021, "actual", "청년 취업자 수")]),
        ("청년 1,234명이 취업하였다.", [("1,234명", 1234, "명", None, "actual", "청년 취업")]),
        ("민관 협의회 12회 개최", [("12회", 12, "회", None, "actual", "민관 협의회 개최")]),
        (
            "지원 기업을 2020년 15개사에서 2022년 40개사로 늘렸다.",
            [("15개사", 15, "개사", 2020, "earlier", "지원 기업"), ("40개사", 40, "개사", 2022, "actual", "지원 기업")],
        ),
        (
            "고용률 ('20년) 61.2% → ('22년) 66.3%",
            [("61.2%", 61.2, "%", 2020, "earlier", "고용률"), ("66.3%", 66.3, "%", 2022, "actual", "고용률")],
        ),
        ("방문 258 → 3,505건", [("258", 258, "건", None, "earlier", "방문"), ("3,505건", 3505, "건", None, "actual", "방문")]),
        ("2025년까지 청년 300명을 양성할 계획이다", [("300명", 300, "명", 2025, "plan", "청년 양성")]),
        ("고용률은 전년보다 1.2%p 상승했다", [("1.2%p", 1.2, "%p", None, "change", "고용률")]),
        ("1인당 최대 300만원 지원", [("300만원", 300, "만원", None, None, "1인당 최대 지원")]),
        ("가입자 9만 3천 명(2021년 말 기준)", [("9만 3천 명", 93000, "명", 2021, "actual", "가입자")]),
        ("회원 30명, 점포 5곳 (2021년 말 현재)", [("30명", 30, "명", 2021, "actual", "회원"), ("5곳", 5, "곳", 2021, "actual", "점포")]),
        ("마을센터 개소('22.7.)", [("'22.7.", None, None, 2022, None, "마을센터 개소")]),
        ("사업기간 : 2021. 3. ~ 2022. 12.", [("2021. 3. ~ 2022. 12.", None, None, 2022, None, "사업기간")]),
        ("기간/사업비 : 2년 / 45억원", [("2년", 2, "년", None, None, "기간"), ("45억원", 45, "억원", None, "actual", "사업비")]),
        ("접수(214), 상담(1,567)", [("214", 214, None, None, "actual", "접수"), ("1,567", 1567, None, None, "actual", "상담")]),
        ("제3기 교육생 모집, 4차산업 대응", []),
    ],
)  # fmt: skip
def test_each_value_is_a_fact(text: str, facts: list[tuple[object, ...]]) -> None:
    assert told(text) == facts


def test_a_target_and_what_was_reached_stand_apart() -> None:
    assert [(value, role) for value, _, _, _, role, _ in told("일자리 목표 500명, 실적 620명(목표 대비 124%)")] == [
        ("500명", "target"), ("620명", "actual"), ("124%", "actual"),
    ]  # fmt: skip


def test_parts_take_the_unit_and_the_measure_of_their_total() -> None:
    facts = facts_of("총사업비 : 30억 원(국비 20, 시비 10)")
    assert [(fact.value, fact.number, fact.unit, fact.part, fact.measure, fact.subject) for fact in facts] == [
        ("30억 원", 30, "억원", "total", "총사업비", None),
        ("20", 20, "억원", "part", "총사업비", "국비"),
        ("10", 10, "억원", "part", "총사업비", "시비"),
    ]


def test_what_a_sentence_leaves_open_the_headings_say_and_then_the_case() -> None:
    assert told("청년 30명 채용", "2021년 추진성과", title="마을 이야기")[0][3:5] == (2021, "actual")
    assert told("청년 30명 채용", "향후 계획", title="마을 이야기")[0][3:5] == (None, "plan")
    assert told("청년 30명 채용", "골목 시장(~2025년까지)")[0][3:5] == (None, "actual")
    assert told("2019년 청년 30명 채용", title="2023년 마을 업무계획")[0][3:5] == (2019, "actual")
    assert told("취업 : 21명", "골목 시장")[0][5] == "취업"
    assert told("21명", "골목 시장")[0][5] == "골목 시장"
    assert told("실적 : 21명", "골목 시장")[0][5] == "골목 시장"
    assert told("주민 30명 참여", title="2023년 마을 업무계획")[0][3:5] == (None, "plan")


def test_a_fact_has_the_line_of_its_text_the_block_and_the_page() -> None:
    facts = facts_of("마을 잔치를 열었다\n주민 30명이 왔다\n이웃 5명이 도왔다")
    assert [(fact.lines, fact.block, fact.page, fact.origin, fact.clause) for fact in facts] == [
        ((2, 2), 7, 3, "prose", "주민 30명이 왔다"),
        ((3, 3), 7, 3, "prose", "이웃 5명이 도왔다"),
    ]
    assert len({fact.id for fact in facts}) == 2


def test_a_long_sentence_gives_the_words_around_the_value() -> None:
    clause = facts_of(f"{'가나 다라 ' * 40}주민 30명이 왔고 {'마바 사아 ' * 40}")[0].clause
    assert clause is not None
    assert "주민 30명이" in clause
    assert len(clause) <= 160


def test_names_said_as_such_are_facts() -> None:
    found = facts_of("추진단체로 가나대학교, 나다상공회의소가 참여하였다")
    assert [(fact.measure, fact.value, fact.kind) for fact in found] == [
        ("추진단체", "가나대학교", "name"),
        ("추진단체", "나다상공회의소", "name"),
    ]


def test_tables_are_left_to_their_own_rules_but_for_a_box_around_prose() -> None:
    box = replace(prose("주민 30명이 왔다"), kind="table", cells=(Cell(row=0, col=0, text="주민 30명이 왔다"),))
    table = Block(kind="table", text="주민\t30명", cells=(Cell(row=0, col=0, text="주민"), Cell(row=0, col=1, text="30명")))
    assert [fact.value for fact in prose_facts(card(), [table, box], 0)] == ["30명"]


def test_the_year_of_a_case_is_its_titles_or_the_latest_that_is_told_often() -> None:
    assert year_of_case(card(title="2021년 추진실적"), [prose("2022년에 열었다")]) == 2021
    assert year_of_case(card(), [prose("2020년, 2021년, 2021년, 2022년, 2022년, 2030년")]) == 2022
    assert year_of_case(card(), [prose("주민이 왔다")]) is None


@pytest.mark.parametrize("piece", ["취업자 30명(청년 20, 중장년 10), ", "(3명", "3명 ", "2022. 3. ~ ", "주관기관: 가나, ", "하고 3명 "])
def test_long_repetitive_prose_is_read_in_linear_time(piece: str) -> None:
    start = time.process_time()
    list(prose_facts(card(), [prose(piece * (6_000 // len(piece)))], 0))
    assert time.process_time() - start < 10
