"""A made-up book on a library's shelf whose cards and facts were derived, each with its reasons; and somebody who looks after it."""

from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI

from corpus.library.book_record import BookRecord
from corpus.library.derived_books import derived_key
from corpus.library.disk.derived_folder import write_derived
from corpus.library.record_cases import bare_case, book_of_record
from corpus.library.shelf import DERIVED, Shelf
from corpus.model.derived_card import DerivedCard, Reason
from corpus.model.fact import Fact
from corpus.model.nouns import Figure, Section
from tests.support.made.documents import document_of, put_book, story
from tests.support.served.judging import Person

BOOK = "stories"
HTML = {"accept": "text/html"}
TARGET = "구직자"
MAYOR = "홍길동 시장"


def shelve_book(data: Path, name: str = BOOK, *, publish: bool = False) -> BookRecord:
    """Put a book of cases on the shelf, of ten lines each; the second is doubtful, as its outline has it, the third has a note."""
    shelf = Shelf(data / "library")
    document = document_of([story(number) for number in (1, 2, 3)])
    cases = tuple(replace(case, score=0.4 if number == 2 else 0.9) for number, case in enumerate(document.cases, 1))
    record = put_book(shelf, replace(document, cases=cases, warnings=("3쪽의 표가 <b>겹칩니다</b>.",)), f"{name}.pdf").record
    if publish:
        record = shelf.write(record.model_copy(update={"status": "published"}))
    _derive(shelf, record)
    return record


def _derive(shelf: Shelf, record: BookRecord) -> None:
    """Write what was derived of a book beside it, as another run of the program would have."""
    document, book, cards, facts = shelf.document(record), book_of_record(record), [], []
    for found in record.cases:
        first = found.lines[0]
        case = bare_case(book, found.id, found.title, document.blocks[found.blocks[0] : found.blocks[1] + 1], found)
        section = Section(kind="programme", heading="한 일", text="주민이 함께 썼다.", asks=(), source=(first + 2, first + 3))
        figure = Figure(name="참여 주민", year=2021, target=100, actual=120, unit="명", source=(first + 8, first + 8))
        told = {
            "targets": (TARGET,),
            "sections": (section,),
            "figures": (figure,),
            "notes": ("두 표의 합이 다르다.",) if found.id == "3" else (),
        }
        reasons = (
            Reason(field="summary", lines=(first + 2, first + 4), rule="first_prose", score=0.4),
            Reason(field="targets", value=TARGET, lines=(first + 3, first + 3), rule="vocabulary", score=0.95),
        )
        cards.append(DerivedCard(case=case.model_copy(update=told), reasons=reasons))
        facts += [_fact(case.id, number, first + 8) for number in range(60 if found.id == "1" else 2)]
    write_derived(shelf.folder / record.id / DERIVED, derived_key(record), cards, facts)


def _fact(case: str, number: int, line: int) -> Fact:
    return Fact(
        id=f"{case}/F{number}",
        case=case,
        subject=MAYOR,
        measure=f"참여 주민 {number}",
        value=f"{number + 100:,}",
        number=number + 100,
        unit="명",
        kind="count",
        year=2021,
        role="actual",
        lines=(line, line),
        origin="table",
        rule="table_cell",
        score=0.9,
    )


class Librarian(Person):
    """Somebody with a browser who looks after a book: what is sent names the state of it that was seen."""

    def __init__(self, app: FastAPI, book: str = BOOK) -> None:
        super().__init__(app)
        self.page = f"/library/{book}"
        self.shelf: Shelf = app.state.saerye.desk.shelf
        self.book = book

    @property
    def record(self) -> BookRecord:
        """The book as it is now."""
        return self.shelf.read(self.book)

    def does(self, form: str, /, **fields: object) -> str:
        """Send a form of the book's page from its present state; return where it leads."""
        return self.post(f"{self.page}/{form}", **{"revision": self.record.revision, **fields})

    def is_refused(self, form: str, status: int, /, **fields: object) -> str:
        """Send a form that is refused; return the page that says so."""
        own = {"origin": self.origin, "sec-fetch-site": "same-origin", **HTML}
        response = self.send(f"{self.page}/{form}", {"revision": self.record.revision, **fields}, own)
        assert response.status_code == status, response.text[:300]
        return str(response.text)
