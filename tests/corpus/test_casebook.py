"""Cutting the casebook. Made-up texts say what is expected; the real file, where it exists, is checked as a whole."""

import json
import os
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from corpus.book_folders import load_profile
from corpus.errors import CasebookError
from corpus.model.nouns import Case, Passage
from corpus.model.profile import CaseSpan, Profile
from corpus.outline import text_cutting as casebook
from corpus.outline.book_rules import BookRules
from corpus.outline.text_cutting import Coverage, CutText, Dropped, cut_casebook, read_casebook
from corpus.outline.text_tables import clean, has_html

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("SAERYE_CASEBOOK", ROOT.parent / "shared" / "corpus" / "casebook.txt"))
CARDS = ROOT / "corpus" / "books" / "jobs-2023" / "cards"
needs_text = pytest.mark.skipif(not REAL.is_file(), reason=f"the casebook's text is not here ({REAL}); set SAERYE_CASEBOOK to its path")


def card(case_id: str = "2-02", *sources: tuple[int, int], title: str = "가상 일자리 사업") -> Case:
    """A made-up case whose sections were written from `sources`."""
    sections = [{"kind": "outcome", "heading": "제목", "text": "글", "source": list(source), "asks": []} for source in sources or ((1, 1),)]
    return Case.model_validate(
        {
            "id": case_id, "award": "지역산업맞춤형 일자리창출 지원사업", "region": {"sido": "경기도", "sigungu": "가나군"}, "title": title,
            "headline": "h", "summary": "s", "period": {"start": None, "end": None}, "budget_million_krw": None, "pages": [1, None],
            "targets": ["청년"], "measures": ["직접일자리"], "industries": [], "keywords": ["k"], "needs": ["n"], "partners": ["p"],
            "sections": sections, "metrics": [], "notes": [],
        }
    )  # fmt: skip


def span(case_id: str, region: str, first: int, last: int) -> CaseSpan:
    """Where a made-up case stands."""
    return CaseSpan(case_id=case_id, region=region, first=first, last=last)


@cache
def embedded() -> Profile:
    """The profile of the embedded book."""
    return load_profile()


def with_spans(*spans: CaseSpan) -> Profile:
    """The embedded book's profile for a text whose cases stand elsewhere."""
    return embedded().model_copy(update={"spans": spans})


def cut(text: str, *sources: tuple[int, int], case_id: str = "2-02") -> CutText:
    """Cut a made-up casebook of one case, which begins with the region's name."""
    lines = tuple(f"경기 가나군\n{text}".split("\n"))
    return cut_casebook(lines, with_spans(span(case_id, "경기 가나군", 1, len(lines))), [card(case_id, *sources)])


def reasons(book: CutText) -> dict[int, str]:
    """The dropped lines but the cover."""
    return {item.line: item.reason for item in book.dropped if item.reason != "cover"}


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


def test_spans_of_all_cases() -> None:
    """29 cases in order."""
    spans = embedded().spans
    assert (len(spans), spans[0], spans[-1].last) == (29, span("1-01", "경상북도", 99, 698), 12939)


def test_text_that_does_not_fit_is_refused() -> None:
    """A span outside the text, and a case that begins with another region, are named."""
    with pytest.raises(CasebookError, match=r"사례 2-02: 색인의 줄 범위 1~9"):
        cut_casebook(("경기 가나군",), with_spans(span("2-02", "경기 가나군", 1, 9)), [card()])
    with pytest.raises(CasebookError, match=r"사례 2-02: .*'경기 다라시'"):
        cut_casebook(("경기 가나군", "글"), with_spans(span("2-02", "경기 다라시", 1, 2)), [card()])


def test_heading_path_lines_context_and_sections() -> None:
    """A passage carries its path, its exact range, and the card sections it overlaps; `1.` headings separate passages."""
    book = cut("\nI 사업 개요\n1. 추진 배경\n◎ 지역 여건\n- 청년이 줄고 있음\n- 일할 곳이 적음\n\n2. 목표\n- 서른 명 취업", (1, 6), (9, 10))
    context = "경기도 가나군 가상 일자리 사업"
    assert book.passages == (
        Passage(
            "2-02/L3", "2-02", "casebook", "I 사업 개요 > 1. 추진 배경 > 지역 여건", "- 청년이 줄고 있음\n- 일할 곳이 적음", context, "",
            (3, 7), ("2-02/s01",),
        ),
        Passage("2-02/L9", "2-02", "casebook", "I 사업 개요 > 2. 목표", "- 서른 명 취업", context, "", (9, 10), ("2-02/s02",)),
    )  # fmt: skip
    assert book.coverage == Coverage(lines=8, kept=7, dropped=1, unaccounted=0, doubled=0)
    assert book.dropped == (Dropped(1, "cover"),)


