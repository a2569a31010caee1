"""Answers reckoned from the figures of the 29 cases, against judged questions; and the places that questions about them name."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from answers.asked.question import analyse
from answers.reckoning.compute import compute
from answers.reckoning.table.figures import FigureTable
from corpus.model.nouns import Case
from corpus.passages import all_card_passages, place
from corpus.vocabulary.facet_values import load_vocabulary
from eval.sets.computed import Computed, load_computed
from indexer.text.analyser import Analyser
from tests.answers.reckoning.test_compute import asked, holds, right, told
from tests.support.answering.scopes import scope_of
from tests.support.house.work import lines_run

JUDGED = load_computed()


OTHERS: list[dict[str, Any]] = [json.loads(line) for line in (Path(__file__).parent / "figure_questions.jsonl").read_text().splitlines()]


SINGLE = {"lookup", "attainment", "difference"}
ENOUGH, LITTLE = 0.92, 20_000  # lines run, a few milliseconds


@pytest.fixture(scope="module")
def table(real_cases: tuple[Case, ...], real_analyser: Analyser) -> FigureTable:
    return FigureTable(real_cases, real_analyser, load_vocabulary())


def row_places(rows: list[tuple[str, Any]]) -> list[str]:
    return [case_id if at == "budget" else f"{case_id}/f{at + 1:02d}" for case_id, at in rows]


@pytest.mark.parametrize("question", JUDGED, ids=lambda question: question.id)
def test_a_judged_question_is_answered_from_its_rows(question: Computed, table: FigureTable) -> None:
    draft = asked(question.query, table)
    assert right(question.op, question.answers, draft), draft
    assert draft is not None
    first = [citation.passage_id for citation in draft.citations][: len(question.rows)]
    assert all(any(passage.startswith(place) for passage in first) for place in row_places(question.rows))
    if question.op in SINGLE:
        assert len(draft.answer) <= 80


def test_questions_in_other_words_on_other_rows_are_answered(table: FigureTable) -> None:
    found: dict[str, list[bool]] = defaultdict(list)
    for line in OTHERS:
        found[line["op"]].append(right(line["op"], line["answers"], asked(line["query"], table)))
    shares = {op: sum(each) / len(each) for op, each in found.items()}
    assert min(shares.values()) >= ENOUGH, shares


def test_every_figure_is_found_by_its_own_name_and_none_gives_another(table: FigureTable) -> None:
    """Asked with place, programme, year and name, a figure is answered by itself; a few names hold words of asking and are left."""
    left, wrong = [], []
    for row in table.rows:
        if row.at == "budget" or row.twin or row.actual is None:
            continue
        town = place(row.case).split()[-1]
        title = row.case.title if row.of_programme else ""
        text = f"{town} {row.year or ''}{'년' if row.year else ''} {title} {row.name} 실적을 알려 주세요."
        draft = asked(text, table)
        if draft is None:
            left.append(text)
        elif not draft.answerable or not holds(draft.answer, row.told(row.actual)):
            wrong.append((text, draft.answer))
    assert wrong == []
    assert len(left) <= 6, left


def test_every_citation_quotes_its_passage(table: FigureTable) -> None:
    passages = {passage.id: passage for passage in all_card_passages(table.cases.values())}
    for line in OTHERS:
        draft = asked(line["query"], table)
        for citation in draft.citations if draft else ():
            passage = passages[citation.passage_id]
            assert (citation.quote in passage.text, citation.heading, citation.lines) == (True, passage.heading, passage.place.lines)


def test_a_question_takes_little_work(table: FigureTable) -> None:
    parted = [(analyse(question.query), scope_of(question.query, table)) for question in JUDGED]
    done = [lines_run(lambda question=question, scope=scope: compute(question, scope, table)) for question, scope in parted]  # type: ignore[misc]
    assert sum(done) / len(done) < LITTLE


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("예산이 1,000억 원 이상이면서 15~64세 고용률이 69% 이상인 지자체는?", "인천광역시(69.4%)"),
        (
            "예산이 1,000억 원 이상인 지자체 중 고용률이 가장 높은 곳은?",
            "15세 이상 한 곳 음성군(71.4%), 15~64세 4곳 가운데 인천광역시(69.4%), 연령 기준 없음 한 곳 거제시(60.5%)\n"
            "연령 기준이 달라 서로 비교할 수 없어 기준별로 적었습니다.",
        ),
        ("고용률과 취업자 수 목표를 모두 달성한 지자체는 몇 곳입니까?", "3곳 (인천광역시, 음성군, 시흥시)"),
        ("상용근로자 수가 10만 명 이상인 곳의 평균 고용률", "67.8% (고용률 4곳 단순 평균)"),
    ],
)
def test_two_measures_at_once(table: FigureTable, text: str, answer: str) -> None:
    assert told(text, table) == answer


def test_rates_of_other_ages_are_ranked_apart_where_one_of_them_would_come_first(table: FigureTable) -> None:
    draft = asked("청년고용률이 가장 높은 지자체는 어디입니까?", table)
    assert draft is not None
    first, second = draft.answer.split("\n")
    assert first == "연령 기준 없음 3곳 가운데 음성군(54.1%), 15~29세 6곳 가운데 인천광역시(50.6%), 15~39세 한 곳 부여군(46.7%)"
    assert second == "연령 기준이 달라 서로 비교할 수 없어 기준별로 적었습니다."


def test_a_sum_over_a_province_and_its_city_says_that_they_overlap(table: FigureTable) -> None:
    draft = asked("상용근로자 수를 밝힌 지자체의 상용근로자 수를 모두 더하면 몇 명입니까?", table)
    assert draft is not None
    assert "합계에 겹칩니다" in (draft.working or "")
