"""Questions of why, how and what on disk, and as their replies are judged."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.errors import EvalDataError
from eval.sets.reason_questions import ReasonQuestion, load_reasons
from eval.sets.stranger_questions import CaseReason

WHY = {"id": "ra-1", "writer": "ra", "case": "8-01", "question": "왜 떠났나", "kind": "reason", "lines": [3]}
NONE = {"id": "ra-2", "writer": "ra", "case": "8-01", "question": "왜 돌아왔나", "kind": "none_near", "lines": [3], "pair": "ra-1"}
HOW = {"id": "re-1", "writer": "re", "text": "health-1", "question": "어떻게 알렸나", "kind": "manner", "proof": ["방송으로 알렸다"]}


def write(path: Path, *rows: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_sound_file_is_read_whole(tmp_path: Path) -> None:
    why, none, how = load_reasons(write(tmp_path / "reasons.jsonl", WHY, NONE, HOW))
    assert [(one.about, one.answered) for one in (why, none, how)] == [("8-01", True), ("8-01", False), ("health-1", True)]
    assert (why.lines, how.proof, none.pair) == ((3,), ("방송으로 알렸다",), "ra-1")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (WHY | {"text": "health-1"}, "ra-1: case와 text"),
        (WHY | {"lines": []}, "ra-1: 답이 있는 곳"),
        (NONE | {"pair": "ra-9"}, "ra-2: pair"),
        (WHY | {"kind": "value"}, "kind"),
    ],
)
def test_every_fault_is_named(tmp_path: Path, row: dict[str, object], fault: str) -> None:
    with pytest.raises(EvalDataError, match=fault):
        load_reasons(write(tmp_path / "reasons.jsonl", row))


def test_an_answer_must_cite_what_proves_it_and_a_trap_wants_a_no() -> None:
    why, none = (CaseReason.of(ReasonQuestion.model_validate(row)) for row in (WHY, NONE))
    assert (why.group, why.kind, why.case, why.want.cites_lines) == ("ra", "reason", "8-01", (3,))
    assert (none.kind, none.want.wants_no) == ("none_near", True)
