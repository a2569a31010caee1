"""Masks and removal over HTTP: who may, what is listed, and what is gone."""

from pathlib import Path

from fastapi.testclient import TestClient

from tests.library_api.test_books import ADMIN, BOOK, KEEPER
from tests.support.served.library_service import Intake, add, client_of, library_service

MASKS = f"{BOOK}/masks"


def text_at(client: TestClient, line: int) -> str:
    return str(client.get(f"{BOOK}/text", params={"lines": str(line)}).json()["text"])


def test_a_keeper_masks_more_and_shows_it_again(client: TestClient) -> None:
    add(client, "1 2")
    told = client.get(MASKS)
    assert (told.status_code, told.headers["etag"]) == (200, '"1"')
    assert told.json() == {"book": "stories", "office_names": "keep", "counts": {}, "masks": [], "unmasked": [], "pages": {}}
    wanted = {"office_names": "mask", "mask": [{"lines": [1, 1], "text": "골목 시장"}]}
    changed = client.patch(MASKS, json=wanted, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert changed.json()["masks"] == [{"line": 1, "index": 1, "kind": "by_hand", "length": 5}]
    assert (changed.json()["office_names"], changed.json()["pages"]) == ("mask", {"2": 1})
    assert text_at(client, 1) == "나루군 ○○ ○○ 이야기 1"
    assert client.get(BOOK).json()["cases"][0]["title"] == "나루군 ○○ ○○ 이야기 1"
    assert client.patch(MASKS, json={"unmask": [{"lines": [1, 1], "index": 1}]}).json()["masks"] == []
    assert text_at(client, 1) == "나루군 골목 시장 이야기 1"


def test_what_cannot_be_done_is_refused(client: TestClient) -> None:
    add(client, "1 2")
    refusals: tuple[tuple[dict[str, object], dict[str, str], int, str], ...] = (
        ({"mask": [{"lines": [1, 1], "text": "없는 글"}]}, {}, 422, "invalid_parameter"),
        ({"office_names": "mask"}, {"If-Match": '"9"'}, 412, "changed_meanwhile"),
        ({"office_names": "both"}, {}, 422, "invalid_parameter"),
    )
    for wanted, headers, status, code in refusals:
        answer = client.patch(MASKS, json=wanted, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert client.get("/api/v1/books/none/masks").status_code == 404


def test_nobody_but_a_librarian_sees_or_sets_masks(tmp_path: Path) -> None:
    with client_of(library_service(tmp_path, Intake(), admin_key=ADMIN)) as client:
        assert client.get(MASKS).status_code == 401
        assert client.patch(MASKS, json={}).status_code == 401
        assert client.get(MASKS, headers=KEEPER).status_code == 404


def test_a_removed_book_leaves_no_job(client: TestClient) -> None:
    add(client, "1 2")
    assert client.delete(BOOK).json()["gone"] == [{"what": "files", "count": 5}, {"what": "jobs", "count": 1}]
    assert client.get("/api/v1/jobs").json() == {"jobs": []}
