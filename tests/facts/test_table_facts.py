"""Tables of every shape → facts with their heads, units, years and roles."""

from corpus.model.document import Inside
from tests.support.house.work import lines_run
from tests.support.made.tables import facts_of, table, told


def test_a_value_has_the_heads_over_and_left_of_it_and_its_place() -> None:
    (fact,) = facts_of(table("구분 | 2022년 실적", "고용률 | 61.5%", start=20))
    assert (fact.id, fact.case, fact.value, fact.number, fact.unit, fact.kind) == ("9-02/t0.1", "9-02", "61.5%", 61.5, "%", "rate")
    assert (fact.measure, fact.subject, fact.year, fact.role) == ("고용률", "가상 일자리 사업", 2022, "actual")
    assert (fact.row_path, fact.column_path) == (("고용률",), ("2022년 실적",))
    assert (fact.lines, fact.block, fact.cell, fact.origin, fact.rule) == ((21, 21), 0, (1, 1), "table", "cell")


def test_heads_in_two_rows_are_told_outermost_first_whether_merged_or_blank() -> None:
    merged = table(
        "2x1:구분 | 2x1:'21년 실적 | 1x3:'22년 실적", "^ | ^ | 목표 | 실적 | 달성률(%)", "취업자 수(명) | 900 | 1,000 | 1,100 | 110.0"
    )
    blank = table("구분 | '21년 실적 | '22년 실적 | |", " | | 목표 | 실적 | 달성률(%)", "취업자 수(명) | 900 | 1,000 | 1,100 | 110.0")
    for facts in (facts_of(merged), facts_of(blank)):
        assert told(facts, "number", "unit", "year", "role", "column_path") == [
            (900, "명", 2021, "earlier", ("'21년 실적",)),
            (1000, "명", 2022, "target", ("'22년 실적", "목표")),
            (1100, "명", 2022, "actual", ("'22년 실적", "실적")),
            (110.0, "%", 2022, "actual", ("'22년 실적", "달성률(%)")),
        ]
        assert told(facts, "measure") == [("취업자 수",)] * 3 + [("달성률",)]


def test_groups_of_rows_go_on_below_a_blank_and_below_a_merged_cell() -> None:
    blank = table("분야 | 과정 | 수료인원 | 취업인원", "기초 | 용접 | 12명 | 9명", " | 배관 | 15명 | 11명", "심화 | 설계 | 8명 | 8명")
    merged = table("분야 | 과정 | 수료인원 | 취업인원", "2x1:기초 | 용접 | 12명 | 9명", "^ | 배관 | 15명 | 11명", "심화 | 설계 | 8명 | 8명")
    for facts in (facts_of(blank), facts_of(merged)):
        values = [fact for fact in facts if fact.number is not None]
        assert told(values[2:4], "row_path", "measure", "subject", "number") == [
            (("기초", "배관"), "수료인원", "배관", 15),
            (("기초", "배관"), "취업인원", "배관", 11),
        ]
        assert values[4].row_path == ("심화", "설계")


def test_the_unit_is_that_of_the_cell_the_head_the_row_or_the_line_above() -> None:
    facts = facts_of(
        "(단위: 명, 백만원)",
        table("구분 | 인원 | 예산 | 건수(건) | 참여율", "가람시 | 120 | 1,500 | 7 | 35.2", "나래군 | 80명 | 900 | 5 | 20"),
    )
    assert told(facts, "number", "unit", "kind") == [
        (120, "명", "count"), (1500, "백만원", "amount"), (7, "건", "count"), (35.2, "%", "rate"),
        (80, "명", "count"), (900, "백만원", "amount"), (5, "건", "count"), (20, "%", "rate"),
    ]  # fmt: skip
    rows = facts_of(table("구분 | 2021 | 2022", "업체 수(개사) | 10 | 12", "매출액(억원) | 31 | 40"))
    assert told(rows, "unit", "year") == [("개사", 2021), ("개사", 2022), ("억원", 2021), ("억원", 2022)]


def test_a_unit_in_the_corner_or_in_a_line_within_the_table_counts_for_all() -> None:
    corner = facts_of(table("구분(단위: 천원) | 국비 | 시비", "가 사업 | 500 | 250"))
    line = facts_of(table("1x3:(단위: 천원)", "구분 | 국비 | 시비", "가 사업 | 500 | 250"))
    assert told(corner, "number", "unit") == told(line, "number", "unit") == [(500, "천원"), (250, "천원")]


