"""Places as questions name them."""

import pytest

from answers.asked.question import analyse
from answers.reckoning.compute import compute
from answers.reckoning.table.figures import FigureTable
from answers.reckoning.table.places import label, level, places_in
from corpus.cards import load_regions
from corpus.model.facets import places_of
from corpus.model.nouns import Case, Region
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.text.analyser import Analyser
from tests.search.understanding.test_understanding import NO_REGION
from tests.support.answering.scopes import recognised_in, scope_of


@pytest.fixture(scope="module")
def table(placed: tuple[Case, ...], analyser: Analyser) -> FigureTable:
    return FigureTable(placed, analyser, load_vocabulary())


def named(text: str, table: FigureTable) -> list[str]:
    places = places_in(recognised_in(text, table), text, table.cases.values())
    return [" ".join(sorted(place.cases)) for place in places]


def test_every_province_in_short_is_its_shortest_form() -> None:
    """The answers make it of the name alone; everything else reads it."""
    for province in load_regions().provinces:
        for name in province.names:
            assert label(Region(sido=name.name, sigungu="서구")) == f"{province.short[0]} 서구"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("인천 서구와 계양구의 고용보험 피보험자", ["9-25", "9-26"]),
        ("부산시 부품산업", ["9-14"]),
        ("강원도가 만든 일자리", ["9-12"]),
        ("거제형 사업", ["9-22"]),
        ("경북과 강원 가운데", ["9-10 9-27", "9-12"]),
        ("음성군은 부여군보다", ["9-16", "9-17"]),
        ("활동을 동작하게 하는 서비스", []),
        ("여수시와 김제시, 여수시", ["9-20", "9-19", "9-20"]),
        ("인천의 일자리", []),
        ("호남과 수도권의 고용률", []),
        ("충남 예산 사과", []),
    ],
)
def test_places_are_found_in_full_and_in_short(table: FigureTable, text: str, found: list[str]) -> None:
    assert named(text, table) == found


@pytest.mark.parametrize("words", NO_REGION)
@pytest.mark.parametrize("asking", ["{} 몇 점인가?", "{}은 몇 명인가?", "2022년 {} 예산은 얼마인가?", "{} 고용률은?"])
def test_a_question_with_an_everyday_word_is_not_reckoned_over_the_place_that_looks_like_it(
    table: FigureTable, words: str, asking: str
) -> None:
    text = asking.format(words)
    assert named(text, table) == []
    draft = compute(analyse(text), scope_of(text, table), table)
    towns = {case_id for case_id, case in table.cases.items() if places_of(case)[-1][:2] in words}
    assert not towns or draft is None or {found.case_id for found in draft.citations} > towns


def test_a_district_stands_with_its_province(table: FigureTable) -> None:
    text = "2022년 인천 서구와 충북 음성군, 경북"
    places = places_in(recognised_in(text, table), text, table.cases.values())
    assert [text[place.start : place.end] for place in places] == ["인천 서구", "충북 음성군", "경북"]


def test_only_places_of_the_cases_asked_of_are_named(table: FigureTable) -> None:
    text = "음성군과 부여군"
    (place,) = places_in(recognised_in(text, table), text, [table.cases["9-16"]])
    assert (place.start, place.end, place.cases) == (0, 3, frozenset({"9-16"}))


def test_a_district_is_told_with_its_city_and_ranks_are_known() -> None:
    regions = [Region(sido="인천광역시", sigungu="서구"), Region(sido="충청북도", sigungu="음성군"), Region(sido="경상북도", sigungu=None)]
    assert [label(region) for region in regions] == ["인천 서구", "음성군", "경상북도"]
    assert [level(region) for region in regions] == ["구", "군", "도"]
