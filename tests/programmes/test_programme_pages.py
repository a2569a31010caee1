"""The same programme in another year over HTTP and on the case's page; and unlinked there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus.book_folders import load_book
from corpus.cards import load_regions
from corpus.passages import all_card_passages
from corpus.vocabulary.facet_values import load_vocabulary
from indexer.generations.build import Corpus, build_index
from indexer.generations.generation_store import open_index
from service.app import create_service
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.made.two_years import EARLIER, LATER, made_years
from tests.support.models.analysers import analyser_of
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE

pytestmark = pytest.mark.flow
HTML = {"accept": "text/html"}
ONE, OTHER = "works-2021:0a0", "works-2022:0b0"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> CaseSearcher:
    cases, _ = made_years(5, towns=2)
    book = load_book()
    books = tuple(book.model_copy(update=ref.model_dump()) for ref in (EARLIER, LATER))
    corpus = Corpus(
        read_rows=lambda: iter(()),
        cases=cases,
        passages=all_card_passages(cases),
        coverage=None,
        thesaurus={},
        regions=load_regions(),
        facet_values=load_vocabulary(),
        books=books,
    )
    root = tmp_path_factory.mktemp("years")
    analyser = analyser_of(corpus.words)
    build_index(corpus, root, None, segment=analyser.tokens)
    return CaseSearcher(Ranker(open_index(root)[0], analyser, None))


@pytest.fixture
def client(searcher: CaseSearcher, tmp_path: Path) -> Iterator[TestClient]:
    runtime = HeldRuntime(searcher, data=tmp_path)
    with TestClient(create_service(runtime), base_url=HERE) as client:
        yield client


def test_the_other_year_is_told_with_the_figures_of_both(client: TestClient) -> None:
    told = client.get(f"/api/v1/cases/{ONE}/years").json()
    assert [same["case"]["id"] for same in told["same"]] == [OTHER]
    assert told["figures"]["years"] == [2021, 2022]
    (row,) = told["figures"]["measures"]
    assert [value["case_id"] for value in row["values"]] == [ONE, OTHER]
    page = client.get(f"/cases/{ONE}", headers=HTML).text
    assert '<section id="years"' in page
    assert f'href="/cases/{OTHER}#figures">「2022 모음」' in page
    assert "「2021 모음」 원문 2행" in page


def test_a_reviewer_unlinks_and_takes_it_back(client: TestClient) -> None:
    assert client.post(f"/api/v1/cases/{ONE}/unlink", json={"with": OTHER}).json()["same"] == []
    told = client.get(f"/api/v1/cases/{OTHER}/years").json()
    assert (told["same"], [gone["id"] for gone in told["unlinked"]], told["figures"]["measures"]) == ([], [ONE], [])
    again = client.post(f"/cases/{OTHER}/link", data={"other": ONE}, headers={**HTML, "origin": HERE}, follow_redirects=False)
    assert (again.status_code, again.headers["location"]) == (303, f"/cases/{OTHER.replace(':', '%3A')}#years")
    assert len(client.get(f"/api/v1/cases/{ONE}/years").json()["same"]) == 1


def test_a_form_from_elsewhere_and_a_case_that_is_none_are_refused(client: TestClient) -> None:
    sent = client.post(f"/cases/{ONE}/unlink", data={"other": OTHER}, headers={"origin": "http://elsewhere.example"})
    assert sent.status_code == 403
    assert client.post(f"/api/v1/cases/{ONE}/unlink", json={"with": "works-2022:none"}).status_code == 404
    assert len(client.get(f"/api/v1/cases/{ONE}/years").json()["same"]) == 1
