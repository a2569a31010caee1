"""Blocks with their headings, contents, lines and pages."""

import os
from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.text_reader import read_lines, read_text
from corpus.model.document import Block, Cell, Document, Inside, ReadFile
from corpus.structure.document_structure import structure_document
from corpus.structure.headings.outline_marks import OutlineMark, read_mark

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared"))


def structured(text: str) -> Document:
    return structure_document(read_lines(text, name="글.txt", limits=LIMITS), name="글")


def box(*texts: str, page: int | None = None) -> Block:
    cells = tuple(Cell(row=0, col=col, text=text) for col, text in enumerate(texts))
    return Block(kind="table", text=" | ".join(texts), cells=cells, page=page, pages=(page, page) if page else None)


def paragraph(text: str, page: int | None = None) -> Block:
    return Block(kind="paragraph", text=text, page=page, pages=(page, page) if page else None)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Ⅰ. 개 요", OutlineMark("Ⅰ", 1, "개 요")),
        ("II 집행", OutlineMark("Ⅰ", 2, "집행")),
        ("10 가람시", OutlineMark("N", 10, "가람시")),
        ("3) 방법", OutlineMark("N)", 3, "방법")),
        ("나. 대상", OutlineMark("가.", 2, "대상")),
        ("[사례 3] 이름", OutlineMark("[사례 N]", 3, "이름")),
        ("우수사례 ②", OutlineMark("우수사례 N", 2, "")),
        ("붙임 2 서식", OutlineMark("참고 N", 2, "서식")),
        ("[별표 1] 지원 금액", OutlineMark("참고 N", 1, "지원 금액")),
        ("제2장 복지", OutlineMark("제N장", 2, "복지")),
        ("[가람시] 이름", OutlineMark("[]", None, "가람시 이름")),
        ("ㅇ 항목", OutlineMark("○", None, "항목")),
        ("– 항목", OutlineMark("-", None, "항목")),
        ("? 항목", OutlineMark("✓", None, "항목")),
        ("?라고 물음", None),
        ("07", OutlineMark("lone", 7, "")),
        ("22 명이 이용", None),
        ("2.5배 증가", None),
        ("전국 1위 달성", None),
        ("", None),
    ],
)
def test_marks_are_read_whatever_they_look_like(text: str, mark: OutlineMark | None) -> None:
    found = read_mark(text)
    assert found == mark or (mark is None and found is not None and found.style == "N" and text.startswith("22"))


def test_headings_stand_as_deep_as_the_document_has_them() -> None:
    first = "Ⅰ. 개요\n□ 배경\nㅇ 첫째 까닭을 적음\n- 작은 까닭을 적음\n□ 목적\nㅇ 목적을 적음\n"
    text = first + "Ⅱ. 계획\n1. 기반\n□ 준비\nㅇ 준비를 적음\n2. 확산\n□ 보급\nㅇ 보급을 적음"
    document = structured(text)
    headings = [(block.text, block.level, block.path) for block in document.blocks if block.kind == "heading"]
    assert headings == [
        ("Ⅰ. 개요", 1, ()),
        ("□ 배경", 2, ("Ⅰ. 개요",)),
        ("□ 목적", 2, ("Ⅰ. 개요",)),
        ("Ⅱ. 계획", 1, ()),
        ("1. 기반", 2, ("Ⅱ. 계획",)),
        ("□ 준비", 3, ("Ⅱ. 계획", "1. 기반")),
        ("2. 확산", 2, ("Ⅱ. 계획",)),
        ("□ 보급", 3, ("Ⅱ. 계획", "2. 확산")),
    ]
    item = next(block for block in document.blocks if block.text.startswith("- "))
    assert (item.kind, item.path) == ("list_item", ("Ⅰ. 개요", "□ 배경"))


def test_a_heading_stands_in_none_that_the_file_says_is_deeper() -> None:
    """A contents title above the first case holds no case, though nothing else ends it."""
    towns = ("충북 괴산군", "경기 가평군", "전남 고흥군", "경북 의성군")
    given = [("모음집", 1), ("차례", 2)]
    given += [one for at, town in enumerate(towns, start=1) for one in ((f"{at}. {town}", 1), ("I 추진 배경", 2), ("II 추진 성과", 2))]
    blocks = [
        block
        for at, (text, level) in enumerate(given)
        for block in (Block(kind="heading", text=text, level=level), paragraph(f"{at}번째 마을이 한 일을 길게 적어 둔 글이다. " * 3))
    ]
    document = structure_document(ReadFile(format="docx", blocks=tuple(blocks)), name="글")
    assert [(block.text, block.path) for block in document.blocks if block.kind == "heading"] == [
        ("모음집", ()),
        ("차례", ("모음집",)),
        *(
            one
            for at, town in enumerate(towns, start=1)
            for one in ((f"{at}. {town}", ()), ("I 추진 배경", (f"{at}. {town}",)), ("II 추진 성과", (f"{at}. {town}",)))
        ),
    ]


