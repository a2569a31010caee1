"""A table becomes passages that each say what its columns are: none is cut from its head."""

import pytest

from corpus.book_folders import load_book
from corpus.library.record_cases import bare_case
from corpus.model.document import Block, Cell
from corpus.structure.document_passages import document_passages
from tests.support.made.documents import rows_of

HEADS = ("구분", "2021년 신청자", "2022년 신청자")


def table(rows: int, first: int) -> Block:
    """A table with a head and so many rows, each on a line of its own from `first` on."""
    told = [HEADS, *((f"{number}번 마을 도서관 야간 개방 모둠", f"{number}0명", f"{number}5명") for number in range(1, rows + 1))]
    cells = tuple(Cell(row, col, 1, 1, head=row == 0, text=text) for row, line in enumerate(told) for col, text in enumerate(line))
    made = Block(kind="table", text="", cells=cells, lines=(first, first + rows))
    return Block(kind="table", text="\n".join(rows_of(made)), cells=cells, lines=(first, first + rows))


@pytest.mark.parametrize("rows", [3, 60])
def test_every_piece_of_a_table_has_its_caption_and_its_head(rows: int) -> None:
    blocks = [
        Block(kind="heading", text="마을 도서관", level=1, lines=(1, 1)),
        Block(kind="caption", text="<표 1> 야간 개방 신청", lines=(2, 2)),
        table(rows, 3),
        Block(kind="paragraph", text="신청자는 해마다 늘었다.", lines=(rows + 4, rows + 4)),
    ]
    book = load_book().model_copy(update={"id": "made-up"})
    case = bare_case(book, "1", "마을 도서관 이야기", blocks, None)
    pieces = [passage for passage in document_passages(blocks, 0, case) if "번 마을" in passage.text]
    assert (len(pieces) > 1) == (rows > 50)
    for piece in pieces:
        assert "<표 1> 야간 개방 신청" in piece.text
        assert all(head in piece.text for head in HEADS)
        assert piece.heading == "마을 도서관"
    for number in range(1, rows + 1):
        holding = [piece for piece in pieces if f"{number}번 마을 도서관 야간 개방 모둠" in piece.text.replace("| ", "")]
        assert holding, number
        assert any(f"2022년 신청자: {number}5명" in piece.text for piece in holding)
