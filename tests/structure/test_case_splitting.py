"""Casebooks of many makes are split where their cases begin; what is none stays whole."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.documents.limits import LIMITS
from corpus.documents.text_reader import read_lines, read_text
from corpus.fence.file_reading import read_file
from corpus.model.document import Document
from corpus.structure.cases.region_names import RegionNames
from corpus.structure.document_structure import structure_document
from eval.sets.ground_texts import GROUND, read_texts
from tests.structure import changed_casebooks, made_casebooks
from tests.structure.changed_casebooks import Change, Span
from tests.structure.made_casebooks import CASEBOOKS, OTHERS, Writer

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared"))
CASEBOOK = SHARED / "corpus" / "casebook.txt"
REGIONS = RegionNames()


def structured(text: str) -> Document:
    return structure_document(read_lines(text, name="글.txt", limits=LIMITS), name="글")


def starts(document: Document) -> list[int]:
    return [case.lines[0] for case in document.cases]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("style", [*CASEBOOKS, *OTHERS])
def test_each_made_up_book_is_split_where_its_cases_begin(style: Callable[[int], Writer], seed: int) -> None:
    book = style(seed)
    document = structured("\n".join(book.lines))
    found = starts(document)
    assert len(found) == len(book.starts)
    assert all(abs(one - other) <= 3 for one, other in zip(found, book.starts, strict=True))


def test_cases_are_called_by_their_titles_and_regions() -> None:
    book = made_casebooks.best_and_good(4)
    cases = structured("\n".join(book.lines)).cases
    assert all(title in case.title for case, title in zip(cases, book.titles, strict=True))
    assert all(case.region is not None for case in cases)
    book = made_casebooks.offices(4)
    cases = structured("\n".join(book.lines)).cases
    assert [f"{case.region.sido} {case.region.sigungu or ''}".strip()[:2] for case in cases if case.region] == [
        {"경기": "경기", "충남": "충청", "전남": "전라", "경북": "경상", "경남": "경상", "충북": "충청", "전북": "전북"}.get(
            title[:2], title[:2]
        )
        for title in book.titles
    ]


def test_groups_are_kinds_and_stand_above_their_cases() -> None:
    book = made_casebooks.grouped(2)
    document = structured("\n".join(book.lines))
    assert [case.kind for case in document.cases] == [
        kind for kind in ("경제 분야", "복지 분야", "안전 분야", "환경 분야") for _ in range(8)
    ]
    case = document.cases[9]
    inner = next(block for block in document.blocks[case.blocks[0] : case.blocks[1]] if block.text.startswith("□"))
    assert inner.path == ("제2장 복지 분야", f"2 {book.titles[9]}")


def test_cases_do_not_overlap_and_stand_in_order() -> None:
    for style in CASEBOOKS:
        document = structured("\n".join(style(9).lines))
        for before, after in zip(document.cases, document.cases[1:], strict=False):
            assert before.blocks[1] < after.blocks[0]
            assert before.lines[1] <= after.lines[0]
        assert all(case.blocks[0] <= case.blocks[1] < len(document.blocks) for case in document.cases)


def test_one_case_is_the_whole_document() -> None:
    document = structured("마을 도서관 이야기\n주민이 책을 모았다.\n아이들이 와서 읽었다.")
    (case,) = document.cases
    assert (case.title, case.blocks, case.lines, case.region, case.score) == ("마을 도서관 이야기", (0, 2), (1, 3), None, 1.0)


FIELDS = sorted(path.stem for path in GROUND.glob("*.md"))


@pytest.mark.parametrize("field", [name if name == "health" else pytest.param(name, marks=pytest.mark.slow) for name in FIELDS])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_each_text_of_another_field_is_one_case(tmp_path: Path, field: str, encoding: str) -> None:
    """Reports, plans, press releases, guidelines: none of them a casebook, whatever their letters are written in."""
    for name, text in read_texts(GROUND / f"{field}.md").items():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(text.encode(encoding, errors="replace"))
        assert len(structure_document(read_file(path), name=name).cases) == 1, name


@pytest.mark.parametrize(
    ("text", "region", "alone"),
    [
        ("경상북도", ("경상북도", None), True),
        ("충북 괴산군", ("충청북도", "괴산군"), True),
        ("경기 가평군 마을 사업", ("경기도", "가평군"), False),
        ("부산광역시청", ("부산광역시", None), True),
        ("강원도 가람시", ("강원도", "가람시"), True),
        ("경북의 힘", None, False),
        ("경기 침체가 이어짐", None, False),
        ("중구", None, False),
    ],
)
def test_regions_are_read_at_the_beginning_of_titles(text: str, region: tuple[str, str | None] | None, alone: bool) -> None:
    found, whole = REGIONS.first(text)
    assert (None if found is None else (found.sido, found.sigungu), whole) == (region, alone)


def gold() -> list[Span]:
    index = json.loads((SHARED / "corpus" / "case-index.json").read_text(encoding="utf-8"))
    return [Span(case["region"], case["start"], case["end"]) for case in index]


def held(found: Sequence[tuple[int, int]], wanted: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How many cases begin and end within 25 lines of where they should, and how many begin elsewhere."""
    hits = sum(any(abs(one[0] - span[0]) <= 25 and abs(one[1] - span[1]) <= 25 for one in found) for span in wanted)
    return hits, sum(not any(abs(one[0] - span[0]) <= 25 for span in wanted) for one in found)


@pytest.mark.slow
@pytest.mark.skipif(not CASEBOOK.is_file(), reason="the casebook is not here")
@pytest.mark.parametrize("change", changed_casebooks.CHANGES)
def test_the_casebook_and_changed_copies_of_it(change: Change) -> None:
    copy = change(CASEBOOK.read_text(encoding="utf-8").split("\n"), gold())
    hits, others = held([case.lines for case in structured("\n".join(copy.lines)).cases], copy.spans)
    run_together = change is changed_casebooks.numbers_run_on  # of two neighbours the second is not seen, and the first ends where it does
    assert hits >= len(copy.spans) - 2 * run_together
    assert others == 0


@pytest.mark.skipif(not (SHARED / "intake").is_dir(), reason="the files to try are not here")
def test_five_cases_of_a_collection() -> None:
    document = structure_document(read_text(SHARED / "intake" / "collection-a.cp949.txt", LIMITS), name="모음집")
    assert [(case.region.sido, case.region.sigungu) for case in document.cases if case.region] == [
        ("충청북도", "음성군"),
        ("충청남도", "부여군"),
        ("서울특별시", "동작구"),
        ("경상남도", "거제시"),
        ("충청남도", "서천군"),
    ]
    assert starts(document) == [4, 724, 1416, 1811, 2283]
