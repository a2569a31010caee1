"""Each file of a reading list, opened again: by a library that did not write it where there is one, and against its format's schema."""

import csv
import re
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hwpx import HwpxDocument
from hwpx.layout import lint_layout
from hwpx.tools.package_validator import validate_package
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.citations import DISCLAIMER
from corpus.model.nouns import Case
from service.pages.reading_list.contents import ReadingList
from service.pages.reading_list.formats import FORMATS
from service.pages.reading_list.list_rows import COLUMNS
from service.pages.reading_list.to_csv import as_text, to_csv
from service.pages.reading_list.to_docx import to_docx
from service.pages.reading_list.to_hwpx import to_hwpx
from service.pages.reading_list.to_markdown import escape_markdown, to_markdown
from service.pages.reading_list.to_xlsx import to_xlsx
from tests.support.served.reading_lists import LONG, SHOWN, contents, gathered


@pytest.fixture
def held(cases: tuple[Case, ...]) -> ReadingList:
    return contents(cases)


def sources(held: ReadingList) -> list[str]:
    return [entry.source for entry in held.entries]


def test_word_has_headings_tables_notes_and_sources(held: ReadingList) -> None:
    document = docx.Document(BytesIO(to_docx(held)))
    told = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style and paragraph.text]
    assert told[:4] == [
        ("Title", "참고 <사례>"),
        ("사례 정보", "2026. 11. 22. · 사례 1건, 대목 4곳"),
        ("Heading 1", "1. 경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다"),
        ("사례 정보", "떠나는 청년을 붙잡는 조선소 도시 · 지역일자리 목표 공시제 · 사례 번호 8-01"),
    ]
    assert [text for style, text in told if style == "Heading 2"] == [
        "[사업 내용] 청년 이어주기",
        "[원문] 1. <배경>",
        "[수치] 신청 인원",
        "[사업 내용] 섬마을 해설사",
    ]
    assert [text for style, text in told if style == "메모"] == ["메모", *SHOWN.split("\n"), "메모", LONG]
    assert [text for style, text in told if style == "Normal"][-2:] == [f"{number}. {text}" for number, text in enumerate(sources(held), 1)]
    assert told[-1] == ("인용 출처", DISCLAIMER)
    facts, figures, original = ([[cell.text for cell in row.cells] for row in table.rows] for table in document.tables)
    assert facts[1] == ["예산", "12억 5,050만 원"]
    assert figures == [["수치", "연도", "목표", "실적", "목표 대비", "원문"], ["신청 인원", "2022", "500명", "551명", "110.2%", "20행"]]
    assert original == [["구분", "2021"], ["청년", "=300"]]
    assert (document.core_properties.title, document.core_properties.author) == ("참고 <사례>", "사례(Saerye)")


def test_word_writes_hangul_in_a_korean_font_and_repeats_heads(held: ReadingList) -> None:
    document = docx.Document(BytesIO(to_docx(held)))
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "메모"):
        fonts = document.styles[name].element.rPr.rFonts
        assert {key.split("}")[1]: value for key, value in fonts.attrib.items()} == dict.fromkeys(
            ("ascii", "hAnsi", "eastAsia"), "맑은 고딕"
        )
    assert [table.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None for table in document.tables] == [False, True, True]
    order = [child.tag.split("}")[1] for child in document.styles["메모"].element.pPr]
    assert order == sorted(order, key=["keepNext", "pBdr", "shd", "autoSpaceDE", "autoSpaceDN", "spacing", "ind"].index)


def hwpx_texts(written: bytes) -> list[tuple[str, str]]:
    """The style and text of each paragraph of the body."""
    document = HwpxDocument.open(BytesIO(written))
    names = {str(style.id): style.name for style in document.styles.values()}
    return [(str(names[str(paragraph.style_id_ref)]), paragraph.text) for paragraph in document.paragraphs]


def test_hancom_has_outline_headings_tables_notes_and_sources(held: ReadingList) -> None:
    told = [pair for pair in hwpx_texts(to_hwpx(held)) if pair[1]]
    assert told[:4] == [
        ("목록 제목", "참고 <사례>"),
        ("사례 정보", "2026. 11. 22. · 사례 1건, 대목 4곳"),
        ("개요 1", "경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다"),
        ("사례 정보", "떠나는 청년을 붙잡는 조선소 도시 · 지역일자리 목표 공시제 · 사례 번호 8-01"),
    ]
    assert [text for style, text in told if style == "개요 1"][1:] == ["전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다", "출처"]
    assert [text for style, text in told if style == "개요 2"][1] == "[원문] 1. <배경>"
    assert [text for style, text in told if style == "메모"] == ["메모", *SHOWN.split("\n"), "메모", LONG]
    assert [text for _, text in told][-3:] == [*(f"{number}. {text}" for number, text in enumerate(sources(held), 1)), DISCLAIMER]
    document = HwpxDocument.open(BytesIO(to_hwpx(held)))
    tables = [table for paragraph in document.paragraphs for table in paragraph.tables]
    assert [[table.cell(row, 0).text for row in range(table.row_count)] for table in tables] == [
        ["기간", "예산", "지원 대상", "정책 수단", "산업"],
        ["수치", "신청 인원"],
        ["구분", "청년"],
    ]
    assert [tables[1].cell(1, column).text for column in range(1, 6)] == ["2022", "500명", "551명", "110.2%", "20행"]
    assert tables[2].cell(1, 1).text == "=300"


