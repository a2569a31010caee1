"""The files of the trial, where they lie beside the project: facts that a reader took from them, cases, other forms."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared"))
INTAKE, CASEBOOK = SHARED / "intake", SHARED / "corpus" / "casebook.txt"
WITHIN = 25  # lines
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not INTAKE.is_dir(), reason="the files of the trial are not here")]
SAERYE = (sys.executable, "-m", "service.console.main")
FORMS = ("docx", "hwpx", "pdf", "html", "md", "cp949.txt")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "SAERYE_DATA": str(tmp_path / "data"), "SAERYE_DEFAULT_BOOK": "off"}


def add(path: Path, environment: dict[str, str], *options: str) -> dict[str, object]:
    """What `library add --json` tells of a file."""
    command = [*SAERYE, "library", "add", str(path), "--json", *options]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(run.stdout)
    return told


def test_every_fact_that_was_read_off_the_files_holds(environment: dict[str, str]) -> None:
    command = [sys.executable, str(INTAKE / "check_facts.py"), str(INTAKE / "facts.jsonl"), str(INTAKE), *SAERYE]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()
    assert json.loads(told[-1])["hold"] == 1.0, told


@pytest.mark.skipif(not CASEBOOK.is_file(), reason="the casebook's text is not here")
def test_the_casebook_is_cut_into_its_cases(environment: dict[str, str]) -> None:
    gold = [case["start"] for case in json.loads((SHARED / "corpus" / "case-index.json").read_text(encoding="utf-8"))]
    cases = add(CASEBOOK, environment)["cases"]
    assert isinstance(cases, list)
    found = [case["lines"][0] for case in cases]
    assert sum(any(abs(start - one) <= WITHIN for one in found) for start in gold) == len(gold) == 29
    assert sum(all(abs(start - one) > WITHIN for start in gold) for one in found) == 0


def test_a_collection_has_the_same_cases_and_is_the_same_text_in_every_form(environment: dict[str, str]) -> None:
    told = [add(INTAKE / f"collection-a.{form}", environment) for form in FORMS]
    regions = [[case["region"]["sigungu"] for case in one["cases"]] for one in told]  # type: ignore[attr-defined]
    assert regions == [["음성군", "부여군", "동작구", "거제시", "서천군"]] * len(FORMS)
    assert [one.get("same_text", {}).get("book") for one in told] == [None, *["collection-a"] * 5]  # type: ignore[attr-defined]


def test_a_plan_is_cited_by_the_pages_of_its_print(environment: dict[str, str]) -> None:
    plan = add(INTAKE / "nikl_plan_2022.hwp", environment)
    printed = add(INTAKE / "nikl_plan_2022.pdf", environment)
    assert printed["same_text"]["book"] == plan["book"]  # type: ignore[index]
    assert printed["same_text"]["share"] >= 0.95  # type: ignore[index]
    again = add(INTAKE / "nikl_plan_2022.pdf", environment, "--rendition-of", str(plan["book"]))
    assert again["book"] == plan["book"]
    show = [*SAERYE, "library", "show", str(plan["book"]), "--json"]
    record = json.loads(subprocess.run(show, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout)
    assert (record["rendition"]["file"]["format"], record["pages"]) == ("pdf", 35)
