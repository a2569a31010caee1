"""A file → its document, parsed in a process of its own: what hangs, eats memory or dies there is a sentence here."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from corpus.documents.document_json import read_document
from corpus.documents.limits import LIMITS, Limits
from corpus.errors import DocumentError, SaeryeError
from corpus.fence.fence_files import (
    BLOCKS_FILE,
    ERROR_FILE,
    LIMITS_FILE,
    LIMITS_JSON,
    PROGRESS_JSON,
    REFUSED_JSON,
    REST_FILE,
    ParseProgress,
)
from corpus.fence.watched_process import ProcessBounds, ProcessEnd, run_watched
from corpus.model.document import Document

WORKER = "corpus.fence.parse_here"
_MEGABYTE = 1 << 20
_LONGEST_LINE = 1_000


class ParsingCancelledError(SaeryeError):
    """The parsing was called off before it came to an end."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: 읽기를 그만두었습니다.")


def _never() -> bool:
    return False


def _ignore(_: ParseProgress) -> None:
    return None


def parse_fenced(
    path: Path,
    limits: Limits = LIMITS,
    *,
    cancelled: Callable[[], bool] = _never,
    progress: Callable[[ParseProgress], None] = _ignore,
    name: str | None = None,
    worker: str = WORKER,
) -> Document:
    """Return a file's document; it is parsed by the module `worker` in a process that is watched and ended from here.

    `cancelled` is asked several times a second; `progress` is told how far it is; `name` is what the file is called in messages, where that
    is not the name under which it lies. No temporary file stays behind.

    Raises:
        DocumentError: what the file's reader says; `too_large` where time or memory ran out; `damaged_document` where the parser died.
        ParsingCancelledError: when it was called off.

    """
    with TemporaryDirectory(prefix="saerye-parse-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / LIMITS_FILE).write_bytes(LIMITS_JSON.dump_json(limits))
        file = path.resolve()
        if name is not None and Path(name).name not in {"", ".", ".."}:
            (folder / "file").mkdir()
            file = folder / "file" / Path(name).name
            file.symlink_to(path.resolve())
        bounds = ProcessBounds(seconds=limits.seconds, memory_mb=limits.memory_mb, file_mb=2 * limits.unpacked_mb)
        end = run_watched(worker, [str(file), str(folder)], folder, bounds, _Listener(cancelled, progress).look)
        if end.why == "cancelled":
            raise ParsingCancelledError(file.name)
        return _outcome(folder, end, file.name, limits)


class _Listener:
    """Hears what the process says line by line."""

    def __init__(self, cancelled: Callable[[], bool], progress: Callable[[ParseProgress], None]) -> None:
        self._cancelled, self._progress, self._begun_line = cancelled, progress, ""

    def look(self, said: str) -> bool:
        """Pass on what was said since the last time, and return whether the work is called off."""
        *lines, rest = (self._begun_line + said).split("\n")
        self._begun_line = rest[:_LONGEST_LINE]
        for line in lines:
            try:
                told = PROGRESS_JSON.validate_json(line[:_LONGEST_LINE])
            except ValidationError:
                continue  # libraries talk too
            self._progress(told)
        return self._cancelled()


def _outcome(folder: Path, end: ProcessEnd, name: str, limits: Limits) -> Document:
    """Return the document that the process has written, or raise what became of it."""
    if end.why == "time":
        told = f"{name}: 정해진 시간({limits.seconds:,.0f}초) 안에 다 읽지 못했습니다. 문서를 나누어 올려 주십시오."
        raise DocumentError(told, code="too_large")
    if end.why == "memory" or end.code == -signal.SIGKILL:
        told = f"{name}: 읽는 데 메모리가 {limits.memory_mb:,}MB 넘게 들어 그만두었습니다. 문서를 나누거나 그림을 줄여 올려 주십시오."
        raise DocumentError(told, code="too_large")
    if end.code == 0 and (folder / ERROR_FILE).is_file():
        refused = REFUSED_JSON.validate_json((folder / ERROR_FILE).read_bytes(), strict=True)
        raise DocumentError(refused.message, code=refused.code)
    if end.code == 0:
        try:
            with (folder / BLOCKS_FILE).open(encoding="utf-8") as blocks:
                return read_document(blocks, (folder / REST_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise _death_error(name, folder, "the document it wrote cannot be used") from error
    raise _death_error(name, folder, f"exit code {end.code}")


def _death_error(name: str, folder: Path, how: str) -> DocumentError:
    """Return the error of a parser that died; what it said last is a note for the log."""
    told = f"{name}: 읽는 도중에 오류가 났습니다. 파일이 깨졌을 수 있습니다. 만든 프로그램에서 열어 다시 저장한 뒤 올려 주십시오."
    error = DocumentError(told, code="damaged_document")
    last = (folder / "stderr").read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    error.add_note("; ".join([how, *(line[:_LONGEST_LINE] for line in last)]))
    return error
