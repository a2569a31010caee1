"""Several questions in one text: where it is taken apart, and how the later ones are made whole."""

import pytest

from answers.asked.question_model import intents_of
from answers.results import Draft, NearMiss
from indexer.text.analyser import Analyser
from service.asking.several_questions import join_drafts, parts_of
from tests.support.answering.replies import cite

PLACES = {"가람시", "나래군", "다솜구", "라온읍"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("가람시는 몇 명인가?나래군은 어디인가? 다솜구는 왜?라온읍은 언제?", ["가람시는 몇 명인가?", "나래군은 어디인가?", "다솜구는 왜?"]),
        ("물음표 없는 질문", ["물음표 없는 질문"]),
        ("어디인가? 2022년 기준으로요.", ["어디인가? 2022년 기준으로요."]),
        ("가람시는? 나래군은? 2022년 기준으로요.", ["가람시는?", "나래군은? 2022년 기준으로요."]),
    ],
)
def test_a_text_is_parted_at_its_question_marks(analyser: Analyser, text: str, parts: list[str]) -> None:
    """What names a place of its own is left as it is."""
    assert list(parts_of(text, analyser, PLACES)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "가람시 용접 과정은 몇 명이 신청했고 몇 명이 마쳤나요?",
            ["가람시 용접 과정은 몇 명이 신청했고", "가람시 용접 과정은 몇 명이 마쳤나요?"],
        ),
        (
            "가람시 야시장 방문객은 몇 명이고 매출은 얼마인가요?",
            ["가람시 야시장 방문객은 몇 명이고", "가람시 야시장 매출은 얼마인가요?"],
        ),
        ("가람시 용접 과정 수강생은 몇 명이야? 수료는?", ["가람시 용접 과정 수강생은 몇 명이야?", "가람시 용접 과정 수료는?"]),
        ("가람시 상담은 몇 건이야? 그중 노무는?", ["가람시 상담은 몇 건이야?", "가람시 상담은 그중 노무는?"]),
        ("가람시 취업 실적은? 목표는 몇 명이었는데?", ["가람시 취업 실적은?", "가람시 취업 목표는 몇 명이었는데?"]),
    ],
)
def test_a_later_question_is_asked_of_what_the_first_is_about(analyser: Analyser, text: str, parts: list[str]) -> None:
    assert list(parts_of(text, analyser)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "가람시 청년창고는 몇 팀에서 몇 팀으로 늘었나요?",
        "몇 자 적습니다. 가람시 상담사는 몇 명인가요",
        "가람시에서 신청하고 나서 떨어진 사람은 몇 명인가요?",
    ],
)
def test_what_asks_one_thing_stays_whole(analyser: Analyser, text: str) -> None:
    assert list(parts_of(text, analyser)) == [text]


def test_that_two_things_are_asked_is_learned_from_the_letters() -> None:
    both, one = "신청은 몇 명이고 합격은 몇 명인가요?", "상담사는 모두 몇 명인가요?"
    assert intents_of(both)["two"] > 10 * intents_of(one)["two"]


def test_joined_answers_are_as_sure_as_the_least_sure_and_keep_what_is_near() -> None:
    near = NearMiss("수료", "3명", 2022, "8-01", cite("8-01/s1", (1, 2)))
    joined = join_drafts(
        [Draft("4명", answerable=True, confidence="high"), Draft("없다", answerable=False, confidence="low", nearest=(near,))]
    )
    assert (joined.answer, joined.answerable, joined.confidence, joined.nearest) == ("1) 4명\n2) 없다", True, "low", (near,))
