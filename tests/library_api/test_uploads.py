"""Files on their way in: bounded, on the disk and not in memory, under harmless names, and gone where nothing comes of them."""

import asyncio
import socket
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.errors import LibraryError
from corpus.library.disk.disk_space import telling_full_disk
from service.api.body_limit import FORM, LINGER
from service.api.library.asking.upload_parsing import LONGEST_FIELD, UploadForm, receive_upload
from service.library.file_names import LONGEST_NAME, MOST_BYTES, NAMELESS, ending_of, make_harmless
from tests.support.served.browser import serving
from tests.support.served.library_service import Intake, client_of, library_service, send, wait_for

MB = 1024 * 1024
BOUNDARY = "xxboundaryxx"
KIND = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture
def small(tmp_path: Path, intake: Intake) -> Iterator[TestClient]:
    """A service that takes files up to one megabyte."""
    with client_of(library_service(tmp_path / "data", intake, upload_mb=1)) as client:
        yield client


def form(*parts: tuple[str, bytes], end: bool = True) -> bytes:
    """The body of a form, as its parts' dispositions and contents say."""
    told = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), how.encode(), what) for how, what in parts
    )
    return told + (f"--{BOUNDARY}--\r\n".encode() if end else b"")


def code_of(response: Any) -> tuple[int, str, str | None]:  # noqa: ANN401 - a response
    error = response.json()["error"]
    return response.status_code, error["code"], error["field"]


def left_of(folder: Path) -> list[str]:
    return [path.name for path in (folder / "data" / "jobs").glob("*") if not path.name.endswith((".lock", ".runner"))]


def test_what_says_that_it_is_too_large_is_refused_unread(small: TestClient, tmp_path: Path) -> None:
    read = []

    def body() -> Iterator[bytes]:
        read.append(1)
        yield b"x"

    refused = small.post("/api/v1/books", content=body(), headers={**KIND, "content-length": str(MB + FORM + 1)})
    assert (code_of(refused), refused.headers["connection"]) == ((413, "too_large", "file"), "close")
    assert left_of(tmp_path) == []
    refused = small.post("/api/v1/books", files={"file": ("a.pdf", b"x" * (MB + 1))})
    assert code_of(refused) == (413, "too_large", "file")
    assert left_of(tmp_path) == []


def connect(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)))


def head_of(address: str, *headers: str) -> bytes:
    """The head of a request that sends a file to a service."""
    host = address.removeprefix("http://")
    lines = ("POST /api/v1/books HTTP/1.1", f"Host: {host}", f"Content-Type: {KIND['content-type']}", *headers, "", "")
    return "\r\n".join(lines).encode()


def answer_to(connection: socket.socket) -> bytes:
    """All that is answered before the connection is closed."""
    answer = b""
    with suppress(ConnectionError):
        while piece := connection.recv(65536):
            answer += piece
    return answer


def test_what_becomes_too_large_is_refused_on_the_way(tmp_path: Path, intake: Intake) -> None:
    begun = form(('name="file"; filename="a.pdf"', b""), end=False)[:-2]
    with serving(library_service(tmp_path / "data", intake, upload_mb=1)) as address, connect(address) as connection:
        connection.sendall(head_of(address, "Transfer-Encoding: chunked") + b"%x\r\n%s\r\n" % (len(begun), begun))
        for _ in range(64):  # 4 MB, of which it takes 1
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        answer = answer_to(connection)
    assert b" 413 " in answer.split(b"\r\n", 1)[0]
    assert b"too_large" in answer
    assert b"connection: close" in answer.lower()
    assert left_of(tmp_path) == []


def test_a_client_that_sends_on_and_on_is_let_go(tmp_path: Path, intake: Intake) -> None:
    sent = 0
    with serving(library_service(tmp_path / "data", intake, upload_mb=1)) as address, connect(address) as connection:
        connection.sendall(head_of(address, "Content-Length: 1000000000000"))
        with suppress(ConnectionError):
            while sent < 10 * LINGER:
                connection.sendall(b"x" * MB)
                sent += MB
    assert sent < 2 * LINGER


def test_a_file_over_the_bound_is_refused_though_the_form_is_not(small: TestClient, tmp_path: Path) -> None:
    def body() -> Iterator[bytes]:
        yield form(('name="file"; filename="a.pdf"', b"x" * (MB + 1)))

    assert code_of(small.post("/api/v1/books", content=body(), headers=KIND)) == (413, "too_large", "file")
    assert left_of(tmp_path) == []