def test_a_rate_beside_an_amount_is_a_value_of_its_own() -> None:
    facts = facts_of("(단위: 억원, %)", table("구분 | 2021 | 2022 | 증감률", "총예산 | 1,200 | 1,500 | 300(25%)"))
    assert told(facts, "number", "unit", "role") == [
        (1200, "억원", "earlier"), (1500, "억원", None), (300, "억원", "change"), (25, "%", "change"),
    ]  # fmt: skip


def test_years_and_roles_come_from_heads() -> None:
    facts = facts_of(table("구분 | 전년 | 2022년 계획 | 2022년 실적 | 전년대비 증감", "수료인원 | 40명 | 45명 | 50명 | 10명"))
    assert told(facts, "number", "year", "role") == [
        (40, 2021, "earlier"),
        (45, 2022, "plan"),
        (50, 2022, "actual"),
        (10, 2022, "change"),
    ]
    ahead = facts_of(table("구분 | 2022년 실적 | 2023년 예정", "수료인원 | 50명 | 60명"))
    assert told(ahead, "year", "role") == [(2022, "actual"), (2023, "plan")]
    assert told(facts_of(table("구분 | 2023년 계획", "수료인원 | 60명")), "year", "role") == [(2023, "plan")]


def test_the_year_and_the_role_of_the_line_above_count_where_no_head_says_one() -> None:
    facts = facts_of("2023년 사업 목표", table("구분 | 교육인원 | 수료인원", "1기 | 25명 | 20명"))
    assert told(facts, "number", "year", "role") == [(25, 2023, "target"), (20, 2023, "target")]


def test_totals_are_told_from_parts() -> None:
    facts = facts_of(table("부문 | 목표(명) | 실적(명)", "합계 | 300 | 330", "직접일자리 | 200 | 210", "창업 | 100 | 120"))
    assert told(facts, "number", "part", "unit")[:4] == [
        (300, "total", "명"),
        (330, "total", "명"),
        (200, "part", "명"),
        (210, "part", "명"),
    ]
    columns = facts_of(table("구분 | 합계(명) | 가람 | 나래", "참여 | 30 | 12 | 18"))
    assert told(columns, "number", "part", "unit") == [(30, "total", "명"), (12, "part", "명"), (18, "part", "명")]


def test_names_and_values_in_two_or_four_columns_are_pairs() -> None:
    facts = facts_of(
        table("사업명 | 푸른 들판 일자리 만들기", "수행기관 | 가나협동조합", "사업기간 | 2022. 1. 1. ~ 12. 31. | 사업비 | 417,500천원")
    )
    assert told(facts, "measure", "value", "number", "unit", "kind") == [
        ("사업명", "푸른 들판 일자리 만들기", None, None, "name"),
        ("수행기관", "가나협동조합", None, None, "name"),
        ("사업기간", "2022. 1. 1. ~ 12. 31.", None, None, "period"),
        ("사업비", "417,500천원", 417500, "천원", "amount"),
    ]


def test_a_table_of_names_says_who_has_which_part() -> None:
    facts = [
        fact
        for fact in facts_of(table("기관 | 역할", "가람시 | 예산 지원과 사업 총괄 관리", "다솜대학교 | 교육 과정 운영과 취업 연계 지원"))
        if fact.row_path
    ]
    assert told(facts, "measure", "row_path", "value", "kind") == [
        ("역할", ("가람시",), "예산 지원과 사업 총괄 관리", "name"),
        ("역할", ("다솜대학교",), "교육 과정 운영과 취업 연계 지원", "name"),
    ]


def test_a_transposed_table_is_measured_by_its_rows() -> None:
    facts = facts_of(table("구분 | 푸른공장 | 붉은공장", "총사업비 | 500억원 | 700억원", "직접고용 | 120명 | 90명", "수출비중 | 30% | 45%"))
    assert told(facts, "measure", "subject", "number")[:3] == [
        ("총사업비", "푸른공장", 500),
        ("총사업비", "붉은공장", 700),
        ("직접고용", "푸른공장", 120),
    ]


def test_a_title_within_a_table_stands_before_its_rows_and_new_heads_begin_anew() -> None:
    facts = facts_of(
        table(
            "구분 | 2021 | 2022",
            "1x3:제조업",
            "업체 수 | 10개 | 12개",
            "1x3:관광업",
            "업체 수 | 3개 | 5개",
            "구분 | 목표 | 실적",
            "축제 | 4회 | 5회",
        )
    )
    assert told(facts, "row_path", "column_path", "number") == [
        (("제조업", "업체 수"), ("2021",), 10),
        (("제조업", "업체 수"), ("2022",), 12),
        (("관광업", "업체 수"), ("2021",), 3),
        (("관광업", "업체 수"), ("2022",), 5),
        (("관광업", "축제"), ("목표",), 4),
        (("관광업", "축제"), ("실적",), 5),
    ]


