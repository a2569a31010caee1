"""Judged queries on disk: what is read of a sound set, and every fault of a spoilt file told with its line and key."""

import json
import re
from pathlib import Path

import pytest

from corpus.book_folders import load_book
from corpus.errors import EvalDataError
from corpus.model.book import Book, BookFile
from eval.sets.judged import FAULTS_SHOWN, JsonRecord, Judgment, Query, fingerprint, load_judged, read_lines
from eval.sets.set_fit import refuse_other_file, refuse_unknown_cases, tell_unsure_file
from tests.support.answering.judgments import write_judged

QUERY = {"id": "8-01-n1", "kind": "need", "query": "청년 일자리", "case": "8-01", "lines": [[10, 14]]}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A made-up set, to read or to spoil."""
    return write_judged(tmp_path / "data")


def told(path: Path, text: str | bytes, model: type[JsonRecord]) -> list[str]:
    """The lines of the error for a file with this content, after the heading."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(EvalDataError) as caught:
        read_lines(path, model)
    return str(caught.value).splitlines()[1:]


def query(**changed: object) -> str:
    return json.dumps(QUERY | changed, ensure_ascii=False)


def test_a_fact_has_one_right_case_and_other_queries_their_graded_list(data: Path) -> None:
    judged = load_judged(data)
    facts = [found for found in judged.queries if found.kind == "fact"]
    assert {found.id: judged.grades[found.id] for found in facts} == {found.id: {found.case: 3} for found in facts}
    assert judged.grades["8-01-n1"] == {"8-01": 3, "9-01": 2}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{nope", "JSON 형식이 아닙니다"),
        ("[1]", "항목과 값의 짝으로 적어야 합니다"),
        ('{"id": "q"}', "rel: 꼭 있어야 하는 항목이 없습니다"),
        ('{"id": 7, "rel": {}}', "id: 글자로 적어야 합니다"),
        ('{"id": "", "rel": {}}', "id: 정해진 형식이 아닙니다"),
        ('{"id": "q 1", "rel": {}}', "id: 정해진 형식이 아닙니다"),
        ('{"id": "q", "rel": ["8-01"]}', "rel: 항목과 값의 짝으로 적어야 합니다"),
        ('{"id": "q", "rel": {"8-01": 4}}', "rel.8-01: 3 이하여야 합니다"),
        ('{"id": "q", "rel": {"8-01": -1}}', "rel.8-01: 0 이상이어야 합니다"),
        ('{"id": "q", "rel": {"8-01": 1.5}}', "rel.8-01: 정수로 적어야 합니다"),
        ('{"id": "q", "rel": {"8-01": "높음"}}', "rel.8-01: 정수로 적어야 합니다"),
    ],
)
def test_a_bad_judgment_is_told_by_line_and_key(tmp_path: Path, line: str, fault: str) -> None:
    good = '{"id": "good", "rel": {"8-01": 3}}'
    assert told(tmp_path / "rel.jsonl", f"{good}\n\n{line}\n", Judgment) == [f"rel.jsonl 3행: {fault}"]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"kind": "wish"}, "kind: 정해진 값이 아닙니다. 쓸 수 있는 값: 'need', 'fact', 'why', 'keyword', 'noisy'"),
        ({"query": " "}, "query: 검색어가 비어 있습니다. 찾는 내용을 적어 주십시오."),
        ({"query": "가" * 1001}, "query: 검색어가 너무 깁니다(1,001자). 1,000자까지 쓸 수 있습니다."),
        ({"lines": [[10, 14], [20, 19]]}, "lines[2]: 범위의 시작(20)이 끝(19)보다 뒤에 있습니다"),
        ({"lines": [[10]]}, "lines[1][2]: 꼭 있어야 하는 항목이 없습니다"),
        ({"lines": 10}, "lines: 목록으로 적어야 합니다"),
        ({"case": None}, "case: 글자로 적어야 합니다"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_bad_query_is_told_by_line_and_key(tmp_path: Path, changed: dict[str, object], fault: str) -> None:
    assert told(tmp_path / "q.jsonl", query(**changed), Query) == [f"q.jsonl 1행: {fault}"]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    lines = [query(), query(kind="wish", case=1), "{", query()]
    assert told(tmp_path / "q.jsonl", "\n".join(lines), Query) == [
        "q.jsonl 2행: kind: 정해진 값이 아닙니다. 쓸 수 있는 값: 'need', 'fact', 'why', 'keyword', 'noisy'",
        "q.jsonl 2행: case: 글자로 적어야 합니다",
        "q.jsonl 3행: JSON 형식이 아닙니다",
        "q.jsonl 4행: id: 번호 8-01-n1이 앞에도 있습니다",
    ]


def test_a_wholly_wrong_file_does_not_flood_the_screen(tmp_path: Path) -> None:
    found = told(tmp_path / "q.jsonl", "x\n" * 1234, Query)
    assert len(found) == FAULTS_SHOWN + 1
    assert found[-1] == "그 밖에 1,184군데"


def test_a_missing_file_is_told_by_name_not_by_path(data: Path) -> None:
    (data / "topics.jsonl").unlink()
    with pytest.raises(EvalDataError, match=r"topics\.jsonl") as caught:
        load_judged(data)
    assert str(data) not in str(caught.value)


def test_a_file_in_another_encoding_is_told_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'{"id": "a"}\n' + query().encode("cp949"))
    with pytest.raises(EvalDataError, match=r"q\.jsonl 2행: UTF-8이 아닙니다"):
        read_lines(path, Query)


