"""A service whose index is not ready: every page says so and comes back by itself, without scripts, at its own address."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from service.app import create_service
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from tests.support.served.browser import keep, runs_over, serving

pytestmark = pytest.mark.flow
PAGES = {
    "/?q=섬마을 어르신 관광&target=고령자": "“섬마을 어르신 관광” 검색 결과",
    "/cases/8-01": "경상남도 거제시 조선소를 떠난 청년에게 새 일터를 이어 준 사례다",
    "/topics?rows=industry&columns=target": "주제로 보기",
    "/compare?ids=8-01,8-02": "사례 나란히 보기",
    "/list": "읽을거리",
    "/list?ids=8-01": "읽을거리",
    "/judge/queries/new": "질의 넣기",
}


@pytest.fixture
def built() -> Event:
    """Set when the index is ready to be loaded."""
    return Event()


@pytest.fixture
def starting(chromium: str, data: Path, built: Event) -> Iterator[str]:
    """A service that waits for its index."""

    async def prepare(_: Settings) -> None:
        while not built.is_set():
            await asyncio.sleep(0.05)

    with serving(create_service(Runtime(Settings(data=data, reload_seconds=3600), prepare=prepare))) as address:
        yield address
        built.set()


def test_every_page_waits_and_turns_into_itself(browser: Browser, starting: str, built: Event) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        pages = {}
        for path in PAGES:
            page = context.new_page()
            response = page.goto(starting + path)
            assert response is not None
            assert (response.status, response.headers["retry-after"]) == (503, "3")
            expect(page.get_by_role("heading", level=1)).to_have_text("사례를 찾을 준비를 하고 있습니다")
            expect(page.get_by_text("보통 몇 초, 처음 켰을 때나 자료가 바뀐 뒤에는 1~2분 걸립니다.")).to_be_visible()
            pages[path] = page
        expect(pages[next(iter(PAGES))].get_by_text("“섬마을 어르신 관광” 검색이 이어집니다.")).to_be_visible()
        built.set()
        for path, heading in PAGES.items():
            expect(pages[path].get_by_role("heading", level=1)).to_contain_text(heading, timeout=15_000)
            assert unquote(pages[path].url) == starting + path


def test_waiting_can_be_still_and_fits_everywhere(browser: Browser, starting: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(starting + "/?q=청년")
        keep(page, "waiting")
        assert runs_over(page) == 0
        assert Axe().run(page).response["violations"] == []
        page.get_by_role("link", name="저절로 다시 열지 않기").click()
        expect(page.get_by_text("저절로 다시 열지 않습니다.")).to_be_visible()
        response = page.reload()
        assert response is not None
        assert "refresh" not in response.headers
        expect(page.get_by_role("link", name="지금 다시 열기")).to_have_attribute("href", "/?q=%EC%B2%AD%EB%85%84")
