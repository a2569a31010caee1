"""Completions: on the real cards, and on made-up cases where the rule needs words that the cards lack."""

import unicodedata
from collections.abc import Iterator
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cards import load_cases, load_regions
from corpus.model.nouns import Case, Region, Section
from corpus.passages import place
from indexer.text.hangul import keystrokes
from service.search.understanding.completion import MAX_TYPED, Suggester, Suggestion

CASES = load_cases()
REGIONS = load_regions()
REAL = Suggester(CASES, REGIONS)
BY_KEYS = {keystrokes(chr(code)): chr(code) for code in range(ord("가"), ord("힣") + 1)}


def made_up(
    number: int, title: str, *keywords: str, region: tuple[str, str | None] = ("경기도", "하남시"), programme: str = "마을 운영"
) -> Case:
    """A case with only what completions read."""
    section = Section(kind="programme", heading=programme, text="본문", source=(1, 2), asks=())
    place = Region(sido=region[0], sigungu=region[1])
    return CASES[0].model_copy(
        update={"id": f"9-{number:02}", "title": title, "keywords": keywords, "region": place, "sections": (section,)}
    )


def texts(suggester: Suggester, typed: str, limit: int = 10) -> list[str]:
    """The shown texts alone."""
    return [suggestion.text for suggestion in suggester.complete(typed, limit)]


def key_by_key(text: str) -> Iterator[str]:
    """What an input method shows on the way to a text of whole syllables, Latin letters and spaces."""
    for end, char in enumerate(text):
        before, keys = text[:end], keystrokes(char)
        for count in range(1, len(keys) + 1):
            borrowed = BY_KEYS.get(keystrokes(before[-1:]) + keys[:count]) if count == 1 else None
            yield before[:-1] + borrowed if borrowed else before + BY_KEYS.get(keys[:count], keys[:count])


# -- on the real cards

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
    assert texts(REAL, typed) == expected


def test_first_syllables_of_geoje() -> None:
    """From the second key on the region is offered, and first."""
    assert list(key_by_key("거제시")) == ["ㄱ", "거", "겆", "거제", "거젯", "거제시"]
    assert [texts(REAL, typed)[0] for typed in ("거", "겆", "거제", "거젯", "거제시")] == ["경상남도 거제시"] * 5
    assert texts(REAL, "ㄱ") == [
        "경상북도", "경기도", "서울특별시 구로구", "경상남도", "강원특별자치도", "경기도 부천시", "경기도 시흥시",
        "경상남도 거제시", "경상북도 김천시", "경상북도 영천시",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["조서", "조선", "조선ㅇ", "좃ㅇ", "ㅈㅅㅇ", "ㅈㅅㅇ ㅎ", "조선업ㅎ", "조선업 흼", "희망", "ㅎㅁㄱ"])
def test_ways_to_a_keyword(typed: str) -> None:
    """Unfinished syllables, 초성, both mixed as an input method mixes them, and a later word."""
    assert "조선업 희망공제" in texts(REAL, typed)


def test_no_key_on_the_way_loses_an_entry() -> None:
    """Every region and every fifth keyword is among the completions after each key."""
    regions = {place(case) for case in CASES}
    keywords = sorted({word for case in CASES for word in case.keywords if word.replace(" ", "").isalpha()})
    known = {suggestion.text for word in keywords for suggestion in REAL.complete(word, 1000)}
    for text in [*sorted(regions), *(word for word in keywords[::5] if word in known)]:
        assert [typed for typed in key_by_key(text) if text not in texts(REAL, typed, 1000)] == []


def test_cases_are_counted_once() -> None:
    """Of an entry, all cases that have it; of a combination, those that have the earlier words too."""
    assert REAL.complete("구로구")[0] == Suggestion("서울특별시 구로구", "region", 2)
    assert REAL.complete("동행면")[0] == Suggestion("동행면접", "keyword", 5)
    assert REAL.complete("2022년 지역")[0] == Suggestion("2022년 지역일자리 목표 공시제 추진실적", "title", 6)
    assert REAL.complete("구로구 동행면")[0] == Suggestion("구로구 동행면접", "keyword", 5)  # no case has both: the entry's own number


