"""Tables of PDF pages: merged cells, tables in cells, double lines, open sides, rows without rulings, tables over pages."""

from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS, Limits
from corpus.documents.pdf.pdf_reader import read_pdf
from corpus.model.document import Block, Cell
from tests.support.made.made_pdf import HEIGHT, MadePage, sentences, wrapped, write_pdf

XS = [60.0, 160.0, 260.0, 360.0]


def blocks_of(path: Path, *pages: MadePage) -> list[Block]:
    return list(read_pdf(write_pdf(path / "made.pdf", list(pages)), LIMITS).blocks)


def only_table(path: Path, *pages: MadePage) -> Block:
    (table,) = [block for block in blocks_of(path, *pages) if block.kind == "table"]
    return table


def test_a_plain_table(tmp_path: Path) -> None:
    page = MadePage()
    page.table(XS, [100, 120, 140], [["구분", "2021년", "2022년"], ["고용률", "76.5", "77.2"]])
    table = only_table(tmp_path, page)
    assert table.text == "구분 | 2021년 | 2022년\n고용률 | 76.5 | 77.2"
    assert table.cells[4] == Cell(1, 1, text="76.5")
    assert (table.page, table.pages, table.page_from) == (1, (1, 1), "file")


def test_merged_cells(tmp_path: Path) -> None:
    """A head over two columns, and a name over two rows."""
    page = MadePage()
    for y, start in ((100.0, 60.0), (120.0, 160.0), (140.0, 60.0), (160.0, 160.0), (180.0, 60.0)):
        page.ruling(start, y, 360, y)
    for x, top in ((60.0, 100.0), (160.0, 100.0), (260.0, 120.0), (360.0, 100.0)):
        page.ruling(x, top, x, 180)
    page.text(65, 124, "구분", 9)
    page.text(240, 113, "실적", 9)
    for x, y, text in (
        (165, 133, "목표"),
        (265, 133, "달성"),
        (65, 163, "상담"),
        (165, 153, "100"),
        (265, 153, "120"),
        (165, 173, "7"),
        (265, 173, "9"),
    ):
        page.text(x, y, text, 9)
    assert only_table(tmp_path, page).cells == (
        Cell(0, 0, 2, 1, text="구분"),
        Cell(0, 1, 1, 2, text="실적"),
        Cell(1, 1, text="목표"),
        Cell(1, 2, text="달성"),
        Cell(2, 0, 2, 1, text="상담"),
        Cell(2, 1, text="100"),
        Cell(2, 2, text="120"),
        Cell(3, 1, text="7"),
        Cell(3, 2, text="9"),
    )


def test_double_lines_and_open_sides(tmp_path: Path) -> None:
    """As Korean tables are often drawn: no rulings at the left and right, double ones above and below."""
    page = MadePage()
    for y in (98, 100, 120, 140, 142):
        page.ruling(60, y, 360, y)
    for x in (160, 260):
        page.ruling(x, 98, x, 142)
    for row, texts in enumerate((("구분", "목표", "실적"), ("인원", "30명", "28명"))):
        for left, text in zip(XS, texts, strict=False):
            page.text(left + 4, 114 + 20 * row, text, 9)
    assert only_table(tmp_path, page).text == "구분 | 목표 | 실적\n인원 | 30명 | 28명"


def test_a_table_in_a_cell_stands_after_the_outer_one(tmp_path: Path) -> None:
    page = MadePage()
    page.table([60, 160, 500], [100, 120, 260], [["구분", "내용"], ["실적", "아래 표와 같음"]])
    page.table([180, 280, 380], [160, 180, 200], [["해", "값"], ["2022", "15"]])
    outer, inner = blocks_of(tmp_path, page)
    assert outer.text == "구분 | 내용\n실적 | 아래 표와 같음"
    assert inner.text == "해 | 값\n2022 | 15"
    assert inner.inside is not None
    assert (inner.inside.block, inner.inside.row, inner.inside.col) == (0, 1, 1)


