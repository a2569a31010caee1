"""The pages of a book over HTTP: drawn once, marked, for whom the licence allows, and gone with the book."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from corpus.documents.limits import LIMITS
from corpus.documents.pictures.page_drawing import PageWanted
from corpus.fence.parse_here import parse_here
from corpus.library.adding import Adding, add_book
from corpus.library.book_record import BookRecord
from corpus.library.shelf import Shelf
from corpus.model.document import MaskedPlace
from corpus.model.place import Place
from service.library import page_pictures
from service.library.book_desk import BookDesk
from service.library.page_pictures import PICTURES, may_show_pages, page_picture, private_places
from service.pages.rendering.picture_links import PictureLinks
from tests.support.made.documents import document_of, put_book, story
from tests.support.made.made_pdf import MadePage, sentences, wrapped, write_pdf
from tests.support.served.library_service import Intake, client_of, library_service

pytestmark = pytest.mark.flow

ADMIN = "not-a-real-admin-key-0123"
KEEPER = {"authorization": f"Bearer {ADMIN}"}
PAGES = "/api/v1/books/leaflet/pages"
YELLOW, BLACK = (255, 236, 120), (0, 0, 0)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a published book of two pages under an open licence; a telephone number stands on the second."""
    folder = tmp_path_factory.mktemp("read")
    first, second = MadePage(), MadePage()
    first.lines(60, 100, [line for text in sentences(0, 3) for line in (*wrapped(text, 450), "")])
    second.lines(60, 100, [*wrapped(sentences(5, 1)[0], 450), "", "문의 가람시 총괄과 054-123-4567"])
    path = write_pdf(folder / "leaflet.pdf", [first, second])
    shelf = Shelf(folder / "data" / "library")

    def parse(path: Path, **_: object) -> object:
        return parse_here(path, LIMITS, lambda _: None)

    record = add_book(shelf, Adding(path=path, name=path.name, told={"licence": "공공누리 1"}), parse).record  # type: ignore[arg-type]
    shelf.write(record.model_copy(update={"status": "published"}))
    return folder / "data"


@pytest.fixture
def shelf(tmp_path: Path, read_once: Path) -> Shelf:
    """The shelf of a data folder of the test's own."""
    return Shelf(Path(shutil.copytree(read_once, tmp_path / "data")) / "library")


@pytest.fixture
def client(shelf: Shelf) -> Iterator[TestClient]:
    with client_of(library_service(shelf.folder.parent, Intake(), admin_key=ADMIN, request_seconds=60)) as client:
        yield client


def kept(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in (shelf.folder / "leaflet" / PICTURES).glob("*"))


def count(png: bytes, colour: tuple[int, int, int]) -> int:
    """How many points of a picture have a colour."""
    image = Image.open(BytesIO(png)).convert("RGB")
    return sum(times for times, held in image.getcolors(1 << 24) or () if held == colour)


