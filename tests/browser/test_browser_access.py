"""What axe alone does not see of WCAG 2.2 AA: zoom, reflow, keyboard, targets, titles, and states that only a person brings about."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from corpus.passages import place
from service.operations.runtime import Runtime
from tests.support.served.browser import runs_over
from tests.support.served.pages import PAGES, visit

pytestmark = pytest.mark.flow
TARGET = 24
# Elements that can be pressed and are smaller than 24 by 24 CSS pixels, save those within a sentence (WCAG 2.5.8's exceptions: inline, and
# spacing: a circle of 24 pixels around the centre touches no other target).
SMALL_TARGETS = """least => {
  const shown = element => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;
  const targets = [...document.querySelectorAll("a[href], button:enabled, input:not([type=hidden]), select, summary")].filter(shown);
  const boxes = targets.map(target => (target.closest("label") ?? target).getBoundingClientRect());
  const near = (a, b) => Math.hypot(a.x + a.width / 2 - Math.max(b.left, Math.min(a.x + a.width / 2, b.right)),
                                    a.y + a.height / 2 - Math.max(b.top, Math.min(a.y + a.height / 2, b.bottom))) < least / 2;
  return targets.filter((target, at) => {
    const box = boxes[at];
    if (target.matches(".hidden, .skip") || box.width >= least && box.height >= least) return false;
    return boxes.some((other, number) => number !== at && !targets[at].contains(targets[number]) && near(box, other));
  }).map(target => target.outerHTML.slice(0, 120));
}"""
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const seen = document.elementFromPoint(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
  return {
    tag: element.tagName, text: (element.textContent || element.name || "").trim().slice(0, 40), outline: parseFloat(style.outlineWidth),
    inside: box.bottom > 0 && box.top < innerHeight, uncovered: !seen || element.contains(seen) || seen.contains(element),
  };
}"""


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1440, "height": 900})


@pytest.fixture(scope="module")
def styled(browser: Browser) -> Page:
    """A narrow page into which axe may be loaded."""
    return browser.new_page(viewport={"width": 360, "height": 800}, bypass_csp=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_pages_reflow_at_320_pixels_and_at_twice_the_size(browser: Browser, site: str, name: str) -> None:
    with browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2) as context:  # a window of 1280, zoomed 200 %
        page = context.new_page()
        visit(page, site, name)
        assert runs_over(page) == 0
        page.set_viewport_size({"width": 320, "height": 640})  # the same at 400 %
        assert runs_over(page) == 0
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")  # text alone
        assert runs_over(page) == 0
        cut = page.locator("h1, h2, h3, p, dd, button, summary, .chips li").evaluate_all(
            "all => all.filter(one => getComputedStyle(one).overflow === 'hidden' && !one.closest('.hidden')"
            " && one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
        )
        assert cut == []


@pytest.mark.parametrize("name", ["results", "case", "compare"])
def test_text_can_be_spaced_without_being_cut(wide: Page, site: str, name: str) -> None:
    visit(wide, site, name)
    spaced = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    wide.evaluate("rule => document.styleSheets[0].insertRule(rule)", spaced)
    assert runs_over(wide) == 0


@pytest.mark.parametrize("name", PAGES)
def test_targets_are_large_enough_or_apart(wide: Page, site: str, name: str) -> None:
    visit(wide, site, name)
    for width in (1440, 360):
        wide.set_viewport_size({"width": width, "height": 900})
        assert wide.evaluate(SMALL_TARGETS, TARGET) == [], width


