"""What is typed of the 29 cases: completed key by key, and mended where it is mistyped."""

import unicodedata
from functools import cache
from timeit import repeat

import pytest

from corpus.cards import load_cases, load_regions
from corpus.model.facets import places_of
from corpus.model.nouns import Case
from corpus.passages import all_card_passages, indexed_text, place
from corpus.vocabulary.gazetteer import Gazetteer, region_forms
from indexer.text.analyser import Analyser
from indexer.text.hangul import keystrokes
from service.search.understanding.completion import Suggester, Suggestion
from service.search.understanding.repair.corpus_words import count_words
from service.search.understanding.repair.query_repair import Repairer
from tests.indexer.text.test_hangul import steps
from tests.search.understanding.test_suggest import key_by_key, texts


@cache
def own_cases() -> tuple[Case, ...]:
    return load_cases()


@cache
def suggester() -> Suggester:
    return Suggester(own_cases(), Gazetteer(load_regions(), own_cases()))


SHIPS = ["거제형 조선업 내일채움공제", "거제형 조선업 내일채움공제 사업"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("겆", ["경상남도 거제시", *SHIPS, "백신·헴프·배터리 신산업 거점과 규제자유특구", "센터·전담 창구·구군 사무소로 넓힌 지원 거점"]),
        ("거제", ["경상남도 거제시", *SHIPS]),
        ("거젯", ["경상남도 거제시"]),
        ("거제시", ["경상남도 거제시"]),
        ("경남 거", ["경상남도 거제시"]),
        ("ㄱㅅㄴㄷ ㄱㅈㅅ", ["경상남도 거제시"]),
        ("서울특별시 ㄱ", ["서울특별시 구로구"]),
        ("서울시 ㄷ", ["서울특별시 동작구"]),
        ("서울", ["서울특별시", "서울특별시 구로구", "서울특별시 동작구", "서울농장",
                  "서울대 캠퍼스·병원과 거북섬 해양레저단지", "후계농 육성, 서울농장, 창업 인큐베이터 점포"]),
        ("강원도", ["강원특별자치도", "강원도일자리정보망", "강원도일자리정보망 4.0: AI 추천과 비대면 취업 준비"]),
        ("r&d", ["R&D특화형 일자리창출 분과위원회", "청년 R&D 인재", "경북 푸드테크 R&D 플랫폼", "송도 바이오 생산인력부터 R&D 인력까지"]),
        ("보건복지분", ["보건·복지분야 신규인력 일자리창출사업"]),
        ("이차전", ["이차전지", "이차전지 투자유치", "이차전지·미래 모빌리티 육성과 1조 2천억 원대 투자유치"]),
        ("거제시 조", ["거제시 조선업 인력난", "거제시 조선업 희망공제", *(f"거제시 {text}" for text in SHIPS)]),
        ("거제시 조선업 희", ["거제시 조선업 희망공제"]),
        ("내일채움공제 거젷", SHIPS),
        ("스마트팜 청년 주거", ["스마트팜혁신밸리와 청년농 주거 연계"]),
        ("경북주도 융", ["경북주도 융합형 일자리-생활권역 패키지"]),
        ("없는낱말", []),
    ],
)  # fmt: skip
def test_exact_completions(typed: str, expected: list[str]) -> None:
    """The whole list, in order."""
    assert texts(suggester(), typed) == expected


def test_first_syllables_of_geoje() -> None:
    """From the second key on the region is offered, and first."""
    assert list(key_by_key("거제시")) == ["ㄱ", "거", "겆", "거제", "거젯", "거제시"]
    assert [texts(suggester(), typed)[0] for typed in ("거", "겆", "거제", "거젯", "거제시")] == ["경상남도 거제시"] * 5
    assert texts(suggester(), "ㄱ") == [
        "경상북도", "경기도", "서울특별시 구로구", "경상남도", "강원특별자치도", "경기도 부천시", "경기도 시흥시",
        "경상남도 거제시", "경상북도 김천시", "경상북도 영천시",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["조서", "조선", "조선ㅇ", "좃ㅇ", "ㅈㅅㅇ", "ㅈㅅㅇ ㅎ", "조선업ㅎ", "조선업 흼", "희망", "ㅎㅁㄱ"])
