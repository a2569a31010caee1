"""Numbers and bullets that a word processor prints before paragraphs, counted as it does."""

from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.office.docx_reader import read_docx
from corpus.documents.office.list_numbers import list_number
from tests.support.made.office_files import paragraph, write_docx


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">' + level(0, "decimal", "%1.") + level(1, "ganada", "%2.") + level(2, "decimal", "%1-%3)")
    + level(3, "decimalEnclosedCircle", "%4") + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">' + level(0, "bullet", "\uf0a7") + level(1, "none", "") + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "upperRoman", "제%1장", '<w:pStyle w:val="h1"/>')
    + level(1, "decimal", "%1.%2", '<w:pStyle w:val="h2"/><w:isLgl/>') + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)  # fmt: skip


def style(name: str, said: str, number: int) -> str:
    numbered = f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/>{numbered}</w:style>'


STYLES = style("h1", "heading 1", 3) + style("h2", "heading 2", 3) + style("b", "List Bullet", 2)


def item(text: str, number: int, depth: int = 0, style: str = "") -> str:
    return paragraph(text, style, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_restart_below_and_go_on_above(tmp_path: Path) -> None:
    body = item("가", 1) + item("나", 1, 1) + item("다", 1, 1) + item("라", 1, 2) + item("마", 1) + item("바", 1, 1) + item("사", 1, 3)
    found = read_docx(write_docx(tmp_path / "a.docx", body, numbering=NUMBERING), LIMITS)
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        ("list_item", 1, "1. 가"), ("list_item", 2, "가. 나"), ("list_item", 2, "나. 다"), ("list_item", 3, "1-1) 라"),
        ("list_item", 1, "2. 마"), ("list_item", 2, "가. 바"), ("list_item", 4, "① 사"),
    ]  # fmt: skip


def test_lists_of_one_kind_go_on_or_begin_anew(tmp_path: Path) -> None:
    body = item("가", 1) + item("나", 4) + item("다", 4) + item("라", 1) + item("", 1) + item("마", 1)
    found = read_docx(write_docx(tmp_path / "a.docx", body, numbering=NUMBERING), LIMITS)
    assert [block.text for block in found.blocks] == ["1. 가", "7. 나", "8. 다", "9. 라", "10. 마"]


def test_numbers_and_bullets_of_styles(tmp_path: Path) -> None:
    body = (
        paragraph("총칙", "h1") + paragraph("목적", "h2") + paragraph("정의", "h2") + paragraph("운영", "h1") + paragraph("원칙", "h2")
        + paragraph("항목", "b") + item("번호 없는 제목", 0, 0, "h1") + item("표시 없음", 2, 1) + item("없는 목록", 99)
    )  # fmt: skip
    found = read_docx(write_docx(tmp_path / "a.docx", body, numbering=NUMBERING, styles=STYLES), LIMITS)
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        ("heading", 1, "제I장 총칙"), ("heading", 2, "1.1 목적"), ("heading", 2, "1.2 정의"), ("heading", 1, "제II장 운영"),
        ("heading", 2, "2.1 원칙"), ("list_item", 1, "▪ 항목"), ("heading", 1, "번호 없는 제목"), ("list_item", 2, "표시 없음"),
        ("paragraph", None, "없는 목록"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (3, "decimal", "3"), (3, "decimalZero", "03"), (14, "upperRoman", "XIV"), (28, "lowerLetter", "bb"), (2, "ganada", "나"),
        (15, "ganada", "가가"), (3, "chosung", "ㄷ"), (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "(21)"),
        (12, "koreanCounting", "십이"), (30, "koreanCounting", "삼십"), (12, "koreanDigital", "일이"), (12, "japaneseCounting", "十二"),
        (1, "ideographTraditional", "갑"), (5, "none", ""), (0, "ganada", "0"), (9, "없는 것", "9"), (4, "numberInDash", "- 4 -"),
    ],
)  # fmt: skip
def test_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert list_number(number, form) == expected
