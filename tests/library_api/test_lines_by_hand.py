"""Where a keeper has said that a case ends, it ends after another reading of the file, too."""

from pathlib import Path

from corpus.library.shelf import Shelf
from corpus.model.document import Block
from service.library.case_edits import edit_case
from tests.support.made.documents import document_of, put_book, story


def test_lines_that_were_set_by_hand_outlast_another_reading(tmp_path: Path) -> None:
    shelf, document = Shelf(tmp_path / "library"), document_of([story(1), story(2)])
    record = put_book(shelf, document).record
    edited = shelf.write(edit_case(record, "2", {"lines": (11, 16)}, document))
    assert (edited.cases[1].lines, edited.cases[1].by_hand) == ((11, 16), ("lines",))
    longer = (*story(1), Block(kind="paragraph", text="앞 사례에 새로 붙은 글입니다."))
    again = put_book(shelf, document_of([longer, story(2)]), "second.pdf", replaces=record.id).record
    assert [(case.id, case.lines) for case in again.cases] == [("1", (1, 11)), ("2", (12, 17))]
