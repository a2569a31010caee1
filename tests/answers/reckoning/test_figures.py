"""The table of figures: values in base units, what a name says of its number, and budgets that a card gives twice."""

from fractions import Fraction

import pytest

from answers.reckoning.table.figures import FigureTable, Row, ages_in
from corpus.model.nouns import Case, Figure
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.text.analyser import Analyser


def card(case: Case, *figures: Figure, budget: float | None = None, notes: tuple[str, ...] = ()) -> Case:
    """A case with other figures."""
    return case.model_copy(update={"figures": figures, "budget_million_krw": budget, "notes": notes})


def figure(name: str, actual: float | None, unit: str = "명", target: float | None = None, year: int | None = 2022) -> Figure:
    return Figure(name=name, year=year, target=target, actual=actual, unit=unit, source=(20, 20))


def only(case: Case, grammar: Analyser) -> Row:
    (row,) = FigureTable([case], grammar, load_vocabulary()).rows
    return row


def test_small_cards_figures_and_budgets_are_rows(cases: tuple[Case, ...], analyser: Analyser) -> None:
    rows = FigureTable(cases, analyser, load_vocabulary()).rows
    assert [(row.case.id, row.at, row.name, row.year, row.target, row.actual, row.unit) for row in rows] == [
        ("8-01", 0, "신청 인원", 2022, 500, 551, "명"),
        ("8-01", "budget", "예산", 2022, None, 1_250_500_000, "원"),
        ("8-02", 0, "고용률", None, None, Fraction("61.5"), "%"),
        ("9-01", "budget", "예산", None, None, 900_000_000, "원"),
    ]


@pytest.mark.parametrize(
    ("unit", "value", "base"),
    [
        ("천명", 946_000, "명"),
        ("억원", 94_600_000_000, "원"),
        ("백만원", 946_000_000, "원"),
        ("천원", 946_000, "원"),
        ("개사", 946, "개사"),
    ],
)
def test_units_are_told_in_their_base(cases: tuple[Case, ...], analyser: Analyser, unit: str, value: int, base: str) -> None:
    row = only(card(cases[0], figure("실적", 946, unit)), analyser)
    assert row.actual == value
    assert row.unit == base


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("신규 일자리 창출(2021~2022년 누계)", {"cumulative"}),
        ("1인 최고 매출", {"each", "peak"}),
        ("농가 채용연계 목표(4단계)", {"plan"}),
        ("고용인원 예측(-3192명)", {"plan"}),
        ("반품율(개선 전 1.8)", {"lower"}),
        ("취업 목표 달성률", set()),
        ("실국별 일자리목표제 일자리", set()),
        ("회복 일자리·안전망 강화", set()),
    ],
)
def test_a_name_says_how_its_number_was_come_by(cases: tuple[Case, ...], analyser: Analyser, name: str, flags: set[str]) -> None:
    assert only(card(cases[0], figure(name, 3)), analyser).flags == flags


def test_a_figure_with_a_target_only_is_a_plan(cases: tuple[Case, ...], analyser: Analyser) -> None:
    assert only(card(cases[0], figure("총사업비", None, "억원", target=169)), analyser).flags == {"plan"}


@pytest.mark.parametrize(
    ("text", "ages"),
    [("고용률(15~64세)", (15, 64)), ("15세에서 29세 청년", None), ("만 15~39세", (15, 39)), ("15세 이상", (15, None)), ("고용률", None)],
)
def test_ages_are_read(text: str, ages: tuple[int, int | None] | None) -> None:
    assert ages_in(text) == ages


def test_a_place_in_a_name_and_its_asides_are_no_part_of_its_core(cases: tuple[Case, ...], analyser: Analyser) -> None:
    row = only(card(cases[0], figure("거제시 고용보험 피보험자수(약)", 64_657)), analyser)
    assert (row.core, row.aside) == ("고용보험피보험자수", "약")


def test_a_budget_given_twice_counts_once_and_is_cited_where_it_stands(cases: tuple[Case, ...], analyser: Analyser) -> None:
    table = FigureTable([card(cases[0], figure("일자리 예산", 26.73, "억원", target=20), budget=2673)], analyser, load_vocabulary())
    twin, budget = table.rows
    assert (twin.twin, budget.twin) == (True, False)
    assert budget.actual == 2_673_000_000
    assert budget.target == 2_000_000_000
    assert budget.citation.passage_id == "8-01/f01"


def test_a_budget_of_its_own_cites_the_summary(cases: tuple[Case, ...], analyser: Analyser) -> None:
    budget = FigureTable(cases, analyser, load_vocabulary()).rows[1]
    assert (budget.citation.passage_id, budget.citation.quote) == ("8-01/summary", cases[0].summary)


def test_a_part_of_the_budget_is_not_its_twin(cases: tuple[Case, ...], analyser: Analyser) -> None:
    assert not FigureTable([card(cases[0], figure("청년정책 예산", 20, "백만원"), budget=2673)], analyser, load_vocabulary()).rows[0].twin
