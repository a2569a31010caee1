"""From rows to an answer: what is found, what of it may answer, how likely, and what is told of it."""

import numpy as np
import pytest

from answers.asked.question import analyse
from answers.levels import Levels
from answers.lookup.finding import CaseRows
from answers.lookup.row_answers import RowAnswers
from answers.lookup.row_choice import ROW_WEIGHTS, SIGNS_OF, ChosenValue, RowWeights, chances_of, choose_values, load_row_weights, merged
from answers.lookup.row_citations import cite_value
from answers.lookup.row_signs import SIGNS, signs_of, years_of
from answers.lookup.row_telling import NOT_FOUND, tell_choice, word_value
from answers.lookup.row_values import values_of
from corpus.model.fact import Fact, FactRole
from corpus.model.nouns import Passage
from corpus.model.place import Place
from corpus.rows.evidence_row import EvidenceRow
from indexer.model.pair_reader import PairReading

LEVELS = Levels(0.3, 0.5, 0.8)


def fact(value: str, year: int | None = None, role: FactRole | None = None, measure: str = "수료 인원") -> Fact:
    return Fact(
        id="8-01/x", case="8-01", subject=None, measure=measure, value=value, number=None, unit=None, kind="count", year=year, role=role,
        origin="table", rule="test", score=1.0,
    )  # fmt: skip


def cell(context: str, said: str, year: int | None = None, role: FactRole | None = None) -> EvidenceRow:
    return EvidenceRow(case="8-01", kind="cell", context=context, said=said, facts=(fact(said, year, role),), lines=(5, 5))


def sentence(said: str, context: str = "추진 성과") -> EvidenceRow:
    return EvidenceRow(case="8-01", kind="sentence", context=context, said=said, lines=(9, 9))


ROWS = (
    cell("성과 | 수료 인원 | 2021년 실적", "31명", 2021, "actual"),
    cell("성과 | 수료 인원 | 2022년 목표", "40명", 2022, "target"),
    cell("성과 | 수료 인원 | 2022년 실적", "38명", 2022, "actual"),
    cell("성과 | 취업 인원 | 2022년 실적", "21명", 2022, "actual"),
    sentence("용접 과정은 12명이, 도장 과정은 9명이 마쳤다."),
    sentence("가람고용센터가 상담을 맡았다."),
)


def find(question: str, most: int = 3) -> list[str]:
    return [found.row.said for found in CaseRows(ROWS, "거제시 조선소 도시").find(question, most)]


def test_rows_that_share_rare_letters_come_first() -> None:
    assert find("수료 인원 2022년 목표")[0] == "40명"
    assert find("도장 과정을 마친 사람")[0].startswith("용접 과정")
    assert CaseRows((), "빈 사례").find("무엇", 3) == []


def test_the_name_of_the_case_counts_as_said_and_what_nothing_says_is_unknown() -> None:
    found = CaseRows(ROWS, "거제시 조선소 도시").find("거제시 수료 인원", 1)[0]
    assert found.about > found.covered > 0.1
    assert found.lacking == 0.0
    stranger = CaseRows(ROWS, "거제시").find("만족도 점수", 1)[0]
    assert stranger.asked.share(stranger.asked.unknown) > 0.5


def test_each_quantity_of_a_sentence_is_a_value_with_the_words_before_it() -> None:
    question = analyse("도장 과정은 몇 명이 마쳤나?")
    row = CaseRows(ROWS, "").find(question.text, 1)[0]
    values = values_of(question, row, None)
    assert [(value.text, value.rivals) for value in values] == [("12명", 1), ("9명", 1)]
    assert "도장" in values[1].near
    assert "용접" not in values[1].near


def test_a_name_is_what_reading_marked() -> None:
    question = analyse("상담을 맡은 기관은 어디인가?")
    row = next(found for found in CaseRows(ROWS, "").find(question.text, 6) if "가람" in found.row.said)
    offset = len(row.row.text) - len(row.row.said)
    reading = PairReading(2.0, 1.0, offset, offset + len("가람고용센터"))
    assert [value.text for value in values_of(question, row, reading)] == ["가람고용센터"]
    assert values_of(question, row, None) == []


def test_years_and_roles_are_told_apart() -> None:
    question = analyse("2022년 수료 인원 목표는 몇 명인가?")
    signs = {}
    for found in CaseRows(ROWS, "").find(question.text, 6):
        for value in values_of(question, found, None):
            signs[value.text] = dict(zip(SIGNS, signs_of(question, value), strict=True))
    assert [signs["40명"][name] for name in ("year_fits", "year_differs", "role_fits", "role_differs")] == [1, 0, 1, 0]
    assert [signs["31명"][name] for name in ("year_fits", "year_differs", "role_fits", "role_differs")] == [0, 1, 0, 1]
    assert signs["38명"]["role_differs"] == 1
    assert signs["40명"]["kind_fits"] == 1


def test_the_year_of_a_value_is_its_facts_else_what_its_row_says() -> None:
    question = analyse("몇 명인가?")
    row = CaseRows((sentence("2020년에 7명이 왔다."),), "").find("몇 명이 왔나", 1)[0]
    assert years_of(values_of(question, row, None)[-1]) == {2020}


def test_chances_add_up_to_one_with_that_of_nothing() -> None:
    chances = chances_of(np.array([1.0, 2.0]), 0.5)
    whole = np.exp([1.0, 2.0, 0.5])
    assert chances == pytest.approx(whole[:2] / whole.sum())


