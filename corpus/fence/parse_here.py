"""`python -m corpus.fence.parse_here FILE FOLDER`: parses one file in this very process, and writes the document or why it has none."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from corpus.cards import load_regions
from corpus.documents.document_json import write_blocks, write_rest
from corpus.documents.limits import LIMITS, Limits
from corpus.errors import DocumentError
from corpus.fence.fence_files import (
    BLOCKS_FILE,
    ERROR_FILE,
    LIMITS_FILE,
    LIMITS_JSON,
    PROGRESS_JSON,
    REFUSED_JSON,
    REST_FILE,
    ParseProgress,
    RefusedFile,
)
from corpus.fence.file_reading import read_file
from corpus.model.document import Document
from corpus.vocabulary.gazetteer import Gazetteer


def parse_here(path: Path, limits: Limits, tell: Callable[[ParseProgress], None]) -> Document:
    """Return a file's document, read and structured in this process.

    Raises:
        DocumentError: where it cannot be read.

    """
    from corpus.structure.document_structure import structure_document

    tell(ParseProgress("reading"))
    read = read_file(path, limits, lambda done, of: tell(ParseProgress("reading", done, of)))
    tell(ParseProgress("structuring", 0, 1))
    document = structure_document(read, name=path.stem, gazetteer=Gazetteer(load_regions()))
    tell(ParseProgress("structuring", 1, 1))
    return document


def write_outcome(name: str, parse: Callable[[], Document], folder: Path) -> None:
    """Write what the parsing of a file of this name gives into a folder: the document's two files, or its error."""
    try:
        document = parse()
    except DocumentError as error:
        refused = RefusedFile(error.code, error.message)
    except MemoryError:
        refused = RefusedFile("too_large", f"{name}: 문서를 읽는 데 메모리가 모자랐습니다. 문서를 나누어 올려 주십시오.")
    else:
        with (folder / BLOCKS_FILE).open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in write_blocks(document.blocks))
        (folder / REST_FILE).write_text(write_rest(document), encoding="utf-8")
        return
    (folder / ERROR_FILE).write_bytes(REFUSED_JSON.dump_json(refused))


def end_with_parent() -> None:
    """End this process and those it started when the one that waits for it is gone, which closes our input."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)

    Thread(target=wait, daemon=True).start()


def tell_progress(progress: ParseProgress) -> None:
    """Write how far we are as a line on the output."""
    sys.stdout.write(PROGRESS_JSON.dump_json(progress).decode("ascii") + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Parse the file named first into the folder named second, within the limits that lie there."""
    path, folder = map(Path, arguments)
    end_with_parent()
    given = folder / LIMITS_FILE
    limits = LIMITS_JSON.validate_json(given.read_bytes()) if given.is_file() else LIMITS
    write_outcome(path.name, lambda: parse_here(path, limits, tell_progress), folder)


if __name__ == "__main__":
    main(sys.argv[1:])
