"""A parser that does as its file says: hangs, eats memory, dies, lies. Run with `-m` in place of the real one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path


def hang(_: Path) -> None:
    time.sleep(600)


def spin(_: Path) -> None:
    while True:
        pass


def hang_with_children(folder: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    told = (folder / "child").with_suffix(".tmp")
    told.write_text(str(child.pid))
    sys.stdout.write(f'{{"stage": "reading", "done": {child.pid}}}\n')
    sys.stdout.flush()
    time.sleep(600)


def eat(_: Path) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(16 << 20))
        time.sleep(0.01)


def eat_in_child(_: Path) -> None:
    code = "import time\nx = bytearray(b'x') * (400 << 20)\ntime.sleep(600)"
    subprocess.run([sys.executable, "-c", code], check=False)


def die(_: Path) -> None:
    msg = "what it was"
    raise RuntimeError(msg)


def crash(_: Path) -> None:
    os.abort()


def be_killed(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def say_nothing(_: Path) -> None:
    return None


def talk(folder: Path) -> None:
    sys.stderr.write("noise\n")
    sys.stdout.write('layout notes\n{"stage": "reading", "done": 1, "of": 2}\n{"stage": "spelling"}\n')
    sys.stdout.flush()
    time.sleep(0.2)
    sys.stdout.write('{"stage": "structuring"}\n')
    write(folder)


def look_around(folder: Path) -> None:
    assert "SAERYE_ADMIN_KEY" not in os.environ
    assert Path(os.environ["TMPDIR"]).parent == folder
    (Path(os.environ["TMPDIR"]) / "left behind").write_text("x")
    assert os.getpgrp() == os.getpid()
    write(folder)


def write(folder: Path) -> None:
    document_deed("write")(folder)


def document_deed(name: str) -> Callable[[Path], None]:
    """What is done with a document; loaded by the deeds that need one."""
    deed: Callable[[Path], None] = getattr(import_module("tests.support.processes.fence_document"), name)
    return deed


if __name__ == "__main__":
    deed = Path(sys.argv[1]).read_text(encoding="utf-8").strip()
    (globals().get(deed) or document_deed(deed))(Path(sys.argv[2]))
