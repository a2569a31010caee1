"""Every form of every page, sent with each of its choices: nothing breaks, and what is refused is told in the one shape."""

import re
from pathlib import Path

import pytest

from eval.runs.saved_results import save_result
from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from judging.records import Graded
from service.library.job_record import Job, JobState, moment_of
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.answering.judgments import made_up
from tests.support.models.doubles import CountEncoder
from tests.support.served.forms import Form, forms_of
from tests.support.served.judging import Person, asked, open_store, service_at
from tests.support.served.shelved_book import Librarian, shelve_book

TEMPLATES = Path(__file__).resolve().parents[2] / "service" / "pages" / "templates"
PAGES = (
    "/", "/?q=청년", "/?q=청년&sido=경상남도", "/?q=거제시 2022년 신청 인원은 몇 명입니까?", "/?target=청년", "/plan", "/cases/8-01",
    "/topics", "/topics?sido=경상남도", "/compare", "/compare?ids=8-01,8-02", "/list", "/list?ids=8-01,8-02/s01", "/judge",
    "/judge/queries/new", "/judge/queries/1", "/judge/agreement", "/judge/results", "/judge/results?c=hybrid&c=lexical", "/judge/feedback",
    "/library", "/library/jobs-2023", "/library/stories", "/library/stories?case=1&edit=summary", "/library/stories?case=1&edit=sections:1",
    "/library/stories?case=2&edit=metrics:new", "/library/stories?case=3&edit=region", "/library/published",
    "/library/jobs/1700000000000-0000000a",
    "/library/jobs/1700000000000-0000000b",
)  # fmt: skip
KEY = "not-a-real-key-0123456789"
SENT_ELSEWHERE = {"programme_years.html"}
"""Templates that need books of two years: tests/programmes sends their forms."""


@pytest.fixture
def person(tmp_path: Path, index: Index, analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody at a workbench where every part has something to show."""
    monkeypatch.chdir(tmp_path)
    for name in ("old", "new"):
        save_result(tmp_path / "results", name, made_up({"nDCG@10": {"q1": 0.5}}, {}, name))
    store = open_store(tmp_path)
    judge, query = store.judge("김판정"), asked(store, "어르신 관광")
    store.grade(Graded(judge.id, query.id, "8-02", 3, ""))
    store.hear({"버스": 2, "섬마을": 1})
    app = service_at(tmp_path, CaseSearcher(Ranker(index, analyser, CountEncoder())))
    person = Librarian(app).sits_down("김판정")
    shelve_book(tmp_path)
    shelve_book(tmp_path, "published", publish=True)
    person.post("/library/stories/cases/1/set", revision=1, field="headline", value="사람이 적은 것")
    given = moment_of(1_700_000_000)
    states: tuple[tuple[str, JobState], ...] = (("a", "queued"), ("b", "failed"))
    for name, state in states:
        job = Job(id=f"1700000000000-0000000{name}", kind="reparse", book="stories", state=state, created=given, queued=given)
        app.state.saerye.jobs.add(job)
    return person


def found_forms(person: Person, pages: tuple[str, ...] = PAGES) -> list[tuple[str, Form]]:
    return [(page, form) for page in pages for form in forms_of(person.get(page))]


def test_every_form_with_each_of_its_choices_is_answered(person: Person, tmp_path: Path) -> None:
    found = found_forms(person)
    closed = Person(service_at(tmp_path, None, judge_key=KEY))
    gates = list(forms_of(closed.get("/judge", 401)))
    assert_every_form_of_the_templates_is_among([form for _, form in found] + gates)
    broken, seen = [], set()
    for page, form, someone in [*((page, form, person) for page, form in found), *(("/judge", form, closed) for form in gates)]:
        for fields in form.sendings:
            told = (form.action, tuple(fields))
            if told in seen:
                continue
            seen.add(told)
            sent = {name: [value for other, value in fields if other == name] for name, _ in fields}
            response = someone.client.get(form.action, params=sent) if form.method == "get" else someone.send(form.action, sent)
            if response.status_code >= 500 or (response.status_code >= 400 and not has_the_one_shape(response.text)):
                broken.append((page, form.action, fields, response.status_code, response.text[:100]))
    assert broken == []
    assert len(seen) > 200


def has_the_one_shape(text: str) -> bool:
    return re.match(r'\{"error":\{"code":"\w+","message":".+","field":(?:".*"|null)\}\}$', text) is not None


def assert_every_form_of_the_templates_is_among(forms: list[Form]) -> None:
    written = {
        action
        for path in TEMPLATES.glob("*.html")
        if path.name not in SENT_ELSEWHERE
        for action in re.findall(r'<form [^>]*?action="([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(written) > 10
    actions = {form.action for form in forms}
    unseen = {action for action in written if not any(re.fullmatch(re.sub(r"\{\{.*?\}\}", r"[\\w-]+", action), each) for each in actions)}
    assert unseen == set()


def test_queries_of_every_kind_are_drawn_where_no_kind_is_chosen(person: Person, tmp_path: Path) -> None:
    assert person.post("/judge/queries/development", count="30", kind="", depth="1") == "/judge?said=added"
    assert len({query.kind for query in open_store(tmp_path).queries()}) > 3


@pytest.mark.parametrize(("kind", "told"), [("x" * 21, "kind"), ("x", "kind")])
def test_a_kind_that_is_none_is_told_by_its_field(person: Person, kind: str, told: str) -> None:
    refused = person.send("/judge/queries/development", {"count": 1, "kind": kind})
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, told)
