"""The reading list as a person uses it, in a real browser: from a search to a file with his notes in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.served.browser import keep
from tests.support.served.pages import LIST_KEY, stored

pytestmark = pytest.mark.flow


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.set_default_timeout(10_000)
        yield context


def store(page: Page, address: str, *ids: str, note: str = "") -> None:
    """Put items into the browser's list."""
    page.goto(address + "/livez")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [LIST_KEY, stored(*ids, note=note)])


def about(words: str, what: str) -> re.Pattern[str]:
    """The name of a control: its words, and what they are about, which only screen readers are told."""
    return re.compile(rf"^{words} ?: {re.escape(what)}")


def heads(page: Page) -> list[str]:
    return page.locator(".entry h2").all_inner_texts()


def test_from_a_search_to_a_file_with_the_note_in_it(context: BrowserContext, address: str, tmp_path: Path) -> None:
    page = context.new_page()
    page.goto(address)
    page.get_by_label("어떤 사업을 찾으십니까?").fill("섬마을 어르신 관광")
    page.get_by_role("button", name="검색").click()
    first = page.locator(".hits > li").first
    case = first.get_by_role("button", name=about("사례 담기", "전라남도 여수시 어르신과"))
    found = (case.get_attribute("data-along") or "").split(",")  # what it was found for goes along
    case.click()
    expect(page.get_by_role("status").filter(has_text=f"읽을거리에 담았습니다. 모두 {1 + len(found)}개입니다.")).to_be_visible()
    shown = first.locator(f".passage [data-collect='{found[0]}']")
    expect(shown).to_have_attribute("aria-pressed", "true")
    expect(shown).to_contain_text("대목 담김")
    first.get_by_role("button", name="사례 담김").click()
    expect(page.locator("[data-tally]")).to_have_text("")
    page.get_by_role("button", name="되돌리기").click()
    page.get_by_role("link", name=f"읽을거리 {1 + len(found)}").click()
    expect(page.locator(".item")).to_have_count(1 + len(found))
    page.get_by_role("textbox", name=about("메모", "전라남도 여수시 섬마을")).fill("우리 군 섬에도 맞는다\n예산 확인")
    page.get_by_label("제목").fill("섬 일자리 검토")
    page.reload()
    expect(page.get_by_role("textbox", name=about("메모", "전라남도 여수시 섬마을"))).to_have_value("우리 군 섬에도 맞는다\n예산 확인")
    expect(page.get_by_label("제목")).to_have_value("섬 일자리 검토")
    keep(page, "list")
    with page.expect_download() as caught:
        page.get_by_role("button", name="워드(DOCX)").click()
    assert caught.value.suggested_filename.startswith("섬 일자리 검토 20")
    caught.value.save_as(tmp_path / "list.docx")
    with (tmp_path / "list.docx").open("rb") as file:
        told = [paragraph.text for paragraph in docx.Document(file).paragraphs]
    assert told[0] == "섬 일자리 검토"
    assert told[told.index("메모") + 1 :][:2] == ["우리 군 섬에도 맞는다", "예산 확인"]


def test_a_double_click_collects_once(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address + "/cases/8-01")
    button = page.locator("[data-collect]").first
    button.dblclick()
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("format", ["한글(HWPX)", "엑셀(XLSX)", "CSV", "마크다운"])
def test_every_format_comes_as_a_download(context: BrowserContext, address: str, format: str) -> None:
    page = context.new_page()
    store(page, address, "8-01", "8-02/s01")
    page.goto(address + "/list")
    with page.expect_download() as caught:
        page.get_by_role("button", name=format, exact=True).click()
    assert caught.value.failure() is None
    expect(page).to_have_url(address + "/list")


def test_a_case_page_collects_the_case_and_its_sections(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name=about("이 대목 담기", "청년 이어주기")).click()
    page.get_by_role("button", name=about("사례 담기", "경상남도 거제시 떠나는")).click()
    page.goto(address + "/list")
    expect(page.locator(".item")).to_have_count(2)
    expect(page.locator(".item").first).to_contain_text("조선업 불황으로 청년이 떠나자")  # the case before its passages


