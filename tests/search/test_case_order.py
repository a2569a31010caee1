"""Found cases in another order: what the search is about stays before the rest, and of equals the one that fits better is first."""

import pytest

from corpus.model.nouns import BookRef, Case, Figure, KnownValue
from service.search.case_order import arrange_cases, count_targets
from service.search.contract.request import Order
from tests.support.made.casebook import card

VOCABULARY = {"sido": (KnownValue(value="서울특별시"), KnownValue(value="경상북도"))}


def case(name: str, *, sido: str | None = None, budget: float | None = None, met: str = "", year: int | None = None) -> Case:
    """A card with one figure for each sign of `met`: + reached its target, - did not, anything else has none."""
    base = card()
    figures = [
        Figure(name="값", unit="명", year=2022, target=10 if sign in "+-" else None, actual=10 if sign == "+" else 9) for sign in met
    ]
    book = BookRef(id="made-up", title="지어낸 책", short_title="지어낸 책", year=year)
    region = base.region.model_copy(update={"sido": sido, "sigungu": None}) if sido and base.region else None
    told = {"id": name, "budget_million_krw": budget, "figures": tuple(figures), "region": region, "book": book if year else None}
    return base.model_copy(update=told)


CASES = [
    case("8-01", sido="경상북도", budget=5, met="+-"),
    case("8-02", budget=None, met=""),
    case("8-03", sido="서울특별시", budget=70, met="+?"),
    case("8-04", sido="경상북도", budget=5, met="--"),
    case("8-05", sido="제주특별자치도", budget=900, met="++"),
]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("fit", "12345"),
        ("region", "31425"),  # a province that nobody knows, or none, is last; the fifth is not relevant
        ("budget", "31425"),
        ("result", "31425"),
        ("year", "12345"),
    ],
)
def test_orders(order: Order, ids: str) -> None:
    relevant = {"8-01", "8-02", "8-03", "8-04"}
    assert "".join(one.id[-1] for one in arrange_cases(CASES, relevant, order, VOCABULARY)) == ids


def test_what_is_not_relevant_is_in_order_too() -> None:
    assert [one.id for one in arrange_cases(CASES, set(), "budget", VOCABULARY)] == ["8-05", "8-03", "8-01", "8-04", "8-02"]


def test_the_newest_book_is_first() -> None:
    cases = [case("8-01", year=2021), case("8-02"), case("8-03", year=2023)]
    assert [one.id for one in arrange_cases(cases, set(), "year", VOCABULARY)] == ["8-03", "8-01", "8-02"]


@pytest.mark.parametrize(("met", "counted"), [("", (0, 0)), ("?", (0, 0)), ("+", (1, 1)), ("+-?", (1, 2)), ("--", (0, 2))])
def test_targets_are_counted_where_a_result_stands_beside_them(met: str, counted: tuple[int, int]) -> None:
    assert count_targets(case("8-01", met=met)) == counted
