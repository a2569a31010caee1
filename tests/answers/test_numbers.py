"""Numbers as officials write them."""

from fractions import Fraction

import pytest

from answers.numbers import amount, averaged, money, number
from tests.support.answering.spellings import spellings


@pytest.mark.parametrize(
    ("won", "told"),
    [
        (2_247_000, "224만 7,000원"),
        (1_212_600_000_000, "1조 2,126억원"),
        (829_30000000, "829억 3,000만원"),
        (118_178_260, "1억 1,817만 8,260원"),
        (0, "0원"),
        (-15_000, "-1만 5,000원"),
    ],
)
def test_money_is_told_in_words_of_thousands_and_tens_of_thousands(won: int, told: str) -> None:
    assert money(Fraction(won)) == told


@pytest.mark.parametrize(("value", "unit"), [("314000", "명"), ("77.2", "%"), ("829.3e8", "원"), ("5992.5", "시간"), ("88.48", "점")])
def test_an_amount_is_one_of_the_accepted_spellings(value: str, unit: str) -> None:
    assert amount(Fraction(value), unit) in spellings(Fraction(value), unit)


def test_a_quotient_is_rounded_half_up() -> None:
    assert number(Fraction(968, 10), 1) == "96.8"
    assert number(Fraction(22645, 1000), 1) == "22.6"
    assert number(Fraction(-1632)) == "-1,632"
    assert number(Fraction(2, 3)) == "0.7"


def test_a_mean_of_money_that_does_not_come_out_even_is_told_to_the_nearest_ten_thousand() -> None:
    assert averaged(Fraction(1_000_000_000, 3), "원") == "3억 3,333만원"
    assert averaged(Fraction(403_125_000), "원") == "4억 312만 5,000원"
    assert averaged(Fraction(7033, 100), "%") == "70.3%"