def test_passage_without_heading_is_headed_by_the_title() -> None:
    """Text above the first heading."""
    (only,) = cut("처음에 오는 글").passages
    assert (only.id, only.heading, only.text, only.lines) == ("2-02/L2", "가상 일자리 사업", "처음에 오는 글", (2, 2))


def test_roman_numeral_lower_than_the_last_is_a_bar() -> None:
    """The OCR read a bar as I: it is no top-level heading."""
    book = cut("I 계획\n가\nII 집행\n나\nI 부문별 실적\n- 다")
    assert [passage.heading for passage in book.passages] == ["I 계획", "II 집행"]
    assert book.passages[1].text == "나\nI 부문별 실적\n- 다"


def test_showcase_programme_takes_its_number_and_title() -> None:
    """A label, a number and a title on three lines are one heading."""
    book = cut("1. 성과\n가\n우수 사례\n01\n\n가상 정착 사업\n\n- 나")
    assert [(passage.heading, passage.text, passage.lines) for passage in book.passages] == [
        ("1. 성과", "가", (2, 3)),
        ("1. 성과 > 우수 사례 01 가상 정착 사업", "- 나", (4, 9)),
    ]


def test_prose_is_packed_and_never_torn() -> None:
    """Lines fill passages up to the target; one long line stays one passage."""
    lines = [f"- {n}번째 가상 문장 " + "가" * 80 for n in range(10)]
    book = cut("\n".join([*lines, "나" * 1500]))
    assert all(len(passage.text) <= 800 for passage in book.passages[:-1])
    assert [passage.lines for passage in book.passages] == [(2, 6), (7, 11), (12, 12)]
    assert book.passages[-1].text == "나" * 1500


def test_table_pieces_share_caption_and_ranges_do_not_overlap() -> None:
    """A long table under a mark: each piece repeats caption, unit and header."""
    rows = "\n".join(f"가상 훈련 과정 {n}번의 긴 이름\t{n}명\t비고 {n}" for n in range(40))
    book = cut(f"I 성과\n■ 과정별 실적\n\n(단위: 명)\n\n과정\t인원\t비고\n{rows}")
    assert [passage.lines for passage in book.passages] == [(2, 22), (23, 36), (37, 47)]
    assert all(passage.text.startswith("■ 과정별 실적\n(단위: 명)\n과정 | 인원 | 비고\n가상 훈련 과정") for passage in book.passages)
    assert {passage.heading for passage in book.passages} == {"I 성과 > 과정별 실적"}


def test_copy_of_nested_table_is_dropped_but_leads_to_its_passage() -> None:
    """The nested table is shown once; the copy's line is inside the passage's range."""
    nested = "<table><tr><th>연도</th><th>인원</th></tr><tr><td>2021</td><td>5</td></tr></table>"
    book = cut(f"구분\t내용\n성과\t{nested}\n연도\t인원\n2021\t5\n계획\t다음 해")
    assert reasons(book) == {4: "duplicate table", 5: "duplicate table"}
    (only,) = book.passages
    assert (only.text, only.lines) == ("구분 | 내용\n성과\n연도 | 인원\n2021 | 5\n계획 | 다음 해", (2, 6))
    assert book.coverage == Coverage(lines=6, kept=3, dropped=3, unaccounted=0, doubled=0)


JUNK = [
    ("2023 전국지방자치단체\n\n일자리대상 우수사례집", {2: "footer", 4: "footer"}),
    ("------\t----", {2: "rule line"}),
    ("<가상 교육 사진>\n\n▲ 가상 간담회", {2: "lone caption", 4: "lone caption"}),
    ("<과정별 실적>\n- 열 명", {}),
    ("가상일보\n\n가상 기사 제목\n가상 기사 본문\n\n2) 다음 사업", dict.fromkeys((2, 4, 5), "newspaper clipping")),
    ("기획보도\n가상 제목\n[2022.1.2.]\n이어지는 글", dict.fromkeys((2, 3, 4), "newspaper clipping")),
    ("언론보도\n이어지는 글", {}),
    ("관인생략\n출원번호통지서\n※ 심사제도 안내: https://www.kipo.go.kr/가\n남는 글", dict.fromkeys((2, 3, 4), "patent notice")),
    ("발행 2023년 11월\n펴낸 곳 가나다", dict.fromkeys((2, 3), "colophon")),
    ("221\n↓\n- ➔", dict.fromkeys((2, 3, 4), "page furniture")),
    ("01\n- 하나", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), JUNK)
