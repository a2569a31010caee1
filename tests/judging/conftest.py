"""Fixtures of the judging tests: a search over the three cards, and somebody at the workbench over it."""

from pathlib import Path

import pytest

from indexer.generations.generation_store import open_index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder
from tests.support.served.judging import Person, service_at


@pytest.fixture(scope="module")
def searcher(three_built: Path, analyser: Analyser) -> CaseSearcher:
    """A search over the three cards."""
    return CaseSearcher(Ranker(open_index(three_built)[0], analyser, CountEncoder()))


@pytest.fixture
def person(tmp_path: Path, searcher: CaseSearcher) -> Person:
    """Somebody at a workbench of the test's own."""
    return Person(service_at(tmp_path, searcher))