def test_candidates_that_tell_the_same_add_up_at_the_likeliest_of_them() -> None:
    assert merged(np.array([0.25, 0.5, 0.125]), ["38명", "21명", "38명"]) == [(1, 0.5), (0, 0.375)]


def test_the_same_value_of_two_rows_is_told_once() -> None:
    question = analyse("수료 인원은 몇 명인가?")
    twice = (ROWS[2], cell("요약 | 수료 인원", "38명"), ROWS[3])
    values = [value for found in CaseRows(twice, "").find(question.text, 3) for value in values_of(question, found, None)]
    told = choose_values(question, values, RowWeights(np.zeros(len(SIGNS)), 0.0, LEVELS))
    assert [(one.value.text, round(one.probability, 6)) for one in told] == [("38명", 0.5), ("21명", 0.25)]


PASSAGES = [
    Passage("8-01/s01", "8-01", "programme", "개요", "다른 말이다.", place=Place("b", lines=(5, 9))),
    Passage(
        "8-01/t0004", "8-01", "casebook", "성과", "수료 인원\t31명\t40명\t38명\n용접 과정은 12명이,  도장 과정은 9명이 마쳤다.",
        place=Place("b", lines=(4, 9)),
    ),
]  # fmt: skip


def chosen_from(row: EvidenceRow, probability: float, text: str = "몇 명인가?") -> ChosenValue:
    question = analyse(text)
    found = CaseRows((row,), "").find(row.text, 1)[0]
    return ChosenValue(values_of(question, found, None)[0], probability)


def test_a_quote_stands_letter_by_letter_in_its_passage() -> None:
    for row in (ROWS[2], ROWS[4]):
        found = cite_value(chosen_from(row, 0.9).value, PASSAGES)
        assert found is not None
        assert found.passage_id == "8-01/t0004"
        assert found.quote in PASSAGES[1].text
    assert cite_value(chosen_from(cell("성과", "77명"), 0.9).value, PASSAGES) is None


def test_an_answer_begins_with_its_value_and_says_what_it_is_of() -> None:
    draft = tell_choice(analyse("2022년 수료 인원은 몇 명인가?"), [chosen_from(ROWS[2], 0.85)], PASSAGES, LEVELS)
    assert (draft.answerable, draft.confidence) == (True, "high")
    assert draft.answer == "38명 (성과 · 수료 인원 · 2022년 실적)"
    assert draft.unverified == ()


def test_a_year_that_the_row_does_not_say_is_told() -> None:
    draft = tell_choice(analyse("2020년 수료 인원은 몇 명인가?"), [chosen_from(ROWS[2], 0.6)], PASSAGES, LEVELS)
    assert draft.confidence == "medium"
    assert draft.unverified == ("근거의 연도가 질문의 2020년과 다를 수 있습니다.",)


def test_what_is_hardly_likely_is_an_honest_no_with_what_is_near() -> None:
    draft = tell_choice(analyse("몇 명인가?"), [chosen_from(ROWS[2], 0.2)], PASSAGES, LEVELS)
    assert (draft.answerable, draft.answer, draft.confidence) == (False, NOT_FOUND, "high")
    assert [found.passage_id for found in draft.citations] == ["8-01/t0004"]
    assert not tell_choice(analyse("몇 명인가?"), [], PASSAGES, LEVELS).answerable


def test_what_no_passage_says_is_not_told() -> None:
    assert not tell_choice(analyse("몇 명인가?"), [chosen_from(cell("성과", "77명"), 0.9)], PASSAGES, LEVELS).answerable


def test_a_long_head_leaves_the_value_whole() -> None:
    assert len(word_value(chosen_from(cell(" | ".join(["아주 긴 머리글입니다"] * 9), "38명"), 0.9).value)) <= 80


def test_rows_are_prepared_once_and_the_likeliest_value_comes_first() -> None:
    asked: list[str] = []

    def rows_of(case_id: str) -> tuple[EvidenceRow, ...]:
        asked.append(case_id)
        return ROWS

    signs = np.array([{"covered": 4.0, "year_differs": -3.0, "role_differs": -3.0, "kind_fits": 1.0}.get(name, 0.0) for name in SIGNS])
    answers, weights = RowAnswers(rows_of, {"8-01": "거제시"}, None), RowWeights(signs, 0.0, LEVELS)
    question = analyse("2022년 수료 인원 목표는 몇 명인가?")
    for _ in range(2):
        assert choose_values(question, answers.values(question, "8-01"), weights)[0].value.text == "40명"
    assert asked == ["8-01"]
    assert not answers.reads


def test_the_shipped_weights_are_of_these_signs() -> None:
    for chosen, signs in SIGNS_OF.items():
        weights = load_row_weights(chosen)
        assert weights.signs.shape == (len(signs),)
        assert 0 < weights.levels.least <= weights.levels.high < 1
    assert ROW_WEIGHTS.stat().st_size < 10_000


def test_a_value_of_another_year_is_never_chosen_however_likely() -> None:
    signs = np.array([{"year_differs": 9.0, "about": 1.0}.get(name, 0.0) for name in SIGNS])  # what no learning would give
    question = analyse("2021년 수료 인원은 몇 명인가?")
    values = RowAnswers(lambda _: ROWS[:4], {}, None).values(question, "8-01")
    assert [one.value.text for one in choose_values(question, values, RowWeights(signs, 0.0, LEVELS))] == ["31명"]
