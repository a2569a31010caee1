"""When what the cards' figures say is told: at once, or where the rows of the case bear it out."""

import pytest

from answers.asked.question import analyse
from answers.lookup.finding import CaseRows
from answers.lookup.row_agreement import is_borne_out, is_settled
from answers.lookup.row_choice import ChosenValue
from answers.lookup.row_values import values_of
from answers.results import Confidence, Draft
from corpus.rows.evidence_row import EvidenceRow
from tests.support.answering.replies import cite

LOOK_UP, CHANGE = "2022년 수료 인원 실적은 몇 명인가요?", "2021년보다 2022년 수료 인원이 몇 명 늘었나?"


def figure(answer: str, confidence: Confidence, *cases: str, working: str | None = None) -> Draft:
    return Draft(
        answer, answerable=True, confidence=confidence, citations=tuple(cite(f"{case}/f01", None) for case in cases), working=working
    )


@pytest.mark.parametrize(
    ("asked", "draft", "settled"),
    [
        (LOOK_UP, figure("38명 (수료)", "high", "8-01"), True),
        (LOOK_UP, figure("38명 (수료)", "medium", "8-01"), False),
        (LOOK_UP, figure("38명 (수료)", "medium", "8-01", "8-02"), True),
        (CHANGE, figure("38명 (수료)", "high", "8-01"), False),
        (CHANGE, figure("7명 증가", "medium", "8-01", working="38 - 31 = 7명"), True),
        (CHANGE, Draft("알 수 없습니다.", answerable=False, confidence="high", citations=(cite("8-01/f01", None),)), True),
    ],
)
def test_a_figure_stands_by_itself_where_it_is_sure_and_reckoned_as_was_asked(asked: str, draft: Draft, *, settled: bool) -> None:
    assert is_settled(analyse(asked), draft) == settled


def test_a_less_sure_figure_is_told_where_a_likely_row_says_the_same() -> None:
    row = EvidenceRow(case="8-01", kind="sentence", context="성과", said="수료한 사람은 38명이다.", lines=(9, 9))
    question = analyse(LOOK_UP)
    chosen = [ChosenValue(value, 0.1) for found in CaseRows((row,), "").find(LOOK_UP, 1) for value in values_of(question, found, None)]
    assert is_borne_out(question, figure("38명 (수료, 목표 40명)", "medium", "8-01"), chosen, [])
    assert not is_borne_out(question, figure("40명 (목표)", "medium", "8-01"), chosen, [])
    assert not is_borne_out(question, figure("38명 (수료)", "medium", "8-01"), [], [])
    assert not is_borne_out(analyse(CHANGE), figure("38명 (수료)", "high", "8-01"), chosen, [])