def test_ways_to_a_keyword(typed: str) -> None:
    """Unfinished syllables, 초성, both mixed as an input method mixes them, and a later word."""
    assert "조선업 희망공제" in texts(suggester(), typed)


def test_no_key_on_the_way_loses_an_entry() -> None:
    """Every region and every fifth keyword is among the completions after each key."""
    regions = {place(case) for case in own_cases()}
    keywords = sorted({word for case in own_cases() for word in case.keywords if word.replace(" ", "").isalpha()})
    known = {suggestion.text for word in keywords for suggestion in suggester().complete(word, 1000)}
    for text in [*sorted(regions), *(word for word in keywords[::5] if word in known)]:
        assert [typed for typed in key_by_key(text) if text not in texts(suggester(), typed, 1000)] == []


def test_cases_are_counted_once() -> None:
    """Of an entry, all cases that have it; of a combination, those that have the earlier words too."""
    assert suggester().complete("구로구")[0] == Suggestion("서울특별시 구로구", "region", 2)
    assert suggester().complete("동행면")[0] == Suggestion("동행면접", "keyword", 5)
    assert suggester().complete("2022년 지역")[0] == Suggestion("2022년 지역일자리 목표 공시제 추진실적", "title", 6)
    own_number = Suggestion("구로구 동행면접", "keyword", 5)  # no case has both
    assert suggester().complete("구로구 동행면")[0] == own_number


def test_spellings_are_one_entry() -> None:
    """스마트팜혁신밸리 and 스마트팜 혁신밸리, of two cases; the later word of the second finds it."""
    assert suggester().complete("스마트팜 혁")[0] == Suggestion("스마트팜혁신밸리", "keyword", 2)
    assert "스마트팜혁신밸리" in texts(suggester(), "혁신밸", 100)
    assert "구로구" not in texts(suggester(), "구로구")  # a keyword that is a region's name


def test_words_of_the_cases_key_by_key() -> None:
    """What is shown on the way to a word has a prefix of the word's keystrokes."""
    words = {word for case in own_cases() for word in " ".join((case.title, case.summary, *case.keywords)).split()}
    pure = sorted(word for word in words if all("가" <= char <= "힣" for char in word))
    assert len(pure) > 500
    for word in pure:
        shown = steps(keystrokes(word))
        assert shown[-1] == word
        assert all(keystrokes(word).startswith(keystrokes(text)) for text in shown)


@pytest.fixture(scope="module")
def real(real_cases: tuple[Case, ...], real_analyser: Analyser) -> Repairer:
    """The repairer of this project's own cards, with Kiwi for a reader."""
    names = [name for case in real_cases for name in reversed(places_of(case))]
    names += [keyword for case in real_cases for keyword in case.keywords]
    words = count_words(map(indexed_text, all_card_passages(real_cases)))
    return Repairer(words, names, real_analyser, region_forms(load_regions()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rjwptl whtjsdjq", "거제시 조선업"),
        ("일짜리 창출", "일자리 창출"),
        ("지개차 자격증", "지게차 자격증"),
        ("경력단졀여성 재취업", "경력단절여성 재취업"),
        ("천 연 염 색", "천연염색"),
    ],
)
def test_the_real_corpus_repairs(real: Repairer, typed: str, meant: str) -> None:
    assert real.repair(typed).corrected == meant


def test_no_need_of_the_real_cards_is_changed(real: Repairer, real_cases: tuple[Case, ...]) -> None:
    needs = [unicodedata.normalize("NFC", need) for case in real_cases for need in case.needs]
    assert [need for need in needs if real.repair(need).corrected] == []


@pytest.mark.parametrize("typed", ["ㅇ" * 100, "가" * 100, "ㅇ " * 50, "나는 가 " * 20, "모름 ㅇ", "ㄳ" * 50, "닭" * 100])
def test_no_text_is_slow(typed: str) -> None:
    """A few milliseconds at most; the bound leaves room for a busy machine."""
    assert min(repeat(lambda: suggester().complete(typed), number=1, repeat=5)) < 0.05
