import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RequestError
from corpus.model.facets import values_of
from corpus.model.nouns import Case
from service.search.contract.request import MAX_QUERY, Filters, clean_query


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  청년   일자리 ", "청년 일자리"),
        (unicodedata.normalize("NFD", "거제시 조선업"), "거제시 조선업"),
        ("청년\x00일자리\r\n\t취업", "청년 일자리 취업"),
        ("청\u200b년\ufeff 일\u202e자리", "청년 일자리"),
        ("청년\ud800 일자리", "청년 일자리"),
        ("청년 😀 일자리", "청년 😀 일자리"),
        ("<b>청년</b>", "<b>청년</b>"),
        ("거제시 ２０２２년 고용률은？", "거제시 2022년 고용률은?"),
        ("ＣＮＣ　과정（２기） ６０．５％", "CNC 과정(2기) 60.5%"),
        ("ﾡﾵ ㄱㅈ", "ㄱㅅ ㄱㅈ"),
        ("㈜나라 ① 3㎡ ½ ２ m²", "㈜나라 ① 3㎡ ½ 2 m²"),
    ],
    ids=[
        "spaces",
        "NFD",
        "control",
        "zero-width",
        "lone surrogate",
        "emoji",
        "markup",
        "full-width question",
        "full-width letters and marks",
        "half-width letters of Hangul",
        "signs in their own right",
    ],
)
def test_a_query_is_made_clean(typed: str, clean: str) -> None:
    assert clean_query(typed) == clean


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x01", "\u200b\ufeff", "\ud800", "😀🎉", "?!…"])
def test_a_query_without_anything_to_search_is_refused_by_name(typed: str) -> None:
    with pytest.raises(RequestError) as refused:
        clean_query(typed)
    assert (refused.value.code, refused.value.field, refused.value.status) == ("invalid_parameter", "q", 422)


def test_a_question_is_called_one() -> None:
    for typed, sentence in (
        ("", "질문이 비어 있습니다. 묻는 내용을 적어 주십시오."),
        ("?!", "질문에 글자나 숫자가 없습니다. 묻는 내용을 낱말이나 문장으로 적어 주십시오."),
        ("가" * 1001, "질문이 너무 깁니다(1,001자). 1,000자까지 쓸 수 있습니다."),
    ):
        with pytest.raises(RequestError) as refused:
            clean_query(typed, field="question")
        assert (refused.value.message, refused.value.field) == (sentence, "question")


def test_a_long_query_is_refused_with_both_lengths() -> None:
    clean_query("가" * MAX_QUERY)
    with pytest.raises(RequestError, match=r"10,000자.*1,000자") as refused:
        clean_query("가" * 10_000)
    assert (refused.value.code, refused.value.field) == ("query_too_long", "q")


@given(st.text(max_size=200))
def test_whatever_is_typed_is_cleaned_or_refused_and_cleaning_twice_changes_nothing(typed: str) -> None:
    try:
        clean = clean_query(typed)
    except RequestError:
        return
    assert clean == clean_query(clean) == unicodedata.normalize("NFC", clean)
    clean.encode()


def test_filters_mean_any_value_of_one_and_all_of_several(cases: tuple[Case, ...]) -> None:
    def accepted(filters: Filters) -> list[str]:
        return [case.id for case in cases if filters.accepts(case)]

    assert accepted(Filters()) == ["8-01", "8-02", "9-01"]
    assert accepted(Filters(target=("청년", "고령자"))) == ["8-01", "8-02"]
    assert accepted(Filters(target=("청년", "고령자"), sido=("전라남도",))) == ["8-02"]
    assert accepted(Filters(sigungu=("거제시",), industry=("반도체",))) == []
    assert Filters(sido=("전라남도",), target=("청년",)).accepts(cases[0], ignoring="sido")


def test_a_filter_value_no_case_has_is_refused_with_those_there_are(cases: tuple[Case, ...]) -> None:
    known = {
        facet: frozenset(value for case in cases for value in values_of(case, facet)) for facet in ("award", "sido", "sigungu", "target")
    }
    known |= {"policy_measure": frozenset(), "industry": frozenset()}
    with pytest.raises(RequestError, match=r"'부산'.*경상남도, 서울특별시, 전라남도") as refused:
        Filters(sido=("부산",)).check(known)
    assert refused.value.field == "sido"
