"""What an answer is worth, question by question: every value worked out by hand."""

import pytest

from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Passage
from corpus.model.place import Place
from eval.runs.answer_marking import Ground, mark
from eval.sets.computed import Computed
from eval.sets.judged import Query, Unanswerable
from tests.support.answering.replies import cite, no, reply

PASSAGES = {
    "8-01/s01": Passage("8-01/s01", "8-01", "programme", "제목", "글", place=Place(DEFAULT_BOOK, (10, 14))),
    "8-01/s02": Passage("8-01/s02", "8-01", "programme", "제목", "글", place=Place(DEFAULT_BOOK, (30, 39))),
    "8-01/summary": Passage("8-01/summary", "8-01", "summary", "제목", "글"),
    "8-02/L3": Passage("8-02/L3", "8-02", "casebook", "제목", "글", place=Place(DEFAULT_BOOK, (3, 3))),
    "jobs-2024:1/L10": Passage("jobs-2024:1/L10", "jobs-2024:1", "casebook", "제목", "글", place=Place("jobs-2024", (10, 14))),
}
GROUND = Ground(PASSAGES, {"8-01": "거제시", "8-02": "여수시", "9-01": "서울특별시"}, lambda point, answer: point in answer)
FACT = Query(id="f1", kind="fact", query="몇 명인가", case="8-01", lines=[(12, 13), (50, 50)], answers=["300명", "300"])
WHY = Query(id="w1", kind="why", query="왜 줄었나", case="8-01", lines=[(12, 13), (38, 38)], key_points=["일감", "불황"])
SURE = {"quotes in their passage": 1.0}


def computed(op: str, answers: list[str], cases: list[str], *, refuse: bool = False) -> Computed:
    return Computed.model_validate(
        {"id": "c1", "op": op, "query": "몇인가", "answers": answers, "cases": cases, "rows": [], "refuse": refuse}
    )


def test_a_fact_told_exactly_with_one_of_two_places_cited() -> None:
    """Of two citations one touches gold; of two gold ranges one is touched; of 15 cited lines two are gold."""
    found = mark(FACT, reply("300명 (청년 300명이 떠났다)", [cite("8-01/s01", (10, 14)), cite("8-01/s02", (30, 39))]), GROUND)
    assert (found.mark, found.wanted) == ("exact", ["300명", "300"])
    assert (
        found.values
        == {
            "fact exact": 1.0,
            "fact contained": 1.0,
            "fact wrong": 0.0,
            "fact abstained": 0.0,
            "answerable abstained": 0.0,
            "fact over 80 characters": 0.0,
            "fact citation recall": 0.5,
            "fact citation precision (answered)": 0.5,
            "fact cited lines in gold (answered)": pytest.approx(2 / 15),
        }
        | SURE
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("300", "exact"),
        ("30명 (300명 가운데 30명)", "contained"),
        ("30명 (목표 1300명)", "wrong"),
        ("300명 " + "긴 말 " * 26, "wrong"),  # over 80 characters is no short answer, whatever it holds
    ],
)
def test_a_fact_is_exact_contained_or_wrong(text: str, told: str) -> None:
    found = mark(FACT, reply(text), GROUND)
    assert found.mark == told
    assert found.values["fact exact"] == (told == "exact")
    assert found.values["fact contained"] == (told in {"exact", "contained"})
    assert found.values["fact over 80 characters"] == (len(text) > 80)


def test_a_fact_withheld_cites_nothing_whatever_is_offered_as_near() -> None:
    found = mark(FACT, no([cite("8-01/s01", (10, 14))]), GROUND)
    assert found.mark == "abstained"
    assert (found.values["answerable abstained"], found.values["fact citation recall"]) == (1.0, 0.0)
    assert not any(name.endswith("(answered)") for name in found.values)


def test_a_summary_has_no_lines_to_be_found_at() -> None:
    values = mark(FACT, reply("300명", [cite("8-01/summary", None)]), GROUND).values
    assert (values["fact citation precision (answered)"], values["fact cited lines in gold (answered)"]) == (0.0, 0.0)


def test_the_same_lines_of_another_book_are_no_evidence() -> None:
    """Of two citations one touches gold; both books' lines 10 to 14 are cited, and of these ten lines two are gold."""
    answer = reply("300명", [cite("8-01/s01", (10, 14)), cite("jobs-2024:1/L10", (10, 14))])
    values = mark(FACT, answer, GROUND).values
    assert {name: values[f"fact {name}"] for name in ("citation recall", "citation precision (answered)")} == {
        "citation recall": 0.5, "citation precision (answered)": 0.5,
    }  # fmt: skip
    assert values["fact cited lines in gold (answered)"] == 0.2
    elsewhere = mark(WHY, reply("일감이 줄었다", [cite("jobs-2024:1/L10", (10, 14))]), GROUND)
    assert (elsewhere.mark, elsewhere.values["why evidence share"]) == ("no evidence", 0.0)


def test_reasons_are_measured_by_evidence_and_key_points() -> None:
    found = mark(WHY, reply("일감이 줄었다", [cite("8-01/s01", (10, 14))]), GROUND)
    assert found.mark == "evidence"
    assert {name: found.values[f"why {name}"] for name in ("answered", "evidence any", "evidence share", "key points", "characters")} == {
        "answered": 1.0, "evidence any": 1.0, "evidence share": 0.5, "key points": 0.5, "characters": 7.0,
    }  # fmt: skip
    assert mark(WHY, reply("불황", [cite("8-02/L3", (3, 3))]), GROUND).mark == "no evidence"
    assert mark(WHY, no(), GROUND).values["why key points"] == 0.0


