"""From the cards to an answer over HTTP, with the real analyser and the real model, and the quality the project stands by."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sklearn.manifold import trustworthiness

from answers.results import Citation
from corpus.model.nouns import Passage
from corpus.outline.text_cutting import read_casebook
from corpus.passages import SUBJECT_KINDS
from eval.commands.evaluate_answers import about_answers, ground_of, matcher_of
from eval.experiments.breakdown import calibrate
from eval.metrics.quotes import find_printed, in_passage
from eval.runs.answer_runs import ask_all, load_questions
from eval.runs.robustness import bind_search, load_robustness, measure_robustness
from eval.runs.search_runs import list_asked_queries, measure_runs, run_searcher
from eval.sets.judged import load_judged
from eval.speed.bench import service
from indexer.derived.meaning_layout import centroids, lay_out
from indexer.generations.build import build_index, make_draft, read_corpus
from service.app import create_service
from service.asking.asker import Asker
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from service.search.contract.request import Mode, SearchRequest
from tests.conftest import ROOT
from tests.support.served.judging import HERE

pytestmark = pytest.mark.flow
CASEBOOK = Path(os.environ.get("SAERYE_CASEBOOK", ROOT.parent / "shared" / "corpus" / "casebook.txt"))


@pytest.fixture(scope="module")
def runtime(project: Runtime) -> Runtime:
    """The service over the project's own cards."""
    return project


@pytest.fixture(scope="module")
def client(runtime: Runtime) -> Iterator[TestClient]:
    with TestClient(create_service(runtime), base_url=HERE) as client:
        yield client


def test_a_need_in_other_words_finds_the_case_and_its_evidence(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "배 만드는 하청업체 신입이 금방 그만둔다", "limit": 3}).json()
    assert (body["degraded"], body["total"]) == (False, 29)
    first = body["hits"][0]
    assert first["case"]["id"] == "2-05"
    assert 9000 < first["passages"][0]["source"]["lines"][0] < 9400


@pytest.mark.parametrize("query", ["구로구", "구로", "구로구 청년"])
def test_both_cases_of_a_district_come_first(client: TestClient, query: str) -> None:
    body = client.get("/api/v1/search", params={"q": query, "limit": 2}).json()
    assert {hit["case"]["id"] for hit in body["hits"]} == {"1-12", "2-11"}
    assert body["interpreted"]["regions"] == ["구로구"]


@pytest.mark.slow
def test_every_highlight_of_the_development_queries_is_a_word_of_the_text(runtime: Runtime) -> None:
    searcher = runtime.served.searcher
    for query in load_judged().queries[::7]:
        for hit in searcher.search(SearchRequest(query.query)).hits:
            for passage in hit.passages:
                ends = [0]
                for start, end in passage.highlights:
                    assert ends[-1] <= start < end <= len(passage.text)
                    assert passage.text[start:end].strip() == passage.text[start:end]
                    ends.append(end)


def test_neighbours_by_meaning_are_neighbours_on_the_map(runtime: Runtime) -> None:
    """Trustworthiness (Venna & Kaski 2001) of the five nearest on the drawing as it is on a desk, and on a telephone."""
    index = runtime.served.searcher.ranker.index
    meaning = runtime.served.meaning
    assert index.dense is not None
    assert meaning is not None
    at = {mark.case.id: mark.at for group in meaning.neighbourhoods for mark in group.marks}
    known = index.catalogue.passages()
    rows = [
        np.array([row for row, passage in enumerate(known) if passage.case_id == case.id and passage.kind in SUBJECT_KINDS])
        for case in index.cases
    ]
    meant, places = centroids(index.dense.vectors(), rows), np.array([at[case.id] for case in index.cases])
    assert trustworthiness(meant, places * (12.0, 5.4), n_neighbors=5) > 0.9
    assert trustworthiness(meant, places * (3.08, 4.4), n_neighbors=5) > 0.84  # kept and fresh vectors differ a little: int8
    assert [mark for group in meaning.neighbourhoods for mark in group.marks if mark.beside is None] == []
    again = lay_out([case.id for case in index.cases], index.catalogue.passages(), index.dense.vectors())
    assert again == index.layout


