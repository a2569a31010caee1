"""Five cases of the book as files of six formats, where they lie beside the project: queries find the same town first in each."""

import os
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

INTAKE = Path(os.environ.get("SAERYE_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "intake"
pytestmark = [pytest.mark.flow, pytest.mark.slow, pytest.mark.skipif(not INTAKE.is_dir(), reason="the files of the trial are not here")]
FORMS = ("docx", "hwpx", "pdf", "html", "md", "cp949.txt")
COLLECTED = {"1-03": "음성군", "1-10": "부여군", "2-04": "동작구", "2-05": "거제시", "2-13": "서천군"}
"""The cases that the collection holds, by their towns."""


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
