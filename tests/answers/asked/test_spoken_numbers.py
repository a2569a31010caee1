"""Dictated numbers are read in digits; words that only look like numbers stay."""

import pytest

from answers.asked.spoken_numbers import write_numbers


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("이천이십이년 국비", "2022년 국비"),
        ("이십이년에 몇 명", "22년에 몇 명"),
        ("이공이이년", "2022년"),
        ("실적 오십점육 퍼센트 말고", "실적 50.6 퍼센트 말고"),
        ("삼천육백 명", "3600 명"),
        ("오십억원", "50억원"),
        ("일이 힘든 사람", "일이 힘든 사람"),
        ("만원 버스", "만원 버스"),
        ("구로구 사업", "구로구 사업"),
    ],
)
def test_numbers_in_words(spoken: str, written: str) -> None:
    assert write_numbers(spoken) == written
