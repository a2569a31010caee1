"""In which order PDF pages are read: columns, sheets of two pages, boxes at the side; and how their lines become paragraphs."""

from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.pdf.pdf_reader import read_pdf
from tests.support.made.made_pdf import HEIGHT, MadePage, sentences, width_of, wrapped, write_pdf


def texts(path: Path) -> list[str]:
    return [block.text for block in read_pdf(path, LIMITS).blocks]


def write_paragraphs(page: MadePage, place: tuple[float, float], width: float, paragraphs: list[str]) -> float:
    x, y = place
    for paragraph in paragraphs:
        y = page.lines(x, y, wrapped(paragraph, width)) + 6
    return y


def test_one_column(tmp_path: Path) -> None:
    page = MadePage()
    told = sentences(0, 6)
    write_paragraphs(page, (60, 100), 470, told)
    assert texts(write_pdf(tmp_path / "one.pdf", [page])) == told


def test_two_columns_below_a_title(tmp_path: Path) -> None:
    page = MadePage()
    page.text(150, 80, "두 단으로 짠 보고서의 제목", 18)
    left, right = sentences(0, 4), sentences(10, 4)
    write_paragraphs(page, (50, 130), 235, left)
    write_paragraphs(page, (310, 130), 235, right)
    assert texts(write_pdf(tmp_path / "two.pdf", [page])) == ["두 단으로 짠 보고서의 제목", *left, *right]


def test_two_columns_that_are_written_line_by_line(tmp_path: Path) -> None:
    """The order in the file says nothing here: lines of both columns are written by turns."""
    page = MadePage()
    left, right = sentences(0, 3), sentences(20, 3)
    columns = [[line for told in side for line in wrapped(told, 235)] for side in (left, right)]
    for row in range(max(map(len, columns))):
        for x, lines in zip((50, 310), columns, strict=True):
            if row < len(lines):
                page.text(x, 100 + 15 * row, lines[row])
    assert "".join(texts(write_pdf(tmp_path / "turns.pdf", [page]))).replace(" ", "") == "".join([*left, *right]).replace(" ", "")


def test_two_columns_between_lines_of_full_width(tmp_path: Path) -> None:
    page = MadePage()
    above, left, right, below = sentences(0, 1), sentences(3, 2), sentences(6, 2), sentences(9, 1)
    y = write_paragraphs(page, (50, 100), 495, above)
    low = max(write_paragraphs(page, (50, y + 10), 235, left), write_paragraphs(page, (310, y + 10), 235, right))
    write_paragraphs(page, (50, low + 10), 495, below)
    assert texts(write_pdf(tmp_path / "between.pdf", [page])) == [*above, *left, *right, *below]


def test_two_pages_on_a_sheet(tmp_path: Path) -> None:
    sheets, told = [], []
    for number in range(3):
        sheet = MadePage(width=842, height=595)
        for half in (0, 1):
            part = sentences(number * 10 + half * 5, 3)
            told += part
            write_paragraphs(sheet, (40 + 421 * half, 80), 340, part)
            sheet.text(200 + 421 * half, 570, str(2 * number + half + 5), 9)
        sheets.append(sheet)
    read = read_pdf(write_pdf(tmp_path / "sheets.pdf", sheets), LIMITS)
    assert [block.text for block in read.blocks] == told
    assert read.printed_pages == {1: "5-6", 2: "7-8", 3: "9-10"}


def test_a_box_at_the_side_is_read_after_the_text_beside_it(tmp_path: Path) -> None:
    page = MadePage()
    above, beside, below = sentences(0, 1), sentences(2, 3), sentences(7, 1)
    y = write_paragraphs(page, (50, 100), 495, above)
    low = write_paragraphs(page, (50, y + 10), 320, beside)
    page.box(390, y + 2, 545, y + 82)
    page.lines(400, y + 20, ["곁에 선 상자의 말", "상담 전화는 무료", "누구나 올 수 있음"])
    write_paragraphs(page, (50, max(low, y + 100)), 495, below)
    blocks = read_pdf(write_pdf(tmp_path / "side.pdf", [page]), LIMITS).blocks
    assert [block.text for block in blocks if block.kind == "paragraph"] == [*above, *beside, *below]
    assert [block.kind for block in blocks] == ["paragraph"] * 4 + ["table", "paragraph"]
    assert "상담 전화는 무료" in blocks[4].text


@pytest.mark.parametrize(("leading", "space"), [(13, 9), (14, 10), (15, 7)])
def test_full_lines_end_a_paragraph_where_the_document_parts_paragraphs_by_space(tmp_path: Path, leading: int, space: int) -> None:
    """A line that fills the column and the paragraph's end at once goes on in nothing."""
    width = 20 * 10.0
    full = "가나다라 마바사아 자차카타 파하거너더"
    told = [*sentences(0, 2), *(text for number in range(6) for text in (full, f"{number}째 글"))]
    page, y = MadePage(), 80.0
    for text in told:
        y = page.lines(60, y, wrapped(text, width), leading=leading) + space
    assert width_of(full) > 0.9 * width
    assert texts(write_pdf(tmp_path / "parted.pdf", [page])) == told


