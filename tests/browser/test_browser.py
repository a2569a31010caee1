"""The pages as a person uses them, in a real browser, over three small cases."""

import re
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.flow


def test_from_a_need_to_the_evidence_and_the_case(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("어떤 사업을 찾으십니까?").fill("섬마을 어르신 관광")
    page.get_by_role("button", name="검색").click()
    first = page.locator(".hits > li").first
    expect(first.get_by_role("heading", level=3)).to_have_text("전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다")
    expect(first.locator("mark").first).to_be_visible()
    if (page.viewport_size or {"width": 0})["width"] < 1024:
        page.get_by_text("거르기", exact=True).click()
    page.get_by_role("button", name="전라남도 1").click()
    expect(page.locator(".hits > li")).to_have_count(1)
    page.get_by_role("link", name="전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다")
    expect(page.get_by_text("교육 시간은 원문에 없다")).to_be_visible()
    page.go_back()
    expect(page.locator(".hits > li")).to_have_count(1)


def test_nothing_runs_over_the_edge(page: Page, address: str) -> None:
    for path in (
        "/", "/?q=청년", "/?q=거제시 신청 인원은 몇 명입니까?", "/?q=" + "가" * 300, "/cases/8-01", "/cases/9-99", "/topics", "/compare",
        "/compare?ids=8-01,8-02,9-01",
    ):  # fmt: skip
        page.goto(address + path)
        width = (page.viewport_size or {"width": 0})["width"]
        box = page.locator("body").bounding_box()
        assert box is not None
        assert box["width"] <= width, path
        assert page.locator("html").evaluate("root => root.scrollWidth") <= width, path


def test_what_a_figure_came_to_is_seen_without_moving_its_table(page: Page, address: str) -> None:
    page.goto(address + "/cases/8-01")
    width = (page.viewport_size or {"width": 0})["width"]
    for cell in page.locator("#f01 td:visible").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    expect(page.locator("#f01 [data-label=실적]")).to_be_visible()


def test_markup_in_a_query_is_text(page: Page, address: str) -> None:
    page.goto(address + "/?q=%3Cb%20id%3Dbad%3E청년%3C%2Fb%3E")
    expect(page.locator("#bad")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<b id=bad>청년</b>")


def test_from_the_map_and_a_comparison_to_the_cases(page: Page, address: str) -> None:
    page.goto(address + "/topics")
    page.get_by_role("link", name="고령자, 직접일자리: 사례 1건").click()
    expect(page.locator(".cards > li")).to_have_count(1)
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name="고른 사례와 나란히 보기").click()
    expect(page.locator(".sides thead th")).to_have_count(3)
    page.get_by_role("link", name="신청 인원").click()
    expect(page.locator("tr:target")).to_contain_text("551명")


def test_the_keyboard_goes_through_the_tiles_and_the_map_by_meaning(page: Page, address: str) -> None:
    page.goto(address + "/topics")
    page.locator(".tiles a").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".tiles a").nth(1)).to_be_focused()
    page.locator('a.skip[href="#neighbourhoods"]').focus()
    marks = page.locator("a.mark")
    for number in range(3):
        page.keyboard.press("Tab")
        expect(marks.nth(number)).to_be_focused()
        expect(marks.nth(number).locator(".ring")).not_to_have_css("stroke", "none")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cases/"))


def test_names_on_the_map_by_meaning_hide_nothing(page: Page, address: str) -> None:
    page.goto(address + "/topics")
    plane = page.locator("svg.plane").bounding_box()
    assert plane is not None
    things = page.locator("svg.plane :is(.dot, .name, .title text)").all()
    boxes = [box for thing in things if (box := thing.bounding_box())]
    assert len(boxes) == (3 if plane["width"] < 600 else 7)  # on a telephone the marks bear numbers only
    for one, other in combinations(boxes, 2):
        across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
        down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
        assert min(across, down) <= 0, (one, other)
    for box in boxes:
        assert plane["x"] <= box["x"] <= box["x"] + box["width"] <= plane["x"] + plane["width"]


