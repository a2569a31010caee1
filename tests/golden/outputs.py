"""What is frozen: of the small cards and the computable encoder everything, with the real model ranks and answers."""

import re
from collections.abc import Mapping
from typing import Any

from fastapi.testclient import TestClient

from eval.sets.computed import load_computed
from eval.sets.judged import load_judged
from service.operations.runtime import Runtime

GETS = (
    "search?q=어르신 관광",
    "search?q=떠나는 청년을 붙잡고 싶다",
    "search?q=반도체 창업&mode=lexical",
    "search?q=반도체 창업&mode=dense",
    "search?q=거제시 청년 일자리&limit=2",
    "search?q=일자리&sido=경상남도&sido=서울특별시",
    "search?q=일자리&target=고령자&limit=1",
    "search?q=교육&limit=2&offset=1",
    "search?q=dkssud&as_typed=true",
    "search?q=rjwptl",
    "search?q=ㅊㄴㄴㅇㅊㅇㄱㅈ",
    "search?q=여수시 어르신&ignore=sigungu:여수시",
    "search?q=부산 서구 청년",
    "search?q=목표 공시제를 한 곳",
    "search?q=" + "청년 " * 40,
    "search?q=",
    "search?q=청년&sido=없는도",
    "cases",
    "cases?target=청년",
    "cases/1-01",
    "cases/1-02",
    "cases/9-99",
    "cases/1-01/similar",
    "cases/2-01/similar?limit=1",
    "topics",
    "suggest?q=조선",
    "suggest?q=ㅂㄷㅊ",
    "suggest?q=서울특별시 ㅂ",
    "suggest?q=여",
)
QUESTIONS = (
    "거제시의 2022년 신청 인원은 몇 명인가?",
    "거제시 2022년 신청 인원의 목표와 실적은?",
    "거제시 신청 인원의 달성률은?",
    "여수시 고용률은 얼마인가?",
    "섬마을 해설사는 몇 명이 교육을 마쳤나?",
    "거제시는 왜 청년을 지원했나?",
    "반도체 설계 교육은 어떻게 했나?",
    "고용률이 60% 이상인 곳은 어디인가?",
    "신청 인원이 가장 많은 곳은?",
    "예산이 가장 큰 사례는?",
    "어르신 대상 사례는 몇 건인가?",
    "부산시의 고용률은?",
    "화성 탐사 로켓은 몇 대를 쏘았나?",
    "거제시 상담사는 몇 명인가? 여수시 어르신은 몇 명인가?",
    "여수시의 2030년 고용률은?",
    "청년 몇 명이 도시를 떠났나?",
    "창업한 팀은 몇 팀인가?",
)
PAGES = (
    "/",
    "/?q=어르신 관광",
    "/?q=거제시의 2022년 신청 인원은 몇 명인가?",
    "/cases/1-01?q=청년",
    "/topics",
    "/compare?ids=1-01,1-02",
    "/list?ids=1-01,1-02/s01",
)
FIRST = 10
"""Cases of a ranking that are frozen with the real model."""
_PASSING = re.compile(r'"took_ms":\s?[\d.]+,?|\?v=[0-9a-f]{12}|\d{4}\. \d{1,2}\. \d{1,2}\.')


def everything(client: TestClient) -> dict[str, Any]:
    """Return the API's answers as JSON and the pages as lines, without what passes: time taken, digests of static files, today."""
    found: dict[str, Any] = {}
    for path in GETS:
        found[f"GET {path}"] = without_time(client.get(f"/api/v1/{path}").json())
    for question in QUESTIONS:
        found[f"ask {question}"] = without_time(client.post("/api/v1/ask", json={"question": question}).json())
    for path in PAGES:
        text = client.get(path, headers={"accept": "text/html"}).text
        found[f"page {path}"] = [line.strip() for line in _PASSING.sub("", text).splitlines() if line.strip()]
    return found


def without_time(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON without the time that was taken."""
    if isinstance(value, dict):
        return {key: without_time(item) for key, item in value.items() if key != "took_ms"}
    return [without_time(item) for item in value] if isinstance(value, list) else value


def ranks_and_answers(runtime: Runtime) -> dict[str, dict[str, Any]]:
    """Return the first cases of every judged query, the cases like each case, and the answer to every judged question."""
    from service.search.contract.request import SearchRequest

    judged, served = load_judged(), runtime.served
    queries = {query.id: query.query for query in judged.queries} | {topic.id: topic.query for topic in judged.topics}
    search = {
        name: [hit.case.id for hit in served.searcher.search(SearchRequest(text, limit=FIRST)).hits]
        for name, text in sorted(queries.items())
    }
    similar = {case.id: [hit.case.id for hit in served.searcher.similar(case.id, FIRST).hits] for case in served.searcher.cases}
    questions: Mapping[str, str] = {
        **{query.id: query.query for query in judged.queries},
        **{item.id: item.query for item in judged.unanswerable},
        **{item.id: item.query for item in load_computed()},
    }
    answers = {}
    for name, text in sorted(questions.items()):
        given = served.asker.ask(text)
        answers[name] = [given.answer, given.confidence, [citation.passage_id for citation in given.citations]]
    model = served.searcher.ranker.index.manifest.inputs.model
    return {"model": {"id": model}, "search": search, "similar": similar, "ask": answers}