def test_the_largest_that_is_taken(small: TestClient) -> None:
    told = wait_for(small, send(small, "1 " + "." * (MB - 2)))
    assert (told["state"], told["size"]) == ("done", MB)


def test_other_bodies_keep_their_own_bound(small: TestClient) -> None:
    assert small.patch("/api/v1/books/x", content=b"x" * 70_000).json()["error"]["code"] == "body_too_large"
    assert small.post("/api/v1/books/x/publish", content=b"x" * 70_000).json()["error"]["code"] == "body_too_large"


def test_a_full_disk_is_told_before_anything_is_read(client: TestClient, intake: Intake, tmp_path: Path) -> None:
    intake.free = 64 * MB
    assert code_of(client.post("/api/v1/books", files={"file": ("a.pdf", b"1")})) == (507, "storage_full", "file")
    assert left_of(tmp_path) == []
    intake.free = 65 * MB
    assert client.post("/api/v1/books", files={"file": ("a.pdf", b"1")}).status_code == 202


def test_a_disk_that_fills_up_meanwhile_is_told_as_that() -> None:
    with pytest.raises(LibraryError) as full, telling_full_disk():
        raise OSError(28, "No space left on device")
    assert (full.value.code, full.value.status) == ("storage_full", 507)
    with pytest.raises(PermissionError), telling_full_disk():
        raise PermissionError(13, "denied")


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("보고서.hwp", "보고서.hwp"),
        ("../../etc/passwd", "passwd"),
        ("C:\\받은 파일\\보고서.HWPX", "보고서.HWPX"),
        (unicodedata.normalize("NFD", "각국 사례.pdf"), "각국 사례.pdf"),
        ("a\x00b\u202egnp.pdf", "abgnp.pdf"),
        ("  ..hidden.txt ", "hidden.txt"),
        ("a<b>:c|d?.md", "a_b__c_d_.md"),
        ("..", NAMELESS),
        ("", NAMELESS),
        ("/", NAMELESS),
        (".pdf", "pdf"),
        ("줄\n바꿈\t.txt", "줄바꿈.txt"),
    ],
)
def test_names_are_made_harmless(name: str, harmless: str) -> None:
    assert make_harmless(name) == harmless
    assert make_harmless(harmless) == harmless


@pytest.mark.parametrize("letter", ["a", "가", "🙂"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter: str) -> None:
    told = make_harmless(letter * 400 + ".hwpx")
    assert len(told) <= LONGEST_NAME
    assert len(told.encode()) <= MOST_BYTES
    assert told.startswith(letter * 30)
    assert ending_of(told) == ".hwpx"


def test_a_hostile_name_stays_within_the_library(client: TestClient, tmp_path: Path) -> None:
    told = wait_for(client, send(client, "1", "../../../밖으로/나가는 " + "긴" * 200 + ".pdf"))
    assert (told["state"], told["file_name"][:4], told["file_name"][-4:]) == ("done", "나가는 ", ".pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(
    ("body", "headers", "field"),
    [
        (b"{}", {"content-type": "application/json"}, "file"),
        (b"", {}, "file"),
        (b"", {"content-type": "multipart/form-data"}, "file"),
        (b"", {"content-type": f"multipart/form-data; boundary={'x' * 300}"}, "file"),
        (b"", KIND, "file"),
        (b"no form at all", KIND, "file"),
        (form(('name="file"; filename="a.pdf"', b"1"), end=False), KIND, "file"),
        (form(('name="title"', "제목".encode())), KIND, "file"),
        (form(('name="file"', b"1")), KIND, "file"),
        (form(('name="file"; filename=""', b"")), KIND, "file"),
        (form(('name="file"; filename="a.pdf"', b"1"), ('name="file"; filename="b.pdf"', b"2")), KIND, "file"),
        (form(('name="other"; filename="a.pdf"', b"1")), KIND, "other"),
        (form(('name="titel"', b"x"), ('name="file"; filename="a.pdf"', b"1")), KIND, "titel"),
        (form(('name="title"', b"x"), ('name="title"', b"y")), KIND, "title"),
        (form(('name="title"', b"\xff\xfe")), KIND, "title"),
        (form(('name="title"', b"x" * (LONGEST_FIELD + 1))), KIND, "title"),
    ],
)
def test_what_is_no_form_with_a_file_is_refused(
    client: TestClient, tmp_path: Path, body: bytes, headers: dict[str, str], field: str
) -> None:
    assert code_of(client.post("/api/v1/books", content=body, headers=headers)) == (422, "invalid_parameter", field)
    assert left_of(tmp_path) == []


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"year": "올해"}, "invalid_parameter", "year"),
        ({"licence": "아무거나"}, "invalid_parameter", "licence"),
        ({"publish": "maybe"}, "invalid_parameter", "publish"),
        ({"replaces": "nothing"}, "book_not_found", "book"),
        ({"rendition_of": "nothing"}, "book_not_found", "book"),
        ({"replaces": "jobs-2023"}, "invalid_parameter", "book"),
        ({"replaces": "a", "rendition_of": "b"}, "invalid_parameter", "rendition_of"),
    ],
)
def test_what_a_book_cannot_be_is_told_at_once(client: TestClient, tmp_path: Path, fields: dict[str, str], code: str, field: str) -> None:
    refused = client.post("/api/v1/books", files={"file": ("a.pdf", b"1")}, data=fields)
    assert code_of(refused)[1:] == (code, field)
    assert left_of(tmp_path) == []


