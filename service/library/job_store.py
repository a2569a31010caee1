"""Jobs on disk: what was given to be done outlives the service that was to do it.

    jobs/
      <job>/job.json          the record and its own checksum, replaced in one step
      <job>/upload.hwpx       the file as it came, until it is a book
      <job>/cancel            somebody has called the job off; who does it looks for this
      .incoming-<job>/        a file on its way in, or one whose sending broke off

Nothing is there before the first upload. What changes a job is done under a lock, since another service may lie on the same folder.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from corpus.errors import LibraryError
from corpus.library.disk.synced_writing import replace_file, sync
from service.library.file_names import ending_of
from service.library.job_record import ENDED, JOB_PATTERN, Job, JobError, moment_of

log = logging.getLogger("saerye")
JOB_FILE, CANCEL, LOCK, INCOMING, UPLOAD = "job.json", "cancel", ".lock", ".incoming-", "upload"
MOST_ENDED = 100
"""Ended jobs that are remembered, the last ones."""
MOST_UPLOADS = 10
"""Of failed jobs, those whose file is kept so that they can be tried again, the last ones."""
BROKEN_OFF = 3600.0
"""Seconds without a byte after which nobody is sending any more."""
OF_THE_MOMENT = {"place", "progress", "can_retry"}


@dataclass(frozen=True, slots=True)
class JobStore:
    """The jobs of a folder."""

    folder: Path
    _read_before: dict[str, tuple[tuple[int, int, int], Job]] = field(default_factory=dict)

    def every_job(self) -> tuple[Job, ...]:
        """Return all jobs, in the order in which they were queued."""
        if not self.folder.is_dir():
            return ()
        named = [path.name for path in self.folder.iterdir() if re.fullmatch(JOB_PATTERN, path.name)]
        for gone in self._read_before.keys() - set(named):
            self._read_before.pop(gone, None)
        found = [job for name in named if (job := self._read(name)) is not None]
        return tuple(sorted(found, key=lambda job: (job.queued, job.id)))

    def find(self, job: str) -> Job:
        """Return a job.

        Raises:
            LibraryError: (job_not_found).

        """
        found = self._read(job) if re.fullmatch(JOB_PATTERN, job) else None
        if found is None:
            told = f"작업 {job[:40]!r}을(를) 찾을 수 없습니다. 끝난 지 오래된 작업은 목록에서 빠집니다."
            raise LibraryError(told, code="job_not_found", field="id")
        return found

    def make_id(self, now: float) -> str:
        """Return an id for a job that is given now."""
        return f"{int(now * 1000):013d}-{secrets.token_hex(4)}"

    def begin_upload(self, job: str) -> Path:
        """Return a new folder for a file on its way in."""
        folder = self.folder / f"{INCOMING}{job}"
        folder.mkdir(parents=True)
        return folder

    def drop_incoming(self, job: str) -> None:
        """Take away what was sent for a job that does not come about."""
        shutil.rmtree(self.folder / f"{INCOMING}{job}", ignore_errors=True)

    def add(self, job: Job, upload: Path | None = None) -> None:
        """Keep a new job, with the file that has come into its folder; all of it is there at once."""
        work = self.folder / f"{INCOMING}{job.id}"
        work.mkdir(parents=True, exist_ok=True)
        if upload is not None:
            upload.rename(work / f"{UPLOAD}{ending_of(job.file_name or '').lower()}")
        replace_file(work / JOB_FILE, _dump(job))
        with self.changing():
            work.rename(self.folder / job.id)
            sync(self.folder)

    def write(self, job: Job) -> Job:
        """Keep a job as it is now."""
        replace_file(self.folder / job.id / JOB_FILE, _dump(job))
        return job

    def change(self, job: str, make: Callable[[Job], Job]) -> Job:
        """Make another of a job, which nobody changes meanwhile, and keep that.

        Raises:
            LibraryError: (job_not_found), and whatever `make` does.

        """
        with self.changing():
            return self.write(make(self.find(job)))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Let nobody else change a job during a block."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / LOCK, timeout=60):
            yield

    def upload(self, job: str) -> Path | None:
        """Return the file that a job is about, None where it is not kept or there is none."""
        return next(iter(sorted((self.folder / job).glob(f"{UPLOAD}*"))), None)

    def drop_upload(self, job: str) -> None:
        """Take a job's file away."""
        while (kept := self.upload(job)) is not None:
            kept.unlink()

    def ask_to_cancel(self, job: str) -> None:
        """Leave word that a job is called off."""
        (self.folder / job / CANCEL).touch()

    def forget_cancel(self, job: str) -> None:
        """Take back that a job was called off."""
        (self.folder / job / CANCEL).unlink(missing_ok=True)

    def is_cancelled(self, job: str) -> bool:
        """Tell whether a job is called off."""
        return (self.folder / job / CANCEL).exists()

    def forget_book(self, book: str, digests: Collection[str]) -> tuple[int, int]:
        """Drop the jobs about a book, those that brought one of its files and did not end as a book as well; return how many, and files.

        One that is being done is called off.
        """
        jobs = files = 0
        with self.changing():
            for job in self.every_job():
                upload = self.upload(job.id)
                same = upload is not None and _digest_of(upload) in digests
                if book not in {job.book, (job.result or {}).get("book")} and not same:
                    continue
                if job.state == "running":
                    self.ask_to_cancel(job.id)
                    continue
                jobs, files = jobs + 1, files + (upload is not None)
                shutil.rmtree(self.folder / job.id)
        return jobs, files

    def prune(self, now: float) -> None:
        """Forget the oldest of what has ended, the files of all failed jobs but the last ones, and what broke off on its way in."""
        ended = sorted((job for job in self.every_job() if job.state in ENDED), key=lambda job: job.finished or job.created, reverse=True)
        for job in ended[MOST_ENDED:]:
            shutil.rmtree(self.folder / job.id)
        with_file = [job for job in ended[:MOST_ENDED] if self.upload(job.id) is not None]
        for number, job in enumerate(with_file):
            if number >= MOST_UPLOADS or job.state != "failed":
                self.drop_upload(job.id)
        for path in self.folder.glob(f"{INCOMING}*"):
            with suppress(FileNotFoundError):  # it has come in meanwhile
                if now - max(held.stat().st_mtime for held in (path, *path.iterdir())) > BROKEN_OFF:
                    shutil.rmtree(path)

    def _read(self, name: str) -> Job | None:
        """Return a job, None where there is none; one whose record is damaged has failed."""
        path = self.folder / name / JOB_FILE
        with suppress(FileNotFoundError):
            stat = path.stat()
            signature = stat.st_mtime_ns, stat.st_size, stat.st_ino
            before = self._read_before.get(name)
            if before is None or before[0] != signature:
                before = self._read_before[name] = signature, _load(name, path.read_bytes())
            return before[1]
        return None


def _load(name: str, data: bytes) -> Job:
    try:
        stored = json.loads(data)
        checksum = stored.pop("checksum")
        job = Job.model_validate_json(json.dumps(stored))
        if checksum == _checksum(job) and job.id == name:
            return job
    except (ValueError, KeyError, AttributeError, ValidationError):
        log.warning("the record of job %s is damaged", name, exc_info=True)
    told = "작업의 기록이 손상되었습니다. 파일을 다시 올려 주십시오."
    given = moment_of(int(name.partition("-")[0]) / 1000)
    error = JobError(code="damaged_job", message=told)
    return Job(id=name, kind="add", state="failed", error=error, created=given, queued=given, finished=given)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _checksum(job: Job) -> str:
    return sha256(job.model_dump_json(exclude=OF_THE_MOMENT).encode()).hexdigest()


def _dump(job: Job) -> bytes:
    told = {**job.model_dump(mode="json", exclude=OF_THE_MOMENT), "checksum": _checksum(job)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
