"""Cutting a book's text into passages, on made-up texts."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import CasebookError
from corpus.model.nouns import Passage
from corpus.model.profile import CaseSpan, Profile
from corpus.outline import text_cutting as casebook
from corpus.outline.text_cutting import Coverage, Dropped, cut_casebook, read_casebook
from corpus.passages import place_of_case
from tests.support.made.casebook import PROFILE, card, cut, reasons, span


def with_spans(*spans: CaseSpan) -> Profile:
    """The made-up book's profile for cases that stand so."""
    return PROFILE.model_copy(update={"spans": spans})


def write(tmp_path: Path, data: bytes) -> Path:
    """A file with these bytes."""
    path = tmp_path / "원문.txt"
    path.write_bytes(data)
    return path


def test_lines_are_split_as_sed_counts_them(tmp_path: Path) -> None:
    """Only line feeds end lines; BOM and carriage returns go, decomposed Hangul is composed."""
    data = "\ufeff첫\x0c줄\r\n\u1112\u1161\u11ab\u2028글\n\n끝\n".encode()
    assert read_casebook(write(tmp_path, data)) == ("첫\x0c줄", "한\u2028글", "", "끝")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("가나다 사업".encode("cp949"), ["원문.txt", "CP949", "iconv -f CP949 -t UTF-8 원문.txt"]),
        (b"\xff\xfe\xff\x00\x80", ["원문.txt", "UTF-8 텍스트가 아닙니다"]),
        (b"", ["원문.txt", "비어 있습니다"]),
        (b" \n\t\n", ["원문.txt", "비어 있습니다"]),
    ],
)
def test_unusable_file_is_refused_with_the_way_out(tmp_path: Path, data: bytes, words: list[str]) -> None:
    """The message names the file, not its folder, and what to do."""
    with pytest.raises(CasebookError) as caught:
        read_casebook(write(tmp_path, data))
    assert all(word in str(caught.value) for word in words)
    assert str(tmp_path) not in str(caught.value)


