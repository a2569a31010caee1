"""What is peculiar to a book's text is data: its faults are told, its rules act, and without it every text can still be cut."""

import re
from pathlib import Path

import pytest
import yaml

from corpus.book_folders import load_profile
from corpus.errors import CorpusError
from corpus.model.profile import CaseSpan, Profile
from corpus.outline.book_rules import BookRules
from corpus.outline.text_cutting import Coverage, CutText, cut_casebook
from tests.support.made.casebook import card, reasons

MADE_UP = """\
footers: [가나 항만 모음집]
misplaced:
  - {line: 둘째 기 교육, belongs_to: 7-02}
page_number: '- \\d+ -'
preface: {start: 머리말, end: '가나 항만청장 .*'}
colophon: '찍은 날 \\d{4}\\. \\d+'
clippings:
  - {reason: newspaper clipping, start: '가나 알림 \\d+호', end: '〔끝〕'}
  - {reason: patent notice, start: 등록 증서, end: '증서 \\d쪽', ends_at: last, within: 3}
  - {reason: newspaper clipping, start: 오린 기사}
headings:
  - {level: 2, pattern: '제\\d마당 .{2,40}'}
labels: ['으뜸 사업']
bars: ['1']
misread:
  - {pattern: '(?<![가-힣])하역군', word: 하역꾼}
spans:
  - {case_id: 7-01, region: 가나항, first: 1, last: 9}
  - {case_id: 7-02, region: 다라항, first: 12, last: 20}
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    """A book's folder with this profile."""
    (tmp_path / "profile.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def made_up(tmp_path: Path) -> Profile:
    """The made-up profile, for a text that is one case."""
    return load_profile(folder_with(tmp_path, MADE_UP)).model_copy(update={"spans": ()})


def cut(text: str, profile: Profile, case_id: str = "7-01") -> CutText:
    """Cut a text of one case, with no line but its own."""
    return cut_casebook(tuple(text.split("\n")), profile, [card(case_id)])


def shown(book: CutText) -> list[tuple[str, str]]:
    """Heading and text of each passage."""
    return [(passage.heading, passage.text) for passage in book.passages]


def test_a_file_becomes_a_profile(tmp_path: Path) -> None:
    profile = load_profile(folder_with(tmp_path, MADE_UP))
    assert profile.footers == ("가나 항만 모음집",)
    assert profile.spans[1] == CaseSpan(case_id="7-02", region="다라항", first=12, last=20)
    assert [(held.reason, held.ends_at, held.within) for held in profile.clippings] == [
        ("newspaper clipping", "first", 25), ("patent notice", "last", 3), ("newspaper clipping", "first", 25),
    ]  # fmt: skip


def test_all_faults_of_a_profile_come_in_one_error(tmp_path: Path) -> None:
    text = MADE_UP.replace("'찍은 날 ", "'(찍은 날 ").replace("newspaper clipping, start: 오린", "advert, start: 오린")
    text = text.replace("level: 2", "level: 9").replace("'(?<![가-힣])하역군'", "'[하역'").replace("first: 12", "first: 9") + "fonts: 1\n"
    with pytest.raises(CorpusError, match="원문 특성에 잘못된 곳이 6군데") as caught:
        load_profile(folder_with(tmp_path, text))
    assert [(fault.file, fault.key) for fault in caught.value.faults] == [
        ("profile.yaml", key)
        for key in ("spans", "colophon", "clippings[3].reason", "headings[1].level", "misread[1].pattern", "fonts")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ("page_number: '(\\d'", "page_number", "정규식이 아닙니다(1번째 글자)"),
        ("page_number: '\\d*'", "page_number", "빈 글에도 맞는 정규식입니다"),
        ("page_number: 'a{99999999999}'", "page_number", "정규식이 아닙니다"),
        (f"page_number: '{'가' * 301}'", "page_number", "300자를 넘습니다"),
        ("page_number: 12", "page_number", "글자로 적어야 합니다"),
        ("labels: ['가', '*']", "labels[2]", "정규식이 아닙니다(1번째 글자)"),
        ("clippings: [{reason: patent notice, start: 가, end: '['}]", "clippings[1].end", "정규식이 아닙니다"),
        ("clippings: [{reason: patent notice, start: 가, within: 0}]", "clippings[1].within", "1 이상이어야 합니다"),
        ("preface: {start: 가}", "preface.end", "꼭 있어야 하는 항목이 없습니다"),
        ("bars: [II]", "bars[1]", "1자를 넘습니다"),
        ("spans: [{case_id: a, region: 가, first: 5, last: 4}]", "spans", "사례 a: 범위의 시작(5)이 끝(4)보다 뒤에 있습니다"),
        (
            "spans: [{case_id: a, region: 가, first: 1, last: 4}, {case_id: b, region: 가, first: 4, last: 9}]",
            "spans",
            "사례 b: 앞 사례가 끝나기 전에 시작합니다(4행)",
        ),
        (
            "spans: [{case_id: a, region: 가, first: 1, last: 4}, {case_id: a, region: 가, first: 5, last: 9}]",
            "spans",
            "같은 값이 두 번 있습니다: a",
        ),
        ("[]", "", "항목과 값의 짝으로"),
    ],
)
def test_a_fault_of_a_profile_names_file_key_and_rule(tmp_path: Path, text: str, key: str, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_profile(folder_with(tmp_path, text))
    (fault,) = caught.value.faults
    assert (fault.file, fault.key) == ("profile.yaml", key)
    assert message in fault.message


def test_a_folder_without_a_profile_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"profile\.yaml: 읽을 수 없습니다"):
        load_profile(tmp_path)


