"""A book's folder: its names, every fault of them, and how it is cited."""

from pathlib import Path

import pytest

from corpus.book_folders import load_book
from corpus.cards import load_cases
from corpus.citations import cite_case
from corpus.errors import CorpusError
from corpus.model.book import AwardKind

MADE_UP = """\
id: harbour-works
title: 가상 항만 일자리 모음
short_title: 가상 항만
publisher: 가나다부
year: 2031
kind: 사례집
language: ko
licence: 공공누리 1
source: null
contact: null
file: null
pages: 120
citation: '{place}, “{case}”, 「{title}」({publisher}, {year}), {where}.'
kinds:
  - {name: 항만 부문, about: programme}
"""


def write(tmp_path: Path, text: str = MADE_UP, name: str = "harbour-works") -> Path:
    """A book's folder."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "book.yaml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[tuple[str, str, str]]:
    """File, key and message of each fault of a folder that must not load."""
    with pytest.raises(CorpusError, match="자료 정보에 잘못된 곳이") as caught:
        load_book(folder)
    return [(fault.file, fault.key, fault.message) for fault in caught.value.faults]


def test_a_folder_becomes_a_book(tmp_path: Path) -> None:
    book = load_book(write(tmp_path))
    assert (book.id, book.title, book.publisher, book.year) == ("harbour-works", "가상 항만 일자리 모음", "가나다부", 2031)
    assert (book.licence, book.file, book.pages, book.kinds) == ("공공누리 1", None, 120, (AwardKind(name="항만 부문", about="programme"),))


def test_all_faults_of_a_book_come_in_one_error(tmp_path: Path) -> None:
    text = (
        MADE_UP.replace("id: harbour-works", "id: other").replace("licence: 공공누리 1", "licence: 무료").replace("year: 2031", "year: 31")
    )
    text = text.replace("about: programme", "about: place").replace("file: null", "file: {name: 가.txt, format: text, sha256: abc}")
    assert [(key, message[:9]) for _, key, message in faults(write(tmp_path, text))] == [
        ("id", "폴더 이름(har"),
        ("year", "1,900 이상이"),
        ("licence", "정해진 값이 아닙"),
        ("file.sha256", "정해진 형식이 아"),
        ("kinds[1].about", "정해진 값이 아닙"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("{where}.'", "'", "citation", "{where}가 없습니다"),
        ("{title}", "{title.__class__}", "citation", "{title.__class__}: 쓸 수 있는 이름은 {place}"),
        ("{title}", "{title!r}", "citation", "쓸 수 있는 이름은"),
        ("{title}", "{}", "citation", "쓸 수 있는 이름은"),
        ("{title}", "{title", "citation", "중괄호의 짝이 맞지 않습니다"),
        ("{where}.'", "{where}.}'", "citation", "중괄호의 짝이 맞지 않습니다"),
        (
            "  - {name: 항만 부문, about: programme}",
            "  - {name: 항만, about: programme}\n  - {name: 항만, about: government}",
            "kinds",
            "두 번",
        ),
        ("publisher: 가나다부\n", "", "publisher", "꼭 있어야 하는 항목이 없습니다"),
        ("kind: 사례집", "kind: 사례집\nsort: 1", "sort", "정해지지 않은 항목입니다"),
        ("language: ko", "language: 한국어", "language", "정해진 형식이 아닙니다"),
    ],
)
def test_a_fault_of_a_book_names_file_key_and_rule(tmp_path: Path, old: str, new: str, key: str, message: str) -> None:
    assert MADE_UP.count(old) == 1
    ((file, found, told),) = faults(write(tmp_path, MADE_UP.replace(old, new)))
    assert (file, found) == ("book.yaml", key)
    assert message in told


def test_a_folder_without_a_book_is_a_fault(tmp_path: Path) -> None:
    ((file, key, told),) = faults(tmp_path)
    assert (file, key) == ("book.yaml", "")
    assert "읽을 수 없습니다" in told


def test_a_case_is_cited_by_its_books_template(tmp_path: Path, cards: Path) -> None:
    case = load_cases(cards)[0]
    written = "경상남도 거제시, “떠나는 청년을 붙잡는 조선소 도시”, 「가상 항만 일자리 모음」(가나다부, 2031), 8~21쪽."
    assert cite_case(load_book(write(tmp_path)), case, "8~21쪽") == written


def test_a_case_without_a_place_is_cited_without_one(tmp_path: Path, cards: Path) -> None:
    case = load_cases(cards)[0].model_copy(update={"region": None})
    assert cite_case(load_book(write(tmp_path)), case, "8~21쪽").startswith("“떠나는 청년을 붙잡는 조선소 도시”, 「가상 항만")
    amid = MADE_UP.replace("'{place}, “{case}”, ", "'“{case}”, {place}, ").replace("id: harbour-works", "id: harbours")
    assert cite_case(load_book(write(tmp_path, amid, "harbours")), case, "8~21쪽").startswith(
        "“떠나는 청년을 붙잡는 조선소 도시”, 「가상 항만"
    )


def test_the_embedded_book_is_cited_as_a_report_cites_it(cards: Path) -> None:
    written = (
        "경상남도 거제시, “떠나는 청년을 붙잡는 조선소 도시”, 고용노동부, 「2023 전국지방자치단체 일자리대상 우수사례집」, 2023. 11., "
        "8~21쪽, 원문 10~14행."
    )
    assert cite_case(load_book(), load_cases(cards)[0], "8~21쪽, 원문 10~14행") == written
