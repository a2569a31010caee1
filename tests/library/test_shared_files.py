"""The files of the trial, where they lie beside the project: facts that a reader took from them, cases, other forms."""

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from corpus.library.adding import Adding
from corpus.library.record_fields import set_status
from eval.sets.judged import load_judged
from indexer.generations.build import build_index, read_corpus
from indexer.model.encoder import SentenceEncoder
from service.library.intake import shelf_of, take_in
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.search.contract.request import SearchRequest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared"))
INTAKE, CASEBOOK = SHARED / "intake", SHARED / "corpus" / "casebook.txt"
WITHIN = 25  # lines
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not INTAKE.is_dir(), reason="the files of the trial are not here")]
SAERYE = (sys.executable, "-m", "service.console.main")
FORMS = ("docx", "hwpx", "pdf", "html", "md", "cp949.txt")
COLLECTED = {"1-03": "음성군", "1-10": "부여군", "2-04": "동작구", "2-05": "거제시", "2-13": "서천군"}
"""The cases of the embedded book that the collection holds, in its order, by their towns."""


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
    assert regions == [[*COLLECTED.values()]] * len(FORMS)
    assert [one.get("same_text", {}).get("book") for one in told] == [None, *["collection-a"] * 5]  # type: ignore[attr-defined]


def first_towns(form: str, data: Path, models: Path, encoder: SentenceEncoder, queries: list[str]) -> list[str | None]:
    """The town of the first case of each query, where the collection in one form is all there is."""
    data.mkdir()
    (data / "models").symlink_to(models.resolve())
    settings = Settings(data=data, default_book="off", reload_seconds=3600)
    file = INTAKE / f"collection-a.{form}"
    added = take_in(settings, Adding(path=file, name=file.name), lambda *_: None)
    set_status(shelf_of(settings), added.record.id, published=True)
    settings.index.mkdir()
    build_index(read_corpus(None, library=settings.library), settings.index, encoder)
    runtime = Runtime(settings)
    runtime.load()
    found = [runtime.served.searcher.search(SearchRequest(query, limit=1)).hits for query in queries]
    return [hits[0].case.region.sigungu if hits and hits[0].case.region else None for hits in found]


@pytest.mark.flow
def test_a_collection_is_found_alike_in_every_form(tmp_path: Path, models: Path, real_encoder: SentenceEncoder) -> None:
    asked = [query for query in load_judged().queries if query.case in COLLECTED]
    towns = {form: first_towns(form, tmp_path / form, models, real_encoder, [query.query for query in asked]) for form in FORMS}
    alike = {pair: sum(map(str.__eq__, *(map(str, towns[form]) for form in pair))) / len(asked) for pair in combinations(FORMS, 2)}
    right = {
        form: sum(found == COLLECTED[query.case] for query, found in zip(asked, towns[form], strict=True)) / len(asked) for form in FORMS
    }
    assert len(asked) >= 70
    assert min(alike.values()) >= 0.95, alike
    assert min(right.values()) >= 0.85, right


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
