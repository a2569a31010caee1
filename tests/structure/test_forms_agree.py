"""One made-up collection in several formats: the same cases, headings and passages, whatever the format tells of its headings."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pytest

from corpus.cards import load_cases
from corpus.fence.file_reading import read_file
from corpus.model.document import Document
from corpus.model.nouns import Case
from corpus.structure.document_passages import document_passages
from corpus.structure.document_structure import structure_document
from tests.support.made.cards import write_cards
from tests.support.made.made_pdf import MadePage, width_of, wrapped, write_pdf
from tests.support.made.office_files import paragraph, write_docx

Line = tuple[int, str]
"""How deep a heading is, 0 for text, and its words."""
TOWNS = ("충북 괴산군", "경기 가평군", "전남 고흥군", "경북 의성군")
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)
SIZES = {0: 10, 1: 20, 2: 15, 3: 11.7}


def written_lines(sign: str = "○") -> list[Line]:
    """A collection of a case a town; a sign heads some of its items."""
    lines: list[Line] = []
    for number, town in enumerate(TOWNS, start=1):
        lines += [
            (1, f"{number}. {town}"),
            (2, "I 추진 배경"),
            (0, f"{town}은 일손이 모자라 마을마다 모임을 {number + 2}번 열고 뜻을 모았다."),
        ]
        for part, deed in enumerate(("상담 창구", "배움터"), start=1):
            lines += [(3, f"{part}. {deed} 사업"), (0, f"- {sign} {deed} {number * part}곳을 새로 열어 주민이 찾아오게 하였다")]
            lines += [(0, f"{sign} {deed}에서 맺은 열매"), (0, f"- {sign} 해마다 {100 * number + part}명이 {deed} 도움을 받았다")]
            lines += [(0, f"- {deed} 운영 {number + part}년째인 올해에는 이웃 마을과 함께 쓰는 곳을 늘렸다")]
        lines += [(2, "II 성과"), (0, f"{town}에서 일하는 사람이 {number * 37}명 늘고 떠나는 사람이 줄었다.")]
    return lines


def as_markdown(path: Path, lines: Sequence[Line]) -> Path:
    path.write_text("\n\n".join(f"{'#' * level} {text}".strip() for level, text in lines), encoding="utf-8")
    return path


def as_cp949(path: Path, lines: Sequence[Line]) -> Path:
    path.write_bytes("\n\n".join(f"{'#' * level} {text}".strip() for level, text in lines).encode("cp949", errors="replace"))
    return path


def as_html(path: Path, lines: Sequence[Line]) -> Path:
    tagged = ((f"h{level}" if level else "p", text) for level, text in lines)
    body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in tagged)
    path.write_text(f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>", encoding="utf-8")
    return path


def as_docx(path: Path, lines: Sequence[Line]) -> Path:
    return write_docx(path, "".join(paragraph(text, f"H{level}" if level else "") for level, text in lines), styles=STYLES)


def as_pdf(path: Path, lines: Sequence[Line]) -> Path:
    """Set with space between paragraphs, lines of one close together."""
    pages, y = [MadePage()], 60.0
    for level, text in lines:
        size = SIZES[level]
        set_lines = wrapped(text, 300, size)
        if y + 40 > pages[-1].height:
            pages.append(MadePage())
            y = 60.0
        y = pages[-1].lines(60, y, set_lines, size, 1.4 * size) + size
    return write_pdf(path, pages)


FORMS: dict[str, Callable[[Path, Sequence[Line]], Path]] = {"html": as_html, "docx": as_docx, "pdf": as_pdf}


def document_of(path: Path) -> Document:
    return structure_document(read_file(path), name="모음집")


def headings_of(document: Document) -> list[tuple[str, int]]:
    """The headings of the cases, and how many stand above each."""
    return [(block.text, len(block.path)) for block in document.blocks if block.kind == "heading"]


def passages_of(document: Document, lent: Case) -> list[tuple[str, str, str]]:
    """The case's number, heading and text of each passage; a card lends what a passage tells of its case besides."""
    found = []
    for number, (first, last) in enumerate((case.blocks for case in document.cases), start=1):
        made = lent.model_copy(update={"id": f"b:{number}"})
        found += [(one.case_id, one.heading, one.text) for one in document_passages(document.blocks[first : last + 1], first, made)]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_collection_has_the_same_cases_headings_and_passages_in_every_form(tmp_path: Path, form: str) -> None:
    lines = written_lines()
    plain = document_of(as_markdown(tmp_path / "a.md", lines))
    other = document_of(FORMS[form](tmp_path / f"a.{form}", lines))
    assert len(plain.cases) == len(TOWNS)
    assert [(case.title, case.region) for case in other.cases] == [(case.title, case.region) for case in plain.cases]
    assert headings_of(other) == headings_of(plain)
    lent = load_cases(write_cards(tmp_path))[0]
    assert passages_of(other, lent) == passages_of(plain, lent)


def test_signs_that_cp949_cannot_write_still_mark_items(tmp_path: Path) -> None:
    lines = written_lines("☑")
    plain, bare = document_of(as_markdown(tmp_path / "a.md", lines)), document_of(as_cp949(tmp_path / "a.txt", lines))
    assert headings_of(bare) == [(text.replace("☑", "?"), depth) for text, depth in headings_of(plain)]
    assert ("? 상담 창구에서 맺은 열매", 3) in headings_of(bare)
    assert [block.kind for block in bare.blocks] == [block.kind for block in plain.blocks]


def test_lines_of_the_made_pages_are_wrapped_so_that_paragraphs_are_joined_again() -> None:
    assert any(width_of(text, SIZES[level]) > 300 for level, text in written_lines())
