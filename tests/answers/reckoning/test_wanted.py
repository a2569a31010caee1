"""What a question over cases wants done, read from its words."""

from fractions import Fraction

import pytest

from answers.asked.question import analyse
from answers.reckoning.request.wanted import By, Condition, Relation, Wanted, wanted


def of(text: str) -> Wanted:
    return wanted(analyse(text))


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("고용률이 가장 높은 지자체는?", "rank"),
        ("고용률이 높은 순으로 세 곳", "rank"),
        ("예산이 적혀 있는 사례는 몇 건입니까?", "count"),
        ("청년고용률이 목표를 넘긴 지자체 수", "count"),
        ("시·군의 투자유치 금액을 모두 더하면?", "sum"),
        ("고용률 평균은 몇 %인가요?", "mean"),
        ("예산 100억 이상", "filter"),
        ("지자체별 투자유치 금액", "each"),
        ("음성군 고용률은 얼마입니까?", "none"),
    ],
)
def test_the_deed(text: str, deed: str) -> None:
    assert of(text).deed == deed


@pytest.mark.parametrize(
    ("text", "low", "first", "many"),
    [
        ("고용률이 가장 높은 지자체", False, 1, 1),
        ("예산이 적혀 있는 사례 중 예산이 가장 적은 사업", True, 1, 1),
        ("예산이 적은 순서로 두 곳", True, 1, 2),
        ("상위 3개 지자체", False, 1, 3),
        ("두 번째로 높은 지자체", False, 2, 1),
        ("1~3위 지자체", False, 1, 3),
        ("투자유치 금액이 많은 두 곳", False, 1, 2),
        ("피보험자 수가 많은 곳은?", False, 1, 0),
    ],
)
def test_a_rank_is_read_with_its_end_and_length(text: str, low: bool, first: int, many: int) -> None:
    found = of(text)
    assert (found.deed, found.low, found.first, found.many) == ("rank", low, first, many)


@pytest.mark.parametrize(
    ("text", "by", "relation", "bound", "kind"),
    [
        ("예산이 100억 이상인 사례", "actual", "≥", 100 * 10**8, "won"),
        ("고용률이 70%가 안 되는 지자체", "actual", "<", 70, "%"),
        ("예산이 5억 원에 못 미치는 사례", "actual", "<", 5 * 10**8, "won"),
        ("취업자가 10만 명이 넘는 곳", "actual", ">", 100_000, "명"),
        ("상용근로자가 2만 명보다 적은 곳", "actual", "<", 20_000, "명"),
        ("고용서비스 목표를 150% 이상 달성한 지자체", "attained", "≥", 150, "%"),
        ("달성률이 120%를 넘은 지자체", "attained", ">", 120, "%"),
        ("고용률 목표를 달성하지 못한 지자체", "beyond", "<", 0, ""),
        ("고용률 목표를 넘긴 지자체", "beyond", ">", 0, ""),
        ("고용률 목표를 달성한 지자체", "beyond", "≥", 0, ""),
    ],
)
def test_a_condition_is_read_with_its_unit(text: str, by: By, relation: Relation, bound: int, kind: str) -> None:
    assert of(text).tests == (Condition(by, relation, Fraction(bound), kind),)


def test_a_range_and_a_band_are_two_conditions() -> None:
    between, band = of("예산이 300억에서 700억 사이인 사례").tests, of("고용률이 60%대인 지자체").tests
    assert [f"{test.relation} {test.bound / 10**8}" for test in between] == ["≥ 300", "≤ 700"]
    assert [f"{test.relation} {test.bound}" for test in band] == ["≥ 60", "< 70"]


def test_ages_and_years_are_no_conditions() -> None:
    assert of("15~64세 고용률이 2022년 이상").tests == ()


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("달성률이 가장 높은 곳", "attained"),
        ("목표를 가장 크게 웃돈 곳", "attained"),
        ("목표를 가장 높게 잡은 곳", "target"),
        ("실적이 가장 높은 곳", "actual"),
    ],
)
def test_a_rank_is_by_result_target_or_what_was_reached_of_it(text: str, by: By) -> None:
    assert of(text).by == by


@pytest.mark.parametrize("number", ["9" * 309, "9" * 5000, "0", "1" * 4])
@pytest.mark.parametrize("text", ["고용률이 {}번째로 높은 곳은?", "고용률 {}위는?", "고용률 상위 {}곳은?", "고용률 {}위까지"])
def test_what_can_be_no_rank_is_read_over(text: str, number: str) -> None:
    done = of(text.format(number))
    assert (done.first, done.many) in {(1, 0), (1, 1)}