@pytest.fixture(scope="module")
def measures(runtime: Runtime) -> dict[Mode, dict[str, float]]:
    """The development measures of each mode."""
    judged, searcher = load_judged(), runtime.served.searcher
    modes: tuple[Mode, ...] = ("hybrid", "lexical", "dense")
    return {mode: {found.name: found.mean for found in measure_runs(run_searcher(searcher, judged, mode), judged)} for mode in modes}


def test_the_development_set_reaches_what_the_project_stands_by(measures: dict[Mode, dict[str, float]]) -> None:
    floors = {"MRR": 0.95, "nDCG@10": 0.935, "topics nDCG@10": 0.88, "evidence hit@1": 0.77, "evidence hit@5": 0.94, "similar nDCG@5": 0.80}
    assert {name: value for name, floor in floors.items() if (value := measures["hybrid"][name]) < floor} == {}


@pytest.mark.parametrize("name", ["MRR", "nDCG@10", "topics nDCG@10", "evidence hit@5"])
def test_the_fusion_is_not_below_its_better_arm(measures: dict[Mode, dict[str, float]], name: str) -> None:
    assert measures["hybrid"][name] >= max(measures["lexical"][name], measures["dense"][name]) - 0.005


@pytest.fixture(scope="module")
def answers(runtime: Runtime) -> dict[str, float]:
    """The measures of the answers over the cards."""
    searcher, questions = runtime.served.searcher, load_questions()
    ground = ground_of(searcher, runtime.settings, matcher_of(searcher))
    about = {"name": "flow", "set": "development", "mode": "hybrid", "commit": "flow"}
    found = ask_all(Asker(searcher), questions.all, ground, about_answers(searcher, questions, about))
    return {name: measured.mean for name, measured in found.measures.items()}


def test_answers_reach_what_the_project_stands_by(answers: dict[str, float]) -> None:
    floors = {
        "fact contained": 0.65, "fact citation precision (answered)": 0.95, "computed right": 0.95, "why evidence any": 0.90,
        "unanswerable abstained": 0.85, "trap abstained": 0.75, "quotes in their passage": 1.0,
    }  # fmt: skip
    assert {name: value for name, floor in floors.items() if (value := answers[name]) < floor} == {}
    assert answers["fact wrong"] <= 0.06
    assert round(answers["fact abstained"], 2) <= 0.31


@pytest.mark.slow
def test_every_phenomenon_of_typing_badly_keeps_what_it_must(runtime: Runtime) -> None:
    found = measure_robustness(load_robustness(), bind_search(runtime.served.searcher, "hybrid"))
    assert {phenomenon: each.kept for phenomenon, each in found.items() if not each.enough} == {}


def test_the_reasons_of_right_first_hits_are_more_than_those_of_wrong_ones(runtime: Runtime) -> None:
    judged, searcher = load_judged(), runtime.served.searcher
    found = calibrate(list_asked_queries(judged, run_searcher(searcher, judged)))
    assert found.by_count is not None and found.by_coverage is not None
    assert (found.by_count.low > 0.5, found.by_coverage.low > 0.65) == (True, True)


