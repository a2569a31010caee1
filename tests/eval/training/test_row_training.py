"""What the reader, the choice of rows and the reading of questions are taught: which rows are right, drawn how, learned how."""

import random

import numpy as np
import pytest

from answers.asked.question import analyse
from answers.lookup.finding import CaseRows
from answers.lookup.reckoned_values import reckon_values
from answers.lookup.row_signs import SIGNS
from answers.lookup.row_values import RowValue, values_of
from corpus.rows.evidence_row import EvidenceRow
from eval.sets.asked_questions import PairedQuestion
from eval.sets.ground_texts import GroundQuestion
from eval.sets.lessons.intents import load_intents
from eval.sets.reason_questions import ReasonQuestion
from eval.training.letters.train_questions import kind_of_answer, label_intents, label_kinds, label_reasons
from eval.training.reader_learner import find_spelling
from eval.training.reader_lessons import LessonBook, ReaderLesson, make_lessons, make_reason_lessons, telling_rows
from eval.training.row_examples import RowExample, make_example, make_pair_example
from eval.training.train_reader import choose_rows
from eval.training.train_rows import find_proven, learn_rows
from indexer.model.pair_reader import PairReading


def row(said: str, line: int, context: str = "성과") -> EvidenceRow:
    return EvidenceRow(case="t", kind="sentence", context=context, said=said, lines=(line, line))


ROWS = (row("용접 과정은 12명이 마쳤다.", 3), row("도장 과정은 9명이 마쳤다.", 4), row("다른 곳에서도 12명이 왔다.", 9))


def asked(number: int, question: str, kind: str, pair: str | None = None, **want: object) -> PairedQuestion:
    return GroundQuestion.model_validate({"id": f"t-{number}", "text": "t", "question": question, "kind": kind, "want": want, "pair": pair})


QUESTIONS = (
    asked(1, "용접은 몇 명이 마쳤나", "value", any=["12명"]),
    asked(2, "전기는 몇 명이 마쳤나", "none_near", "t-1", no=True),
    asked(3, "용접이 도장보다 몇 명 많나", "compute", any=["3명"]).model_copy(update={"operation": "difference"}),
)
PROVEN = {"t-1": {3}, "t-2": set(), "t-3": {3, 4}}


def lessons() -> dict[str, ReaderLesson]:
    found = make_lessons(QUESTIONS, PROVEN, CaseRows(ROWS, "가나군"))
    return {lesson.question: lesson for lesson in found}


def test_the_row_on_the_proven_line_answers_and_the_same_value_elsewhere_does_not() -> None:
    lesson = lessons()["용접은 몇 명이 마쳤나"]
    assert lesson.answering == (ROWS[0],)
    assert set(lesson.alike) == {ROWS[1], ROWS[2]}


def test_what_nothing_answers_is_taught_beside_what_its_neighbour_answers() -> None:
    lesson = lessons()["전기는 몇 명이 마쳤나"]
    assert (lesson.taught, lesson.beside) == ((), (ROWS[0],))
    rows, first = choose_rows(lesson, random.Random(1), 1.0)
    assert first == 0
    assert rows[0] == ROWS[0]


def test_rows_that_a_sum_is_reckoned_from_help_and_do_not_answer() -> None:
    lesson = lessons()["용접이 도장보다 몇 명 많나"]
    assert (lesson.answering, lesson.helping) == ((), ROWS[:2])
    rows, first = choose_rows(lesson, random.Random(1), 0.0)
    assert first == 1
    assert rows[0] in ROWS[:2]


def test_of_why_and_how_whatever_the_proven_lines_tell_answers_and_a_card_that_retells_them_is_left_out() -> None:
    card = EvidenceRow(case="t", kind="sentence", context="성과", said="용접 과정을 마친 이들이 많았다.", lines=(1, 8), section=1)
    cell = EvidenceRow(case="t", kind="cell", context="성과", said="12명", lines=(3, 3))
    why, none = (
        ReasonQuestion.model_validate({"id": number, "writer": "z", "text": "t", "question": text, "kind": kind, "proof": ["마쳤다"]})
        for number, text, kind in (("z-1", "용접 과정은 왜 마쳤나", "reason"), ("z-2", "용접 과정은 왜 접었나", "none_trap"))
    )
    telling = telling_rows((*ROWS, card, cell))
    assert cell not in telling
    rows = CaseRows(telling, "가나군")
    (_, answered), (_, trap) = make_reason_lessons([why, none], {"z-1": {3}, "z-2": set()}, rows)
    assert (answered.answering, set(answered.alike)) == ((ROWS[0],), {ROWS[1], ROWS[2]})
    assert (trap.taught, set(trap.alike)) == ((), {*ROWS, card})
    assert list(label_reasons([why, none, why.model_copy(update={"writer": "rd"})])) == [(why.question, "why")]