def test_tables_side_by_side_are_read_apart() -> None:
    facts = facts_of(table("항목 | 목표 | 실적 | 항목 | 목표 | 실적", "상담 | 20건 | 25건 | 특강 | 3회 | 4회"))
    assert told(facts, "row_path", "role", "number") == [
        (("상담",), "target", 20), (("상담",), "actual", 25), (("특강",), "target", 3), (("특강",), "actual", 4),
    ]  # fmt: skip


def test_cells_with_several_values_give_each_with_its_name() -> None:
    facts = facts_of(
        table("구분 | 2022년", "직업훈련 | 수료 120명 취업 84명", "사업비 | 30백만원 (국비 20, 시비 10)", "매출 | 166백만원 → 235백만원")
    )
    assert told(facts, "measure", "number", "unit", "role") == [
        ("직업훈련 수료", 120, "명", None),
        ("직업훈련 취업", 84, "명", None),
        ("사업비", 30, "백만원", None),
        ("사업비 국비", 20, "백만원", None),
        ("사업비 시비", 10, "백만원", None),
        ("매출", 166, "백만원", "earlier"),
        ("매출", 235, "백만원", "actual"),
    ]


def test_rows_of_a_text_that_a_spanned_label_made_narrower_stand_under_their_columns() -> None:
    facts = facts_of(table("구분 | 사업 | 목표 | 실적", "총계 | 300 | 330", "민간 | 취업 알선 | 200 | 210", " | 창업 지원 | 100 | 120"))
    values = [fact for fact in facts if fact.number is not None]
    assert told(values[:2], "row_path", "column_path", "number", "part") == [
        (("총계",), ("목표",), 300, "total"),
        (("총계",), ("실적",), 330, "total"),
    ]
    assert values[2].row_path == ("민간", "취업 알선")


def test_a_running_number_is_no_name_and_heads_over_figures_alone_have_no_rows() -> None:
    numbered = [fact for fact in facts_of(table("연번 | 업체명 | 고용(명)", "1 | 가온산업 | 12", "2 | 누리전자 | 30")) if fact.unit]
    assert told(numbered, "row_path", "measure", "subject", "number") == [
        (("1", "가온산업"), "고용", "가온산업", 12),
        (("2", "누리전자"), "고용", "누리전자", 30),
    ]
    alone = facts_of(table("합계 | 간담회 | 토론회", "10 | 7 | 3"))
    assert told(alone, "row_path", "measure", "number") == [((), "합계", 10), ((), "간담회", 7), ((), "토론회", 3)]


def test_a_table_within_a_cell_has_the_row_around_it_before_its_own() -> None:
    outer = table(
        "구분 | 현황", "인구 | 해마다 줄고 있음 | 구분 | 2021 | 2022 | 인구 수 | 900 | 800", "산업 | 제조업 중심이라 경기에 민감함"
    )
    inner = table("구분 | 2021 | 2022", "인구 수 | 900 | 800", inside=Inside(0, 1, 1))
    values = [fact for fact in facts_of(outer, inner) if fact.number is not None]
    assert told(values, "block", "row_path", "year", "number") == [(1, ("인구", "인구 수"), 2021, 900), (1, ("인구", "인구 수"), 2022, 800)]


def test_a_box_of_one_cell_is_text_and_dashes_say_nothing() -> None:
    assert facts_of(table("알림: 사업비 30억원을 확보함")) == []
    assert told(facts_of(table("구분 | 목표 | 실적", "상담 | - | 12건")), "number") == [(12,)]


def test_marks_in_a_table_are_values_without_a_number() -> None:
    facts = facts_of(table("구분 | 교육 | 상담", "가람시 | ○ | 3회", "나래군 | 2회 | ○"))
    assert told(facts, "value", "number", "kind")[0] == ("○", None, "text")


def test_ids_count_within_the_block_so_that_other_tables_do_not_move_them() -> None:
    first, second = table("구분 | 목표", "가 | 3건"), table("구분 | 실적", "나 | 5건")
    assert [fact.id for fact in facts_of(first, second)] == ["9-02/t0.1", "9-02/t1.1"]


def test_long_tables_are_read_in_time_that_grows_with_their_rows() -> None:
    rows = [f"항목 {number} | {number}명 | {number + 1}명" for number in range(1000)]
    facts = facts_of(table("구분 | 목표 | 실적", *rows))
    assert len(facts) == 2000
    assert facts[-1].number == 1000
    short, long = (table("구분 | 목표 | 실적", *rows[:count]) for count in (25, 100))
    assert lines_run(lambda: facts_of(long)) < 4.1 * lines_run(lambda: facts_of(short))
