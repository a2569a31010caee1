"""The embedded book's own text: what is peculiar to it, and the real file, where it exists, checked as a whole."""

import json
import os
import re
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from corpus.book_folders import load_book, load_profile
from corpus.cards import CARDS
from corpus.model.book import BookFile
from corpus.model.nouns import Case
from corpus.model.profile import CaseSpan, Profile
from corpus.outline.book_rules import BookRules
from corpus.outline.text_cutting import CutText, cut_casebook, read_casebook
from corpus.outline.text_tables import clean, has_html
from tests.support.made.casebook import card, cut, reasons, span

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("SAERYE_CASEBOOK", ROOT.parent / "shared" / "corpus" / "casebook.txt"))
needs_text = pytest.mark.skipif(not REAL.is_file(), reason=f"the casebook's text is not here ({REAL}); set SAERYE_CASEBOOK to its path")


@cache
def embedded() -> Profile:
    """The profile of the embedded book."""
    return load_profile()


def with_spans(*spans: CaseSpan) -> Profile:
    """The embedded book's profile for a text whose cases stand elsewhere."""
    return embedded().model_copy(update={"spans": spans})


def cut_here(text: str, case_id: str = "2-02") -> CutText:
    """Cut a made-up text of one case as the embedded book is cut."""
    return cut(text, case_id=case_id, profile=embedded())


def test_spans_of_all_cases() -> None:
    """29 cases in order."""
    spans = embedded().spans
    assert (len(spans), spans[0], spans[-1].last) == (29, span("1-01", "경상북도", 99, 698), 12939)


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
    book = cut_here(text)
    assert reasons(book) == expected
    assert (book.coverage.unaccounted, book.coverage.doubled) == (0, 0)


def test_subtitle_is_kept_only_where_it_belongs() -> None:
    """The subtitle of 2-02 that was printed in other cases too."""
    assert reasons(cut_here("참여수기\n2022년 2차전지 인력양성 1기\n글", case_id="2-03")) == {3: "misplaced subtitle"}
    assert reasons(cut_here("참여수기\n2022년 2차전지 인력양성 1기\n글")) == {}


def test_lines_outside_cases_and_a_stray_last_line() -> None:
    """Contents and preface are named; a long line above the next cover goes back to the case before."""
    stray = "가상 지역의 성과를 널리 알린 마지막 줄로서 다음 사례의 표지보다 위에 인쇄되어 있는 문장"
    lines = ("CONTENTS", "발간사", "인사말", "고용노동부 장관", "경기 가나군", "글", stray, "경기 가나군", "둘째")
    profile = with_spans(span("2-02", "경기 가나군", 5, 6), span("2-03", "경기 가나군", 7, 9))
    book = cut_casebook(lines, profile, [card("2-02"), card("2-03")])
    assert reasons(book) == {1: "contents", 2: "preface", 3: "preface", 4: "preface"}
    assert [(passage.id, passage.place.lines) for passage in book.passages] == [("2-02/L6", (6, 7)), ("2-03/L9", (9, 9))]


def test_names_are_masked_when_cutting() -> None:
    """In text and heading."""
    book = cut_here("참여수기\n(주)가나다 | 홍길동 사원\n인터뷰 ① 김가나(구직자)\n- 글")
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
    (only,) = cut_here(text).passages
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
    ranges = [passage.place.lines for passage in book.passages if passage.place.lines]
    assert len({passage.id for passage in book.passages}) == len(ranges) == len(book.passages)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))
    outside = [
        p.id
        for p in book.passages
        if p.place.lines and not spans[p.case_id].first <= p.place.lines[0] <= p.place.lines[1] <= spans[p.case_id].last
    ]
    assert len(outside) == 1
    assert outside[0].startswith("1-07/")


@needs_text
def test_real_words_of_kept_lines_are_in_their_passage() -> None:
    """No kept line is lost within its passage (markup, figures and masked names apart)."""
    lines, book = real()
    junk = {item.line for item in book.dropped}
    lost = []
    for passage in book.passages:
        assert passage.place.lines
        words = bare(passage.heading + passage.text)
        for number in range(passage.place.lines[0], passage.place.lines[1] + 1):
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
    text = "\n".join(p.text for p in book.passages if p.place.lines and p.place.lines[0] <= last and first <= p.place.lines[1])
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
    held = [
        any(p.case_id == case and (own := p.place.lines) and own[0] <= b and a <= own[1] for p in book.passages) for case, (a, b) in judged
    ]
    assert len(judged) > 600
    assert sum(held) / len(held) >= 0.99


@needs_text
def test_real_card_sections_all_have_passages() -> None:
    """Every section of every card is tied to evidence."""
    _, book = real()
    tied = {section for passage in book.passages for section in passage.sections}
    sections = sum(len(yaml.safe_load(path.read_text(encoding="utf-8"))["sections"]) for path in CARDS.glob("*.yaml"))
    assert len(tied) == sections


@needs_text
def test_real_text_is_the_file_that_the_book_names() -> None:
    assert load_book().file == BookFile(name=REAL.name, format="text", sha256=sha256(REAL.read_bytes()).hexdigest())
