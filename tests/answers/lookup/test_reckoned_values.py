"""What follows from two values of a case's rows: the arithmetic, which two, and what is told of it."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from answers.asked.question import Question, analyse
from answers.levels import Levels
from answers.lookup.finding import CaseRows
from answers.lookup.reckoned_values import PAIR_SIGNS, Operand, ReckonedValue, combine, operand_of, pair_signs, reckon_values
from answers.lookup.row_answers import RowAnswers, asks_to_reckon
from answers.lookup.row_choice import RowWeights, choose_pairs
from answers.lookup.row_telling import show_working, tell_reckoned, word_pair
from answers.lookup.row_values import RowValue, values_of
from corpus.model.fact import Fact, FactRole
from corpus.model.nouns import Passage
from corpus.model.place import Place
from corpus.rows.evidence_row import EvidenceRow
from indexer.model.pair_reader import PairReading

LEVELS = Levels(0.3, 0.5, 0.8)
DIFFERENCE = "2021년보다 2022년 수료 인원이 몇 명 늘었나?"


def cell(
    context: str, said: str, year: int | None, role: FactRole | None, number: float | None = None, unit: str | None = None
) -> EvidenceRow:
    fact = Fact(
        id="8-01/x", case="8-01", subject=None, measure="수료 인원", value=said, number=number, unit=unit, kind="count", year=year,
        role=role, origin="table", rule="test", score=1.0,
    )  # fmt: skip
    return EvidenceRow(case="8-01", kind="cell", context=context, said=said, facts=(fact,), lines=(5, 5))


ROWS = (
    cell("성과 | 수료 인원 | 2021년 실적", "31명", 2021, "actual"),
    cell("성과 | 수료 인원 | 2022년 목표", "40명", 2022, "target"),
    cell("성과 | 수료 인원 | 2022년 실적", "38명", 2022, "actual"),
)
TEXT = Passage(
    "8-01/t0004", "8-01", "casebook", "성과", "수료 인원\t31명\t40명\t38명", place=Place("b", lines=(4, 9))
)  # fmt: skip


def values(question: Question, rows: tuple[EvidenceRow, ...] = ROWS, helps: float = 2.0) -> list[RowValue]:
    reading = PairReading(1.0, helps, 0, 1)
    return [value for found in CaseRows(rows, "").find(question.text, len(rows)) for value in values_of(question, found, reading)]


def operand(row: EvidenceRow) -> Operand:
    found = operand_of(values(analyse(row.context), (row,))[0])
    assert found is not None
    return found


def test_two_numbers_of_one_kind_give_a_difference_a_sum_and_a_share() -> None:
    pairs = {pair.operation: pair for pair in combine(operand(ROWS[0]), operand(ROWS[2]))}
    assert {name: (pair.text, pair.kind) for name, pair in pairs.items()} == {
        "difference": ("7명", "명"), "sum": ("69명", "명"), "share": ("81.6%", "%"),
    }  # fmt: skip
    assert pairs["share"].number == Fraction(3100, 38)


def test_a_result_is_set_against_its_target_though_it_is_the_greater() -> None:
    beyond = cell("성과 | 수료 인원 | 2022년 실적", "50명", 2022, "actual")
    share = next(pair for pair in combine(operand(ROWS[1]), operand(beyond)) if pair.operation == "share")
    assert (share.text, int(share.first.number)) == ("125%", 50)


def test_rates_differ_in_points_and_do_not_add_up() -> None:
    rates = [cell("고용률", text, year, None) for text, year in (("68.2%", 2022), ("67.9%", 2021))]
    assert [(pair.operation, pair.text) for pair in combine(*map(operand, rates))] == [("difference", "0.3%p")]


def test_a_bare_number_has_the_unit_of_its_table_and_others_do_not_meet() -> None:
    money = cell("예산", "1,426", 2022, None, 1426, "백만원")
    assert (operand(money).kind, int(operand(money).number)) == ("won", 1_426_000_000)
    assert list(combine(operand(money), operand(ROWS[0]))) == []
    whole = cell("예산", "2,000", 2021, None, 2000, "백만원")
    assert next(combine(operand(money), operand(whole))).text == "5억 7,400만원"


def test_dates_and_what_was_not_read_are_not_reckoned_with() -> None:
    question = analyse(DIFFERENCE)
    assert operand_of(values(analyse("몇 년인가"), (cell("개소", "2021년", 2021, None),))[0]) is None
    unread = [replace(value, reading=None) for value in values(question)]
    assert list(reckon_values(unread)) == []
    assert len(list(reckon_values(values(question)))) == 9


def signs(question: str, first: int, second: int, operation: str) -> dict[str, float]:
    pair = next(one for one in combine(operand(ROWS[first]), operand(ROWS[second])) if one.operation == operation)
    return dict(zip(PAIR_SIGNS, pair_signs(analyse(question), pair).tolist(), strict=True))


def test_the_years_and_roles_that_a_question_names_are_signs() -> None:
    both, other = signs(DIFFERENCE, 2, 0, "difference"), signs(DIFFERENCE, 2, 1, "difference")
    assert (both["years_fit"], both["years_differ"], both["same_year"], both["kind_fits"]) == (1, 0, 0, 1)
    assert (other["years_fit"], other["years_differ"], other["same_year"], other["roles_unasked"]) == (0, 1, 1, 1)
    assert signs("2022년 수료 인원은 목표보다 몇 명 모자라나?", 2, 1, "difference")["roles_fit"] == 1
    assert signs("2022년 수료 인원은 전년보다 몇 명 늘었나?", 2, 0, "difference")["year_before"] == 1


def test_the_likeliest_pair_comes_first_and_equal_results_add_up() -> None:
    question = analyse(DIFFERENCE)
    pairs = list(reckon_values(values(question)))
    signs = np.array([{"years_fit": 3.0, "difference": 3.0, "roles_unasked": -3.0}.get(name, 0.0) for name in PAIR_SIGNS])
    told = choose_pairs(question, pairs, RowWeights(signs, 1.0, LEVELS))
    assert told[0].pair.text == "7명"
    assert sum(one.probability for one in told) < 1
    assert choose_pairs(question, [], RowWeights(np.zeros(len(PAIR_SIGNS)), 0.0, LEVELS)) == []


def test_only_what_asks_for_two_values_is_reckoned() -> None:
    answers = RowAnswers(lambda _: ROWS, {}, None)
    look_up = analyse("2022년 수료 인원 실적은 몇 명인가요?")
    assert (asks_to_reckon(analyse(DIFFERENCE)), asks_to_reckon(look_up)) == (True, False)
    assert answers.pairs(look_up, values(look_up)) == []
    assert answers.reads is False


@pytest.mark.parametrize(("probability", "told"), [(0.9, "high"), (0.2, None)])
def test_a_result_is_told_with_what_it_was_reckoned_from(probability: float, told: str | None) -> None:
    question = analyse(DIFFERENCE)
    pair = ReckonedValue("difference", operand(ROWS[2]), operand(ROWS[0]))
    chosen = replace(choose_pairs(question, [pair], RowWeights(np.zeros(len(PAIR_SIGNS)), 0.0, LEVELS))[0], probability=probability)
    draft = tell_reckoned(chosen, [TEXT], LEVELS)
    assert (draft and draft.confidence) == told
    if draft is not None:
        assert draft.answer == "7명 (수료 인원: 2022년 실적 − 2021년 실적)"
        assert draft.working == "38명 (성과 · 수료 인원 · 2022년 실적) − 31명 (성과 · 수료 인원 · 2021년 실적) = 7명"
        assert all(found.quote in TEXT.text for found in draft.citations)


def test_what_no_passage_says_is_not_reckoned_with() -> None:
    chosen = choose_pairs(
        analyse(DIFFERENCE), [ReckonedValue("difference", operand(ROWS[2]), operand(ROWS[0]))],
        RowWeights(np.zeros(len(PAIR_SIGNS)), 0.0, LEVELS),
    )[0]  # fmt: skip
    assert tell_reckoned(chosen, [replace(TEXT, text="38명")], LEVELS) is None


def test_where_the_heads_tell_nothing_apart_the_deed_is_named() -> None:
    row = EvidenceRow(case="8-01", kind="sentence", context="성과", said="용접 12명, 도장 9명이 마쳤다.", lines=(9, 9))
    one, other = (found for value in values(analyse("몇 명인가?"), (row,)) if (found := operand_of(value)) is not None)
    pair = ReckonedValue("difference", one, other)
    assert word_pair(pair).startswith("3명 (")
    assert show_working(pair).endswith("= 3명")
