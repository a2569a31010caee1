"""How fast files become documents, and in how much memory: `python -m eval.speed.reading_bench FOLDER`, a line a file.

Each file is read in a process of its own, twice: what is loaded once is not counted. Pages are the file's own, else PAGE letters each.
Seconds are the processor's, so other work beside it does not count; those of other programs (a layout, OCR) are told apart.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.cards import load_regions
from corpus.errors import DocumentError
from corpus.fence.file_reading import read_file
from corpus.structure.document_structure import structure_document
from corpus.vocabulary.gazetteer import Gazetteer

PAGE = 1_800
"""Letters of a page, of formats that have none: a full page of a report."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What reading a file took: its pages, seconds of reading, of finding its structure and of other programs, and MiB at most."""

    file: str
    pages: float
    reading: float
    structure: float
    elsewhere: float
    memory: float


def measure_reading(path: Path) -> FileReading:
    """Read a file twice in this process and return what the second time took.

    Raises:
        DocumentError: when it cannot be read.

    """
    gazetteer = Gazetteer(load_regions())
    structure_document(read_file(path), name=path.stem, gazetteer=gazetteer)
    children, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
    read = read_file(path)
    middle = time.process_time()
    document = structure_document(read, name=path.stem, gazetteer=gazetteer)
    end, after = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    elsewhere = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    pages = document.page_count or sum(map(len, document.lines)) / PAGE
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return FileReading(path.name, round(pages, 1), round(middle - start, 3), round(end - middle, 3), round(elsewhere, 3), round(memory))


def main(arguments: list[str]) -> None:
    """Measure every file of a folder, each in a process of its own; with one file, that file here."""
    path = Path(arguments[0])
    if path.is_file():
        try:
            sys.stdout.write(json.dumps(asdict(measure_reading(path)), ensure_ascii=False) + "\n")
        except DocumentError as error:
            sys.stdout.write(json.dumps({"file": path.name, "error": error.code}) + "\n")
        return
    for file in sorted(entry for entry in path.iterdir() if entry.is_file()):
        subprocess.run([sys.executable, "-m", "eval.speed.reading_bench", str(file)], check=True)  # noqa: S603 - our own module


if __name__ == "__main__":
    main(sys.argv[1:])