def test_rows_without_rulings_are_cut_where_figures_stand_below_each_other(tmp_path: Path) -> None:
    """Else the 55.8 of one row and the 66.3 of the next could be read as one number."""
    page = MadePage()
    page.table(XS, [100, 120, 175], [["업종", "전년", "올해"], ["제조업\n건설업\n금융업", "55.8\n66.3\n7.1", "60.2\n70.4\n-"]])
    assert only_table(tmp_path, page).text == "업종 | 전년 | 올해\n제조업 | 55.8 | 60.2\n건설업 | 66.3 | 70.4\n금융업 | 7.1 | -"


def test_numbers_below_each_other_in_one_cell_stay_apart(tmp_path: Path) -> None:
    page = MadePage()
    page.table(XS[:3], [100, 120, 160], [["구분", "값"], ["고용률", "55.8\n66.3"]])
    assert only_table(tmp_path, page).cells[3].text == "55.8\n66.3"


def test_a_cell_with_paragraphs_keeps_them_and_joins_their_lines(tmp_path: Path) -> None:
    page = MadePage()
    told = sentences(0, 1)[0]
    page.table([60, 160, 460], [100, 240], [["내용", "\n".join([*wrapped("○ " + told, 290, 9), "○ 둘째 항목", "○ 셋째 항목"])]])
    assert only_table(tmp_path, page).cells[1].text == f"○ {told}\n○ 둘째 항목\n○ 셋째 항목"


def test_upright_words_of_a_cell_are_one(tmp_path: Path) -> None:
    page = MadePage()
    page.table([60, 80, 300], [100, 180], [["추\n진\n체\n계", "가람시와 나루시"]])
    assert only_table(tmp_path, page).cells[0].text == "추진체계"


def test_a_table_over_three_pages_is_one(tmp_path: Path) -> None:
    """Its head is repeated on each page, and page numbers stand between its pieces."""
    pages, values = [], iter(range(1000, 2000))
    for number in range(3):
        page = MadePage()
        top = 600.0 if number == 0 else 80.0
        rows = 8 if number < 2 else 4
        told = [["구분", "목표", "실적"]] + [[f"항목{next(values)}", str(next(values)), str(next(values))] for _ in range(rows)]
        page.table(XS, [top + 20 * at for at in range(rows + 2)], told)
        if number == 0:
            page.lines(60, 100, wrapped(sentences(0, 1)[0], 450))
        if number == 2:
            page.lines(60, 300, wrapped(sentences(1, 1)[0], 450))
        page.text(290, HEIGHT - 30, str(number + 1), 9)
        pages.append(page)
    before, table, after = blocks_of(tmp_path, *pages)
    assert (before.kind, table.kind, after.kind) == ("paragraph", "table", "paragraph")
    assert (table.page, table.pages) == (1, (1, 3))
    assert table.text.count("구분 | 목표 | 실적") == 1
    assert len(table.text.split("\n")) == 21
    assert {cell.row for cell in table.cells} == set(range(21))


def test_a_row_that_the_page_cuts_is_one_row(tmp_path: Path) -> None:
    first, second = MadePage(), MadePage()
    for y in (700, 720, 740):
        first.ruling(60, y, 360, y)
    for x in XS:
        first.ruling(x, 700, x, 790)  # no ruling closes the last row
        second.ruling(x, 60, x, 120)  # nor opens it here
    for y in (90, 120):
        second.ruling(60, y, 360, y)
    for page, y, texts in (
        (first, 714, "구분/목표/실적"),
        (first, 734, "상담/10/12"),
        (first, 754, "교육을/20/25"),
        (second, 74, "받은 이//"),
        (second, 104, "취업/5/6"),
    ):
        for x, text in zip(XS, texts.split("/"), strict=False):
            page.text(x + 4, y, text, 9)
    table = only_table(tmp_path, first, second)
    assert table.pages == (1, 2)
    assert (
        table.text.replace("\n교육을 받은 이", "\n교육을받은 이")
        == "구분 | 목표 | 실적\n상담 | 10 | 12\n교육을받은 이 | 20 | 25\n취업 | 5 | 6"
    )


