"""Every page as it looks, at three widths, light and dark, and as it prints: pictures for people, and what may be asserted of them."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.support.served.browser import PICTURES, WIDTHS, runs_over
from tests.support.served.pages import PAGES, PRINTED, visit

pytestmark = [pytest.mark.flow, pytest.mark.slow]
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_pictured_and_fits_its_window(sheet: Page, site: str, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    visit(sheet, site, name)
    for width in WIDTHS:
        sheet.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            sheet.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            sheet.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=True)
        assert runs_over(sheet) == 0, width


@pytest.mark.parametrize("name", PRINTED)
def test_pages_of_the_project_print_on_few_sheets(sheet: Page, site: str, name: str) -> None:
    path, most = PRINTED[name]
    PICTURES.mkdir(parents=True, exist_ok=True)
    sheet.goto(site + path)
    printed = sheet.pdf(path=PICTURES / f"{name}.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= most