def test_boxes_around_headings_are_headings_and_keep_their_cells() -> None:
    blocks = (
        box("Ⅰ. 그동안의 성과"),
        box("1", "", "잘한 일"),
        paragraph("ㅇ 잘한 일을 적음"),
        Block(kind="table", text="", cells=tuple(Cell(row=at // 3, col=at % 3, text=f"{at}명") for at in range(9))),
        box("비전", "", "모두가 함께 잘 사는 마을을 만들어 갑니다."),
        box("참고 1", "", "추진 전략"),
    )
    document = structure_document(ReadFile(format="hwpx", blocks=blocks), name="글")
    assert [(block.kind, block.text, block.path) for block in document.blocks if block.kind == "heading"] == [
        ("heading", "Ⅰ. 그동안의 성과", ()),
        ("heading", "1 잘한 일", ("Ⅰ. 그동안의 성과",)),
        ("heading", "참고 1 추진 전략", ("Ⅰ. 그동안의 성과",)),
    ]
    assert len(document.blocks[1].cells) == 3
    assert [block.kind for block in document.blocks[3:5]] == ["table", "table"]


def test_the_text_is_written_once_and_blocks_know_their_lines() -> None:
    inner = Block(kind="table", text="안", cells=(Cell(row=0, col=0, text="안"),), inside=Inside(1, 0, 0))
    outer = Block(
        kind="table", text="가 | 나\n다 | 라", cells=tuple(Cell(row=at // 2, col=at % 2, text=text) for at, text in enumerate("가나다라"))
    )
    document = structure_document(
        ReadFile(format="docx", blocks=(paragraph("들어가는 글이다."), outer, inner, paragraph("맺는 글이다."))), name="글"
    )
    assert document.lines == ("들어가는 글이다.", "", "가 | 나", "다 | 라", "", "안", "", "맺는 글이다.")
    assert [block.lines for block in document.blocks] == [(1, 1), (3, 4), (6, 6), (8, 8)]
    assert document.page_count is None


CONTENTS = ("Ⅰ. 개요 ····· 1", "Ⅱ. 추진 계획 ····· 2", "Ⅲ. 향후 일정 ····· 4")


def test_contents_lead_to_pages_by_what_is_printed_on_these() -> None:
    pages = (3, 4, 6)
    titles = ("Ⅰ. 개요", "Ⅱ. 추진하는 계획", "Ⅲ. 앞으로의 일")
    body = [
        block for title, page in zip(titles, pages, strict=True) for block in (paragraph(title, page), paragraph("글을 길게 적는다.", page))
    ]
    read = ReadFile(
        format="pdf",
        blocks=(paragraph("목차", 2), *(paragraph(text, 2) for text in CONTENTS), *body),
        page_count=6,
        printed_pages={3: "1", 4: "2", 5: "3", 6: "4"},
    )
    document = structure_document(read, name="글")
    entries = [(block.text, block.label, block.target_page) for block in document.blocks if block.kind == "toc_entry"]
    assert entries == [("Ⅰ. 개요", "1", 3), ("Ⅱ. 추진 계획", "2", 4), ("Ⅲ. 향후 일정", "4", 6)]
    assert [block.printed_page for block in document.blocks if block.text == "Ⅱ. 추진하는 계획"] == ["2"]


def test_labels_of_another_book_lead_to_headings_by_their_words() -> None:
    titles = ("마을 이야기", "하천 살리기", "시장 되살리기")
    entries = [paragraph(f"{title}\t{label}", 1) for title, label in zip(titles, (48, 146, 278), strict=True)]
    body = [block for page, title in enumerate(titles, 2) for block in (paragraph(title, page), paragraph("글을 길게 적는다.", page))]
    document = structure_document(ReadFile(format="hwpx", blocks=(*entries, *body), page_count=4), name="글")
    assert [block.target_page for block in document.blocks if block.kind == "toc_entry"] == [2, 3, 4]


def test_contents_in_a_table_stand_below_it_and_tables_within_tables_still_point_right() -> None:
    rows = ("마을 이야기\t3", "하천 살리기\t9", "시장 되살리기\t14")
    body = "\n".join(f"{title}\n글을 길게 적는다." for title in ("마을 이야기", "하천 살리기", "시장 되살리기"))
    document = structured("차례\n" + "\n".join(rows) + "\n" + body + "\n가\t나 <table><tr><td>안</td></tr></table>\n다\t라\n")
    entries = [block for block in document.blocks if block.kind == "toc_entry"]
    assert [(block.text, block.label, block.lines) for block in entries] == [
        ("마을 이야기", "3", (2, 2)),
        ("하천 살리기", "9", (3, 3)),
        ("시장 되살리기", "14", (4, 4)),
    ]
    nested = next(block for block in document.blocks if block.inside)
    assert nested.inside is not None
    assert document.blocks[nested.inside.block].text.startswith("가 | 나")


def test_lines_that_end_in_numbers_are_no_contents_where_they_lead_nowhere() -> None:
    document = structured("구분\t값\n이용자 수\t10\n만족한 사람\t20\n다시 온 사람\t30\n글을 적는다.")
    assert [block.kind for block in document.blocks] == ["table", "paragraph"]


def test_nothing_is_lost() -> None:
    text = "Ⅰ. 개요\n차례\n글\n\n구분\t값\n- 항목\n<표 1> 이름\n\n"
    document = structured(text)
    assert "".join("".join(block.text.split()) for block in document.blocks).replace("|", "") == "".join(text.split())


@pytest.mark.skipif(not (SHARED / "intake").is_dir(), reason="the files to try are not here")
def test_a_report_of_21_pages() -> None:
    document = structure_document(read_text(SHARED / "intake" / "safety_reform_report.txt", LIMITS), name="safety_reform_report")
    assert document.page_count == 21
    (entry,) = [block for block in document.blocks if block.kind == "toc_entry" and block.label == "9"]
    assert (entry.page, entry.target_page) == (3, 12)
    assert [case.pages for case in document.cases] == [(12, 12)] * 4
    assert [case.region.sido if case.region else None for case in document.cases] == ["대전광역시", "제주특별자치도", "경상남도", None]
