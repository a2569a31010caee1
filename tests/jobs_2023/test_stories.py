"""What officials come for, from the first key to the evidence, over the project's own cases."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.flow
GEOJE = "경상남도 거제시 조선업 새내기가 1년 근속하면 600만원을 받는 공제로 484명의 고용을 지켰다"
BOX = "어떤 사업을 찾으십니까?"


def test_from_a_need_in_own_words_to_cases_side_by_side(live: Page, site: str) -> None:
    live.goto(site)
    live.get_by_label(BOX).click()
    live.keyboard.insert_text("배 만드는 하청업체 신입이 금방 그만둔다")
    live.keyboard.press("Enter")
    first = live.locator(".hits > li").first
    expect(first.get_by_role("heading", level=3)).to_have_text(GEOJE)
    expect(first.locator(".why")).to_be_visible()
    expect(first.locator(".cite").first).to_contain_text(
        re.compile(r"「2023 일자리대상」 약 (?:29[4-9]|30\d)(?:~(?:29[4-9]|30\d))?쪽, 원문 \d,\d{3}~\d,\d{3}행")
    )

    live.get_by_role("group", name="시·도", exact=True).locator("summary").click()
    choice = live.get_by_role("button", name=re.compile("^경상남도 "))
    count = int(choice.locator(".count").inner_text())
    choice.click()
    expect(live.get_by_role("heading", name=re.compile(rf"모두 {count}건"))).to_be_visible()
    expect(live.locator(".hits > li")).to_have_count(count)
    expect(live.get_by_label(BOX)).to_have_value("배 만드는 하청업체 신입이 금방 그만둔다")

    live.get_by_role("link", name=GEOJE, exact=True).click()
    expect(live.get_by_role("heading", level=1)).to_have_text(GEOJE)
    similar = live.locator("#similar")
    expect(similar.get_by_text("비슷한 까닭").first).to_be_visible()
    similar.get_by_role("checkbox").nth(1).check()
    similar.get_by_role("button", name="고른 사례와 나란히 보기").click()
    expect(live.locator(".sides thead th")).to_have_count(4)
    assert parse_qs(urlsplit(live.url).query)["ids"][0] == "2-05"

    live.go_back()
    expect(similar.get_by_role("checkbox", checked=True)).to_have_count(2)
    live.go_back()
    expect(live.locator(".hits > li")).to_have_count(count)
    live.go_back()
    expect(live.locator(".hits > li")).to_have_count(10)
    live.go_forward()
    expect(live.get_by_role("link", name="시·도 경상남도")).to_be_visible()


def test_from_topics_to_the_cases_that_stand_out_and_their_evidence(live: Page, site: str) -> None:
    live.goto(site)
    live.get_by_role("link", name="주제", exact=True).click()
    cell = live.get_by_role("link", name=re.compile(r"^자립준비청년, 정주·생활지원: 사례 \d+건$"))
    count = int(re.findall(r"\d+", cell.get_attribute("aria-label") or "")[0])
    cell.click()
    expect(live.get_by_role("heading", name=f"사례 {count}건")).to_be_visible()
    expect(live.get_by_role("link", name="지원 대상 자립준비청년")).to_be_visible()
    live.get_by_label(BOX).fill("보호가 끝난 청년이 살 집")
    live.get_by_label(BOX).press("Enter")
    expect(live.locator(".hits > li")).to_have_count(count)
    evidence = live.locator(".hits > li").first.locator(".passage").first
    expect(evidence.locator(".cite")).to_contain_text(re.compile(r"「2023 일자리대상」 약 \d+(?:~\d+)?쪽"))
    heading = evidence.get_by_role("link").inner_text().split("\n")[-1]
    evidence.get_by_role("link").click()
    landed = live.locator(":target")
    expect(landed).to_be_in_viewport()
    assert landed.inner_text().split("\n")[0] in heading or heading in live.locator("main").inner_text()
    live.go_back()
    expect(live.get_by_label(BOX)).to_have_value("보호가 끝난 청년이 살 집")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_question_to_its_answer_and_the_line_it_stands_on(browser: Browser, site: str, scripts: bool) -> None:
    with browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(site)
        page.get_by_label(BOX).fill("거제시 조선업 내일채움공제 고용유지 인원은 몇 명인가?")
        page.get_by_role("button", name="검색").click()
        answer = page.get_by_role("region", name="답", exact=True)
        expect(answer).to_contain_text("484명")
        expect(answer.locator(".cite").first).to_have_text(
            re.compile(r"^「2023 일자리대상」 약 (?:29[4-9]|30\d)(?:~(?:29[4-9]|30\d))?쪽, 원문 9,2\d\d~9,2\d\d행")
        )
        answer.locator(".sources").get_by_role("link").first.click()
        place = page.locator(":target")
        expect(place).to_be_in_viewport()
        expect(place).to_contain_text("484명")
        page.go_back()
        expect(answer).to_contain_text("484명")


def test_what_no_case_tells_gets_an_honest_no_with_what_is_nearest(live: Page, site: str) -> None:
    live.goto(site)
    live.get_by_label(BOX).fill("화성 탐사 로켓은 몇 대를 쏘았나?")
    live.get_by_label(BOX).press("Enter")
    no = live.get_by_role("region", name="자료에서 답을 찾지 못했습니다")
    expect(no.get_by_role("heading", name="가장 가까운 대목")).to_be_visible()
    expect(no.locator(".sources > li").first.get_by_role("link")).to_be_visible()
    expect(no).not_to_contain_text("근거가 뚜렷합니다")
    assert live.locator(".hits > li").count() > 0


def test_enter_while_composing_belongs_to_the_input_method(live: Page, site: str) -> None:
    live.goto(site)
    box = live.get_by_label(BOX)
    box.click()
    keyboard = live.context.new_cdp_session(live)
    for composed in ("ㄱ", "거"):
        keyboard.send("Input.imeSetComposition", {"text": composed, "selectionStart": 1, "selectionEnd": 1})
    expect(live.get_by_role("option").first).to_contain_text("거")
    for key in ("ArrowDown", "Enter"):  # as a browser reports keys that the input method takes
        keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": 229})
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    assert urlsplit(live.url).query == ""
    keyboard.send("Input.insertText", {"text": "거제"})
    live.keyboard.press("Escape")  # closes the completions, leaves the words
    expect(box).to_have_value("거제")
    live.keyboard.press("Enter")
    expect(live.get_by_role("heading", level=1)).to_contain_text("거제")
