"""What tests of the judging workbench share: a store in a folder of the test, and a browser that is not one."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from judging.records import NewQuery, PooledQuery
from judging.storage.database import Database
from judging.storage.judgment_store import Store
from service.app import create_service
from service.operations.settings import Settings
from service.search.case_searcher import CaseSearcher
from tests.support.served.held import HeldRuntime

HERE = "http://127.0.0.1:8000"
KEY = "not-a-real-key-0123456789"
OUTSIDE = "192.0.2.7"


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'judging.sqlite3'}"


def open_store(folder: Path) -> Store:
    return Store(Database(sqlite(folder)))


def asked(store: Store, text: str = "청년", pool: tuple[str, ...] = ("8-01", "8-02", "9-01")) -> PooledQuery:
    """A query of one's own that the store keeps, with its pool."""
    store.add([NewQuery(text, None, "own", None, frozenset(pool))])
    return next(query for query in store.queries() if query.text == text)


def service_at(folder: Path, searcher: CaseSearcher | None, **settings: str) -> FastAPI:
    """The service over a searcher, its judgments in a folder."""
    runtime = HeldRuntime(searcher)
    runtime.settings = Settings(data=folder, reload_seconds=3600, **settings)  # type: ignore[arg-type]  # read as from the environment
    return create_service(runtime)


class Person:
    """Somebody with a browser at the service: forms come from its own pages, redirects are shown, not followed."""

    def __init__(self, app: FastAPI, base: str = HERE) -> None:
        self.client = TestClient(app, base_url=base, follow_redirects=False)
        self.origin = base

    def get(self, path: str, status: int = 200) -> str:
        response = self.client.get(path, headers={"accept": "text/html"})
        assert response.status_code == status, (path, response.text[:300])
        return response.text

    def send(self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Response:
        own = {"origin": self.origin, "sec-fetch-site": "same-origin"} if headers is None else dict(headers)
        sent: Response = self.client.post(path, data=dict(fields), headers=own)
        return sent

    def post(self, path: str, **fields: object) -> str:
        """Send a form; return where it leads."""
        response = self.send(path, fields)
        assert response.status_code == 303, (path, response.text[:300])
        return str(response.headers["location"])

    def sits_down(self, name: str) -> "Person":
        self.post("/judge/judge", name=name)
        return self