def test_hancom_documents_meet_the_schema_and_the_package_rules(held: ReadingList) -> None:
    written = to_hwpx(held)
    assert HwpxDocument.open(BytesIO(written)).validate().issues == ()
    report = validate_package(BytesIO(written))
    assert [issue for issue in report.issues if issue.level == "error"] == []
    assert lint_layout(written).findings == []
    with zipfile.ZipFile(BytesIO(written)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, package.read("mimetype")) == ("mimetype", zipfile.ZIP_STORED, b"application/hwp+zip")
        about = ET.fromstring(package.read("Contents/content.hpf")).iter()  # noqa: S314 - written here
        told = {element.get("name", element.tag.split("}")[-1]): element.text for element in about}
        header = package.read("Contents/header.xml").decode()
    assert (told["title"], told["creator"], told["CreatedDate"]) == ("참고 <사례>", "사례(Saerye)", "2026-11-22T00:00:00Z")
    assert "synthetic" not in "".join(filter(None, told.values()))
    assert header.count("<hh:bold/>") == 4
    assert re.search(r'name="개요 1"[^>]*paraPrIDRef="(\d+)"', header)


def sheet_rows(written: bytes, name: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(BytesIO(written))[name].iter_rows(values_only=True))


def test_excel_has_a_row_for_each_item_and_figures_as_numbers(held: ReadingList) -> None:
    written = to_xlsx(held)
    head, whole, programme, original, figure, yeosu = sheet_rows(written, "읽을거리")
    assert head == COLUMNS
    assert whole[:6] == ("1", "사례", "8-01", "경상남도 거제시", "지역일자리 목표 공시제", "떠나는 청년을 붙잡는 조선소 도시")
    assert (whole[8], whole[9], whole[10]) == (SHOWN, "8~21쪽", None)
    assert programme[6:8] == ("[사업 내용] 청년 이어주기", "상담사 4명이 청년을 만나 새 일터를 찾아 주었다.")
    assert original[7] == "조선소 *일감*\n구분 | 2021\n청년 | =300\n끝."
    assert figure[10] == "20행"
    assert yeosu[8] == LONG
    assert sheet_rows(written, "수치")[1] == (
        "8-01", "떠나는 청년을 붙잡는 조선소 도시", "신청 인원", 2022, 500, 551, "명", "110.2%", "20행"
    )  # fmt: skip
    assert [row[1] for row in sheet_rows(written, "출처")][1:3] == sources(held)


