"""The one door: formats that are told by content reach their reader, and what holds no words or is hostile does not pass."""

import ast
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import pytest

from corpus.documents.limits import Limits
from corpus.errors import DocumentError
from corpus.fence import file_reading
from corpus.fence.file_reading import find_reader, has_words, read_file
from corpus.model.book import Format
from corpus.model.document import Block, Cell
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf
from tests.support.made.office_files import MACROS, cell, paragraph, table, write_docx, write_zip


def refused(path: Path, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as raised:
        read_file(path, limits or Limits())
    assert raised.value.message.startswith(f"{path.name}: ")
    return raised.value


def test_a_docx_that_is_called_hwp(tmp_path: Path) -> None:
    found = read_file(write_docx(tmp_path / "보고서.hwp", paragraph("글") + table(cell("구분") + cell("값"), cell("가") + cell("1"))))
    assert (found.format, [block.kind for block in found.blocks]) == ("docx", ["paragraph", "table"])
    assert [one.head for one in found.blocks[1].cells] == [True, True, False, False]


def test_macros_are_left_alone_and_told(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docm", paragraph("글"), main=MACROS)
    with ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    found = read_file(path)
    assert ([block.text for block in found.blocks], "매크로" in found.warnings[0]) == (["글"], True)


def test_success_without_words_is_a_failure(tmp_path: Path) -> None:
    assert refused(write_docx(tmp_path / "a.docx", paragraph(" ") + table(cell("")))).code == "no_text"
    (tmp_path / "b.html").write_text("<html><body><script>x()</script>---</body></html>")
    assert refused(tmp_path / "b.html").code == "no_text"
    assert has_words(Block(kind="table", text="", cells=(Cell(0, 0, text="1"),)))
    assert not has_words(Block(kind="figure", text="- · -"))


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "큰 글.txt"
    path.write_bytes(b"x" * (3 << 20))
    assert (refused(path, Limits(file_mb=2)).code, "3MB" in refused(path, Limits(file_mb=2)).message) == ("too_large", True)


def test_hostile_archives_reach_no_reader(tmp_path: Path) -> None:
    for name, body in (("entity", '<!DOCTYPE x [<!ENTITY a "b">]><w/>'), ("bomb", "<w>" + " " * (60 << 20) + "</w>")):
        parts = {"[Content_Types].xml": "<Types>wordprocessingml.document.main</Types>", "word/document.xml": body}
        error = refused(write_zip(tmp_path / f"{name}.docx", parts))
        assert error.code == {"entity": "damaged_document", "bomb": "too_large"}[name]


@pytest.mark.parametrize("kind", get_args(Format))
def test_every_format_has_its_reader(kind: Format) -> None:
    reader = find_reader(kind)
    assert getattr(reader, "func", reader).__name__ == f"read_{kind}"


def test_each_page_of_a_pdf_is_told_as_it_is_read(tmp_path: Path) -> None:
    pages = [MadePage() for _ in range(3)]
    for page, told_there in zip(pages, sentences(0, 3), strict=True):
        page.lines(60, 100, wrapped(told_there, 470))
    told: list[tuple[int, int]] = []
    read_file(write_pdf(tmp_path / "a.pdf", pages), told=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_door_loads_no_reader_before_a_file_comes() -> None:
    tree = ast.parse(Path(file_reading.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if name and name.endswith("_reader")}
