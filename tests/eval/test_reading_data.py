"""The questions that the reader of evidence learns from agree with the cards they were written from."""

from answers.quantities import agree
from corpus.model.nouns import Case
from eval.sets.judged import load_judged
from eval.sets.reading_data import load_reading

QUESTIONS = load_reading()


def test_every_answer_stands_in_its_section_or_is_its_figure(real_cases: tuple[Case, ...]) -> None:
    cases = {case.id: case for case in real_cases}
    wrong = []
    for question in QUESTIONS:
        case = cases[question.case]
        if question.answer is None:
            assert question.unanswerable
        elif question.section is not None:
            if question.answer not in case.sections[int(question.section[1:]) - 1].text:
                wrong.append(question.id)
        elif question.figure is not None:
            figure = case.figures[question.figure]
            told = [f"{value:,}{figure.unit}" for value in (figure.target, figure.actual) if value is not None]
            if not any(agree(question.answer, text) or question.answer.replace(",", "") == text.replace(",", "") for text in told):
                wrong.append(question.id)
    assert wrong == []


def test_every_case_is_asked_about_and_none_of_the_development_questions_is_here() -> None:
    assert len({question.case for question in QUESTIONS}) == 29
    judged = load_judged()
    development = {query.query for query in judged.queries} | {query.query for query in judged.unanswerable}
    assert not development & {question.question for question in QUESTIONS}
