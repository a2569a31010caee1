"""What every answer bears, whatever its status, and where redirects lead."""

import logging
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from service.api.headers import POLICY, within_site
from service.app import create_service
from tests.support.served.held import HeldRuntime
from tests.support.served.judging import HERE

EVERY = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "content-security-policy": POLICY}
BROWSER = {"accept": "text/html"}


@pytest.fixture
def app() -> FastAPI:
    """The service with a route that breaks, and one that breaks once it has begun to answer."""
    app = create_service(HeldRuntime(None))

    @app.get("/broken")
    def broken() -> None:
        msg = "secret /path/of/this/machine"
        raise RuntimeError(msg)

    @app.get("/broken-off")
    def broken_off() -> StreamingResponse:
        def parts() -> Iterator[bytes]:
            yield b"begun"
            raise RuntimeError

        return StreamingResponse(parts())

    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=HERE, follow_redirects=False)


@pytest.mark.parametrize("browser", [{}, BROWSER])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/broken", 500),
        ("HEAD", "/broken", 500),
        ("GET", "/nothing", 404),
        ("DELETE", "/api/v1/search", 405),
        ("POST", "/api/v1/ask", 422),
        ("GET", "/api/v1/search", 422),
        ("GET", "/readyz", 503),
        ("GET", "/topics/", 307),
        ("GET", "/livez", 200),
        ("GET", "/static/site.css", 200),
        ("GET", "/static/nothing.css", 404),
    ],
)
def test_every_answer_bears_what_keeps_it_safe(client: TestClient, method: str, path: str, status: int, browser: dict[str, str]) -> None:
    response = client.request(method, path, headers=browser)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in EVERY} == EVERY
    assert method != "HEAD" or response.content == b""


def test_a_body_that_is_too_large_is_answered_with_them_too(client: TestClient) -> None:
    response = client.post("/api/v1/ask", content=b"1" * 70_000)
    assert (response.status_code, {name: response.headers.get(name) for name in EVERY}) == (413, EVERY)


def test_what_breaks_is_logged_once_and_told_without_its_inside(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    response = client.get("/broken")
    assert response.json()["error"]["code"] == "internal_error"
    assert "secret" not in response.text
    assert [(record.name, record.getMessage()) for record in caplog.records if record.levelno >= logging.ERROR] == [
        ("saerye", "unexpected error at /broken")
    ]
    assert "secret /path" in caplog.text
    page = client.get("/broken", headers=BROWSER)
    assert (page.status_code, "화면을 보여 드리지 못했습니다" in page.text) == (500, True)
    assert 'saerye_request_seconds_count{route="/broken",status="500"} 2.0' in client.get("/metrics").text


def test_what_has_begun_to_be_answered_is_broken_off(client: TestClient) -> None:
    with pytest.raises(RuntimeError):
        client.get("/broken-off")


@pytest.mark.parametrize(
    ("path", "to"),
    [("/topics/", "/topics"), ("/topics/?sido=서울&sido=", "/topics?sido=%EC%84%9C%EC%9A%B8&sido="), ("/cases/8-01/", "/cases/8-01")],
)
def test_redirects_lead_nowhere_but_here(client: TestClient, path: str, to: str) -> None:
    assert client.get(path).headers["location"] == to


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("http://evil.example//other.example/x", "/other.example/x"),
        ("https://[/x?y=http://z", "/x?y=http://z"),
        ("http://here", "/"),
        ("/judge?from=http://z", "/judge?from=http://z"),
    ],
)
def test_an_address_is_cut_down_to_what_is_here(location: str, to: str) -> None:
    assert within_site(location) == to
