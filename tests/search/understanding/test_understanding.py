"""What a query names: regions in full and in short, awards, programmes, facets; and what only looks so."""

import pytest

from corpus.cards import load_regions
from corpus.errors import RequestError
from corpus.model.nouns import Case, Region
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.analyser import Analyser
from service.search.understanding.query_signals import MOST_READ, Understanding

AWARD_ONE, AWARD_TWO = "award:지역일자리 목표 공시제", "award:지역산업맞춤형 일자리창출 지원사업"


@pytest.fixture(scope="module")
def understanding(placed: tuple[Case, ...], analyser: Analyser) -> Understanding:
    return Understanding(placed, analyser, Gazetteer(load_regions(), placed), load_vocabulary())


def named(understanding: Understanding, query: str) -> list[str]:
    """Each signal as `field:value`, with (0) where no case has it."""
    signals = understanding.understand(query).signals
    return [f"{signal.field}:{signal.value}{'' if signal.cases else ' (0)'}" for signal in signals]


REGIONS = {
    "울산": ["sido:울산광역시"],
    "울산시에서 한 일": ["sido:울산광역시"],
    "울산광역시의 사업": ["sido:울산광역시"],
    "울산형 사업": ["sido:울산광역시"],
    "전북 사례": ["sido:전라북도"],
    "전라북도 사례": ["sido:전라북도"],
    "전북특별자치도 사례": ["sido:전라북도"],
    "강원 사례": ["sido:강원특별자치도"],
    "강원도 사례": ["sido:강원특별자치도"],
    "강원특별자치도": ["sido:강원특별자치도"],
    "제주도에서는": ["sido:제주특별자치도"],
    "경북": ["sido:경상북도"],
    "경상북도": ["sido:경상북도"],
    "경북도 사업": ["sido:경상북도"],
    "경기도 사례": ["sido:경기도"],
    "구로구": ["sigungu:구로구"],
    "구로": ["sigungu:구로구"],
    "첨단 도시 구로의 사례": ["sigungu:구로구"],
    "서울시 구로구": ["sido:서울특별시", "sigungu:구로구"],
    "거제": ["sigungu:거제시"],
    "경남 거제": ["sido:경상남도", "sigungu:거제시"],
    "경남거제": ["sido:경상남도", "sigungu:거제시"],
    "경상남도 거제시": ["sido:경상남도", "sigungu:거제시"],
    "여수와 김제": ["sigungu:여수시", "sigungu:김제시"],
    "음성군 사례": ["sigungu:음성군"],
    "음성 귀농인": ["sigungu:음성군", "target:농어업인"],
    "음성 청년": ["sigungu:음성군", "target:청년"],
    "부여 청년": ["sigungu:부여군", "target:청년"],
    "무안 공항": ["sigungu:무안군", "industry:항공"],
    "동작구 중장년": ["sigungu:동작구", "target:신중년"],
    "인천 서구": ["sido:인천광역시", "sigungu:서구"],
    "서구 청년": ["sigungu:서구", "target:청년"],
    "충남 서천": ["sido:충청남도", "sigungu:서천군"],
    "호남": ["sido:광주광역시 (0)", "sido:전라북도", "sido:전라남도"],
    "경상도 사례": ["sido:경상북도", "sido:경상남도"],
}
ABSENT = {
    "대구": ["sido:대구광역시 (0)"],
    "대구광역시 청년": ["sido:대구광역시 (0)", "target:청년"],
    "세종시": ["sido:세종특별자치시 (0)"],
    "광주 사례": ["sido:광주광역시 (0)"],
    "경기 광주": ["sido:경기도", "sigungu:경기도 광주시 (0)"],
    "청주시": ["sigungu:청주시 (0)"],
    "수원의 사례": ["sigungu:수원시 (0)"],
    "창원 기업": ["sigungu:창원시 (0)"],
    "부산 서구": ["sido:부산광역시", "sigungu:부산광역시 서구 (0)"],
    "충남 예산 사과": ["sido:충청남도", "sigungu:예산군 (0)"],
    "전북 장수": ["sido:전라북도", "sigungu:장수군 (0)"],
}
NO_REGION = {
    "동작 감지 기술": [],
    "음성인식 기술": [],
    "음성 안내 서비스": [],
    "어르신의 음성 상담": ["target:고령자"],
    "사람들 앞에서 무안을 당했다": [],
    "고령자": ["target:고령자"],
    "고령 인구": [],
    "인센티브를 부여하는 방법": [],
    "가점 부여 기준": [],
    "예산 부족": [],
    "예산 확보 방안": [],
    "경기 침체": [],
    "경기가 나빠져서": [],
    "경쟁력 강화": [],
    "목표 달성 방법": [],
    "건강한 장수": [],
    "사업 진도 관리": [],
    "대량 양산": [],
    "구미가 당기는 제안": [],
    "전문 인력 상주": [],
    "손님으로 부산하다": [],
    "시민의 정부": [],
}
AWARDS = {
    "목표 공시제": [AWARD_ONE],
    "공시제 사례": [AWARD_ONE],
    "지역일자리 목표 공시제": [AWARD_ONE],
    "맞춤형 지원사업": [AWARD_TWO],
    "지역산업맞춤형 일자리창출 지원사업": [AWARD_TWO],
}
FACETS = {
    "구로구 청년": ["sigungu:구로구", "target:청년"],
    "경단녀 재취업": ["target:경력단절여성"],
    "경력 단절 여성": ["target:경력단절여성"],
    "어르신들": ["target:고령자"],
    "5060 세대": ["target:신중년"],
    "5060명이 참여": [],
    "2030년까지": [],
    "취준생": ["target:구직자"],
    "보육원을 나온 아이들": ["target:자립준비청년"],
    "배터리 공장": ["industry:이차전지"],
    "조선소 하청": ["industry:조선", "target:중소기업"],
    "로봇": ["industry:로봇"],
    "보건ㆍ복지": ["industry:보건·복지"],
    "R&D 인력": ["policy_measure:산업육성·연구개발"],
    "스타트업 창업": ["target:창업자", "policy_measure:창업지원"],
    "아이 돌봄": ["policy_measure:돌봄·일생활균형"],
    "박봉이라 금방 그만두는 신입을 붙잡고 싶다": [],
}


