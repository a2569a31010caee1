"""Files of the pages: kept for good where the address names their content, asked for again elsewhere, compressed on the way."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.app import create_service
from service.pages.rendering.static_files import STATIC, address_of
from tests.support.served.held import HeldRuntime


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_service(HeldRuntime(None))) as client:
        yield client


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.iterdir()))
def test_a_file_is_kept_as_long_as_its_address_names_its_content(client: TestClient, name: str) -> None:
    named = client.get(address_of(name))
    assert (named.status_code, named.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    for address in (f"/static/{name}", f"/static/{name}?v=0123456789ab"):
        assert client.get(address).headers["cache-control"] == "no-cache"
    etag = named.headers["etag"]
    assert client.get(f"/static/{name}", headers={"if-none-match": etag}).status_code == 304


def test_what_is_long_is_compressed_for_those_who_can_read_it(client: TestClient) -> None:
    assert client.get("/static/site.css").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/static/site.css", headers={"accept-encoding": "identity"}).headers
    assert "content-encoding" not in client.get("/livez").headers
