"""A library whose disk fails, or whose program is killed, at any step of any change: the change is there whole, or nothing of it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes.file_faults import OPERATIONS

ROOT = Path(__file__).resolve().parents[2]
NEEDS_NO_ROOM = {"remove"}
"""What writes little and frees much."""


def changed_under_fault(operation: str, folder: Path, how: str) -> dict[str, Any]:
    """What a program of its own found after each step at which the change failed; the last try failed nowhere."""
    command = [sys.executable, "-m", "tests.support.processes.file_faults", operation, str(folder), how]
    found: dict[str, Any] = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert found["tries"][-1]["code"] == 0
    assert len(found["tries"]) > 3
    return found


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_program_that_is_killed_at_any_step_leaves_a_whole_library(tmp_path: Path, operation: str) -> None:
    found = changed_under_fault(operation, tmp_path, "kill")
    *killed, done = found["tries"]
    assert done["books"] != found["before"]
    assert {one["code"] for one in killed} == {9}
    assert all(one["books"] in (found["before"], done["books"]) for one in killed)
    assert all(one["again"] == done["books"] for one in killed)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_full_disk_is_told_at_any_step_and_leaves_the_library_as_it_was(tmp_path: Path, operation: str) -> None:
    found = changed_under_fault(operation, tmp_path, "full")
    *failed, done = found["tries"]
    refused = [one for one in failed if one["told"]]
    assert {one["told"] for one in refused} == {"storage_full"}
    assert all(one["books"] == found["before"] for one in refused)
    assert all(one["books"] == done["books"] for one in failed if not one["told"])
    assert all(one["again"] == done["books"] for one in failed)
    assert operation in NEEDS_NO_ROOM or all(one["same"] for one in refused)