def test_the_keyboard_alone_collects_orders_removes_and_undoes(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address + "/cases/8-02")
    page.get_by_role("button", name=about("이 대목 담기", "섬마을 해설사")).focus()
    page.keyboard.press("Enter")
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name=about("사례 담기", "경상남도 거제시 떠나는")).focus()
    page.keyboard.press("Space")
    page.goto(address + "/list")
    expect(page.locator(".entry")).to_have_count(2)
    assert heads(page) == [
        "전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다",
        "경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다",
    ]
    page.get_by_role("button", name=about("사례 위로", "경상남도 거제시 조선소를")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entry h2").first).to_have_text("경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다")
    expect(page.get_by_role("button", name=about("사례 위로", "경상남도 거제시 조선소를"))).to_be_focused()
    page.keyboard.press("Enter")  # the first cannot go higher, and keeps the focus
    expect(page.get_by_role("button", name=about("사례 위로", "경상남도 거제시 조선소를"))).to_be_focused()
    note = page.get_by_role("textbox", name=about("메모", "섬마을 해설사"))
    note.focus()
    page.keyboard.type("꼭 볼 것")
    page.get_by_role("button", name=about("빼기", "섬마을 해설사")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.get_by_role("button", name="되돌리기")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".entry")).to_have_count(2)
    expect(page.get_by_role("button", name=about("빼기", "섬마을 해설사"))).to_be_focused()
    expect(note).to_have_value("꼭 볼 것")


def test_what_is_taken_off_by_its_button_can_be_put_back(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    store(page, address, "8-01", note="남는 메모")
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name="사례 담김").click()
    expect(page.locator("[data-tally]")).to_have_text("")
    page.get_by_role("button", name="되돌리기").click()
    expect(page.locator("[data-tally]")).to_have_text("1")
    page.goto(address + "/list")
    expect(page.get_by_role("textbox", name=about("메모", "경상남도 거제시 조선소를"))).to_have_value("남는 메모")


def test_tabs_agree(context: BrowserContext, address: str) -> None:
    one, other = context.new_page(), context.new_page()
    one.goto(address + "/list")
    expect(one.get_by_text("아직 담은 것이 없습니다")).to_be_visible()
    other.goto(address + "/cases/8-01")
    other.get_by_role("button", name=about("사례 담기", "경상남도 거제시 떠나는")).click()
    expect(one.locator(".entry")).to_have_count(1)
    one.get_by_role("textbox", name=about("메모", "경상남도 거제시 조선소를")).fill("한쪽에서 적은 것")
    other.goto(address + "/list")
    expect(other.get_by_role("textbox", name=about("메모", "경상남도 거제시 조선소를"))).to_have_value("한쪽에서 적은 것")
    other.get_by_role("textbox", name=about("메모", "경상남도 거제시 조선소를")).fill("다른 쪽에서 고친 것")
    one.get_by_label("제목").focus()
    expect(one.get_by_role("textbox", name=about("메모", "경상남도 거제시 조선소를"))).to_have_value("다른 쪽에서 고친 것")


@pytest.mark.parametrize("text", ["{", "[]", '{"title": "", "items": [{"id": 1}]}', '{"version": 0}', "null"])
def test_a_damaged_list_breaks_nothing_and_can_be_started_anew(context: BrowserContext, address: str, text: str) -> None:
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [LIST_KEY, text])
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name=about("사례 담기", "경상남도 거제시 떠나는")).click()
    expect(page.get_by_text("저장된 읽을거리를 읽을 수 없습니다.", exact=False).last).to_be_visible()
    assert page.evaluate(f"localStorage.getItem('{LIST_KEY}')") == text  # left as it is until its owner says so
    page.goto(address + "/list")
    expect(page.get_by_role("alert")).to_contain_text("읽을 수 없습니다")
    page.get_by_role("button", name="새로 시작하기").click()
    expect(page.get_by_text("아직 담은 것이 없습니다")).to_be_visible()
    assert faults == []


