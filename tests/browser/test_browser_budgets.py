"""What a page may cost: bytes of a first view, and content that moves under the reader's eyes."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.served.pages import PAGES, visit

pytestmark = pytest.mark.flow
FIRST_VIEW = 100_000
SHIFT = 0.01
# Moves within half a second of a key count too: nothing may jump when completions open.
WATCH = """
window.moved = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.moved += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
CROSSED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map(entry => [new URL(entry.name).pathname, entry.transferSize])"""


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_and_nothing_moves(browser: Browser, site: str, name: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:  # with nothing remembered
        context.add_init_script(WATCH)
        page = context.new_page()
        visit(page, site, name)
        sizes = dict(page.evaluate(CROSSED))
        assert {"/static/site.css", "/static/suggest.js"} < sizes.keys()
        assert 0 < sum(sizes.values()) <= FIRST_VIEW, sizes
        assert page.evaluate("window.moved") < SHIFT


def test_style_and_script_cross_the_wire_once(live: Page, site: str) -> None:
    live.goto(site, wait_until="networkidle")
    live.goto(site + "/topics", wait_until="networkidle")
    sizes = dict(live.evaluate(CROSSED))
    assert (sizes["/static/site.css"], sizes["/static/suggest.js"]) == (0, 0)
    assert sizes["/static/case.css"] > 0


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_moves_when_completions_open_and_close(browser: Browser, site: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(site + "/?q=청년")
        box = page.get_by_role("combobox")
        box.fill("거제")
        expect(page.get_by_role("option").first).to_be_visible()
        box.press("Escape")
        expect(page.get_by_role("option")).to_have_count(0)
        assert page.evaluate("window.moved") < SHIFT
