"""Starting: the service listens at once, says that it is not ready, and builds beside; told to stop, it leaves nothing half made."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from filelock import FileLock

from eval.speed.bench import free_port
from indexer.generations.build import Corpus, build_index
from indexer.text.analyser import Analyser
from service.app import create_service
from service.operations.index_upkeep import bring_up_to_date
from service.operations.runtime import Runtime
from service.operations.settings import Settings
from tests.conftest import ROOT
from tests.support.served.judging import HERE

BROWSER = {"accept": "text/html"}
PAGES = (
    "/",
    "/?q=청년&target=고령자",
    "/cases/8-01",
    "/topics",
    "/compare",
    "/compare?ids=8-01,8-02",
    "/list",
    "/list?ids=8-01",
    "/judge/queries/new",
)


@pytest.fixture
def beginning(tmp_path: Path) -> Iterator[TestClient]:
    """A service whose index is being made for as long as it is looked at."""

    async def prepare(_: Settings) -> None:
        await asyncio.Event().wait()

    with TestClient(create_service(Runtime(Settings(data=tmp_path), prepare=prepare)), base_url=HERE) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_a_page_waits_and_opens_again_by_itself(beginning: TestClient, path: str) -> None:
    waiting = beginning.get(path, headers=BROWSER)
    assert (waiting.status_code, waiting.headers["retry-after"], waiting.headers["refresh"]) == (503, "3", "3")
    assert "사례를 찾을 준비를 하고 있습니다" in waiting.text
    assert "1~2분 걸립니다" in waiting.text
    still = beginning.get(f"{path}{'&' if '?' in path else '?'}still=", headers=BROWSER)
    assert (still.status_code, "refresh" in still.headers) == (503, False)


def test_what_is_sent_meanwhile_is_told_not_to_have_been_dealt_with(beginning: TestClient) -> None:
    refused = beginning.post("/list/export", data={"ids": "8-01", "format": "docx"}, headers=BROWSER)
    assert (refused.status_code, "refresh" in refused.headers) == (503, False)
    assert "보내신 것은 처리되지 않았습니다." in refused.text


def test_while_the_index_is_made_programs_are_told_so(beginning: TestClient) -> None:
    assert beginning.get("/livez").json() == {"status": "alive"}
    for path in ("/readyz", "/api/v1/search?q=청년", "/api/v1/cases", "/api/v1/topics", "/api/v1/suggest?q=청"):
        told = beginning.get(path)
        assert (told.status_code, told.headers["retry-after"]) == (503, "3")
        assert told.json()["error"]["code"] == "index_not_ready"
        assert "색인을 만드는 중입니다" in told.json()["error"]["message"]
    assert beginning.get("/static/site.css").status_code == 200


def test_an_index_that_cannot_be_made_is_told_with_the_way_out(data: Path, tmp_path: Path, corpus: Corpus, analyser: Analyser) -> None:
    async def prepare(_: Settings) -> str:
        return "색인을 만들지 못했습니다. 서버의 기록에 까닭이 있습니다."

    runtime = Runtime(Settings(data=tmp_path / "nowhere", reload_seconds=3600), prepare=prepare)
    with TestClient(create_service(runtime), base_url=HERE) as client:
        while runtime.stage != "settled":
            client.get("/livez")
        stuck = client.get("/?q=청년", headers=BROWSER)
        assert (stuck.status_code, stuck.headers["retry-after"], stuck.headers["refresh"]) == (503, "30", "30")
        assert "지금은 사례를 찾을 수 없습니다" in stuck.text
        assert "saerye doctor" in stuck.text
        assert str(tmp_path) not in stuck.text
        assert (
            client.get("/readyz")
            .json()["error"]["message"]
            .endswith("색인을 만들지 못했습니다. 서버의 기록에 까닭이 있습니다. 색인이 없습니다. 'saerye build'로 만드십시오.")
        )
        build_index(corpus, runtime.settings.index, None, segment=analyser.tokens)
        runtime.refresh()
        assert client.get("/?q=청년", headers=BROWSER).status_code == 200


@pytest.mark.flow
def test_a_build_that_fails_leaves_the_index_before_in_service(data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data=data, casebook=tmp_path / "원문.txt")
    problem = asyncio.run(bring_up_to_date(settings))
    assert problem is not None
    assert problem.startswith("바뀐 자료로 색인을 만들지 못해 전의 색인으로 답합니다.")
    without = asyncio.run(bring_up_to_date(settings.model_copy(update={"data": tmp_path / "nowhere"})))
    assert without == "색인을 만들지 못했습니다. 원문.txt: 자료 원문 파일을 찾을 수 없습니다. 경로를 확인하십시오."
    assert "원문.txt: 자료 원문 파일을 찾을 수 없습니다." in capfd.readouterr().err


@contextmanager
def served(data: Path) -> Iterator[tuple[subprocess.Popen[str], HTTPConnection]]:
    """`saerye serve` over a data folder, as soon as it listens."""
    port = free_port()
    command = [sys.executable, "-m", "service.console.main", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "HF_HUB_OFFLINE": "1"}, stderr=subprocess.PIPE, text=True)
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        while process.poll() is None:
            try:
                connection.connect()
                break
            except ConnectionRefusedError:
                asyncio.run(asyncio.sleep(0.05))
        try:
            yield process, connection
        finally:
            process.kill()
            process.communicate()


def status(connection: HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status


@pytest.mark.flow
def test_a_service_told_to_stop_while_it_builds_stops_with_its_build(tmp_path: Path, models: Path, real_encoder: object) -> None:
    (tmp_path / "models").symlink_to(models.resolve())
    index = tmp_path / "index"
    with served(tmp_path) as (process, connection):
        assert (status(connection, "/livez"), status(connection, "/readyz"), status(connection, "/topics")) == (200, 503, 503)
        while not (index / "build.lock").exists():  # the build has begun
            assert process.poll() is None
            assert status(connection, "/livez") == 200
        process.terminate()
        _, told = process.communicate(timeout=60)
        assert process.returncode == 143
    assert "색인을 만듭니다: 아직 없습니다" in told
    assert "Traceback" not in told
    with FileLock(index / "build.lock", timeout=0):  # nobody builds on
        assert not (index / "CURRENT").exists()
        assert not list(index.glob("generations/*"))