def test_missing_file_folder_and_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three ways of not being the casebook."""
    with pytest.raises(CasebookError, match=r"없음\.txt: .*찾을 수 없습니다"):
        read_casebook(tmp_path / "없음.txt")
    with pytest.raises(CasebookError, match="폴더입니다"):
        read_casebook(tmp_path)
    monkeypatch.setattr(casebook, "MAX_BYTES", 3)
    with pytest.raises(CasebookError, match="64 MiB"):
        read_casebook(write(tmp_path, b"1234"))


def test_text_that_does_not_fit_is_refused() -> None:
    """A span outside the text, and a case that begins with another region, are named."""
    with pytest.raises(CasebookError, match=r"사례 9-02: 색인의 줄 범위 1~9"):
        cut_casebook(("경기 가나군",), with_spans(span("9-02", "경기 가나군", 1, 9)), [card()])
    with pytest.raises(CasebookError, match=r"사례 9-02: .*'경기 다라시'"):
        cut_casebook(("경기 가나군", "글"), with_spans(span("9-02", "경기 다라시", 1, 2)), [card()])


def test_heading_path_lines_context_and_sections() -> None:
    """A passage carries its path, its exact range, and the card sections it overlaps; `1.` headings separate passages."""
    book = cut("\nI 사업 개요\n1. 추진 배경\n◎ 지역 여건\n- 청년이 줄고 있음\n- 일할 곳이 적음\n\n2. 목표\n- 서른 명 취업", (1, 6), (9, 10))
    context, place = "경기도 가나군 가상 일자리 사업", place_of_case(card())
    assert book.passages == (
        Passage(
            "9-02/L3", "9-02", "casebook", "I 사업 개요 > 1. 추진 배경 > 지역 여건", "- 청년이 줄고 있음\n- 일할 곳이 적음", context, "",
            replace(place, lines=(3, 7)), ("9-02/s01",),
        ),
        Passage(
            "9-02/L9", "9-02", "casebook", "I 사업 개요 > 2. 목표", "- 서른 명 취업", context, "",
            replace(place, lines=(9, 10)), ("9-02/s02",),
        ),
    )  # fmt: skip
    assert book.coverage == Coverage(lines=8, kept=7, dropped=1, unaccounted=0, doubled=0)
    assert book.dropped == (Dropped(1, "cover"),)


def test_passage_without_heading_is_headed_by_the_title() -> None:
    """Text above the first heading."""
    (only,) = cut("처음에 오는 글").passages
    assert (only.id, only.heading, only.text, only.place.lines) == ("9-02/L2", "가상 일자리 사업", "처음에 오는 글", (2, 2))


def test_roman_numeral_lower_than_the_last_is_a_bar() -> None:
    """The OCR read a bar as I: it is no top-level heading."""
    book = cut("I 계획\n가\nII 집행\n나\nI 부문별 실적\n- 다")
    assert [passage.heading for passage in book.passages] == ["I 계획", "II 집행"]
    assert book.passages[1].text == "나\nI 부문별 실적\n- 다"


def test_showcase_programme_takes_its_number_and_title() -> None:
    """A label, a number and a title on three lines are one heading."""
    book = cut("1. 성과\n가\n빼어난 사례\n01\n\n가상 정착 사업\n\n- 나")
    assert [(passage.heading, passage.text, passage.place.lines) for passage in book.passages] == [
        ("1. 성과", "가", (2, 3)),
        ("1. 성과 > 빼어난 사례 01 가상 정착 사업", "- 나", (4, 9)),
    ]


def test_prose_is_packed_and_never_torn() -> None:
    """Lines fill passages up to the target; one long line stays one passage."""
    lines = [f"- {n}번째 가상 문장 " + "가" * 80 for n in range(10)]
    book = cut("\n".join([*lines, "나" * 1500]))
    assert all(len(passage.text) <= 800 for passage in book.passages[:-1])
    assert [passage.place.lines for passage in book.passages] == [(2, 6), (7, 11), (12, 12)]
    assert book.passages[-1].text == "나" * 1500


def test_table_pieces_share_caption_and_ranges_do_not_overlap() -> None:
    """A long table under a mark: each piece repeats caption, unit and header."""
    rows = "\n".join(f"가상 훈련 과정 {n}번의 긴 이름\t{n}명\t비고 {n}" for n in range(40))
    book = cut(f"I 성과\n■ 과정별 실적\n\n(단위: 명)\n\n과정\t인원\t비고\n{rows}")
    assert [passage.place.lines for passage in book.passages] == [(2, 22), (23, 36), (37, 47)]
    assert all(passage.text.startswith("■ 과정별 실적\n(단위: 명)\n과정 | 인원 | 비고\n가상 훈련 과정") for passage in book.passages)
    assert {passage.heading for passage in book.passages} == {"I 성과 > 과정별 실적"}


def test_copy_of_nested_table_is_dropped_but_leads_to_its_passage() -> None:
    """The nested table is shown once; the copy's line is inside the passage's range."""
    nested = "<table><tr><th>연도</th><th>인원</th></tr><tr><td>2021</td><td>5</td></tr></table>"
    book = cut(f"구분\t내용\n성과\t{nested}\n연도\t인원\n2021\t5\n계획\t다음 해")
    assert reasons(book) == {4: "duplicate table", 5: "duplicate table"}
    (only,) = book.passages
    assert (only.text, only.place.lines) == ("구분 | 내용\n성과\n연도 | 인원\n2021 | 5\n계획 | 다음 해", (2, 6))
    assert book.coverage == Coverage(lines=6, kept=3, dropped=3, unaccounted=0, doubled=0)


def test_span_without_a_card_is_unaccounted() -> None:
    """Nothing is hidden: the lines of a case that has no card are counted."""
    book = cut_casebook(("경기 가나군", "글"), with_spans(span("9-02", "경기 가나군", 1, 2)), [])
    assert book.coverage == Coverage(lines=2, kept=0, dropped=0, unaccounted=2, doubled=0)


def test_a_stray_last_line_goes_back_to_the_case_before() -> None:
    """A long line above the next cover is of the case before."""
    stray = "가상 지역의 성과를 널리 알린 마지막 줄로서 다음 사례의 표지보다 위에 인쇄되어 있는 문장"
    lines = ("경기 가나군", "글", stray, "경기 가나군", "둘째")
    book = cut_casebook(lines, with_spans(span("9-02", "경기 가나군", 1, 2), span("9-03", "경기 가나군", 3, 5)), [card(), card("9-03")])
    assert [(passage.id, passage.place.lines) for passage in book.passages] == [("9-02/L2", (2, 3)), ("9-03/L5", (5, 5))]


def test_names_are_masked_when_cutting() -> None:
    """In text and heading."""
    book = cut("참여 이야기\n(주)가나다 | 홍길동 사원\n인터뷰 ① 김가나(구직자)\n- 글")
    assert [(passage.heading, passage.text) for passage in book.passages] == [
        ("참여 이야기", "(주)가나다 | 홍○○ 사원"),
        ("참여 이야기 > 인터뷰 ① 김○○(구직자)", "- 글"),
    ]
