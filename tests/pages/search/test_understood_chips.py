"""The chips over an answer: what was understood of its question, and the way to ask again without a year."""

import pytest

from answers.results import UnderstoodQuestion
from indexer.text.analyser import Analyser
from service.pages.search.search_view import Address
from service.pages.search.understood_chips import UnderstoodChip, chips_of, drop_year


@pytest.mark.parametrize(
    ("text", "year", "left"),
    [
        ("거제시 2022년도에는 몇 명인가?", 2022, "거제시 몇 명인가?"),
        ("거제시는 2022년엔 몇 명인가?", 2022, "거제시는 몇 명인가?"),
        ("2022년의 목표는?", 2022, "목표는?"),
        ("22년말 인원은?", 2022, "인원은?"),
        ("2022년 3월부터 일한 사람은?", 2022, "일한 사람은?"),
        ("2022년목표는?", 2022, "목표는?"),
        ("2022년 목표와 2022년 실적은?", 2022, "목표와 실적은?"),
        ("2021년과 2022년 인원은?", 2022, "2021년과 인원은?"),
        ("이천이십이년 인원은?", 2022, ""),
        ("2022년?", 2022, ""),
    ],
)
def test_a_year_is_dropped_with_what_is_written_onto_it(analyser: Analyser, text: str, year: int, left: str) -> None:
    assert drop_year(text, year, analyser) == left


def understood(**told: object) -> UnderstoodQuestion:
    """A question that asks for a value of which nothing else is known, but for what is told."""
    plain: dict[str, object] = {
        "question": "물음", "places": [], "programmes": [], "years": [], "role": None, "operation": "look_up", "answer_kind": None,
        "corrected": None,
    }  # fmt: skip
    return UnderstoodQuestion(**(plain | told))  # type: ignore[arg-type]


def test_each_thing_understood_is_a_chip_and_a_year_can_be_taken_out(analyser: Analyser) -> None:
    address = Address("가람시 2022년 목표와 차이는?", {"sido": (), "sigungu": (), "award": (), "book": (), "year": (), "target": ("청년",),
                      "policy_measure": (), "industry": ()}, (), as_typed=False)  # fmt: skip
    told = understood(years=[2022], role="target", operation="difference", answer_kind="명")
    href = "/?q=%EA%B0%80%EB%9E%8C%EC%8B%9C+%EB%AA%A9%ED%91%9C%EC%99%80+%EC%B0%A8%EC%9D%B4%EB%8A%94%3F&target=%EC%B2%AD%EB%85%84"
    assert chips_of([told, told], address, analyser) == (
        UnderstoodChip("연도", "2022년", href),
        UnderstoodChip("구분", "목표"),
        UnderstoodChip("계산", "차이"),
        UnderstoodChip("찾는 값", "명"),
    )


def test_what_has_nothing_to_tell_has_no_chip(analyser: Analyser) -> None:
    address = Address("가람시는?", {}, (), as_typed=False)
    assert chips_of([understood(places=["가람시"])], address, analyser) == ()
    assert chips_of([understood(operation="points", answer_kind="points")], address, analyser) == (UnderstoodChip("물음", "설명"),)
