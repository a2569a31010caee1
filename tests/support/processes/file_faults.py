"""Run by itself: adds a book while the file system fails at one step. Arguments: library folder, step, `kill` or `full`.

Audit hooks (sys.addaudithook) see every file that is opened to be written, made, renamed or removed. At the step of this number the program
is killed, or the disk is full from then on. Prints how many steps there were.
"""

import os
import sys
from errno import ENOSPC
from pathlib import Path

from corpus.errors import LibraryError
from corpus.library.shelf import Shelf
from tests.support.made.documents import document_of, put_book, story

STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main(folder: Path, at: int, how: str) -> None:
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING and str(folder) in str(arguments[0])
        if writes or (event in STEPS and str(folder) in str(arguments[0])):
            count += 1
            if count == at and how == "kill":
                os._exit(9)
            if count >= at and how == "full" and (writes or event == "os.mkdir"):
                raise OSError(ENOSPC, "No space left on device")

    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / "stories.pdf").write_bytes(b"")
    sys.addaudithook(watch)
    try:
        put_book(Shelf(folder), document_of([story(1), story(2)]), content=b"second")
    except LibraryError as error:
        sys.stdout.write(f"{error.code} ")
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
