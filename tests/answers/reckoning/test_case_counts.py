"""How many cases have what a question names, or which: on three small cards of two kinds, in three provinces."""

from dataclasses import replace

import pytest

from answers.asked.question import Scope, analyse
from answers.reckoning.case_counts import count_cases
from answers.reckoning.table.figures import FigureTable
from answers.results import Draft
from corpus.model.nouns import Case
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.text.analyser import Analyser
from tests.support.answering.scopes import recognised_in


@pytest.fixture
def table(cases: tuple[Case, ...], analyser: Analyser) -> FigureTable:
    return FigureTable(cases, analyser, load_vocabulary())


def counted(text: str, table: FigureTable, held: frozenset[str] | None = None) -> Draft | None:
    return count_cases(analyse(text), Scope(held, recognitions=recognised_in(text, table)), table)


def told(text: str, table: FigureTable) -> str:
    draft = counted(text, table)
    assert draft is not None, text
    return draft.answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("사례는 모두 몇 건인가요?", "3건 (거제시, 여수시, 서울특별시)"),
        ("사례집에 실린 사례 수", "3건 (거제시, 여수시, 서울특별시)"),
        ("청년을 대상으로 한 사례는 몇 건입니까?", "1건 (거제시)"),
        ("어르신 대상 사례 갯수 알려 주세요", "1건 (여수시)"),
        ("직접일자리 사례가 몇 곳인가요", "1곳 (여수시)"),
        ("목표 공시제 사례를 모두 알려 주십시오", "거제시, 여수시 (2건)"),
        ("지역일자리 목표 공시제 사례는 몇 개야", "2개 (거제시, 여수시)"),
        ("시 단위 사례 목록", "거제시, 여수시 (2건)"),
        ("지역일자리 목표 공시제로 상 받은 사례는 몇 건인가요", "2건 (거제시, 여수시)"),
        ("도 단위 사례는 몇 건인가요", "조건에 모두 맞는 사례가 없습니다(도 단위 0건)."),
        ("고령자 직접일자리 사례는 몇 건인가요", "1건 (모두 맞는 사례: 여수시)"),
        ("조선업이나 반도체 사례는 어디어디인가요", "거제시, 서울특별시 (2건)"),
        ("관광·MICE 산업을 다룬 지자체는 어디입니까", "여수시"),
    ],
)
def test_cases_are_counted_and_listed_by_what_a_question_names(table: FigureTable, text: str, answer: str) -> None:
    assert told(text, table) == answer


def test_the_working_names_the_conditions_and_every_case_and_each_is_cited(table: FigureTable) -> None:
    draft = counted("청년 대상 공시제 사례는 몇 건인가요?", table)
    assert draft is not None
    assert (draft.working or "").splitlines()[0].endswith("= 1건")
    assert (draft.working or "").splitlines()[-1] == "- 거제시 떠나는 청년을 붙잡는 조선소 도시"
    assert [cited.case_id for cited in draft.citations] == ["8-01"]
    assert draft.confidence == "high"


def test_places_and_filters_narrow_what_is_counted(table: FigureTable) -> None:
    held = frozenset({"8-02"})
    assert [draft.answer for draft in [counted("전라남도 사례는 몇 건인가요?", table, held)] if draft] == ["1건 (여수시)"]


def test_where_nothing_meets_all_conditions_that_is_said(table: FigureTable) -> None:
    draft = counted("조선업 창업지원 사례는 몇 건인가요?", table)
    assert draft is not None
    assert (draft.answerable, draft.answer) == (False, "조건에 모두 맞는 사례가 없습니다(산업 조선 1건, 정책 수단 창업지원 1건).")


def test_cases_from_derived_cards_are_told_less_surely(cases: tuple[Case, ...], analyser: Analyser) -> None:
    derived = FigureTable([case.model_copy(update={"origin": "derived"}) for case in cases], analyser, load_vocabulary())
    draft = counted("청년 대상 사례는 몇 건인가요?", derived)
    assert draft is not None
    assert replace(draft, working=None).confidence == "medium"


@pytest.mark.parametrize(
    "text",
    [
        "청년을 대상으로 하지 않은 사례는 몇 건인가요?",  # what is left out is not told by facets' names
        "거제시 청년 사업은 몇 개인가요?",  # programmes of a place
        "청년 창업자 매출은 얼마인가요?",
        "여수시 고령자 사례의 예산은 얼마인가요?",
        "사례 관리 대상은 몇 명인가요?",
        "해설사 교육을 한 사례는 몇 건인가요?",  # no facet tells it
        "청년내일채움공제를 쓴 사례는 몇 건인가요?",  # a programme's name
        "고용률이 60%를 넘는 사례는 몇 건인가요?",
        "목표를 넘긴 사례는 몇 건인가요?",
    ],
)
def test_what_facets_do_not_tell_is_not_counted_by_them(table: FigureTable, text: str) -> None:
    assert counted(text, table) is None
