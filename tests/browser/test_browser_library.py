"""The library in a real browser: a file on its way from the first click to being found, without scripts and with them, and by keyboard."""

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from indexer.generations.build import build_index, read_corpus
from indexer.text.analyser import Analyser
from service.app import create_service
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from tests.browser.test_browser_access import FOCUS, SMALL_TARGETS, TARGET
from tests.support.made.office_files import cell, paragraph, table, write_docx
from tests.support.served.browser import WIDTHS, keep, runs_over, serving
from tests.support.served.shelved_book import shelve_book

pytestmark = pytest.mark.flow
ROOT = Path(__file__).resolve().parents[2]
COLLECTION = Path(os.environ.get("SAERYE_SHARED", ROOT.parent / "shared")) / "intake" / "collection-a.pdf"
TOWNS = ("가람시", "나루군", "다솔시")
PAGES = ("/library", "/library/stories?case=1&lines=3-5", "/library/stories?case=1&edit=sections:1", "/library/stories?case=2&edit=region")


@pytest.fixture
def found(tmp_path: Path, data: Path, three_cards: Path, analyser: Analyser) -> Iterator[str]:
    """A service that builds its index anew, of words alone, as soon as a book is published."""

    async def build(settings: Settings) -> None:
        corpus = await asyncio.to_thread(read_corpus, three_cards, thesaurus=None, library=settings.library)
        await asyncio.to_thread(lambda: build_index(corpus, settings.index, None, segment=analyser.tokens))

    runtime = Runtime(Settings(data=data, reload_seconds=0.2), prepare=build, rebuild=build)
    runtime._analyser = analyser
    with serving(create_service(runtime)) as address:
        yield address


