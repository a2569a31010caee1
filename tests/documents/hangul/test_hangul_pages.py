"""How blocks find their pages, and what is done where there is no layout."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents.hangul import hangul_pages
from corpus.documents.hangul.hangul_alignment import Span, find_spans, text_key
from corpus.documents.hangul.hangul_blocks import BlockWords
from corpus.documents.hangul.hangul_pages import LayoutPage, find_labels, lay_out, place_blocks
from corpus.documents.hangul.hangul_reader import read_hwpx
from corpus.documents.hangul.hangul_text import TextPart, join_parts, make_description, make_plain
from corpus.documents.limits import LIMITS
from corpus.model.document import Block, BlockKind
from tests.documents.hangul.hangul_files import write_garden


def blocks_of(*texts: str, kind: BlockKind = "paragraph") -> tuple[list[Block], list[BlockWords]]:
    return [Block(kind=kind, text=text) for text in texts], [BlockWords(number, text) for number, text in enumerate(texts)]


def test_marks_and_blanks_are_not_compared() -> None:
    assert text_key("< 주민·이웃 > (2곳)") == text_key("주민‧이웃2곳") == "주민이웃2곳"
    assert text_key("① 물") == text_key("\U000f02b1물") == "1물"


def test_a_heading_is_not_taken_for_its_contents_line() -> None:
    blocks, words = blocks_of("정원의 뜻\t1", "가꾸는 사람들\t3", "정원의 뜻", "첫째 이야기", "가꾸는 사람들", "둘째 이야기")
    pages = [LayoutPage("정원의뜻1가꾸는사람들3"), LayoutPage("정원의뜻첫째이야기"), LayoutPage("가꾸는사람들둘째이야기")]
    assert [one.page for one in place_blocks(blocks, words, pages).blocks] == [1, 1, 2, 2, 3, 3]


def test_a_paragraph_may_run_over_a_page() -> None:
    blocks, words = blocks_of("앞 문단", "물을 주고 거름을 주고 풀을 뽑고 꽃을 심고 나무를 가꾸고 길을 쓸고 의자를 놓았다")
    pages = [LayoutPage("앞문단물을주고거름을주고풀을뽑고꽃을심"), LayoutPage("고나무를가꾸고길을쓸고의자를놓았다")]
    assert place_blocks(blocks, words, pages).blocks[1].pages == (1, 2)


def test_what_is_drawn_out_of_turn_is_found_on_its_page() -> None:
    blocks, words = blocks_of("표지의 큰 제목", "2030년 5월", "첫 쪽의 긴 이야기입니다")
    placed = place_blocks(blocks, words, [LayoutPage("2030년5월표지의큰제목"), LayoutPage("첫쪽의긴이야기입니다")])
    assert [one.page for one in placed.blocks] == [1, 1, 2]


def test_what_is_found_nowhere_stands_with_its_neighbour() -> None:
    blocks, words = blocks_of("첫 쪽의 이야기", "◇◇◇", "둘째 쪽의 이야기")
    placed = place_blocks(blocks, words, [LayoutPage("첫쪽의이야기"), LayoutPage("둘째쪽의이야기")])
    assert [one.page for one in placed.blocks] == [1, 1, 2]


def test_a_picture_stands_on_the_page_that_shows_one() -> None:
    blocks, words = blocks_of("첫 쪽의 이야기", "", "셋째 쪽의 이야기")
    blocks[1] = Block(kind="figure", text="")
    placed = place_blocks(
        blocks, [words[0], words[2]], [LayoutPage("첫쪽의이야기"), LayoutPage("", pictures=1), LayoutPage("셋째쪽의이야기")]
    )
    assert placed.blocks[1].pages == (2, 2)


def test_the_chain_never_goes_back() -> None:
    assert find_spans(["나무", "풀밭길", "나무심기"], "풀밭길나무심기풀밭길") == [[], [Span(0, 3)], [Span(3, 7)]]


@given(st.lists(st.text("가나다12 ·", max_size=40), max_size=20), st.text("가나다12", max_size=200))
def test_spans_hold_what_they_are_of_and_never_go_back(texts: list[str], text: str) -> None:
    keys = [text_key(one) for one in texts]
    found = find_spans(keys, text)
    flat = [span for held in found for span in held]
    assert all(one.end <= other.start for one, other in pairwise(flat))
    for key, held in zip(keys, found, strict=True):
        assert all(text[span.start : span.end] in key for span in held)


def test_a_number_that_is_printed_alone_is_restored() -> None:
    blocks, words = blocks_of("앞의 이야기", "심은 나무", "표 가꾼 사람", "뒤의 이야기")
    placed = place_blocks(blocks, words, [LayoutPage("앞의이야기\n가.심은나무\n표12가꾼사람\n뒤의이야기")])
    assert [one.text for one in placed.blocks] == ["앞의 이야기", "가. 심은 나무", "표 12 가꾼 사람", "뒤의 이야기"]


def test_lost_text_is_told() -> None:
    blocks, words = blocks_of("가나다라마바사" * 20)
    lost = place_blocks(blocks, words, [LayoutPage("가나다라마바사" * 20 + "글상자에적힌말" * 20)])
    assert lost.warnings == ("쪽에 찍히는 글자의 50%만 읽었습니다. 글상자나 도형 안의 글이 빠졌을 수 있으니 원본과 대조해 주십시오.",)
    blocks, words = blocks_of("가나다라마바사" * 40)
    assert "쪽 배치에서" in place_blocks(blocks, words, [LayoutPage("가나다라마바사" * 10)]).warnings[0]


def test_labels_count_on_with_the_pages() -> None:
    edges = [[], [], ["2030년 계획"], ["- 2 -"], ["- 3 -"], ["정원 이야기 4"], ["정원 이야기 5"]]
    assert find_labels(edges) == {3: "1", 4: "2", 5: "3", 6: "4", 7: "5"}
    assert find_labels([["ii"], ["iii"], ["1 / 9"]]) == {1: "ii", 2: "iii", 3: "1"}


def test_without_a_layout_pages_are_none_and_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hangul_pages, "_HANGUL_PROGRAM", tmp_path / "none.py")
    read = read_hwpx(write_garden(tmp_path / "garden.hwpx"), LIMITS)
    assert read.page_count is None
    assert {(one.page, one.pages, one.page_from) for one in read.blocks} == {(None, None, None)}
    assert read.warnings == ("쪽 번호를 알 수 없어 쪽 없이 읽었습니다. 쪽이 필요하면 PDF로 저장한 파일을 함께 올려 주십시오.",)


def test_a_layout_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    assert lay_out(write_garden(tmp_path / "garden.hwpx"), seconds=0.01) == ()


def test_raised_digits_make_no_false_number() -> None:
    parts = [TextPart("(", False), TextPart("’23", True), TextPart("650억", False), TextPart("원", False)]
    assert join_parts(parts) == "(’23 650억원"
    assert join_parts([TextPart("넓이 10"), TextPart("2", True)]) == "넓이 10 2"
    assert join_parts([TextPart("12"), TextPart("34")]) == "1234"


def test_plain_text() -> None:
    assert make_plain("  질     의\u00a0 내용 ") == "질 의 내용"
    assert make_plain("앞 줄\n이어짐\n - 둘째") == "앞 줄 이어짐\n- 둘째"
    assert make_plain("제목<##645989676>\t 12 ") == "제목\t12"
    assert make_plain("\ue123 새 항목 \ue123끝") == "• 새 항목 끝"
    assert make_plain("\u1100\u1161\u11a8") == "각"
    assert make_description("그림입니다.\n원본 그림의 이름: a.png") == ""
    assert make_description("마을 지도") == "마을 지도"
