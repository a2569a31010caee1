"""The ablation's table: its cells, its place in a document, and its file."""

import json
from pathlib import Path

import pytest

from corpus.errors import EvalDataError
from eval.experiments.ablation import Ablation, AblationCell
from eval.metrics.ranking_metrics import Measured
from eval.reports.ablation_table import END, START, markdown, refuse_unmarked, rewrite, save
from eval.reports.result_rows import ablation_rows

VALUE, DIFFERENCE = Measured("MRR", {}, 0.9234, 0.9, 1.0), Measured("MRR", {}, -0.0116, -0.0204, 0.0002)
ABLATION = Ablation(
    {"MRR": Measured("MRR", {}, 0.935, 0.92, 0.9504)},
    {
        "alone": {"words": {"MRR": AblationCell(VALUE, DIFFERENCE, 0.0002, 0.0266)}},
        "left out": {"a|b": {"MRR": AblationCell(VALUE, DIFFERENCE, 0.25, 1.0)}},
    },
)
ABOUT = {"queries": "406", "model": "counts@1"}


def test_a_cell_is_its_mean_its_difference_and_its_p() -> None:
    lines = markdown(ABLATION, ABOUT).splitlines()
    assert lines[0] == "Measured on: queries 406; model counts@1."
    assert "Holm over the table's 2 differences" in " ".join(lines)
    assert lines[-7:] == [
        "| lever | MRR |",
        "| --- | --- |",
        "| **the whole system** | .935 [.920, .950] |",
        "| *alone* |  |",
        "| words | .923 [.900, 1]<br>**−.012 [−.020, .000] p .027** |",
        "| *left out* |  |",
        "| a\\|b | .923 [.900, 1]<br>−.012 [−.020, .000] p 1 |",
    ]


def test_the_table_takes_its_place_and_all_around_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"# Before\n\n{START}\nold\n{END}\n\nafter\n", encoding="utf-8")
    for _ in range(2):
        refuse_unmarked(path)
        rewrite(path, "new")
        assert path.read_text(encoding="utf-8") == f"# Before\n\n{START}\nnew\n{END}\n\nafter\n"


@pytest.mark.parametrize("text", ["", "no marks", START, f"{END}\n{START}"])
def test_a_document_without_a_place_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvalDataError, match=r"문서 notes\.md에 표를 적을 자리가 없습니다\. <!-- ablation -->"):
        refuse_unmarked(path)
    with pytest.raises(EvalDataError):
        rewrite(path, "new")
    assert path.read_text(encoding="utf-8") == text


def test_a_document_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalDataError, match=r"none\.md.*--out"):
        refuse_unmarked(tmp_path / "none.md")


def test_the_file_holds_every_figure(tmp_path: Path) -> None:
    save(tmp_path / "ablation" / "abc.json", ABLATION, ABOUT)
    saved = json.loads((tmp_path / "ablation" / "abc.json").read_text(encoding="utf-8"))
    assert saved["about"] == ABOUT
    assert saved["whole"] == {"MRR": {"mean": 0.935, "low": 0.92, "high": 0.9504}}
    assert saved["groups"]["alone"]["words"]["MRR"] == {
        "value": {"mean": 0.9234, "low": 0.9, "high": 1.0},
        "difference": {"mean": -0.0116, "low": -0.0204, "high": 0.0002},
        "p": 0.0002,
        "p_holm": 0.0266,
    }


def test_rows_are_the_whole_system_and_a_difference_each() -> None:
    heads, whole, words, _ = ablation_rows(ABLATION)
    assert heads == ["group", "lever", "measure", "value", "low", "high", "difference", "low", "high", "p", "p_holm"]
    assert whole == ["", "the whole system", "MRR", "0.935", "0.920", "0.950", "-", "-", "-", "-", "-"]
    assert words == ["alone", "words", "MRR", "0.923", "0.900", "1.000", "-0.012", "-0.020", "+0.000", "0.0002", "0.0266"]