@pytest.fixture
def shelved(data: Path) -> Iterator[str]:
    """A service whose library holds a book with derived cards."""
    shelve_book(data)
    with serving(create_service(Runtime(Settings(data=data, reload_seconds=3600)))) as address:
        yield address


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A DOCX of three cases, each with a heading of its own, prose and a table."""
    body = ""
    for number, town in enumerate(TOWNS, 1):
        body += paragraph(f"{number}. {town} 달빛서가 이야기", "Heading1")
        body += paragraph("시작한 까닭", "Heading2")
        body += "".join(
            paragraph(f"{town}은 {number}번째 해에 밤에도 여는 달빛서가를 열어 주민 {line + 10}명이 함께 썼습니다.") for line in range(6)
        )
        rows = (("구분", "계획", "실적"), ("참여 주민", f"{number}00명", f"{number}20명"))
        body += paragraph("남은 것", "Heading2") + table(*("".join(cell(text) for text in row) for row in rows))
    outline = (
        '<w:style w:type="paragraph" w:styleId="Heading{}"><w:name w:val="heading {}"/><w:pPr><w:outlineLvl w:val="{}"/></w:pPr></w:style>'
    )
    styles = "".join(outline.format(level, level, level - 1) for level in (1, 2))
    return write_docx(tmp_path / "moonlight.docx", body, styles=styles)


def publish(page: Page, address: str, file: Path) -> None:
    """Go with a file from the first page to its published book."""
    page.goto(address)
    page.get_by_role("link", name="자료집", exact=True).click()
    page.get_by_label("파일", exact=True).set_input_files(file)
    page.get_by_role("button", name="넣기", exact=True).click()
    expect(page.get_by_role("heading", name="이렇게 이해했습니다")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name=re.compile("살펴보기$")).click()
    page.get_by_role("button", name=re.compile("펴내기$")).click()
    expect(page.locator("#told")).to_contain_text("펴냈습니다.")


def search_until_found(page: Page, address: str, query: str, title: str, origin: str) -> None:
    for _ in range(60):
        page.goto(f"{address}/?q={query}")
        if page.locator(".hits > li", has_text=origin).filter(has=page.locator("h3", has_text=title)).count():
            return
        page.wait_for_timeout(500)
    pytest.fail(f"{title} was not found")


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_file_is_corrected_published_and_found_by_everybody(browser: Browser, found: str, document: Path, scripts: bool) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=scripts) as context:
        page = context.new_page()
        publish(page, found, document)
        page.locator(".outline").get_by_role("link", name=re.compile("나루군")).click()
        page.get_by_role("link", name=re.compile(r"고치기\s*: 제목$")).click()
        box = page.get_by_role("textbox", name="제목", exact=True)
        box.fill("나루군이 밤에 여는 반딧불서가")
        page.get_by_role("button", name="저장").click()
        expect(page.locator("#field-title")).to_contain_text("손으로 고침")
        page.get_by_role("button", name="살펴봤습니다").click()
        expect(page.locator("#told")).to_contain_text("이어서 살펴볼 사례입니다.")
        search_until_found(page, found, "반딧불서가", "나루군이 밤에 여는 반딧불서가", "자동으로 정리하고 사람이 살펴본 사례")
        page.locator(".hits h3").first.get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("나루군이 밤에 여는 반딧불서가")


@pytest.mark.skipif(not COLLECTION.is_file(), reason="the files of the trial are not here")
def test_a_real_collection_goes_the_same_way(browser: Browser, found: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    publish(page, found, COLLECTION)
    expect(page.locator(".outline li")).to_have_count(5)
    title = page.locator(".outline .what").last.inner_text().partition(". ")[2]
    search_until_found(page, found, title, title, "자동으로 정리한 사례")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_clean_and_fit_everywhere(browser: Browser, shelved: str, width: int) -> None:
    size: ViewportSize = {"width": width, "height": 900}
    with browser.new_context(viewport=size, bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        for number, path in enumerate(PAGES):
            page.goto(shelved + path, wait_until="networkidle")
            keep(page, f"library-{number}")
            assert runs_over(page) == 0, path
            assert Axe().run(page).response["violations"] == [], path
            assert page.evaluate(SMALL_TARGETS, TARGET) == [], path
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert runs_over(page) == 0, path
            page.emulate_media(color_scheme="dark")
            assert Axe().run(page).response["violations"] == [], path
            page.emulate_media(color_scheme="light")


def test_a_case_is_corrected_and_accepted_by_keyboard_alone(browser: Browser, shelved: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 700}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(shelved + "/library/stories?case=1")

        def go_to(text: str) -> None:
            for _ in range(120):
                page.keyboard.press("Tab")
                focus = page.evaluate(FOCUS)
                assert focus is not None, text
                assert (focus["outline"] >= 2, focus["inside"], focus["uncovered"]) == (True, True, True), focus
                if focus["text"] == text:
                    return
            pytest.fail(f"{text} was not reached")

        go_to("고치기: 한 줄 소개")
        page.keyboard.press("Enter")
        expect(page.locator("#set-value")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type("자판으로 적은 것")
        go_to("저장")
        page.keyboard.press("Enter")
        expect(page.locator("#field-headline")).to_contain_text("자판으로 적은 것")
        page.goto(shelved + "/library/stories?case=1")
        go_to("살펴봤습니다")
        page.keyboard.press("Enter")
        expect(page.locator("#told")).to_contain_text("이어서 살펴볼 사례입니다.")


def test_two_people_at_once_are_told_of_each_other(browser: Browser, shelved: str) -> None:
    one, other = browser.new_context().new_page(), browser.new_context().new_page()
    for person in (one, other):
        person.goto(shelved + "/library/stories?case=1&edit=summary")
    one.get_by_role("textbox", name="요약").fill("먼저 적은 요약")
    one.get_by_role("button", name="저장").click()
    other.get_by_role("textbox", name="요약").fill("나중에 적은 요약")
    other.get_by_role("button", name="저장").click()
    expect(other.locator("#told")).to_contain_text("사례 1: 요약")
    expect(other.get_by_role("textbox", name="요약")).to_have_value("나중에 적은 요약")
    other.get_by_role("button", name="저장").click()
    expect(other.locator("#field-summary")).to_contain_text("나중에 적은 요약")


def test_a_place_is_followed_from_a_field_to_its_lines(live: Page, shelved: str) -> None:
    live.goto(shelved + "/library/stories?case=1")
    live.locator("#field-summary .because a").click()
    expect(live.locator(".lines .marked")).to_have_count(3)
    expect(live.locator(".lines .marked").first).to_be_in_viewport()
    expect(live.locator("#field-summary")).to_be_in_viewport()
    live.get_by_text("2쪽 그림 보기").click()
    expect(live.get_by_text("이 쪽은 그림으로 보여 드릴 수 없습니다.").or_(live.locator(".picture img"))).to_be_visible()


def test_an_upload_that_is_too_large_is_told_before_it_is_sent(live: Page, shelved: str, tmp_path: Path) -> None:
    live.goto(shelved + "/library")
    live.locator("[data-sends]").evaluate("form => { form.dataset.most = 1048576; }")
    (tmp_path / "large.pdf").write_bytes(bytes(1_048_577))
    live.get_by_label("파일", exact=True).set_input_files(tmp_path / "large.pdf")
    live.get_by_role("button", name="넣기", exact=True).click()
    expect(live.locator("[data-sending]")).to_contain_text("파일이 너무 큽니다. 1MB까지 받습니다.")