def test_a_page_is_drawn_with_what_is_cited_marked(client: TestClient, shelf: Shelf) -> None:
    bare, marked = client.get(f"{PAGES}/1.png"), client.get(f"{PAGES}/1.png", params={"lines": "2-2"})
    assert (bare.status_code, bare.headers["content-type"]) == (200, "image/png"), bare.text
    assert bare.headers["cache-control"].startswith("private")
    assert count(bare.content, YELLOW) == 0
    assert count(marked.content, YELLOW) > 1_000
    assert client.get(f"{PAGES}/1.png", params={"block": 1}).content == marked.content, "the same lines"
    assert len(kept(shelf)) == 2, "each is drawn once"
    again = client.get(f"{PAGES}/1.png", headers={"if-none-match": bare.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_private_is_black_for_readers(client: TestClient) -> None:
    shown, whole = client.get(f"{PAGES}/2.png").content, client.get(f"{PAGES}/2.png", headers=KEEPER).content
    assert count(shown, BLACK) > count(whole, BLACK) + 1_000


def test_there_are_pages_only_where_there_are(client: TestClient) -> None:
    for path, code in ((f"{PAGES}/3.png", "page_not_found"), ("/api/v1/books/none/pages/1.png", "book_not_found")):
        response = client.get(path)
        assert (response.status_code, response.json()["error"]["code"]) == (404, code)
    for wrong in ({"lines": "7-3"}, {"lines": "999"}, {"block": 999}, {"lines": "x"}):
        response = client.get(f"{PAGES}/1.png", params=wrong)
        assert (response.status_code, response.json()["error"]["field"]) == (422, next(iter(wrong)))


def test_without_an_open_licence_pages_are_for_librarians(client: TestClient, shelf: Shelf) -> None:
    client.patch("/api/v1/books/leaflet", json={"licence": "none"}, headers=KEEPER)
    assert client.get(f"{PAGES}/1.png").json()["error"]["code"] == "page_not_found"
    assert client.get(f"{PAGES}/1.png", headers=KEEPER).status_code == 200
    client.post("/api/v1/books/leaflet/withdraw", headers=KEEPER)
    assert client.get(f"{PAGES}/1.png").json()["error"]["code"] == "book_not_found"
    told = shelf.read("leaflet")
    for licence, shown in (("공공누리 4", True), ("none", False), ("unknown", False)):
        assert may_show_pages(told.model_copy(update={"licence": licence}), librarian=False) is shown


def test_pictures_go_with_the_book(client: TestClient, shelf: Shelf) -> None:
    client.get(f"{PAGES}/1.png")
    assert len(kept(shelf)) == 1
    assert client.delete("/api/v1/books/leaflet", headers=KEEPER).status_code == 200
    assert not (shelf.folder / "leaflet").exists()


def draw(shelf: Shelf, record: BookRecord, number: int, size: int = 10) -> None:
    def make(_: Path, wanted: PageWanted) -> bytes:
        return bytes([wanted.number]) * size

    page_picture(shelf, record, PageWanted(kind="pdf", number=number), draw=make)


def test_no_more_is_kept_of_a_book_than_a_bound(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "MOST_KEPT", 25)
    record = shelf.read("leaflet").model_copy(update={"pages": 9})
    for number in (1, 2, 3, 4):
        draw(shelf, record, number)
    assert [name.split("-")[1] for name in kept(shelf)] == ["3", "4"]
    other = record.model_copy(update={"content": "f" * 64})
    (shelf.folder / "leaflet" / "content" / other.content / "original").mkdir(parents=True)
    (shelf.folder / "leaflet" / "content" / other.content / "original" / "leaflet.pdf").write_bytes(b"x")
    draw(shelf, other, 5)
    assert [name.split("-")[:2] for name in kept(shelf)] == [["f" * 16, "5"]], "those of the old text are gone"


def test_a_book_whose_file_is_not_kept_has_no_pictures(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    record = put_book(shelf, document_of([story(1)]), keep_original=False).record
    with pytest.raises(Exception, match="쪽 그림이 없습니다"):
        draw(shelf, record, 1)


def test_a_place_leads_to_its_page_where_readers_may_see_it(shelf: Shelf) -> None:
    desk = BookDesk(shelf)
    at = Place("leaflet", lines=(3, 5), pages=(1, 2), page_from="file")
    assert PictureLinks(desk).to(at) == f"{PAGES}/1.png?lines=3-5"
    assert PictureLinks(desk).to(replace(at, pages=None)) == ""
    assert [PictureLinks(desk).to(replace(at, book=book)) for book in ("gone", "jobs-2023", "")] == ["", "", ""]
    desk.change("leaflet", None, lambda record: record.model_copy(update={"licence": "unknown"}))
    assert PictureLinks(desk).to(at) == ""


def test_masked_places_of_a_page_are_told_by_the_letters_about_them() -> None:
    document = document_of([story(1), story(2)])
    line = document.blocks[2].lines[0]  # type: ignore[index]
    lines = list(document.lines)
    lines[line - 1] = "나루군 홍○○ 과장 054-***-****"
    told = replace(document, lines=tuple(lines), masks=(MaskedPlace(line, 4, 7, "name"), MaskedPlace(line, 11, 23, "phone")))
    assert private_places(told, 2) == ("나루군 홍\0\0 과장 05", "\0\0 과장 054-\0\0\0-\0\0\0\0")
    assert private_places(told, 3) == ()
