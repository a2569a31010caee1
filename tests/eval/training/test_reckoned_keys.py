"""Which two numbers make a key: as it is written, rounded, and in other units."""

import pytest

from corpus.rows.evidence_row import EvidenceRow
from eval.sets.ground_texts import GroundQuestion
from eval.training.reckoned_keys import makes_key, operand_rows, reckon_pairs

ROWS = tuple(
    EvidenceRow(case="t", kind="sentence", context="", said=said, lines=(number, number))
    for number, said in enumerate(("용접은 12명이 마쳤다.", "도장은 9명이 마쳤다.", "모두 30명이 왔다."), 1)
)


def question(text: str, operation: str | None, *keys: str) -> GroundQuestion:
    return GroundQuestion.model_validate(
        {"id": "t-1", "text": "t", "question": text, "kind": "compute", "want": {"any": list(keys)}, "operation": operation}
    )


@pytest.mark.parametrize(
    ("operation", "key", "lines"),
    [
        ("difference", "3명", [1, 2]),
        ("sum", "21", [1, 2]),
        ("share", "30%", [2, 3]),
        ("share", "75.0%", [1, 2]),
        (None, "40%", [1, 3]),
    ],
)
def test_the_two_numbers_that_make_a_key_are_found(operation: str | None, key: str, lines: list[int]) -> None:
    asked = question("용접과 도장은 몇 명인가?", operation, key)
    pairs = list(reckon_pairs(asked, ROWS))
    assert sorted(row.lines[0] for row in operand_rows(pairs) if row.lines) == lines
    assert all(makes_key(pair, asked.want.spellings) for pair in pairs)


def test_what_no_two_numbers_make_is_not_found() -> None:
    assert list(reckon_pairs(question("용접은 몇 명 많은가?", "difference", "4명"), ROWS)) == []
    assert list(reckon_pairs(question("용접은 몇 명 많은가?", "sum", "3명"), ROWS)) == []
    assert list(reckon_pairs(question("용접은 몇 시간 긴가?", None, "3시간"), ROWS)) == []


def test_money_may_be_written_in_any_unit() -> None:
    rows = tuple(
        EvidenceRow(case="t", kind="sentence", context="", said=said, lines=(1, 1))
        for said in ("예산은 30억원이다.", "집행은 28억 5,000만원이다.")
    )
    for key in ("1억 5,000만원", "150백만원", "1.5억원", "150,000천원"):
        assert list(reckon_pairs(question("예산보다 얼마 적은가?", "difference", key), rows)), key