def test_marks_and_line_ends_of_other_systems_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + query().encode() + b"\r\n" + query(id="b").encode() + b"\r\n")
    assert [found.id for found in read_lines(path, Query)] == ["8-01-n1", "b"]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\u0085"])
def test_a_line_separator_inside_a_text_does_not_end_the_record(tmp_path: Path, char: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(query(answers=[f"둘{char}셋"]), encoding="utf-8")
    assert read_lines(path, Query)[0].answers == [f"둘{char}셋"]


def test_queries_and_judgments_must_know_each_other(data: Path) -> None:
    path = data / "qrels-cases.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"8-01-n1"', '"8-01-nl"'), encoding="utf-8")
    with pytest.raises(EvalDataError) as caught:
        load_judged(data)
    assert str(caught.value).splitlines()[1:] == [
        "qrels-cases.jsonl: 질의 8-01-n1의 판정이 없습니다",
        "queries.jsonl: 판정된 질의 8-01-nl이(가) 없습니다",
    ]


def test_cases_nobody_knows_are_told_wherever_they_are_named(data: Path) -> None:
    for name, line in {
        "queries": query(id="q", kind="fact", case="9-51"),
        "topics": '{"id": "t", "query": "창업", "rel": {"9-52": 1}}',
        "similar": '{"id": "9-53", "rel": {"8-01": 2, "9-54": 1}}',
        "qrels-cases": "",
    }.items():
        (data / f"{name}.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(EvalDataError) as caught:
        refuse_unknown_cases(load_judged(data), {"8-01"})
    assert str(caught.value).splitlines()[1:] == [
        "q: 사례 9-51이 색인에 없습니다",
        "9-53: 사례 9-53이 색인에 없습니다",
        "t: 사례 9-52가 색인에 없습니다",
        "9-53: 사례 9-54가 색인에 없습니다",
    ]


def test_a_set_is_of_the_default_book_unless_it_says_otherwise(data: Path) -> None:
    unsaid = load_judged(data)
    assert unsaid.book == "jobs-2023"
    (data / "set.json").write_text('{"book": "jobs-2023"}', encoding="utf-8")
    assert load_judged(data) == unsaid


def other_book(data: Path, about: str = '{"book": "jobs-2024"}') -> Path:
    """A set of one query over another book."""
    (data / "set.json").write_text(about, encoding="utf-8")
    (data / "queries.jsonl").write_text(query(id="q", kind="fact", case="jobs-2024:1"), encoding="utf-8")
    for name in ("qrels-cases", "topics", "similar"):
        (data / f"{name}.jsonl").write_text("", encoding="utf-8")
    return data


def test_a_set_over_another_book_needs_that_book(data: Path) -> None:
    judged = load_judged(other_book(data))
    assert (judged.book, judged.grades) == ("jobs-2024", {"q": {"jobs-2024:1": 3}})
    refuse_unknown_cases(judged, ["8-01", "jobs-2024:1"])
    with pytest.raises(EvalDataError) as caught:
        refuse_unknown_cases(judged, ["8-01", "jobs-2025:1"])
    assert "자료 jobs-2024의 것인데 색인에는 jobs-2023, jobs-2025만 있습니다" in str(caught.value)
    with pytest.raises(EvalDataError, match="q: 사례 jobs-2024:1이"):
        refuse_unknown_cases(judged, ["jobs-2024:2"])


def book_with(sha256: str | None) -> dict[str, Book]:
    """The default book of an index, with a file of this digest."""
    file = BookFile(name="a.pdf", format="pdf", sha256=sha256) if sha256 else None
    return {"jobs-2023": load_book().model_copy(update={"file": file})}


def test_a_set_whose_lines_count_in_another_file_is_refused(data: Path) -> None:
    (data / "set.json").write_text(json.dumps({"book": "jobs-2023", "sha256": "ab" * 32}), encoding="utf-8")
    judged = load_judged(data)
    assert judged.sha256 == "ab" * 32
    refuse_other_file(judged, book_with("ab" * 32))
    assert tell_unsure_file(judged, book_with("ab" * 32)) is None
    with pytest.raises(EvalDataError) as caught:
        refuse_other_file(judged, book_with("cd" * 32))
    assert "sha256 abababababab…, 색인의 자료 cdcdcdcdcdcd…" in str(caught.value)


def test_a_set_whose_file_cannot_be_compared_is_used_and_that_is_said(data: Path) -> None:
    unsaid = load_judged(data)
    refuse_other_file(unsaid, book_with("cd" * 32))
    assert (tell_unsure_file(unsaid, book_with("cd" * 32)) or "").startswith("set.json에 sha256이 없어")
    (data / "set.json").write_text(json.dumps({"book": "jobs-2023", "sha256": "ab" * 32}), encoding="utf-8")
    refuse_other_file(load_judged(data), book_with(None))
    assert (tell_unsure_file(load_judged(data), book_with(None)) or "").startswith("색인의 자료에 파일이 없어")


def test_a_query_from_a_case_of_another_book_is_told(data: Path) -> None:
    (other_book(data) / "set.json").unlink()
    with pytest.raises(EvalDataError) as caught:
        load_judged(data)
    assert str(caught.value).splitlines()[1:] == [
        "queries.jsonl: q: 사례 jobs-2024:1은 자료 jobs-2023의 것이 아닙니다. set.json의 book에 질의들의 자료를 적으십시오."
    ]


@pytest.mark.parametrize(
    ("about", "fault"),
    [
        ("{", "set.json: JSON 형식이 아닙니다"),
        ("[]", "set.json: 항목과 값의 짝으로 적어야 합니다"),
        ("{}", "set.json: book: 꼭 있어야 하는 항목이 없습니다"),
        ('{"book": "일자리"}', "set.json: book: 정해진 형식이 아닙니다"),
        ('{"book": "jobs-2024", "sha256": "ab"}', "set.json: sha256: 정해진 형식이 아닙니다"),
        ('{"book": "jobs-2024", "bok": 1}', "set.json: bok: "),
    ],
)
def test_what_is_wrong_with_a_sets_description_is_told_by_key(data: Path, about: str, fault: str) -> None:
    with pytest.raises(EvalDataError) as caught:
        load_judged(other_book(data, about))
    [line] = str(caught.value).splitlines()[1:]
    assert line.startswith(fault)


def test_judged_cases_may_bear_the_default_books_name(data: Path) -> None:
    bare = load_judged(data)
    for name in ("queries", "qrels-cases", "similar"):
        path = data / f"{name}.jsonl"
        path.write_text(re.sub(r'"(case": "|rel": \{")(?=\d-\d\d")', r'"\1jobs-2023:', path.read_text(encoding="utf-8")), encoding="utf-8")
    assert '"case": "jobs-2023:8-01"' in (data / "queries.jsonl").read_text(encoding="utf-8")
    assert load_judged(data) == bare
    with (data / "similar.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "jobs-2023:8-01", "rel": {"8-02": 1}}\n')
    with pytest.raises(EvalDataError, match="번호 8-01이 앞에도 있습니다"):
        load_judged(data)


def test_the_fingerprint_is_that_of_what_is_measured_and_of_nothing_else(data: Path) -> None:
    """The order of lines, and the questions without an answer, change no measure; a grade does."""
    before = fingerprint(load_judged(data))
    lines = (data / "qrels-cases.jsonl").read_text(encoding="utf-8").splitlines()
    (data / "qrels-cases.jsonl").write_text("\n".join(reversed(lines)), encoding="utf-8")
    (data / "unanswerable.jsonl").write_text("", encoding="utf-8")
    assert fingerprint(load_judged(data)) == before
    (data / "qrels-cases.jsonl").write_text("\n".join([lines[0].replace(": 3", ": 2", 1), *lines[1:]]), encoding="utf-8")
    assert fingerprint(load_judged(data)) != before
