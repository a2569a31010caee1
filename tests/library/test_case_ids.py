"""Ids of cases that last: through another reading, a split, a join, another edition."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library.case_ids import join_cases, number_cases, split_case
from corpus.library.shelf import Shelf
from corpus.model.document import Block, Document, OutlinedCase
from tests.support.made.documents import document_of, put_book, story

OLD = document_of([story(1), story(2), story(3)])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library")


def again(shelf: Shelf, new: Document) -> tuple[list[tuple[str, str]], dict[str, str], tuple[str, ...]]:
    """The ids and titles of the cases after another edition, what moved, and what changed."""
    book = put_book(shelf, OLD).record.id
    added = put_book(shelf, new, "second.pdf", replaces=book)
    return [(case.id, case.title) for case in added.record.cases], dict(added.record.moved), added.changes


def joined(document: Document, at: int) -> Document:
    """The document with the case of this number and the next as one."""
    one, two = document.cases[at : at + 2]
    whole = replace(one, blocks=(one.blocks[0], two.blocks[1]), lines=(one.lines[0], two.lines[1]))
    return replace(document, cases=(*document.cases[:at], whole, *document.cases[at + 2 :]))


def halved(document: Document, at: int, block: int) -> Document:
    """The document with a case cut in two before its block of this number."""
    own = document.cases[at]
    cut = own.blocks[0] + block
    parts: tuple[OutlinedCase, ...] = (
        replace(own, blocks=(own.blocks[0], cut - 1)),
        replace(own, blocks=(cut, own.blocks[1]), title="뒤의 반"),
    )
    return replace(document, cases=(*document.cases[:at], *parts, *document.cases[at + 1 :]))


def test_the_same_text_keeps_every_id(shelf: Shelf) -> None:
    titles = [case.title for case in OLD.cases]
    assert again(shelf, OLD) == ([*zip("123", titles, strict=True)], {}, ())


def test_cases_in_another_order_keep_their_ids(shelf: Shelf) -> None:
    ids, moved, _ = again(shelf, document_of([story(3), story(1), story(2)]))
    assert [name for name, _ in ids] == ["3", "1", "2"]
    assert moved == {}


def test_another_edition_gives_new_cases_new_ids_and_tells_what_is_gone(shelf: Shelf) -> None:
    ids, _, changes = again(shelf, document_of([story(1), story(4), story(3)]))
    assert [name for name, _ in ids] == ["1", "4", "3"]
    assert changes == ("4: 새로 나타난 사례 ‘마루시 숲길 안내 이야기 4’", "2: 더는 없는 사례 ‘다솔시 늦밤 돌봄 이야기 2’")


def test_an_id_that_was_given_up_is_not_given_again(shelf: Shelf) -> None:
    book = put_book(shelf, OLD).record.id
    put_book(shelf, document_of([story(1)]), "second.pdf", replaces=book)
    third = put_book(shelf, document_of([story(1), story(4)]), "third.pdf", replaces=book).record
    assert [case.id for case in third.cases] == ["1", "4"]


def test_a_split_leaves_the_id_to_the_first_part(shelf: Shelf) -> None:
    ids, _, changes = again(shelf, halved(OLD, 1, 4))
    assert ids[1:3] == [("2", "다솔시 늦밤 돌봄 이야기 2"), ("4", "뒤의 반")]
    assert changes == ("4: 새로 나타난 사례 ‘뒤의 반’",)


def test_of_two_that_are_one_now_an_id_moves(shelf: Shelf) -> None:
    ids, moved, changes = again(shelf, joined(OLD, 0))
    assert [name for name, _ in ids] == ["1", "3"]
    assert moved == {"2": "1"}
    assert changes == ("2: 1에 합쳐짐",)


def test_small_changes_of_wording_keep_an_id_and_what_was_set_by_hand(shelf: Shelf) -> None:
    record = put_book(shelf, OLD).record
    own = record.cases[0].model_copy(update={"title": "손으로 고친 제목", "by_hand": ("title",), "status": "accepted"})
    shelf.write(record.model_copy(update={"cases": (own, *record.cases[1:])}))
    blocks = tuple(replace(block, text=block.text.replace("열어", "다시 열어")) for block in story(1))
    new = put_book(shelf, document_of([blocks, story(2), story(3)]), "second.pdf", replaces=record.id).record
    assert (new.cases[0].id, new.cases[0].title, new.cases[0].status) == ("1", "손으로 고친 제목", "accepted")


def test_what_was_looked_through_is_a_draft_again_where_the_words_are_others(shelf: Shelf) -> None:
    record = put_book(shelf, OLD).record
    shelf.write(record.model_copy(update={"cases": tuple(case.model_copy(update={"status": "accepted"}) for case in record.cases)}))
    longer = (*story(1)[:5], *(Block(kind="paragraph", text=f"덧붙인 글 {n}입니다.") for n in range(3)), *story(1)[8:])
    new = put_book(shelf, document_of([longer, story(2), story(3)]), "second.pdf", replaces=record.id).record
    assert [(case.id, case.status) for case in new.cases] == [("1", "draft"), ("2", "accepted"), ("3", "accepted")]


def test_a_case_is_cut_by_hand_and_made_whole_again(shelf: Shelf) -> None:
    record = put_book(shelf, OLD).record
    first = record.cases[1].blocks[0]
    cut = split_case(record, "2", first + 6, OLD)
    assert [(case.id, case.blocks) for case in cut.cases[1:3]] == [("2", (first, first + 5)), ("4", (first + 6, record.cases[1].blocks[1]))]
    assert (cut.cases[2].title, cut.cases[2].lines, cut.next_number) == ("남은 것", (17, 20), 5)
    whole = join_cases(cut, "2", "4", OLD)
    assert [(case.id, case.blocks, case.lines) for case in whole.cases] == [(case.id, case.blocks, case.lines) for case in record.cases]
    assert whole.moved == {"4": "2"}
    assert join_cases(whole, "1", "2", OLD).moved == {"4": "1", "2": "1"}


@pytest.mark.parametrize("at", [0, 8, 99])
def test_a_cut_outside_a_case_is_refused(shelf: Shelf, at: int) -> None:
    record = put_book(shelf, OLD).record
    with pytest.raises(ValueError, match="does not cut"):
        split_case(record, "1", at, OLD)


def test_where_a_person_has_said_that_a_case_ends_it_ends_after_another_reading(shelf: Shelf) -> None:
    record = put_book(shelf, OLD).record
    own = record.cases[1]
    by_hand = own.model_copy(update={"blocks": (own.blocks[0], own.blocks[1] - 2), "lines": (11, 16), "by_hand": ("lines",)})
    shelf.write(record.model_copy(update={"cases": (record.cases[0], by_hand, record.cases[2])}))
    longer = (*story(1), Block(kind="paragraph", text="앞 사례에 새로 붙은 글입니다."))
    new = put_book(shelf, document_of([longer, story(2), story(3)]), "second.pdf", replaces=record.id).record
    assert [(case.id, case.lines, case.by_hand) for case in new.cases] == [
        ("1", (1, 11), ()),
        ("2", (12, 17), ("lines",)),
        ("3", (22, 31), ()),
    ]


def test_a_first_reading_numbers_from_one() -> None:
    numbered = number_cases(OLD)
    assert ([case.id for case in numbered.cases], numbered.next_number, numbered.moved) == (["1", "2", "3"], 4, {})