def test_no_writer_drowns_another_and_each_lesson_comes_once_before_any_comes_twice() -> None:
    one, few = ReaderLesson("하나", (), (), (), ()), [ReaderLesson(f"{number}", (), (), (), ()) for number in range(30)]
    book = LessonBook({"a": [one], "b": few}, random.Random(2))
    drawn = [book.draw().question for _ in range(200)]
    assert 10 < drawn.count("하나") < 60  # a thirtieth of the lessons, an eighth of the turns
    others = [question for question in drawn if question != "하나"]
    assert sorted(others[:30]) == sorted(lesson.question for lesson in few)


@pytest.mark.parametrize(
    ("key", "said", "spans"),
    [
        ("12명", "모두 12 명", [(3, 7)]),
        ("1,035", "1035명", [(0, 4)]),
        ("12", "2012년 12명", [(6, 8)]),
        ("가람센터", "가람 센터가", [(0, 5)]),
        (",", "무엇", []),
    ],
)
def test_a_key_is_found_whatever_its_blanks_and_commas(key: str, said: str, spans: list[tuple[int, int]]) -> None:
    assert find_spelling(key, said) == spans


def test_lines_that_hold_a_proof_are_counted_from_one() -> None:
    assert find_proven("가\n나다\n라", ("나",)) == [2]
    assert find_proven("가\n나다\n라", ()) == []


def values(number: int) -> list[RowValue]:
    analysed, found = analyse(QUESTIONS[number].question), CaseRows(ROWS, "").find(QUESTIONS[number].question, 3)
    return [value for one in found for value in values_of(analysed, one, PairReading(0.0, 1.0, 0, 1))]


def example(number: int) -> RowExample:
    made = make_example(QUESTIONS[number], "t", values(number), PROVEN[QUESTIONS[number].id])
    assert made is not None
    return made


def test_the_value_on_the_proven_line_is_right_and_nothing_is_where_nothing_answers() -> None:
    told = {(value.text, value.found.row.lines): bool(fine) for value, fine in zip(values(0), example(0).right, strict=True)}
    assert told == {("12명", (3, 3)): True, ("9명", (4, 4)): False, ("12명", (9, 9)): False}
    assert not example(1).right.any()
    assert (example(2).judged, bool(example(2).right.any())) == (False, False)


def test_of_pairs_those_that_make_the_key_on_the_proven_lines_are_right() -> None:
    pairs = list(reckon_values(values(2)))
    made = make_pair_example(QUESTIONS[2], "t", pairs, PROVEN["t-3"])
    assert made is not None
    assert {pair.text for pair, fine in zip(pairs, made.right, strict=True) if fine} == {"3명"}
    near = make_pair_example(QUESTIONS[1], "t", pairs, PROVEN["t-2"])
    assert near is not None
    assert not near.right.any()
    assert make_pair_example(QUESTIONS[2], "t", pairs, {9}) is None


def test_weights_are_learned_that_tell_right_from_wrong() -> None:
    signs = np.zeros((2, len(SIGNS)))
    signs[0, SIGNS.index("covered")] = 1.0
    taught = RowExample("t", ["12명", "9명"], signs, np.array([True, False]), np.array([True, False]), judged=True)
    weights, nothing = learn_rows([taught] * 20)
    assert weights[SIGNS.index("covered")] > 1
    assert nothing < 0
    assert np.abs(np.delete(weights, SIGNS.index("covered"))).max() == pytest.approx(0, abs=1e-4)


def test_kinds_and_intents_are_read_off_keys_and_pairs() -> None:
    assert [kind_of_answer(question) for question in QUESTIONS] == ["명", None, "명"]
    assert kind_of_answer(asked(4, "언제인가", "value", any=["2022년 3월"])) == "date"
    assert kind_of_answer(asked(5, "누구인가", "value", any=["가람센터"])) == "name"
    assert [kind for _, kind in label_kinds(QUESTIONS)] == ["명", "명", "명"]
    assert [intent for _, intent in label_intents(QUESTIONS)] == ["look_up", "look_up", "difference"]


def test_the_labelled_questions_are_many_and_no_two_alike() -> None:
    found = load_intents()
    assert len({one.question for one in found}) == len(found) > 4000
    assert len({one.intent for one in found}) == 17
    assert len({one.writer for one in found}) == 21