def test_the_served_process_answers_and_stops(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAERYE_DATA", str(runtime.settings.data))
    with service() as (port, process, _), closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", f"/api/v1/search?q={quote('거제시 조선업')}")
        response = connection.getresponse()
        assert (response.status, b"2-05" in response.read()) == (200, True)
        connection.request("GET", "/api/v1/search?q=" + quote("가" * 10_000))
        refused = connection.getresponse()
        assert (refused.status, b"query_too_long" in refused.read()) == (422, True)
    assert process.returncode is not None


def test_topics_run_across_cases_and_stay_the_same(client: TestClient, runtime: Runtime) -> None:
    body = client.get("/api/v1/topics").json()
    first = body["combinations"][0]
    assert first["count"] >= len(first["cases"]) > 1
    assert len(body["themes"]) > 15
    assert all(len(theme["cases"]) > 1 and theme["label"] for theme in body["themes"])
    assert all(len(theme["cases"]) == min(theme["count"], 10) for theme in body["themes"])


def test_another_build_of_the_same_texts_derives_the_same(runtime: Runtime) -> None:
    index, encoder = runtime.served.searcher.ranker.index, runtime.served.searcher.ranker.encoder
    draft = make_draft(read_corpus(), runtime.settings.index, encoder)
    assert (draft.themes, draft.layout) == (index.themes, index.layout)
    assert {case.id: index.catalogue.similar(case.id) for case in index.cases} == draft.similar


def test_a_missing_model_degrades_openly(runtime: Runtime, tmp_path: Path) -> None:
    (tmp_path / "index").symlink_to(runtime.settings.index)
    bare = Runtime(Settings(data=tmp_path, reload_seconds=3600))
    bare.load()
    with TestClient(create_service(bare), base_url=HERE) as client:
        assert client.get("/readyz").json()["degraded"] is True
        body = client.get("/api/v1/search", params={"q": "거제시 조선업"}).json()
        assert (body["degraded"], body["hits"][0]["case"]["id"]) == (True, "2-05")
        assert "낱말로만" in client.get("/").text


def test_the_console_searches(runtime: Runtime) -> None:
    environment = {**os.environ, "SAERYE_DATA": str(runtime.settings.data)}
    command = [sys.executable, "-m", "service.console.main", "search", "보호종료아동 자립"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("1. [2-10] 제주특별자치도")


@pytest.fixture(scope="module")
def with_casebook(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A service over cards and casebook, by words alone: embedding the casebook takes minutes."""
    if not CASEBOOK.is_file():
        pytest.skip("the casebook's full text is not here; set SAERYE_CASEBOOK to its path")
    corpus = read_corpus(casebook=CASEBOOK)
    assert corpus.coverage is not None
    assert (corpus.coverage["unaccounted"], corpus.coverage["doubled"]) == (0, 0)
    settings = Settings(data=tmp_path_factory.mktemp("casebook"))
    build_index(corpus, settings.index, None)
    runtime = Runtime(settings)
    runtime.load()
    return runtime


def test_the_casebook_is_a_second_layer_of_evidence(with_casebook: Runtime) -> None:
    lines = read_casebook(CASEBOOK)
    [hit] = with_casebook.served.searcher.search(SearchRequest("거제시 내일채움공제 만기공제금", "lexical", limit=1)).hits
    original = next(passage for passage in hit.passages if passage.kind == "casebook")
    assert original.source.lines is not None
    first, last = original.source.lines
    assert "만기공제금" in " ".join(lines[first - 1 : last])


def citations(runtime: Runtime) -> list[tuple[str, Citation]]:
    """Every citation of every answer of the evaluation, with its question's id."""
    asker = Asker(runtime.served.searcher)
    return [(question.id, citation) for question in load_questions().all for citation in asker.ask(question.query).citations]


def passages(runtime: Runtime) -> Mapping[str, Passage]:
    return runtime.served.searcher.ranker.index.catalogue


def test_every_quote_of_the_evaluation_stands_letter_by_letter_in_its_passage(runtime: Runtime) -> None:
    shown, found = passages(runtime), citations(runtime)
    assert len(found) > 500
    assert [(question, citation.quote) for question, citation in found if not in_passage(citation, shown[citation.passage_id])] == []


def test_every_quote_of_the_casebook_is_printed_at_its_lines(with_casebook: Runtime) -> None:
    """Or is a table's caption, repeated with a later piece of the table: it is printed above."""
    shown, found, book = passages(with_casebook), citations(with_casebook), read_casebook(CASEBOOK)
    assert [(question, citation.quote) for question, citation in found if not in_passage(citation, shown[citation.passage_id])] == []
    ours = [citation for _, citation in found if shown[citation.passage_id].kind == "casebook"]
    places = Counter(find_printed(citation.quote, citation.lines, book) for citation in ours if citation.lines)
    assert len(ours) == places.total() > 500
    assert places["nowhere"] == 0
    assert places["above"] <= places.total() / 100
