"""What PDF pages repeat at their edges is no text of theirs, and the numbers printed there are their labels."""

from pathlib import Path

from corpus.documents.limits import LIMITS
from corpus.documents.pdf.pdf_reader import read_pdf
from corpus.model.document import ReadFile
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf


def body(number: int) -> MadePage:
    page = MadePage()
    y = 110.0
    for told in sentences(number * 4, 4):
        y = page.lines(60, y, wrapped(told, 470)) + 8
    return page


def read(path: Path, pages: list[MadePage]) -> ReadFile:
    return read_pdf(write_pdf(path / "made.pdf", pages), LIMITS)


def told(count: int) -> list[str]:
    return [text for number in range(count) for text in sentences(number * 4, 4)]


def test_running_heads_and_page_numbers(tmp_path: Path) -> None:
    pages = [body(number) for number in range(6)]
    for number, page in enumerate(pages):
        page.text(60, 50, "가람시 일자리 보고서", 9)
        page.text(285, 800, f"- {number + 1} -", 9)
    found = read(tmp_path, pages)
    assert [block.text for block in found.blocks] == told(6)
    assert found.printed_pages == {number: str(number) for number in range(1, 7)}


def test_heads_of_left_and_right_pages(tmp_path: Path) -> None:
    pages = [body(number) for number in range(8)]
    for number, page in enumerate(pages):
        page.text(60, 50, "가람시의 해마다 내는 책" if number % 2 else "둘째 매듭 일자리", 9)
        page.text(60 if number % 2 else 500, 800, str(number + 13), 9)
    found = read(tmp_path, pages)
    assert [block.text for block in found.blocks] == told(8)
    assert found.printed_pages == {number: str(number + 12) for number in range(1, 9)}


def test_feet_that_change_with_the_chapter(tmp_path: Path) -> None:
    pages = [body(number) for number in range(9)]
    chapters = ("처음 이야기", "가운데 이야기", "끝 이야기")
    for number, page in enumerate(pages):
        page.text(60, 800, chapters[number // 3], 9)
        page.text(520, 800, f"{number + 1}쪽", 9)
    found = read(tmp_path, pages)
    assert [block.text for block in found.blocks] == told(9)
    assert found.printed_pages[9] == "9"


def test_roman_numbers_before_arabic_ones(tmp_path: Path) -> None:
    pages = [body(number) for number in range(8)]
    for page, label in zip(pages, ("i", "ii", "iii", "1", "2", "3", "4", "5"), strict=True):
        page.text(290, 800, label, 9)
    found = read(tmp_path, pages)
    assert list(found.printed_pages.values()) == ["i", "ii", "iii", "1", "2", "3", "4", "5"]
    assert [block.text for block in found.blocks] == told(8)


def test_a_number_beside_the_name_of_the_book(tmp_path: Path) -> None:
    pages = [body(number) for number in range(4)]
    for number, page in enumerate(pages):
        page.text(60, 800, f"{number + 20} | 가람시 보고", 9)
    found = read(tmp_path, pages)
    assert [block.text for block in found.blocks] == told(4)
    assert found.printed_pages == {1: "20", 2: "21", 3: "22", 4: "23"}


def test_numbers_that_do_not_run_with_the_pages_stay(tmp_path: Path) -> None:
    pages = [body(number) for number in range(4)]
    for page, value in zip(pages, ("484", "77", "1200", "31"), strict=True):
        page.text(60, 760, value)
    found = read(tmp_path, pages)
    assert found.printed_pages == {}
    assert [block.text for block in found.blocks if block.text.isdigit()] == ["484", "77", "1200", "31"]


def test_what_stands_at_the_top_of_each_page_and_is_not_repeated_stays(tmp_path: Path) -> None:
    pages = [body(number) for number in range(5)]
    titles = ["봄에 한 일", "여름에 한 일", "가을에 한 일", "겨울에 한 일", "이듬해 할 일"]
    for page, title in zip(pages, titles, strict=True):
        page.text(60, 60, title)
    assert [block.text for block in read(tmp_path, pages).blocks if block.text in titles] == titles


def test_boxes_at_the_top_that_name_the_chapter(tmp_path: Path) -> None:
    pages = [body(number) for number in range(6)]
    for number, page in enumerate(pages):
        page.shade(60, 30, 300, 55)
        page.text(70, 47, "앞 이야기 상자" if number < 3 else "뒤 이야기 상자", 9)
    assert [block.text for block in read(tmp_path, pages).blocks] == told(6)


def test_a_box_that_names_another_thing_on_each_page_stays(tmp_path: Path) -> None:
    pages = [body(number) for number in range(6)]
    names = ["봄 상자 글", "여름 상자 글", "가을 상자 글", "겨울 상자 글", "새해 상자 글", "지난해 상자 글"]
    for name, page in zip(names, pages, strict=True):
        page.box(60, 50, 300, 75)
        page.text(70, 67, name, 9)
    assert [block.text for block in read(tmp_path, pages).blocks if block.kind == "table"] == names
