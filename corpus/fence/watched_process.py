"""A process of its own for work that may hang, eat memory or die: watched from outside, and ended with all that it started."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZ", "TESSDATA_PREFIX", "VIRTUAL_ENV", "SYSTEMROOT")
"""Of the environment: no key or address of the service is a parser's business."""
_LOOK_EVERY = 0.05  # seconds; in them a process fills some hundred megabytes at most
_MEGABYTE = 1 << 20
_THREADS = 2  # processors that a parser may keep busy at once
_RESERVED = 6  # times the memory that may be set aside without being used
_POLITE = 10  # niceness: who searches goes first


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessBounds:
    """How much a process may have: seconds by the clock, memory in use with all that it started, and the size of a file it writes."""

    seconds: float
    memory_mb: int
    file_mb: int


@dataclass(frozen=True, slots=True)
class ProcessEnd:
    """How a process ended: by itself with a code, negative for a signal, or because it was made to."""

    why: Literal["itself", "time", "memory", "cancelled"]
    code: int


def run_watched(module: str, arguments: Sequence[str], folder: Path, bounds: ProcessBounds, look: Callable[[str], bool]) -> ProcessEnd:
    """Run `python -m module` with arguments, its output into files of a folder, and return how it ended.

    `look` is given what came on its output since the last time, several times a second, and returns whether the work is called off. The
    memory in use is watched rather than limited: a limit of addresses (RLIMIT_AS) makes libraries fail that set aside much more than they
    use. A loose limit of data stands behind it, for what grows faster than we look.
    """
    (folder / "tmp").mkdir()
    with _start(module, arguments, folder, bounds) as process, (folder / "stdout").open(encoding="utf-8", errors="replace") as said:
        last = time.monotonic() + bounds.seconds
        why: Literal["itself", "time", "memory", "cancelled"] = "itself"
        while process.poll() is None and why == "itself":
            if look(said.read()):
                why = "cancelled"
            elif time.monotonic() > last:
                why = "time"
            elif used_memory(process.pid) > bounds.memory_mb * _MEGABYTE:
                why = "memory"
            else:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK_EVERY)
        end_group(process)
        if why == "itself" and process.returncode == -signal.SIGXCPU:
            why = "time"
        look(said.read())
        return ProcessEnd(why, process.returncode)


@contextmanager
def _start(module: str, arguments: Sequence[str], folder: Path, bounds: ProcessBounds) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process in a session of its own; whatever happens, none of it is left at the end."""
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
            cwd=folder,
            env=child_environment(folder),
            start_new_session=True,
        )
    try:
        _limit(process.pid, bounds)
        yield process
    finally:
        end_group(process)
        if process.stdin:
            process.stdin.close()


def _limit(pid: int, bounds: ProcessBounds) -> None:
    """Set what the system itself holds a process and its children to."""
    processor = int(bounds.seconds * _THREADS) + 1
    limits = {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_CPU: (processor, processor + 5),
        resource.RLIMIT_FSIZE: (bounds.file_mb * _MEGABYTE,) * 2,
        resource.RLIMIT_DATA: (bounds.memory_mb * _RESERVED * _MEGABYTE,) * 2,
    }
    with suppress(ProcessLookupError):  # it is done already
        for what, limit in limits.items():
            resource.prlimit(pid, what, limit)
        os.setpriority(os.PRIO_PROCESS, pid, _POLITE)


def child_environment(folder: Path) -> Mapping[str, str]:
    """Return the environment of a child: what programs need to run, a folder of its own for temporary files, one thread a library."""
    passed = {name: value for name in PASSED_ON if (value := os.environ.get(name))}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    own = {"TMPDIR": str(folder / "tmp"), "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1"}
    return {**passed, **own}


def used_memory(pid: int) -> int:
    """Return the bytes of memory that a process and all that it started have in use; 0 where it is gone."""
    import psutil

    total = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group, at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
