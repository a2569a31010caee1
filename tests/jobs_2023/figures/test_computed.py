"""The computed questions: each answer, with its rows and cases, is what plain arithmetic over the cards gives."""

from collections import Counter
from fractions import Fraction

import pytest

from corpus.model.nouns import Case
from eval.sets.computed import Computed, load_computed
from tests.jobs_2023.figures.computed_answers import Worked, highest, worked_out
from tests.support.answering.figures import Figures, employment_rate, insured, regular_workers
from tests.support.answering.spellings import points, rounded, spellings

QUESTIONS = load_computed()


@pytest.fixture(scope="module")
def worked(real_cases: tuple[Case, ...]) -> dict[str, Worked]:
    return worked_out(real_cases)


def test_every_question_is_worked_out_and_nothing_else(worked: dict[str, Worked]) -> None:
    assert [question.id for question in QUESTIONS] == list(worked)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_answer_is_what_the_cards_give(question: Computed, worked: dict[str, Worked]) -> None:
    found = worked[question.id]
    assert (tuple(question.answers), question.cases, question.rows) == (found.answers, found.cases, found.rows)


def test_the_questions_are_of_every_kind() -> None:
    assert Counter(question.op for question in QUESTIONS) == {
        "lookup": 20, "attainment": 12, "difference": 8, "max": 6, "min": 3, "top": 3, "filter": 10, "count": 8, "sum": 6, "mean": 6,
        "compare": 4, "refuse": 4,
    }  # fmt: skip


def test_only_what_is_refused_has_no_answer() -> None:
    assert {question.id for question in QUESTIONS if not question.answers} == {question.id for question in QUESTIONS if question.refuse}
    assert all(question.refuse == (question.op == "refuse") for question in QUESTIONS)


def test_no_question_is_asked_twice() -> None:
    assert len({question.query for question in QUESTIONS}) == len(QUESTIONS)


def test_thousands_of_people_are_people(real_cases: tuple[Case, ...]) -> None:
    """경상북도's 659,000명 would come first if 인천광역시's 946천명 were read as 946."""
    figures = Figures(real_cases)
    assert figures("1-02", "상용근로자 수").value == 946_000
    assert figures("1-02", "상용근로자 수").unit == "명"
    assert [entry.place for entry in highest(figures.of(regular_workers), 3)] == ["인천광역시", "경상북도", "울산광역시"]


def test_a_class_holds_what_can_be_compared(real_cases: tuple[Case, ...]) -> None:
    figures = Figures(real_cases)
    assert [entry.case.id for entry in figures.of(employment_rate)] == [
        "1-01", "1-02", "1-03", "1-04", "1-06", "1-07", "1-08", "1-09", "1-10", "1-14",
    ]  # fmt: skip
    assert {entry.year for entry in figures.of(employment_rate)} == {2022}
    assert {entry.name for entry in figures.of(insured)} == {
        "고용보험 피보험자 수", "고용보험 피보험자수", "거제시 고용보험 피보험자수",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("77.2", "%", ("77.2%",)),
        ("29", "개사", ("29개사",)),
        ("314000", "명", ("314,000명", "31만 4,000명", "31만 4천명")),
        ("2247000", "원", ("224만 7,000원", "224만 7천원", "2.247백만원", "224.7만원", "2,247천원", "2,247,000원")),
        ("1e12", "원", ("1조원", "10,000억원", "1,000,000백만원", "100,000,000만원", "1,000,000,000천원", "1,000,000,000,000원")),
    ],
)
def test_a_number_is_spelled_as_officials_spell_it(value: str, unit: str, expected: tuple[str, ...]) -> None:
    assert spellings(Fraction(value), unit) == expected


def test_a_quotient_is_rounded_half_up() -> None:
    assert rounded(Fraction(968, 10), "%") == ("96.8%",)
    assert rounded(Fraction(22645, 1000), "%") == ("22.6%", "22.65%")
    assert points(Fraction("54.1") - 60) == ("5.9%p", "5.9%포인트", "5.9퍼센트포인트")


def test_a_mean_of_money_is_given_to_the_nearest_ten_thousand() -> None:
    spelled = rounded(Fraction("403125000"), "원")
    assert {"4억 312만 5,000원", "403.125백만원", "403.1백만원", "4.03억원", "4억 313만원"} <= set(spelled)
