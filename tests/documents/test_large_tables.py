"""Very large tables: read in time and memory, or refused in a sentence."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.documents.limits import LIMITS, Limits
from corpus.errors import DocumentError
from corpus.fence.fenced_parsing import parse_fenced
from tests.support.made.office_files import write_docx

SIZE = 20 << 20
BOUNDS = Limits(seconds=180.0)

pytestmark = pytest.mark.slow


def write_html(path: Path) -> int:
    row = "<tr>" + "".join(f"<td>상담 {number}건</td>" for number in range(10)) + "</tr>\n"
    count = SIZE // len(row.encode()) + 1
    path.write_text("<table>" + "".join(row.replace("상담", f"상담{at}") for at in range(count)) + "</table>", encoding="utf-8")
    return count * 10


def write_word(path: Path) -> int:
    cells = "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>@{number}</w:t></w:r></w:p></w:tc>" for number in range(10))
    count = SIZE // len(f"<w:tr>{cells}</w:tr>") + 1
    write_docx(
        path, "<w:tbl>" + "".join(f"<w:tr>{cells.replace('@', f'{at * 7919 % 1000003}값')}</w:tr>" for at in range(count)) + "</w:tbl>"
    )
    return count * 10


def write_sheet(path: Path) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("표")
    for at in range(50_000):
        sheet.append([f"기관{at}", *(at * 31 + number for number in range(9))])
    book.save(path)
    return 500_000


def write_pipes(path: Path) -> int:
    rows = "\n".join("| " + " | ".join(f"값{at}-{number}" for number in range(10)) + " |" for at in range(25_000))
    path.write_text("| 가 |" + " 나 |" * 9 + "\n" + "|---" * 10 + "|\n" + rows + "\n", encoding="utf-8")
    return 250_010


@pytest.mark.parametrize("write", [write_html, write_word, write_sheet, write_pipes])
def test_a_table_of_twenty_megabytes(tmp_path: Path, write: object) -> None:
    pytest.importorskip("corpus.structure.document_structure")
    assert callable(write)
    path = tmp_path / "큰 표"
    count = write(path)
    document = parse_fenced(path, BOUNDS)
    assert sum(len(block.cells) for block in document.blocks) == count


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("corpus.structure.document_structure")
    path = tmp_path / "큰 표.html"
    write_html(path)
    with pytest.raises(DocumentError) as raised:
        parse_fenced(path, Limits(cells=100_000))
    assert (raised.value.code, "100,000개" in raised.value.message) == ("too_large", True)
    assert LIMITS.cells > 1_000_000
