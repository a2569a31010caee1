"""Filters on the page of results: several, without a reload, with the keyboard, and as pages of their own where there is no script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.flow
MOST_TABS = 12


@pytest.fixture(params=[1440, 360])
def wide(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each width whose scripts run."""
    with browser.new_context(viewport={"width": request.param, "height": 900}) as context:
        yield context.new_page()


def open_filters(page: Page) -> None:
    """On a narrow page the filters are folded."""
    summary = page.locator("#filters > summary")
    if summary.is_visible():
        summary.click()


def test_a_choice_changes_what_is_shown_and_nothing_else(wide: Page, address: str) -> None:
    wide.goto(address + "/?q=청년")
    wide.evaluate("window.stays = true")
    box = wide.get_by_label("어떤 사업을 찾으십니까?")
    box.fill("아직 찾지 않은 것")
    before = wide.locator(".hits > li").count()
    open_filters(wide)
    button = wide.locator("button[data-choice='sido:경상남도']")
    count = int(button.locator(".count").inner_text())
    assert before > count
    button.click()
    expect(wide.locator(".hits > li")).to_have_count(count)
    expect(wide.locator("#filters a[data-choice='sido:경상남도']")).to_be_focused()
    expect(wide.get_by_role("status").filter(has_text=f"모두 {count}건")).to_have_count(1)
    expect(box).to_have_value("아직 찾지 않은 것")
    expect(wide.locator(".searchbox input[name=sido]")).to_have_value("경상남도")
    wide.locator("#filters button[data-choice='sido:전라남도']").click()  # of one facet either will do
    expect(wide.locator(".chosen")).to_have_count(2)
    wide.go_back()
    expect(wide.locator(".chosen")).to_have_count(1)
    wide.go_back()
    expect(wide.locator(".hits > li")).to_have_count(before)
    assert wide.evaluate("window.stays") is True


def test_three_facets_are_set_with_few_keys(wide: Page, address: str) -> None:
    wide.goto(address + "/?q=일자리")
    wide.get_by_label("어떤 사업을 찾으십니까?").focus()
    tabs, chosen = 0, 0
    while chosen < 3:
        wide.keyboard.press("Tab")
        tabs += 1
        assert tabs <= MOST_TABS
        wanted = wide.evaluate("document.activeElement.dataset.choice")
        if wanted:
            wide.keyboard.press("Enter")
            chosen += 1
            expect(wide.locator(".chosen")).to_have_count(chosen)
            expect(wide.locator(f"#filters a[data-choice='{wanted}']")).to_be_focused()
        elif wide.evaluate("document.activeElement.matches('[href=\"#filters\"], #filters > summary')"):
            wide.keyboard.press("Enter")
    wide.keyboard.press("ArrowDown")
    expect(wide.locator("#filters fieldset :focus")).to_have_count(1)


def test_only_this_leaves_no_other_value_of_the_facet(wide: Page, address: str) -> None:
    wide.goto(address + "/?q=거제시 청년&sigungu=여수시")
    wide.get_by_role("link", name=re.compile("이것만 보기.*거제시")).click()
    expect(wide.locator(".chosen")).to_have_text([re.compile("거제시")])
    expect(wide.locator(".hits > li")).to_have_count(1)


def test_without_scripts_every_choice_is_a_page(page: Page, address: str) -> None:
    page.goto(address + "/?q=청년")
    open_filters(page)
    page.locator("button[data-choice='sido:경상남도']").click()
    expect(page.locator(".chosen")).to_have_count(1)
    open_filters(page)
    page.locator("#filters a[data-choice='sido:경상남도']").click()
    expect(page.locator(".chosen")).to_have_count(0)


def test_another_order_keeps_the_search(wide: Page, address: str) -> None:
    wide.goto(address + "/?q=청년")
    heads = wide.locator(".hits h3")
    fitting = heads.all_inner_texts()
    wide.get_by_role("link", name="예산이 많은 순").click()
    expect(wide).to_have_url(re.compile("order=budget"))
    expect(wide.locator("[data-choice='order:budget']")).to_have_attribute("aria-current", "true")
    expect(wide.locator("[data-choice='order:budget']")).to_be_focused()
    assert sorted(heads.all_inner_texts()) == sorted(fitting)
    open_filters(wide)
    wide.locator("button[data-choice='sido:경상남도']").click()
    expect(wide.locator(".chosen")).to_have_count(1)
    expect(wide).to_have_url(re.compile("order=budget"))
