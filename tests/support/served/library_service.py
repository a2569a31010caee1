"""A service whose library takes in made-up documents: what a file holds says which, and a gate holds a job until the test opens it."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.errors import DocumentCode, DocumentError, SaeryeError
from corpus.library.adding import Added, Adding, Told, add_book, reparse_book
from corpus.model.document import Document
from service.app import create_service
from service.library.intake import embedded_book, never, shelf_of
from service.library.job_work import JobTools
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher
from tests.support.made.documents import document_of, story
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE

CODES: tuple[DocumentCode, ...] = ("unsupported_format", "encrypted_document", "damaged_document", "no_text", "too_large")
PATIENCE = 20.0


class CalledOffError(SaeryeError):
    """The work was called off."""


@dataclass
class Intake:
    """Takes files in at once. A file that holds `hold` waits until the gate is open, or the job is called off; one of a code fails so."""

    gate: Event = field(default_factory=Event)
    free: int = 1 << 40
    entered: Event = field(default_factory=Event)
    taken: list[str] = field(default_factory=list)

    def tools(self) -> JobTools:
        return JobTools(
            take_in=self.take_in,
            read_again=self.read_again,
            parser_of=lambda _: self._parser(never),
            free_bytes=lambda _: self.free,
        )

    def take_in(self, settings: Settings, adding: Adding, progress: Told, cancelled: Callable[[], bool]) -> Added:
        parse = self._parser(cancelled)
        return add_book(shelf_of(settings), adding, parse, embedded=embedded_book(settings), progress=progress)

    def read_again(self, settings: Settings, book: str, progress: Told, cancelled: Callable[[], bool]) -> Added:
        return reparse_book(shelf_of(settings), book, self._parser(cancelled), progress=progress)

    def _parser(self, cancelled: Callable[[], bool]) -> Callable[..., Document]:
        def parse(path: Path, *, name: str, progress: Told) -> Document:
            told = path.read_text(encoding="utf-8")
            progress("읽는 중", 1, 4)
            self.taken.append(name)
            self.entered.set()
            while "hold" in told and not self.gate.wait(0.01):
                if cancelled():
                    raise CalledOffError(name)
            for code in CODES:
                if told.startswith(code):
                    raise DocumentError(f"{name}: {code}", code=code)
            if told.startswith("broken"):
                msg = "secret"
                raise RuntimeError(msg)
            return document_of([story(int(number)) for number in told.split() if number.isdigit()] or [story(1), story(2)])

        return parse


def library_service(data: Path, intake: Intake | None, searcher: CaseSearcher | None = None, **settings: object) -> FastAPI:
    """The service over a data folder, whose library is served by this intake; by the program's own where there is none."""
    runtime = HeldRuntime(searcher)
    runtime.settings = Settings(data=data, reload_seconds=3600, **settings)  # type: ignore[arg-type]  # read as from the environment
    return create_service(runtime, tools=intake.tools() if intake else None)


def client_of(app: FastAPI) -> TestClient:
    """Somebody on this machine, who sends calls and not forms of a page."""
    return TestClient(app, base_url=HERE, follow_redirects=False)


def send(client: TestClient, content: str = "1 2", name: str = "stories.pdf", **fields: str) -> str:
    """Send a file and return its job."""
    response = client.post("/api/v1/books", files={"file": (name, content.encode())}, data=fields)
    assert response.status_code == 202, response.text
    return str(response.json()["job"])


def job_of(client: TestClient, job: str) -> Any:  # noqa: ANN401 - JSON
    response = client.get(f"/api/v1/jobs/{job}")
    assert response.status_code == 200, response.text
    return response.json()


def wait_for(client: TestClient, job: str, *states: str) -> Any:  # noqa: ANN401 - JSON
    """Return a job once it is in one of these states; by default, once it has ended."""
    wanted = states or ("done", "failed", "cancelled")
    until = time.monotonic() + PATIENCE
    while (told := job_of(client, job))["state"] not in wanted:
        assert time.monotonic() < until, told
        time.sleep(0.01)
    return told


def add(client: TestClient, content: str = "1 2", name: str = "stories.pdf", **fields: str) -> str:
    """Add a book and return its id."""
    told = wait_for(client, send(client, content, name, **fields))
    assert told["state"] == "done", told
    return str(told["result"]["book"])


def copy_data(data: Path, to: Path) -> Path:
    """A copy of a data folder as it is this moment: what a crash would leave."""
    return Path(shutil.copytree(data, to))
