"""Ids: made and taken apart by hand-written examples, and each made id read back as what it was made of."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import ids
from corpus.model.ids import CASE_PATTERN, DEFAULT_BOOK, LONGEST_CASE_ID, PassageRef

books = st.from_regex(re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.ASCII), fullmatch=True)
locals_ = st.from_regex(re.compile(r"[0-9A-Za-z가-힣][0-9A-Za-z가-힣._-]{0,35}"), fullmatch=True)
numbers = st.integers(1, 1_000_000)


@pytest.mark.parametrize(
    ("book", "local", "case"),
    [("jobs-2023", "8-05", "8-05"), ("jobs-2024", "8-05", "jobs-2024:8-05"), ("2024", "사례.3", "2024:사례.3")],
)
def test_a_case_bears_its_book_unless_that_is_the_default_one(book: str, local: str, case: str) -> None:
    assert ids.case_id(book, local) == case
    assert ids.book_of(case) == book


@pytest.mark.parametrize(
    ("book", "local"),
    [("", "1"), ("Jobs", "1"), ("-jobs", "1"), ("a" * 64, "1"), ("jobs/2", "1"), ("jobs\n", "1")]
    + [("jobs", local) for local in ("", "1/2", "a:1", "1 2", "1\n", "1,2", "..", "-1", "?", "a" * 37)],
)
def test_what_an_id_cannot_be_made_of_is_refused(book: str, local: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        ids.case_id(book, local)


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        ("8-05", "8-05"),
        ("jobs-2023:8-05", "8-05"),
        ("jobs-2023:8-05/s07", "8-05/s07"),
        ("jobs-2024:8-05", "jobs-2024:8-05"),
        ("jobs-2023:jobs-2024:8-05", "jobs-2023:jobs-2024:8-05"),  # else a case of another book would answer to it
        ("JOBS-2023:8-05", "JOBS-2023:8-05"),
        ("jobs-2023:", "jobs-2023:"),
        ("", ""),
    ],
)
def test_only_the_default_books_name_is_left_out(given_id: str, kept: str) -> None:
    assert ids.canonical(given_id) == kept
    assert ids.canonical(kept) == kept


@pytest.mark.parametrize(
    ("passage", "ref"),
    [
        ("8-05/s07", PassageRef("8-05", "section", 7)),
        ("8-05/s107", PassageRef("8-05", "section", 107)),
        ("8-05/f07", PassageRef("8-05", "figure", 7)),
        ("8-05/n01", PassageRef("8-05", "need", 1)),
        ("8-05/L9181", PassageRef("8-05", "text", 9181)),
        ("8-05/L8", PassageRef("8-05", "text", 8)),
        ("8-05/summary", PassageRef("8-05", "summary")),
        ("jobs-2024:3/keywords", PassageRef("jobs-2024:3", "keywords")),
    ],
)
def test_a_passages_id_says_its_case_its_kind_and_its_number(passage: str, ref: PassageRef) -> None:
    assert ids.parse(passage) == ref
    assert ref.id == passage
    assert ids.case_of(passage) == ref.case_id
    assert ids.anchor_of(passage) == ref.anchor == passage.rsplit("/", 1)[1]


def test_the_default_books_name_may_stand_before_a_passage() -> None:
    assert ids.parse("jobs-2023:8-05/s07") == PassageRef("8-05", "section", 7)


@pytest.mark.parametrize(
    "name",
    ["", "8-05", "8-05/", "/s07", "8-05/s7", "8-05/s007", "8-05/s00", "8-05/L08", "8-05/L0", "8-05/x01", "8-05/s07/s08", "8-05/S07",
     "8-05/s٣٣", "8-05/s07\n", "../etc", "a:b:c/s01", "8-05/s" + "9" * 5000, "doc/1", "8-05/summary7"],
)  # fmt: skip
def test_what_is_no_id_of_a_passage_is_none(name: str) -> None:
    assert ids.parse(name) is None


def test_a_cases_own_id_is_its_case_and_has_no_anchor() -> None:
    assert (ids.case_of("jobs-2024:3"), ids.anchor_of("jobs-2024:3")) == ("jobs-2024:3", "")
    assert (ids.book_of("jobs-2024:3/s01"), ids.book_of("3/s01")) == ("jobs-2024", DEFAULT_BOOK)


@given(books, locals_, numbers)
def test_what_was_made_is_read_back(book: str, local: str, number: int) -> None:
    case = ids.case_id(book, local)
    assert len(case) <= LONGEST_CASE_ID
    assert re.fullmatch(CASE_PATTERN, case)
    assert ids.canonical(f"{book}:{local}") == case
    made = {
        "section": ids.section_id(case, number),
        "figure": ids.figure_id(case, number),
        "need": ids.need_id(case, number),
        "text": ids.text_id(case, number),
    }
    assert {kind: ids.parse(name) for kind, name in made.items()} == {kind: PassageRef(case, kind, number) for kind in made}  # type: ignore[arg-type]
    assert ids.parse(ids.summary_id(case)) == PassageRef(case, "summary")
    assert ids.parse(ids.keywords_id(case)) == PassageRef(case, "keywords")
    assert ids.book_of(made["text"]) == book


GRAMMAR = re.compile(r"""\}/[sfnL]\{|\bf"[sfnL]\{|/(?:summary|keywords)"|\b(?:partition|split)\(["']/["']""")
ROOT = Path(__file__).resolve().parents[2]


def test_no_other_file_knows_what_ids_are_made_of() -> None:
    """Templates and scripts neither; a browser's own list is grouped by a script, which cannot ask."""
    packages = ("corpus", "indexer", "answers", "service", "eval", "judging")
    files = [path for package in packages for end in ("py", "html", "js") for path in (ROOT / package).rglob(f"*.{end}")]
    knowing = {path.relative_to(ROOT).as_posix() for path in files if GRAMMAR.search(path.read_text(encoding="utf-8"))}
    assert knowing == {"corpus/model/ids.py", "service/pages/static/collect.js"}


def test_cases_stand_in_order_of_their_numbers_book_by_book_and_the_default_one_first() -> None:
    ordered = ["8-01", "8-2", "8-05", "8-14", "9-01", "a:01", "a:1", "a:2", "a:10", "a:10b", "a:가2", "a:가10", "b-2:1", "x:2", "x:10"]
    assert sorted(sorted(ordered), key=ids.id_order) == ordered


@given(st.lists(locals_, unique=True))
def test_the_order_is_one_of_all_ids(names: list[str]) -> None:
    assert sorted(names, key=ids.id_order) == sorted(names[::-1], key=ids.id_order)
