"""Workbooks made here: what stands in a sheet, where, and as it shows it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from corpus.documents.limits import LIMITS, Limits
from corpus.documents.sheets.xlsx_reader import read_xlsx
from corpus.errors import DocumentError
from corpus.fence.file_reading import read_file
from corpus.model.document import Cell, ReadFile
from tests.support.made.office_files import write_zip


def read(folder: Path, fill: Callable[[Workbook], None]) -> ReadFile:
    book = Workbook()
    fill(book)
    book.save(folder / "표.xlsx")
    found = read_xlsx(folder / "표.xlsx", LIMITS)
    assert {(block.page, block.page_from) for block in found.blocks} <= {(None, None)}
    return found


def shown(found: ReadFile) -> list[tuple[str, str | None, str]]:
    return [(block.kind, block.sheet, block.text) for block in found.blocks]


def rewrite(path: Path, part: str, change: Callable[[str], str]) -> None:
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    write_zip(path, {**parts, part: change(parts[part])})


def test_lines_above_a_table_and_notes_below(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "실적"
        for row in (
            ["상담 실적"],
            ["", "", "(단위: 명)"],
            ["구분", "2022", "2023"],
            ["가 시", 1200, 1350],
            ["나 시", 90, None],
            ["* 잠정치"],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        for at in ("B4", "C4", "B5"):
            sheet[at].number_format = "#,##0"

    found = read(tmp_path, fill)
    assert shown(found) == [
        ("paragraph", "실적", "상담 실적"),
        ("paragraph", "실적", "(단위: 명)"),
        ("table", "실적", "구분 | 2022 | 2023\n가 시 | 1,200 | 1,350\n나 시 | 90 |"),
        ("paragraph", "실적", "* 잠정치"),
    ]
    assert found.blocks[2].cells[-1] == Cell(2, 2)


def test_merged_cells_span_and_header_rows_are_marked(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in (["구분", "2023년", "옛 값", "2024년"], ["", "상반기", "하반기", "상반기"], ["가", 0.125, 0.5, 3]):
            sheet.append(row)
        sheet.merge_cells("A1:A2")
        sheet["C1"].value = "가려진 값"
        sheet.merge_cells("B1:C1")
        sheet["B3"].number_format = sheet["C3"].number_format = "0.0%"

    read(tmp_path, fill)
    (block,) = read_file(tmp_path / "표.xlsx").blocks
    assert block.cells == (
        Cell(0, 0, 2, 1, True, "구분"), Cell(0, 1, 1, 2, True, "2023년"), Cell(0, 3, head=True, text="2024년"),
        Cell(1, 1, head=True, text="상반기"), Cell(1, 2, head=True, text="하반기"), Cell(1, 3, head=True, text="상반기"),
        Cell(2, 0, text="가"), Cell(2, 1, text="12.5%"), Cell(2, 2, text="50.0%"), Cell(2, 3, text="3"),
    )  # fmt: skip


def test_regions_that_blank_rows_and_columns_keep_apart(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for at, value in {"B2": "가", "C2": 1, "B3": "나", "C3": 2, "E2": "다", "F2": 3, "B6": "라", "C6": 4, "H9": "따로 선 글"}.items():
            sheet[at] = value
        book.create_sheet("둘째")["A1"] = "다른 시트"

    assert shown(read(tmp_path, fill)) == [
        ("table", "Sheet", "가 | 1\n나 | 2"),
        ("table", "Sheet", "다 | 3"),
        ("table", "Sheet", "라 | 4"),
        ("paragraph", "Sheet", "따로 선 글"),
        ("paragraph", "둘째", "다른 시트"),
    ]


def test_hidden_sheets_are_left_out_and_told(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["A1"] = "보이는 글"
        for name, state in (("숨김", "hidden"), ("아주 숨김", "veryHidden")):
            sheet = book.create_sheet(name)
            sheet["A1"] = "비밀"
            sheet.sheet_state = state

    found = read(tmp_path, fill)
    assert shown(found) == [("paragraph", "Sheet", "보이는 글")]
    assert [re.findall("‘(.*?)’", told) for told in found.warnings] == [["숨김"], ["아주 숨김"]]


def test_formulas_have_the_values_that_are_kept(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        for row in (["가", 1], ["나", 2], ["합계", "=SUM(B1:B2)"], ["평균", "=AVERAGE(B1:B2)"]):
            book.active.append(row)

    (told,) = read(tmp_path, fill).warnings
    assert "수식 2개" in told
    rewrite(tmp_path / "표.xlsx", "xl/worksheets/sheet1.xml", lambda xml: re.sub(r"(<f>SUM.*?</f>)<v\s*/?>(</v>)?", r"\1<v>3</v>", xml))
    found = read_xlsx(tmp_path / "표.xlsx", LIMITS)
    assert found.blocks[0].text == "가 | 1\n나 | 2\n합계 | 3\n평균 |"
    assert "수식 1개" in found.warnings[0]


def test_stray_formats_and_wrong_sizes_do_not_widen_a_table(tmp_path: Path) -> None:
    read(tmp_path, lambda book: book.active.append(["구분", "값"]))
    rewrite(
        tmp_path / "표.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(
            "<dimension[^>]*>",
            '<dimension ref="A1"/>',
            xml.replace(
                "</sheetData>",
                '<row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>8</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
                '<mergeCells count="2"><mergeCell ref="D1:XFD900000"/><mergeCell ref="A2:A500000"/></mergeCells>',
            ),
        ),
    )
    (block,) = read_xlsx(tmp_path / "표.xlsx", LIMITS).blocks
    assert [(cell.row, cell.col, cell.row_span, cell.text) for cell in block.cells] == [
        (0, 0, 1, "구분"), (0, 1, 1, "값"), (1, 0, 1, "7"), (1, 1, 1, "8"),
    ]  # fmt: skip


def test_words_strewn_over_a_wide_area_are_not_filled_up(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        for number in range(1, 300):
            book.active.cell(number, number, f"칸{number}")
            book.active.cell(number, number + 1, number)

    (block,) = read(tmp_path, fill).blocks
    assert len(block.cells) == 2 * 299


def test_dates_errors_and_rich_text(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.properties.title = "상담 현황"
        sheet = book.active
        sheet.append([date(2023, 3, 5), "#N/A", True, "여러\n줄", "  "])
        sheet["A1"].number_format = 'yyyy"년" m"월"'

    found = read(tmp_path, fill)
    assert (found.title, [cell.text for cell in found.blocks[0].cells]) == ("상담 현황", ["2023년 3월", "#N/A", "TRUE", "여러\n줄"])
    plain = '<numFmts count="0"/>'
    rewrite(
        tmp_path / "표.xlsx",
        "xl/styles.xml",
        lambda xml: re.sub(r'numFmtId="\d+"', 'numFmtId="31"', re.sub("<numFmts.*?</numFmts>", plain, xml)),
    )
    assert read_xlsx(tmp_path / "표.xlsx", LIMITS).blocks[0].cells[0].text == "2023년 03월 05일"


def test_limits_damage_and_nothing(tmp_path: Path) -> None:
    read(tmp_path, lambda book: book.active.append(list(range(30))))
    with pytest.raises(DocumentError) as raised:
        read_xlsx(tmp_path / "표.xlsx", Limits(cells=20))
    assert raised.value.code == "too_large"
    rewrite(tmp_path / "표.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml[:-40])
    with pytest.raises(DocumentError) as raised:
        read_xlsx(tmp_path / "표.xlsx", LIMITS)
    assert raised.value.code == "damaged_document"
    assert read(tmp_path, lambda book: None).blocks == ()
    with pytest.raises(DocumentError) as raised:
        read_file(tmp_path / "표.xlsx")
    assert raised.value.code == "no_text"
