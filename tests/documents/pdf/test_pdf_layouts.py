"""Six made documents of each layout of reports, their blocks compared one by one: columns, sheets of two pages, boxes at the side."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.pdf.pdf_reader import read_pdf
from corpus.model.document import Block, ReadFile
from tests.support.made.made_pdf import WIDTH, MadePage, sentences, wrapped, write_pdf

TITLE = "여러 단으로 짠 보고서의 제목"
BOXED = ("곁에 선 상자의 말", "상담 전화는 무료", "누구나 올 수 있음", "아침 아홉 시부터", "저녁 여섯 시까지")


def read(folder: Path, *pages: MadePage) -> ReadFile:
    return read_pdf(write_pdf(folder / "made.pdf", list(pages)), LIMITS)


def told_by(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


@dataclass(frozen=True)
class Setting:
    """How text is set: the size of its type and the distance of its lines, in points."""

    size: float = 10
    leading: float = 15

    def write(self, page: MadePage, place: tuple[float, float], width: float, paragraphs: list[str]) -> float:
        x, y = place
        for paragraph in paragraphs:
            y = page.lines(x, y, wrapped(paragraph, width, self.size), self.size, self.leading) + 6
        return y


@pytest.mark.parametrize(
    ("columns", "gap", "edge", "title", "setting"),
    [
        (2, 14, 50, 18, Setting()),
        (2, 40, 40, 16, Setting(9, 13)),
        (2, 24, 48, 24, Setting(12, 18)),
        (3, 18, 36, 20, Setting(9, 13)),
        (3, 12, 40, 14, Setting(8, 12)),
        (4, 14, 30, 18, Setting(8, 11)),
    ],
)
def test_columns_are_read_one_after_the_other(
    tmp_path: Path, columns: int, gap: float, edge: float, title: float, setting: Setting
) -> None:
    page, told = MadePage(), [TITLE]
    page.text(120, 60, TITLE, title)
    width = (WIDTH - 2 * edge - gap * (columns - 1)) / columns
    for column in range(columns):
        own = sentences(column * 7, 3 if columns == 2 else 2)
        setting.write(page, (edge + column * (width + gap), 110), width, own)
        told += own
    assert told_by(read(tmp_path, page).blocks) == told


@pytest.mark.parametrize(
    ("width", "height", "gutter", "number", "setting"),
    [
        (842, 595, 80, 9, Setting()),
        (1191, 842, 90, 10, Setting(12, 18)),
        (792, 612, 60, 8, Setting(9, 13.5)),
        (842, 595, 40, 8, Setting(9, 13.5)),
        (1032, 729, 100, 9, Setting(11, 16.5)),
        (842, 595, 80, 0, Setting()),
    ],
)
def test_the_left_page_of_a_sheet_is_read_before_the_right_one(
    tmp_path: Path, width: float, height: float, gutter: float, number: float, setting: Setting
) -> None:
    sheets, told = [], []
    for at in range(3):
        sheet = MadePage(width=width, height=height)
        for half in (0, 1):
            own = sentences(at * 10 + half * 5, 3)
            setting.write(sheet, (gutter / 2 + half * width / 2, 70), width / 2 - gutter, own)
            told += own
            if number:
                sheet.text(width / 4 + half * width / 2, height - 25, str(2 * at + half + 5), number)
        sheets.append(sheet)
    found = read(tmp_path, *sheets)
    assert told_by(found.blocks) == told
    assert found.printed_pages == ({1: "5-6", 2: "7-8", 3: "9-10"} if number else {})


@pytest.mark.parametrize(
    ("at_left", "width", "size", "lines", "shaded", "lower"),
    [
        (False, 155, 10, 3, False, 0),
        (True, 150, 10, 3, False, 0),
        (False, 160, 10, 4, True, 0),
        (False, 120, 8, 5, False, 0),
        (True, 200, 10, 4, True, 0),
        (False, 150, 9, 3, False, 40),
    ],
)
def test_a_box_is_read_after_the_text_beside_it_which_stays_whole(  # noqa: PLR0913 - one argument for each thing that varies
    tmp_path: Path, at_left: bool, width: float, size: float, lines: int, shaded: bool, lower: float
) -> None:
    """Also where the box begins lower than the text, within one of its paragraphs."""
    page, setting = MadePage(), Setting()
    above, beside, below = sentences(0, 1), sentences(2, 3), sentences(7, 1)
    y = setting.write(page, (50, 100), 495, above)
    end = setting.write(page, (50 + width + 25 if at_left else 50, y + 10), 495 - width - 25, beside)
    left, top = 50 if at_left else 545 - width, y + 2 + lower
    bottom = top + lines * size * 1.6 + 20
    (page.shade if shaded else page.box)(left, top, left + width, bottom)
    page.lines(left + 10, top + 18, list(BOXED[:lines]), size, size * 1.6)
    setting.write(page, (50, max(end, bottom + 18)), 495, below)
    blocks = read(tmp_path, page).blocks
    assert [block.text for block in blocks if block.kind == "paragraph"] == [*above, *beside, *below]
    assert [block.kind for block in blocks] == ["paragraph"] * 4 + ["table", "paragraph"]
    assert "".join(blocks[4].text.split()) == "".join("".join(BOXED[:lines]).split())
