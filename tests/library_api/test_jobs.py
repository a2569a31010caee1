"""Jobs: one after another, seen from outside, called off, tried again, and whole after a crash."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.library.job_record import Job, moment_of
from service.library.job_runner import JobRunner
from service.library.job_store import MOST_ENDED, MOST_UPLOADS, JobStore
from service.library.progress_estimate import ProgressEstimate, expect_seconds
from service.operations.settings import Settings
from tests.support.served.library_service import CODES, Intake, add, client_of, copy_data, job_of, library_service, send, wait_for


def uploads(data: Path, count: int) -> bool:
    """Whether so many files are kept, soon: a job says that it has ended before its file goes."""
    until = time.monotonic() + 10
    while len(list((data / "jobs").rglob("upload*"))) != count and time.monotonic() < until:
        time.sleep(0.01)
    return len(list((data / "jobs").rglob("upload*"))) == count


def test_a_file_becomes_a_book_and_the_job_says_so(client: TestClient, tmp_path: Path) -> None:
    response = client.post("/api/v1/books", files={"file": ("우수사례 2024.pdf", b"1 2 3")}, data={"year": "2024", "publisher": "가람부"})
    job = response.json()["job"]
    assert (response.status_code, response.json(), response.headers["location"]) == (202, {"job": job}, f"/api/v1/jobs/{job}")
    told = wait_for(client, job)
    assert (told["state"], told["kind"], told["file_name"], told["size"]) == ("done", "add", "우수사례 2024.pdf", 5)
    assert (told["error"], told["place"], told["progress"], told["can_retry"]) == (None, None, None, False)
    assert told["created"] <= told["started"] <= told["finished"]
    result = told["result"]
    assert (result["book"], result["format"], result["pages"], result["status"]) == ("2024", "pdf", 4, "draft")
    assert [case["id"] for case in result["cases"]] == ["2024:1", "2024:2", "2024:3"]
    assert uploads(tmp_path / "data", 0)
    book = client.get("/api/v1/books/2024").json()
    assert (book["title"], book["year"], book["publisher"]) == ("지어낸 사례 모음", 2024, "가람부")


def test_what_is_to_be_published_is(client: TestClient) -> None:
    assert client.get(f"/api/v1/books/{add(client, publish='true')}").json()["status"] == "published"
    assert client.get(f"/api/v1/books/{add(client, '3 4', publish='false')}").json()["status"] == "draft"


def test_a_second_file_waits_for_its_turn_and_is_told_its_place(client: TestClient, intake: Intake) -> None:
    first = send(client, "hold 1")
    assert intake.entered.wait(10)
    running = wait_for(client, first, "running")
    assert (running["place"], running["progress"]["stage"], running["progress"]["done"], running["progress"]["total"]) == (
        None,
        "읽는 중",
        1,
        4,
    )
    second, third = send(client, "2 3", "second.pdf"), send(client, "4 5", "third.pdf")
    assert [(job_of(client, job)["state"], job_of(client, job)["place"]) for job in (second, third)] == [("queued", 1), ("queued", 2)]
    assert [job["id"] for job in client.get("/api/v1/jobs").json()["jobs"]] == [third, second, first]
    intake.gate.set()
    assert [wait_for(client, job)["state"] for job in (first, second, third)] == ["done"] * 3
    assert intake.taken == ["stories.pdf", "second.pdf", "third.pdf"]


def test_two_files_sent_at_once_are_both_taken(client: TestClient) -> None:
    jobs: list[str] = []
    threads = [threading.Thread(target=lambda at=at: jobs.append(send(client, f"{at} {at + 1}", f"{at}.pdf"))) for at in (1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [wait_for(client, job)["state"] for job in jobs] == ["done", "done"]


def test_the_same_file_twice_is_recognised(client: TestClient) -> None:
    book = add(client, "1 2")
    again = wait_for(client, send(client, "1 2", "copy.pdf"))
    assert (again["state"], again["error"]["code"], again["error"]["field"]) == ("failed", "duplicate_book", "file")
    assert book in again["error"]["message"]


def test_the_same_text_in_another_form_is_told_of(client: TestClient) -> None:
    book = add(client, "1 2")
    told = wait_for(client, send(client, "1 2 .", "stories.hwp"))
    assert told["result"]["same_text"] == {"book": book, "share": 1.0}
    assert any("rendition_of" in message for message in told["messages"])
    joined = wait_for(client, send(client, "1 2 .", "stories.hwp", rendition_of=book))
    assert (joined["state"], joined["kind"], joined["result"]["book"]) == ("done", "rendition", book)


@pytest.mark.parametrize("code", CODES)
def test_why_a_file_cannot_be_read_is_told(client: TestClient, code: str) -> None:
    told = wait_for(client, send(client, code))
    assert (told["state"], told["error"]) == ("failed", {"code": code, "message": f"stories.pdf: {code}", "field": "file"})
    assert client.get("/api/v1/books").json()["books"][1:] == []


def test_what_nobody_foresaw_tells_nothing_of_the_inside_and_the_next_is_done(client: TestClient) -> None:
    told = wait_for(client, send(client, "broken"))
    assert (told["state"], told["error"]["code"]) == ("failed", "internal_error")
    assert "secret" not in json.dumps(told)
    assert add(client) == "stories"


def test_a_job_that_waits_is_called_off_at_once(client: TestClient, intake: Intake, tmp_path: Path) -> None:
    first = send(client, "hold 1")
    assert intake.entered.wait(10)
    second = send(client, "2 3")
    called_off = client.delete(f"/api/v1/jobs/{second}")
    assert (called_off.status_code, called_off.json()["state"], called_off.json()["place"]) == (200, "cancelled", None)
    assert uploads(tmp_path / "data", 1)
    intake.gate.set()
    assert wait_for(client, first)["state"] == "done"
    assert len(intake.taken) == 1


def test_a_job_that_runs_is_called_off(client: TestClient, intake: Intake, tmp_path: Path) -> None:
    job = send(client, "hold 1")
    assert intake.entered.wait(10)
    assert "취소를 요청" in client.delete(f"/api/v1/jobs/{job}").json()["messages"][0]
    told = wait_for(client, job)
    assert (told["state"], told["result"], told["can_retry"]) == ("cancelled", None, False)
    assert uploads(tmp_path / "data", 0)
    assert client.delete(f"/api/v1/jobs/{job}").json()["state"] == "cancelled"
    assert client.post(f"/api/v1/jobs/{job}/retry").json()["error"]["code"] == "job_not_failed"
    assert add(client) == "stories"


def test_a_job_that_a_killed_service_left_has_failed_and_is_tried_again(tmp_path: Path) -> None:
    intake = Intake()
    with client_of(library_service(tmp_path / "data", intake)) as client:
        job = send(client, "hold 1")
        assert intake.entered.wait(10)
        left = copy_data(tmp_path / "data", tmp_path / "left")
        intake.gate.set()
        wait_for(client, job)
    with client_of(library_service(left, Intake(gate=intake.gate))) as client:
        told = wait_for(client, job)
        assert (told["state"], told["error"]["code"], told["can_retry"], told["attempts"]) == ("failed", "interrupted", True, 1)
        again = client.post(f"/api/v1/jobs/{job}/retry")
        assert (again.status_code, again.json()["error"]) == (202, None)
        told = wait_for(client, job)
        assert (told["state"], told["attempts"], told["can_retry"]) == ("done", 2, False)
        assert client.post(f"/api/v1/jobs/{job}/retry").status_code == 409


def test_a_service_that_ends_in_good_order_goes_on_with_its_jobs_afterwards(tmp_path: Path) -> None:
    intake = Intake()
    with client_of(library_service(tmp_path, intake)) as client:
        first = send(client, "hold 1")
        assert intake.entered.wait(10)
        second = send(client, "2 3")
    intake.gate.set()
    with client_of(library_service(tmp_path, intake)) as client:
        assert [wait_for(client, job)["state"] for job in (first, second)] == ["done", "done"]


def test_one_of_two_services_does_the_jobs_of_both(tmp_path: Path) -> None:
    one, other = Intake(), Intake()
    with client_of(library_service(tmp_path, one)) as first, client_of(library_service(tmp_path, other)) as second:
        job = send(first, "hold 1")
        assert one.entered.wait(10)
        assert job_of(second, job)["state"] == "running"
        later = send(second, "2 3")
        second.delete(f"/api/v1/jobs/{job}")
        assert wait_for(first, job)["state"] == "cancelled"
        assert wait_for(second, later)["state"] == "done"
        assert other.taken == []


def test_a_record_that_was_damaged_says_so_and_is_not_tried_again(client: TestClient, intake: Intake, tmp_path: Path) -> None:
    job = wait_for(client, send(client, "damaged_document"))["id"]
    path = tmp_path / "data" / "jobs" / job / "job.json"
    path.write_text(path.read_text(encoding="utf-8").replace("damaged_document", "damaged_documenT"), encoding="utf-8")
    told = job_of(client, job)
    assert (told["state"], told["error"]["code"], told["can_retry"]) == ("failed", "damaged_job", False)


def events_of(text: str) -> list[tuple[str, Any]]:
    blocks = [dict(line.split(": ", 1) for line in block.splitlines() if ": " in line) for block in text.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks if "event" in block]


def test_a_job_is_watched_until_it_has_ended(client: TestClient, intake: Intake) -> None:
    job = send(client, "hold 1")
    assert intake.entered.wait(10)
    threading.Timer(0.4, intake.gate.set).start()
    response = client.get(f"/api/v1/jobs/{job}/events")
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events_of(response.text)
    assert told[0][0] == "job"
    assert (told[0][1]["state"], told[-1][0], told[-1][1]["state"]) == ("running", "ended", "done")
    assert told[-1][1] == job_of(client, job)
    assert events_of(client.get(f"/api/v1/jobs/{job}/events").text) == [told[-1]]


@pytest.mark.parametrize("job", ["nothing", "1234567890123-0123abcd", "..", "%2e%2e%2flibrary"])
def test_an_unknown_job_is_not_found(client: TestClient, job: str) -> None:
    for method, rest in (("GET", ""), ("GET", "/events"), ("DELETE", ""), ("POST", "/retry")):
        response = client.request(method, f"/api/v1/jobs/{job}{rest}")
        assert response.status_code in {404, 405}
        assert response.json()["error"]["code"] in {"job_not_found", "not_found", "method_not_allowed"}


def ended(store: JobStore, at: int, state: str = "done", *, file: bool = False) -> Job:
    moment = moment_of(1_700_000_000.0 + at)
    job = Job(id=store.make_id(1_700_000_000.0 + at), kind="add", file_name="a.pdf", created=moment, queued=moment)
    upload = None
    if file:
        upload = store.begin_upload(job.id) / "file"
        upload.write_bytes(b"1")
    store.add(job, upload)
    return store.write(job.model_copy(update={"state": state, "finished": moment}))


def test_what_ended_long_ago_is_forgotten_and_few_failed_files_are_kept(tmp_path: Path) -> None:
    store = JobStore(tmp_path / "jobs")
    jobs = [ended(store, at, "failed", file=at >= MOST_ENDED) for at in range(MOST_ENDED + 15)]
    (store.folder / ".incoming-0000000000000-00000000").mkdir()
    store.prune(time.time())
    assert [job.id for job in store.every_job()] == [job.id for job in jobs[15:]]
    assert [job.id for job in jobs[15:] if store.upload(job.id)] == [job.id for job in jobs[-MOST_UPLOADS:]]
    assert len(list(store.folder.glob(".incoming*"))) == 1
    store.prune(time.time() + 7200)
    assert list(store.folder.glob(".incoming*")) == []


def test_no_folder_is_made_before_the_first_file(tmp_path: Path) -> None:
    runner = JobRunner(Settings(data=tmp_path / "data"))
    runner.start()
    runner.stop()
    assert not (tmp_path / "data").exists()
    assert runner.list_all() == ()


def test_how_long_it_takes_is_told_from_what_was_measured() -> None:
    clock = iter([0.0, 0.0, 10.0, 20.0, 30.0, 40.0, 200.0])
    estimate = ProgressEstimate(None, lambda: next(clock))
    assert [estimate.tell("쪽", done, 100).seconds_left for done in (0, 10, 20)] == [None, 90.0, 80.0]
    assert estimate.tell("표", 0, 0).seconds_left is None
    clock = iter([0.0, 10.0, 60.0])
    known = ProgressEstimate(50.0, lambda: next(clock))
    assert [known.tell("읽기", 0, 0).seconds_left for _ in range(2)] == [40.0, None]


def test_what_a_file_should_take_is_told_by_those_of_its_format() -> None:
    def job(name: str, size: int, seconds: float | None) -> Job:
        begun, finish = moment_of(100.0), moment_of(100.0 + seconds) if seconds else None
        state = "done" if seconds else "queued"
        return Job(
            id="0000000000000-00000000", kind="add", state=state, file_name=name, size=size,  # type: ignore[arg-type]
            created=begun, queued=begun, started=begun, finished=finish,
        )  # fmt: skip

    before = [job("a.pdf", 100, 10.0), job("b.PDF", 100, 30.0), job("c.hwp", 100, 500.0), job("d.pdf", 100, 20.0)]
    assert expect_seconds(job("e.pdf", 50, None), before) == pytest.approx(10.0)
    assert expect_seconds(job("e.docx", 50, None), before) is None