def test_spellings_are_one_entry() -> None:
    """스마트팜혁신밸리 and 스마트팜 혁신밸리, of two cases; the later word of the second finds it."""
    assert REAL.complete("스마트팜 혁")[0] == Suggestion("스마트팜혁신밸리", "keyword", 2)
    assert "스마트팜혁신밸리" in texts(REAL, "혁신밸", 100)
    assert "구로구" not in texts(REAL, "구로구")  # a keyword that is a region's name


# -- on made-up cases


def test_syllable_on_its_way_to_the_next() -> None:
    """닭 is typed on the way to 달걀, 값 on the way to 갑사; what is finished must be equal."""
    suggester = Suggester([made_up(1, "제목", "달걀 유통", "닭 사육", "갑사 관광", "다리 건축")], REGIONS)
    assert texts(suggester, "달") == ["닭 사육", "달걀 유통", "다리 건축"]
    assert texts(suggester, "닭") == ["닭 사육", "달걀 유통", "다리 건축"]  # the last by 다ㄹㄱ
    assert texts(suggester, "값") == ["갑사 관광"]
    assert texts(suggester, "닭ㅅ") == ["닭 사육"]
    assert texts(suggester, "닭유") == []


def test_initials_mixed_and_clustered() -> None:
    """Initials after whole syllables, glued to them by an input method, and run together to a cluster."""
    suggester = Suggester([made_up(1, "제목", "거제 조선업", "감사 교육", "값싼 과일", "ㄱ자 도로")], REGIONS)
    assert texts(suggester, "거제ㅈㅅ") == texts(suggester, "거젲ㅅ") == texts(suggester, "거제 ㅈㅅㅇ") == ["거제 조선업"]
    assert texts(suggester, "ㄳ") == ["감사 교육"]
    assert texts(suggester, "ㄳㄱ") == texts(suggester, "ㄱㅅㄱ") == texts(suggester, "감ㅅㄱ") == ["감사 교육"]
    assert texts(suggester, "ㄱㅆ") == ["값싼 과일"]
    assert texts(suggester, "ㄱ자") == ["ㄱ자 도로"]
    assert texts(suggester, "ㅏ") == texts(suggester, "ㅘ") == []


def test_order() -> None:
    """Start, start of a word, inside; then kind, number of cases, length, alphabet."""
    cases = [
        made_up(
            1,
            "나무 심기",
            "큰 나무",
            "겨울나무",
            "나무꾼",
            "나무 연구",
            "나무 사랑",
            region=("경기도", "나무시"),
            programme="우수사례 1 - 나무 가꾸기",
        ),
        made_up(2, "다른 제목", "나무 연구", "아낌없이 주는(나무)", programme="산나무"),
    ]
    expected = [
        "경기도 나무시",
        "나무 연구",
        "나무꾼",
        "나무 사랑",
        "나무 심기",
        "나무 가꾸기",
        "큰 나무",
        "아낌없이 주는(나무)",
        "겨울나무",
        "산나무",
    ]
    suggester = Suggester(cases, REGIONS)
    assert texts(suggester, "나무") == expected
    assert texts(suggester, "나") == expected[:8]  # one syllable finds nothing inside words
    assert texts(suggester, "ㄴㅁ") == expected[:8]  # nor do initials
    assert texts(Suggester(cases[::-1], REGIONS), "나무") == expected
    assert texts(suggester, "나무", 3) == expected[:3]
    assert texts(suggester, "나무", 0) == texts(suggester, "나무", -1) == []


def test_numbering_of_programmes_is_no_part_of_them() -> None:
    """It is neither shown nor found; the same words elsewhere are."""
    headings = ("우수사례 1 - 가로등 교체", "우수사업 - 가게 수리", "우수사례 12: 가상 교실", "지역 우수사례 - 가을 축제")
    suggester = Suggester([made_up(number, "제목", programme=heading) for number, heading in enumerate(headings)], REGIONS)
    assert texts(suggester, "우수사") == ["지역 우수사례 - 가을 축제"]
    assert texts(suggester, "가") == ["가게 수리", "가상 교실", "가로등 교체", "지역 우수사례 - 가을 축제"]


