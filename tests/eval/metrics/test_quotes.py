"""Quotes against the casebook's lines, on a text of our own."""

import pytest

from corpus.model.ids import DEFAULT_BOOK
from corpus.model.nouns import Passage
from corpus.model.place import Place
from eval.metrics.quotes import find_printed, in_passage
from tests.support.answering.replies import cite

BOOK = (
    "표 1. 과정별 실적",  # 1
    "과정\t수료\t취업",
    "(용접)\t\t",
    "기초\t20명\t15명",
    "심화\t10명\t9명",  # 5
    "",
    " - **청년** 30명이   마을에 <u>남았다</u>.",
    "2023 쪽 장식",
    '<ul style="x"> 홍길동 대표는 02-123-4567로 받는다. <https://example.org>',
    "○ 다음 * 참고",  # 10
)


@pytest.mark.parametrize(
    ("quote", "lines", "place"),
    [
        ("- 청년 30명이 마을에 남았다.", (7, 7), "lines"),
        ("- 청년 30명이 마을에 남았다.", (8, 9), "above"),
        ("- 청년 31명이 마을에 남았다.", (7, 7), "nowhere"),
        ("심화 | 10명 | 9명", (5, 5), "lines"),
        ("심화 | 9명 | 10명", (5, 5), "nowhere"),
        ("표 1. 과정별 실적\n과정 | 수료 | 취업\n심화 | 10명 | 9명", (5, 5), "lines"),  # caption and header of the lines above
        ("과정 | 수료 | 취업\n((용접))\n심화 | 10명 | 9명", (5, 5), "lines"),  # the label of a merged cell
        ("표 1. 과정별 실적", (5, 5), "above"),
        ("심화 | 10명 | 9명\n표 1. 과정별 실적", (5, 5), "nowhere"),  # out of order
        (
            "- 청년 30명이 마을에 남았다.\n· 홍○○ 대표는 02-***-****로 받는다. <https://example.org>",
            (7, 9),
            "lines",
        ),  # masked, a line dropped
        ("· 홍○○ 대표는 03-***-****로", (9, 9), "nowhere"),
        ("○ 다음 * 참고", (10, 10), "lines"),
    ],
)
def test_where_a_quote_is_printed(quote: str, lines: tuple[int, int], place: str) -> None:
    assert find_printed(quote, lines, BOOK) == place


def test_a_quote_stands_in_its_passage_letter_by_letter() -> None:
    passage = Passage("8-01/s01", "8-01", "programme", "제목", "청년 30명이 남았다. 끝.", place=Place(DEFAULT_BOOK, (7, 7)))
    assert in_passage(cite("8-01/s01", (7, 7), "청년 30명이 남았다."), passage)
    assert not in_passage(cite("8-01/s01", (7, 7), "청년 30명이  남았다."), passage)
    assert not in_passage(cite("8-01/s01", (7, 8), "청년 30명이 남았다."), passage)
    assert not in_passage(cite("8-01/s01", (7, 7), ""), passage)
