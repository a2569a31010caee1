"""A keeper masks more, shows what was no secret, and says what becomes of offices' names; nothing but the original holds what is hidden."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.library.adding import reparse_book
from corpus.library.disk.content_folder import read_content, write_content
from corpus.library.shelf import CONTENT, Shelf
from corpus.model.document import Block
from service.library.upkeep.mask_setting import MaskChange, set_masks, tell_masks
from tests.support.made.documents import Parse, document_of, put_book

TEXTS = ("가람시 이야기", "원장 최가람이 열었다.", "교육생 이나래가 배웠다. 전화 02-123-4567", "옥색별장에서 옥색별장 주인을 만났다.")
DOCUMENT = document_of([[Block(kind="heading" if at == 0 else "paragraph", text=text, level=1) for at, text in enumerate(TEXTS)]])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "library")
    put_book(shelf, DOCUMENT)
    return shelf


def change(shelf: Shelf, **told: object) -> tuple[str, ...]:
    record = set_masks(shelf, "stories", MaskChange(**told), Parse(DOCUMENT)).record  # type: ignore[arg-type]
    return shelf.document(record).lines


def test_what_is_stored_is_masked(shelf: Shelf) -> None:
    record = shelf.read("stories")
    shown = read_content(shelf.folder / "stories" / CONTENT, record.content)
    assert shown.lines == (TEXTS[0], TEXTS[1], "교육생 이○○가 배웠다. 전화 02-***-****", TEXTS[3])
    stored = [path for path in (shelf.folder / "stories").rglob("*") if path.is_file() and "original" not in path.parts]
    assert [path.name for path in stored if "이나래" in path.read_text(encoding="utf-8")] == []


def test_masks_are_listed_without_what_they_hide(shelf: Shelf) -> None:
    record = shelf.read("stories")
    assert tell_masks(record, shelf.document(record)) == {
        "book": "stories",
        "office_names": "keep",
        "counts": {"name": 1, "phone": 1},
        "masks": [{"line": 3, "index": 1, "kind": "name", "length": 3}, {"line": 3, "index": 2, "kind": "phone", "length": 8}],
        "unmasked": [],
        "pages": {"2": 2},
    }


def test_more_is_masked_and_taken_back(shelf: Shelf) -> None:
    assert change(shelf, mask=(((4, 4), "옥색별장"),))[3] == "○○○○에서 ○○○○ 주인을 만났다."
    assert "옥색" not in (shelf.folder / "stories" / "book.json").read_text(encoding="utf-8")
    assert change(shelf, unmask=(((4, 4), 2),))[3] == "○○○○에서 옥색별장 주인을 만났다."
    assert change(shelf, unmask=(((4, 4), None),))[3] == TEXTS[3]


def test_what_was_no_secret_is_shown_and_masked_again(shelf: Shelf) -> None:
    assert change(shelf, unmask=(((3, 3), 2),))[2] == "교육생 이○○가 배웠다. 전화 02-123-4567"
    assert change(shelf, mask=(((3, 3), "123-4567"),))[2] == "교육생 이○○가 배웠다. 전화 02-***-****"


def test_offices_lose_their_names_and_what_was_set_by_hand_stays(shelf: Shelf) -> None:
    change(shelf, mask=(((2, 2), "열었다"),))
    assert change(shelf, office_names="mask")[1] == "원장 최○○이 ○○○."
    assert change(shelf, office_names="keep")[1] == "원장 최가람이 ○○○."
    assert shelf.document(shelf.read("stories")).warnings == ()


def test_another_reading_keeps_what_was_set_where_the_line_moved(shelf: Shelf) -> None:
    change(shelf, mask=(((4, 4), "옥색별장"),), unmask=(((3, 3), 2),))
    moved = document_of([[DOCUMENT.blocks[0], Block(kind="paragraph", text="새 줄"), *DOCUMENT.blocks[1:]]])
    again = reparse_book(shelf, "stories", Parse(moved)).record
    assert shelf.document(again).lines[3:] == ("교육생 이○○가 배웠다. 전화 02-123-4567", "○○○○에서 ○○○○ 주인을 만났다.")


def test_ids_and_what_was_set_of_cases_stay(shelf: Shelf) -> None:
    record = shelf.read("stories")
    named = record.cases[0].model_copy(update={"title": "손으로 적은 제목", "by_hand": ("title",)})
    shelf.write(record.model_copy(update={"cases": (named,)}))
    change(shelf, office_names="mask")
    assert [(case.id, case.title) for case in shelf.read("stories").cases] == [("1", "손으로 적은 제목")]


@pytest.mark.parametrize(
    ("told", "field"),
    [({"mask": (((1, 2), "없는 글"),)}, "mask"), ({"unmask": (((1, 2), None),)}, "unmask"), ({"unmask": (((3, 3), 9),)}, "unmask")],
)
def test_what_is_not_there_is_refused(shelf: Shelf, told: dict[str, object], field: str) -> None:
    with pytest.raises(LibraryError) as refused:
        change(shelf, **told)
    assert (refused.value.code, refused.value.field) == ("invalid_parameter", field)


def test_without_the_original_nothing_can_be_shown(shelf: Shelf) -> None:
    put_book(shelf, DOCUMENT, "gone.pdf", keep_original=False)
    with pytest.raises(LibraryError, match="원본 파일을 보관하지 않았습니다"):
        set_masks(shelf, "gone", MaskChange(office_names="mask"), Parse(DOCUMENT))


def test_somebody_who_has_seen_another_state_changes_nothing(shelf: Shelf) -> None:
    with pytest.raises(LibraryError, match="그사이 바뀌었습니다"):
        set_masks(shelf, "stories", MaskChange(office_names="mask"), Parse(DOCUMENT), seen=frozenset({7}))


def test_a_book_that_an_older_version_stored_is_read_masked_and_stored_so_when_read_again(shelf: Shelf) -> None:
    record = shelf.read("stories")
    original = shelf.original(record)
    content = write_content(shelf.folder / "stories" / CONTENT, replace(DOCUMENT, masks=None), original, "stories.pdf")
    old = shelf.write(record.model_copy(update={"content": content}))
    assert shelf.document(old).lines[2] == "교육생 이○○가 배웠다. 전화 02-***-****"
    again = reparse_book(shelf, "stories", Parse(DOCUMENT)).record
    assert read_content(shelf.folder / "stories" / CONTENT, again.content).lines[2] == "교육생 이○○가 배웠다. 전화 02-***-****"