def test_earlier_words() -> None:
    """Kept and not said twice; cases that have them come alone; no region beside another."""
    cases = [
        made_up(1, "나무 돌봄", "숲 해설", region=("경기도", "가상시")),
        made_up(2, "바다 돌봄", "숨은 명소", region=("전라남도", "다른시")),
    ]
    suggester = Suggester(cases, REGIONS)
    assert texts(suggester, "가상시 ㅅ") == ["가상시 숲 해설"]
    assert texts(suggester, "돌봄 ㅅ") == ["돌봄 숲 해설", "돌봄 숨은 명소"]
    assert texts(suggester, "모름 ㅅ") == ["모름 숲 해설", "모름 숨은 명소"]
    assert texts(suggester, "돌봄 나") == ["나무 돌봄"]
    assert texts(suggester, "가상 경") == ["경기도 가상시"]
    assert texts(suggester, "가상시  가상시 !! 해") == ["가상시 숲 해설"]


def test_combinations_in_order_and_once() -> None:
    """Entries that hold an earlier word come before shorter ones; their number is of the cases that have everything; none comes twice."""
    cases = [made_up(1, "첫째", "숲", "나무", "나무와 숲"), made_up(2, "둘째", "나무", "나무 숲길")]
    assert Suggester(cases, REGIONS).complete("첫째 나") == [
        Suggestion("첫째 나무", "keyword", 1),
        Suggestion("첫째 나무와 숲", "keyword", 1),
    ]
    assert texts(Suggester(cases, REGIONS), "숲 나") == ["나무 숲길", "나무와 숲", "숲 나무"]
    assert texts(Suggester([made_up(1, "제목", "나무", "숲 나무")], REGIONS), "숲 숲 나") == ["숲 나무"]


def test_a_title_that_is_a_keyword_is_offered_once() -> None:
    """As a title."""
    assert Suggester([made_up(1, "숲 해설", "숲해설")], REGIONS).complete("숲") == [Suggestion("숲 해설", "title", 1)]


def test_no_cases() -> None:
    """Nothing to offer is no error."""
    assert Suggester([], REGIONS).complete("거제") == []


# -- what anyone may send


@pytest.mark.parametrize(
    "typed", ["", " ", "\t\n", "\x00", "!?", "ㆍ", "ㆍ ㆍ", "😀", "\ud800", "<>", "가" * (MAX_TYPED + 1), "<b>거제</b>", ".*", "(갉+)+$"]
)
def test_nothing_to_complete(typed: str) -> None:
    """Blank, marks alone, too long, markup, patterns."""
    assert REAL.complete(typed) == []


@pytest.mark.parametrize("typed", ["거\x00제", "거제😀", " 거 제 ", "거제\u200b", unicodedata.normalize("NFD", "거제"), "‘거제’", "거ㆍ제"])
def test_noise_does_not_matter(typed: str) -> None:
    """Control characters, emoji, spaces, invisible characters, decomposed Hangul and marks."""
    assert texts(REAL, typed)[0] == "경상남도 거제시"


@given(st.text(st.one_of(st.characters(), st.sampled_from("ㄱㅅㅈㅏ거제닭값청년 RD")), max_size=MAX_TYPED + 5), st.integers(-2, 20))
def test_any_text(typed: str, limit: int) -> None:
    """Nothing raises; the list is short, without repeats and always the same."""
    found = texts(REAL, typed, limit)
    assert len(found) <= max(limit, 0)
    assert len(set(found)) == len(found)
    assert found == texts(REAL, typed, limit)


@pytest.mark.parametrize("typed", ["ㅇ" * 100, "가" * 100, "ㅇ " * 50, "나는 가 " * 20, "모름 ㅇ", "ㄳ" * 50, "닭" * 100])
def test_no_text_is_slow(typed: str) -> None:
    """A few milliseconds at most; the bound leaves room for a busy machine."""
    assert min(repeat(lambda: REAL.complete(typed), number=1, repeat=5)) < 0.05
