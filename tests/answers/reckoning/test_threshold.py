"""Whether a value is beyond a bound: what is asked for instead, and what is told."""

import pytest

from answers.asked.question import Recognition, Scope, analyse
from answers.reckoning.request.threshold import ask_value, narrow_scope, tell_whether
from answers.results import Draft


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("가람시 고용률이 70퍼센트 넘었나요", "가람시 고용률이 몇 %인가요?"),
        ("가람시 공방 수료자가 1,500명 이상인가요?", "가람시 공방 수료자가 몇 명인가요?"),
        ("가람시 투자유치가 2천억원을 넘겼어?", "가람시 투자유치가 얼마인가요?"),
        ("가람시 청년고용률 목표인 60%를 넘었어?", "가람시 청년고용률 목표 넘었어?"),
    ],
)
def test_whether_a_bound_is_met_asks_for_the_value(text: str, value: str) -> None:
    asked = ask_value(analyse(text))
    assert asked is not None
    assert asked.value.text == value


@pytest.mark.parametrize(
    "text",
    [
        "고용률이 70%를 넘는 지자체는 어디인가요?",
        "예산 10억원 이상",
        "가람시 공방은 몇 명이 넘었나요?",
        "100명을 넘긴 까닭은 무엇인가요?",
        "가람시 공방에서 50대 이상 수료자는 몇 명인가요?",
        "가람시 고용률은 60% 이상 70% 이하인가요?",
    ],
)
def test_other_questions_are_left_alone(text: str) -> None:
    assert ask_value(analyse(text)) is None


def test_the_value_is_told_with_yes_or_no() -> None:
    asked = ask_value(analyse("가람시 고용률이 70퍼센트 넘었나요"))
    assert asked is not None
    for value, said in (("70.1%", "예"), ("70%", "아니요")):
        draft = tell_whether(asked, Draft(f"{value} (2022년 고용률)", answerable=True, confidence="high", working="표"))
        assert (draft.answer, draft.working) == (f"{said}, {value} (2022년 고용률)", f"표\n{value} > 70퍼센트 넘었나요: {said}")


@pytest.mark.parametrize(
    "draft",
    [
        Draft("자료에서 찾지 못했습니다.", answerable=False, confidence="low"),
        Draft("300명", answerable=True, confidence="high"),  # of another unit
    ],
)
def test_without_such_a_value_the_answer_stays_as_it_is(draft: Draft) -> None:
    asked = ask_value(analyse("가람시 고용률이 70퍼센트 넘었나요"))
    assert asked is not None
    assert tell_whether(asked, draft) == draft


def test_what_a_question_names_behind_its_bound_is_no_more_named() -> None:
    asked = ask_value(analyse("가람시 고용률이 70% 넘었나요"))
    assert asked is not None
    place, later = Recognition("sigungu", "가람시", 0, 3, frozenset()), Recognition("target", "청년", 40, 42, frozenset())
    assert narrow_scope(Scope(recognitions=(place, later)), asked.value).recognitions == (place,)