def test_a_citation_is_copied_and_said_to_be(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name="인용 복사").click()
    expect(page.get_by_text("복사했습니다.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").inner_text()


@pytest.mark.parametrize(("path", "most"), [("/cases/8-01", 2), ("/topics", 3), ("/compare?ids=8-01,8-02,9-01", 3)])
def test_pages_print_on_few_sheets(browser: Browser, address: str, path: str, most: int) -> None:
    page = browser.new_page()
    page.goto(address + path)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= most


STATES = (
    "/", "/?q=청년", "/?q=거제시 신청 인원은 몇 명입니까?", "/?q=대구시 상담사는 몇 명인가?", "/?q=청년&target=고령자&industry=조선",
    "/?target=청년", "/cases/8-01", "/cases/9-99", "/topics", "/compare", "/compare?ids=8-01,8-02,9-01",
    "/topics?rows=sido&columns=industry", "/topics?sido=전라남도",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_or_state_has_an_accessibility_violation_that_axe_can_see(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page, found = context.new_page(), {}
    for path in STATES:
        page.goto(address + path)
        for violation in Axe().run(page).response["violations"]:
            found[f"{path} {violation['id']}"] = [node["target"] for node in violation["nodes"]]
    assert found == {}


def test_completions_follow_the_syllable_being_composed(live: Page, address: str) -> None:
    live.goto(address)
    box = live.get_by_role("combobox", name="어떤 사업을 찾으십니까?")
    keyboard = live.context.new_cdp_session(live)
    box.click()
    for composed in ("ㅅ", "서", "섬"):  # as an input method sends them, before the syllable is finished
        keyboard.send("Input.imeSetComposition", {"text": composed, "selectionStart": 1, "selectionEnd": 1})
    options = live.get_by_role("option")
    expect(options.first).to_contain_text("섬마을 해설사")
    expect(box).to_have_attribute("aria-expanded", "true")
    keyboard.send("Input.insertText", {"text": "섬"})
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("섬")
    box.press("ArrowDown")  # opens it again, at its first
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(live.get_by_role("heading", level=1)).to_contain_text("섬마을 해설사")


def test_going_back_brings_the_search_and_its_filters_back(live: Page, address: str) -> None:
    live.goto(address + "/?q=청년")
    live.get_by_role("button", name="전라남도 1").click()
    expect(live.locator(".hits > li")).to_have_count(1)
    live.get_by_role("link", name="시·도 전라남도").click()
    expect(live.locator(".hits > li")).to_have_count(3)
    live.go_back()
    expect(live.locator(".hits > li")).to_have_count(1)
    expect(live.get_by_label("어떤 사업을 찾으십니까?")).to_have_value("청년")


def test_a_question_is_answered_without_scripts(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("어떤 사업을 찾으십니까?").fill("거제시 2022년 신청 인원은 몇 명입니까?")
    page.get_by_role("button", name="검색").click()
    answer = page.get_by_role("region", name="답", exact=True)
    expect(answer).to_contain_text("551명")
    answer.get_by_role("link").click()
    assert page.url.endswith("#f01")
    page.goto(address + "/?q=화성 탐사 로켓은 몇 대를 쏘았나?")
    expect(page.get_by_role("region", name="자료에서 답을 찾지 못했습니다")).to_be_visible()
    page.goto(address + "/?q=청년&target=고령자&industry=조선")
    expect(page.get_by_text("고르신 조건을 한꺼번에 갖춘 사례가 없기 때문입니다.")).to_be_visible()


def test_a_year_is_taken_out_of_a_question_and_its_answer_read_for_a_report(page: Page, address: str) -> None:
    page.goto(address + "/?q=거제시 2022년 신청 인원은 몇 명입니까?")
    page.get_by_text("보고서에 넣기").click()
    expect(page.get_by_label("물음, 답, 근거를 한데 적은 글입니다.")).to_have_value(re.compile(r"^물음: .+\n답: 551명"))
    expect(page.get_by_role("button", name="글 복사")).to_have_count(0)  # it needs scripts
    page.get_by_role("link", name="'2022년'을 빼고 다시 묻기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“거제시 신청 인원은 몇 명입니까?”")


def test_an_answer_is_copied_for_a_report(live: Page, address: str) -> None:
    live.goto(address + "/?q=거제시 2022년 신청 인원은 몇 명입니까?")
    live.get_by_text("보고서에 넣기").click()
    live.get_by_role("button", name="글 복사").click()
    expect(live.get_by_text("복사했습니다.")).to_be_visible()
