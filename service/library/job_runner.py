"""Does the jobs one after another on a thread of its own: one writer, the others queue. What is on disk is the truth; this holds no job.

A service that ends in good order puts the job in hand back into the queue; one that was killed leaves it `running`, and the next service
says that it failed. Where two services lie on one folder, one of them does the jobs of both.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread

from filelock import FileLock, Timeout

from corpus.errors import DocumentError, LibraryError, SaeryeError
from corpus.library.disk.disk_space import telling_full_disk
from service.library.job_record import Job, JobError, JobProgress, JobState, moment_of
from service.library.job_store import JobStore
from service.library.job_work import JobTools, do_job
from service.library.progress_estimate import ProgressEstimate, expect_seconds
from service.operations.settings import Settings

log = logging.getLogger("saerye")
IDLE_SECONDS = 3.0
"""How often the folder is looked at for jobs that another service was given."""
STOP_SECONDS = 15.0
"""How long the job in hand may take to end when the service does."""
RUNNER = ".runner"
CALLED_OFF = "취소를 요청했습니다. 하던 것을 멈추는 대로 끝납니다."
INTERRUPTED = JobError(code="interrupted", message="서비스가 작업 도중에 멈추었습니다. 자료는 전과 같습니다. 다시 시도하십시오.")
UNFORESEEN_JOB = JobError(code="internal_error", message="뜻밖의 문제로 마치지 못했습니다. 서버의 기록에 까닭이 있습니다.")


class JobRunner:
    """The jobs of a library: what is given, told, called off, tried again, and done."""

    def __init__(self, settings: Settings, tools: JobTools | None = None) -> None:
        self.settings, self.tools = settings, tools or JobTools()
        self.store = JobStore(settings.jobs)
        self._progress: dict[str, JobProgress] = {}
        self._wake, self._stopping = Event(), Event()
        self._thread: Thread | None = None
        self._alone = FileLock(settings.jobs / RUNNER, timeout=0, thread_local=False)

    def start(self) -> None:
        """Begin to do jobs."""
        self._stopping.clear()
        self._thread = Thread(target=self._go_on, name="library-jobs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; the job in hand goes back into the queue."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def add(self, job: Job, upload: Path | None = None) -> Job:
        """Put a new job into the queue.

        Raises:
            LibraryError: (storage_full).

        """
        with telling_full_disk():
            self.store.add(job, upload)
        self._wake.set()
        return self.find(job.id)

    def list_all(self) -> tuple[Job, ...]:
        """Return all jobs that are remembered, the latest first, each with what is told of the moment."""
        jobs = self.store.every_job()
        return tuple(self._tell_moment(job, jobs) for job in sorted(jobs, key=lambda job: job.id, reverse=True))

    def find(self, job: str) -> Job:
        """Return a job with what is told of the moment.

        Raises:
            LibraryError: (job_not_found).

        """
        return self._tell_moment(self.store.find(job), self.store.every_job())

    def cancel(self, job: str) -> Job:
        """Call a job off: one that waits ends at once, one that runs as soon as it can; one that has ended is left as it is.

        Raises:
            LibraryError: (job_not_found).

        """
        with self.store.changing():
            present = self.store.find(job)
            if present.state == "queued":
                self.store.write(self._end(present, "cancelled"))
                self.store.drop_upload(job)
            elif present.state == "running" and CALLED_OFF not in present.messages:
                self.store.ask_to_cancel(job)
                self.store.write(present.model_copy(update={"messages": (*present.messages, CALLED_OFF)}))
        return self.find(job)

    def retry(self, job: str) -> Job:
        """Put a failed job back into the queue.

        Raises:
            LibraryError: (job_not_found; job_not_failed for one that has not failed, or whose file is kept no longer).

        """

        def queue_again(present: Job) -> Job:
            if not self._can_retry(present):
                told = "실패한 작업만, 그 파일이 남아 있는 동안 다시 할 수 있습니다. 파일을 다시 올려 주십시오."
                raise LibraryError(told, code="job_not_failed", field="id")
            self.store.forget_cancel(job)
            anew = {
                "state": "queued",
                "queued": moment_of(self.tools.now()),
                "error": None,
                "started": None,
                "finished": None,
                "messages": (),
            }
            return present.model_copy(update=anew)

        self.store.change(job, queue_again)
        self._wake.set()
        return self.find(job)

    def _tell_moment(self, job: Job, jobs: Iterable[Job]) -> Job:
        waiting = [other.id for other in jobs if other.state == "queued"]
        place = waiting.index(job.id) + 1 if job.id in waiting else None
        progress = self._progress.get(job.id) if job.state == "running" else None
        return job.model_copy(update={"place": place, "progress": progress, "can_retry": self._can_retry(job)})

    def _can_retry(self, job: Job) -> bool:
        has_matter = job.kind == "reparse" or self.store.upload(job.id) is not None
        return job.state == "failed" and has_matter and not (job.error and job.error.code == "damaged_job")

    def _go_on(self) -> None:
        """Do jobs until the service ends; whatever breaks in one is logged and told: it is the edge of the thread."""
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                try:
                    busy = self._take_turn()
                except Exception:
                    log.exception("a job could not be dealt with")
                    busy = False
                if not busy and not self._stopping.is_set():
                    self._wake.wait(IDLE_SECONDS)
        finally:
            self._alone.release()

    def _take_turn(self) -> bool:
        """Do the next job, and tell whether there was one."""
        if not self.settings.jobs.is_dir() or not self._is_alone():
            return False
        with self.store.changing():
            jobs = self.store.every_job()
            for left in (job for job in jobs if job.state == "running"):
                self.store.write(self._end(left, "failed", error=INTERRUPTED))
                log.warning("job %s was left running by a service that ended", left.id)
            if (job := next((job for job in jobs if job.state == "queued"), None)) is None:
                return False
            started = {"state": "running", "started": moment_of(self.tools.now()), "attempts": job.attempts + 1}
            job = self.store.write(job.model_copy(update=started))
        self._do(job, jobs)
        self.store.prune(self.tools.now())
        return True

    def _is_alone(self) -> bool:
        """Tell whether no other service does the jobs of this folder; the first time that is so, what broke off is taken away."""
        if not self._alone.is_locked:
            try:
                self._alone.acquire()
            except Timeout:
                return False
            self.store.prune(self.tools.now())
        return True

    def _do(self, job: Job, before: Iterable[Job]) -> None:
        estimate = ProgressEstimate(expect_seconds(job, before), self.tools.now)

        def progress(stage: str, done: int, total: int) -> None:
            self._progress[job.id] = estimate.tell(stage, done, total)

        def cancelled() -> bool:
            return self._stopping.is_set() or self.store.is_cancelled(job.id)

        progress("시작", 0, 0)
        try:
            finish = self._outcome(job, progress, cancelled)
            ended = self.store.change(job.id, finish)
        finally:
            self._progress.pop(job.id, None)
        if ended.state in {"done", "cancelled"}:
            self.store.drop_upload(job.id)

    def _outcome(self, job: Job, progress: Callable[[str, int, int], None], cancelled: Callable[[], bool]) -> Callable[[Job], Job]:
        """Do a job and return what makes of it the job that it is then."""
        try:
            told = do_job(self.settings, job, self.store.upload(job.id), self.tools, progress, cancelled)
        except SaeryeError as error:
            if self.store.is_cancelled(job.id):
                return lambda present: self._end(present, "cancelled")
            if self._stopping.is_set():
                return lambda present: present.model_copy(update={"state": "queued", "started": None})
            failure = _tell_failure(error)
            return lambda present: self._end(present, "failed", error=failure)
        except Exception:
            log.exception("job %s broke", job.id)
            return lambda present: self._end(present, "failed", error=UNFORESEEN_JOB)
        done = {"result": told.result, "book": told.result["book"]}
        return lambda present: self._end(present, "done").model_copy(update={**done, "messages": told.messages})

    def _end(self, job: Job, state: JobState, *, error: JobError | None = None) -> Job:
        """Return a job that has ended."""
        return job.model_copy(update={"state": state, "finished": moment_of(self.tools.now()), "error": error})


def _tell_failure(error: SaeryeError) -> JobError:
    if isinstance(error, DocumentError):
        return JobError(code=error.code, message=error.message, field="file")
    if isinstance(error, LibraryError):
        return JobError(code=error.code, message=error.message, field=error.field)
    return JobError(code="internal_error", message=str(error))
