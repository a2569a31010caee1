"""Places as questions name them."""

import pytest

from answers.reckoning.places import label, level, named, short
from corpus.model.nouns import Case, Region


@pytest.mark.parametrize(
    ("sido", "told"),
    [
        ("경상북도", "경북"),
        ("강원특별자치도", "강원"),
        ("경기도", "경기"),
        ("인천광역시", "인천"),
        ("전라남도", "전남"),
        ("제주특별자치도", "제주"),
    ],
)
def test_provinces_in_short(sido: str, told: str) -> None:
    assert short(sido) == told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("인천 서구와 계양구의 고용보험 피보험자", ["1-13", "1-14"]),
        ("부산시 부품산업", ["2-06"]),
        ("강원도가 만든 일자리", ["1-05"]),
        ("거제형 내일채움공제", ["2-05"]),
        ("경북과 강원 가운데", ["1-01 2-03", "1-05"]),
        ("음성군은 부여군보다", ["1-03", "1-10"]),
        ("활동을 동작하게 하는 서비스", []),
        ("여수산단의 대전환", []),
    ],
)
def test_places_are_found_in_full_and_in_short(real_cases: tuple[Case, ...], text: str, found: list[str]) -> None:
    assert [" ".join(sorted(place.cases)) for place in named(text, real_cases)] == found


def test_a_district_is_told_with_its_city_and_ranks_are_known() -> None:
    regions = [Region(sido="인천광역시", sigungu="서구"), Region(sido="충청북도", sigungu="음성군"), Region(sido="경상북도", sigungu=None)]
    assert [label(region) for region in regions] == ["인천 서구", "음성군", "경상북도"]
    assert [level(region) for region in regions] == ["구", "군", "도"]
