"""Made-up Hangul files: HWPX by a writer, HWPML by hand."""

import io
import zipfile
from pathlib import Path

from hwpx.document import HwpxDocument

HWPML = """<?xml version="1.0" encoding="UTF-8"?>
<HWPML Version="2.8" SubVersion="8.0.0.0" Style="embed">
<HEAD><MAPPINGTABLE>
<CHARSHAPELIST><CHARSHAPE Id="0"/><CHARSHAPE Id="1"><SUPERSCRIPT/></CHARSHAPE></CHARSHAPELIST>
<PARASHAPELIST><PARASHAPE Id="0" HeadingType="None"/><PARASHAPE Id="1" HeadingType="Outline" Level="1"/></PARASHAPELIST>
</MAPPINGTABLE></HEAD>
<BODY><SECTION Id="0">
<P ParaShape="1"><TEXT CharShape="0"><CHAR>나무 심기 사업</CHAR></TEXT></P>
<P ParaShape="0"><TEXT CharShape="1"><CHAR>’23</CHAR></TEXT><TEXT CharShape="0"><CHAR>650억원<LINEBREAK/>을 썼다</CHAR></TEXT></P>
<P ParaShape="0"><TEXT CharShape="0"><TABLE RowCount="2" ColCount="2"><SHAPEOBJECT><CAPTION Side="Top"><PARALIST>
<P ParaShape="0"><TEXT CharShape="0"><CHAR>표 </CHAR><AUTONUM Number="1" NumberType="Table"/><CHAR> 심은 나무</CHAR></TEXT></P>
</PARALIST></CAPTION></SHAPEOBJECT>
<ROW><CELL ColAddr="0" RowAddr="0" ColSpan="2" RowSpan="1"><PARALIST><P><TEXT><CHAR>수종</CHAR></TEXT></P></PARALIST></CELL></ROW>
<ROW><CELL ColAddr="0" RowAddr="1"><PARALIST><P><TEXT><CHAR>느티나무</CHAR></TEXT></P></PARALIST></CELL>
<CELL ColAddr="1" RowAddr="1"><PARALIST><P><TEXT><CHAR>30그루</CHAR></TEXT></P></PARALIST></CELL></ROW>
</TABLE></TEXT></P>
<P ParaShape="0"><TEXT CharShape="0"><RECTANGLE><DRAWINGOBJECT><DRAWTEXT><PARALIST>
<P><TEXT><CHAR>글상자 속 문장</CHAR></TEXT></P></PARALIST></DRAWTEXT></DRAWINGOBJECT></RECTANGLE>
<FOOTNOTE><PARALIST><P><TEXT><CHAR>주석의 내용</CHAR></TEXT></P></PARALIST></FOOTNOTE>
<HEADER><PARALIST><P><TEXT><CHAR>머리말</CHAR></TEXT></P></PARALIST></HEADER></TEXT></P>
</SECTION></BODY></HWPML>
"""


def write_garden(path: Path) -> Path:
    """Two pages: a heading, a table with a merged cell and another table in it, a note, a text box, a bookmark, a contents list."""
    book = HwpxDocument.new()
    book.add_paragraph("마을 정원 가꾸기 계획을 적은 문서")
    frame = book.add_table(1, 2)
    frame.cell(0, 0).add_table(1, 1).set_cell_text(0, 0, "차례")
    for title, page in (("Ⅰ. 정원의 뜻", 1), ("Ⅱ. 가꾸는 사람들", 2), ("Ⅲ. 예산", 3)):
        frame.cell(0, 1).add_paragraph(f"{title}\t{page}")
    book.add_heading("정원의 뜻", 1)
    table = book.add_table(3, 3)
    table.merge_cells(0, 1, 0, 2)
    cells = {(0, 0): "구분", (0, 1): "참여", (1, 1): "상반기", (1, 2): "하반기", (2, 0): "주민", (2, 1): "12명", (2, 2): "34명"}
    for (row, col), text in cells.items():
        table.set_cell_text(row, col, text)
    inner = table.cell(1, 0).add_table(1, 2)
    inner.set_cell_text(0, 0, "안쪽")
    inner.set_cell_text(0, 1, "7곳")
    book.add_paragraph("주민이 함께 가꾼다", style_id_ref=0, inherit_style=False).add_footnote("지난해부터 시작했다")
    later = book.add_paragraph("둘째 쪽에서 이어지는 이야기", style_id_ref=0, inherit_style=False, pageBreak="1")
    later.add_bookmark("여기")
    box = book.add_paragraph("", style_id_ref=0, inherit_style=False).add_rectangle(20000, 4000)
    box.set_draw_text("글상자 속에 적힌 말")
    book.add_paragraph("\U000f02b1 물 주기와 \uf0e0 거름 주기", style_id_ref=0, inherit_style=False)
    book.save_to_path(path)
    return path


def write_hwpml(path: Path, head: str = "", declared: str = "") -> Path:
    """A small HWPML file, with more in its running head and after its declaration as wanted."""
    text = HWPML.replace("<CHAR>머리말</CHAR>", f"<CHAR>머리말</CHAR>{head}").replace("?>", f"?>{declared}", 1)
    path.write_text(text, encoding="utf-8")
    return path


def hwpml_table(*rows: tuple[str, ...]) -> str:
    """A table as HWPML writes it, where cells tell no address."""
    cell = "<CELL><PARALIST><P><TEXT><CHAR>{}</CHAR></TEXT></P></PARALIST></CELL>"
    return f"<TABLE>{''.join('<ROW>' + ''.join(map(cell.format, row)) + '</ROW>' for row in rows)}</TABLE>"


def rename_parts(path: Path, target: Path) -> Path:
    """The same package with backslashes in the names of its parts."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            info = zipfile.ZipInfo("placeholder")
            info.filename = name.replace("/", "\\")
            copy.writestr(info, package.read(name))
    return target


def add_part(path: Path, target: Path, name: str, data: bytes) -> Path:
    """The same package with one part added or replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(written, "w") as copy:
        for held in package.namelist():
            if held != name:
                copy.writestr(held, package.read(held))
        copy.writestr(name, data)
    target.write_bytes(written.getvalue())
    return target
