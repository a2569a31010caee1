"""A file sent by the form of a page, its job as a page shows it, and what of it a page shows when it has ended; all without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.support.served.library_service import Intake, client_of, library_service, wait_for
from tests.support.served.shelved_book import HTML

OWN = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin", **HTML}


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
def client(tmp_path: Path, intake: Intake) -> Iterator[TestClient]:
    with client_of(library_service(tmp_path / "data", intake, upload_mb=1)) as client:
        yield client


def send_form(client: TestClient, content: bytes = b"1 2", name: str = "stories.pdf", **fields: str) -> str:
    """Send the form as a browser does, every field of it; return the page it leads to."""
    told = {"title": "", "publisher": "", "year": "", "licence": "unknown", "source": "", "visibility": "all", **fields}
    response = client.post("/library", files={"file": (name, content)}, data=told, headers=OWN)
    assert response.status_code == 303, response.text[:300]
    return str(response.headers["location"])


def job_in(page: str) -> str:
    return page.removeprefix("/library/jobs/")


def test_a_file_becomes_a_book_with_what_was_said_of_it(client: TestClient) -> None:
    page = send_form(client, title="<b>지어낸</b> 사례", publisher="가람부", year="2020", publish="true")
    assert re.fullmatch(r"/library/jobs/[0-9]{13}-[0-9a-f]{8}", page)
    told = wait_for(client, job_in(page))
    assert (told["state"], told["result"]["status"]) == ("done", "published")
    shown = client.get(page, headers=HTML).text
    assert "마쳤습니다" in shown
    assert "PDF 파일 3쪽에서 사례 2건을 찾았습니다." in shown
    assert "나루군 골목 시장 이야기 1" in shown
    assert 'href="/library/stories"' in shown
    assert "refresh" not in shown
    book = client.get("/api/v1/books/stories").json()
    assert (book["title"], book["publisher"], book["year"]) == ("<b>지어낸</b> 사례", "가람부", 2020)
    assert "&lt;b&gt;지어낸&lt;/b&gt; 사례" in client.get("/library", headers=HTML).text


def test_a_job_is_waited_for_and_called_off(client: TestClient, intake: Intake) -> None:
    page = send_form(client, b"hold 1")
    other = send_form(client, b"2", "second.pdf")
    assert intake.entered.wait(10)
    shown = client.get(page, headers=HTML).text
    assert '<meta http-equiv="refresh" content="3">' in shown
    assert "하고 있습니다: 읽는 중 1/4" in shown
    assert "http-equiv" not in client.get(page + "?still", headers=HTML).text
    assert "차례를 기다립니다 (앞에서 1번째)" in client.get(other, headers=HTML).text
    listed = client.get("/library", headers=HTML).text
    assert listed.index("second.pdf") < listed.index("stories.pdf")
    for one in (other, page):
        assert client.post(one + "/cancel", data={"x": ""}, headers=OWN).headers["location"] == one
        assert wait_for(client, job_in(one))["state"] == "cancelled"
    assert "취소했습니다" in client.get(page, headers=HTML).text


def test_a_file_that_cannot_be_read_says_why_and_can_be_tried_again(client: TestClient) -> None:
    page = send_form(client, b"encrypted_document", "locked.pdf")
    wait_for(client, job_in(page))
    shown = client.get(page, headers=HTML).text
    assert "마치지 못했습니다" in shown
    assert "locked.pdf: encrypted_document" in shown
    assert "마치지 못했습니다: locked.pdf" in client.get("/library", headers=HTML).text
    assert client.post(page + "/retry", data={"x": ""}, headers=OWN).status_code == 303
    assert wait_for(client, job_in(page))["attempts"] == 2


@pytest.mark.parametrize(
    ("files", "fields", "status", "told"),
    [
        ({"file": ("a.pdf", b"1")}, {"year": "1"}, 422, "1,900 이상이어야 합니다"),
        ({"file": ("a.pdf", b"1")}, {"name": "x"}, 422, "쓸 수 없거나 두 번 적은 항목입니다"),
        ({"file": ("a.pdf", b"1" * 1024 * 1025)}, {}, 413, "파일이 너무 큽니다. 1MB까지 받습니다."),
        ({"file": ("a.pdf", b"1" * 1024 * 1024 * 3)}, {}, 413, "파일이 너무 큽니다. 1MB까지 받습니다."),
    ],
)
def test_what_cannot_be_taken_is_told_on_the_page(
    client: TestClient, files: dict[str, tuple[str, bytes]], fields: dict[str, str], status: int, told: str
) -> None:
    response = client.post("/library", files=files, data=fields, headers=OWN)
    assert response.status_code == status
    assert told in response.text
    assert "<!doctype html>" in response.text
    assert client.get("/api/v1/jobs").json()["jobs"] == []


def test_a_form_without_a_file_says_so(client: TestClient) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
    response = client.post("/library", content=body, headers={**OWN, "content-type": "multipart/form-data; boundary=x"})
    assert response.status_code == 422
    assert "올릴 파일을 고르십시오." in response.text


@pytest.mark.parametrize("headers", [{"origin": "http://example.org", "sec-fetch-site": "cross-site"}, {}])
def test_a_file_from_elsewhere_is_refused_unread(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post("/library", files={"file": ("a.pdf", b"1")}, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (403, "foreign_form")
    assert client.get("/api/v1/jobs").json()["jobs"] == []


def test_a_field_corrected_by_hand_outlasts_another_reading(client: TestClient) -> None:
    wait_for(client, job_in(send_form(client)))
    at = "/library/stories"

    def does(form: str, **fields: str) -> str:
        revision = client.get("/api/v1/books/stories").json()["revision"]
        response = client.post(f"{at}/{form}", data={"revision": str(revision), **fields}, headers=OWN)
        assert response.status_code == 303, response.text[:300]
        return str(response.headers["location"])

    does("cases/1/set", field="summary", value="사람이 적은 요약")
    does("cases/1/set", field="title", value="사람이 적은 제목")
    told = wait_for(client, job_in(does("reparse")))
    assert told["kind"] == "reparse"
    page = client.get(f"{at}?case=1", headers=HTML).text
    assert "사람이 적은 요약" in page
    assert "사람이 적은 제목" in page
    assert page.count("손으로 고침") == 2


def test_a_new_edition_is_sent_from_the_page_of_its_book(client: TestClient) -> None:
    wait_for(client, job_in(send_form(client, b"1 2")))
    response = client.post("/library", files={"file": ("second.pdf", b"1 3")}, data={"replaces": "stories"}, headers=OWN)
    told = wait_for(client, job_in(response.headers["location"]))
    assert (told["kind"], told["book"]) == ("replace", "stories")
    shown = client.get(response.headers["location"], headers=HTML).text
    assert "새 판 넣기" in shown
    assert "바뀐 것: 3: 새로 나타난 사례" in shown