@pytest.mark.parametrize(("query", "signals"), [*REGIONS.items(), *ABSENT.items()])
def test_a_region_is_recognised_whether_a_case_has_it_or_not(understanding: Understanding, query: str, signals: list[str]) -> None:
    assert named(understanding, query) == signals


@pytest.mark.parametrize(("query", "signals"), NO_REGION.items())
def test_an_everyday_word_is_no_region(understanding: Understanding, query: str, signals: list[str]) -> None:
    assert named(understanding, query) == signals


@pytest.mark.parametrize(("query", "signals"), [*AWARDS.items(), *FACETS.items()])
def test_names_awards_and_facets_are_recognised(understanding: Understanding, query: str, signals: list[str]) -> None:
    assert named(understanding, query) == signals


def test_a_signal_says_where_it_stands_and_how_many_cases_have_it(understanding: Understanding) -> None:
    brand, target = understanding.understand("“달빛  돌봄방” 받는 어르신").signals
    assert (brand.text, brand.span, brand.cases) == ("달빛  돌봄방", (1, 8), 1)
    assert (target.value, target.text, target.span, target.cases) == ("고령자", "어르신", (13, 16), 7)


def test_signals_speak_for_the_cases_that_have_them(understanding: Understanding, placed: tuple[Case, ...]) -> None:
    told = understanding.understand("여수시 고령자").count_signals(len(placed))
    assert [count for case, count in zip(placed, told, strict=True) if case.region and case.region.sigungu == "여수시"] == [2]


def test_what_is_said_twice_is_one_signal(understanding: Understanding) -> None:
    [signal] = understanding.understand("청년이 청년을").signals
    assert signal.span == (0, 2)


def test_regions_are_those_that_some_case_has(understanding: Understanding) -> None:
    assert understanding.understand("대구와 울산, 구로구").regions == ["울산광역시", "구로구"]


def test_what_is_ignored_is_left_out(understanding: Understanding) -> None:
    signals = understanding.understand("울산 청년", ["sido:울산광역시"]).signals
    assert [signal.value for signal in signals] == ["청년"]


@pytest.mark.parametrize("key", ["", "청년", "target", "target:", "target:외계인", "sido:울산", "colour:red", "brand:장기근속"])
def test_what_no_query_can_name_cannot_be_ignored(understanding: Understanding, key: str) -> None:
    with pytest.raises(RequestError) as refused:
        understanding.check(["target:청년", key])
    assert refused.value.field == "ignore"


def test_every_kind_of_signal_can_be_ignored(understanding: Understanding) -> None:
    understanding.check(
        [
            "sido:대구광역시",
            "sigungu:수원시",
            "sigungu:부산광역시 서구",
            AWARD_ONE,
            "brand:달빛돌봄방",
            "target:청년",
            "policy_measure:창업지원",
        ]
    )


@pytest.mark.parametrize("query", ["ㄱㄴ", "a", "İstanbul", "은 는 이 가", "가" * 1000, "청년 " * 300, "- 청년 -"])
def test_odd_queries_are_read(understanding: Understanding, query: str) -> None:
    for signal in understanding.understand(query).signals:
        assert query[slice(*signal.span)] == signal.text


def test_only_the_beginning_of_a_long_text_is_read(understanding: Understanding) -> None:
    assert named(understanding, "가 " * (MOST_READ // 2 - 1) + "울산 청년") == ["sido:울산광역시"]


def test_a_case_of_a_new_district_brings_its_name(placed: tuple[Case, ...], analyser: Analyser) -> None:
    moved = placed[0].model_copy(update={"region": Region(sido="인천광역시", sigungu="영종구")})
    cases = [moved, *placed[1:]]
    understanding = Understanding(cases, analyser, Gazetteer(load_regions(), cases), load_vocabulary())
    assert named(understanding, "영종구 사례") == ["sigungu:영종구"]
