"""What of a question's cell a fact holds."""

from typing import Any

from corpus.model.fact import Fact
from eval.metrics.fact_scores import score_facts
from eval.sets.table_questions import TableQuestion

QUESTION = TableQuestion.model_validate(
    {
        "id": "q", "case": "8-01", "held_out": False, "question": "가람시 2022년 취업 실적은?", "value": "1,234", "number": 1234,
        "unit": "명",
        "kind": "count", "year": 2022, "role": "actual", "row_head": "가람시", "column_head": "실적(명)", "line": 7,
    }
)  # fmt: skip


def fact(**told: Any) -> Fact:  # noqa: ANN401 - fields
    held: dict[str, Any] = {
        "id": "b:1/v1", "case": "b:1", "subject": "가람시", "measure": "실적", "value": "1,234", "number": 1234, "unit": "명",
        "kind": "count",
        "year": 2022, "role": "actual", "row_path": ("가람시",), "column_path": ("2022년", "실적(명)"), "lines": (7, 7), "origin": "table",
        "rule": "cell", "score": 1.0,
    }  # fmt: skip
    return Fact(**held | told)


def whole(question: TableQuestion, *facts: Fact) -> bool:
    return score_facts([question], facts)[0].whole


def test_a_fact_with_everything_right_is_whole() -> None:
    assert whole(QUESTION, fact())
    assert whole(QUESTION, fact(number=9), fact())


def test_each_field_counts_by_itself() -> None:
    assert score_facts([QUESTION], [fact(number=1235)])[0].value is False
    assert score_facts([QUESTION], [fact(lines=(8, 8))])[0].value is False
    assert score_facts([QUESTION], [fact(origin="prose")])[0].value is False
    missing = score_facts([QUESTION], [fact(column_path=())])[0]
    assert (missing.value, missing.heads, missing.unit) == (True, False, False)
    wrong = score_facts([QUESTION], [fact(unit="건", role="target")])[0]
    assert (wrong.heads, wrong.unit, wrong.year, wrong.role) == (True, False, True, False)


def test_what_two_readers_fill_differently_is_not_counted() -> None:
    assert whole(QUESTION.model_copy(update={"open": frozenset({"unit"})}), fact(unit=None))
    assert whole(QUESTION.model_copy(update={"role_also": ("earlier",)}), fact(role="earlier"))
    assert not whole(QUESTION.model_copy(update={"role_also": ("earlier",)}), fact(role="plan"))
