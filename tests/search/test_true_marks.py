"""Marks and reasons say what was typed."""

import pytest

from service.search.presenting.true_marks import TrueMarks, amounts_of


@pytest.mark.parametrize(
    ("query", "text", "piece", "true"),
    [
        ("20대 취업", "20명을 뽑았다", "20", False),
        ("20명 취업", "20명을 뽑았다", "20", True),
        ("1년 근속", "1인당 지원", "1", False),
        ("2022", "2022년", "2022", True),  # no amount was asked for
        ("시 지원", "시작품 제작", "시", False),
        ("시 지원", "우리 시 안에서", "시", True),
        ("청년 지원", "청년들을", "청년", True),
    ],
)
def test_a_mark_is_true_of_what_was_typed(query: str, text: str, piece: str, true: bool) -> None:
    start = text.index(piece)
    assert TrueMarks(text, amounts_of(query)).has(start, start + len(piece)) is true


def test_an_amount_is_found_however_it_is_written() -> None:
    text = "융자는 3,000만 원까지, 이자는 3년간 지원한다"
    marks = TrueMarks(text, amounts_of("3천만원 융자"))
    assert [text[start:end] for start, end in marks.amounts] == ["3,000만 원"]
    assert not marks.has(text.index("3년"), text.index("3년") + 1)
