"""Questions by others on disk: every fault of a spoilt file is told with its place."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.errors import EvalDataError
from eval.sets.ground_texts import load_ground
from eval.sets.judged import read_lines
from eval.sets.stranger_questions import StrangerQuestion, load_hunted, load_talk, load_writers, refuse_absent_cases

ASKED = {"id": "a-8-01-1", "case": "8-01", "writer": "a", "question": "몇 명인가", "kind": "value", "want": {"any": ["4명"]}, "pair": None}
NONE = ASKED | {
    "id": "a-8-01-2",
    "question": "작년에는 몇 명인가",
    "kind": "none_near",
    "want": {"no": True, "near": ["4명"]},
    "pair": "a-8-01-1",
}


def write(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def told(folder: Path, *rows: Mapping[str, object]) -> str:
    write(folder / "writer-a.jsonl", *rows)
    with pytest.raises(EvalDataError) as caught:
        load_writers(folder)
    return str(caught.value)


def test_a_sound_file_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path / "writer-a.jsonl", ASKED, NONE)
    asked, none = load_writers(tmp_path)["a"]
    assert (asked.group, asked.want.any_of, asked.want.wants_no, asked.lines) == ("a", ("4명",), False, ())
    assert (none.pair, none.want.near, none.want.wants_no, none.want.spellings) == (asked.id, ("4명",), True, ())


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"want": {}}, "want: 무엇이 답에 있어야 하는지 없습니다"),
        ({"want": {"any": []}}, "want.any: 1개 이상 있어야 합니다"),
        ({"want": {"any": [""]}}, "want.any[1]: 비어 있습니다"),
        ({"want": {"any": [4]}}, "want.any[1]: 글자로 적어야 합니다"),
        ({"want": {"some": ["4명"]}}, "want.some: 정해지지 않은 항목입니다"),
        ({"want": {"any": ["4명"], "no": True}}, "want: no와 답에 있어야 할 것을 함께 적을 수 없습니다"),
        ({"want": {"no": True}}, "kind가 value이면 want는 답에 있을 것이어야 합니다"),
        ({"kind": "none_trap"}, "kind가 none_trap이면 want는 no: true여야 합니다"),
        ({"kind": "fact"}, "kind: 정해진 값이 아닙니다"),
        ({"question": "..."}, "question: "),
        ({"case": "8 01"}, "case: 정해진 형식이 아닙니다"),
        ({"writer": "b"}, "a-8-01-1: 번호와 파일 이름이 글쓴이 b, 사례 8-01과 맞지 않습니다"),
        ({"case": "8-02"}, "a-8-01-1: 번호와 파일 이름이 글쓴이 a, 사례 8-02와 맞지 않습니다"),
        ({"pair": "a-8-01-9"}, "a-8-01-1: pair: 질문 a-8-01-9가 없습니다"),
        ({"pair": "a-8-01-2"}, "a-8-01-1: pair: 질문 a-8-01-2에도 답이 없습니다"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, changed: dict[str, object], fault: str) -> None:
    assert fault in told(tmp_path, ASKED | changed, NONE)


def test_a_pair_has_to_ask_something_else(tmp_path: Path) -> None:
    assert "a-8-01-2: pair: 질문 a-8-01-1과 같은 물음입니다" in told(tmp_path, ASKED, NONE | {"question": ASKED["question"]})


def test_no_writer_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalDataError, match=r"writer-\*\.jsonl이 없습니다"):
        load_writers(tmp_path)


def test_an_unknown_case_is_told(tmp_path: Path) -> None:
    questions = read_lines(write(tmp_path / "writer-a.jsonl", ASKED), StrangerQuestion)
    refuse_absent_cases(questions, {"8-01"})
    with pytest.raises(EvalDataError, match=r"a-8-01-1: 사례 8-01이 색인에 없습니다"):
        refuse_absent_cases(questions, {"8-02"})


def test_of_what_failed_once_the_questions_are_read(tmp_path: Path) -> None:
    ask: dict[str, object] = {"id": "h-1", "via": "ask", "input": "몇 명인가", "expect": {"no_or": []}, "kind": "rate", "why": "까닭"}
    search = ask | {"id": "h-2", "via": "search", "expect": {"first": ["8-01"]}}
    (found,) = load_hunted(write(tmp_path / "hunted.jsonl", ask, search))
    assert (found.id, found.group, found.want.wants_no) == ("h-1", "rate", True)
    with pytest.raises(EvalDataError, match=r"hunted\.jsonl: h-1: want\.first: 정해지지 않은 항목입니다"):
        load_hunted(write(tmp_path / "hunted.jsonl", ask | {"expect": {"first": ["8-01"]}}, search))


def test_talk_is_one_group(tmp_path: Path) -> None:
    (found,) = load_talk(write(tmp_path / "talk.jsonl", {"id": "t1", "q": "몇 명", "want": {"any": ["4"]}}))
    assert (found.question, found.group, found.case) == ("몇 명", "talk", None)


GROUND = {
    "id": "sea-1-1",
    "text": "sea-1",
    "question": "몇 척인가",
    "kind": "value",
    "want": {"any": ["4척"]},
    "proof": ["배 4척"],
    "pair": None,
}


def test_a_question_stands_with_its_text(tmp_path: Path) -> None:
    write(tmp_path / "sea.jsonl", GROUND)
    (tmp_path / "sea.md").write_text("<!-- text sea-1 -->\n배 4척을 샀다.\n\n<!-- text sea-2 -->\n글\n", encoding="utf-8")
    (field,) = load_ground(tmp_path)
    assert (field.name, field.texts, field.questions[0].proof) == ("sea", {"sea-1": "배 4척을 샀다.", "sea-2": "글"}, ("배 4척",))
    write(tmp_path / "sea.jsonl", GROUND | {"text": "sea-3"})
    with pytest.raises(EvalDataError, match=r"sea\.jsonl: sea-1-1: text: 글 sea-3이 sea\.md에 없습니다"):
        load_ground(tmp_path)


def test_a_number_of_two_fields_and_a_text_twice_are_told(tmp_path: Path) -> None:
    for name in ("sea", "air"):
        write(tmp_path / f"{name}.jsonl", GROUND)
        (tmp_path / f"{name}.md").write_text("<!-- text sea-1 -->\n배 4척\n", encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"번호 sea-1-1을 질문 여럿이 씁니다"):
        load_ground(tmp_path)
    (tmp_path / "air.md").write_text("<!-- text sea-1 -->\n배 4척\n<!-- text sea-1 -->\n배\n", encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"air\.md: 글 sea-1이 두 번 있습니다"):
        load_ground(tmp_path)
