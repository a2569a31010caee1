"""Tables whose cells were lost, or whose heads, names and days stand within them → facts with the heads of their own."""

import pytest

from corpus.facts.case_facts import tables_facts
from corpus.model.document import Block, Inside
from tests.support.made.casebook import card
from tests.support.made.tables import facts_of, rows_of_cells, table, told


def test_a_row_that_lost_a_cell_is_put_under_the_columns_that_hold_its_sorts() -> None:
    facts = facts_of(
        table(
            "과정 | 참여인원 | 수료인원 | 취업인원 | 수료율 | 취업률",
            "계 | 60 | 50 | 40 | 83.3% | 80.0%",
            "용접 | 1기 | 20 | 15 | 75.0% | 80.0%",
            " | 2기 | 20 | 18 | 90.0% | 77.8%",
            "도장 | 20 | 17 | 13 | 85.0% | 76.5%",
        )
    )
    second = [fact for fact in facts if "2기" in fact.row_path]
    assert told(second, "value", "row_path", "column_path") == [
        ("20", ("용접", "2기"), ("참여인원",)),
        ("18", ("용접", "2기"), ("수료인원",)),
        ("90.0%", ("용접", "2기"), ("수료율",)),
        ("77.8%", ("용접", "2기"), ("취업률",)),
    ]


def test_a_head_printed_once_reaches_over_two_columns_of_labels() -> None:
    facts = facts_of(
        table(
            "분야 | 2022년 계획 | 2022년 실적 | 달성도(%)",
            "합계 | 40 | 50 | 125.0",
            "정부 | 공공근로 | 25 | 30 | 120.0",
            " | 교육 | 15 | 20 | 133.3",
        )
    )
    assert told([fact for fact in facts if "교육" in fact.row_path], "number", "column_path", "role") == [
        (15, ("2022년 계획",), "plan"),
        (20, ("2022년 실적",), "actual"),
        (133.3, ("달성도(%)",), "actual"),
    ]


def test_words_under_heads_of_words_stay_where_they_are() -> None:
    facts = facts_of(
        table("연번 | 업체명 | 분야 | 협약내용", "1 | 가람상사 | 유통 | 채용 때 함께 알림", "2 | 나래농원 | 농업", "3 | 다솜기계 | 제조")
    )
    assert told([fact for fact in facts if fact.value in {"농업", "제조"}], "column_path") == [(("분야",),), (("분야",),)]


@pytest.mark.parametrize(
    "rows",
    [
        ("1x3:사업 개요", "3x1:성과 | 구분 | 계획 | 실적", "^ | 모집 | 15명 | 17명", "^ | 수료 | 12명 | 11명", "효과 | 1x3:취업이 늘어남"),
        ("사업 개요", "성과 | 구분 | 계획 | 실적", " | 모집 | 15명 | 17명", " | 수료 | 12명 | 11명", "효과 | 취업이 늘어남"),
    ],
    ids=["merged", "blank"],
)
def test_heads_beside_a_group_name_its_columns_alone(rows: tuple[str, ...]) -> None:
    values = [fact for fact in facts_of(table(*rows)) if fact.number is not None]
    assert told(values, "number", "column_path", "role") == [
        (15, ("계획",), "plan"),
        (17, ("실적",), "actual"),
        (12, ("계획",), "plan"),
        (11, ("실적",), "actual"),
    ]
    assert [fact.row_path[-2:] for fact in values[::2]] == [("성과", "모집"), ("성과", "수료")]


def test_rows_one_column_left_of_their_heads_are_put_under_them() -> None:
    facts = facts_of(
        table(
            "결과 | 세 번 모였고 모두 좋았다고 답함",
            " | 일 자 | 장 소 | 참여 인원",
            "22.08.31 | 가람공원 | 6명",
            "22.09.23 | 나래회관 | 8명",
        )
    )
    values = [fact for fact in facts if fact.number is not None]
    assert told(values, "number", "column_path") == [(6, ("참여 인원",)), (8, ("참여 인원",))]
    assert all({"22.08.31", "22.09.23"} & set(fact.row_path) for fact in values)


def test_the_column_that_holds_names_tells_the_rows_wherever_it_stands() -> None:
    facts = facts_of(table("체결일 | 업체명 | 투자금액(억원)", "2022-04-01 | 가온전지 | 100", "2022-06-17 | 누리화학 | 330"))
    assert told(facts, "value", "row_path", "year") == [
        ("2022-04-01", ("가온전지",), None),
        ("가온전지", ("2022-04-01",), None),
        ("100", ("2022-04-01", "가온전지"), None),
        ("2022-06-17", ("누리화학",), None),
        ("누리화학", ("2022-06-17",), None),
        ("330", ("2022-06-17", "누리화학"), None),
    ]


