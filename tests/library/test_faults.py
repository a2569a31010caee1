"""A library whose disk fails, or whose program is killed, at any step of adding a book: it has the book whole, or is as it was."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.library.shelf import Shelf
from tests.support.made.documents import document_of, put_book, story

ROOT = Path(__file__).resolve().parents[2]


def add_under_fault(folder: Path, at: int, how: str) -> subprocess.CompletedProcess[str]:
    """Add a book named `second` in a program of its own that fails at one step."""
    command = [sys.executable, "-m", "tests.support.processes.file_faults", str(folder), str(at), how]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "library")
    put_book(shelf, document_of([story(3)]), "first.pdf", content=b"first")
    return shelf


def whole(shelf: Shelf, added: str) -> set[str]:
    """The books there are, after each was compared with its digests, and no other folder that a build would read."""
    for record in shelf.records():
        shelf.check(record)
        assert shelf.document(record).blocks
    assert set(shelf.ids()) <= {"first", added}
    return set(shelf.ids())


@pytest.mark.slow
def test_a_program_that_is_killed_at_any_step_leaves_a_whole_library(shelf: Shelf) -> None:
    steps = int(add_under_fault(shelf.folder.parent / "trial" / "library", 10_000, "kill").stdout)
    assert steps > 10
    for at in range(1, steps + 1):
        assert add_under_fault(shelf.folder, at, "kill").returncode == 9
        if "stories" in whole(shelf, "stories"):  # killed after the book was there
            shelf.remove("stories")
            (shelf.folder / "retired.txt").unlink()
    put_book(shelf, document_of([story(1), story(2)]), content=b"second")
    assert whole(shelf, "stories") == {"first", "stories"}
    assert [path.name for path in shelf.folder.iterdir() if path.name.startswith(".adding")] == []


@pytest.mark.slow
def test_a_full_disk_is_told_at_any_step_and_leaves_the_library_as_it_was(shelf: Shelf) -> None:
    before = sorted(path.relative_to(shelf.folder) for path in shelf.folder.rglob("*"))
    steps = int(add_under_fault(shelf.folder.parent / "trial" / "library", 10_000, "full").stdout)
    told = set()
    for at in range(2, steps + 1, 2):
        run = add_under_fault(shelf.folder, at, "full")
        told.add(run.stdout.split()[0])
        if run.stdout.startswith("storage_full"):
            assert whole(shelf, "stories") == {"first"}
            assert sorted(path.relative_to(shelf.folder) for path in shelf.folder.rglob("*")) == before
        else:
            break
    assert "storage_full" in told