def test_what_is_no_content_is_dropped_for_a_reason(text: str, expected: dict[int, str]) -> None:
    """Only junk goes, and every other line is in one passage."""
    book = cut(text)
    assert reasons(book) == expected
    assert (book.coverage.unaccounted, book.coverage.doubled) == (0, 0)


def test_subtitle_is_kept_only_where_it_belongs() -> None:
    """The subtitle of 2-02 that was printed in other cases too."""
    assert reasons(cut("참여수기\n2022년 2차전지 인력양성 1기\n글", case_id="2-03")) == {3: "misplaced subtitle"}
    assert reasons(cut("참여수기\n2022년 2차전지 인력양성 1기\n글")) == {}


def test_lines_outside_cases_and_a_stray_last_line() -> None:
    """Contents and preface are named; a long line above the next cover goes back to the case before."""
    stray = "가상 지역의 성과를 널리 알린 마지막 줄로서 다음 사례의 표지보다 위에 인쇄되어 있는 문장"
    lines = ("CONTENTS", "발간사", "인사말", "고용노동부 장관", "경기 가나군", "글", stray, "경기 가나군", "둘째")
    profile = with_spans(span("2-02", "경기 가나군", 5, 6), span("2-03", "경기 가나군", 7, 9))
    book = cut_casebook(lines, profile, [card(), card("2-03")])
    assert reasons(book) == {1: "contents", 2: "preface", 3: "preface", 4: "preface"}
    assert [(passage.id, passage.lines) for passage in book.passages] == [("2-02/L6", (6, 7)), ("2-03/L9", (9, 9))]


def test_span_without_a_card_is_unaccounted() -> None:
    """Nothing is hidden: the lines of a case that has no card are counted."""
    book = cut_casebook(("경기 가나군", "글"), with_spans(span("2-02", "경기 가나군", 1, 2)), [])
    assert book.coverage == Coverage(lines=2, kept=0, dropped=0, unaccounted=2, doubled=0)


def test_names_are_masked_when_cutting() -> None:
    """In text and heading."""
    book = cut("참여수기\n(주)가나다 | 홍길동 사원\n인터뷰 ① 김가나(구직자)\n- 글")
    assert [(passage.heading, passage.text) for passage in book.passages] == [
        ("참여수기", "(주)가나다 | 홍○○ 사원"),
        ("참여수기 > 인터뷰 ① 김○○(구직자)", "- 글"),
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("부리산업 특화와 고선편 사업", "뿌리 고선패"), ("취업을 제고", "취업률"), ("소상공인 용자 지원", "융자"),
        ("제직 중인 송실대 졸업생", "재직 숭실대"), ("주전부리제직소에 취업을 희망", ""), ("이용자와 고용자, 사용자", ""),
        ("충실대 학생", "숭실대"),
        ("뿌리산업", ""), ("부리나케", ""),
    ],
)  # fmt: skip
def test_misread_words_can_be_found_by_the_right_ones(text: str, right: str) -> None:
    """The right form is indexed with the passage; the shown text stays as it was read."""
    assert BookRules(embedded()).corrections(text) == right
    (only,) = cut(text).passages
    assert (only.text, only.expansion) == (text, right)


@cache
def real() -> tuple[tuple[str, ...], CutText]:
    """The real text and its passages."""
    cases = [Case.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(CARDS.glob("*.yaml"))]
    lines = read_casebook(REAL)
    return lines, cut_casebook(lines, embedded(), cases)


def bare(text: str) -> str:
    """Letters and masks only."""
    return re.sub(r"[^a-z가-힣○]", "", text.lower())


def shown(cell: str, words: str) -> bool:
    """Whether the cell's words are among `words`, any syllable of them perhaps masked."""
    plain = cell.replace("○", "")
    return plain in words.replace("○", "") or re.search("".join(f"[{letter}○]" for letter in plain), words) is not None


@needs_text
def test_real_every_line_is_kept_once_or_dropped_for_a_reason() -> None:
    """The whole book is accounted for, and little of it is dropped."""
    lines, book = real()
    count = book.coverage
    assert (len(lines), count.unaccounted, count.doubled, count.kept + count.dropped) == (12938 + 1, 0, 0, count.lines)
    assert count.dropped / count.lines < 0.06
    assert {item.reason for item in book.dropped} <= {
        "cover", "contents", "preface", "footer", "rule line", "lone caption", "newspaper clipping", "patent notice", "colophon",
        "duplicate table", "misplaced subtitle", "page furniture",
    }  # fmt: skip
    assert [item.line for item in book.dropped if item.reason == "misplaced subtitle"] == [8668, 8981]


