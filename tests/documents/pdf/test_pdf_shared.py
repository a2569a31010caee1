"""Real PDF files beside the project, where they are there: their pages, labels, tables and what tesseract reads of a scan."""

import difflib
import os
import re
from functools import cache
from pathlib import Path

import pytest

from corpus.documents.drawn.scan_reading import can_read_scans
from corpus.documents.limits import LIMITS
from corpus.documents.pdf.pdf_reader import read_pdf
from corpus.model.document import Block, ReadFile

ROOT = Path(__file__).resolve().parents[3]
INTAKE = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared")) / "intake"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not (INTAKE / "nikl_plan_2022.pdf").is_file(), reason="the shared files are not here")]


@cache
def read(name: str) -> ReadFile:
    return read_pdf(INTAKE / name, LIMITS)


def plain(text: str) -> str:
    return re.sub(r"[\s·ㆍ･]", "", text)


def words(block: Block) -> str:
    return plain("".join(cell.text for cell in block.cells) or block.text)


def test_pages_and_labels() -> None:
    found = read("nikl_plan_2022.pdf")
    assert found.page_count == 35
    assert found.printed_pages == {page: str(page - 2) for page in range(3, 36)}
    assert found.warnings == ()


def test_a_table_of_years() -> None:
    tables = [block for block in read("nikl_plan_2022.pdf").blocks if block.page == 3 and block.kind == "table"]
    table = next(one for one in tables if "누적" in one.text)
    texts = {(cell.row, cell.col): cell.text for cell in table.cells}
    assert [texts[0, col] for col in range(6)] == ["연도", "‘18년", "‘19년", "‘20년", "‘21년", "누적"]
    assert texts[2, 0] == "분석 말뭉치**"
    assert texts[2, 4] == "8종"


def test_a_table_over_two_pages() -> None:
    assert [
        block.pages for block in read("nikl_plan_2022.pdf").blocks if block.kind == "table" and block.pages != (block.page, block.page)
    ] == [(31, 32)]


def test_rows_without_rulings_hold_single_numbers() -> None:
    table = next(block for block in read("nikl_plan_2022.pdf").blocks if block.page == 34 and "과부족" in block.text)
    assert max(len(cell.text) for cell in table.cells if cell.col in {1, 2, 3, 5, 6, 7} and cell.row) == 2


def test_the_printed_collection_has_the_cells_of_its_source() -> None:
    """The same document as HTML says what stands in its tables."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup((INTAKE / "collection-a.html").read_text(encoding="utf-8"), "lxml")
    source = [plain(cell.get_text()) for cell in page.find_all(["td", "th"])]
    found = {plain(cell.text) for block in read("collection-a.pdf").blocks for cell in block.cells}
    filled = [text for text in source if text]
    assert sum(text in found for text in filled) / len(filled) >= 0.97
    told = [plain(one.get_text()) for one in page.find_all(["p", "li"]) if plain(one.get_text())]
    whole = "".join(words(block) for block in read("collection-a.pdf").blocks)
    assert sum(text in whole for text in told) / len(told) >= 0.99


@pytest.mark.skipif(not can_read_scans(), reason="no tesseract with data for Korean")
def test_a_scan_is_read_as_its_page() -> None:
    mine = read("scan_nikl_p5.derived.pdf").blocks
    assert {block.read_by for block in mine} == {"ocr"}
    theirs = "".join(words(block) for block in read("nikl_plan_2022.pdf").blocks if block.page == 5)
    matching = difflib.SequenceMatcher(None, "".join(map(words, mine)), theirs, False).get_matching_blocks()
    assert sum(match.size for match in matching) >= 0.9 * len(theirs)
