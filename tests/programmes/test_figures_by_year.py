"""The figures of one programme in several years."""

from corpus.model.nouns import Case, Figure
from service.search.programmes.figures_by_year import figures_by_year
from tests.support.made.two_years import made_years


def both_years(earlier: tuple[Figure, ...], later: tuple[Figure, ...]) -> list[Case]:
    cases = {case.id: case for case in made_years(0, towns=1)[0]}
    return [
        cases["works-2021:0a0"].model_copy(update={"figures": earlier}),
        cases["works-2022:0b0"].model_copy(update={"figures": later}),
    ]


def figure(name: str, year: int | None, actual: float | None, unit: str = "명", target: float | None = None) -> Figure:
    return Figure(name=name, year=year, target=target, actual=actual, unit=unit, source=(3, 3))


def test_values_of_both_books_stand_in_one_row_with_what_changed() -> None:
    table = figures_by_year(both_years((figure("취업자 수", 2021, 80),), (figure("취업자수", 2022, 100), figure("상담", 2022, 5, "건"))))
    assert table.years == (2021, 2022)
    (row,) = table.measures
    assert [(value.year, value.value, value.case_id) for value in row.values if value] == [
        (2021, 80, "works-2021:0a0"),
        (2022, 100, "works-2022:0b0"),
    ]
    assert (row.name, row.unit, row.change, row.change_rate) == ("취업자 수", "명", 20, 25.0)
    assert row.values[1] and row.values[1].source.book == "works-2022"
    assert row.values[1].source.lines == (3, 3)


def test_rates_change_by_points_and_money_in_the_later_unit() -> None:
    rates, money = figures_by_year(
        both_years(
            (figure("고용률", 2021, 60.5, "%"), figure("예산", 2021, 2, "억원")),
            (figure("2022년 고용률", None, 61.7, "%"), figure("예산", 2022, 350, "백만원")),
        )
    ).measures
    assert (rates.change, rates.change_rate) == (1.2, None)
    assert (money.unit, money.change, money.change_rate) == ("백만원", 150, 75.0)


def test_a_target_is_not_held_against_what_was_reached() -> None:
    (row,) = figures_by_year(both_years((figure("채용", 2021, 40),), (figure("채용", 2022, None, target=50),))).measures
    assert [value.is_target for value in row.values if value] == [False, True]
    assert (row.change, row.change_rate) == (None, None)


def test_of_two_values_of_one_year_the_later_book_has_the_word() -> None:
    (row,) = figures_by_year(both_years((figure("채용", 2021, 40),), (figure("채용", 2021, 42), figure("채용", 2022, 50)))).measures
    assert [(value.value, value.case_id) for value in row.values if value] == [(42, "works-2022:0b0"), (50, "works-2022:0b0")]


def test_measures_of_one_book_or_one_year_make_no_row() -> None:
    assert figures_by_year(both_years((figure("채용", 2021, 40),), (figure("채용", 2021, 40),))).measures == ()
    assert figures_by_year(both_years((), (figure("채용", 2021, 40), figure("채용", 2022, 40)))).measures == ()
    assert figures_by_year([]).years == ()
