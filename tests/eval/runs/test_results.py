"""Results on disk: written, read back, found by name, and refused when they are none."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import EvalDataError, SettingsError
from eval.runs.reason_metrics import Why
from eval.runs.robustness import Variant, measure_robustness
from eval.runs.saved_results import QueryRecord, checked_name, find_result, load_result, save_result, units
from tests.support.answering.judgments import made_up

QUERIES = {
    "q1": QueryRecord("need", "청년\u2028창업", "8-01", [(1, 2)], ["8-01/s01"], ["8-02"], ["8-02/s01"], Why(3, 0.5)),
    "t1": QueryRecord("topics", "관광"),
}
RESULT = made_up({"MRR": {"q1": 0.5}, "need MRR": {"q1": 0.5}, "topics nDCG@10": {"t1": 1.0}}, QUERIES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three results; the second is the newest."""
    folder = tmp_path / "results"
    for age, name in ((1, "abc-base"), (3, "abc-words"), (2, "abd-base")):
        path = save_result(folder, name, RESULT)
        os.utime(path, (age, age))
    return folder


def test_a_result_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = save_result(tmp_path / "new", "abc", RESULT, {"why": {"right": 1}})
    assert path == tmp_path / "new" / "abc.json"
    assert load_result(path) == RESULT
    written = json.loads(path.read_text(encoding="utf-8"))
    assert list(written) == ["about", "measures", "queries", "robustness", "why"]
    assert written["measures"]["MRR"] == {"name": "MRR", "values": {"q1": 0.5}, "mean": 0.5, "low": 0.5, "high": 0.5}


def test_what_mistyped_queries_keep_is_read_back_too(tmp_path: Path) -> None:
    sets = {"typo": [Variant(id="typo-1", clean="청년", query="청녕", case="8-01")]}
    result = replace(RESULT, robustness=measure_robustness(sets, lambda query, _: ["8-01"] if query == "청년" else []))
    assert load_result(save_result(tmp_path, "abc", result)) == result
    assert result.robustness["typo"].kept.value == 0


def test_each_query_is_a_line_of_the_file(tmp_path: Path) -> None:
    lines = save_result(tmp_path, "abc", RESULT).read_text(encoding="utf-8").split("\n")
    assert [line.split(":")[0].strip() for line in lines if '"kind"' in line] == ['"q1"', '"t1"']


def test_overall_measures_are_those_of_no_single_kind() -> None:
    assert RESULT.kinds == ["need"]
    assert list(RESULT.overall()) == ["MRR", "topics nDCG@10"]


def test_a_fold_keeps_a_case_together_and_a_topic_stands_alone() -> None:
    assert units(QUERIES | {"p1": QueryRecord("public", "돌봄")}) == {"q1": "8-01", "t1": "t1"}


@pytest.mark.parametrize(
    ("name", "found"), [("abc-base", "abc-base"), ("words", "abc-words"), ("abd", "abd-base"), (None, "abc-words")], ids=str
)
def test_a_result_is_found_by_its_name_its_ends_or_as_the_newest(folder: Path, name: str | None, found: str) -> None:
    assert find_result(name, folder).stem == found


def test_a_path_is_a_path(folder: Path) -> None:
    assert find_result(str(folder / "abd-base.json"), folder / "nowhere") == folder / "abd-base.json"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("base", "'base': 여러 결과에 맞습니다. 결과 폴더 results에 있는 것: abc-base, abd-base"),
        ("zzz", "'zzz': 결과에 없습니다. 결과 폴더 results에 있는 것: abc-base, abd-base, abc-words"),
    ],
)
def test_a_name_that_is_not_clear_is_told_with_the_choice(folder: Path, name: str, sentence: str) -> None:
    with pytest.raises(EvalDataError) as caught:
        find_result(name, folder)
    assert str(caught.value) == sentence


def test_without_any_result_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalDataError, match="먼저 'saerye eval'로 재십시오"):
        find_result(None, tmp_path / "results")


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"about": {}, "measures": {}, "queries": {}}', '{"about": 1, "measures": {"MRR": {"mean": "x"}}}']
)
def test_what_is_no_result_of_this_version_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"old\.json은\(는\) 이 판의 결과가 아닙니다\(.+\)\. 'saerye eval'로 다시 재십시오"):
        load_result(path)


@pytest.mark.parametrize("name", ["base", "낱말-0.5", "k1_1.2"])
def test_a_label_may_be_part_of_a_file_name(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a b", "x" * 61])
def test_what_may_not_be_part_of_a_file_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="쓸 수 없습니다"):
        checked_name(name)