@needs_text
def test_real_ranges_are_disjoint_and_within_their_case() -> None:
    """Ids are unique, ranges ascend; line 3992 alone stands in the next case's span."""
    _, book = real()
    spans = {span.case_id: span for span in embedded().spans}
    ranges = [passage.lines for passage in book.passages if passage.lines]
    assert len({passage.id for passage in book.passages}) == len(ranges) == len(book.passages)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))
    outside = [p.id for p in book.passages if p.lines and not spans[p.case_id].first <= p.lines[0] <= p.lines[1] <= spans[p.case_id].last]
    assert len(outside) == 1
    assert outside[0].startswith("1-07/")


@needs_text
def test_real_words_of_kept_lines_are_in_their_passage() -> None:
    """No kept line is lost within its passage (markup, figures and masked names apart)."""
    lines, book = real()
    junk = {item.line for item in book.dropped}
    lost = []
    for passage in book.passages:
        assert passage.lines
        words = bare(passage.heading + passage.text)
        for number in range(passage.lines[0], passage.lines[1] + 1):
            if number in junk or has_html(lines[number - 1]):
                continue
            # A bar that the OCR read as I before a heading is a mark, not a word.
            cells = [bare(re.sub(r"^[IⅠ] ", "", clean(cell))) for cell in lines[number - 1].split("\t")]
            lost += [number] if not all(shown(cell, words) for cell in cells) else []
    assert lost == []


@needs_text
def test_real_passages_are_of_a_size_to_search() -> None:
    """Clean text, mostly between 100 and 800 characters."""
    _, book = real()
    sizes = sorted(len(passage.text) for passage in book.passages)
    assert 300 <= sizes[len(sizes) // 2] <= 500
    assert sum(size > 800 for size in sizes) <= 10
    assert not [p.id for p in book.passages if re.search(r"\t|<(?:table|ul|td|u)\b|(?<!\*)\*\*(?!\*)", p.text)]
    assert all(p.text.strip() and p.heading.strip() and len(p.heading) <= 120 for p in book.passages)


@needs_text
@pytest.mark.parametrize(("first", "last"), [(7880, 7880), (8016, 8018), (8122, 8128), (8219, 8229)])
def test_real_named_places_show_no_full_name(first: int, last: int) -> None:
    """Beside a family name only circles; the telephone number is masked."""
    lines, book = real()
    title = r"(?:대표자?|대표이사|도지사|시장|회장|부위원장|의장|센터장|사무국장|\S*팀장)"
    text = "\n".join(p.text for p in book.passages if p.lines and p.lines[0] <= last and first <= p.lines[1])
    names = set()
    for line in lines[first - 1 : last]:
        names |= set(re.findall(rf"\b([가-힣]{{3}}) {title}(?=\t|$)", line))
        names |= {name for row in re.findall(rf"\t?{title}\t([가-힣, ]+)", line) for name in re.findall(r"\b[가-힣]{3}\b", row)}
    names -= {"센터장"}
    assert names
    assert [name for name in names if name in text] == []
    assert not re.search(r"\d{3}-\d{4}", text)


@needs_text
def test_real_bylines_are_masked() -> None:
    """Bylines of participants' stories: what follows the bar is masked."""
    _, book = real()
    stories = [p for p in book.passages if "참여수기" in p.heading]
    bylines = [line for p in stories for line in p.text.split("\n")[:4] if re.search(r"^[^|]{2,40} \| [가-힣 ○]{3,14}$", line)]
    assert len(bylines) >= 10
    assert [line for line in bylines if "○" not in line] == []
    assert all("○" in p.heading for p in stories if "인터뷰" in p.heading)


@needs_text
def test_real_judged_lines_lead_to_a_passage() -> None:
    """Nearly every line range of the judged queries overlaps a passage of its case."""
    _, book = real()
    path = ROOT / "eval" / "data" / "queries.jsonl"
    judged = [(q["case"], span) for q in map(json.loads, path.read_text(encoding="utf-8").splitlines()) for span in q.get("lines") or []]
    held = [any(p.case_id == case and p.lines and p.lines[0] <= b and a <= p.lines[1] for p in book.passages) for case, (a, b) in judged]
    assert len(judged) > 600
    assert sum(held) / len(held) >= 0.99


@needs_text
def test_real_card_sections_all_have_passages() -> None:
    """Every section of every card is tied to evidence."""
    _, book = real()
    tied = {section for passage in book.passages for section in passage.sections}
    sections = sum(len(yaml.safe_load(path.read_text(encoding="utf-8"))["sections"]) for path in CARDS.glob("*.yaml"))
    assert len(tied) == sections
