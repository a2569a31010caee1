"""A real browser for tests: where it is, a service for it to look at, and where its pictures go."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

from eval.speed.bench import free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_CHROMIUM = "no Chromium found, so no page was looked at; on Debian: apt-get install chromium fonts-noto-cjk"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (1440, 768, 360)
PICTURES = Path(os.environ.get("PICTURES", Path(__file__).resolve().parents[3] / "artifacts" / "screenshots"))
"""Folder of the pictures that tests take; PICTURES in the environment moves it."""


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Run a service on a free port of this machine; yields its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        threading.Event().wait(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def keep(page: Page, name: str) -> None:
    """Take a picture of a whole page; its name says the page and the width."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{width_of(page)}.png", full_page=True)


def width_of(page: Page) -> int:
    """Width of a page's window in CSS pixels."""
    return (page.viewport_size or {"width": 0})["width"]


def runs_over(page: Page) -> int:
    """By how many CSS pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
