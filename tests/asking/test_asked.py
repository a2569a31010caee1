import pytest

from service.asking.question_detection import detect_question


@pytest.mark.parametrize(
    "query",
    [
        "거제시 내일채움공제는 몇 명이 유지했나?",
        "여수시 고용률이 얼마인지 알려줘",
        "왜 청년이 떠났나",
        "사업비는 언제 늘었습니까",
        "섬마을 해설사를 어떻게 길렀는지 궁금합니다",
        "가장 많이 뽑은 곳은 어디",
        "거제시 신청 인원은",
    ],
)
def test_questions_are_known_by_their_words_or_ending(query: str) -> None:
    assert detect_question(query) == "outright"


@pytest.mark.parametrize(
    "query",
    [
        "청년이 시골에 정착하도록 돕는 사업",
        "박봉이라 금방 그만두는 신입을 붙잡고 싶다",
        "보호종료아동 자립 지원",
        "누구나 배우는 반도체 교실",
        "어디서나 일하는 청년",
        "왜곡된 통계",
    ],
)
def test_words_and_needs_are_no_questions(query: str) -> None:
    assert detect_question(query) == "no"


def test_a_quantity_that_is_only_named_may_be_a_question() -> None:
    assert detect_question("거제시 2022년 고용률") == "perhaps"
