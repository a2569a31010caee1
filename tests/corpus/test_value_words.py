"""Words beside values as data: where each says what it does."""

import pytest

from corpus.vocabulary.value_words import ValueWords, said_of, says_that


def entry(**told: object) -> ValueWords:
    return ValueWords.model_validate({"says": "가", "words": ("전망",), **told})


@pytest.mark.parametrize(
    ("told", "met", "missed"),
    [
        ({}, ("경제 전망", "안전망"), ("전 망",)),
        ({"words": ("자 수",)}, ("취업자수", "취업자 수"), ("자의 수",)),
        ({"not_after": ("안",)}, ("경제 전망",), ("안전망",)),
        ({"alone": True}, ("전망", "(전망)"), ("경제전망",)),
        ({"whole": True}, ("전망", "전망(명)"), ("전망치",)),
        ({"ends": True}, ("경제 전망",), ("전망 2022",)),
        ({"not_before": ("대",)}, ("전망치",), ("전망대",)),
        ({"not_near": "목표"}, ("전망 합계 목표",), ("전망 목표", "전망의 목표")),
        ({"words": ("계획(안",)}, ("운영계획(안)",), ("운영계획안",)),
    ],
)
def test_a_word_counts_where_its_entry_says(told: dict[str, object], met: tuple[str, ...], missed: tuple[str, ...]) -> None:
    words = entry(**told).pattern()
    assert [text for text in (*met, *missed) if words.search(text)] == [*met]


def test_the_first_entry_that_is_met_counts() -> None:
    assert said_of("roles_of_heads", "취업률") == "actual"
    assert said_of("roles_of_heads", "취업률 목표") == "target"
    assert said_of("roles_of_heads", "2022년 계획 대비 실적") == "change"
    assert said_of("roles_of_heads", "참여기업") is None
    assert said_of("usual_units", "취업자수") == "명"
    assert says_that("counted", "people", "참여 청년")
    assert not says_that("counted", "things", "참여 청년")
