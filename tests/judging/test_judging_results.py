"""Configurations measured over what people judged: values by hand, the measures of `saerye eval`, and the page of results."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from bs4 import BeautifulSoup

from corpus.errors import RequestError
from eval.metrics.ranking_metrics import POOLED, measure
from eval.runs.saved_results import save_result
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from judging.configurations import CONFIGURATIONS, Rankings, choose_configurations
from judging.evaluating import Evaluated, Evaluations, JudgedHit, Progress, evaluate, part_measurable
from judging.records import Graded, PooledQuery
from service.search.case_searcher import CaseSearcher
from service.search.contract.request import SearchRequest
from service.search.ranking.ranker import Ranker
from tests.support.answering.judgments import made_up
from tests.support.models.doubles import CountEncoder
from tests.support.served.judging import Person, asked, open_store, service_at

TEXTS = ((1, "어르신 관광"), (2, "반도체 창업"), (3, "버스"))
ELDERLY, CHIPS, EMPTY = (PooledQuery(number, text, None, "own", None) for number, text in TEXTS)
QRELS = {"q1": {"8-02": 3, "8-01": 0}, "q2": {"9-01": 2, "8-01": 3}, "q3": {"8-01": 0}}


@pytest.fixture
def searcher(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, encoder))


def test_a_configuration_ranks_as_the_searcher_asked_its_way(searcher: CaseSearcher) -> None:
    rankings = Rankings()
    for name in ("hybrid", "lexical", "dense"):
        found = searcher.search(SearchRequest("어르신 관광", name))
        assert rankings.cases(searcher, CONFIGURATIONS[name], "어르신 관광") == tuple(hit.case.id for hit in found.hits)
    assert rankings.cases(searcher, CONFIGURATIONS["hybrid"], "어르신 관광")[0] == "8-02"


def test_the_results_users_searched_for_stay_remembered(searcher: CaseSearcher) -> None:
    request = SearchRequest("관광")
    searcher.search(request)
    for configuration in CONFIGURATIONS.values():
        Rankings().cases(searcher, configuration, "청년 창업")
    assert searcher.recall(request) is not None
    assert searcher.recall(SearchRequest("청년 창업", limit=100)) is None


def test_without_a_model_only_words_can_be_compared(index: Index, analyser: Analyser) -> None:
    degraded = CaseSearcher(Ranker(index, analyser, None))
    with pytest.raises(RequestError, match="임베딩 모델이 없어"):
        Rankings().cases(degraded, CONFIGURATIONS["dense"], "청년")
    assert Rankings().cases(degraded, CONFIGURATIONS["alone-words"], "관광")[0] == "8-02"


def test_measures_over_a_pool_by_hand() -> None:
    # Unjudged first, then 3 at the second place: nDCG@10 is 1/log2(3); without the unjudged one it is first.
    values = measure(POOLED, {"q1": {"a": 3, "b": 0}}, {"q1": ["x", "a", "b"]})
    told = {name: round(by_query["q1"], 3) for name, by_query in values.items()}
    assert told == {"nDCG@10": 0.631, "nDCG@10 judged": 1.0, "MRR": 0.5, "success@1": 0.0, "recall@10": 1.0, "bpref": 1.0}


def test_what_nobody_judged_and_what_has_nothing_relevant_is_told_apart() -> None:
    assert part_measurable([ELDERLY, CHIPS, EMPTY, PooledQuery(4, "x", None, "own", None)], QRELS) == ([ELDERLY, CHIPS], [EMPTY])


def test_configurations_are_measured_compared_and_their_failures_listed(searcher: CaseSearcher) -> None:
    done: list[tuple[int, int]] = []
    configurations = choose_configurations(["hybrid", "lexical"], least=2)
    found = evaluate(searcher, Rankings(), configurations, [ELDERLY, CHIPS, EMPTY], QRELS, lambda *at: done.append(at))
    first = found.results[0]
    run = {query.name: Rankings().cases(searcher, configurations[0], query.text) for query in (ELDERLY, CHIPS)}
    grades = {name: QRELS[name] for name in ("q1", "q2")}
    assert {name: measured.values for name, measured in first.measures.items()} == measure(POOLED, grades, run)
    assert first.measures["nDCG@10"].values["q1"] == 1.0
    assert found.without_relevant == (EMPTY,)
    assert [row.name for row in found.compared[0]] == list(POOLED)
    assert [failure.query for failure in found.failures] == [CHIPS]  # 9-01 stands before 8-01, which is better
    assert found.failures[0].hits[:2] == (JudgedHit("9-01", 2), JudgedHit("8-01", 3))
    assert found.judged[0].mean == pytest.approx((2 / 3 + 2 / 3) / 2)  # of three cases found, two are judged
    assert done[-1] == (4, 4)


def test_nothing_relevant_is_nothing_to_measure(searcher: CaseSearcher) -> None:
    with pytest.raises(RequestError, match="먼저 판정하십시오"):
        evaluate(searcher, Rankings(), choose_configurations(["hybrid", "lexical"], least=2), [EMPTY], QRELS)


def test_an_evaluation_runs_beside_and_is_remembered() -> None:
    evaluations, go, runs = Evaluations(), Event(), []
    done = Evaluated((), (), (), (), (), ())

    def work(progress: Progress) -> Evaluated:
        runs.append(1)
        progress(3, 9)
        go.wait(10)
        return done

    with ThreadPoolExecutor() as threads:
        assert threads.submit(evaluations.ask, "a", work, 0.2).result() == (3, 9)
    assert evaluations.ask("b", work, 0.0) == (0, 0)
    assert evaluations.ask("c", work, 0.0) == (0, 0)
    with pytest.raises(RequestError, match="다른 평가"):
        evaluations.ask("d", work, 0.0)
    go.set()
    assert [evaluations.ask(key, work, 10) for key in ("a", "b", "c", "a")] == [done] * 4
    assert len(runs) == 3


def test_an_evaluation_that_failed_is_tried_again() -> None:
    evaluations, done = Evaluations(), Evaluated((), (), (), (), (), ())

    def fail(_: Progress) -> Evaluated:
        raise RequestError("아직입니다.")

    with pytest.raises(RequestError, match="아직"):
        evaluations.ask("a", fail, 10)
    assert evaluations.ask("a", lambda _: done, 10) == done


@pytest.fixture
def person(tmp_path: Path, searcher: CaseSearcher, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.chdir(tmp_path)
    store = open_store(tmp_path)
    judge = store.judge("김판정")
    for text, grades in (("어르신 관광", {"8-02": 3, "8-01": 0}), ("반도체 창업", {"9-01": 2, "8-01": 3})):
        query = asked(store, text)
        for case, grade in grades.items():
            store.grade(Graded(judge.id, query.id, case, grade, ""))
    return Person(service_at(tmp_path, searcher)).sits_down("김판정")


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_the_page_shows_measures_tests_failures_and_what_is_unjudged(person: Person) -> None:
    page = soup(person.get("/judge/results?c=hybrid&c=lexical&c=without-thesaurus"))
    measures, *compared = page.select("table.measures")
    assert [head.text for head in measures.select("thead th")] == ["측정값", "낱말과 뜻(hybrid)", "낱말만(lexical)", "동의어 사전을 빼고"]
    assert [head.text for head in measures.select("tbody th")] == [*POOLED, "앞 10건 가운데 판정된 몫"]
    assert len(compared) == 2
    assert page.select(".caution form")  # the third case is judged for neither query
    assert [cell.text for cell in page.select(".failures tbody th")] == ["반도체 창업"]
    assert [grade.text for grade in page.select(".failures .grade")] == ["2", "3", "미판정"]


def test_the_report_is_one_page_without_scripts(person: Person) -> None:
    response = person.client.get("/judge/results/report?c=hybrid&c=lexical&merge=max")
    assert "검색 품질 보고서" in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert soup(response.text).select("script") == []
    assert person.client.get("/judge/results/report").status_code == 422


def test_bad_choices_are_told(person: Person) -> None:
    for query, told in (
        ("c=hybrid", "고른 것: 1개"),
        ("c=hybrid&c=x", "모릅니다"),
        ("c=hybrid&c=lexical&merge=mean", "정해진 값이 아닙니다"),
    ):
        refused = person.client.get(f"/judge/results?{query}")
        assert (refused.status_code, told in refused.json()["error"]["message"]) == (422, True), query


def test_nothing_judged_yet_is_told_on_the_page(tmp_path: Path, searcher: CaseSearcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    person = Person(service_at(tmp_path, searcher))
    page = soup(person.get("/judge/results?c=hybrid&c=lexical"))
    assert "먼저 판정하십시오" in page.select('[role="alert"]')[0].text
    assert "저장된 결과가 없습니다" in page.text


def test_saved_results_of_the_development_set_are_shown_and_compared(person: Person, tmp_path: Path) -> None:
    for name, value in (("old", 0.5), ("new", 0.75)):
        save_result(tmp_path / "results", name, made_up({"nDCG@10": {"q1": value, "q2": 1.0}}, {}, name))
    (tmp_path / "results" / "x-answers.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.json").write_text("{}", encoding="utf-8")
    page = soup(person.get("/judge/results"))
    assert [box["value"] for box in page.select('[name="name"]')] == ["new", "old"]
    assert "0.875" in page.select("table.measures")[0].text
    assert "new − old" in person.get("/judge/results/saved?name=old&name=new")
    for name in ("none", "../secret", "secret", "x-answers"):
        assert person.client.get(f"/judge/results/saved?name={name}").status_code == 422
    (tmp_path / "results" / "zz.json").write_text("{", encoding="utf-8")
    assert "이 판의 결과가 아닙니다" in person.get("/judge/results")
    assert person.client.get("/judge/results/saved?name=zz").status_code == 422
