"""Several questions in one text: where it is taken apart, and how the later ones are made whole."""

import pytest

from answers.asked.question_model import intents_of
from answers.results import Draft, NearMiss
from indexer.text.analyser import Analyser
from service.asking.several_questions import join_drafts, parts_of
from tests.support.answering.replies import cite

REGIONS = {"여수", "순천", "여수시", "순천시"}
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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("가람시 고용률과 취업자 수는?", ["가람시 고용률은?", "가람시 취업자 수는?"]),
        ("가람시 공방 이용자 수와 취업자 수를 알려 주세요", ["가람시 공방 이용자 수는?", "가람시 공방 취업자 수는?"]),
        (
            "가람시 공방의 예산과 참여 인원은 각각 얼마입니까?",
            ["가람시 공방의 예산은 얼마입니까?", "가람시 공방의 참여 인원은 얼마입니까?"],
        ),
        ("여수와 순천의 2022년 취업자 수는?", ["여수의 2022년 취업자 수는?", "순천의 2022년 취업자 수는?"]),
        ("여수시와 순천시 고용률은 각각 몇 %인가?", ["여수시 고용률은 몇 %인가?", "순천시 고용률은 몇 %인가?"]),
        ("가람시 용접 과정은 몇 명 신청, 몇 명 수료했나요?", ["가람시 용접 과정은 몇 명 신청,", "가람시 용접 과정은 몇 명 수료했나요?"]),
    ],
)
def test_two_values_or_places_joined_by_and_are_two_questions(analyser: Analyser, text: str, parts: list[str]) -> None:
    assert list(parts_of(text, analyser, PLACES, REGIONS)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "가람시 수료인원과 취업인원의 차이는?",
        "가람시의 예산과 창출 인원을 더하면 얼마입니까?",
        "여수와 순천 중 어디가 고용률이 높나요?",
        "여수와 순천만 탐방로 이용객은?",
        "여수시와 순천시를 합쳐서 몇 명이 참여했나요?",
        "가람시는 일자리를 늘리려고 공공과 민간에서 각각 무엇을 했나요?",
        "가람시와 맺은 협약은 몇 건인가요?",
        "가람시 공방 교육인원이나 취업인원이 아닙니다",
    ],
)
def test_what_is_joined_to_be_set_side_by_side_or_of_one_thing_stays_whole(analyser: Analyser, text: str) -> None:
    assert list(parts_of(text, analyser, PLACES, REGIONS)) == [text]


def test_that_two_things_are_asked_is_learned_from_the_letters() -> None:
    both, one = "신청은 몇 명이고 합격은 몇 명인가요?", "상담사는 모두 몇 명인가요?"
    assert intents_of(both)["two"] > 10 * intents_of(one)["two"]


def test_joined_answers_are_as_sure_as_the_least_sure_and_keep_what_is_near() -> None:
    near = NearMiss("수료", "3명", 2022, "8-01", cite("8-01/s1", (1, 2)))
    joined = join_drafts(
        [Draft("4명", answerable=True, confidence="high"), Draft("없다", answerable=False, confidence="low", nearest=(near,))]
    )
    assert (joined.answer, joined.answerable, joined.confidence, joined.nearest) == ("1) 4명\n2) 없다", True, "low", (near,))


def test_one_value_answers_one_of_two_questions() -> None:
    value = Draft("18명", answerable=True, confidence="low", citations=(cite("8-01/s1", (1, 2)),))
    joined = join_drafts([value, value])
    assert (joined.answer, joined.answerable) == ("1) 18명\n2) 앞의 물음과 다른 값을 자료에서 찾지 못했습니다.", True)
    no = Draft("없다", answerable=False, confidence="low")
    assert join_drafts([no, no]).answer == "1) 없다\n2) 없다"
