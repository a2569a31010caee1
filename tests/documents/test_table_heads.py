"""Header rows of tables, by marks and without."""

import re

import pytest

from corpus.documents.table_heads import is_figure, mark_heads
from corpus.model.document import Cell


def cells(*rows: str, marked: int = 0) -> list[Cell]:
    """Cells of rows written as `a | b`; `2x1:` before a text gives its spans, and `^` stands where a cell above reaches down."""
    found = []
    for row, line in enumerate(rows):
        col = 0
        for text in (part.strip() for part in line.split("|")):
            if text == "^":
                col += 1
                continue
            spans = re.match(r"(\d)x(\d):", text)
            down, across = (int(spans[1]), int(spans[2])) if spans else (1, 1)
            words = text[spans.end() :] if spans else text
            found.append(Cell(row, col, down, across, row < marked, words.strip()))
            col += across
    return found


def head_rows(*rows: str, marked: int = 0) -> int:
    found = mark_heads(cells(*rows, marked=marked))
    heads = {cell.row for cell in found if cell.head}
    assert heads == set(range(len(heads)))
    assert all(cell.head == (cell.row in heads) for cell in found)
    return len(heads)


@pytest.mark.parametrize(
    ("rows", "height"),
    [
        (("구 분 | 내 용", "가 | 나"), 1),
        (("성명 | 나이 | 직급", "김 아무개 | 34 | 주무관", "이 아무개 | 41 | 사무관"), 1),
        ((" | 2021년 | ’22년 | 2023", "예산 | 1,200 | 1,300 | 1,400"), 1),
        (("합계 | 상담 | 교육", "102 | 34 | 68"), 1),
        (("사업 | 1단계(’22년~’26년) | 2단계", "사전 개편 | · 개편 계획 마련과 자료 조사 | · 수정·보완과 연차 평가 실시"), 1),
        (("2x1:구분 | 1x2:2023년 | 1x2:2024년", "^ | 1분기 | 2분기 | 1분기 | 2분기", "가 | 1 | 2 | 3 | 4"), 2),
        (("구분 | 1x2:목표 및 실적 | 비율", " | 목표 | 실적 | ", "가 | 10 | 12 | 120.0"), 2),
        (("3x1:구분 | 1x4:실적", "^ | 1x2:상반기 | 1x2:하반기", "^ | 남 | 여 | 남 | 여", "가 | 1 | 2 | 3 | 4"), 3),
        (("1x3:(단위: 명)", "구분 | 남 | 여", "가 | 1 | 2"), 2),
        (("1x2:상반기 | 1x2:하반기", "남 | 여 | 남 | 여", "1 | 2 | 3 | 4"), 2),
        (("사업명 | 청년 상담 창구 운영", "기간 | 2022년 3월부터 12월까지", "대상 | 청년 120명"), 0),
        (("예산 | 1,200백만 원", "인원 | 30명"), 0),
        (("1 | 가 | 나", "2 | 다 | 라"), 0),
        (("가 | 나",), 0),
        (("2x1:가 | 나", "^ | 다"), 0),
        (("아주 긴 글이 첫 줄에 서 있어서 이름이라고는 도무지 볼 수 없는 칸이 있는 표이다 | 나", "다 | 1"), 0),
        ((), 0),
    ],
)
def test_header_rows_without_marks(rows: tuple[str, ...], height: int) -> None:
    assert head_rows(*rows) == height


def test_marks_of_the_file_count_first() -> None:
    assert head_rows("가 | 나", "다 | 라", marked=1) == 1
    assert head_rows("가 | 나 | 다", " | 라 | 마", "바 | 사 | 아", marked=1) == 2
    assert head_rows("가 | 나", "다 | 라", marked=2) == 0
    first_column = [
        Cell(0, 0, head=True, text="이름"),
        Cell(0, 1, text="값이 있는 글"),
        Cell(1, 0, head=True, text="수"),
        Cell(1, 1, text="3"),
    ]
    assert not any(cell.head for cell in mark_heads(first_column))


@pytest.mark.parametrize("text", ["1,200", "△9.1", "(36.4)", "12.5%", "3명", "₩35,000", "-", "–", "1,200백만원", "+0.7", "8종", "5"])
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize(
    "text", ["2023", "’22년", "2023년", "1분기", "25.2Q", "3월", "2021.12.", "1단계", "", "가 1", "2026~2027", "초1~초2"]
)
def test_what_only_looks_like_a_figure(text: str) -> None:
    assert not is_figure(text)
