"""What clients are told was understood of a question."""

from typing import get_args

import pytest
from safetensors import safe_open

from answers.asked.question import Recognition, Scope
from answers.asked.question_model import QUESTION_WEIGHTS
from answers.results import AskedOperation, Draft
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.asking.asker import Asker
from service.asking.question_understanding import understand_question
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder

NONE = Draft("자료에 없습니다.", answerable=False, confidence="low")


@pytest.mark.parametrize(
    ("text", "years", "role", "operation", "answer_kind"),
    [
        ("가람시 2022년 수강생은 몇 명인가요?", [2022], None, "look_up", "명"),
        ("가람시 22년도 수강생 목표는 몇 명인가?", [2022], "target", "look_up", "명"),
        ("가람시 수강생 실적은 몇 명인가?", [], "actual", "look_up", "명"),
        ("가람시 2021년과 2022년 수강생은 몇 명 차이가 나나요?", [2021, 2022], None, "difference", "명"),
        ("두 과정의 수강생을 모두 합하면 몇 명인가요?", [], None, "sum", "명"),
        ("전체 수강생 가운데 여성의 비율은 몇 %인가요?", [], None, "share", "%"),
        ("다솜구 총사업비는 얼마인가?", [], None, "look_up", "원"),
        ("센터는 언제 문을 열었나?", [], None, "look_up", "date"),
        ("사업을 맡은 기관은 어디인가?", [], None, "look_up", "name"),
        ("나래군은 왜 나이를 넓혔나?", [], None, "points", "points"),
        ("수강생 실적이 목표를 넘었나요?", [], None, "yes_no", None),
    ],
)
def test_the_words_of_a_question_tell_what_is_to_be_done(
    text: str, years: list[int], role: str | None, operation: str, answer_kind: str | None
) -> None:
    told = understand_question(text, text, Scope(), NONE)
    assert (told.years, told.role, told.operation, told.answer_kind) == (years, role, operation, answer_kind)


def test_target_and_result_together_are_no_role() -> None:
    text = "가람시 수강생의 목표와 실적은?"
    assert understand_question(text, text, Scope(), NONE).role is None


def test_a_value_that_was_told_as_it_is_stated_was_no_reckoning() -> None:
    text = "가람시 2021년과 2022년 수강생은 몇 명 차이가 나나요?"
    stated = Draft("7명", answerable=True, confidence="high", working="가람시 2022년 수강생: 목표 5명, 실적 7명")
    reckoned = Draft("2명", answerable=True, confidence="high", working="7명 − 5명 = 2명")
    assert [understand_question(text, text, Scope(), draft).operation for draft in (stated, reckoned)] == ["look_up", "difference"]


def test_names_are_told_once_each_and_a_repair_only_where_there_was_one() -> None:
    named = [("sigungu", "가람시", 0, 3), ("target", "청년", 4, 6), ("brand", "새싹 학교", 7, 12), ("sigungu", "가람시", 13, 16)]
    scope = Scope(recognitions=tuple(Recognition(*found, frozenset()) for found in named))
    told = understand_question("가람시 청년 새싹 학교 갸람시는?", "가람시 청년 새싹 학교 가람시는?", scope, NONE)
    assert (told.places, told.programmes) == (["가람시"], ["새싹 학교"])
    assert (told.question, told.corrected) == ("가람시 청년 새싹 학교 갸람시는?", "가람시 청년 새싹 학교 가람시는?")
    assert understand_question("같은 글", "같은 글", Scope(), NONE).corrected is None


def test_every_intent_that_is_learned_can_be_told() -> None:
    """Why is told as the points that answer it."""
    with safe_open(QUESTION_WEIGHTS, framework="numpy") as file:
        assert set(file.metadata()["intent"].split()) - {"why"} == set(get_args(AskedOperation))


def test_an_answer_tells_what_was_understood_of_each_question(index: Index, analyser: Analyser, encoder: CountEncoder) -> None:
    asker = Asker(CaseSearcher(Ranker(index, analyser, encoder)))
    one = asker.ask("여수시 2022년 고용률은?").understood
    assert [(told.places, told.years, told.answer_kind) for told in one] == [(["여수시"], [2022], "%")]
    two = asker.ask("거제시 청년을 만난 상담사는 몇 명인가? 여수시 고용률은 얼마인가?").understood
    assert [(told.question, told.places) for told in two] == [
        ("거제시 청년을 만난 상담사는 몇 명인가?", ["거제시"]),
        ("여수시 고용률은 얼마인가?", ["여수시"]),
    ]
