"""What is read out of made-up Hangul files, and which files are refused."""

import random
import zipfile
from pathlib import Path

import pytest

from corpus.documents.hangul.hangul_blocks import BlockWriter
from corpus.documents.hangul.hangul_reader import read_hwp, read_hwpx
from corpus.documents.hangul.hangul_tree import HangulCell, HangulNote, HangulParagraph, HangulTable
from corpus.documents.limits import LIMITS, Limits
from corpus.errors import DocumentError
from corpus.model.document import Block, Inside, ReadFile
from tests.documents.hangul.hangul_files import add_part, hwpml_table, rename_parts, write_garden, write_hwpml


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_garden(tmp_path_factory.mktemp("hangul") / "garden.hwpx")


@pytest.fixture(scope="module")
def read(garden: Path) -> ReadFile:
    return read_hwpx(garden, LIMITS)


def block(read: ReadFile, words: str) -> Block:
    return next(one for one in read.blocks if words in one.text)


def test_format_pages_and_no_warning(read: ReadFile) -> None:
    assert (read.format, read.page_count, read.warnings) == ("hwpx", 2, ())
    assert {one.page_from for one in read.blocks} == {"layout"}


def test_paragraphs_stand_in_order_on_their_pages(read: ReadFile) -> None:
    texts = ["마을 정원 가꾸기", "주민이 함께", "둘째 쪽에서", "글상자 속에"]
    found = [block(read, text) for text in texts]
    assert [one.page for one in found] == [1, 1, 2, 2]
    assert [read.blocks.index(one) for one in found] == sorted(read.blocks.index(one) for one in found)


def test_contents_lines_come_out_of_their_frame_with_their_pages(read: ReadFile) -> None:
    first = read.blocks.index(block(read, "차례"))
    assert [(one.kind, one.text) for one in read.blocks[first : first + 4]] == [
        ("table", "차례"), ("paragraph", "Ⅰ. 정원의 뜻\t1"), ("paragraph", "Ⅱ. 가꾸는 사람들\t2"), ("paragraph", "Ⅲ. 예산\t3"),
    ]  # fmt: skip


def test_outline_style_is_a_heading_with_its_printed_number(read: ReadFile) -> None:
    heading = next(one for one in read.blocks if one.kind == "heading")
    assert (heading.text, heading.level) == ("1. 정원의 뜻", 1)


def test_merged_cell_stands_once(read: ReadFile) -> None:
    table = block(read, "구분")
    assert {(cell.row, cell.col): (cell.row_span, cell.col_span, cell.text) for cell in table.cells} == {
        (0, 0): (1, 1, "구분"), (0, 1): (1, 2, "참여"),
        (1, 0): (1, 1, ""), (1, 1): (1, 1, "상반기"), (1, 2): (1, 1, "하반기"),
        (2, 0): (1, 1, "주민"), (2, 1): (1, 1, "12명"), (2, 2): (1, 1, "34명"),
    }  # fmt: skip
    assert table.text == "구분 | 참여\n상반기 | 하반기\n주민 | 12명 | 34명"


def test_table_in_a_cell_is_a_block_that_points_at_it(read: ReadFile) -> None:
    outer = read.blocks.index(block(read, "구분"))
    inner = read.blocks[outer + 1]
    assert (inner.text, inner.inside) == ("안쪽 | 7곳", Inside(outer, 1, 0))


def test_note_follows_its_sentence(read: ReadFile) -> None:
    sentence = read.blocks.index(block(read, "주민이 함께"))
    assert read.blocks[sentence].text == "주민이 함께 가꾼다"
    note = read.blocks[sentence + 1]
    assert (note.kind, note.text) == ("note", "1) 지난해부터 시작했다")


def test_text_is_plain(read: ReadFile) -> None:
    assert block(read, "물 주기").text == "❶ 물 주기와 → 거름 주기"
    assert "bookmark" not in "".join(one.text for one in read.blocks)


def test_name_of_the_file_does_not_matter(garden: Path, tmp_path: Path, read: ReadFile) -> None:
    other = tmp_path / "garden.hwp"
    other.write_bytes(garden.read_bytes())
    assert read_hwp(other, LIMITS).blocks == read.blocks


def test_backslashes_in_part_names(garden: Path, tmp_path: Path, read: ReadFile) -> None:
    again = read_hwpx(rename_parts(garden, tmp_path / "back.hwpx"), LIMITS)
    assert ([one.text for one in again.blocks], again.page_count) == ([one.text for one in read.blocks], 2)