def test_fields_are_one_line_in_nfc_and_empty_ones_say_nothing(client: TestClient) -> None:
    title = unicodedata.normalize("NFD", " 우수\r\n사례\x07 ")
    told = wait_for(client, send(client, title=title, publisher="", year="", publish=""))
    assert (told["fields"], told["result"]["title"]) == ({"title": "우수 사례"}, "우수 사례")


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_a_form_is_taken_apart_however_it_is_cut(tmp_path: Path, size: int) -> None:
    body = form(('name="title"', "제목".encode()), ('name="file"; filename="보고서.hwp"', b"one\r\n--two\r\n"), ('name="year"', b"2024"))
    parser = UploadForm(BOUNDARY.encode(), tmp_path / "file", ("title", "year"), 100)
    for start in range(0, len(body), size):
        parser.feed(body[start : start + size])
    told = parser.finish()
    assert (told.name, told.size, told.fields) == ("보고서.hwp", 12, {"title": "제목", "year": "2024"})
    assert told.path.read_bytes() == b"one\r\n--two\r\n"


def test_a_sender_that_goes_away_leaves_nothing(tmp_path: Path, intake: Intake) -> None:
    body = form(('name="file"; filename="a.pdf"', b"1" * 1000), end=False)
    with serving(library_service(tmp_path / "data", intake)) as address, connect(address) as connection:
        connection.sendall(head_of(address, "Content-Length: 5000") + body)
        while not list((tmp_path / "data").glob("jobs/.incoming*/file")):
            time.sleep(0.01)
    assert left_of(tmp_path) == []


def test_who_is_refused_is_not_read(tmp_path: Path, intake: Intake) -> None:
    """The answer comes before the body, and says that no more of it is wanted."""
    with serving(library_service(tmp_path / "data", intake)) as address, connect(address) as connection:
        connection.sendall(head_of(address, "Origin: http://evil.example", "Content-Length: 100000000"))
        answer = answer_to(connection)
    assert b" 403 " in answer.split(b"\r\n", 1)[0]
    assert b"connection: close" in answer.lower()
    assert not (tmp_path / "data").exists()


class Stalling:
    """A request whose body does not come."""

    headers = KIND

    async def stream(self) -> Any:  # noqa: ANN401
        yield b"--"
        raise TimeoutError


def test_a_sender_that_stalls_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as broken:
        asyncio.run(receive_upload(Stalling(), tmp_path, (), 100, lambda _: 1 << 40))  # type: ignore[arg-type]
    assert (broken.value.code, broken.value.status) == ("upload_broken_off", 408)


STORY = "# 마을 도서관\n\n가람시는 2021년에 마을 도서관 열두 곳을 열었다.\n\n| 구분 | 실적 |\n|---|---|\n| 이용 주민 | 840명 |\n"


@pytest.mark.flow
def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    """With nothing in the place of the readers."""
    with client_of(library_service(tmp_path, None)) as client:
        told = wait_for(client, send(client, STORY, "마을 도서관.md", publish="on"))
        assert (told["state"], told["error"]) == ("done", None)
        assert (told["result"]["format"], told["result"]["pages"], told["result"]["status"]) == ("markdown", None, "published")
        assert "840명" in client.get(f"/api/v1/books/{told['result']['book']}/text").json()["text"]
        refused = wait_for(client, send(client, "\x00\x01\x02", "무엇.bin"))
        assert (refused["state"], refused["error"]["code"], refused["error"]["field"]) == ("failed", "unsupported_format", "file")
