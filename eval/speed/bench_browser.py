"""The search page as a browser sees it: from the submitted form to the results, for `make bench`."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

NOTE_SUBMIT = """() => document.querySelector("form[role=search]").addEventListener(
  "submit", () => sessionStorage.setItem("submitted", performance.timeOrigin + performance.now()))"""
ELAPSED = """async () => {
  const since = performance.timeOrigin - Number(sessionStorage.getItem("submitted"));
  const paint = await new Promise(done => new PerformanceObserver(list => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) done(entry);
  }).observe({ type: "paint", buffered: true }));
  return [since + performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd, since + paint.startTime];
}"""


@dataclass(frozen=True, slots=True)
class PageTimes:
    """Seconds from submitting a search to the new page's DOMContentLoaded and to its first contentful paint, one a query."""

    loaded: list[float]
    painted: list[float]


def search_times(address: str, queries: Sequence[str]) -> PageTimes | str:
    """Search for each query from the page before, in Chromium; returns the times, or why they could not be taken."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return "not measured: no Chromium (on Debian: apt-get install chromium)"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return "not measured: no Playwright (scripts/install dev)"
    times = PageTimes([], [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        for query in queries:
            page.evaluate(NOTE_SUBMIT)
            page.locator("#q").fill(query)
            page.locator("#q").press("Enter")
            page.locator("main h1.asked").filter(has_text=query).wait_for()
            loaded, painted = page.evaluate(ELAPSED)
            times.loaded.append(loaded / 1000)
            times.painted.append(painted / 1000)
        browser.close()
    return times
