"""Completions of what is typed, on made-up cases."""

import unicodedata
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cards import load_regions
from corpus.model.nouns import Case, Region, Section
from corpus.passages import place
from corpus.vocabulary.gazetteer import Gazetteer
from indexer.text.hangul import keystrokes
from service.search.understanding.completion import MAX_TYPED, Suggester, Suggestion
from tests.support.made.towns import made_towns

REGIONS = Gazetteer(load_regions())
BY_KEYS = {keystrokes(chr(code)): chr(code) for code in range(ord("가"), ord("힣") + 1)}


def made_up(
    number: int, title: str, *keywords: str, region: tuple[str, str | None] = ("경기도", "하남시"), programme: str = "마을 운영"
) -> Case:
    """A case with only what completions read."""
    section = Section(kind="programme", heading=programme, text="본문", source=(1, 2), asks=())
    where = Region(sido=region[0], sigungu=region[1])
    return made_towns()[0].model_copy(
        update={"id": f"9-{number:02}", "title": title, "keywords": keywords, "region": where, "sections": (section,)}
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


CASES = (*made_towns(), made_up(99, "조선소를 떠난 이들", "조선업 희망공제", region=("경상남도", "거제시")))


@cache
def offered() -> Suggester:
    return Suggester(CASES, REGIONS)


def test_a_region_is_offered_first_from_its_first_key_on() -> None:
    """From the second key on, and first."""
    assert list(key_by_key("거제시")) == ["ㄱ", "거", "겆", "거제", "거젯", "거제시"]
    assert [texts(offered(), typed)[:1] for typed in ("거", "겆", "거제", "거젯", "거제시")] == [["경상남도 거제시"]] * 5


@pytest.mark.parametrize("typed", ["조서", "조선", "조선ㅇ", "좃ㅇ", "ㅈㅅㅇ", "ㅈㅅㅇ ㅎ", "조선업ㅎ", "조선업 흼", "희망", "ㅎㅁㄱ"])
def test_ways_to_a_keyword(typed: str) -> None:
    """Unfinished syllables, 초성, both mixed as an input method mixes them, and a later word."""
    assert "조선업 희망공제" in texts(offered(), typed)


def test_no_key_on_the_way_loses_an_entry() -> None:
    """Every region and a keyword is among the completions after each key."""
    for text in sorted({place(case) for case in CASES} | {"조선업 희망공제"}):
        assert [typed for typed in key_by_key(text) if text not in texts(offered(), typed, 1000)] == []


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
    assert offered().complete(typed) == []


@pytest.mark.parametrize("typed", ["거\x00제", "거제😀", " 거 제 ", "거제\u200b", unicodedata.normalize("NFD", "거제"), "‘거제’", "거ㆍ제"])
def test_noise_does_not_matter(typed: str) -> None:
    """Control characters, emoji, spaces, invisible characters, decomposed Hangul and marks."""
    assert texts(offered(), typed)[0] == "경상남도 거제시"


@given(st.text(st.one_of(st.characters(), st.sampled_from("ㄱㅅㅈㅏ거제닭값청년 RD")), max_size=MAX_TYPED + 5), st.integers(-2, 20))
def test_any_text(typed: str, limit: int) -> None:
    """Nothing raises; the list is short, without repeats and always the same."""
    found = texts(offered(), typed, limit)
    assert len(found) <= max(limit, 0)
    assert len(set(found)) == len(found)
    assert found == texts(offered(), typed, limit)
