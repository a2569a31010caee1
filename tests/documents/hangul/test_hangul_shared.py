"""Real Hangul files, where they are at hand: pages against the PDF of the same document, tables, pictures, refusals."""

import os
from pathlib import Path

import pytest

from corpus.documents.hangul.hangul_alignment import text_key
from corpus.documents.hangul.hangul_reader import read_hwp, read_hwpx
from corpus.documents.limits import LIMITS
from corpus.errors import DocumentError
from corpus.model.document import Block, ReadFile

ROOT = Path(__file__).resolve().parents[3]
INTAKE = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared")) / "intake"
PLAN, GOVERNMENT, SKILL = (INTAKE / name for name in ("nikl_plan_2022.hwp", "digital_gov_plan_2019.hwp", "skill_gyehoek.hwpx"))

pytestmark = pytest.mark.skipif(not PLAN.exists(), reason="the files to try are not at hand")


@pytest.fixture(scope="module")
def plan() -> ReadFile:
    return read_hwp(PLAN, LIMITS)


def shape(block: Block) -> tuple[int, int]:
    return max(cell.row + cell.row_span for cell in block.cells), max(cell.col + cell.col_span for cell in block.cells)


def test_pages_and_what_is_printed_on_them(plan: ReadFile) -> None:
    assert (plan.page_count, plan.warnings) == (35, ())
    assert plan.printed_pages == {page: str(page - 2) for page in range(3, 36)}


def test_a_block_stands_on_the_page_of_the_pdf(plan: ReadFile) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(PLAN.with_suffix(".pdf"))
    texts = [text_key(page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    judged = 0
    same = 0
    for block in plan.blocks:
        words = text_key("".join(cell.text for cell in block.cells) or block.text)[:40]
        pages = [number for number, text in enumerate(texts, 1) if words and words in text]
        judged += len(pages) == 1
        same += pages == [block.page]
    assert judged > 400
    assert same >= 0.98 * judged


def test_a_table_keeps_its_cells(plan: ReadFile) -> None:
    table = next(block for block in plan.blocks if "분석 말뭉치**" in block.text and block.cells)
    assert (table.page, shape(table)) == (3, (4, 6))
    row = next(cell.row for cell in table.cells if cell.text == "분석 말뭉치**")
    column = next(cell.col for cell in table.cells if cell.text == "‘21년")
    assert next(cell.text for cell in table.cells if (cell.row, cell.col) == (row, column)) == "8종"


def test_contents_lines_and_heading_boxes(plan: ReadFile) -> None:
    assert next(block for block in plan.blocks if block.text.startswith("1. 언어자원")).text == "1. 언어자원, 키우기\t6"
    box = next(block for block in plan.blocks if block.kind == "table" and block.text == "Ⅰ. 2021년 평가")
    assert box.page == 3


def test_covered_cells_are_known_from_the_spans() -> None:
    read = read_hwp(GOVERNMENT, LIMITS)
    largest = max((block for block in read.blocks if block.cells), key=lambda block: len(block.cells))
    assert shape(largest) == (52, 12)
    assert next(cell for cell in largest.cells if cell.text == "추진일정").col_span == 8
    assert next(block.page for block in read.blocks if block.text == "Ⅰ. 개 요") == 4


def test_a_page_that_is_a_picture() -> None:
    read = read_hwpx(SKILL, LIMITS)
    assert [block.page for block in read.blocks if block.kind == "figure"] == [1, 2, 5]
    assert any(shape(block) == (26, 3) for block in read.blocks if block.cells and block.text.startswith("분야 | 과제명 | 일정"))
    assert not any(0xE000 <= ord(letter) <= 0xF8FF or ord(letter) >= 0xF0000 for block in read.blocks for letter in block.text)


def test_a_package_without_a_manifest() -> None:
    read = read_hwpx(INTAKE / "real-4-no-manifest.hwpx", LIMITS)
    assert (read.page_count, read.printed_pages) == (4, {1: "1", 2: "2", 3: "3", 4: "4"})


@pytest.mark.parametrize("bit", [0x02, 0x04, 0x10], ids=["password", "distribution", "rights"])
def test_a_locked_hwp(tmp_path: Path, bit: int) -> None:
    whole = bytearray(PLAN.read_bytes())
    whole[whole.index(b"HWP Document File") + 36] |= bit
    locked = tmp_path / "locked.hwp"
    locked.write_bytes(bytes(whole))
    with pytest.raises(DocumentError) as refused:
        read_hwp(locked, LIMITS)
    assert refused.value.code == "encrypted_document"


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_hwp(tmp_path: Path, share: float) -> None:
    whole = PLAN.read_bytes()
    cut = tmp_path / "cut.hwp"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DocumentError) as refused:
        read_hwp(cut, LIMITS)
    assert refused.value.code == "damaged_document"
