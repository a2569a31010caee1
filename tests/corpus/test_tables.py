"""Tables and HTML cells of the casebook. All texts are made up."""

from corpus.outline.text_tables import cut_table, duplicate_rows, header_rows, html_text, render_row


def test_html_lists_and_tables_become_lines() -> None:
    """A list becomes "· " items, a nested table rows, a paragraph a line."""
    table = "<table><tr><th>구분</th><th>인원</th></tr><tr><td>청년</td><td>12명</td></tr></table>"
    assert html_text(f"<p>준비</p><ul><li>모집</li><li>선발</li></ul>{table}") == "준비\n· 모집\n· 선발\n구분 | 인원\n청년 | 12명"


def test_marks_inside_an_unmarked_list_begin_lines() -> None:
    """The OCR lost the items' tags: the marks that are left separate them."""
    cell = '<ul style="list-style-type: none"> ○ 상담 운영 <ul> - 월 2회 - 주말 포함</ul></ul>'
    assert html_text(cell) == "○ 상담 운영\n- 월 2회\n- 주말 포함"


def test_words_in_angle_brackets_are_no_markup() -> None:
    """`<역대최대>` is text; `**` and `<u>` are not."""
    assert html_text("<p>부스 40개 <역대최대> **성과**</p>") == "부스 40개 <역대최대> 성과"
    assert html_text("가 <u>나</u> **다**") == "가 나 다"


def test_row_keeps_the_place_of_merged_cells() -> None:
    """Empty cells keep their place; empty cells at the end are padding."""
    assert render_row("구분\t목표\t실적\t\t") == "구분 | 목표 | 실적"
    assert render_row("\t\t목표\t실적") == " |  | 목표 | 실적"
    assert render_row("과정\t<ul><li>이론</li><li>실습</li></ul>\t20명") == "과정\n· 이론\n· 실습\n20명"


def test_header_rows() -> None:
    """One header row, two where the first has merged cells, none over a table of figures alone."""
    assert header_rows([(1, "구분\t목표\t실적"), (2, "청년\t10\t12")]) == 1
    assert header_rows([(1, "구분\t2022년 실적\t\t"), (2, "\t목표\t실적\t"), (3, "청년\t10\t12\t")]) == 2
    assert header_rows([(1, "10\t20"), (2, "30\t40")]) == 0
    assert header_rows([(1, "구분\t목표")]) == 0


def test_long_table_repeats_caption_unit_and_header() -> None:
    """Every piece begins with the same three lines; only the first owns their line numbers."""
    rows = [(12, "과정\t인원"), *((n, f"가상 과정 {n}번\t{n}명") for n in range(13, 19))]
    pieces = cut_table(rows, [(10, "■ 과정별 **실적**"), (11, "(단위: 명)")], 60)
    assert [piece.lines for piece in pieces] == [(10, 11, 12, 13, 14), (15, 16), (17, 18)]
    assert pieces[0].text == "■ 과정별 실적\n(단위: 명)\n과정 | 인원\n가상 과정 13번 | 13명\n가상 과정 14번 | 14명"
    assert pieces[2].text == "■ 과정별 실적\n(단위: 명)\n과정 | 인원\n가상 과정 17번 | 17명\n가상 과정 18번 | 18명"
    assert {piece.head for piece in pieces} == {"■ 과정별 실적\n(단위: 명)\n과정 | 인원"}


def test_piece_that_begins_inside_a_merged_cell_names_its_group() -> None:
    """The label of the merged first cell is repeated in brackets."""
    rows = [(1, "구분\t내용"), (2, "모집\t가상 설명회 열 번"), (3, "\t가상 온라인 홍보")]
    first, second = cut_table(rows, [], 20)
    assert first.text == "구분 | 내용\n모집 | 가상 설명회 열 번"
    assert second.text == "구분 | 내용\n(모집)\n | 가상 온라인 홍보"


NESTED = "성과\t<ul>○ 실적 <table><tr><th>연도</th><th>인원</th></tr><tr><td>2021</td><td>5</td></tr></table></ul>"


def test_nested_table_repeated_as_rows_is_named() -> None:
    """Rows below that only repeat the nested table are copies; the next real row is not."""
    assert duplicate_rows([(4, NESTED), (5, "연도\t인원\t\t"), (6, "2021\t5"), (7, "계획\t다음 해")]) == (5, 6)
    assert duplicate_rows([(4, NESTED), (5, "연도\t달라진 칸")]) == ()


def test_nested_table_repeated_in_its_own_row_is_shown_once() -> None:
    """The OCR also put the nested cells behind the cell, one by one."""
    assert render_row(f"{NESTED}\t연도\t인원\t\t2021\t5\t비고") == "성과\n○ 실적\n연도 | 인원\n2021 | 5\n비고"
