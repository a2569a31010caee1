"""Answers reckoned from figures, worked by hand on small cards."""

import re

import pytest

from answers.asked.question import Scope, analyse
from answers.reckoning.compute import compute
from answers.reckoning.table.figures import FigureTable
from answers.results import Draft
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.text.analyser import Analyser
from tests.answers.reckoning.test_figures import card, figure
from tests.support.answering.scopes import scope_of


def asked(text: str, table: FigureTable) -> Draft | None:
    return compute(analyse(text), scope_of(text, table), table)


def told(text: str, table: FigureTable) -> str:
    draft = asked(text, table)
    assert draft is not None, text
    assert draft.answerable, draft.answer
    return draft.answer


def holds(answer: str, spelling: str) -> bool:
    """Whether an answer has a spelling, not as the end of a longer number."""
    answer, spelling = answer.replace(" ", ""), spelling.replace(" ", "")
    return re.search((r"(?<![\d.,조억만천])" if spelling[0].isdigit() else "") + re.escape(spelling), answer) is not None


def right(op: str, answers: list[str], draft: Draft | None) -> bool:
    if op == "none" or draft is None:
        return draft is None and op == "none"
    if op == "refuse" or not draft.answerable:
        return op == "refuse" and not draft.answerable
    return (all if op in {"top", "filter"} else any)(holds(draft.answer, answer) for answer in answers)