def test_a_full_list_says_so(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    store(page, address, *(f"7-{number:03}" for number in range(200)))
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name=about("사례 담기", "경상남도 거제시 떠나는")).click()
    expect(page.get_by_text("200개까지 담을 수 있습니다")).to_be_visible()
    expect(page.locator("[data-tally]")).to_have_text("200")


def test_what_the_index_no_longer_has_is_told_and_can_be_taken_off(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    store(page, address, "8-01", "9-99/s01")
    page.goto(address + "/list")
    expect(page.get_by_text("보여 드리지 못하는 것이 1개 있습니다")).to_be_visible()
    page.locator('[data-remove="9-99/s01"]').click()
    expect(page.get_by_text("보여 드리지 못하는 것이")).to_have_count(0)
    expect(page.locator("[data-tally]")).to_have_text("1")


def test_a_link_shares_the_list_without_its_notes(context: BrowserContext, browser: Browser, address: str) -> None:
    page = context.new_page()
    store(page, address, "8-02/s01", "8-01", note="혼자 볼 메모")
    page.goto(address + "/list")
    expect(page.locator(".entry")).to_have_count(2)
    page.get_by_text("링크로 나누기").click()
    link = page.locator("#share").inner_text()
    assert link == f"{address}/list?ids=8-02/s01,8-01"
    other = browser.new_page()
    other.goto(link)
    assert heads(other) == [
        "전라남도 여수시 섬마을 어르신이 관광 안내를 맡은 사례다",
        "경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다",
    ]
    assert "혼자 볼 메모" not in other.content()
    other.get_by_role("button", name="모두 내 읽을거리에 담기").click()
    expect(other.get_by_role("link", name="읽을거리 2")).to_be_visible()


def test_without_scripts_a_link_is_read_and_had_as_a_file(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "/list?ids=8-01,8-02/s01")
    assert len(heads(page)) == 2
    expect(page.locator(".collect:visible")).to_have_count(0)
    with page.expect_download() as caught:
        page.get_by_role("button", name="마크다운").click()
    assert caught.value.failure() is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_list_in_any_state(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page, found = context.new_page(), {}

    def check(state: str) -> None:
        for violation in Axe().run(page).response["violations"]:
            found[f"{state} {violation['id']}"] = [node["target"] for node in violation["nodes"]]

    page.goto(address + "/list")
    expect(page.get_by_text("아직 담은 것이 없습니다")).to_be_visible()
    check("empty")
    page.goto(address + "/cases/8-01")
    page.get_by_role("button", name=about("사례 담기", "경상남도 거제시 떠나는")).click()
    page.get_by_role("button", name=about("이 대목 담기", "청년 이어주기")).click()
    check("collected")
    store(page, address, "8-01", "8-01/s01", "8-01/s02", "8-02", "9-99", note="메모")
    page.goto(address + "/list")
    expect(page.locator(".entry")).to_have_count(2)
    check("full")
    page.get_by_role("button", name=about("사례 빼기", "경상남도 거제시 조선소를")).click()
    expect(page.get_by_role("button", name="되돌리기")).to_be_focused()
    check("removed")
    page.goto(address + "/list?ids=8-01,8-02/s01")
    check("shared")
    page.evaluate("key => localStorage.setItem(key, '{')", LIST_KEY)
    page.goto(address + "/list")
    check("damaged")
    assert found == {}


@pytest.mark.parametrize("width", [1440, 768, 360])
def test_nothing_of_the_list_runs_over_the_edge(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    store(page, address, "8-01", "8-01/s01", "8-02", note="가" * 300)
    page.goto(address + "/list")
    expect(page.locator(".entry")).to_have_count(2)
    keep(page, "list-full")
    assert page.locator("html").evaluate("root => root.scrollWidth") <= width


def test_the_list_prints_with_its_title_and_notes(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    store(page, address, "8-01", "8-02/s01", note="종이에도 나오는 메모")
    page.goto(address + "/list")
    expect(page.locator(".entry")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.locator(".note-print").first).to_be_visible()
    expect(page.locator(".note-print").first).to_have_text("종이에도 나오는 메모")
    for hidden in ("textarea", ".send", ".moves", ".masthead", ".searchband"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
