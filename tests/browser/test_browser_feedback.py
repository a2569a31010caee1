"""One click below an answer in a real browser, without scripts too: said, thanked for, read by a judge; large enough, clean for axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from indexer.generations.generation_store import Index
from indexer.text.analyser import Analyser
from service.search.case_searcher import CaseSearcher
from service.search.ranking.ranker import Ranker
from tests.support.models.doubles import CountEncoder
from tests.support.served.browser import runs_over, serving
from tests.support.served.judging import service_at

pytestmark = pytest.mark.flow
QUESTION = "/?q=거제시 2022년 신청 인원은 몇 명입니까?"
LEAST = 44


@pytest.fixture
def address(tmp_path: Path, index: Index, analyser: Analyser) -> Iterator[str]:
    with serving(service_at(tmp_path, CaseSearcher(Ranker(index, analyser, CountEncoder())))) as address:
        yield address


def small_buttons(page: Page) -> list[str]:
    """What of the form can be pressed and is lower than it should be."""
    pressed = page.locator("#feedback button, #feedback summary")
    found: list[str] = pressed.evaluate_all(
        "(all, least) => all.filter(one => one.getBoundingClientRect().height < least).map(one => one.textContent)", LEAST
    )
    return found


def faults_of(page: Page) -> tuple[list[str], int]:
    """What axe sees of a page with everything unfolded, and by how much it is too wide."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    return [violation["id"] for violation in Axe().run(page).response["violations"]], runs_over(page)


def test_one_click_is_enough_and_a_reason_is_one_more_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    thanks = page.locator("#feedback").get_by_role("status")
    page.goto(address + QUESTION)
    page.get_by_role("button", name="맞습니다", exact=True).click()
    expect(thanks).to_contain_text("고맙습니다")
    page.goto(address + QUESTION)
    page.get_by_text("무엇이 다른지 알리기").click()
    page.get_by_label("덧붙일 말").fill("010-1234-5678로 물어 주십시오")
    page.get_by_role("button", name="다른 값입니다").click()
    expect(thanks).to_contain_text("고맙습니다")
    expect(page.get_by_role("heading", level=1)).to_contain_text("거제시 2022년 신청 인원은")
    page.goto(address + "/judge/feedback")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody tr").first).to_contain_text("다른 값입니다 “010-****-****로 물어 주십시오”")
    with page.expect_download() as download:
        page.get_by_role("link", name="내려받기(JSONL)").click()
    assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_and_list_have_no_violation_that_axe_can_see(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + QUESTION)
    page.locator("#feedback summary").click()
    assert small_buttons(page) == []
    assert faults_of(page) == ([], 0)
    page.get_by_role("button", name="연도가 다릅니다").click()
    expect(page.locator("#feedback").get_by_role("status")).to_be_visible()
    assert faults_of(page) == ([], 0)
    page.goto(address + "/judge/feedback")
    assert faults_of(page) == ([], 0)