def test_a_day_within_a_label_is_a_fact_of_that_label() -> None:
    facts = facts_of(table("구분 | 주요내용", "1차 간담회(22.7.23) | 참석인원 : 23명", "2차 간담회(22.8.20) | 참석인원 : 25명"))
    days = [fact for fact in facts if fact.kind == "date"]
    assert told(days, "value", "row_path") == [("22.7.23", ("1차 간담회(22.7.23)",)), ("22.8.20", ("2차 간담회(22.8.20)",))]


def test_a_blank_corner_and_the_names_of_records_are_heads() -> None:
    blank = facts_of(table(" | 1단계 배움터 | 2단계 일터", "기능 | 기초를 배움 | 일을 해 봄", "협업체 | 가람시 | 나래군"))
    assert told([fact for fact in blank if "협업체" in fact.row_path], "value", "column_path") == [
        ("가람시", ("1단계 배움터",)),
        ("나래군", ("2단계 일터",)),
    ]
    records = facts_of(table("사업명 | 용접 과정 | 설비 과정", "사업내용 | 용접을 배움 | 설비를 배움", "사업예산 | 90백만원 | 80백만원"))
    assert told([fact for fact in records if fact.number], "number", "row_path", "column_path") == [
        (90, ("사업예산",), ("용접 과정",)),
        (80, ("사업예산",), ("설비 과정",)),
    ]


def test_no_year_and_no_role_is_made_up_where_the_table_says_none() -> None:
    told_often = "2022년에 열었고 2022년에 넓혔다"
    facts = facts_of(told_often, "◎ 지원 현황", table("기관명 | 지원기업(개사) | 예산(백만원)", "가람연구원 | 14 | 90"))
    assert told([fact for fact in facts if fact.number], "number", "year", "role") == [(14, None, None), (90, None, None)]
    block = table("과정 | 수료인원", "용접 | 14명")
    headed = Block(kind="table", text=block.text, cells=block.cells, path=("2021년 추진사항",), lines=block.lines)
    assert told(facts_of(headed)[-1:], "number", "year") == [(14, 2021)]
    bare = facts_of(table("예산 | 2021년 | 2022년 | 증감(22년-21년)", "국비 | 40억 | 50억 | 10억"))
    assert told([fact for fact in bare if fact.number], "number", "unit", "year", "role") == [
        (40, "억", 2021, "earlier"),
        (50, "억", 2022, None),
        (10, "억", 2022, "change"),
    ]
    several = facts_of(table("기업 | 2020년 | 2021년 | 2022년 | 변동", "가온 | 31억 | 67억 | 100억 | 69억 ↑"))
    assert told([fact for fact in several if fact.number], "year", "role") == [(2020, None), (2021, None), (2022, None), (None, "change")]


def test_a_caption_of_results_and_rates_of_those_who_finished_tell_of_what_was_reached() -> None:
    facts = facts_of("- 양성과정 운영 결과: 수료생 기준", table("과정 | 수료인원", "용접 | 14"))
    assert told(facts[-1:], "number", "role") == [(14, "actual")]
    rates = facts_of(table("과정 | 수료인원(명) | 수료율 | 취업률", "용접 | 14 | 93.3% | 71.4%"))
    assert told(rates[-3:], "role") == [(None,), ("actual",), ("actual",)]
    states = facts_of(table("항목 | 개선 전 | 목표 | 개선 후", "처리시간 | 24hr | 16hr | 15hr"))
    assert told(states, "number", "unit", "role") == [(24, "hr", "earlier"), (16, "hr", "target"), (15, "hr", "actual")]


def test_a_table_within_a_cell_has_the_lines_on_which_a_text_prints_it_again() -> None:
    cells = rows_of_cells("구분 | 현황", "인구 | 줄고 있음", "산업 | 제조업 중심")
    outer = Block(kind="table", text="구분", lines=(10, 17), cells=cells)
    inner = [
        Block(
            kind="table",
            text="",
            lines=(at, at),
            cells=rows_of_cells("구분 | 2021 | 2022", f"{name} | 900 | 800"),
            inside=Inside(0, row, 1),
        )
        for at, row, name in ((11, 1, "인구 수"), (15, 2, "업체 수"))
    ]
    found = {fact.row_path[-1]: fact.lines for fact in tables_facts(card(), [outer, *inner], 0) if fact.number}
    assert found == {"인구 수": (11, 13), "업체 수": (15, 17)}
