from corpus.deriving.figure_choice import choose_figures, name_of_fact, year_of_case
from corpus.deriving.ground.linear_model import LinearModel
from corpus.deriving.span_and_money import parse_span, read_costs, read_span
from corpus.model.nouns import Period
from tests.deriving.made_cases import fact

MODEL = LinearModel(("no", "yes"), (0.0, 0.0), {"role target": (0.0, 1.0), "role actual": (0.0, 1.0), "zero": (0.0, -3.0)})


def test_target_and_actual_of_a_measure_and_year_are_one_figure() -> None:
    facts = (
        fact(3, "참여 인원 목표", "100명", 100, "명", year=2022, role="target"),
        fact(4, "참여 인원 실적", "120명", 120, "명", year=2022, role="actual"),
        fact(5, "참여 인원", "90명", 90, "명", year=2021, role="actual"),
    )
    chosen = choose_figures("", facts, MODEL)
    assert [(each.figure.year, each.figure.target, each.figure.actual, each.figure.unit) for each in chosen] == [
        (2022, 100, 120, "명"), (2021, None, 90, "명"),
    ]  # fmt: skip
    assert (chosen[0].figure.source, chosen[0].figure.blocks) == ((4, 5), (3, 4))
    assert chosen[0].score > chosen[1].score, "two values are worth more than one"


def test_several_values_of_one_name_stay_apart() -> None:
    facts = tuple(fact(at, "취업", f"{at}명", at, "명", year=2022, role="actual") for at in (1, 2))
    assert [each.figure.actual for each in choose_figures("", facts, MODEL)] == [1, 2]


def test_what_no_figure_can_be_is_none_and_a_value_told_twice_is_one() -> None:
    facts = (
        fact(1, "수행기관", "가람대학교", None, None, kind="name"),
        fact(2, "참여", "7", 7, None),
        fact(3, "참여", "7명", 7, "명", year=2022),
        fact(4, "참여한 청년", "7명", 7, "명", year=2022),
    )
    assert [each.figure.name for each in choose_figures("", facts, MODEL)] == ["참여"]


def test_the_most_worth_telling_are_chosen_and_told_in_reading_order() -> None:
    facts = (fact(1, "가", "1명", 1, "명", role="actual"), fact(2, "나", "2명", 2, "명"), fact(3, "다", "3명", 3, "명", role="target"))
    assert [each.figure.name for each in choose_figures("", facts, MODEL, most=2)] == ["가", "다"]


def test_what_bears_no_year_is_of_the_year_that_most_values_are_of() -> None:
    dated = [fact(at, f"값 {at}", f"{at}명", at, "명", year=2022, role="actual") for at in range(3)]
    assert year_of_case("", dated) == 2022
    assert year_of_case("", dated[:2]) is None, "two values are too few"
    (undated,) = (each for each in choose_figures("", [*dated, fact(9, "상담", "9건", 9, "건")], MODEL) if each.figure.unit == "건")
    assert undated.figure.year == 2022


def test_a_cost_is_read_by_its_name_in_million_won() -> None:
    facts = (
        fact(1, "사업비", "7억 원", 7, "억원", kind="amount", origin="prose"),
        fact(2, "총사업비", "750백만원", 750, "백만원", kind="amount", origin="field"),
        fact(3, "국비", "500백만원", 500, "백만원", kind="amount"),
        fact(4, "총사업비", "750,000천원", 750_000, "천원", kind="amount"),
    )
    assert [(cost.millions, cost.fact.measure) for cost in read_costs("", facts)] == [(750.0, "총사업비"), (700.0, "사업비")]


def test_a_span_is_read_in_months_or_years() -> None:
    said = ("2022. 3. ~ 12.", "'22. 3월 ~ '25. 12월", "2021~2025", "2022년", "2022년부터", "12개월", "2022-03-01 ~ 2022-12-31")
    assert [parse_span(text) for text in said] == [
        Period(start="2022-03", end="2022-12"),
        Period(start="2022-03", end="2025-12"),
        Period(start="2021", end="2025"),
        Period(start="2022", end="2022"),
        Period(start="2022", end=None),
        None,
        Period(start="2022-03", end="2022-12"),
    ]


def test_one_field_says_when_a_programme_ran_and_of_several_the_title() -> None:
    field = fact(2, "사업기간", "2021. 4. ~ 2023. 3.", None, None, kind="period", origin="field")
    told, guessed = read_span("2022년 실적", [field]), read_span("2022년 실적", [])
    assert told is not None
    assert guessed is not None
    assert (told.period, told.fact) == (Period(start="2021-04", end="2023-03"), field)
    assert (guessed.period, guessed.fact, guessed.score < told.score) == (Period(start="2022", end="2022"), None, True)
    assert read_span("실적", []) is None
    other = fact(5, "사업기간", "2020년", None, None, kind="period", origin="field")
    several, untitled = read_span("2022년 실적", [field, other]), read_span("실적", [field, other])
    assert several is not None
    assert untitled is not None
    assert (several.period, untitled.period) == (guessed.period, told.period)


def test_how_far_a_target_was_met_and_what_changed_are_called_so() -> None:
    met = fact(1, "수료인원", "125%", 125, "%", column_path=("2022년", "달성률(%)"))
    changed = fact(2, "고용인원", "△3,192", -3192, "명", role="change")
    said = fact(3, "증감률", "3.1%", 3.1, "%", role="change")
    total = fact(4, "합계", "14명", 14, "명", subject="자격증 취득", column_path=("실적",))
    assert [name_of_fact(each) for each in (met, changed, said, total)] == [
        "수료인원 달성률", "고용인원 증감", "증감률", "자격증 취득 실적 합계",
    ]  # fmt: skip


def test_the_year_of_the_one_period_told_counts_before_that_of_many_values() -> None:
    dated = [fact(at, f"값 {at}", f"{at}명", at, "명", year=2021) for at in range(3)]
    span = fact(9, "사업기간", "2022. 1. ~ 12.", None, None, kind="period", origin="field", year=2022)
    assert year_of_case("", [*dated, span]) == 2022
    assert year_of_case("2020년 추진실적", [*dated, span]) == 2020
