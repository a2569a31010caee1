"""Six made documents of each thing that runs over lines and pages: footers that change, words with hyphens, tables over three pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.pdf.pdf_reader import read_pdf
from corpus.model.document import ReadFile
from tests.support.made.made_pdf import HEIGHT, MadePage, sentences, wrapped, write_pdf

CHAPTERS = ("처음 이야기", "가운데 이야기", "끝 이야기")
PARTS = ("살림", "배움", "돌봄", "나눔")


def read(folder: Path, pages: list[MadePage]) -> ReadFile:
    return read_pdf(write_pdf(folder / "made.pdf", pages), LIMITS)


def chapter_and_number(page: MadePage, at: int) -> None:
    page.text(60, 800, CHAPTERS[at // 3], 9)
    page.text(520, 800, f"{at + 1}쪽", 9)


def chapter_beside_number(page: MadePage, at: int) -> None:
    page.text(200, 800, f"{CHAPTERS[at // 3]} | {at + 1}", 9)


def part_above_number(page: MadePage, at: int) -> None:
    page.text(60, 805, f"제{at // 2 + 1}장 {PARTS[at // 2]}", 8)
    page.text(290, 820, f"- {at + 1} -", 8)


def left_and_right(page: MadePage, at: int) -> None:
    page.text(60 if at % 2 else 380, 800, f"{at + 1} 가람시 이야기책" if at % 2 else f"{PARTS[at // 4]} 매듭 {at + 1}", 9)


def number_of_all(page: MadePage, at: int) -> None:
    page.text(60, 800, CHAPTERS[at // 2], 9)
    page.text(500, 800, f"{at + 1} / 6", 9)


def chapter_at_the_top(page: MadePage, at: int) -> None:
    page.text(400, 50, CHAPTERS[at // 3], 9)
    page.text(290, 810, str(at + 1), 9)


@pytest.mark.parametrize(
    ("draw", "count", "size"),
    [
        (chapter_and_number, 9, 10), (chapter_beside_number, 9, 9), (part_above_number, 8, 10),
        (left_and_right, 8, 10), (number_of_all, 6, 11), (chapter_at_the_top, 6, 12),
    ],
)  # fmt: skip
def test_footers_that_change_are_no_text_and_number_the_pages(
    tmp_path: Path, draw: Callable[[MadePage, int], None], count: int, size: float
) -> None:
    pages, told = [], []
    for at in range(count):
        page, y = MadePage(), 110.0
        for paragraph in sentences(at * 2, 2):
            y = page.lines(60, y, wrapped(paragraph, 470, size), size, 1.5 * size) + 8
            told.append(paragraph)
        draw(page, at)
        pages.append(page)
    found = read(tmp_path, pages)
    assert [block.text for block in found.blocks] == told
    assert found.printed_pages == {at: str(at) for at in range(1, count + 1)}


@pytest.mark.parametrize(
    ("size", "width", "broken"),
    [
        (10, 470, (("develop-", "ment", "development"),)),
        (8, 300, (("govern-", "ment", "government"),)),
        (10, 400, (("employ-", "ment", "employment"), ("informa-", "tion", "information"))),
        (14, 500, (("communi-", "ties", "communities"),)),
        (9, 240, (("rehabili-", "tation", "rehabilitation"),)),
        (10, 470, (("well-", "being", "well-being"),)),  # which the text spells so elsewhere
    ],
)
def test_words_that_lines_break_are_whole(tmp_path: Path, size: float, width: float, broken: tuple[tuple[str, str, str], ...]) -> None:
    page, letters = MadePage(), int(width / (0.6 * size))
    filler = wrapped("People of the town work and learn together for their well-being each week. " * 4, width, size)
    told = [" ".join(filler)]
    y = page.lines(50, 80, filler, size, 1.5 * size) + 10
    for head, tail, whole in broken:
        start = "Programmes are there for the ".rjust(letters - len(head), "x")
        y = page.lines(50, y, [start + head, f"{tail} goes on from year to year."], size, 1.5 * size) + 15
        told.append(f"{start}{whole} goes on from year to year.")
    assert [block.text for block in read(tmp_path, [page]).blocks] == told


@pytest.mark.parametrize(
    ("columns", "rows_on", "heads", "again", "size", "height"),
    [
        (3, (8, 8, 4), 1, True, 9, 20),
        (4, (10, 30, 6), 1, False, 9, 20),
        (6, (5, 20, 3), 1, True, 8, 18),
        (4, (6, 10, 5), 2, True, 9, 20),
        (3, (4, 30, 30, 2), 1, True, 9, 20),
        (3, (3, 12, 2), 1, False, 11, 32),
    ],
)
def test_a_table_over_three_pages_or_more_is_one_between_its_paragraphs(  # noqa: PLR0913 - one argument for each thing that varies
    tmp_path: Path, columns: int, rows_on: tuple[int, ...], heads: int, again: bool, size: float, height: float
) -> None:
    """Its head, of one row or two, is repeated on each page or stands on the first alone."""
    xs = [60 + at * 460 / columns for at in range(columns + 1)]
    years = [f"{2019 + at}년" for at in range(columns - 1)]
    head = [["구분", *years]] if heads == 1 else [["구분", *["실적"] * (columns - 1)], ["", *years]]
    pages: list[MadePage] = []
    told, number = list(head), 0
    for at, count in enumerate(rows_on):
        page, rows = MadePage(), []
        for _ in range(count):
            number += 1
            rows.append([f"항목{number}", *(str(1000 * (column + 1) + number) for column in range(columns - 1))])
        told += rows
        shown = [*head, *rows] if again or not at else rows
        top = 80.0 if at else HEIGHT - 60 - height * len(shown)
        page.table(xs, [top + height * row for row in range(len(shown) + 1)], shown, size)
        if not at:
            page.lines(60, 80, wrapped(sentences(0, 1)[0], 450))
        if at == len(rows_on) - 1:
            page.lines(60, top + height * len(shown) + 40, wrapped(sentences(1, 1)[0], 450))
        page.text(290, HEIGHT - 20, str(at + 1), 9)
        pages.append(page)
    before, table, after = read(tmp_path, pages).blocks
    assert (before.text, after.text) == (sentences(0, 1)[0], sentences(1, 1)[0])
    assert (table.kind, table.pages) == ("table", (1, len(rows_on)))
    assert table.text == "\n".join(" | ".join(row) for row in told)
