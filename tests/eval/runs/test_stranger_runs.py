"""Questions by others asked of an asker that is told what to say: verdicts, how values are told, and the tables."""

import pytest

from answers.results import Answer
from eval.metrics.told_values import is_cited, names_second_value, told_spellings
from eval.reports.stranger_tables import confidence_rows, failed_rows, level_rows, stranger_rows
from eval.runs.stranger_runs import JudgedReply, ask_strangers, spread_evenly
from eval.sets.stranger_questions import StrangerQuestion
from tests.support.answering.replies import NO, Told, cite, reply


def question(name: str, kind: str, **want: object) -> StrangerQuestion:
    writer, case = name.split("-", 1)[0], "-".join(name.split("-")[1:3])
    return StrangerQuestion.model_validate(
        {"id": name, "case": case, "writer": writer, "question": f"물음 {name}", "kind": kind, "want": want}
    )


QUESTIONS = [
    question("a-8-07-1", "value", any=["422명"]),
    question("a-8-07-2", "table", any=["68.2"]),
    question("a-8-07-3", "none_near", no=True),
    question("b-8-08-1", "value", any=["12명"]),
    question("b-8-08-2", "compute", any=["3명"]),
    question("b-8-08-3", "none_trap", no=True),
]
ANSWERS = {
    "물음 a-8-07-1": reply("422명 (취업 330명)", [cite("8-07/s1", (1, 2), "모두 422 명 선발")]),
    "물음 a-8-07-2": reply("66.4%입니다.", [cite("8-08/s1", (1, 2), "66.4%")], "low"),
    "물음 b-8-08-1": reply("12명", [cite("8-07/s1", (1, 2), "12명")], "medium"),
    "물음 b-8-08-3": reply("없다고 하지 않음", [], "high"),
}


@pytest.fixture
def judged() -> list[JudgedReply]:
    return ask_strangers(Told(ANSWERS), QUESTIONS)


def test_every_question_is_asked_and_judged(judged: list[JudgedReply]) -> None:
    assert [one.verdict for one in judged] == ["right", "wrong", "right", "right", "refused", "wrong"]
    assert [one.is_lookup for one in judged] == [True, True, False, True, False, False]
    assert [one.names_second for one in judged] == [True, False, False, False, False, False]
    assert [one.is_uncited for one in judged] == [False, True, False, True, False, False]


def test_progress_is_told_question_by_question() -> None:
    told: list[tuple[str, int, int]] = []
    ask_strangers(Told({}), QUESTIONS[:2], lambda *step: told.append(step))
    assert told == [("질문", 1, 2), ("질문", 2, 2)]


def test_a_row_a_writer_and_one_of_all(judged: list[JudgedReply]) -> None:
    heads = [
        "right",
        "refused",
        "wrong",
        "answerable_right",
        "unanswerable_refused",
        "traps_refused",
        "value",
        "table",
        "compute",
        "points",
    ]
    assert stranger_rows(judged) == [
        ["group", "questions", *heads],
        ["a", "3", "2", "0", "1", "0.500", "1.000", "-", "1.000", "0.000", "-", "-"],
        ["b", "3", "1", "1", "1", "0.500", "0.000", "0.000", "1.000", "-", "0.000", "-"],
        ["all", "6", "3", "1", "2", "0.500", "0.500", "0.000", "1.000", "0.000", "0.000", "-"],
    ]


def test_right_and_wrong_answers_by_confidence(judged: list[JudgedReply]) -> None:
    assert confidence_rows(judged) == [
        ["verdict", "answers", "high", "medium", "low", "lookups", "second_value", "uncited"],
        ["right", "2", "1", "1", "0", "2", "1", "1"],
        ["wrong", "2", "1", "0", "1", "1", "0", "1"],
    ]
    assert level_rows(judged) == [["share", "value"], ["right answers told at high", "0.500"], ["answers told at low", "0.250"]]
    assert level_rows([])[1:] == [["right answers told at high", "-"], ["answers told at low", "-"]]


def test_what_is_not_right_is_told_with_what_was_wanted(judged: list[JudgedReply]) -> None:
    assert failed_rows(judged) == [
        ["verdict", "question", "kind", "text", "confidence", "answer", "wanted"],
        ["wrong", "a-8-07-2", "table", "물음 a-8-07-2", "low", "66.4%입니다.", "68.2"],
        ["refused", "b-8-08-2", "compute", "물음 b-8-08-2", "high", NO, "3명"],
        ["wrong", "b-8-08-3", "none_trap", "물음 b-8-08-3", "high", "없다고 하지 않음", "no"],
    ]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("422명입니다. 취업은 330명입니다.", False),
        ("422명(취업 330명)입니다.", True),
        ("2021년 65.7%, 2022년 66.4%", True),
        ("2021년과 2022년의 422명", False),
        ("2년에서 3년으로", True),
        ("422명 가운데 422명", False),
        ("422명, 12개", False),
        ("1 2", False),
        ("", False),
    ],
)
def test_a_second_value_of_the_unit_is_seen_in_the_first_sentence(text: str, *, second: bool) -> None:
    assert names_second_value(text) is second


def test_the_value_told_is_no_year_where_there_is_another() -> None:
    assert told_spellings("2022년 422명 (목표 330명)") == ["422명"]
    assert told_spellings("2022년 9월") == ["2022년 9월"]
    assert told_spellings("가나재단") == ["가나재단"]


def test_a_value_is_cited_where_a_quote_of_the_case_has_it_whole() -> None:
    answer: Answer = reply("12명", [cite("8-07/s1", (1, 2), "모두 1,212명"), cite("8-08/s1", (1, 2), "12 명")])
    assert is_cited(["12명"], answer, "8-08")
    assert not is_cited(["12명"], answer, "8-07")
    assert is_cited(["열둘", "1212"], answer, "8-07")


def test_a_value_is_cited_where_the_quote_spells_it_otherwise() -> None:
    answer = reply("7억 4,600만원", [cite("8-07/s1", (1, 2), "사업비 746백만원")])
    assert is_cited(["7억 4,600만원"], answer, "8-07")
    assert not is_cited(["7억 4,700만원"], answer, "8-07")


def test_a_limit_spreads_over_all() -> None:
    assert spread_evenly("abcdefghij", 3) == ["a", "d", "g"]
    assert spread_evenly("abc", 3) == spread_evenly("abc", 9) == spread_evenly("abc", None) == ["a", "b", "c"]
