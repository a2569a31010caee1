import pytest

from corpus.errors import RequestError
from corpus.model.nouns import Case
from service.pages.cases.case_comparison import compare, mean_alike, wanted_ids


def test_ids_come_one_by_one_or_joined() -> None:
    assert wanted_ids(["8-01, 8-02", "9-01"]) == ("8-01", "8-02", "9-01")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([""], "고르지 않았습니다"),
        (["8-01,8-01"], "두 번 고르셨습니다"),
        (["8-01,8-02,8-03,8-04,8-05"], "4건까지 비교할 수 있습니다"),
    ],
)
def test_what_cannot_be_compared_is_told_by_name(given: list[str], told: str) -> None:
    with pytest.raises(RequestError, match=told) as refused:
        wanted_ids(given)
    assert refused.value.field == "ids"


def test_columns_hold_problem_budget_figures_and_what_only_one_has(cases: tuple[Case, ...]) -> None:
    first, second, third = compare(cases).columns
    assert first.problem == "조선업 불황으로 청년이 떠나자 청년내일채움공제와 취업 상담을 함께 펼쳤다."
    assert first.backgrounds == [("s01", "조선업 불황")]
    assert (first.budget, first.budget_common, first.budget_bar) == ("12억 5,050만 원", "12.505억 원", 120)
    assert (third.budget_common, third.budget_bar) == ("9억 원", 86)
    assert (second.budget, second.budget_bar) == (None, 0)
    [people] = first.amounts["사람"]
    assert (people.anchor, people.target, people.actual, people.reached) == ("f01", "500명", "551명", "110.2%")
    assert [amount.actual for amount in second.amounts["비율"]] == ["61.5%"]
    assert (first.met, first.aimed) == (1, 1)
    assert third.only == {
        "정책 수단": ["창업지원"],
        "지원 대상": ["구직자", "창업자"],
        "산업": ["반도체"],
        "주제어": ["반도체설계교실"],
    }
    assert first.others == ("8-02", "9-01")


def test_what_all_share_is_told_once(cases: tuple[Case, ...]) -> None:
    twin = cases[1].model_copy(update={"id": "9-51", "targets": ("청년", "고령자")})
    compared = compare([cases[1], twin])
    assert compared.shared == {"지원 대상": ["고령자"], "정책 수단": ["직접일자리", "직업훈련·인력양성"], "산업": ["관광·MICE"]}
    assert [column.only for column in compared.columns] == [{}, {"지원 대상": ["청년"]}]


def test_one_case_alone_has_nothing_of_its_own(cases: tuple[Case, ...]) -> None:
    compared = compare(cases[:1])
    assert (compared.shared, compared.columns[0].only) == ({}, {})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("무료통근버스", "공동 통근버스", True),
        ("청년내일채움공제", "내일채움공제", True),
        ("청년센터", "여성센터", False),
        ("노사민정", "노사민정", True),
        ("스마트팜", "스마트공장", False),
    ],
)
def test_keywords_for_one_thing_mean_alike(one: str, other: str, *, alike: bool) -> None:
    assert mean_alike(one, other) is alike
    assert mean_alike(other, one) is alike


def test_what_others_have_under_another_name_is_not_the_cases_own(cases: tuple[Case, ...]) -> None:
    first, second = (
        cases[0].model_copy(update={"keywords": ("무료통근버스",)}),
        cases[1].model_copy(update={"keywords": ("공동 통근버스",)}),
    )
    assert [column.only.get("주제어") for column in compare([first, second]).columns] == [None, None]
