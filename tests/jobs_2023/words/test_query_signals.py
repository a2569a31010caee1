"""What a query names of the 29 cases: their programmes, and beside these all that a query may name of any book."""

import pytest

from corpus.cards import load_regions
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.analyser import Analyser
from service.search.understanding.query_signals import Understanding
from tests.search.understanding.test_understanding import ABSENT, AWARD_ONE, AWARD_TWO, FACETS, NO_REGION, REGIONS, named


@pytest.fixture(scope="module")
def understanding(real_cases: tuple[Case, ...], real_analyser: Analyser) -> Understanding:
    return Understanding(real_cases, real_analyser, Gazetteer(load_regions(), real_cases), load_vocabulary())


NAMES = {
    "내일채움공제": ["brand:내일채움공제"],
    "거제 내일채움공제": ["sigungu:거제시", "brand:내일채움공제"],
    "거제형 내일채움공제": ["sigungu:거제시", "brand:내일채움공제"],
    "드림체크카드": ["brand:드림체크카드"],
    "드림 체크 카드 신청": ["brand:드림체크카드"],
    "이웃사촌 시범마을은 어디": ["brand:이웃사촌 시범마을"],
    "청년애꿈수당": ["brand:청년애꿈수당"],
    "별별일자리": ["brand:별별일자리"],
    "굿뜨래": ["brand:굿뜨래"],
    "4생결단": ["brand:4생결단"],
    "g밸리": ["brand:G밸리"],
    "서로E음": ["brand:서로e음"],
    "비트윈 사업": ["brand:비트윈"],
    "울산형 청년수당": ["sido:울산광역시", "brand:울산형 청년수당"],
    "서울농장": ["brand:서울농장"],  # of 부여군: no word about 서울
    "동행면접": ["policy_measure:취업연계·고용서비스"],  # five cases have it as a keyword
    "장기근속": ["policy_measure:고용유지·장기근속"],
    "중도해지하면": [],  # a keyword, but an ordinary word
    "목표 공시제": [AWARD_ONE],
    "공시제 사례": [AWARD_ONE],
    "지역일자리 목표 공시제": [AWARD_ONE],
    "맞춤형 지원사업": [AWARD_TWO],
    "지역산업맞춤형 일자리창출 지원사업": [AWARD_TWO],
}


@pytest.mark.parametrize(("query", "signals"), [*REGIONS.items(), *ABSENT.items(), *NO_REGION.items(), *NAMES.items(), *FACETS.items()])
def test_what_a_query_names_is_recognised(understanding: Understanding, query: str, signals: list[str]) -> None:
    assert named(understanding, query) == signals


def test_a_signal_says_where_it_stands_and_how_many_cases_have_it(understanding: Understanding) -> None:
    brand, target = understanding.understand("“드림  체크카드” 받는 젊은이").signals
    assert (brand.text, brand.span, brand.cases) == ("드림  체크카드", (1, 9), 1)
    assert (target.value, target.text, target.span, target.cases) == ("청년", "젊은이", (14, 17), 22)


def test_signals_speak_for_the_cases_that_have_them(understanding: Understanding, real_cases: tuple[Case, ...]) -> None:
    told = understanding.understand("구로구 경력단절여성").count_signals(len(real_cases))
    assert [case.id for case, count in zip(real_cases, told, strict=True) if count == 2] == ["1-12", "2-11"]
    assert told.sum() == 2 + 6
