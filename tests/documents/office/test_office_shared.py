"""Files of ministries and copies of them, where they are there: facts that a reader took from them, and how fast they are read."""

import os
from pathlib import Path

import pytest

from corpus.documents.document_json import write_blocks
from corpus.documents.limits import LIMITS
from corpus.documents.sniffing import sniff_format
from corpus.fence.file_reading import read_file
from corpus.model.document import Block, Cell

ROOT = Path(__file__).resolve().parents[3]
FILES = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared")) / "intake"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the shared files are not there")
PAGE = 1_800  # characters
"""Of a page of text."""


def cells_of(blocks: tuple[Block, ...], *header: str, sheet: str | None = None) -> tuple[Cell, ...]:
    found = [block for block in blocks if block.cells and block.sheet == sheet]
    return next(block.cells for block in found if set(header) <= {cell.text for cell in block.cells})


def value(cells: tuple[Cell, ...], row: str, col: str) -> str:
    at = next(cell.row for cell in cells if cell.text == row)
    across = next(cell.col for cell in cells if cell.text == col)
    return next(cell.text for cell in cells if (cell.row, cell.col) == (at, across))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("collection-a.docx", "docx"), ("collection-a.html", "html"), ("collection-a.md", "markdown"), ("collection-a.hwpx", "hwpx"),
        ("collection-a.pdf", "pdf"), ("nikl_plan_2022.hwp", "hwp"), ("real-4-no-manifest.hwpx", "hwpx"),
        ("safety_reform_report.txt", "text"),
        ("moef_odi_2025q2.derived.xlsx", "xlsx"), ("scan_nikl_p5.derived.pdf", "pdf"),
    ],
)  # fmt: skip
def test_formats(name: str, expected: str) -> None:
    assert sniff_format(FILES / name, LIMITS) == expected


def test_a_document_with_headings_and_tables() -> None:
    found = read_file(FILES / "nikl_plan_2022.derived.docx")
    assert sum(bool(block.cells) and block.inside is None for block in found.blocks) == 56
    assert {block.page for block in found.blocks} == {None}
    assert value(cells_of(found.blocks, "연도", "누적"), "분석 말뭉치**", "‘21년") == "8종"
    assert not any(0xE000 <= ord(letter) <= 0xF8FF for line in write_blocks(found.blocks) for letter in line)


def test_a_workbook_of_twenty_sheets() -> None:
    found = read_file(FILES / "moef_odi_2025q2.derived.xlsx")
    assert len({block.sheet for block in found.blocks}) == 20
    assert value(cells_of(found.blocks, "구분", "제조업", sheet="표4"), "‘25.2Q", "제조업") == "35.3"
    merged = next(cell for cell in cells_of(found.blocks, "구분", "2023년", sheet="표3") if cell.text == "2023년")
    assert (merged.row_span, merged.col_span, merged.head) == (1, 4, True)


def test_one_book_in_three_formats_has_the_same_tables() -> None:
    found = {kind: read_file(FILES / f"collection-a.{kind}").blocks for kind in ("docx", "html", "md")}
    tables = {kind: [block for block in blocks if block.cells] for kind, blocks in found.items()}
    assert {kind: len(those) for kind, those in tables.items()} == {"docx": 85, "html": 85, "md": 85}
    words = {kind: ["".join(cell.text for cell in block.cells) for block in those] for kind, those in tables.items()}
    alike = sum("".join(a.split()) == "".join(b.split()) for a, b in zip(words["docx"], words["html"], strict=True))
    assert alike >= 84
    headings = {kind: [block.text for block in blocks if block.kind == "heading"] for kind, blocks in found.items()}
    assert headings["docx"] == headings["html"]
