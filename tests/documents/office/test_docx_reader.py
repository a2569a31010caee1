"""DOCX files made here, one for each thing that a document may have; blocks compared one by one."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from corpus.documents.limits import LIMITS, Limits
from corpus.documents.office.docx_reader import read_docx
from corpus.errors import DocumentError
from corpus.model.document import Block, Cell, Inside, ReadFile
from tests.support.made.office_files import MACROS, cell, paragraph, table, write_docx, write_zip

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="k2"><w:name w:val="제목 2"/></w:style>
<w:style w:type="paragraph" w:styleId="g3"><w:name w:val="개요 3"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="우리 소제목"/><w:basedOn w:val="k2"/></w:style>
<w:style w:type="paragraph" w:styleId="lvl"><w:name w:val="절"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="no"><w:name w:val="숨은 글"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="a"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="b"/><w:basedOn w:val="x"/></w:style>
"""


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def box(*inner: str) -> str:
    """A text box as word processors write one: drawn anew, and once more for old ones."""
    content = f"<w:txbxContent>{''.join(inner)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:docPr descr='상자'/><a:graphic>"
        "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(descr: str) -> str:
    return (
        f"<w:r><w:drawing><wp:inline><wp:docPr descr='{descr}'/><a:graphic><a:graphicData uri='x/picture'><a:blip r:embed='r9'/>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def read(folder: Path, body: str, **parts: str) -> ReadFile:
    found = read_docx(write_docx(folder / "문서.docx", body, **parts), LIMITS)
    assert {(block.page, block.pages, block.page_from) for block in found.blocks} <= {(None, None, None)}
    return found


def shown(found: ReadFile) -> list[tuple[str, int | None, str]]:
    return [(block.kind, block.level, block.text) for block in found.blocks]


def test_headings_by_style_and_outline_level(tmp_path: Path) -> None:
    styled = [("보고서", "t"), ("추진 배경", "h1"), ("여건", "k2"), ("세부", "g3"), ("소제목", "own"), ("넷째", "lvl")]
    body = "".join(paragraph(*one) for one in styled) + paragraph("직접", more='<w:outlineLvl w:val="1"/>')
    body += (
        paragraph("본문", "h1", '<w:outlineLvl w:val="9"/>')
        + paragraph("글이다.")
        + paragraph("   ", "h1")
        + paragraph("돌고 도는 글", "x")
    )
    assert shown(read(tmp_path, body, styles=STYLES)) == [
        ("heading", 1, "보고서"), ("heading", 1, "추진 배경"), ("heading", 2, "여건"), ("heading", 3, "세부"), ("heading", 2, "소제목"),
        ("heading", 4, "넷째"), ("heading", 2, "직접"), ("paragraph", None, "본문"), ("paragraph", None, "글이다."),
        ("paragraph", None, "돌고 도는 글"),
    ]  # fmt: skip


def test_several_titles_stand_above_headings(tmp_path: Path) -> None:
    body = paragraph("가 시", "t") + paragraph("배경", "h1") + paragraph("나 시", "t") + paragraph("배경", "h1")
    levels = [block.level for block in read(tmp_path, body, styles=STYLES).blocks]
    assert levels == [1, 2, 1, 2]


def test_contents_and_captions(tmp_path: Path) -> None:
    body = paragraph("1. 추진 배경\u20263", "toc") + p(
        run("2. 성과"), "<w:r><w:tab/></w:r>", run("12"), properties='<w:pStyle w:val="toc"/>'
    )
    body += paragraph("2023년 계획", "toc") + paragraph("[표 1] 실적", "c")
    assert shown(read(tmp_path, body, styles=STYLES)) == [
        ("paragraph", None, "1. 추진 배경…3"),
        ("paragraph", None, "2. 성과\t12"),
        ("paragraph", None, "2023년 계획"),
        ("caption", None, "[표 1] 실적"),
    ]


def test_words_of_a_paragraph(tmp_path: Path) -> None:
    body = (
        p(run("가"), "<w:r><w:tab/></w:r>", run("나"), "<w:r><w:br/></w:r>", run("다"), "<w:r><w:noBreakHyphen/></w:r>", run("라"))
        + p(run("남은 "), "<w:del><w:r><w:delText>지운 글</w:delText></w:r></w:del>", "<w:ins>" + run("넣은 글") + "</w:ins>")
        + p("<w:moveFrom>" + run("옮긴 글") + "</w:moveFrom>", "<w:moveTo>" + run("옮겨 온 글") + "</w:moveTo>")
        + p(run("보이는 "), run("안 보이는 ", "<w:vanish/>"), run("글", "<w:vanish w:val='0'/>"))
        + paragraph("숨은 글", "no")
        + p('<w:hyperlink r:id="r1">' + run("누리집") + "</w:hyperlink>", "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>", run(" 끝"))
        + p("<w:sdt><w:sdtPr/><w:sdtContent>" + run("칸에 넣은 글") + "</w:sdtContent></w:sdt>")
        + p('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>', run(" 항목 \uf0e0 다음 \ue123"))
        + "<w:sdt><w:sdtContent>" + paragraph("감싼 문단") + "</w:sdtContent></w:sdt>"
        + p(run("\u1100\u1161 나라"))
    )  # fmt: skip
    assert [block.text for block in read(tmp_path, body, styles=STYLES).blocks] == [
        "가 나\n다-라", "남은 넣은 글", "옮겨 온 글", "보이는 글", "누리집 끝", "칸에 넣은 글", "▪ 항목 → 다음", "감싼 문단", "가 나라",
    ]  # fmt: skip


def test_text_boxes_come_once_and_pictures_are_figures(tmp_path: Path) -> None:
    body = (
        p(run("앞"), box(paragraph("상자 글"), table(cell("상자 표")), p(box(paragraph("안 상자")))), run(" 뒤"))
        + p(picture("지도")) + p(picture("그림입니다. 원본 그림의 이름: a.png")) + p(run("설명 "), picture("약도"))
    )  # fmt: skip
    assert shown(read(tmp_path, body)) == [
        ("paragraph", None, "앞 뒤"), ("paragraph", None, "상자 글"), ("table", None, "상자 표"), ("paragraph", None, "안 상자"),
        ("figure", None, "지도"), ("figure", None, ""), ("paragraph", None, "설명"), ("figure", None, "약도"),
    ]  # fmt: skip


def test_notes_follow_what_refers_to_them(tmp_path: Path) -> None:
    body = (
        p(run("본문"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + p(run("다음"), '<w:r><w:endnoteReference w:id="3"/></w:r>')
        + table(cell(p(run("칸"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + p(picture("칸 그림"))))
    )  # fmt: skip
    footnotes = (
        f'<w:footnote w:id="-1" w:type="separator">{paragraph("-")}</w:footnote><w:footnote w:id="2">{paragraph("각주다.")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="3">{paragraph("미주다.")}</w:endnote>'
    assert shown(read(tmp_path, body, footnotes=footnotes, endnotes=endnotes)) == [
        ("paragraph", None, "본문"), ("note", None, "각주다."), ("paragraph", None, "다음"), ("note", None, "미주다."),
        ("table", None, "칸"), ("note", None, "각주다."), ("figure", None, "칸 그림"),
    ]  # fmt: skip


def test_cells_that_span(tmp_path: Path) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("구분", down) + cell("2023년", '<w:gridSpan w:val="2"/>'),
        cell("", on) + cell("목표") + cell("실적"),
        cell("가") + cell("1") + cell("2"),
    )
    (block,) = read(tmp_path, body).blocks
    assert block.cells == (
        Cell(0, 0, 2, 1, text="구분"), Cell(0, 1, 1, 2, text="2023년"), Cell(1, 1, text="목표"), Cell(1, 2, text="실적"),
        Cell(2, 0, text="가"), Cell(2, 1, text="1"), Cell(2, 2, text="2"),
    )  # fmt: skip
    assert block.text == "구분 | 2023년\n목표 | 실적\n가 | 1 | 2"


def test_tables_of_running_heads_are_read_once_and_small_ones_are_furniture(tmp_path: Path) -> None:
    """A document has its parts in the order in which they are given here: the first is rId1."""
    approval = table(cell("담당") + cell("과장"), cell("홍길동") + cell("전결"))
    body = (
        paragraph("본문", more='<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>')
        + '<w:sectPr><w:headerReference w:type="even" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/></w:sectPr>'
    )
    found = read(tmp_path, body, header=paragraph("머리말") + approval, footer=table(cell("3쪽") + cell("기관") + cell("")))
    assert shown(found) == [("table", None, "담당 | 과장\n홍길동 | 전결"), ("paragraph", None, "본문")]


def test_tables_of_notes_follow_the_words_of_the_note(tmp_path: Path) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph("산출 근거")}{table(cell("인원") + cell("3명"))}</w:footnote>'
    body = p(run("본문"), reference) + table(cell(p(run("칸"), reference)))
    told = [("note", None, "산출 근거"), ("table", None, "인원 | 3명")]
    assert shown(read(tmp_path, body, footnotes=note)) == [("paragraph", None, "본문"), *told, ("table", None, "칸"), *told]


def test_header_rows_by_their_marks(tmp_path: Path) -> None:
    header = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("구분") + cell("값") + "</w:tr>"
    plain = "<w:tr>" + cell("가") + cell("1") + "</w:tr>"
    struck = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("지움") + cell("9") + "</w:tr>"
    shaded = "<w:tr>" + cell("이름", '<w:shd w:fill="D9D9D9"/>') + cell(p(run("수", "<w:b/>"))) + "</w:tr>"
    body = f"<w:tbl>{header}{plain}{struck}</w:tbl>" + paragraph("사이") + f"<w:tbl>{shaded}{plain}</w:tbl>"
    first, _, second = read(tmp_path, body).blocks
    assert [(one.text, one.head) for one in first.cells] == [("구분", True), ("값", True), ("가", False), ("1", False)]
    assert [(one.text, one.head) for one in second.cells] == [("이름", True), ("수", True), ("가", False), ("1", False)]


def test_tables_in_cells_are_blocks_of_their_own(tmp_path: Path) -> None:
    innermost = table(cell("깊은"))
    inner = table(cell("안") + cell(paragraph("둘") + innermost))
    body = paragraph("글") + table(cell("밖") + cell(paragraph("위") + inner + paragraph("아래"))) + paragraph("끝")
    found = read(tmp_path, body)
    assert [(block.kind, block.text, block.inside) for block in found.blocks] == [
        ("paragraph", "글", None),
        ("table", "밖 | 위 아래", None),
        ("table", "안 | 둘", Inside(1, 0, 1)),
        ("table", "깊은", Inside(2, 0, 1)),
        ("paragraph", "끝", None),
    ]
    assert found.blocks[1].cells[1] == Cell(0, 1, text="위\n아래")


def test_macros_templates_and_embedded_files(tmp_path: Path) -> None:
    found = read(tmp_path, paragraph("글") + '<w:altChunk r:id="r1"/>', main=MACROS)
    assert shown(found) == [("paragraph", None, "글")]
    assert ["끼워 넣은" in told for told in found.warnings] == [True]


def test_limits_and_damage(tmp_path: Path) -> None:
    deep = "글"
    for _ in range(8):
        deep = table(cell(deep + paragraph("") if deep.startswith("<") else deep))
    path = write_docx(tmp_path / "a.docx", deep)
    for limits in (Limits(nesting=5), Limits(cells=4)):
        with pytest.raises(DocumentError) as raised:
            read_docx(path, limits)
        assert raised.value.code == "too_large"
    assert len(read_docx(path, LIMITS).blocks) == 8
    broken = write_docx(tmp_path / "b.docx", "<w:p><w:r></w:p>")
    with pytest.raises(DocumentError) as raised:
        read_docx(broken, LIMITS)
    assert raised.value.code == "damaged_document"


def test_title_of_the_file_and_blank_tables(tmp_path: Path) -> None:
    found = read(tmp_path, table(cell("") + cell("")))
    assert (found.title, found.page_count) == (None, None)
    assert found.blocks == (Block(kind="table", text="", cells=(Cell(0, 0), Cell(0, 1))),)


def test_references_to_parts_that_were_taken_out(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", paragraph("글"), styles=STYLES)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "word/styles.xml"}
    assert shown(read_docx(write_zip(path, parts), LIMITS)) == [("paragraph", None, "글")]
    core = "<x xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title> 상담 모음 </dc:title></x>"
    relation = (
        '<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    )
    relations = parts["_rels/.rels"].decode().replace("</Relationships>", relation)
    assert read_docx(write_zip(path, {**parts, "_rels/.rels": relations, "docProps/core.xml": core}), LIMITS).title == "상담 모음"
    with pytest.raises(DocumentError) as raised:
        read_docx(write_zip(path, {name: part for name, part in parts.items() if name != "word/document.xml"}), LIMITS)
    assert raised.value.code == "damaged_document"
