"""Every page and what it takes to open it: addresses, a reading list that the browser keeps, and somebody at the judging workbench."""

import json

from playwright.sync_api import Page

from judging.records import Graded, NewQuery
from judging.workbench.workbench import Bench, choose_pooled
from service.operations.runtime import Runtime

PAGES = {
    "home": "/",
    "results": "/?q=청년이 시골에 정착하도록 돕는 사업",
    "filtered": "/?q=청년&sido=경상남도&target=청년",
    "combination": "/?target=청년&policy_measure=창업지원",
    "answer": "/?q=거제시 내일채움공제는 몇 명이 유지했나?",
    "computed": "/?q=2022년 고용률 목표를 넘긴 곳은 어디인가?",
    "no-answer": "/?q=화성 탐사 로켓은 몇 대를 쏘았나?",
    "no-results": "/?q=청년&target=고령자&industry=조선",
    "foreign": "/?q=양자컴퓨터 우주선",
    "plan": "/plan",
    "case": "/cases/2-05",
    "topics": "/topics",
    "topics-region": "/topics?sido=경상남도",
    "topics-crossed": "/topics?rows=sido&columns=industry",
    "compare": "/compare?ids=2-05,1-12,2-11,2-10",
    "choose": "/compare",
    "list-empty": "/list",
    "list-full": "/list",
    "list-shared": "/list?ids=2-05,1-12/s01",
    "library": "/library",
    "library-book": "/library/stories",
    "library-place": "/library/stories?case=1&lines=3-5",
    "library-setting": "/library/stories?case=1&edit=sections:1",
    "library-cards": "/library/jobs-2023",
    "judge": "/judge",
    "judge-new": "/judge/queries/new",
    "judge-grading": "/judge/queries/1",
    "judge-agreement": "/judge/agreement",
    "judge-feedback": "/judge/feedback",
    "judge-results": "/judge/results?c=hybrid&c=lexical&c=dense",
    "lost": "/cases/9-99",
    "too-long": "/?q=" + "긴검색어" * 300,
}
PRINTED = {"case": (PAGES["case"], 2), "case-full": ("/cases/1-01", 2), "topics": ("/topics", 3), "compare": (PAGES["compare"], 3)}
"""Pages that are printed, and the most sheets of each."""
LIST_KEY = "saerye.list.v1"
KEPT = {"list-empty": (), "list-full": ("2-05", "2-05/s01", "2-05/f01", "1-12", "2-11/s02")}
"""What the browser keeps on its reading list when a page is opened."""
JUDGES = ("김판정", "이평가")
JUDGED = ("섬에서 어르신이 할 수 있는 일", "청년 창업 공간", "조선업 인력난")


def stored(*ids: str, note: str = "", title: str = "") -> str:
    """A reading list as a browser stores it."""
    return json.dumps({"title": title, "items": [{"id": name, "note": note} for name in ids]})


def visit(page: Page, site: str, name: str) -> None:
    """Open a page of PAGES, and wait until nothing more comes."""
    if name in KEPT:
        page.goto(site + "/livez")
        kept = stored(*KEPT[name], note="우리 군에도 맞는지 예산과 인력을 살필 것") if KEPT[name] else ""
        page.evaluate("([key, text]) => text ? localStorage.setItem(key, text) : localStorage.clear()", [LIST_KEY, kept])
    if name.startswith("judge"):
        page.context.add_cookies([{"name": "saerye_judge", "value": "1", "url": site + "/judge"}])
    page.goto(site + PAGES[name], wait_until="networkidle")


def judge_some(runtime: Runtime) -> None:
    """Have two judges grade most of what is found for a few queries, so that the pages of the workbench have something to show."""
    bench, searcher = Bench(runtime.settings), runtime.served.searcher
    pools = {text: bench.pool(searcher, choose_pooled(searcher, ()), text, 10) for text in JUDGED}
    bench.store.add([NewQuery(text, "need", "own", None, pool) for text, pool in pools.items()])
    judges = [bench.store.judge(name) for name in JUDGES]
    for query in bench.store.queries():
        for place, case in enumerate(sorted(pools[query.text])):
            for number, judge in enumerate(judges):
                if query.id + number > 1 or place < 4:  # the first judge's first query is half done
                    bench.store.grade(Graded(judge.id, query.id, case, (place + number * (place % 3)) % 4, ""))
