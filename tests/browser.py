"""A service and a browser for tests that use the pages as a person does. Screenshots are kept in build/screenshots."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from indexer.store import Index
from indexer.tokens import Analyser
from service.app import create_service
from service.search import Engine, Ranker
from tests.doubles import CountEncoder
from tests.test_api import HeldRuntime

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SCREENSHOTS = Path(__file__).resolve().parent.parent / "build" / "screenshots"
NEEDS_BROWSER = [
    pytest.mark.flow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found; on Debian: apt-get install chromium fonts-noto-cjk"),
]


@contextmanager
def served(index: Index, analyser: Analyser, encoder: CountEncoder) -> Iterator[str]:
    """Serve an index on a free port; yields the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_service(HeldRuntime(Engine(Ranker(index, analyser, encoder))))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        threading.Event().wait(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium without anything it does in the background."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


def keep(page: Page, name: str) -> None:
    """Keep a picture of the whole page under its width."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
