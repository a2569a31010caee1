"""Quantities however they are written, and whether a text states one."""

import pytest

from answers.wording.amounts import amounts, loosely_dated, states

Told = list[tuple[str, float | tuple[int, ...]]]


def told(text: str) -> Told:
    return [(found.kind, found.value) for found in amounts(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20~30명", [("명", 30.0), ("명", 20.0)]),
        ("2~3억원", [("won", 3e8), ("won", 2e8)]),
        ("2020∼2022년", [("년", 2022.0), ("년", 2020.0)]),
        ("네 곳과 스물두 가지", [("개", 4.0), ("가지", 22.0)]),
        ("삼백 명이 이천만 원", [("명", 300.0), ("won", 2e7)]),
        ("구백구십구 명", [("명", 999.0)]),
        ("이 회사의 조건, 천안과 이천시, 백화점, 만 개발", []),
        ("13만 2,371명", [("명", 132371.0)]),
    ],
)
def test_quantities_in_words_and_ranges_are_read(text: str, found: Told) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("source", "sentence", "is_stated"),
    [
        ("13만 2,371명", "132,371명", True),
        ("746백만원", "7억 4,600만 원", True),
        ("484명", "483명", False),
        ("484명", "484건", False),
        ("484", "484명", True),  # a table's cell
        ("4가지", "네 가지", True),
        ("네 곳", "5곳", False),
        ("△3.2%", "3.2%", True),
        ("3.2%", "3.2%p", False),
        ("20~30명", "20명", True),
        ("20~30명", "25명", False),
        ("2022. 3. 5.", "2022년 3월 5일", True),
        ("2022년 3월 5일", "2022년", True),
        ("2022년 3월 5일", "2022년 3월", True),
        ("2022년 3월 5일", "3월 5일", True),
        ("2022년 3월 5일", "3월 6일", False),
        ("2022년 3월 5일", "2021년 3월 5일", False),
        ("2022년 사업을 3월 5일 시작", "2022년 3월 5일", False),  # put together from two places
        ("'22년 사업", "2022년", True),
        ("‘22.7.23. 개소", "7월 23일", True),
        ("7.23 개소", "7월 23일", True),
        ("경쟁률 3:1", "3대 1", True),
        ("경쟁률 3:1", "5대 1", False),
    ],
)
def test_a_quantity_is_stated_in_whatever_unit_or_notation(source: str, sentence: str, *, is_stated: bool) -> None:
    (found,) = amounts(sentence)
    assert states([*amounts(source), *loosely_dated(source)], found) is is_stated
