"""HTML pages made here, one for each thing that a page may have; blocks compared one by one."""

from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS, Limits
from corpus.documents.office.html_reader import read_html
from corpus.errors import DocumentError
from corpus.model.document import Cell, Inside, ReadFile


def read(folder: Path, html: str | bytes, limits: Limits = LIMITS) -> ReadFile:
    path = folder / "쪽.html"
    path.write_bytes(html.encode() if isinstance(html, str) else html)
    return read_html(path, limits)


def shown(found: ReadFile) -> list[tuple[str, int | None, str]]:
    return [(block.kind, block.level, block.text) for block in found.blocks]


def test_headings_paragraphs_and_loose_words(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<!doctype html><html><head><title> 상담  사례 </title><style>p{}</style></head><body><h1>1. <b>상담</b> 창구</h1>첫 글"
        "<p>둘째 <a href=x>글</a>이다.<br>다음 줄<p>셋째<div>넷째<h6>작은 제목</h6>다섯째</div><hr>여섯째"
        "<pre>줄 하나\n  줄 둘</pre></body></html>",
    )
    assert found.title == "상담 사례"
    assert shown(found) == [
        ("heading", 1, "1. 상담 창구"), ("paragraph", None, "첫 글"), ("paragraph", None, "둘째 글이다.\n다음 줄"),
        ("paragraph", None, "셋째"),
        ("paragraph", None, "넷째"), ("heading", 6, "작은 제목"), ("paragraph", None, "다섯째"), ("paragraph", None, "여섯째"),
        ("paragraph", None, "줄 하나\n줄 둘"),
    ]  # fmt: skip


def test_lists_are_counted(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<ul><li>가<ul><li>나</li></ul></li><li><p>다</p><p>라</p></li></ul><ol start=3><li>마<li value=9>바<li>사</ol>"
        '<ol type=a><li>아</ol><ol style="list-style-type: hangul"><li>자</ol><dl><dt>말</dt><dd>뜻</dd></dl><li>밖',
    )
    assert shown(found) == [
        ("list_item", 1, "가"), ("list_item", 2, "나"), ("list_item", 1, "다"), ("paragraph", None, "라"), ("list_item", 1, "3. 마"),
        ("list_item", 1, "9. 바"), ("list_item", 1, "10. 사"), ("list_item", 1, "a. 아"), ("list_item", 1, "가. 자"),
        ("paragraph", None, "말"), ("paragraph", None, "뜻"), ("paragraph", None, "밖"),
    ]  # fmt: skip


def test_what_is_not_seen_is_left_out(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<nav>메뉴</nav><script>x('글')</script><noscript>꺼짐</noscript><p hidden>숨김</p><p style='display: none'>숨김</p>"
        "<span aria-hidden=true>장식</span><!-- 주석 --><p>보이는 글</p><select><option>고름</select><svg><text>그림 글</text></svg>"
        "<footer>담당 부서</footer><template><p>틀</p></template>",
    )
    assert shown(found) == [("paragraph", None, "보이는 글")]


def test_tables_with_spans_heads_and_captions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<table><caption>[표 1] 실적</caption><tfoot><tr><td colspan=3>합계 3</table>"
        "<table><thead><tr><th rowspan=2>구분<th colspan=2>2023년<tr><td>목표<td>실적<tbody><tr><th>가<td>1<td>2"
        "<tr><th rowspan=9>나<td>3<td rowspan=0>4<tr><td>5</table>",
    )
    assert [block.kind for block in found.blocks] == ["caption", "table", "table"]
    assert found.blocks[1].cells == (Cell(0, 0, 1, 3, text="합계 3"),)
    assert found.blocks[2].cells == (
        Cell(0, 0, 2, 1, True, "구분"), Cell(0, 1, 1, 2, True, "2023년"), Cell(1, 1, head=True, text="목표"),
        Cell(1, 2, head=True, text="실적"),
        Cell(2, 0, head=True, text="가"), Cell(2, 1, text="1"), Cell(2, 2, text="2"), Cell(3, 0, 2, 1, True, "나"), Cell(3, 1, text="3"),
        Cell(3, 2, 2, 1, text="4"), Cell(4, 1, text="5"),
    )  # fmt: skip
    assert found.blocks[2].text == "구분 | 2023년\n목표 | 실적\n가 | 1 | 2\n나 | 3 | 4\n5"


def test_tables_in_cells_and_tables_for_layout(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<p>앞</p><table><tr><td>밖<td><p>위</p><div><table><tr><td>안<td><table><tr><td>깊은</table></table></div>아래</table>"
        "<table role=presentation><tr><td><p>꾸밈 글</p></table>",
    )
    assert [(block.kind, block.text, block.inside) for block in found.blocks] == [
        ("paragraph", "앞", None),
        ("table", "밖 | 위 아래", None),
        ("table", "안 |", Inside(1, 0, 1)),
        ("table", "깊은", Inside(2, 0, 1)),
        ("paragraph", "꾸밈 글", None),
    ]
    assert found.blocks[1].cells[1].text == "위\n아래"


def test_pictures_are_figures(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<p>글 <img src=a.png alt='사업 지도'> 뒤 <img src=dot.gif></p><img src=b.png><figure><figcaption>그림 1</figcaption></figure>",
    )
    assert shown(found) == [
        ("paragraph", None, "글"), ("figure", None, "사업 지도"), ("paragraph", None, "뒤"), ("figure", None, ""),
        ("caption", None, "그림 1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "<meta charset=euc-kr><p>똠방 상담</p>".encode("cp949"),
        '<meta http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987"><p>똠방 상담</p>'.encode("cp949"),
        "<meta charset=utf-8><p>똠방 상담</p>".encode("cp949"),
        "<meta charset=없는것><p>똠방 상담</p>".encode(),
        "<p>똠방 상담</p>".encode("cp949"),
        "<p>똠방 상담</p>".encode("utf-16"),
        "\ufeff<?xml version='1.0' encoding='euc-kr'?><html><body><p>똠방 상담</p></body></html>".encode(),
    ],
)
def test_letters_by_what_they_are(tmp_path: Path, content: bytes) -> None:
    assert shown(read(tmp_path, content)) == [("paragraph", None, "똠방 상담")]


def test_limits_and_depth(tmp_path: Path) -> None:
    for html, limits in (
        ("<table>" + "<tr><td>1" * 30, Limits(cells=20)),
        ("<table><tr><td>가" * 6, Limits(nesting=5)),
        ("<table><tr><td>1</table>" * 30, Limits(cells=20)),
    ):
        with pytest.raises(DocumentError) as raised:
            read(tmp_path, html, limits)
        assert raised.value.code == "too_large"
    try:
        read(tmp_path, "<div>" * 200_000 + "글")
    except DocumentError as error:
        assert error.code == "too_large"
    (block,) = read(tmp_path, "<table><tr><td colspan=99999999 rowspan=-3>가<td colspan=x>나").blocks
    assert [(cell.col, cell.row_span, cell.col_span) for cell in block.cells] == [(0, 1, 1000), (1000, 1, 1)]


def test_empty_lines_and_tags_of_word_processors(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<div>첫 문단<br>이어서<br> <br>둘째<o:p></o:p> 문<st1:place>단</st1:place><my-tag>이다</my-tag></div><ul><li>가<br><br>나</ul>",
    )
    assert shown(found) == [
        ("paragraph", None, "첫 문단\n이어서"), ("paragraph", None, "둘째 문단이다"), ("list_item", 1, "가"), ("paragraph", None, "나"),
    ]  # fmt: skip