def test_other_queries_are_asked_for_their_evidence_alone() -> None:
    need = FACT.model_copy(update={"kind": "need"})
    found = mark(need, reply("글", [cite("8-01/s02", (30, 39))]), GROUND)
    assert (found.mark, found.values) == (
        "no evidence",
        {"need evidence any": 0.0, "need abstained": 0.0, "answerable abstained": 0.0} | SURE,
    )


@pytest.mark.parametrize("kind", ["far", "near", "trap"])
def test_what_has_no_answer_is_rightly_refused(kind: str) -> None:
    question = Unanswerable.model_validate({"id": "u1", "kind": kind, "query": "버스 요금"})
    refused, told = mark(question, no(), GROUND), mark(question, reply("1,500원"), GROUND)
    assert (refused.mark, refused.values) == ("right", {f"{kind} abstained": 1.0, "unanswerable abstained": 1.0} | SURE)
    assert (told.mark, told.values) == ("answered", {f"{kind} abstained": 0.0, "unanswerable abstained": 0.0} | SURE)


@pytest.mark.parametrize(
    ("op", "answers", "text", "right"),
    [
        ("count", ["5건", "5곳"], "5곳 (거제시, 여수시 등)", True),
        ("count", ["5건", "5곳"], "15건", False),
        ("count", ["5건", "5곳"], "3곳 (대상 5곳)", False),  # the value, not what stands beside it
        ("sum", ["2조 9,142억원"], "29,142억원", True),
        ("mean", ["70.3%", "70.33%"], "70.33% (열 곳의 평균)", True),
        ("mean", ["70.3%"], "70.3%인데 " + "말이 길다 " * 20, False),
        ("max", ["울산광역시", "울산"], "울산 (2조 9,371억원)", True),
        ("max", ["인천광역시", "인천"], "인천광역시 서구 (313,000명)", False),
        ("attainment", ["못 미", "95.7%"], "목표에 못 미쳤습니다.", True),
        ("attainment", ["못 미", "95.7%"], "95.7% (실적 957명)", True),
        ("attainment", ["못 미", "95.7%"], "달성했습니다.", False),
        ("top", ["거제시", "여수시"], "거제시(10명), 여수시(9명)", True),
        ("filter", ["거제시", "여수시"], "2곳 (여수시, 거제시)", True),
        ("filter", ["거제시", "여수시"], "거제시(10명)", False),
    ],
)
def test_what_was_reckoned_is_right_by_any_spelling_and_a_list_by_all(op: str, answers: list[str], text: str, right: bool) -> None:
    found = mark(computed(op, answers, ["8-01"]), reply(text), GROUND)
    assert found.mark == ("right" if right else "wrong")
    assert (found.values[f"{op} right"], found.values["computed right"]) == (right, right)


def test_a_list_with_one_place_too_many_is_not_right_and_no_more() -> None:
    question = computed("filter", ["거제시"], ["8-01"])
    assert mark(question, reply("거제시(10명)"), GROUND).values["lists right and no more"] == 1.0
    assert mark(question, reply("거제시(10명), 여수시(9명)"), GROUND).values["lists right and no more"] == 0.0


def test_what_was_reckoned_cites_the_cases_of_its_rows() -> None:
    question = computed("sum", ["5명"], ["8-01", "8-02"])
    values = mark(question, reply("5명", [cite("8-01/s01", (10, 14)), cite("8-01/s02", (30, 39))]), GROUND).values
    assert (values["computed cases cited"], values["computed citation precision (answered)"]) == (0.5, 1.0)
    assert mark(question, no([cite("8-01/s01", (10, 14))]), GROUND).values["computed cases cited"] == 0.0


def test_what_cannot_be_reckoned_is_to_be_refused() -> None:
    question = computed("refuse", [], ["8-01"], refuse=True)
    assert (mark(question, no(), GROUND).mark, mark(question, reply("5명"), GROUND).mark) == ("right", "answered")
    assert "answerable abstained" not in mark(question, no(), GROUND).values


def test_quotes_are_held_against_passage_and_casebook() -> None:
    answer = reply("300명", [cite("8-01/s01", (10, 14)), cite("8-02/L3", (3, 3)), cite("8-01/s02", (30, 39), "없는 말")])
    assert mark(FACT, answer, GROUND).values["quotes in their passage"] == pytest.approx(2 / 3)
    for book, share in ((("", "", "글"), 1.0), (("글", "", ""), 0.0)):
        values = mark(FACT, answer, Ground(PASSAGES, {}, lambda *_: False, book)).values
        assert values["casebook quotes at their lines"] == share


def test_only_quotes_of_the_book_whose_lines_are_known_are_held_against_them() -> None:
    answer = reply("300명", [cite("8-02/L3", (3, 3)), cite("jobs-2024:1/L10", (10, 14))])
    assert mark(FACT, answer, Ground(PASSAGES, {}, lambda *_: False, ("", "", "글"))).values["casebook quotes at their lines"] == 1.0
