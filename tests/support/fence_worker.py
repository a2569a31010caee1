"""A parser that does as its file says: hangs, eats memory, dies, lies. Run with `-m` in place of the real one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from corpus.documents.document_json import write_blocks, write_rest
from corpus.fence.fence_files import BLOCKS_FILE, ERROR_FILE, REFUSED_JSON, REST_FILE, RefusedFile
from corpus.model.document import Block, Document

BLOCK = Block(kind="paragraph", text="한 줄", lines=(1, 1))
DOCUMENT = Document(format="text", lines=("한 줄",), blocks=(BLOCK,), cases=(), page_count=None)


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


def refuse(folder: Path) -> None:
    (folder / ERROR_FILE).write_bytes(REFUSED_JSON.dump_json(RefusedFile("no_text", "글이 없습니다.")))


def say_nothing(_: Path) -> None:
    return None


def write_nonsense(folder: Path) -> None:
    write(folder)
    (folder / BLOCKS_FILE).write_text('{"kind": "spell", "text": 3}\n', encoding="utf-8")


def name_lines_that_are_not_there(folder: Path) -> None:
    write(folder)
    (folder / BLOCKS_FILE).write_text("\n".join(write_blocks([Block(kind="paragraph", text="x", lines=(1, 9))])), encoding="utf-8")


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
    (folder / BLOCKS_FILE).write_text("\n".join(write_blocks(DOCUMENT.blocks)), encoding="utf-8")
    (folder / REST_FILE).write_text(write_rest(DOCUMENT), encoding="utf-8")


if __name__ == "__main__":
    globals()[Path(sys.argv[1]).read_text(encoding="utf-8").strip()](Path(sys.argv[2]))