def test_without_a_profile_a_text_of_one_case_is_cut_whole() -> None:
    """Numbering, marks, rules, captions and tables are every text's."""
    table = "\n".join(["과정\t인원", "기초\t3", "심화\t4"])
    book = cut(f"1. 배경\n- 배가 줄었음\n------\n▲ 가상 부두\n2. 실적\n■ 과정별\n{table}", Profile())
    assert shown(book) == [("1. 배경", "- 배가 줄었음"), ("2. 실적 > 과정별", "■ 과정별\n과정 | 인원\n기초 | 3\n심화 | 4")]
    assert reasons(book) == {3: "rule line", 4: "lone caption"}
    assert book.coverage == Coverage(lines=9, kept=7, dropped=2, unaccounted=0, doubled=0)


def test_without_spans_a_text_of_several_cases_is_cut_nowhere_and_nothing_is_hidden() -> None:
    """Which lines are whose is not guessed, and none is called a table of contents."""
    for cases in ([], [card("7-01"), card("7-02")]):
        book = cut_casebook(("첫째 글", "", "둘째 글"), Profile(), cases)
        assert (book.passages, book.dropped) == ((), ())
        assert book.coverage == Coverage(lines=2, kept=0, dropped=0, unaccounted=2, doubled=0)
    assert cut_casebook((), Profile(), [card("7-01")]).coverage == Coverage(0, 0, 0, 0, 0)


ACTS = [
    ("글\n가나 항만 모음집\n글", {2: "footer"}),
    ("글\n둘째 기 교육\n글", {2: "misplaced subtitle"}),
    ("글\n- 12 -\n글", {2: "page furniture"}),
    ("글\n찍은 날 2031. 5\n가나 인쇄", {2: "colophon", 3: "colophon"}),
    ("가나 알림 3호\n\n새 부두\n〔끝〕\n남는 글\n〔끝〕", dict.fromkeys((1, 3, 4), "newspaper clipping")),
    ("가나 알림 3호\n끝이 없는 글", {}),
    ("등록 증서\n증서 1쪽\n글\n증서 2쪽\n증서 3쪽", dict.fromkeys((1, 2, 3, 4), "patent notice")),
    ("오린 기사\n기사 제목\n기사 글\n- 남는 글", dict.fromkeys((1, 2, 3), "newspaper clipping")),
    ("오린 기사\n기사 제목\n기사 글", dict.fromkeys((1, 2, 3), "newspaper clipping")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ACTS)
def test_what_a_profile_calls_no_content_is_dropped_and_without_it_kept(tmp_path: Path, text: str, expected: dict[int, str]) -> None:
    book = cut(text, made_up(tmp_path))
    assert reasons(book) == expected
    assert (book.coverage.unaccounted, book.coverage.doubled) == (0, 0)
    assert reasons(cut(text, Profile())) == {}


def test_a_misplaced_line_stays_where_it_belongs(tmp_path: Path) -> None:
    assert reasons(cut("글\n둘째 기 교육\n글", made_up(tmp_path), "7-02")) == {}


def test_headings_labels_and_bars_of_a_profile(tmp_path: Path) -> None:
    text = "제1마당 새 부두\n글 하나\n으뜸 사업\n01\n가상 하역 사업\n글 둘\n1 가상 성과 분석\n글 셋"
    assert shown(cut(text, made_up(tmp_path))) == [
        ("제1마당 새 부두", "글 하나"),
        ("제1마당 새 부두 > 으뜸 사업 01 가상 하역 사업", "글 둘"),
        ("제1마당 새 부두 > 1 가상 성과 분석", "글 셋"),
    ]
    assert shown(cut("1 부두\n글", made_up(tmp_path))) == [("부두", "글")]  # a letter that was read for the bar
    (only,) = cut("제1마당 새 부두\n글 하나\n으뜸 사업\n1 부두\n글 둘", Profile()).passages
    assert only.heading == card().title


def test_a_misread_word_is_found_by_the_right_one(tmp_path: Path) -> None:
    (only,) = cut("하역군 열 명과 하역군 둘", made_up(tmp_path)).passages
    assert (only.text, only.expansion) == ("하역군 열 명과 하역군 둘", "하역꾼")
    assert BookRules(Profile()).corrections("하역군") == ""


def test_lines_outside_the_spans_are_contents_or_preface(tmp_path: Path) -> None:
    spans = (CaseSpan(case_id="7-01", region="가나항", first=7, last=8),)
    lines = ("차례 글", "머리말", "인사말", "가나 항만청장 아무개", "- 3 -", "다음 글", "가나항", "글")
    book = cut_casebook(lines, made_up(tmp_path).model_copy(update={"spans": spans}), [card("7-01")])
    assert {item.line: item.reason for item in book.dropped} == {
        1: "contents", 2: "preface", 3: "preface", 4: "preface", 5: "page furniture", 6: "contents", 7: "cover",
    }  # fmt: skip


CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def strings(value: object) -> list[str]:
    """All strings of plain data but for the names of its keys."""
    if isinstance(value, dict):
        return [text for held in value.values() for text in strings(held)]
    if isinstance(value, list):
        return [text for held in value for text in strings(held)]
    return [value] if isinstance(value, str) else []


def test_code_says_nothing_of_what_is_peculiar_to_the_embedded_book() -> None:
    profile = yaml.safe_load((CORPUS / "books" / "jobs-2023" / "profile.yaml").read_text(encoding="utf-8"))
    told = [held["region"] for held in profile.pop("spans")]
    peculiar = {text for text in strings(profile) if len(text) > 3 and re.search("[가-힣]", text)} | {text for text in told if " " in text}
    assert len(peculiar) > 40
    outline = "\n".join(path.read_text(encoding="utf-8") for path in sorted((CORPUS / "outline").rglob("*.py")))
    assert [text for text in sorted(peculiar) if text in outline] == []