def test_two_tables_on_two_pages_with_heads_of_their_own_are_two(tmp_path: Path) -> None:
    first, second = MadePage(), MadePage()
    first.table(XS, [700, 720, 740, 760], [["구분", "목표", "실적"], ["상담", "10", "12"], ["교육", "20", "25"]])
    second.table(XS, [60, 80, 100], [["지역", "사람", "기업"], ["가람", "3", "4"]])
    assert [block.pages for block in blocks_of(tmp_path, first, second)] == [(1, 1), (2, 2)]


def test_a_box_round_words_is_a_table_of_one_cell_and_a_marked_word_is_none(tmp_path: Path) -> None:
    page = MadePage()
    page.box(60, 90, 400, 120)
    page.text(70, 110, "1. 테두리를 두른 제목", 12)
    page.shade(60, 150, 400, 180)
    page.text(70, 170, "2. 바탕을 칠한 제목", 12)
    page.shade(60, 220, 100, 233)
    page.text(60, 230, "바탕을 칠한 낱말이 있는 글줄은 그대로 글줄이다")
    assert [(block.kind, block.text) for block in blocks_of(tmp_path, page)] == [
        ("table", "1. 테두리를 두른 제목"),
        ("table", "2. 바탕을 칠한 제목"),
        ("paragraph", "바탕을 칠한 낱말이 있는 글줄은 그대로 글줄이다"),
    ]


def test_the_frame_of_a_page_is_no_table(tmp_path: Path) -> None:
    page = MadePage()
    page.box(20, 20, 575, 820)
    page.lines(60, 100, wrapped(sentences(0, 1)[0], 450))
    page.table(XS, [300, 320, 340], [["구분", "목표", "실적"], ["상담", "10", "12"]])
    assert [block.kind for block in blocks_of(tmp_path, page)] == ["paragraph", "table"]


def test_a_chart_is_no_table(tmp_path: Path) -> None:
    page = MadePage()
    page.lines(60, 80, wrapped(sentences(0, 1)[0], 450))
    for step in range(6):
        page.ruling(100, 200 + 30 * step, 400, 200 + 30 * step)
        page.ruling(100 + 60 * step, 200, 100 + 60 * step, 350)
        page.text(80, 203 + 30 * step, str(100 - 20 * step), 8)
    assert "table" not in {block.kind for block in blocks_of(tmp_path, page)}


def test_a_number_that_a_ruling_cuts_stays_whole_and_is_told(tmp_path: Path) -> None:
    page = MadePage()
    page.table([60, 100, 200], [100, 120, 140], [["가", "나"], ["", ""]])
    page.text(70, 134, "1234567", 9)  # runs over the ruling at 100
    read = read_pdf(write_pdf(tmp_path / "cut.pdf", [page]), LIMITS)
    assert "1234567" in {cell.text for cell in read.blocks[0].cells}
    assert read.warnings == ("1쪽: 표 확인 필요",)


def test_a_page_whose_tables_take_too_long_keeps_its_words(tmp_path: Path) -> None:
    page = MadePage()
    page.table(XS, [100, 120, 140], [["구분", "목표", "실적"], ["상담을 받은 사람", "10,000", "12,000"]])
    read = read_pdf(write_pdf(tmp_path / "slow.pdf", [page]), Limits(page_seconds=0.0))
    assert [block.kind for block in read.blocks] == ["paragraph"] * 2
    assert read.blocks[1].text == "상담을 받은 사람 10,000 12,000"
    assert read.warnings == ("1쪽: 표 확인 필요",)


@pytest.mark.parametrize(("side", "found"), [(20, 0), (150, 1)])
def test_pictures_of_noticeable_size_are_figures(tmp_path: Path, side: int, found: int) -> None:
    page = MadePage()
    page.lines(60, 80, wrapped(sentences(0, 1)[0], 450))
    page.picture(100, 200, 100 + side, 200 + side)
    page.text(60, 400, "그림 1. 거리의 모습")
    kinds = [block.kind for block in blocks_of(tmp_path, page)]
    assert kinds == ["paragraph", *["figure"] * found, "paragraph"]
