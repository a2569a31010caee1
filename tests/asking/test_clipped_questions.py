"""Clipped questions that follow others: which are completed, from which one, and by which slots."""

import pytest

from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.asking.clipped_questions import FollowUps
from service.asking.question_completion import complete_from
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder


@pytest.fixture
def follow_ups(index: Index, analyser: Analyser, encoder: CountEncoder) -> FollowUps:
    return FollowUps(CaseSearcher(Ranker(index, analyser, encoder)))


@pytest.mark.parametrize(
    ("before", "question", "kind", "completed"),
    [
        ("거제시 2022년 고용률은 몇 퍼센트입니까?", "그럼 여수는?", "place", "여수 2022년 고용률은 몇 퍼센트입니까?"),
        ("인천 계양구 2022년 예산 얼마예요?", "서구는요?", "place", "인천 서구 2022년 예산 얼마예요?"),
        ("여수시 2022년 고용률은 61%가 맞습니까?", "전년도 값은 얼마였습니까?", "year", "여수시 2021년 고용률은 얼마입니까?"),
        ("거제시 상담은 2021년에 몇 건이야?", "그 전해는?", "year", "거제시 상담은 2020년에 몇 건이야?"),
        ("거제시 상담 22년 몇 건", "이천이십년은요", "year", "거제시 상담 2020년 몇 건"),
        ("여수시의 2022년 해설사 수는 몇 명입니까?", "실적 말고 목표요", "role", "여수시의 2022년 해설사 수 목표요 몇 명입니까?"),
        ("거제시 2022년 상담 실적은 몇 건입니까?", "당초 목표는?", "role", "거제시 2022년 상담 당초 목표는 몇 건입니까?"),
        ("여수시의 2022년 고용률은 얼마입니까?", "여성만 보면요?", "group", "여수시의 2022년 여성 고용률은 얼마입니까?"),
        ("거제시 야시장 사업의 방문 인원은 몇 명이야?", "매출은?", "measure", "거제시 야시장 사업의 매출은?"),
        ("거제시 용접 과정의 수료 인원은 몇 명이야?", "도장 과정은?", "programme", "거제시 도장 과정의 수료 인원은 몇 명이야?"),
        ("거제시 2022년 고용률이 떨어졌나요?", "왜 그렇죠?", "why", "거제시 2022년 고용률이 떨어졌나요 왜 그렇죠?"),
        ("거제시 2022년 고용률은 얼마입니까?", "2019년과 견주면?", "year", "거제시 2022년 고용률은 2019년과 견주면?"),
    ],
)
def test_what_a_clipped_question_tells_stands_in_place_of_the_same_of_the_one_before(
    follow_ups: FollowUps, before: str, question: str, kind: str, completed: str
) -> None:
    """The place, year, role, group, programme or measure; all else is kept."""
    reader = follow_ups.reader
    assert complete_from(reader.read(before), reader.read(question), kind, reader) == completed


@pytest.mark.parametrize(
    ("before", "question", "completed"),
    [
        (["거제시 2022년 고용률은 얼마인가요?"], "그럼 여수는요?", "여수 2022년 고용률은 얼마인가요?"),
        (["거제시 고용률은 2022년에 얼마야?", "여수는?"], "2021년은?", "여수 고용률은 2021년에 얼마야?"),
        (["거제시 상담은 몇 건이야?", "여수시 해설사는 몇 명이야?"], "아까 상담은 목표가 몇 건이었지?", "거제시 상담 목표가 몇 건이었지?"),
    ],
)
def test_a_clipped_question_is_completed_from_those_before(follow_ups: FollowUps, before: list[str], question: str, completed: str) -> None:
    """From the last, completed itself where it was clipped, or from the one that shares its words."""
    assert follow_ups.complete(question, before) == completed


@pytest.mark.parametrize(
    "question",
    [
        "여수시 섬마을에서 관광 해설 교육을 마친 어르신은 몇 명인가요?",
        "안녕하세요, 처음 써 봅니다.",
        "빈 점포를 청년에게 내준 사례를 찾습니다.",
    ],
)
def test_what_stands_alone_is_left_as_it_is(follow_ups: FollowUps, question: str) -> None:
    assert follow_ups.complete(question, ["거제시 2022년 고용률은 얼마인가요?"]) is None


def test_without_a_question_before_nothing_is_completed(follow_ups: FollowUps) -> None:
    assert follow_ups.complete("그럼 여수는?", []) is None


def test_what_would_be_longer_than_a_question_may_be_is_left_as_it_is(follow_ups: FollowUps) -> None:
    assert follow_ups.complete("그럼 여수는요?", [f"거제시 {'가나 ' * 333}고용률은 얼마인가요?"]) is None
