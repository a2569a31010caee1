"""Texts as blocks: their lines, pages and tables."""

import unicodedata
from pathlib import Path

import pytest

from corpus.documents.furniture import find_furniture, lone_page_numbers
from corpus.documents.limits import LIMITS, Limits
from corpus.documents.text_letters import decode_letters
from corpus.documents.text_reader import read_lines, read_text
from corpus.errors import DocumentError
from corpus.model.document import Block, Inside, ReadFile


def read(text: str) -> ReadFile:
    return read_lines(text, name="글.txt", limits=LIMITS)


def told(text: str) -> list[tuple[str, str, tuple[int, int] | None]]:
    return [(block.kind, block.text, block.lines) for block in read(text).blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_text_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "글.txt"
    path.write_bytes("마을 도서관\r\n이용자 12명\r\n".encode(encoding))
    found = read_text(path, LIMITS)
    assert found.lines == ("마을 도서관", "이용자 12명")
    assert [block.text for block in found.blocks] == ["마을 도서관", "이용자 12명"]
    assert (found.page_count, found.format) == (None, "text")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "그림.txt"
    path.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(DocumentError) as caught:
        read_text(path, LIMITS)
    assert caught.value.code == "damaged_document"
    assert decode_letters(b"\x00\x01\x02") is None
    path.write_text(" \n\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_text(path, LIMITS)
    assert caught.value.code == "no_text"


def test_more_pages_than_are_read_are_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read_lines("글\f" * 4 + "글", name="글.txt", limits=Limits(pages=3))
    assert caught.value.code == "too_large"


def test_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "글.txt"
    path.write_text(unicodedata.normalize("NFD", "가람시"), encoding="utf-8")
    assert read_text(path, LIMITS).lines == ("가람시",)


def test_a_form_feed_ends_a_page_within_a_line() -> None:
    found = read("첫 쪽 글\n끝말\f둘째 쪽\n글")
    assert found.page_count == 2
    assert [(block.text, block.page, block.lines) for block in found.blocks] == [
        ("첫 쪽 글", 1, (1, 1)),
        ("끝말", 1, (2, 2)),
        ("둘째 쪽", 2, (2, 2)),
        ("글", 2, (3, 3)),
    ]
    assert {block.page_from for block in found.blocks} == {"file"}


def test_a_sentence_that_the_margin_broke_is_one() -> None:
    first = "주민이 함께 모여 오래 비어 있던 집을 고치고 그곳을\n마을의 쉼터로 쓰기로 함\n"
    text = first + "○ 다음 항목은 따로 있는 줄이며 여기서부터 앞의 줄과\n- 이어지지 않음"
    assert [lines for _, _, lines in told(text)] == [(1, 2), (3, 3), (4, 4)]


def test_rows_of_tabs_are_a_table() -> None:
    (table,) = read("구분\t2022년\t2023년\n이용자\t12\t30").blocks
    assert table.kind == "table"
    assert table.text == "구분 | 2022년 | 2023년\n이용자 | 12 | 30"
    assert [(cell.row, cell.col, cell.text) for cell in table.cells][3:] == [(1, 0, "이용자"), (1, 1, "12"), (1, 2, "30")]
    assert table.lines == (1, 2)


def test_pipes_are_a_table_with_its_head() -> None:
    (table,) = read("| 구분 | 값 |\n|---|---|\n| 이용자 | 12 |").blocks
    assert [(cell.text, cell.head) for cell in table.cells] == [("구분", True), ("값", True), ("이용자", False), ("12", False)]


def test_html_has_spans_and_tables_within_tables() -> None:
    outer, inner = read(
        "<table><tr><th rowspan=2>구분</th><th colspan=2>실적</th></tr><tr><th>목표</th><th>결과</th></tr>\n"
        "<tr><td>합계</td><td>5</td><td><table><tr><td>안쪽</td></tr></table></td></tr></table>"
    ).blocks
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span, cell.head) for cell in outer.cells}
    assert spans["실적"] == (0, 1, 1, 2, True)
    assert spans["결과"] == (1, 2, 1, 1, True)
    assert spans["5"] == (2, 1, 1, 1, False)
    assert (inner.text, inner.inside, outer.lines) == ("안쪽", Inside(0, 2, 2), (1, 2))


def test_a_nested_table_printed_again_below_is_taken_once() -> None:
    nested = "<table><tr><td>신규</td><td>7</td></tr></table>"
    outer, inner = read(f"사업\t내용 {nested}\n신규\t7\n끝\t2").blocks
    assert [cell.text for cell in outer.cells] == ["사업", "내용", "끝", "2"]
    assert (inner.text, inner.inside) == ("신규 | 7", Inside(0, 0, 1))


def test_hashes_are_headings_where_that_is_the_custom() -> None:
    assert [(block.kind, block.level, block.text) for block in read("# 책\n## 첫째\n글").blocks] == [
        ("heading", 1, "책"),
        ("heading", 2, "첫째"),
        ("paragraph", None, "글"),
    ]
    assert read("### 잘못 읽은 줄\n글").blocks[0] == Block(kind="paragraph", text="### 잘못 읽은 줄", lines=(1, 1))


PAGES = [
    ["지역 사례집", "첫 글", "- 1 -"],
    ["제2장 복지", "둘째 글", "- 2 -"],
    ["지역 사례집", "셋째 글", "- 3 -"],
    ["제2장 복지", "넷째 글", "- 4 -"],
    ["지역 사례집", "다섯째 글", "- 5 -"],
    ["제2장 복지", "여섯째 글", "- 6 -"],
]


def test_heads_of_odd_and_even_pages_and_numbers_are_furniture() -> None:
    found = find_furniture([["표지"], ["차례"], *PAGES])
    assert found.lines == (frozenset(), frozenset(), *([frozenset({0, 2})] * 6))
    assert found.labels == {3: "1", 4: "2", 5: "3", 6: "4", 7: "5", 8: "6"}


def test_misread_heads_are_furniture_and_headings_that_count_are_not() -> None:
    heads = [
        "국가 안전 종합 대책 추진 상황",
        "국가 안전 종합 대잭 추진 상황",
        "국기 안전 종합 대책 추진 상항",
        "국가 안전 종합 대책 추진 상황",
    ]
    pages = [[head, f"변화 {number}", body] for number, head, body in zip((1, 2, 4, 7), heads, "가나다라", strict=True)]
    assert find_furniture(pages).lines == (frozenset({0}),) * 4


def test_lone_page_numbers_of_a_text_without_pages() -> None:
    lines = ["글", "- 1 -", "글", "- 2 -", "글", "- 3 -", "1", "2", "3"]
    assert lone_page_numbers(lines) == {1, 3, 5}
    assert lone_page_numbers(["- 1 -", "- 9 -", "- 4 -"]) == frozenset()