def test_a_list_of_names_and_values_is_read_by_rows(tmp_path: Path) -> None:
    page = MadePage()
    write_paragraphs(page, (50, 80), 495, sentences(0, 1))
    for row, (name, value) in enumerate((("기관", "가람센터"), ("기간", "2021년"), ("예산", "30억"), ("인원", "484명"))):
        page.text(60, 160 + 18 * row, name)
        page.text(250, 160 + 18 * row, value)
    assert texts(write_pdf(tmp_path / "list.pdf", [page]))[1:] == ["기관 가람센터", "기간 2021년", "예산 30억", "인원 484명"]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("develop-", "ment goes on here", "development goes on here"), ("the centre", "opened in May", "the centre opened in May")],
)
def test_latin_words_that_a_line_breaks(tmp_path: Path, first: str, second: str, whole: str) -> None:
    page = MadePage()
    filler = "This line is as wide as the column so that it tells the margin of it well"
    page.lines(50, 100, [filler, filler])
    start = "Programmes for people in town and country that were set up for the local "
    page.lines(50, 160, [start + first, second + "."])
    assert texts(write_pdf(tmp_path / "hyphens.pdf", [page]))[-1] == f"{start}{whole}."


def test_korean_words_that_a_line_breaks_are_joined_as_the_text_spells_them(tmp_path: Path) -> None:
    page = MadePage()
    told = "가람시의 일자리센터는 청년을 돕는다 그리고 일자리센터는 노인을 돕는다 또한 지역의 일자리센터는 모두를 돕는다"
    for n in range(3):
        page.lines(50, 100 + 60 * n, [told[at : at + 25] for at in range(0, len(told), 25)])
    assert [text.count("일자리센터는") for text in texts(write_pdf(tmp_path / "broken.pdf", [page]))] == [3, 3, 3]


def test_a_paragraph_runs_over_the_page(tmp_path: Path) -> None:
    first, second = MadePage(), MadePage()
    lines = wrapped(" ".join(sentences(0, 4)), 495)
    first.lines(50, HEIGHT - 15 * 5 - 60, lines[:5])
    second.lines(50, 80, lines[5:])
    (block,) = read_pdf(write_pdf(tmp_path / "over.pdf", [first, second]), LIMITS).blocks
    assert block.text == " ".join(sentences(0, 4))
    assert block.pages == (1, 2)
    assert block.page == 1


def test_marks_begin_paragraphs_and_what_hangs_below_them_goes_on(tmp_path: Path) -> None:
    page = MadePage()
    told = ["□ " + sentences(0, 1)[0], "○ " + sentences(1, 1)[0], "- 짧은 항목", "1. 번호를 단 항목", "① 동그라미 번호", "* 풀이말"]
    y = 100.0
    for text in told:
        first, *rest = wrapped(text, 480)
        page.text(50, y, first)
        y = page.lines(64, y + 15, rest)
    assert texts(write_pdf(tmp_path / "marks.pdf", [page])) == told


def test_headings_are_told_by_their_size_alone_where_it_is_clear(tmp_path: Path) -> None:
    page = MadePage()
    page.text(50, 80, "큰 제목", 20)
    page.text(50, 120, "작은 제목", 14)
    write_paragraphs(page, (50, 150), 495, sentences(0, 4))
    page.text(50, 420, "조금 큰 글", 11)
    page.text(50, 460, "가장 낮은 제목", 11.7)  # as browsers print headings of the third level
    blocks = read_pdf(write_pdf(tmp_path / "sizes.pdf", [page]), LIMITS).blocks
    assert [(block.kind, block.level) for block in blocks] == [("heading", 1), ("heading", 2), *[("paragraph", None)] * 5, ("heading", 3)]


@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_a_turned_sheet_is_read_as_its_letters_stand(tmp_path: Path, rotation: int) -> None:
    page = MadePage(rotation=rotation)
    told = sentences(0, 2)
    y = write_paragraphs(page, (50, 100), 495, told)
    page.table([50, 150, 300], [y + 10, y + 30, y + 50], [["구분", "값"], ["가", "1,234"]])
    assert texts(write_pdf(tmp_path / "turned.pdf", [page])) == [*told, "구분 | 값\n가 | 1,234"]


def test_blanks_stand_where_the_page_shows_them(tmp_path: Path) -> None:
    page = MadePage()
    x = 50.0
    for word in ("고용률은", "77.2%로", "올랐다"):  # words set one by one, with no blank between them in the file
        page.text(x, 100, word)
        x += width_of(word) + 4
    assert texts(write_pdf(tmp_path / "blanks.pdf", [page])) == ["고용률은 77.2%로 올랐다"]


def test_headings_are_those_of_the_files_own_outline_where_it_has_one(tmp_path: Path) -> None:
    first, second = MadePage(), MadePage()
    for page, title in ((first, "1. 처음 사례"), (second, "2. 다음 사례")):
        page.text(50, 60, "한눈에 보는 이야기", 20)  # large, and no heading of the outline
        page.text(50, 100, title)
        write_paragraphs(page, (50, 150), 495, sentences(0, 4))
    path = write_pdf(tmp_path / "outline.pdf", [first, second], outline=(("1. 처음 사례", 1), ("2. 다음 사례", 2)))
    headings = [block for block in read_pdf(path, LIMITS).blocks if block.kind == "heading"]
    assert [(block.text, block.level, block.page) for block in headings] == [("1. 처음 사례", 1, 1), ("2. 다음 사례", 1, 2)]


def test_words_that_are_turned_stand_at_the_end_of_their_page_unless_pages_repeat_them(tmp_path: Path) -> None:
    pages = [MadePage() for _ in range(4)]
    for number, page in enumerate(pages):
        write_paragraphs(page, (50, 150), 495, sentences(4 * number, 2))
        words = b"Chapter Two" if number < 3 else b"Aside"
        page.parts.append(b"BT /F1 10 Tf 0 1 -1 0 580 400 Tm (" + words + b") Tj ET")
    told = [text for number in range(4) for text in sentences(4 * number, 2)]
    assert texts(write_pdf(tmp_path / "tabs.pdf", pages)) == [*told, "Aside"]
