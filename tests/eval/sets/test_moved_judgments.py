"""Judgments moved onto another book with the same lines: each case finds the one that stands where it stood."""

import pytest

from corpus.errors import EvalDataError
from corpus.model.nouns import Passage
from corpus.model.place import Place
from corpus.model.profile import CaseSpan
from eval.sets.judged import Judged, Query, Topic
from eval.sets.moved_judgments import judge_text, match_cases

SPANS = [CaseSpan(case_id="8-01", region="가람시", first=10, last=50), CaseSpan(case_id="8-02", region="나루군", first=51, last=90)]


def passage(case: str, *lines: int) -> Passage:
    return Passage(f"{case}/L{lines[0]}", case, "casebook", "", "글", place=Place("other", lines=(lines[0], lines[1])))


PASSAGES = [
    passage("other:text", 1, 9),
    passage("other:1", 12, 30),
    passage("other:1", 31, 52),
    passage("other:2", 53, 88),
    passage("other:text", 89, 99),
]
JUDGED = Judged(
    queries=[Query(id="q1", kind="fact", query="청년 창업", case="8-02", lines=[(60, 61)])],
    grades={"q1": {"8-02": 3, "8-01": 1}},
    topics=[Topic(id="t1", query="돌봄", rel={"8-01": 2, "8-09": 1})],
    similar={"8-01": {"8-02": 2}},
    unanswerable=[],
)


def test_a_case_is_the_one_that_shares_most_of_its_lines() -> None:
    found = {"other:text": [(1, 9), (89, 99)], "other:1": [(12, 52)], "other:2": [(53, 88)]}
    assert match_cases(SPANS, found) == {"8-01": "other:1", "8-02": "other:2"}
    assert match_cases(SPANS, {"other:1": [(200, 300)]}) == {}


def test_judgments_name_the_other_books_cases() -> None:
    moved = judge_text(JUDGED, SPANS, PASSAGES, "other")
    assert [(query.case, query.lines) for query in moved.queries] == [("other:2", [(60, 61)])]
    assert moved.grades == {"q1": {"other:2": 3, "other:1": 1}}
    assert moved.topics[0].rel == {"other:1": 2}
    assert (moved.book, moved.similar) == ("other", {})


def test_a_book_that_is_not_there_and_a_case_that_is_nowhere_are_told() -> None:
    with pytest.raises(EvalDataError, match="자료 none의 글이 없습니다"):
        judge_text(JUDGED, SPANS, PASSAGES, "none")
    with pytest.raises(EvalDataError, match="8-02"):
        judge_text(JUDGED, SPANS[:1], PASSAGES, "other")
