"""The judging workbench as two people use it, in a real browser: a query of their own, grades by keyboard, κ, files and results."""

from collections.abc import Iterator
from pathlib import Path

import ir_measures
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder
from tests.support.served.browser import serving
from tests.support.served.judging import KEY, service_at

pytestmark = pytest.mark.flow
QUERY = "어르신 관광"
PAGES = (
    "/judge", "/judge/queries/new", "/judge/queries/1", "/judge/agreement", "/judge/results", "/judge/results?c=hybrid&c=lexical&c=dense",
    "/judge/feedback",
)  # fmt: skip


@pytest.fixture
def searcher(index: Index, analyser: Analyser, encoder: CountEncoder) -> CaseSearcher:
    return CaseSearcher(Ranker(index, analyser, encoder))


@pytest.fixture
def address(tmp_path: Path, searcher: CaseSearcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.chdir(tmp_path)
    with serving(service_at(tmp_path, searcher)) as address:
        yield address


def sits_down(context: BrowserContext, address: str, name: str) -> Page:
    page = context.new_page()
    page.goto(address + "/judge")
    page.get_by_label("이름", exact=True).fill(name)
    page.get_by_role("button", name="이 이름으로 하기").click()
    expect(page.locator(".bench")).to_contain_text(name)
    return page


def grades(page: Page, by_case: dict[str, int]) -> None:
    """Give every case of the open query its grade by a key, in whatever order it is met."""
    for done in range(len(by_case)):
        current = page.locator(".pool > .current")
        expect(page.locator(".progress span")).to_have_text(f"{done}/{len(by_case)}건")
        case = (current.get_attribute("id") or "").removeprefix("case-")
        with page.expect_navigation():
            page.keyboard.press(str(by_case[case]))


def test_two_people_grade_by_keyboard_and_see_what_it_says(browser: Browser, address: str, tmp_path: Path) -> None:
    one = sits_down(browser.new_context(), address, "김판정")
    one.get_by_role("link", name="질의 넣기").first.click()
    one.get_by_label("질의", exact=True).fill(QUERY)
    one.get_by_role("button", name="넣기", exact=True).click()
    one.get_by_role("link", name="판정 이어 하기").click()
    expect(one.get_by_role("heading", level=1)).to_have_text(QUERY)
    grades(one, {"8-02": 3, "8-01": 0, "9-01": 0})
    expect(one.get_by_text("모든 질의의 판정을 마치셨습니다.")).to_be_visible()
    other = sits_down(browser.new_context(), address, "이평가")
    other.get_by_role("link", name="판정 이어 하기").click()
    grades(other, {"8-02": 2, "8-01": 0, "9-01": 0})
    other.get_by_role("link", name="일치도").click()
    # Alike 2 of 3; by chance (1·0 + 2·2 + 0·1) / 9: (2/3 − 4/9) / (1 − 4/9) = .4
    expect(other.locator(".counts")).to_contain_text("0.40")
    expect(other.locator(".pair .queries tbody tr")).to_have_count(1)
    other.get_by_role("link", name="개요").click()
    with other.expect_download() as download:
        other.get_by_role("link", name="판정 내려받기(qrels)").click()
    download.value.save_as(tmp_path / "judgments.qrels")
    told = {qrel.doc_id: qrel.relevance for qrel in ir_measures.read_trec_qrels(str(tmp_path / "judgments.qrels"))}
    assert told == {"8-01": 0, "8-02": 2, "9-01": 0}
    other.get_by_role("link", name="결과", exact=True).click()
    other.get_by_role("button", name="측정").click()
    expect(other.locator(".measures").first.locator("tbody tr").first.locator("td").first).to_have_text("1.000 [1.00, 1.00]")


def test_keys_move_open_undo_and_leave_text_alone(browser: Browser, address: str) -> None:
    page = sits_down(browser.new_context(), address, "김판정")
    page.goto(address + "/judge/queries/new")
    page.get_by_label("질의", exact=True).fill(QUERY + "\n반도체 창업")
    page.get_by_role("button", name="넣기", exact=True).click()
    page.goto(address + "/judge/queries/1")
    cases = page.locator(".pool > li")
    page.keyboard.press("j")
    expect(cases.nth(1)).to_have_class("current")
    page.keyboard.press("k")
    expect(cases.nth(0)).to_have_class("current")
    page.keyboard.press("Shift+?")
    expect(page.get_by_text("바로 이 사례를 찾고 있었다고 할 만합니다.")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("2층, 3명")  # digits in a note are no grades
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("2")
    expect(page.locator(".progress span")).to_have_text("1/3건")
    expect(cases.nth(0).get_by_role("button", name="2 관련")).to_have_attribute("aria-pressed", "true")
    expect(cases.nth(0).get_by_role("textbox")).to_have_value("2층, 3명")
    expect(cases.nth(1)).to_have_class("current")
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator(".progress span")).to_have_text("0/3건")
    expect(cases.nth(0)).to_have_class("current")
    with page.expect_navigation():
        page.keyboard.press("s")
    assert page.url.endswith("/judge/queries/2")


def test_everything_works_without_scripts(browser: Browser, address: str) -> None:
    page = sits_down(browser.new_context(java_script_enabled=False), address, "김판정")
    page.goto(address + "/judge/queries/new")
    page.get_by_label("질의", exact=True).fill(QUERY)
    page.get_by_role("button", name="넣기", exact=True).click()
    page.get_by_role("link", name="판정 이어 하기").click()
    for place in range(3):
        page.locator(".pool > li").nth(place).get_by_role("button", name="1 조금 관련").click()
    expect(page.get_by_text("모든 질의의 판정을 마치셨습니다.")).to_be_visible()
    page.goto(address + "/judge/queries/1")
    page.get_by_role("button", name="되돌리기").click()
    expect(page.locator(".progress span")).to_have_text("2/3건")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation_that_axe_can_see_or_runs_over_the_edge(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 800})  # type: ignore[arg-type]
    page, found = sits_down(context, address, "김판정"), {}
    page.goto(address + "/judge/queries/new")
    page.get_by_label("질의", exact=True).fill(QUERY)
    page.get_by_role("button", name="넣기", exact=True).click()
    page.goto(address + "/judge/queries/1")
    grades(page, {"8-02": 3, "8-01": 0, "9-01": 0})
    other = sits_down(browser.new_context(), address, "이평가")
    other.goto(address + "/judge/queries/1")
    grades(other, {"8-02": 2, "8-01": 0, "9-01": 1})
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        for violation in Axe().run(page).response["violations"]:
            found[f"{path} {violation['id']}"] = [node["target"] for node in violation["nodes"]]
        if page.locator("html").evaluate("root => root.scrollWidth") > 360:
            found[f"{path} width"] = []
    assert found == {}


def test_the_key_opens_the_workbench(browser: Browser, tmp_path: Path, searcher: CaseSearcher) -> None:
    with serving(service_at(tmp_path, searcher, host="0.0.0.0", judge_key=KEY)) as address:  # noqa: S104
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(address + "/judge")
        assert Axe().run(page).response["violations"] == []
        page.get_by_label("열쇠").fill(KEY)
        page.get_by_role("button", name="들어가기").click()
        expect(page.get_by_role("heading", name="판정자", exact=True)).to_be_visible()
    with serving(service_at(tmp_path, searcher, host="0.0.0.0")) as address:  # noqa: S104
        page.goto(address + "/judge")
        expect(page.get_by_role("heading", name="여는 법")).to_be_visible()
        assert Axe().run(page).response["violations"] == []