def test_excel_takes_nothing_for_a_formula_a_link_or_a_number(cases: tuple[Case, ...]) -> None:
    for note in ("=1+1", "+82-2-123", "-3", "@sum", "http://example.org", "0012", "{=1}", "_x0041_"):
        sheet = openpyxl.load_workbook(BytesIO(to_xlsx(gathered(cases, ("8-02",), {"8-02": note}).contents)))["읽을거리"]
        cell = sheet["I2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (note, "s", None)


def test_excel_keeps_its_head_in_sight(held: ReadingList) -> None:
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(held)))["읽을거리"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:L6", "$1:$1")
    assert (sheet.column_dimensions["H"].width, sheet["H2"].alignment.wrap_text) == (pytest.approx(56, abs=1), True)
    assert sheet.row_dimensions[6].height == pytest.approx(409, abs=1)
    assert sheet.page_setup.orientation == "landscape"


def test_csv_opens_in_a_spreadsheet_as_text(held: ReadingList) -> None:
    written = to_csv(held)
    assert written.startswith("\ufeff".encode())
    head, *rows = csv.reader(StringIO(written.decode("utf-8-sig"), newline=""))
    assert tuple(head) == (*COLUMNS, "목록", "모은 날")
    assert [row[2] for row in rows] == ["8-01", "8-01", "8-01", "8-01", "8-02"]
    assert rows[0][8] == SHOWN
    assert (rows[4][8], rows[4][12], rows[4][13]) == (LONG, "참고 <사례>", "2026. 11. 22.")


@pytest.mark.parametrize("cell", ["=cmd()", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1"])
def test_what_could_be_a_formula_is_text_in_csv(cell: str, cases: tuple[Case, ...]) -> None:
    assert as_text(cell) == f"'{cell}"
    [_, row] = csv.reader(StringIO(to_csv(gathered(cases, ("8-02",), {"8-02": cell}).contents).decode("utf-8-sig"), newline=""))
    assert row[8].startswith("'")


@pytest.mark.parametrize("cell", ["", "가=1", "8-01", "'=1", "8~21쪽"])
def test_other_text_is_as_it_is_in_csv(cell: str) -> None:
    assert as_text(cell) == cell


def flat(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *flat(token.children or []))]


def test_markdown_shows_every_text_letter_by_letter(held: ReadingList) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = flat(parser.parse(to_markdown(held).decode()))
    assert {token.type for token in tokens} & {"html_block", "html_inline", "link_open", "em_open", "code_block", "fence", "hr"} == set()
    lines = [token.content for token in tokens if token.type == "inline"]
    told = ["".join(inner.content for inner in token.children or []) for token in tokens if token.type == "inline"]
    assert len(lines) == len(told)
    for line in (held.title, *SHOWN.split("\n"), LONG, "조선소 *일감*", "=300", "[원문] 1. <배경>", *sources(held), DISCLAIMER):
        assert line in told, line
    heads = [(tokens[at].tag, told_of(tokens[at + 1])) for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert heads[:3] == [
        ("h1", "참고 <사례>"),
        ("h2", "1. 경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다"),
        ("h3", "[사업 내용] 청년 이어주기"),
    ]
    assert heads[-1] == ("h2", "출처")
    assert sum(token.type == "table_open" for token in tokens) == 2


def told_of(token: Token) -> str:
    return "".join(inner.content for inner in token.children or [])


@pytest.mark.parametrize(
    "text",
    ["# 제목", "- 목록", "+ 목록", "1. 하나", "12) 둘", "===", "---", "> 말", "```", "    코드", "| 표 |", "&lt;", "\\*", "~~줄~~", "$x$"],
)
def test_a_line_of_markdown_is_one_paragraph_of_its_own_words(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escape_markdown(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert told_of(tokens[1]) == text.strip()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_takes_an_empty_list_and_one_of_everything(format: str, cases: tuple[Case, ...]) -> None:
    write: Callable[[ReadingList], bytes] = FORMATS[format].write
    assert write(gathered(cases, ()).contents)
    every = [case.id for case in cases] + [f"{case.id}/summary" for case in cases]
    assert write(gathered(cases, tuple(every), {}).contents)


@pytest.mark.parametrize("format", ["xlsx", "csv", "md"])
def test_the_same_list_is_the_same_file(format: str, held: ReadingList) -> None:
    assert FORMATS[format].write(held) == FORMATS[format].write(held)


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls."""
    count = 0

    def count_one(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(count_one)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(("format", "most"), [("docx", 300), ("hwpx", 600), ("xlsx", 20), ("csv", 5), ("md", 20)])
def test_a_line_of_a_note_costs_the_same_however_many_there_are(format: str, most: int, cases: tuple[Case, ...]) -> None:
    """Each line costs a bounded number of calls, into C and out of it, in a long note as in a short one."""
    write: Callable[[ReadingList], bytes] = FORMATS[format].write
    held = [gathered(cases, ("8-02",), {"8-02": "a\n" * lines}).contents for lines in (1, 100, 200, 400)]
    write(held[0])  # what is made once is made
    few, some, many = (calls(lambda contents=each: write(contents)) for each in held[1:])  # type: ignore[misc]
    assert some - few < 100 * most
    assert many - some <= 2.2 * max(some - few, 100)


@pytest.mark.parametrize("title", ["R&G", "A&[Picture]B", "청년 & 정착 &G &L &D", "&" * 100])
def test_a_title_stands_letter_by_letter_over_every_sheet(title: str, cases: tuple[Case, ...], capfd: pytest.CaptureFixture[str]) -> None:
    written = to_xlsx(gathered(cases, ("8-02",), {}, title).contents)
    assert capfd.readouterr() == ("", "")
    with zipfile.ZipFile(BytesIO(written)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        heads = [ET.fromstring(package.read(name)).find("{*}headerFooter/{*}oddHeader") for name in sheets]  # noqa: S314 - written here
    assert len(heads) > 1
    assert {head.text if head is not None else None for head in heads} == {"&L" + title.replace("&", "&&")}