@pytest.fixture
def small(cases: tuple[Case, ...], analyser: Analyser) -> FigureTable:
    geoje, yeosu, seoul = cases
    return FigureTable(
        [
            card(
                geoje,
                figure("고용률(15~64세)", 60.5, "%", target=62.0),
                figure("일자리 창출", 484, target=500),
                figure("일자리 창출", 440, target=400, year=2021),
                figure("중도해지율", 3.0, "%", target=4.0),
                budget=1250.5,
                notes=("20행의 일자리 484명은 다른 곳에 480명으로 적혀 있다.",),
            ),
            card(yeosu, figure("고용률(15~64세)", 70.0, "%", target=67.7), figure("일자리 창출 합계", 16_318, "개", target=14_400)),
            card(seoul, figure("고용률(15세 이상)", 71.4, "%"), budget=900),
        ],
        analyser,
        load_vocabulary(),
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("거제시 2022년 고용률", "60.5% (2022년 고용률(15~64세), 목표 62%)"),
        ("거제시 고용률 목표는 몇 %입니까?", "62% (2022년 고용률(15~64세) 목표, 실적 60.5%)"),
        ("거제시 예산은 얼마입니까?", "12억 5,050만원 (2022년 예산)"),
        ("거제시 2022년 일자리 창출은 목표의 몇 %인가요?", "96.8% (2022년 실적 484명, 목표 500명)"),
        ("거제시 고용률은 목표보다 몇 %p 낮았나요?", "1.5%p 미달 (2022년 실적 60.5%, 목표 62%)"),
        ("거제시 중도해지율은 목표를 달성했나요?", "목표를 넘겨 달성했습니다. 달성률 75%(2022년 실적 3%, 목표 4%, 1%p 낮아 목표 달성)"),
        ("거제시 일자리 창출은 2021년보다 2022년에 몇 명 늘었나요?", "44명 증가 (2021년 440명 → 2022년 484명, 실적)"),
        ("거제시 일자리 창출 실적은 전년보다 몇 % 늘었나요?", "10% 증가 (2021년 440명 → 2022년 484명, 실적)"),
        ("15~64세 고용률이 가장 높은 지자체는?", "여수시(70%)\n비교할 수 있는 2곳의 고용률에서 골랐습니다."),
        ("고용률이 70% 이상인 지자체는?", "여수시(70%), 서울특별시(71.4%)"),
        (
            "고용률이 가장 높은 지자체는?",
            "15세 이상 한 곳 서울특별시(71.4%), 15~64세 2곳 가운데 여수시(70%)\n연령 기준이 달라 서로 비교할 수 없어 기준별로 적었습니다.",
        ),
        ("고용률 목표에 미달한 지자체는 어디인가요?", "거제시(실적 60.5%, 목표 62%, 차이 -1.5%p)"),
        ("예산이 10억 원 이상인 사례는?", "거제시(12억 5,050만원)"),
        ("사례의 예산을 모두 더하면 얼마인가요?", "21억 5,050만원 (예산 2곳 합계)"),
        ("거제시와 여수시의 고용률은 몇 %p 차이입니까?", "9.5%p (거제시 60.5%, 여수시 70%)"),
        ("거제시와 여수시 중 어디가 고용률이 높나요?", "여수시 (70%, 거제시 60.5%, 차이 9.5%p)"),
    ],
)
def test_small_cards_are_reckoned_as_by_hand(small: FigureTable, text: str, answer: str) -> None:
    assert told(text, small) == answer


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("여수시 예산은 얼마인가요?", "여수시 사례(어르신과 함께하는 섬마을 관광)에는 예산이 적혀 있지 않습니다."),
        (
            "거제시와 서울의 고용률 차이는?",
            "같은 연령 기준의 고용률이 아니라서 비교할 수 없습니다: 거제시 15~64세, 서울특별시 15세 이상.",
        ),
        (
            "거제시 고용률과 예산을 더하면?",
            "단위와 뜻이 서로 다른 수치라 더하거나 비교할 수 없습니다: 거제시 고용률(15~64세) 60.5%, 거제시 예산 12억 5,050만원.",
        ),
        (
            "서울 고용률은 목표를 달성했나요?",
            "서울특별시의 2022년 고용률(15세 이상)에는 실적 71.4%만 적혀 있고 목표가 없어 답할 수 없습니다.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(small: FigureTable, text: str, reason: str) -> None:
    draft = asked(text, small)
    assert draft is not None
    assert (draft.answerable, draft.answer) == (False, reason)
    assert draft.citations


@pytest.mark.parametrize(
    "text",
    [
        "거제시 2020년 고용률",
        "거제시 15~29세 고용률은?",
        "거제시 대학생 고용률은 몇 %인가요?",
        "거제시 고용률이 낮은 이유는?",
        "안녕하세요",
    ],
)
def test_another_year_other_ages_another_name_and_other_questions_are_left(small: FigureTable, text: str) -> None:
    assert asked(text, small) is None


def test_an_answer_shows_its_working_every_row_and_what_the_source_disputes(small: FigureTable) -> None:
    draft = asked("거제시 2022년 일자리 창출은 목표의 몇 %인가요?", small)
    assert draft is not None
    assert draft.working == "거제시 2022년 일자리 창출: 목표 500명, 실적 484명\n484명 ÷ 500명 × 100 = 96.8%, 목표와 16명 차이"
    assert [(citation.passage_id, citation.lines) for citation in draft.citations] == [("8-01/f02", (20, 20))]
    assert draft.remarks == ("20행의 일자리 484명은 다른 곳에 480명으로 적혀 있다.",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("중도해지율이 가장 낮은 사례는?", "비교할 수치를 적은 사례가 하나뿐이라 비교할 수 없습니다(거제시 중도해지율)."),
        (
            "재정자립도가 가장 높은 지자체는?",
            "그 이름의 수치를 같은 단위와 뜻으로 적은 사례가 둘이 안 되어, 어느 곳이 앞서는지 비교할 수 없습니다.",
        ),
        (
            "취업률이 가장 높은 지자체는?",
            "그 이름의 수치를 같은 단위와 뜻으로 적은 사례가 둘이 안 되어, 어느 곳이 앞서는지 비교할 수 없습니다.",
        ),
        ("고용률이 가장 많이 오른 곳은 어디인가요?", "얼마나 달라졌는지 적은 사례가 둘이 안 되어 비교할 수 없습니다(고용률)."),
        ("고용률이 80% 이상인 지자체는?", "해당하는 곳이 없습니다(고용률 3곳을 비교함)."),
    ],
)
def test_what_does_not_compare_over_cases_is_refused_with_the_reason(small: FigureTable, text: str, reason: str) -> None:
    draft = asked(text, small)
    assert draft is not None
    assert (draft.answerable, draft.answer) == (False, reason)


def test_jobs_counted_otherwise_are_compared_with_a_word_on_it(small: FigureTable) -> None:
    draft = asked("일자리 창출 실적이 가장 많은 지자체는?", small)
    assert draft is not None
    assert draft.answer.splitlines()[0] == "여수시(16,318개)"
    assert (draft.working or "").endswith("세는 단위가 사례마다 다릅니다(개·명).")


def test_rates_are_not_added(small: FigureTable) -> None:
    draft = asked("15~64세 고용률을 낸 지자체의 고용률을 모두 더하면?", small)
    assert draft is not None
    assert not draft.answerable


def test_a_place_without_a_case_is_left_to_others(small: FigureTable) -> None:
    assert compute(analyse("고용률이 가장 높은 지자체는?"), Scope(absent=("진천군",)), small) is None
    assert compute(analyse("고용률이 가장 높은 지자체는?"), Scope(frozenset()), small) is None