def test_targets_that_crowd_each_other_are_found(wide: Page, site: str) -> None:
    wide.goto(site)
    wide.evaluate("document.querySelector('main').innerHTML = '<p><a href=/1>가</a><br><a href=/2>나</a></p>'")
    wide.evaluate("document.querySelector('main p').style.cssText = 'font-size: 10px; line-height: 1'")
    assert [target[:11] for target in wide.evaluate(SMALL_TARGETS, TARGET)] == ['<a href="/1', '<a href="/2']


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("home", 1440),
        ("results", 360),
        ("case", 1440),
        ("topics", 1440),
        ("compare", 360),
        ("list-full", 1440),
        ("judge-new", 360),
        ("library-book", 1440),
    ],
)
def test_the_keyboard_reaches_everything_and_the_focus_is_seen(browser: Browser, site: str, name: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}, reduced_motion="reduce") as context:
        page = context.new_page()
        visit(page, site, name)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["text"] == "본문 바로가기"
        for stop in range(60):
            focus = page.evaluate(FOCUS)
            if focus is None:
                break  # past the last one
            assert (focus["outline"] >= 2, focus["inside"], focus["uncovered"]) == (True, True, True), (stop, focus)
            page.keyboard.press("Tab")
        assert stop > 20


def test_the_skip_link_leads_past_search_and_menu(live: Page, site: str) -> None:
    visit(live, site, "results")
    live.keyboard.press("Tab")
    live.keyboard.press("Enter")
    expect(live.locator("main")).to_be_focused()
    live.keyboard.press("Tab")
    assert live.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_titles_tell_pages_apart(wide: Page, site: str, project: Runtime) -> None:
    titles = {}
    for name in PAGES.keys() - {"list-full", "list-shared"}:  # the same page as the empty one
        visit(wide, site, name)
        titles[name] = wide.title()
        assert wide.locator("h1").count() == 1, name
    assert len(set(titles.values())) == len(titles), titles
    case = project.served.searcher.case(PAGES["case"].rpartition("/")[2])
    assert titles["case"] == f"{case.title} - {place(case)} - 사례"
    assert titles["results"].startswith("청년이 시골에 정착하도록 돕는 사업 - ")


def test_motion_stops_and_forced_colours_keep_what_colour_said(browser: Browser, site: str) -> None:
    with browser.new_context(reduced_motion="reduce", forced_colors="active") as context:
        page = context.new_page()
        visit(page, site, "answer")
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.locator("html").evaluate("root => getComputedStyle(root).scrollBehavior") == "auto"
        assert page.locator("mark").first.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"
        box = page.get_by_role("combobox")
        box.fill("거제")
        page.get_by_role("option").first.wait_for()
        box.press("ArrowDown")
        assert page.locator("[role=option][aria-selected=true]").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def unfold(page: Page) -> None:
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")


def complete(page: Page) -> None:
    page.get_by_role("combobox").fill("거제")
    page.get_by_role("option").first.wait_for()
    page.get_by_role("combobox").press("ArrowDown")


def copy(page: Page) -> None:
    page.get_by_role("button", name="인용 복사").click()
    page.get_by_text("복사").last.wait_for()


BROUGHT = (
    ("home", complete), ("results", unfold), ("case", unfold), ("case", copy), ("compare", unfold), ("topics", unfold),
    ("lost", None), ("too-long", None), ("no-results", None), ("computed", unfold), ("choose", None), ("combination", None),
    ("topics-region", None), ("topics-crossed", unfold), ("list-empty", None), ("list-full", unfold), ("list-shared", None),
    ("judge", unfold), ("judge-new", unfold), ("judge-grading", unfold), ("judge-agreement", None), ("judge-results", unfold),
)  # fmt: skip


@pytest.mark.parametrize(("name", "bring"), BROUGHT)
def test_states_that_a_person_brings_about_have_no_violation_either(
    styled: Page, site: str, name: str, bring: Callable[[Page], None] | None
) -> None:
    styled.emulate_media(color_scheme="light")
    visit(styled, site, name)
    if bring is not None:
        bring(styled)
    found = Axe().run(styled).response["violations"]
    styled.emulate_media(color_scheme="dark")  # the same page in other colours
    found += Axe().run(styled, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert [(violation["id"], [node["target"] for node in violation["nodes"]]) for violation in found] == []