def test_hwpml(tmp_path: Path) -> None:
    read = read_hwp(write_hwpml(tmp_path / "tree.hwp"), LIMITS)
    assert read.format == "hwp"
    assert [(one.kind, one.level, one.text) for one in read.blocks] == [
        ("heading", 2, "나무 심기 사업"),
        ("paragraph", None, "’23 650억원 을 썼다"),
        ("caption", None, "표 1 심은 나무"),
        ("table", None, "수종\n느티나무 | 30그루"),
        ("paragraph", None, "글상자 속 문장"),
        ("note", None, "주석의 내용"),
    ]
    assert read.blocks[3].cells[0].col_span == 2


@pytest.mark.parametrize(("rows", "kept"), [((("담당", "과장"), ("전결", "3. 2.")), True), ((("쪽", "3"), ("", "")), False)])
def test_a_table_of_a_running_head_is_read_where_it_says_something(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], *, kept: bool
) -> None:
    read = read_hwp(write_hwpml(tmp_path / "tree.hwp", hwpml_table(*rows)), LIMITS)
    assert [one.text for one in read.blocks if one.kind == "table"] == [
        "수종\n느티나무 | 30그루",
        *(["담당 | 과장\n전결 | 3. 2."] if kept else []),
    ]


def test_a_table_of_a_note_is_a_table_after_it() -> None:
    cells = tuple(HangulCell(0, col, 1, 1, (HangulParagraph(text),)) for col, text in enumerate(("인원", "3명")))
    note = HangulNote((HangulParagraph("산출 근거"), HangulTable(cells)))
    writer = BlockWriter(3)
    writer.write([HangulParagraph("본문"), note])
    assert [(one.kind, one.text) for one in writer.blocks] == [("paragraph", "본문"), ("note", "산출 근거"), ("table", "인원 | 3명")]


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE HWPML [<!ENTITY a "b">]>', '<!DOCTYPE HWPML SYSTEM "file:///etc/passwd">', "<!DOCTYPE HWPML>"]
)
def test_a_file_that_declares_entities_is_refused(tmp_path: Path, declared: str) -> None:
    with pytest.raises(DocumentError, match=r"tree\.hwp: .*DOCTYPE") as refused:
        read_hwp(write_hwpml(tmp_path / "tree.hwp", declared=declared), LIMITS)
    assert refused.value.code == "damaged_document"


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(DocumentError) as refused:
        read_hwpx(path, limits)
    assert path.name in refused.value.message
    return refused.value.code


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_truncated_file(garden: Path, tmp_path: Path, share: float) -> None:
    cut = tmp_path / "cut.hwpx"
    whole = garden.read_bytes()
    cut.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(cut) == "damaged_document"


@pytest.mark.parametrize("start", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<HWPML>"])
def test_random_bytes(tmp_path: Path, start: bytes) -> None:
    noise = tmp_path / "noise.hwpx"
    noise.write_bytes(start + random.Random(7).randbytes(5000))
    assert refusal(noise) == "damaged_document"


def test_empty_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.hwpx", "w"):
        pass
    assert refusal(tmp_path / "empty.hwpx") == "damaged_document"


def test_archive_without_sections(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bare.hwpx", "w") as bare:
        bare.writestr("mimetype", "application/hwp+zip")
    assert refusal(tmp_path / "bare.hwpx") == "damaged_document"


def test_locked_package(garden: Path, tmp_path: Path) -> None:
    manifest = b'<odf:manifest><odf:file-entry full-path="Contents/section0.xml"><odf:encryption-data/></odf:file-entry></odf:manifest>'
    assert refusal(add_part(garden, tmp_path / "locked.hwpx", "META-INF/manifest.xml", manifest)) == "encrypted_document"


def test_nothing_written(tmp_path: Path) -> None:
    from hwpx.document import HwpxDocument

    HwpxDocument.new().save_to_path(tmp_path / "blank.hwpx")
    assert refusal(tmp_path / "blank.hwpx") == "no_text"


def test_placeholder_of_a_protected_text(tmp_path: Path) -> None:
    from hwpx.document import HwpxDocument

    book = HwpxDocument.new()
    book.add_paragraph("이 글은 배포용 문서로 저장되어 볼 수 없음")
    book.save_to_path(tmp_path / "shut.hwpx")
    assert refusal(tmp_path / "shut.hwpx") == "encrypted_document"


def test_old_format(tmp_path: Path) -> None:
    (tmp_path / "old.hwp").write_bytes(b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05" + bytes(500))
    assert refusal(tmp_path / "old.hwp") == "unsupported_format"


def test_too_many_cells(garden: Path) -> None:
    assert refusal(garden, Limits(cells=5)) == "too_large"
